"""No mutable state outside engines: looks at what the compiler put into writable sections.

Reads the static libraries of a build. Text search cannot tell a constant from a variable; the
object file can. Each remaining symbol needs a line in objects_allowed.txt.
"""

import pathlib
import re
import subprocess

from tree import Finding

WRITABLE = re.compile(r"^\.(data|bss|tdata|tbss)(\.|$)")
RELOCATED_CONSTANT = re.compile(r"^\.data\.rel\.ro")
SYMBOL = re.compile(r"^[0-9a-f]+ (?P<flags>.{7}) (?P<section>\S+)\s+[0-9a-f]+\s+(?P<name>.*)$")
MEMBER = re.compile(r"^(\S+\.o):\s+file format")


def check_build(build, allowed_file):
    allowed = allowances(allowed_file)
    findings = []
    libraries = sorted(pathlib.Path(build).glob("src/**/libavocet_*.a"))
    for library in libraries:
        for member, symbol in writable_symbols(library):
            if not any(pattern.search(symbol) for pattern in allowed):
                findings.append(Finding(f"{library.name}({member})", 1, "mutable-global", symbol))
    if not libraries:
        findings.append(Finding(str(build), 1, "mutable-global", "holds no libraries"))
    return findings


def allowances(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines() if pathlib.Path(path).exists() else []
    return [re.compile(line.split("  #")[0].strip()) for line in lines
            if line.strip() and not line.startswith("#")]


def is_object(flags, section):
    """Thread-local variables carry no 'object' flag; the symbols of sections carry 'd'."""
    return "O" in flags or (section.startswith(".t") and not set("dF") & set(flags))


def writable_symbols(path):
    done = subprocess.run(["objdump", "-t", "-C", str(path)], capture_output=True, text=True, check=True)
    member = path.name
    for line in done.stdout.splitlines():
        if match := MEMBER.match(line):
            member = match.group(1)
        match = SYMBOL.match(line)
        if not match or not is_object(match.group("flags"), match.group("section")):
            continue
        section = match.group("section")
        if WRITABLE.match(section) and not RELOCATED_CONSTANT.match(section):
            yield member, match.group("name").replace(".hidden ", "").strip()
