"""What the introduction announces in each tongue that has words for it: missed where it never comes, else not."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_checks_slips import TONGUES

from argmap.checks import run_checks
from argmap.project import project_of_paper
from paper_checks import audit_text

# an announcement, and a sentence that speaks of it in another form of the word
ANNOUNCED = {
    "de": ("Der letzte Teil untersucht den Tourismus der Küste.", "Wegen des Tourismus kamen viele in die Stadt."),
    "fr": ("La dernière partie examine les pèlerinages.", "Le pèlerinage fut long."),
    "es": ("La última parte analiza las peregrinaciones.", "La peregrinación fue larga."),
    "it": ("L'ultima parte esamina i pellegrinaggi.", "Il pellegrinaggio fu lungo."),
    "pt": ("A última parte analisa as peregrinações.", "A peregrinação foi longa."),
    "tr": ("Son bölümde kervanlar ele alınmaktadır.", "Şehre kervanların gelmesi uzun sürdü."),
    "sq": ("Pjesa e fundit shqyrton karvanët.", "Karvani erdhi vonë në qytet."),
}


def _found(folder: Path, tongue: str, told: str) -> list[str]:
    plain = TONGUES[tongue].format("")
    body = "\n\n".join(
        [plain, TONGUES[tongue].format(ANNOUNCED[tongue][0]), *[plain] * 5, TONGUES[tongue].format(told)]
    )
    return [f.message for f in audit_text(folder, f"# Varden\n\n## 1\n\n{body}\n", select="TXT042", name="paper.md")]


@pytest.mark.parametrize("tongue", ANNOUNCED)
def test_what_is_announced_and_never_comes_is_found(tmp_path: Path, tongue: str) -> None:
    (message,) = _found(tmp_path, tongue, "")
    assert message.startswith("Announced, and not spoken of again: ")


@pytest.mark.parametrize("tongue", ANNOUNCED)
def test_what_is_announced_and_comes_is_passed_over(tmp_path: Path, tongue: str) -> None:
    assert not _found(tmp_path, tongue, ANNOUNCED[tongue][1])


@pytest.mark.parametrize("tongue", ANNOUNCED)
def test_new_matters_in_a_conclusion_are_not_looked_for_without_everyday_words(tmp_path: Path, tongue: str) -> None:
    (tmp_path / "paper.md").write_text(f"# Varden\n\n## 1\n\n{TONGUES[tongue].format('')}\n", encoding="utf-8")
    outcome = run_checks(project_of_paper(tmp_path / "paper.md"), about=("files", "paper"))
    (unheard,) = [f.message for f in outcome.findings if f.code == "SYN092"]
    assert "new in conclusion (TXT043)" in unheard
    assert not [code for code in ("TXT042", "TXT053", "TXT054", "TXT055") if code in unheard]
