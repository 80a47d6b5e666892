"""What a whole `argmap check` costs: processor seconds and peak memory, start-up included. Run it by hand.

Projects of 50, 1,000 and 10,000 claims are drawn with a fixed seed, in the shape of real ones (sections, linked and
convergent reasons, objections, citations with pages, evidence, notes; a bibliography with an entry for every fifth
claim), and checked without a paper; then the project of this repository, with its paper. Each number is the median of
five runs, after one that is not counted and that writes the compiled modules. The times of a shared machine drift, so
the start of Python alone is measured beside them.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from pathlib import Path

from shared.processes import run
from shared.table import head, row

RUNS = 5
CLAIMS_A_FILE = 250
REPOSITORY = Path(__file__).resolve().parents[1]

SUBJECTS = (
    "The ministry", "The alliance", "A small state", "The government of the day", "The border region", "The treaty",
    "The general staff", "Foreign investment", "The opposition", "The naval base", "The minority", "The donor",
)  # fmt: skip
VERBS = (
    "supported", "delayed", "depended on", "reorganised", "paid for", "weakened", "asked for", "explains", "preceded",
    "followed from", "justified", "could not prevent",
)  # fmt: skip
OBJECTS = (
    "the reform of the armed forces", "the agreement of 1992", "an early accession", "the training of officers",
    "the return of the refugees", "its own security", "the new strategy", "the embargo", "most of the exports",
    "the rebuilding of the harbour", "a common policy", "the balance in the region",
)  # fmt: skip
SCHEMES = ("practical reasoning", "cause to effect", "expert opinion", "sign", "analogy")
TYPES = ("document", "statistic", "event", "testimony", "study", "example")
NAMES = ("Miller", "Kaya", "Hoxha", "Rossi", "Novak", "Dubois", "Berg", "Silva")


def draw_project(folder: Path, claims: int, seed: int = 20) -> None:
    """Write a project of so many claims into `folder`; the same seed writes the same bytes."""
    chance = random.Random(seed)
    works = max(5, claims // 5)
    (folder / "claims").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "argmap.toml").write_text('title = "A drawn project"\n', "utf-8")
    (folder / "sources" / "works.bib").write_text("\n".join(_entry(chance, n) for n in range(works)), "utf-8")
    for number, first in enumerate(range(0, claims, CLAIMS_A_FILE)):
        last = min(first + CLAIMS_A_FILE, claims)
        blocks = [f"# Section {number + 1}\n", *(_claim(chance, n, claims, works) for n in range(first, last))]
        (folder / "claims" / f"{number:03}-section.md").write_text("\n".join(blocks), "utf-8")


def _entry(chance: random.Random, n: int) -> str:
    year, page = chance.randint(1950, 2020), chance.randint(1, 300)
    if n % 3:
        kind, home = "article", f"journal = {{Journal of Regional Studies}}, volume = {{{chance.randint(1, 60)}}}"
    else:
        kind, home = "book", f"publisher = {{University Press {n % 17}}}, address = {{London}}"
    return (
        f"@{kind}{{work-{n},\n  author = {{{chance.choice(NAMES)}, {chance.choice('ABCDEFGH')}. {n}}},\n"
        f"  title = {{On {chance.choice(OBJECTS)}, part {n}}},\n  {home},\n"
        f"  year = {{{year}}},\n  pages = {{{page}--{page + 30}}}\n}}\n"
    )


def _claim(chance: random.Random, n: int, count: int, works: int) -> str:
    def deeper() -> str:
        return f"claim-{chance.randint(min(2 * n + 1, count - 1), min(2 * n + 6, count - 1))}"

    kind = " {conclusion}" if n == 0 else ""
    words = f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} in phase {n}."
    lines = [f"## claim-{n}{kind}\n\n{words}\n"]
    if chance.random() < 0.3:
        lines.append(f"{chance.choice(SUBJECTS)} is named, but neither a date nor a place is given.\n")
    inner = 2 * n + 6 < count
    for _ in range(chance.choice((1, 1, 2)) if inner else 0):
        premises = dict.fromkeys(deeper() for _ in range(chance.choice((1, 1, 2))))
        lines.append(f"- because: {' + '.join(premises)}")
        if chance.random() < 0.4:
            lines.append(f"  scheme: {chance.choice(SCHEMES)}")
            lines.append(f"  warrant: What {chance.choice(VERBS)} {chance.choice(OBJECTS)} does so in general.")
    if inner and chance.random() < 0.08:
        lines.append(f"- but: {deeper()}")
    if not inner or chance.random() < 0.15:
        for _ in range(chance.choice((1, 1, 1, 2))):
            lines.append(f"- cites: @work-{chance.randrange(works)}, p. {chance.randint(1, 300)}")
    if chance.random() < 0.15:
        lines.append(
            f"- evidence: {chance.choice(SUBJECTS)} {chance.choice(VERBS)} it in {chance.randint(1950, 2015)}."
        )
        lines.append(f"  type: {chance.choice(TYPES)}")
    return "\n".join(lines) + "\n"


def measure(arguments: list[str], runs: int = RUNS) -> tuple[float, float]:
    """Median processor seconds and peak megabytes of so many runs of this Python, after one that is not counted."""
    all_runs = [run(sys.executable, *arguments) for _ in range(runs + 1)]
    for ran in all_runs:
        if ran.code not in (0, 1):  # 1: there were findings
            raise SystemExit(ran.complaints)
    counted = all_runs[1:]
    return statistics.median(ran.seconds for ran in counted), statistics.median(ran.megabytes for ran in counted)


def main() -> None:
    """Print one row a measurement, as a table in Markdown."""
    head("what", "processor time", "peak memory")
    _row("Python alone", ["-c", "pass"])
    _row("`argmap --help`", ["-m", "argmap", "--help"])
    _row("`argmap explain ARG001`", ["-m", "argmap", "explain", "ARG001"])
    with tempfile.TemporaryDirectory() as folder:
        for claims in (50, 1_000, 10_000):
            project = Path(folder) / str(claims)
            draw_project(project, claims)
            _row(f"`argmap check`, {claims:,} claims drawn", ["-m", "argmap", "check", str(project)])
    _row("`argmap check`, this project", ["-m", "argmap", "check", str(REPOSITORY)])


def _row(name: str, arguments: list[str]) -> None:
    seconds, megabytes = measure(arguments)
    row(name, f"{seconds:.2f} s", f"{megabytes:.0f} MB")


if __name__ == "__main__":
    main()
