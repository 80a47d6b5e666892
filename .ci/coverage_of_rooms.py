"""Runs all tests and says which lines and branches of each room they reach, processes of their own included.

Run by ``make coverage``; arguments are passed on to pytest. Exit code 1 where a room is under 92 %. What only Windows
does is not asked for. Lines not reached: ``coverage report --rcfile=build/coverage/coveragerc --show-missing``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

LEAST = 92.0
ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "coverage"
SETTINGS = f"""
[run]
branch = true
parallel = true
sigterm = true
patch = subprocess, _exit
source = {ROOT / "src" / "argmap"}
data_file = {OUT / "data"}
[report]
exclude_also =
    if TYPE_CHECKING:
    @overload
    ^\\s*\\.\\.\\.$
    if sys\\.platform == "win32":
partial_also =
    if sys\\.platform != "win32":
"""


def main() -> int:
    """The table of rooms."""
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("data*"):
        old.unlink()
    settings = OUT / "coveragerc"
    settings.write_text(SETTINGS, encoding="utf-8")
    measure = [sys.executable, "-m", "coverage"]
    asked = f"--rcfile={settings}"
    tests = subprocess.run([*measure, "run", asked, "-m", "pytest", "-m", "not browser", *sys.argv[1:]], cwd=ROOT)
    subprocess.run([*measure, "combine", "-q", asked], cwd=ROOT, check=True)
    subprocess.run([*measure, "json", "-q", asked, "-o", str(OUT / "coverage.json")], cwd=ROOT, check=True)
    reached, there = Counter[str](), Counter[str]()
    for name, file in json.loads((OUT / "coverage.json").read_text("utf-8"))["files"].items():
        parts = Path(name).relative_to("src/argmap").parts
        room = parts[0] if len(parts) > 1 else "(top level)"
        found = file["summary"]
        reached[room] += found["covered_lines"] + found["covered_branches"]
        there[room] += found["num_statements"] + found["num_branches"]
    shares = {room: 100 * reached[room] / there[room] for room in there if there[room]}
    for room, share in sorted(shares.items(), key=lambda item: item[1]):
        print(f"{room:<14} {share:5.1f} %" + ("" if share >= LEAST else f"  under {LEAST:g}"))
    whole = 100 * sum(reached.values()) / sum(there.values())
    print(f"{'all':<14} {whole:5.1f} %")
    return tests.returncode or int(min(shares.values()) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
