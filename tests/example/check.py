"""Runs the README's example and checks that README and program are the same text."""
import pathlib
import subprocess
import sys
import tempfile

program, source = sys.argv[1], pathlib.Path(sys.argv[2])
code = (source / "tests/example/example.cpp").read_text(encoding="utf-8").split("\n", 1)[1]
for name in ("README.md", "README.fr.md"):
    readme = (source / name).read_text(encoding="utf-8")
    if "```cpp\n" + code + "```" not in readme:
        sys.exit(f"{name}: its example is not tests/example/example.cpp")
with tempfile.TemporaryDirectory() as folder:
    printed = subprocess.run([program, folder + "/index"], capture_output=True, encoding="utf-8", check=True).stdout
expected = "Rapport sur le Soudan du Sud, par. 1: L’O.N.U. y a déployé une mission, la MINUSS.\n"
if printed != expected:
    sys.exit(f"printed {printed!r}, expected {expected!r}")
