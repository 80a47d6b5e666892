"""The letters of one small project in every tongue, to be read as a whole: ARGMAP_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.manuscript.reading import read
from argmap.outputs.letter.letter import compose_letter, write_markdown
from argmap.outputs.letter.second_round import LastRound
from argmap.settings import LETTER_LANGUAGES

GOLDEN = Path(__file__).parents[1] / "golden" / "letter"
PAPER = """# The port of Oster

Trade between the two ports grew by 12 percent in 1998. Ships from the north came first.
The the owner of the mill paid for the harbour wall in 1875 without any help from the town.
Sailors of many nations praise the port in their letters home. The minister holds that the port is the key to the sea.
The wall was built by prisoners.[^1] The town paid for it.[^2] The port must stay open.

[^1]: Holt, *Mills*, 1920, 12.
"""
CLAIMS = """# S

## open {conclusion}

The port must stay open.

> The port must stay open

- because: grew
- because: praised + key
- because: safe
  scheme: analogy
  unless: storms
- but: far

## cheap {conclusion}

The port is cheap.

## grew

Trade grew by 12 percent in 1998.

> Trade between the two ports grew by 12 percent in 1998

## praised

Sailors praise the port.

> Sailors of many nations praise the port in their letters home

- because: letters
- but: jokes

## letters

There are letters of sailors.

- evidence: Five letters in the archive.

## jokes

There are jokes about the port.

- cites: @smith2010, p. 4

## key

The port is the key to the sea.

> the port is the key to the sea

- said-by: the minister
- evidence: He said so.

## safe

The harbour is safe.

- cites: @holt, p. 3

## storms

Ships were lost in storms.

- cites: @smith2010, p. 9

## far

The port is far away.

- cites: @smith2010, p. 7
"""
BIB = """@book{smith2010, author={Smith, Anna}, title={Ships of the North}, year={2010}}
@book{holt, author={Holt, Ida}, title={Mills}}
"""
RESPONSE = """# Response

Point 1: we now cite Smith for the growth of trade.

Point 4. The note is restored.

The praise of sailors for the port stands in many letters home.
"""


def hold(name: str, text: str) -> None:
    """Compare with the golden file, or write it where that is asked for."""
    path = GOLDEN / name
    if os.environ.get("ARGMAP_UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"read {path.name}; ARGMAP_UPDATE_GOLDEN=1 writes it anew"


@pytest.mark.parametrize("tongue", LETTER_LANGUAGES)
def test_the_letter_and_that_of_the_second_round_are_those_that_were_read(make_project, tmp_path, tongue):
    def project(paper: str, claims: str):
        (tmp_path / "sources").mkdir(exist_ok=True)
        (tmp_path / "sources" / "paper.md").write_text(paper, encoding="utf-8")
        return make_project(claims, bib=BIB, settings='paper = "sources/paper.md"')

    old = project(PAPER, CLAIMS)
    findings = run_checks(old).findings
    hold(f"first-{tongue}.md", write_markdown(compose_letter(old, findings, tongue=tongue)))
    paper = (
        PAPER.replace("in 1998.", "in 1998 (Smith 2010).")
        .replace("The the", "The")
        .replace(" in their letters home", "")
    )
    claims = CLAIMS.replace("in 1998\n\n## praised", "in 1998\n\n- cites: @smith2010, p. 3\n\n## praised")
    new = project(f"{paper}[^2]: Smith, *Ships*, 2010, 3.\n\nThe toll was was high.\n", claims)
    outcome = run_checks(new)
    (tmp_path / "response.md").write_text(RESPONSE, encoding="utf-8")
    last = LastRound(old, findings, [f for f, _ in outcome.waived], "2026-03-01", read(tmp_path / "response.md"))
    letter = compose_letter(new, outcome.findings, tongue=tongue, last=last)
    hold(f"second-{tongue}.md", write_markdown(letter))
