"""Every capture is described, and every description has its capture."""

import re

from tree import Finding

README = "testing/traces/README.md"
NAME = re.compile(r"`([A-Za-z0-9._-]+\.(?:pcap|pcapng)(?:\.gz)?)`")


def check(tree):
    folder = tree.root / "testing" / "traces"
    present = {path.name for path in folder.glob("*.pcap*")}
    described = {}
    if (tree.root / README).exists():
        for number, line in enumerate((tree.root / README).read_text(encoding="utf-8").split("\n"), 1):
            for name in NAME.findall(line):
                described.setdefault(name, number)
    missing = [Finding(f"testing/traces/{name}", 1, "traces", f"is not described in {README}")
               for name in sorted(present - described.keys())]
    return missing + [Finding(README, described[name], "traces", f"{name} does not exist")
                      for name in sorted(described.keys() - present)]
