"""The letter's points on the reasons of a conclusion take time by the reason and the premise, however many there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.outputs.letter.reasons import judge_reasons
from argmap.outputs.letter.words import voice_of
from argmap.project import load
from growth import growth_exponent


def linked(n: int) -> str:
    return f"- because: {' + '.join(f'c{k}' for k in range(1, n))}\n"


def convergent(n: int) -> str:
    return "".join(f"- because: c{k}\n" for k in range(1, n))


def supported(n: int) -> str:
    """Reasons of which the findings tell nothing."""
    return "".join(f"- because: c{k}\n" for k in range(1, n // 2)) + f"- because: c{n - 1}\n"


@pytest.mark.parametrize("reasons", [linked, convergent, supported])
def test_points_on_reasons_are_made_in_time_by_the_reason(reasons: Callable[[int], str], tmp_path: Path) -> None:
    def prepare(n: int) -> Callable[[], object]:
        folder = tmp_path / str(n)
        (folder / "claims").mkdir(parents=True, exist_ok=True)
        under = "- cites: @k, p. 1\n" if reasons is supported else ""
        claims = "".join(f"## c{k}\n\nThe harbour {k} is open.\n\n{under}\n" for k in range(1, n))
        (folder / "claims" / "a.md").write_text(f"## c0 {{conclusion}}\n\nAll are open.\n\n{reasons(n)}\n{claims}")
        (folder / "argmap.toml").write_text('bibliography = ["works.bib"]\n')
        (folder / "works.bib").write_text("@book{k,author={Moor, A.},title={On harbours},year=2001}\n")
        project = load(folder)
        findings = run_checks(project).findings
        main = project.argument.claims["c0"]
        voice = voice_of("en")
        judge_reasons(project, voice, main, findings)  # the evaluation is made at the first use
        return lambda: judge_reasons(project, voice, main, findings)

    assert growth_exponent(prepare, 40) < 1.25
