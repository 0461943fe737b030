"""The captures that come from Python are what their scripts write today."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TRACES = pathlib.Path(__file__).resolve().parent.parent / "traces"
BASES = ("ethernet.pcap", "raw-ip-ipv6.pcap", "http-get.pcap", "tls12.pcap",
         *(f"{name}.pcap" for name in ("smtp", "ssh", "pop3", "mysql", "postgresql", "rfb", "socks", "rdp")))


class GeneratedCapturesTest(unittest.TestCase):
    def test_same_bytes_again(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            shutil.copytree(TRACES / "make", folder / "make")
            for base in BASES:
                shutil.copy(TRACES / base, folder)
            for script in ("derive.py", "generate.py"):
                subprocess.run([sys.executable, "-B", folder / "make" / script], check=True)
            made = sorted(path for path in folder.glob("*.pcap*"))
            self.assertGreater(len(made), 100)
            for path in made:
                self.assertEqual(path.read_bytes(), (TRACES / path.name).read_bytes(), path.name)


if __name__ == "__main__":
    unittest.main()
