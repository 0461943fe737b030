"""The build's own rules: what makes configuring fail, and what the leaf lists hold."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LEAF = "struct Registry;\nvoid register_{0}(Registry&) {{}}\n"


@unittest.skipIf(shutil.which("cmake") is None, "no cmake")
class RoomsTest(unittest.TestCase):
    """Configures a house of a few rooms with the project's own CMake files."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        shutil.copytree(ROOT / "cmake", self.root / "cmake")
        shutil.copy(ROOT / "CMakeLists.txt", self.root)
        self.write("src/base/CMakeLists.txt", "avocet_room()\n")
        self.write("src/base/a.cc", "int base_function() { return 1; }\n")

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def configure(self):
        """The exit status and the text, in one line, of what CMake says."""
        done = subprocess.run(["cmake", "-G", "Ninja", "-S", self.root, "-B", self.root / "build"],
                              capture_output=True, text=True, check=False)
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    def assert_fails(self, part):
        status, text = self.configure()
        self.assertNotEqual(status, 0)
        self.assertIn(part, text)

    def test_leaves_and_groups_are_found(self):
        self.write("src/protocol/dns/CMakeLists.txt", "avocet_room(DEPS base)\n")
        self.write("src/protocol/dns/dns.cc", LEAF.format("dns"))
        self.write("src/protocol/dns/dns_test.cc", "")
        self.write("src/builtin/CMakeLists.txt", "avocet_room(DEPS base)\n")
        self.write("src/builtin/text.cc", LEAF.format("text"))
        self.write("src/engine/CMakeLists.txt", "avocet_room(DEPS leaves)\n")
        self.write("src/engine/engine.h", "// Empty.\n")
        status, text = self.configure()
        self.assertEqual(status, 0, text)
        generated = self.root / "build/generated"
        self.assertIn("AVOCET_LEAF(dns)\n", (generated / "protocol/leaves.inc").read_text())
        self.assertIn("AVOCET_BUILTIN_GROUP(text)\n", (generated / "builtin/groups.inc").read_text())
        self.assertNotIn("(", (generated / "logging/writer/leaves.inc").read_text())

    def test_folder_that_is_no_room(self):
        self.write("src/attic/a.cc", "")
        self.assert_fails("src/attic has sources and no CMakeLists.txt")

    def test_incomplete_leaf(self):
        self.write("src/protocol/dns/CMakeLists.txt", "avocet_room(DEPS base)\n")
        self.write("src/protocol/dns/dns.cc", "int nothing;\n")
        self.assert_fails("leaf src/protocol/dns does not define void register_dns(")

    def test_leaf_without_test(self):
        self.write("src/protocol/dns/CMakeLists.txt", "avocet_room(DEPS base)\n")
        self.write("src/protocol/dns/dns.cc", LEAF.format("dns"))
        self.assert_fails("leaf src/protocol/dns has no *_test.cc")

    def test_group_without_registration(self):
        self.write("src/builtin/CMakeLists.txt", "avocet_room(DEPS base)\n")
        self.write("src/builtin/text.cc", "int nothing;\n")
        self.assert_fails("src/builtin/text.cc does not define void register_text(")

    def test_unknown_dependency(self):
        self.write("src/type/CMakeLists.txt", "avocet_room(DEPS attic)\n")
        self.write("src/type/a.cc", "")
        self.assert_fails("src/type depends on src/attic, which is not a room")


if __name__ == "__main__":
    unittest.main()
