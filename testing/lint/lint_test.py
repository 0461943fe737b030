"""Each lint finds what it is for, and passes what is right."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

import banned
import confined
import formatting
import joined
import layers
import length
import objects
import traces
import words
from tree import Tree, strip

TABLE = """
<!-- rooms -->
| room | may include | why |
|---|---|---|
| base | nothing | |
| type, packet | base | |
| analyzer | packet type base | |
| protocol/* | analyzer packet type base | |
| logging/writer/* | type base | |
| engine | * | |
<!-- /rooms -->
"""


class LintTest(unittest.TestCase):
    """A small tree in a temporary folder for every case."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.write("doc/architecture.md", TABLE)

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def findings(self, check):
        return [str(finding) for finding in check(Tree(self.root))]

    def assert_finds(self, check, part):
        self.assertTrue(any(part in finding for finding in self.findings(check)),
                        f"{part!r} not in {self.findings(check)}")

    def assert_clean(self, check):
        self.assertEqual(self.findings(check), [])


class JoinedTest(LintTest):
    def source(self, inside):
        return f"namespace avocet {{\n\nnamespace {{\n\n{inside}\n\n}}  // namespace\n\n}}  // namespace avocet\n"

    def test_names_of_their_own_and_overloads_pass(self):
        self.write("src/base/a.cc", self.source("constexpr int kOne = 1;\nusing T = int;\nvoid f(int a) {\n}\nint g() {\n"
                                                "  int kTwo = 0;\n  return kTwo;\n}"))
        self.write("src/base/b.cc", self.source("constexpr int kTwo = 1;\nusing T = int;\nvoid f(char a) {\n}"))
        self.write("src/type/a.cc", self.source("constexpr int kOne = 1;"))
        self.write("src/base/a_test.cc", self.source("constexpr int kOne = 1;"))
        self.assert_clean(joined.check)

    def test_names_of_two_sources(self):
        self.write("src/base/a.cc", self.source("constexpr int kZero = 0, kOne = 1;\nstruct S {\n};\nvoid f(int a) {\n}\n"
                                                "using T = int;"))
        self.write("src/base/b.cc", self.source("constexpr int kOne = 1;\nenum class S { kA };\nvoid f(int a) {\n}\n"
                                                "using T = char;"))
        for name in ("kOne", "S", "f", "T"):
            self.assert_finds(joined.check, f"src/base/b.cc:{5 + ('kOne', 'S', 'f', '', 'T').index(name)}: joined: '{name}'")

    def test_names_that_a_header_shows(self):
        self.write("src/base/x.h", "namespace avocet {\n\ninline constexpr int kOne = 1;\n\n}\n")
        self.write("src/base/a.cc", '#include "base/x.h"\n')
        self.write("src/base/b.cc", self.source("constexpr int kOne = 1;"))
        self.assert_finds(joined.check, "'kOne' is in src/base/x.h too")

    def test_sources_that_are_left_out(self):
        self.write("src/base/CMakeLists.txt",
                   "set_source_files_properties(b.cc c.cc PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)\n")
        self.write("src/base/a.cc", self.source("constexpr int kOne = 1;"))
        self.write("src/base/b.cc", self.source("constexpr int kOne = 1;"))
        self.assert_clean(joined.check)


class LayersTest(LintTest):
    def setUp(self):
        super().setUp()
        for room in ("base", "type", "packet", "analyzer", "protocol/dns", "engine"):
            self.write(f"src/{room}/x.h", "#pragma once\n")

    def test_downward_includes_pass(self):
        self.write("src/packet/a.cc", '#include "base/x.h"\n#include "packet/x.h"\n#include <vector>\n')
        self.write("src/protocol/dns/a.cc", '#include "analyzer/x.h"\n#include "protocol/dns/x.h"\n')
        self.write("src/engine/a.cc", '#include "protocol/dns/x.h"\n#include "protocol/leaves.inc"\n')
        self.assert_clean(layers.check)

    def test_fuzz_targets_share_what_lies_with_the_tests(self):
        self.write("testing/fuzz/shared.h", "#pragma once\n")
        self.write("src/protocol/dns/a_fuzz.cc", '#include "fuzz/shared.h"\n')
        self.assert_clean(layers.check)
        self.write("src/protocol/dns/a.cc", '#include "fuzz/shared.h"\n')
        self.assert_finds(layers.check, '"fuzz/shared.h" is in no room')

    def test_upward_include(self):
        self.write("src/base/a.cc", '#include "type/x.h"\n')
        self.assert_finds(layers.check, "base must not include from type")

    def test_sideways_include(self):
        self.write("src/packet/op/a.cc", '\n\n#include "type/x.h"\n')
        self.assert_finds(layers.check, "src/packet/op/a.cc:3: layers: packet must not include from type")

    def test_one_leaf_includes_another(self):
        self.write("src/protocol/http/a.cc", '#include "protocol/dns/x.h"\n')
        self.assert_finds(layers.check, "protocol/http must not include from protocol/dns")

    def test_include_in_a_comment_is_none(self):
        self.write("src/base/a.cc", '// #include "type/x.h"\n/*\n#include "type/x.h"\n*/\n')
        self.assert_clean(layers.check)

    def test_room_without_a_row(self):
        self.write("src/attic/a.cc", "\n")
        self.assert_finds(layers.check, "src/attic is in no row")

    def test_include_relative_to_the_folder(self):
        self.write("src/base/a.cc", '#include "y.h"\n')
        self.assert_finds(layers.check, "is not written from src/")

    def test_generator_includes_its_neighbours(self):
        self.write("src/type/generator/a.h", "")
        self.write("src/type/generator/a.cc", '#include "a.h"\n')
        self.assert_clean(layers.check)

    def test_links(self):
        self.write("src/type/CMakeLists.txt", "avocet_room(DEPS base packet LIBS fmt)\n")
        self.assert_finds(layers.check, "type must not link packet")
        self.write("src/type/CMakeLists.txt", "avocet_room(DEPS base LIBS fmt)\n")
        self.write("src/engine/CMakeLists.txt", "avocet_room(DEPS leaves analyzer)\n")
        self.assert_clean(layers.check)

    def test_included_and_not_linked(self):
        self.write("src/type/CMakeLists.txt", "avocet_room(DEPS)\n")
        self.write("src/base/CMakeLists.txt", "avocet_room()\n")
        self.write("src/type/a.cc", '#include "base/x.h"\n#include "type/x.h"\n')
        self.assert_finds(layers.check, "src/type/a.cc:1: layers: type includes from base, but does not link it")
        self.write("src/type/CMakeLists.txt", "avocet_room(DEPS base)\n")
        self.assert_clean(layers.check)

    def test_leaves_are_linked_together(self):
        self.write("src/engine/CMakeLists.txt", "avocet_room(DEPS leaves)\n")
        self.write("src/protocol/dns/CMakeLists.txt", "avocet_room()\n")
        self.write("src/engine/a.cc", '#include "protocol/dns/x.h"\n')
        self.assert_clean(layers.check)

    def test_leaves_below_the_engine(self):
        self.write("src/analyzer/CMakeLists.txt", "avocet_room(DEPS leaves)\n")
        self.assert_finds(layers.check, "analyzer must not link leaves")

    def test_missing_table(self):
        (self.root / "doc/architecture.md").unlink()
        self.assert_finds(layers.check, "the table of rooms is missing")


class BannedTest(LintTest):
    BAD = {
        "strcpy(a, b);": "unsafe-call",
        "int n = atoi(s);": "unsafe-call",
        "auto t = localtime(&now);": "local-time",
        "std::regex r;": "regex",
        "#include <regex>": "regex",
        "int n = rand();": "random",
        'printf("x");': "print",
        "std::cout << x;": "print",
        "exit(1);": "exit",
        "auto p = new Thing;": "new",
        "delete p;": "new",
        "void* p = malloc(3);": "new",
        "std::abort();": "abort",
        "assert(x);": "assert",
    }
    GOOD = [
        "Thing(const Thing&) = delete;",
        "void operator delete(void* p);",
        "process.exit(3); machine->printf(4); reprintf(5);",
        '// printf("x")',
        'auto s = "printf(1) new delete";',
        "connection.new_packet(1);",
        "thing.free();",
        "#include <new>",
        "auto* t = ::new (heap.allocate(sizeof(Thing))) Thing(1);",
        "return std::unique_ptr<Thing>(new Thing(1));",
        "auto c = '\"'; int n = 1'000;",
    ]

    def test_bad_lines(self):
        for line, rule in self.BAD.items():
            with self.subTest(line):
                self.write("src/type/a.cc", line + "\n")
                self.assert_finds(banned.check, f"src/type/a.cc:1: {rule}:")

    def test_good_lines(self):
        self.write("src/type/a.cc", "\n".join(self.GOOD) + "\n")
        self.assert_clean(banned.check)

    def test_tool_prints_base_allocates(self):
        self.write("src/tool/a.cc", 'printf("x"); exit(1);\n')
        self.write("src/base/a.cc", "auto p = new Thing; delete p;\n")
        self.assert_clean(banned.check)

    def test_generators_are_programs(self):
        self.write("src/syntax/generator/main.cc", "#include <iostream>\nstd::exit(1);\n")
        self.assert_clean(banned.check)

    def test_pointer_casts_where_packets_are_read(self):
        self.write("src/packet/a.cc", "auto h = reinterpret_cast<const Header*>(p);\n")
        self.write("src/flow/a.cc", "auto h = (const struct header*)p;\n")
        self.assert_finds(banned.check, "src/packet/a.cc:1: pointer-cast")
        self.assert_finds(banned.check, "src/flow/a.cc:1: pointer-cast")
        self.write("src/packet/a.cc", "std::string s(reinterpret_cast<const char*>(p), 3);\n")
        self.write("src/flow/a.cc", "void on(std::function<void(Record*)> made, int (*f)(Flow*));\n")
        self.assert_clean(banned.check)

    def test_an_allowance_needs_a_reason(self):
        self.write("src/type/a.cc", "// lint: allow(new): the pool owns it\nauto p = new Thing;\n")
        self.assert_clean(banned.check)
        self.write("src/type/a.cc", "auto p = new Thing;  // lint: allow(new):\n")
        self.assert_finds(banned.check, "new")


class ConfinedTest(LintTest):
    def test_headers_behind_their_walls(self):
        self.write("src/syntax/a.cc", '#include "antlr4-runtime.h"\n')
        self.write("src/capture/a.cc", "#include <pcap/pcap.h>\n#include <pcap.h>\n")
        self.assert_clean(confined.check)

    def test_headers_elsewhere(self):
        self.write("src/sema/a.cc", '#include "antlr4-runtime.h"\n')
        self.write("src/packet/a.cc", "#include <pcap/pcap.h>\n")
        self.assert_finds(confined.check, "src/sema/a.cc:1: confined")
        self.assert_finds(confined.check, "src/packet/a.cc:1: confined")

    def test_form_of_headers(self):
        self.write("src/base/a.h", "using namespace std;\n")
        self.assert_finds(confined.check, "has no '#pragma once'")
        self.assert_finds(confined.check, "'using namespace' in a header")
        self.assert_finds(confined.check, "does not open with what it is")
        self.write("src/base/a.h", "// Things.\n#pragma once\n")
        self.assert_clean(confined.check)


class WordsTest(LintTest):
    def test_paths_of_a_machine(self):
        self.write("doc/a.md", "see /wo" + "rk/main\n")
        self.assert_finds(words.check, "doc/a.md:1: words: a path of one machine")

    def test_plain_text(self):
        self.write("doc/a.md", "A network/worker, homework/house.\n")
        self.assert_clean(words.check)


class LengthTest(LintTest):
    def test_long_file(self):
        self.write("src/base/a.cc", "int a;\n" * 601)
        self.assert_finds(length.check, "601 lines")
        self.write("src/base/a.cc", "int a;\n" * 600)
        self.assert_clean(length.check)

    def test_reason(self):
        self.write("src/base/a.cc", "// lint: allow(length): one table\n" + "int a;\n" * 700)
        self.assert_clean(length.check)

    def test_margin_of_scripts(self):
        self.write("scripts/a.zeek", "#" * 141 + "\n")
        self.assert_finds(length.check, "margin: 141 columns")


class TracesTest(LintTest):
    def test_both_directions(self):
        self.write("testing/traces/a.pcap", "")
        self.write("testing/traces/README.md", "| `b.pcap` |\n")
        self.assert_finds(traces.check, "a.pcap:1: traces: is not described")
        self.assert_finds(traces.check, "README.md:1: traces: b.pcap does not exist")
        self.write("testing/traces/b.pcap", "")
        self.write("testing/traces/README.md", "| `b.pcap` `a.pcap` |\n")
        self.assert_clean(traces.check)


class FormattingTest(LintTest):
    @unittest.skipIf(formatting.program() is None, "clang-format-14 is not installed")
    def test_untidy_file(self):
        self.write(".clang-format", "BasedOnStyle: LLVM\n")
        self.write("src/base/a.cc", "int   a ;\n")
        self.assert_finds(formatting.check, "src/base/a.cc:1: formatting")
        self.write("src/base/a.cc", "int a;\n")
        self.assert_clean(formatting.check)


class ObjectsTest(LintTest):
    """Compiles a library with the kinds of state that are not wanted."""

    SOURCE = """
    const char* const kNames[] = {"a", "b"};
    const int kTable[] = {1, 2, 3};
    int mutable_global = 3;
    struct Thing { int n = 0; };
    namespace { Thing hidden_thing; }
    int* f(int i) { static int counted; counted += kTable[i]; hidden_thing.n++; return &counted; }
    thread_local int per_thread;
    const char* g(int i) { per_thread++; return kNames[i]; }
    """

    @unittest.skipIf(shutil.which("g++") is None, "no compiler")
    def test_writable_symbols(self):
        self.write("src/base/a.cc", self.SOURCE)
        out = self.root / "build/src/base"
        out.mkdir(parents=True)
        subprocess.run(["g++", "-c", self.root / "src/base/a.cc", "-o", out / "a.o"], check=True)
        subprocess.run(["ar", "rc", out / "libavocet_base.a", out / "a.o"], check=True)
        self.write("allowed.txt", "# none\n^hidden  # for the test\n")
        found = [f.text for f in objects.check_build(self.root / "build", self.root / "allowed.txt")]
        self.assertEqual(sorted(name.split(":")[-1] for name in found),
                         ["counted", "hidden_thing", "mutable_global", "per_thread"])

    def test_empty_build(self):
        found = objects.check_build(self.root / "build", self.root / "allowed.txt")
        self.assertIn("holds no libraries", found[0].text)


class StripTest(unittest.TestCase):
    def test_literals_and_comments(self):
        self.assertEqual(strip('a /* b\n */ c // d\n"e" \'f\' R"x(g\n"h)x" i'), 'a  \n c  \n"" \'\' ""\n i')
        self.assertEqual(strip('#include "base/x.h" // y'), '#include "base/x.h"  ')


if __name__ == "__main__":
    unittest.main()
