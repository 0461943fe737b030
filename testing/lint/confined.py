"""External libraries that stay behind one room's wall, and the form of headers."""

import re

from tree import Finding

# include prefix -> the folders that may use it
CONFINED = {
    r"antlr4": ("src/syntax/",),
    r"pcap(\.h|/)": ("src/capture/",),
    r"CLI/": ("src/tool/",),
}


def check(tree):
    findings = []
    for file in tree.code():
        for number, line in enumerate(file.code, 1):
            findings += check_include(file, number, line)
        if file.path.endswith(".h"):
            findings += check_header(file)
    return findings


def check_include(file, number, line):
    match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
    if not match:
        return []
    found = []
    for prefix, homes in CONFINED.items():
        is_home = file.path.startswith(homes)
        if re.match(prefix, match.group(1)) and not is_home and not file.is_allowed(number, "confined"):
            found.append(Finding(file.path, number, "confined",
                                 f"<{match.group(1)}> belongs to {', '.join(homes)} alone"))
    return found


def check_header(file):
    found = []
    if not any(line.strip() == "#pragma once" for line in file.lines):
        found.append(Finding(file.path, 1, "header", "has no '#pragma once'"))
    for number, line in enumerate(file.code, 1):
        if re.match(r"\s*using\s+namespace\b", line):
            found.append(Finding(file.path, number, "header", "'using namespace' in a header"))
    if not any(line.lstrip().startswith("//") for line in file.lines[:5]):
        found.append(Finding(file.path, 1, "header", "does not open with what it is"))
    return found
