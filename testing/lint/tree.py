"""The tree as the lints see it: files, their text, and findings in them."""

import dataclasses
import pathlib
import re
import subprocess

CODE_SUFFIXES = {".h", ".cc"}
TEXT_SUFFIXES = CODE_SUFFIXES | {
    "", ".md", ".txt", ".py", ".sh", ".zeek", ".sig", ".g4", ".cmake", ".json", ".cfg", ".in", ".inc",
    ".test", ".yml"}
BUILD_FOLDER = re.compile(r"^(build(-[a-z]+)?|\.git|\.cache|__pycache__|\.tmp)$")


@dataclasses.dataclass(frozen=True)
class Finding:
    """One offence. `rule` is the word that an allowance names."""
    path: str
    line: int
    rule: str
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.text}"


class SourceFile:
    """A file with its lines, once as written and once without comments and literals."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8", errors="replace")
        self.lines = self.text.split("\n")
        self._code = None

    @property
    def code(self):
        if self._code is None:
            self._code = strip(self.text).split("\n")
        return self._code

    def is_allowed(self, line, rule):
        """True if the line, or the one before it, says `lint: allow(<rule>): <reason>`."""
        mark = re.compile(r"lint: allow\(" + re.escape(rule) + r"\): \S")
        return any(mark.search(self.lines[i]) for i in (line - 1, line - 2) if 0 <= i < len(self.lines))


class Tree:
    """All files below a root; in a git checkout only those that git tracks or would add."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self._files = None

    def paths(self):
        listed = self._paths_from_git()
        if listed is None:
            listed = [p for p in sorted(self.root.rglob("*")) if not self._is_in_build_folder(p)]
        return [p for p in listed if p.is_file() and not p.is_symlink()]

    def _paths_from_git(self):
        if not (self.root / ".git").exists():
            return None
        command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
                   "--exclude-standard"]
        done = subprocess.run(command, cwd=self.root, capture_output=True, check=False)
        if done.returncode != 0:
            return None
        return sorted({self.root / name for name in done.stdout.decode().split("\0") if name})

    def _is_in_build_folder(self, path):
        return any(BUILD_FOLDER.match(part) for part in path.relative_to(self.root).parts[:-1])

    def files(self):
        """Every text file."""
        if self._files is None:
            self._files = [SourceFile(self.root, p) for p in self.paths() if is_text(p)]
        return self._files

    def code(self, below=("src", "testing")):
        """C++ files below the named folders."""
        return [f for f in self.files()
                if pathlib.PurePosixPath(f.path).suffix in CODE_SUFFIXES
                and f.path.split("/")[0] in below]


def is_text(path):
    if path.suffix not in TEXT_SUFFIXES:
        return False
    with path.open("rb") as opened:
        return b"\0" not in opened.read(4096)


_TOKEN = re.compile(
    r"""(?P<raw>R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)")
      | (?P<line>//[^\n]*)
      | (?P<block>/\*.*?\*/)
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<number>\b[0-9][0-9A-Za-z_.']*)
      | (?P<char>'(?:\\.|[^'\\\n])*')""",
    re.DOTALL | re.VERBOSE)


def strip(text):
    """C++ text without comments and the insides of literals; line numbers stay."""

    def replace(match):
        found = match.group(0)
        if match.lastgroup == "number":
            return found
        newlines = "\n" * found.count("\n")
        if match.group("line") or match.group("block"):
            return " " + newlines
        return ('""' if match.group("char") is None else "''") + newlines

    kept = []
    position = 0
    for match in _TOKEN.finditer(text):
        kept.append(text[position:match.start()])
        line_start = text.rfind("\n", 0, match.start()) + 1
        is_include = text[line_start:match.start()].lstrip().startswith("#include")
        kept.append(match.group(0) if is_include and match.group("string") else replace(match))
        position = match.end()
    kept.append(text[position:])
    return "".join(kept)
