"""The project speaks of itself alone: no paths of one machine, no notes about how it was typed."""

import re

from tree import Finding

# Each word is spelled in two parts, so that this file may be committed.
WORDS = [
    ("/wo" + "rk/", "a path of one machine"),
    ("/tmp" + "/brief", "a path of one machine"),
    ("/ho" + "me/", "a path of one machine"),
    (r"\bcl" + r"aude\b|\banth" + r"ropic\b|\bchat" + r"gpt\b|\bcop" + r"ilot\b", "names a tool"),
    (r"\bFIX" + r"ME\b|\bXX" + r"X\b", "write an issue instead"),
]


def check(tree):
    findings = []
    for file in tree.files():
        for pattern, why in WORDS:
            flags = 0 if "FIX" in pattern else re.IGNORECASE
            compiled = re.compile(pattern, flags)
            for number, line in enumerate(file.lines, 1):
                if compiled.search(line) and not file.is_allowed(number, "words"):
                    findings.append(Finding(file.path, number, "words", f"{why}: {line.strip()[:80]}"))
    return findings
