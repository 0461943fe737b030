"""Sources are as clang-format 14 writes them."""

import shutil
import subprocess

from tree import Finding


def program():
    """Version 14, since other versions disagree about details; None if it is not installed."""
    found = shutil.which("clang-format-14")
    if found is None and shutil.which("clang-format"):
        version = subprocess.run(["clang-format", "--version"], capture_output=True, text=True, check=False)
        found = "clang-format" if "version 14." in version.stdout else None
    return found


def check(tree):
    formatter = program()
    if formatter is None:
        return [Finding(".clang-format", 1, "formatting", "clang-format-14 is not installed")]
    paths = [file.path for file in tree.code()]
    if not paths:
        return []
    done = subprocess.run([formatter, "--dry-run", "--Werror", "--ferror-limit=1", *paths],
                          cwd=tree.root, capture_output=True, text=True, check=False)
    findings = []
    for line in done.stderr.splitlines():
        parts = line.split(":", 3)
        if len(parts) == 4 and "error" in parts[3] and parts[1].isdigit():
            findings.append(Finding(parts[0], int(parts[1]), "formatting", "run `make format`"))
    return findings
