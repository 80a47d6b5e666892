"""How many known defects the audit finds, and how often it cries wolf: one defect at a time put into clean papers.

The papers are those of `data/defects`, written for this benchmark, and the JATS files of the JOSE corpus where
ARGMAP_CORPORA names it. `python benchmarks/planted_defects.py [--rounds N] [--show]`; the seed is fixed, so two runs
print the same table. A defect counts as found where a finding of the expected check is there that the clean paper did
not have. What is found in a clean paper is a false alarm, and so is a new finding that the defect does not account for.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from argmap.checks import run_checks
from argmap.checks.registry import all_checks
from argmap.findings.finding import Finding
from argmap.project import project_of_paper
from shared.defects import DEFECTS
from shared.table import corpora, head, row

PAPERS = Path(__file__).parent / "data" / "defects"
SEED = 20261123
# faults that JOSE papers really have, read by hand: a work listed twice, terms introduced twice or never
REAL = {
    ("10.21105.jose.00240", "CIT029"),
    ("10.21105.jose.00240", "TXT031"),
    ("10.21105.jose.00240", "TXT030"),
    ("10.21105.jose.00180", "TXT030"),
    ("10.21105.jose.00143", "TXT010"),
    ("10.21105.jose.00240", "TXT010"),
}


def audit(path: Path) -> list[Finding]:
    """All findings on a paper."""
    return list(run_checks(project_of_paper(path), about=("files", "paper")).findings)


def papers() -> list[Path]:
    """The clean papers: our own, and those of the corpus where it is at hand; PDF files are only read, not changed."""
    own = sorted(p for p in PAPERS.iterdir() if p.suffix != ".bib")
    folder = corpora()
    return own + (sorted(p for p in (folder / "jose").iterdir() if p.suffix in (".jats", ".pdf")) if folder else [])


def audit_changed(paper: Path, text: str) -> list[Finding]:
    """The findings on a paper with another text, beside the files that it is read with."""
    with tempfile.TemporaryDirectory() as folder:
        for beside in paper.parent.glob(f"{paper.stem}.bib"):
            shutil.copyfile(beside, Path(folder, beside.name))
        path = Path(folder, paper.name)
        path.write_text(text, encoding="utf-8")
        return audit(path)


def _told(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((f.code, re.sub(r"\d+ (?=words? )", "", f.message)) for f in findings)


def main() -> None:
    """Run all defects on all papers and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--show", action="store_true", help="Print what was missed and what was falsely found.")
    parser.add_argument("--papers", type=Path, help="Another folder of clean papers.")
    options = parser.parse_args()
    chosen = sorted(p for p in options.papers.iterdir() if p.suffix != ".bib") if options.papers else papers()
    true, false = Counter[str](), Counter[str]()
    per_defect: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    clean = {}
    alarmed = 0
    for paper in chosen:
        there = audit(paper)
        clean[paper] = _told(there)
        findings = [f for f in there if (paper.stem, f.code) not in REAL and not f.not_checkable]
        alarmed += any(f.certainty == "certain" for f in findings)
        for finding in findings:
            false[f"{finding.code} {finding.certainty}"] += 1
            if options.show:
                print(f"FALSE in {paper.name}: {finding.code} {finding.certainty}: {finding.message}")
    for defect in DEFECTS:
        for paper in (p for p in chosen if p.suffix != ".pdf"):
            text = paper.read_text("utf-8")
            for turn in range(options.rounds):
                rng = random.Random(f"{SEED} {defect.name} {paper.name} {turn}")
                changed = defect.change(text, rng)
                if changed is None or changed == text:
                    continue
                new = [f for f in audit_changed(paper, changed) if not clean[paper][next(iter(_told([f])))]]
                hits = [f for f in new if f.code in defect.expected]
                per_defect[defect.name][0] += 1
                per_defect[defect.name][1] += bool(hits)
                for finding in new:
                    if finding.code in defect.expected:
                        true[f"{finding.code} {finding.certainty}"] += 1
                    elif finding.code not in defect.also and not finding.not_checkable:
                        false[f"{finding.code} {finding.certainty}"] += 1
                        if options.show:
                            print(f"FALSE after {defect.name!r} in {paper.name}: {finding.code} {finding.message}")
                if not hits and options.show:
                    print(f"MISSED {defect.name!r} in {paper.name}, turn {turn}")
    _print_table(per_defect, true, false, alarmed, len(chosen))


def _print_table(
    per_defect: dict[str, list[int]], true: Counter[str], false: Counter[str], alarmed: int, count: int
) -> None:
    by_name = {d.name: d for d in DEFECTS}
    checks = all_checks()
    print()
    head("defect", "check", "put in", "found", "recall")
    for name, (put, seen) in per_defect.items():
        codes = ", ".join(by_name[name].expected)
        row(name, codes, put, seen, f"{seen / put:.2f}")
    print()
    head("check", "certainty", "true", "false", "precision")
    for key in sorted({*true, *false}):
        code, certainty = key.split()
        slug = checks[code].slug if code in checks else ""
        print(
            f"| {code} {slug} | {certainty} | {true[key]} | {false[key]} | {true[key] / (true[key] + false[key]):.2f} |"
        )
    for certainty in ("certain", "candidate"):
        right = sum(n for key, n in true.items() if key.endswith(certainty))
        wrong = sum(n for key, n in false.items() if key.endswith(certainty))
        print(f"\n{certainty}: {right} true, {wrong} false, precision {right / max(1, right + wrong):.3f}")
    total = [sum(column) for column in zip(*per_defect.values(), strict=True)]
    print(f"\nAll defects: {total[1]} of {total[0]} found ({total[1] / total[0]:.3f}).")
    firm = [counts for name, counts in per_defect.items() if checks[by_name[name].expected[0]].certainty == "certain"]
    put, seen = (sum(column) for column in zip(*firm, strict=True))
    print(f"Defects for checks that can be certain: {seen} of {put} found ({seen / put:.3f}).")
    print(f"Clean papers with a false finding that is called certain: {alarmed} of {count}.")


if __name__ == "__main__":
    main()
