"""Calls and constructs that have no place in the tree, or only in one room of it."""

import re

from tree import Finding

EVERYWHERE = [
    ("unsafe-call", r"(?<![\w.>])(?:std::)?(strcpy|strcat|sprintf|vsprintf|gets|strtok|tmpnam|alloca)\s*\(",
     "has no bounds; use std::string, fmt or std::snprintf"),
    ("unsafe-call", r"(?<![\w.>])(?:std::)?(atoi|atol|atoll|atof)\s*\(",
     "hides errors; use std::from_chars"),
    ("local-time", r"(?<![\w.>])(?:std::)?(localtime|gmtime|asctime|ctime|setlocale)\s*\(",
     "keeps state in the C library; use the _r form or base/time.h"),
    ("regex", r"std::(w?regex|basic_regex)\b|#\s*include\s*<regex>", "is slow and recursive; use a pattern of value/pattern.h"),
    ("random", r"(?<![\w.>])(?:std::)?(rand|srand|random_device)\b\s*[({]",
     "is not reproducible; take numbers from the engine's seed"),
]

# The program prints and exits in tool/ alone: everything else is a library.
OUTSIDE_TOOL = [
    ("print", r"(?<![\w.>])(?:std::)?(printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|perror)\s*\(",
     "only tool/ prints"),
    ("print", r"std::(cout|cerr|clog)\b|#\s*include\s*<iostream>|fmt::print\s*\(", "only tool/ prints"),
    ("exit", r"(?<![\w.>])(?:std::)?(exit|_exit|_Exit|quick_exit)\s*\(", "only tool/ exits"),
]

# What reads packets must not look at memory through a pointer of another type.
IN_PACKET_ROOMS = [
    # To char, as strings want it, is harmless; to a struct is what this is about.
    ("pointer-cast", r"\breinterpret_cast\b(?!\s*<\s*(?:const\s+)?(?:unsigned\s+)?char\s*\*\s*>)"
                     r"|(?<![\w>])\(\s*(?:const\s+)?(?:struct\s+)?\w+\s*\*\s*\)\s*[\w(&*]",
     "untrusted bytes are read through ByteReader"),
]
PACKET_ROOMS = ("src/packet/", "src/flow/", "src/protocol/", "src/file/", "src/analyzer/")

# Placement, `new (memory) T`, allocates nothing.
OUTSIDE_BASE = [
    ("new", r"(?<![\w.>])new\b(?!\s*[;,)>(])", "only base/ allocates; use make_unique, an arena or a pool"),
    ("new", r"(?<!operator )(?<!= )\bdelete\b(?!\s*[;,)])", "only base/ frees"),
    ("new", r"(?<![\w.>])(?:std::)?(malloc|calloc|realloc|free)\s*\(", "only base/ allocates and frees"),
    ("abort", r"(?<![\w.>])(?:std::)?(abort|terminate)\s*\(", "use CHECK"),
]

# A private constructor keeps make_unique out; what is owned in the same breath is no offence.
OWNED_AT_ONCE = re.compile(r"unique_ptr<.*>\s*[({]\s*new\b")

EXCEPTION_FREE = [
    ("assert", r"(?<![\w.>])assert\s*\(|#\s*include\s*<cassert>", "use CHECK or DCHECK"),
]


def check(tree):
    findings = []
    for file in tree.code():
        for rule, pattern, why in rules_for(file.path):
            findings += search(file, rule, pattern, why)
    return findings


def rules_for(path):
    """The rules for a file. Tests and generators may allocate and print: they are their own program."""
    rules = list(EVERYWHERE) + list(EXCEPTION_FREE)
    is_test = path.endswith(("_test.cc", "_fuzz.cc")) or path.startswith("testing/")
    if is_test or "/generator/" in path:
        return rules
    if not path.startswith(("src/tool/", "src/base/check.")):  # CHECK reports our own bugs
        rules += OUTSIDE_TOOL
    if not path.startswith("src/base/"):
        rules += OUTSIDE_BASE
    if path.startswith(PACKET_ROOMS):
        rules += IN_PACKET_ROOMS
    return rules


def search(file, rule, pattern, why):
    compiled = re.compile(pattern)
    found = []
    for number, line in enumerate(file.code, 1):
        match = compiled.search(line)
        if rule == "new" and OWNED_AT_ONCE.search(line):
            continue
        if match and not file.is_allowed(number, rule):
            found.append(Finding(file.path, number, rule, f"'{match.group(0).strip()}': {why}"))
    return found
