"""How the costs of the large commands grow from 1,000 to 100,000 claims: processor seconds, memory, exponents.

The projects are those of `cost_of_check.py`, drawn with a fixed seed. Each number is of one run of the whole command,
its children included (Graphviz). The exponent is that of the power of the size by which the time grows between two
sizes. A busy machine makes the seconds longer, of all sizes alike. `--most 10000` leaves the largest out.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from cost_of_check import draw_project
from shared.processes import run
from shared.table import head, row

COMMANDS = {
    "`check`": ["check"],
    "`evaluate`": ["evaluate"],
    "`letter`": ["letter"],
    "`map --whole -o all.dot`": ["map", "--view", "all", "--whole", "-o", "all.dot"],
    "`build`, nothing built before": ["build"],
    "`build`, one claim edited": ["build"],
    "`build`, nothing changed": ["build"],
}
SIZES = (1_000, 10_000, 100_000)


def cost(arguments: list[str], folder: Path) -> tuple[float, float]:
    """Processor seconds and peak megabytes of one run of argmap in a folder, with what it started."""
    environment = {"ARGMAP_CACHE": str(folder / "cache")}
    ran = run(sys.executable, "-m", "argmap", *arguments, cwd=folder, environment=environment)
    if ran.code not in (0, 1):  # 1: there were findings
        raise SystemExit(f"{arguments} ended with {ran.code}: {ran.complaints}")
    return ran.seconds, ran.megabytes


def main() -> None:
    """Print a row a command, as a table in Markdown."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--most", type=int, default=SIZES[-1])
    reader.add_argument("--only", default="", help="commands whose name has this")
    options = reader.parse_args()
    sizes = [size for size in SIZES if size <= options.most]
    head("what", *(f"{size:,} claims" for size in sizes), "exponents")
    with tempfile.TemporaryDirectory() as place:
        for size in sizes:
            draw_project(Path(place) / str(size), size)
        for name, arguments in COMMANDS.items():
            if options.only not in name:
                continue
            costs = []
            for size in sizes:
                folder = Path(place) / str(size)
                if "edited" in name:
                    file = folder / "claims" / "000-section.md"
                    file.write_text(
                        file.read_text("utf-8").replace(" in phase 7.", " in phase 7 and after.", 1), "utf-8"
                    )
                costs.append(cost(arguments, folder))
            grows = [math.log(late[0] / early[0], 10) for early, late in pairwise(costs)]
            row(name, *(f"{s:.2f} s, {mb:.0f} MB" for s, mb in costs), ", ".join(f"{one:.2f}" for one in grows))


if __name__ == "__main__":
    main()
