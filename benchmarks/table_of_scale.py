"""What work on large projects costs now, beside commit 235132c, in one run on one machine. Run it by hand.

The old program is taken out of this repository's history and run by the same Python. Each row runs both in turn,
the first to start changing each time, after one run that writes the compiled modules and counts only if it is long. A
run counts only where its output is whole: the exit code, and what the row's `proof` counts in it. Shown are the medians
of CPU seconds (user and system, of all processes of the command, or what the work itself took where it is called from
Python), and the median, least and largest ratio of the pairs. A side that takes more than `LIMIT` seconds of CPU is not
run again.

    python benchmarks/table_of_scale.py [--runs N] [PART OF A ROW'S NAME …]
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from argmap.argument.model import Argument
from cost_of_check import REPOSITORY, draw_project
from cost_of_evaluation import draw_layered, draw_shape
from shared.processes import run
from shared.table import head, row

OLD = "235132c"
LIMIT = 120
# In seconds. A first run that takes longer counts: the modules that it compiles are a hundredth of it.
LONG = 20


class NoResultError(Exception):
    """A run whose output is not what was asked for, with what is wrong with it."""


@dataclass(frozen=True)
class Row:
    """One row: what is drawn into a folder, what is run there, and how its output shows that it is whole.

    `draw` fills an empty folder; `commands` are the arguments of Python, run one after another in it; `before` makes
    ready for each run and is not counted; `proof` gets the folder and the standard output, and says in few words what
    was found there or raises NoResultError. `old` are the commands where the old program needs others. `aim` is what to
    reach: a ratio where it can be one, since seconds differ from machine to machine. `inner`: the last line printed is
    the CPU seconds of the work alone.
    """

    name: str
    draw: Callable[[Path], object]
    commands: Sequence[Sequence[str]]
    proof: Callable[[Path, str], str]
    aim: str = ""
    before: Callable[[Path, int], object] = lambda folder, run: None
    old: Sequence[Sequence[str]] = ()
    inner: bool = False
    runs: int = 5


def argmap(*arguments: str) -> Sequence[Sequence[str]]:
    """One command of argmap."""
    return [["-m", "argmap", *arguments]]


def counted(pattern: str, least: int, what: str, file: str = "") -> Callable[[Path, str], str]:
    """A proof: the pattern stands at least so often in the output, or in the file that was written.

    Where it has a group, the number in it counts.
    """

    def proof(folder: Path, said: str) -> str:
        text = (folder / file).read_text("utf-8") if file else said
        hits = re.findall(pattern, text, re.M)
        found = int(hits[-1].replace(",", "")) if hits and re.compile(pattern).groups else len(hits)
        if found < least:
            raise NoResultError(f"{found} of {least} {what}")
        return f"{found:,} {what}" + (f", {len(text.encode()) / 1e6:.1f} MB" if file.endswith(".html") else "")

    return proof


def drawn(claims: int) -> Callable[[Path], None]:
    """The project that `cost_of_check` draws."""
    return partial(draw_project, claims=claims)


def written(argument: Argument) -> Callable[[Path], None]:
    """A project of the claims of an argument, with their reasons and citations, in one file."""

    def draw(folder: Path) -> None:
        blocks, works = [], set()
        for claim in argument.claims.values():
            kind = " {conclusion}" if claim.kind == "conclusion" else ""
            lines = [f"## {claim.id}{kind}\n\n{claim.id} is so.\n"]
            lines += [f"- because: {' + '.join(step.premises)}" for step in claim.reasons]
            lines += [f"- cites: @{citation.key}" for citation in claim.citations]
            works.update(citation.key for citation in claim.citations)
            blocks.append("\n".join(lines) + "\n")
        (folder / "claims").mkdir(parents=True)
        (folder / "claims" / "all.md").write_text("\n".join(blocks), "utf-8")
        entries = (f"@book{{{key}, author = {{A. {key}}}, title = {{On {key}}}, year = {{2001}}}}\n" for key in works)
        (folder / "works.bib").write_text("".join(sorted(entries)), "utf-8")
        (folder / "argmap.toml").write_text('title = "Drawn"\nbibliography = ["works.bib"]\n', "utf-8")

    return draw


def edit_a_claim(folder: Path, run: int) -> None:
    """Change the words of one claim, another time to other words."""
    path = folder / "claims" / "000-section.md"
    text = re.sub(r"(## claim-9\n\n.*?) in phase 9[^.]*\.", rf"\1 in phase 9 (edit {run}).", path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def empty_build(folder: Path, run: int) -> None:
    """As if nothing had been built."""
    shutil.rmtree(folder / "build", ignore_errors=True)


CUT_SETS = """
import sys, time
if sys.argv[1:] == ["without"]: sys.modules["pysat"] = None
from pathlib import Path
from argmap.project import load
from argmap.evaluation import evaluate
from argmap.evaluation.cut_sets import find_cut_sets
evaluation = evaluate(load(Path(".")).argument)
evaluation.labels, evaluation.strength
start = time.process_time()
found = find_cut_sets(evaluation, "c0", 20)
spent = time.process_time() - start
print(len(found.sets), "cut sets")
print(spent)
"""

# One lazily made index is asked for first, as the second quotation of a source finds it.
QUOTATION = """
import sys, time
from pathlib import Path
from argmap.quotations import SearchText
text = Path("source.txt").read_text("utf-8")
searched = SearchText(text)
quotes = Path(sys.argv[1]).read_text("utf-8").splitlines()
searched.find(quotes[0])
start = time.process_time()
found = [searched.find(quote) for quote in quotes[1:]]
spent = (time.process_time() - start) / len(found)
print(*(match.state for match in found))
print(spent)
"""


def draw_source(folder: Path) -> None:
    """A source of 9 MB, six quotations that differ from it by a word, and six that it does not have."""
    import random

    chance = random.Random(4)
    stems = ["".join(chance.choices("abdefgiklmnoprstuv", k=chance.randint(2, 9))) for _ in range(30_000)]
    weights = [1 / (n + 3) for n in range(len(stems))]
    words = chance.choices(stems, weights, k=1_650_000)
    sentences = [" ".join(words[n : n + 18]).capitalize() + "." for n in range(0, len(words), 18)]
    text = "\n\n".join(" ".join(sentences[n : n + 6]) for n in range(0, len(sentences), 6))[:9_000_000]
    folder.mkdir(parents=True)
    (folder / "source.txt").write_text(text, "utf-8")
    places = [int(len(text) * share) for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.97)]
    exact = [" ".join(text[place : place + 200].split()[1:21]) for place in places]
    near = [" ".join([*(w := quote.split())[:9], "notwithstanding", *w[10:]]) for quote in exact]
    absent = [" ".join(chance.choices(stems[200:3000], k=20)) for _ in places]
    for name, quotes in (("exact", exact), ("near", near), ("absent", absent)):
        (folder / name).write_text("\n".join(quotes), "utf-8")


def draw_log(folder: Path) -> None:
    """A project of 50 claims with 100,000 verdicts in its log, in the order of the file."""
    draw_project(folder, 50)
    lines = [
        json.dumps(
            {
                "subject": f"claim-{n % 50}",
                "date": f"20{n // 50 % 20 + 10}-0{n % 9 + 1}-{n // 1000 % 28 + 1:02}T10:{n % 60:02}:00.000+00:00",
                "verdict": "accepted",
                "reviewer": f"Reader {n % 7}",
                "fingerprint": f"v1:{n:064x}",
                "seen": {"claim": f"What the claim said when it was judged, in a sentence of usual length ({n})."},
            }
        )
        for n in range(100_000)
    ]
    (folder / "claims" / "reviews.jsonl").write_text("".join(f"{line}\n" for line in sorted(lines)), "utf-8")


def log_grew(folder: Path, said: str) -> str:
    """All lines of the log are there and those of the runs besides, in order, the last told."""
    lines = (folder / "claims" / "reviews.jsonl").read_text("utf-8").splitlines()
    ours = sum("Bench" in line for line in lines)
    if len(lines) != 100_000 + ours or not ours or lines != sorted(lines) or "claim-7: accepted" not in said:
        raise NoResultError(f"{len(lines)} lines, {ours} of them ours")
    return f"{100_000:,} lines kept"


def draw_papers(folder: Path) -> None:
    """A folder of 200 papers: the one of this repository, each copy with other years."""
    text = (REPOSITORY / "sources" / "paper.txt").read_text("utf-8")
    folder.mkdir(parents=True)
    for n in range(200):
        (folder / f"{n:03}.txt").write_text(re.sub(r"199(\d)", lambda m, n=n: f"20{n % 10}{m[1]}", text), "utf-8")


def papers_told(folder: Path, said: str) -> str:
    """Each paper has its audit: in the records where they are written, else printed."""
    records = folder / "all.jsonl"
    told = records.read_text("utf-8").count('"findings"') if records.exists() else said.count("I would look at")
    if told != 200:
        raise NoResultError(f"{told} of 200 papers")
    return "200 papers"


WITHOUT_CAP = """
import sys
import argmap.maps.views as views
views.MOST_CLAIMS = 10**9
from argmap.cli import main
sys.argv[:] = ["argmap", "map", "--view", "all", "--format", "dot"]
main()
"""
REPORT = counted(r"\b10,000 claims", 1, "times 10,000 claims", "build/report/index.html")

ROWS = [
    Row("`check`, 1,000 claims", drawn(1000), argmap("check"), counted(r"^Looked at (\d+) claims", 1000, "claims")),
    Row(
        "`check`, 10,000 claims", drawn(10_000), argmap("check"),
        counted(r"^Looked at (\d+) claims", 10_000, "claims"), aim="≤ .71",
    ),
    Row(
        "whole map as DOT, 10,000 claims", drawn(10_000), argmap("map", "--view", "all", "--whole", "--format", "dot"),
        counted(r'^\t+"?claim-\d+"? \[', 10_000, "nodes"), old=[["-c", WITHOUT_CAP]], aim="≤ .39", runs=3,
    ),
    Row("`build`, 10,000 claims, cold", drawn(10_000), argmap("build"), REPORT, "≤ .49", empty_build, runs=3),
    Row("`build`, 10,000 claims, one edit", drawn(10_000), argmap("build"), REPORT, "≤ .17", edit_a_claim, runs=3),
    Row("`build`, 10,000 claims, nothing changed", drawn(10_000), argmap("build"), REPORT, "≤ .07", runs=3),
    Row(
        "letter, 10,000 claims", drawn(10_000), argmap("letter"),
        counted(r"Drafted with argmap from ([\d,]+) claims", 10_000, "claims"), "≤ .34", runs=3,
    ),
    Row(
        "letter, 100,000 claims", drawn(100_000), argmap("letter"),
        counted(r"Drafted with argmap from ([\d,]+) claims", 100_000, "claims"), runs=1,
    ),
    *(
        Row(
            f"`evaluate`, {name}", written(draw_shape(shape, count)), argmap("evaluate"),
            counted(r"^[a-z]+ +c\d+  ", claims, "claims told"), "< 1 s",
        )
        for name, shape, count, claims in (
            ("chain of 5,000", "chain", 5000, 5000), ("star of 5,000", "star", 5000, 5000),
            ("ring of 2,000", "ring", 2000, 2000), ("200 on 200", "bipartite", 200, 400),
        )
    ),
    Row(
        "20 cut sets, 20,000 claims, as installed without extras", written(draw_layered(20_000)), [["-c", CUT_SETS]],
        counted(r"^(\d+) cut sets", 20, "cut sets"), "≤ .004",
        old=[["-c", CUT_SETS, "without"]], inner=True, runs=3,
    ),
    *(
        Row(
            f"a quotation in 9 MB: {name}", draw_source, [["-c", QUOTATION, name]],
            counted(rf"\b(?:{state})\b", 5, state), aim, inner=True,
        )
        for name, state, aim in (
            ("exact", "verbatim", ""), ("near", "altered", "≤ .51"), ("absent", "not-found", "≤ .15"),
        )
    ),
    Row(
        "audit, 200 papers; then a process each, now one command", draw_papers,
        argmap("audit", ".", "--format", "jsonl", "--jobs", "1", "-o", "all.jsonl"), papers_told, "≤ .35",
        old=[["-m", "argmap", "audit", f"{n:03}.txt"] for n in range(200)], runs=1,
    ),
    Row(
        "`verdict`, 100,000 in the log", draw_log,
        argmap("verdict", "claim-7", "accepted", "--by", "Bench", "--project", "."), log_grew, "≤ .29",
    ),
]  # fmt: skip


@dataclass
class Side:
    """One of the two programs, with what it took so far of one row."""

    source: Path
    folder: Path
    commands: Sequence[Sequence[str]]
    seconds: list[float] = field(default_factory=list)
    said: str = ""
    stopped: bool = False

    def run(self, wanted: Row, number: int) -> None:
        """One run of a row; what it took is kept (but for a short run 0), or why there is no result."""
        if self.stopped:
            return
        wanted.before(self.folder, number)
        try:
            spent, output = self._all_commands()
            self.said = wanted.proof(self.folder, output)
            if wanted.inner:
                spent = float(output.split()[-1])
        except (NoResultError, OSError) as error:
            self.stopped, self.said = True, str(error)
            return
        if number or spent > LONG:
            self.seconds.append(spent)

    def _all_commands(self) -> tuple[float, str]:
        environment = {"PYTHONPATH": str(self.source), "PYTHONHASHSEED": "0"}
        spent, output = 0.0, ""
        for command in self.commands:
            ran = run(sys.executable, *command, cwd=self.folder, environment=environment, limit=LIMIT)
            if ran.code < 0 and ran.seconds >= LIMIT - 1:
                raise NoResultError(f"more than {LIMIT} s")
            if ran.code not in (0, 1):  # 1: there were findings
                raise NoResultError(f"exit {ran.code}: {ran.complaints[-200:]}")
            spent += ran.seconds
            output += ran.said
        return spent, output


def compare(wanted: Row, old_source: Path, folder: Path, runs: int | None) -> None:
    """Run a row on both sides, in turn, and print it."""
    then = Side(old_source, folder / "then", wanted.old or wanted.commands)
    now = Side(REPOSITORY / "src", folder / "now", wanted.commands)
    for side in (then, now):
        wanted.draw(side.folder)
    runs = runs or wanted.runs
    for number in range(runs + 1):
        for side in (then, now) if number % 2 else (now, then):
            if len(side.seconds) < runs:
                side.run(wanted, number)
    ratios = [b / a for a, b in zip(then.seconds, now.seconds, strict=False)]
    spread = f"{statistics.median(ratios):.3f} ({min(ratios):.3f}–{max(ratios):.3f})" if ratios else ""
    row(wanted.name, len(now.seconds), _shown(then), _shown(now), spread, wanted.aim, now.said)


def _shown(side: Side) -> str:
    return f"{statistics.median(side.seconds):.3f} s" if side.seconds else side.said


def main() -> None:
    """Print the table, or the rows that are named."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--runs", type=int)
    options.add_argument("rows", nargs="*", help="parts of the names of rows; all where there is none")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "old"
        packed = subprocess.run(["git", "archive", OLD], cwd=REPOSITORY, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(old, filter="data")
        print(f"Python {sys.version.split()[0]}; CPU seconds; commit {OLD} then, the working tree now\n")
        head("work", "n", "then", "now", "now / then (least–largest)", "to reach", "in the output")
        for number, wanted in enumerate(ROWS):
            if not asked.rows or any(part in wanted.name for part in asked.rows):
                compare(wanted, old / "src", Path(folder) / str(number), asked.runs)
                shutil.rmtree(Path(folder) / str(number))


if __name__ == "__main__":
    main()
