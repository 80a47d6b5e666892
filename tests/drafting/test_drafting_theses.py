"""What a draft offers as the conclusions of a paper: sentences in the places, and with the words, of a thesis."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from argmap.drafting.backbone import draft_backbone
from argmap.drafting.cues import cues_of
from argmap.project import project_of_paper
from volume import few_of

FILLER = "The ledgers of the port list every toll that was paid there. Most of them were kept by two clerks.\n"


def _offered(folder: Path, abstract: str, conclusion: str = "") -> list[str]:
    paper = folder / "paper.md"
    body = "".join(f"## Chapter {name}\n\n{FILLER}\n" for name in ("on Tolls", "on Clerks", "on Ships"))
    end = f"## Conclusion\n\n{conclusion}\n" if conclusion else ""
    paper.write_text(f"# The Salt Road\n\n## Abstract\n\n{abstract}\n\n{body}{end}", encoding="utf-8")
    return _conclusions(paper)


def _conclusions(paper: Path, tongue: str = "en") -> list[str]:
    project = project_of_paper(paper)
    cues = cues_of(tongue)
    assert project.document is not None and cues is not None
    drafted = draft_backbone(project.document, project.prose, cues, lambda words: True)
    return [claim.text for claim in drafted.claims if claim.conclusion]


@pytest.mark.parametrize(
    ("abstract", "conclusion", "best"),
    [
        (
            "Roads decline. It argues that merchants left the road before any track was laid.",
            "",
            "It argues that merchants left the road before any track was laid.",  # “it” may be another's work
        ),
        (
            "We present Lazysnap, a method that copies pages only when they are written.",
            "",
            "We present Lazysnap, a method that copies pages only when they are written.",
        ),
        (
            "ApplNumComp is a repository of open lessons for a course on computing. Topics include version control.",
            "",
            "ApplNumComp is a repository of open lessons for a course on computing.",
        ),
        (
            "Tolls were paid by all who came there.",
            "Steam was blamed for much. Overall, the ledgers show that insurance emptied the road.",
            "The ledgers show that insurance emptied the road.",
        ),
        (
            "The main aim of this essay is to propose a test that courts can apply. We describe forty cases of it.",
            "",
            "The main aim of this essay is to propose a test that courts can apply.",
        ),
    ],
)
def test_the_thesis_is_found_where_papers_state_it(tmp_path: Path, abstract: str, conclusion: str, best: str) -> None:
    assert _offered(tmp_path, abstract, conclusion)[:1] == [best]


@pytest.mark.parametrize(
    "sentence",
    [
        "Section 2 presents the ledgers and the tolls that must be read with them.",
        "In part II, I describe the case law of the courts.",
        "It also works through the decisions that must be made when designing a study.",
        "The remainder of the article shows that the tolls were low.",
        "This paper proceeds as follows and shows the tolls.",
    ],
)
def test_what_announces_the_structure_is_no_thesis(tmp_path: Path, sentence: str) -> None:
    offered = _offered(tmp_path, f"Roads decline everywhere in the east. {sentence}")
    assert offered and sentence not in offered


def test_at_most_three_are_offered_and_none_twice(tmp_path: Path) -> None:
    offered = _offered(
        tmp_path,
        "This paper argues that insurance emptied the salt road of Varna. We show that clerks lied in their ledgers. "
        "We find that tolls fell in every district. We propose that ships were cheaper than mules.",
        "We conclude that insurance emptied the salt road of Varna.",
    )
    assert offered[0] == "Insurance emptied the salt road of Varna."
    assert 1 < len(offered) <= 3
    assert sum("insurance" in text.lower() for text in offered) == 1


@pytest.mark.parametrize("number", few_of(["00143", "00180", "00240", "00241", "00243", "00306"], 2))
def test_papers_on_teaching_software_get_a_conclusion_too(number: str) -> None:
    if not (corpora := os.environ.get("ARGMAP_CORPORA")):
        pytest.skip("ARGMAP_CORPORA is not set")
    paper = Path(corpora) / "jose" / f"10.21105.jose.{number}.pdf"
    offered = _conclusions(paper)
    assert 1 <= len(offered) <= 7
    assert not any("must be made" in text for text in offered)
