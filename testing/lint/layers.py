"""Walls: a room includes and links only what the table in doc/architecture.md allows, and links what it includes.

The table is the one between the marks `<!-- rooms -->` and `<!-- /rooms -->`. Its first column names
rooms (`*` stands for one folder), its second what they may include besides themselves; `*` alone
means everything. A third column is prose.
"""

import fnmatch
import pathlib
import re

from tree import Finding

TABLE = "doc/architecture.md"
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
GENERATED = (".inc",)
# What a room that links `leaves` links with them.
LEAVES = ("builtin", "protocol/*", "logging/writer/*", "input/reader/*")


class Table:
    """Which room may include which."""

    def __init__(self, text):
        self.rows = {}
        inside = text.split("<!-- rooms -->")[-1].split("<!-- /rooms -->")[0]
        for line in inside.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) < 2 or set(cells[0]) <= set("-: ") or cells[0] == "room":
                continue
            allowed = [] if cells[1] in ("nothing", "") else words(cells[1])
            for room in words(cells[0]):
                self.rows[room] = allowed

    def pattern_of(self, path):
        """The row for a folder path: the most specific pattern that matches it or a parent."""
        folder = pathlib.PurePosixPath(path)
        for candidate in [folder, *folder.parents]:
            matches = [p for p in self.rows if is_match(str(candidate), p)]
            if matches:
                return max(matches, key=lambda p: (p.count("/"), "*" not in p))
        return None

    def room_of(self, path):
        """The room a folder belongs to: as many parts of the path as its pattern has."""
        pattern = self.pattern_of(path)
        return None if pattern is None else "/".join(path.split("/")[:pattern.count("/") + 1])

    def allows(self, user, used):
        """Whether the room `user` may include from the room `used`."""
        if user == used:
            return True
        return any(word == "*" or is_match(used, word) for word in self.rows[self.pattern_of(user)])


def words(cell):
    return [word for word in re.split(r"[\s,`]+", cell) if word]


def is_match(path, pattern):
    return path.count("/") == pattern.count("/") and fnmatch.fnmatchcase(path, pattern)


def check(tree):
    table_path = tree.root / TABLE
    if not table_path.exists():
        return [Finding(TABLE, 1, "layers", "the table of rooms is missing")]
    table = Table(table_path.read_text(encoding="utf-8"))
    findings = []
    for file in tree.code(below=("src",)):
        findings += check_file(tree, table, file)
    for file in tree.files():
        if file.path.startswith("src/") and file.path.endswith("/CMakeLists.txt"):
            findings += check_links(table, file)
    return findings + check_unlinked(tree)


def check_file(tree, table, file):
    folder = str(pathlib.PurePosixPath(file.path).parent)[len("src/"):]
    user = table.room_of(folder)
    if user is None:
        return [Finding(file.path, 1, "layers", f"src/{folder} is in no row of {TABLE}")]
    found = []
    for number, line in enumerate(file.code, 1):
        match = INCLUDE.match(line)
        if not match or file.is_allowed(number, "layers"):
            continue
        found += check_include(tree, table, user, match.group(1), file.path, number)
    return found


def check_include(tree, table, user, included, path, number):
    is_generated = included.endswith(GENERATED)
    # A generator is a small program of its own, whose files lie together.
    if "/generator/" in path and (tree.root / path).parent.joinpath(included).exists():
        return []
    if not is_generated and not (tree.root / "src" / included).exists() and "/" not in included:
        return [Finding(path, number, "layers", f'"{included}" is not written from src/')]
    # What fuzz targets share lies with the tests.
    if path.endswith("_fuzz.cc") and (tree.root / "testing" / included).exists():
        return []
    used = table.room_of(str(pathlib.PurePosixPath(included).parent))
    if is_generated and used is None:
        return []
    if used is None:
        return [Finding(path, number, "layers", f'"{included}" is in no room of {TABLE}')]
    if not is_generated and not table.allows(user, used):
        return [Finding(path, number, "layers", f"{user} must not include from {used}")]
    return []


def links_of(file):
    """The rooms that the CMakeLists.txt of one names; None if it is no room's."""
    call = re.search(r"avocet_room\(([^)]*)\)", re.sub(r"#[^\n]*", "", file.text))
    if not call:
        return None
    deps = re.search(r"\bDEPS\s+((?:(?!LIBS|SOURCES)\S+\s*)*)", call.group(1))
    return deps.group(1).split() if deps else []


def check_links(table, file):
    user = str(pathlib.PurePosixPath(file.path).parent)[len("src/"):]
    if table.pattern_of(user) is None:
        return []
    links = links_of(file)
    if links is None:
        return [Finding(file.path, 1, "layers", "does not call avocet_room()")]
    found = []
    for used in links:
        if used == "leaves":
            allowed = table.allows(user, "protocol/any")
        else:
            allowed = table.pattern_of(used) is not None and table.allows(user, used)
        if not allowed:
            found.append(Finding(file.path, 1, "layers", f"{user} must not link {used}"))
    return found


def check_unlinked(tree):
    """What a room includes and does not link is there only as long as others happen to link it."""
    links = {}
    for file in tree.files():
        if file.path.startswith("src/") and file.path.endswith("/CMakeLists.txt"):
            links[str(pathlib.PurePosixPath(file.path).parent)[len("src/"):]] = links_of(file) or []
    found = {}
    for file in tree.code(below=("src",)):
        user = linked_room(links, file.path[len("src/"):])
        for number, line in enumerate(file.code, 1):
            match = INCLUDE.match(line)
            used = linked_room(links, match.group(1)) if match else None
            is_linked = user is None or used in (None, user) or is_linked_by(links[user], used)
            if not is_linked and not match.group(1).endswith(GENERATED) and not file.is_allowed(number, "layers"):
                found.setdefault((user, used), Finding(file.path, number, "layers",
                                                       f"{user} includes from {used}, but does not link it (DEPS)"))
    return list(found.values())


def linked_room(links, path):
    """The room of a file, by the folder that is built."""
    return next((str(p) for p in pathlib.PurePosixPath(path).parents if str(p) in links), None)


def is_linked_by(deps, used):
    return used in deps or ("leaves" in deps and any(is_match(used, leaf) for leaf in LEAVES))
