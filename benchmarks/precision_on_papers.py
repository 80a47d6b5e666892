"""How often what the audit says of real papers is true, by code and format, as people judged it.

`data/judged.tsv` holds the judgements: the first sixteen hexadecimal digits of the SHA-256 of the paper's file, its
format and tongue, the set it belongs to, the code, the place (page and line, or line), what the finding is called now
(certain, candidate, not-checkable, or gone), and T (true, and its author would mend it), D (literally so, but no fault,
or not to be decided) or F (false). Of three sets, `shown` was judged by others before the checks were mended, `fresh`
was judged while they were, and `blind` by readers who mended nothing. The papers were written by others and are not in
this repository.

`python benchmarks/precision_on_papers.py [FOLDER …]`: prints the table; with folders of papers, audits those that were
judged and tells which judged-false findings are still certain, which true ones are gone, and which certain ones nobody
has judged yet.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from argmap.checks import run_checks
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError
from argmap.project import project_of_paper
from shared.table import head, row

JUDGED = Path(__file__).parent / "data" / "judged.tsv"
DIGITS = 16


class Judged(NamedTuple):
    """One row of the file of judgements."""

    paper: str
    format: str
    tongue: str
    set: str
    code: str
    place: str
    certainty: str
    verdict: str


def judgements() -> list[Judged]:
    """All rows of the file of judgements."""
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        return [Judged(*row) for row in csv.reader(lines, delimiter="\t") if row and not row[0].startswith("#")]


def place_of(finding: Finding) -> str:
    """Page and line of a finding, as the judgements write them."""
    span = finding.span
    return "-" if span is None else f"{span.page}:{span.line}" if span.page else str(span.line)


def digest(path: Path) -> str:
    """The name under which a paper stands in the file of judgements."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]


def show(rows: Iterable[Judged]) -> None:
    """Papers, findings and verdicts by code, format and certainty, as Markdown."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    papers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for judged in rows:
        key = (judged.code, judged.format, judged.certainty)
        counts[key][judged.verdict] += 1
        papers[key].add(judged.paper)
    head("code", "format", "called", "papers", "judged", "true", "no fault", "false")
    for (code, form, certainty), verdicts in sorted(counts.items()):
        t, d, f = (verdicts[v] for v in "TDF")
        of = len(papers[(code, form, certainty)])
        row(code, form, certainty, of, t + d + f, t, d, f)


def again(folders: Sequence[Path], rows: Sequence[Judged]) -> list[str]:
    """What became of the judged findings, and what is certain now and was never judged."""
    known: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for judged in rows:
        known[judged.paper][judged.code, judged.place] = judged.verdict
    said = []
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        judged = known.get(digest(path))
        if judged is None:
            continue
        try:
            found = run_checks(project_of_paper(path), about=("files", "paper")).findings
        except ArgmapError as error:
            said.append(f"not read: {error}")
            continue
        live = {(f.code, place_of(f)): f for f in found if not f.not_checkable}
        for (code, place), verdict in judged.items():
            finding = live.get((code, place))
            if verdict == "F" and finding and finding.certainty == "certain":
                said.append(f"still certain, though false: {path.name} {code} {place}")
            if verdict == "T" and finding is None:
                said.append(f"true, and gone: {path.name} {code} {place}")
        for key, finding in live.items():
            if finding.certainty == "certain" and key not in judged:
                said.append(f"certain, and not judged: {path.name} {' '.join(key)} {finding.message}")
    return said


if __name__ == "__main__":
    ROWS = judgements()
    show(ROWS)
    for line in again([Path(name) for name in sys.argv[1:]], ROWS):
        print(line)
