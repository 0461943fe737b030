"""Names that two sources of a room both keep to themselves, which collide when they are compiled as one."""

import collections
import re

from tree import Finding

_TYPE = re.compile(r"(?:struct|class|enum(?: class)?)\s+(\w+)\b(?!::|\s*;)")
_ALIAS = re.compile(r"using\s+(\w+)\s*=(.*)")
_FUNCTION = re.compile(r"[\w:<>,&*\[\]\s]*[\w>&*]\s[&*]*(\w+)\((.*)$")
_VARIABLES = re.compile(
    r"(?:static |inline |constexpr |constinit |thread_local |const )+[\w:<>,&* ]+?[\s&*](\w+)\s*[={;\[(]")
_SKIPPED = re.compile(r"set_source_files_properties\(([^)]*)SKIP_UNITY_BUILD_INCLUSION")
_NEXT_VARIABLE = re.compile(r",\s*(\w+)\s*(?:=|\{)")


def check(tree):
    headers = {f.path: f for f in tree.code(("src",)) if f.path.endswith(".h")}
    findings = []
    for _, sources in sorted(rooms(tree).items()):
        findings += check_room(sources, headers)
    return findings


def rooms(tree):
    """The sources that may be compiled as one: those of a room, and its unit tests."""
    skipped = set()
    for file in tree.files():
        folder, _, name = file.path.rpartition("/")
        if name == "CMakeLists.txt":
            for listed in _SKIPPED.findall(file.text):
                skipped |= {f"{folder}/{source}" for source in listed.split()}
    found = collections.defaultdict(list)
    for file in tree.code(("src",)):
        folder, _, name = file.path.rpartition("/")
        if name.endswith(".cc") and not name.endswith("_fuzz.cc") and name != "main.cc" and file.path not in skipped:
            found[folder, name.endswith("_test.cc")].append(file)
    return found


def check_room(sources, headers):
    shown = {}
    for path in sorted({path for file in sources for path in included(file, headers)}):
        for name, what, _ in declared(headers[path], is_open=True):
            shown.setdefault(name, []).append((what, path))
    findings = []
    for file in sources:
        own = list(declared(file, is_open=False))
        for name, what, number in own:
            other = next((path for told, path in shown.get(name, []) if collides(what, told)), None)
            if other and not file.is_allowed(number, "joined"):
                findings.append(Finding(file.path, number, "joined",
                                        f"'{name}' is in {other} too: give it a name of its own, or both one place"))
        for name, what, _ in own:
            shown.setdefault(name, []).append((what, file.path))
    return findings


def collides(what, told):
    """Two declarations of one name go together only as functions of different parameters, or as aliases that
    say the same."""
    if what is None or told is None or what.startswith("=") != told.startswith("="):
        return True
    return (what == told) != what.startswith("=")


def included(file, headers):
    for line in file.code:
        match = re.match(r'#include "([^"]+)"', line)
        if match and "src/" + match.group(1) in headers:
            yield "src/" + match.group(1)


def declared(file, is_open):
    """(name, what, line) of what stands at namespace scope: in a source within namespaces without a name, in a
    header outside of classes. clang-format leaves exactly that without indentation. `what` is the parameters of
    a function, `=` and the type of an alias, or None."""
    depth = 0 if is_open else None  # of braces within the namespace
    for number, line in enumerate(file.code, 1):
        if is_open or depth is not None:
            if line[:1].isalpha() and not line.startswith(("namespace", "template", "return")):
                yield from names(file, number, line)
            depth += line.count("{") - line.count("}")
            if depth < 0 and not is_open:
                depth = None
        elif re.match(r"namespace\s*\{", line):
            depth = 0


def names(file, number, line):
    match = _ALIAS.match(line)
    if match:  # saying the same twice is fine
        yield match.group(1), "=" + match.group(2), number
        return
    match = _TYPE.match(line)
    if match:
        yield match.group(1), None, number
        return
    match = _VARIABLES.match(line)
    if match and not _FUNCTION.match(line.split("=")[0].split("{")[0]):
        whole = line
        for following in file.code[number:number + 12]:
            if ";" in whole:
                break
            whole += following
        yield match.group(1), None, number
        for name in _NEXT_VARIABLE.findall(whole.split(";")[0]):
            yield name, None, number
        return
    match = _FUNCTION.match(line)
    if match:
        yield match.group(1), "".join(match.group(2).split(")")[0].split()), number
