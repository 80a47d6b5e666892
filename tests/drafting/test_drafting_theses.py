"""What a draft offers as the conclusions of a paper: sentences in the places, and with the words, of a thesis."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from argmap.drafting.backbone import draft_backbone
from argmap.drafting.candidates import Candidate, candidates_of
from argmap.drafting.cues import cues_of
from argmap.drafting.theses import GUESSED, find_theses
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
    assert len(offered) <= 3
    assert sum("insurance" in text.lower() for text in offered) == 1


@pytest.mark.parametrize("number", few_of(["00143", "00180", "00240", "00241", "00243", "00306"], 1))
def test_papers_on_teaching_software_get_a_conclusion_too(number: str) -> None:
    if not (corpora := os.environ.get("ARGMAP_CORPORA")):
        pytest.skip("ARGMAP_CORPORA is not set")
    paper = Path(corpora) / "jose" / f"10.21105.jose.{number}.pdf"
    offered = _conclusions(paper)
    assert 1 <= len(offered) <= 7
    assert not any("must be made" in text for text in offered)


_ESSAY = [
    "Roads are the oldest works of towns. Many were laid for salt, and some were laid for grain.",
    "The ledgers of the port list every toll that was paid there. Most of them were kept by two clerks.",
    "The clerks wrote in two hands. Their numbers agree, as Holm has shown, for nearly all of the years.",
    "Many merchants owned no ship. They hired one for a summer, and they paid the captain in salt or grain.",
    "In conclusion, insurance emptied the salt road. Nobody had to close it.",
]


@pytest.mark.parametrize(
    "text",
    [
        # a title page set in headings, all sections below it
        "# Salt\n\n## Ann Holm\n\n### October 2024\n\n{0}\n\n### Ledgers\n\n{1}\n\n### Clerks\n\n{2}\n\n### Ships\n\n{3}\n\n"
        "### Concluding Thoughts\n\n{4}\n",
        # no heading but that of the works
        "# Salt\n\n{0}\n\n{1}\n\n{2}\n\n{3}\n\n{4}\n\n# Bibliography\n\nHolm, A. (1988). Grain. Lund: Northern Press.\n",
        "{0}\n\n{1}\n\n{2}\n\n{3}\n\n{4}\n\n# Technical Notes\n\nThis essay is written with a template. It is set in Plantin.\n",
        # and one chapter that holds its own conclusion
        "# Salt\n\n## The road\n\n{0}\n\n### Ledgers\n\n{1}\n\n{2}\n\n{3}\n\n### Conclusion\n\n{4}\n",
    ],
)
def test_the_end_of_an_essay_is_found_however_it_is_headed(tmp_path: Path, text: str) -> None:
    (tmp_path / "essay.md").write_text(text.format(*_ESSAY), encoding="utf-8")
    assert _conclusions(tmp_path / "essay.md")[:1] == ["Insurance emptied the salt road."]


def _candidates(folder: Path, text: str) -> list[Candidate]:
    (folder / "essay.md").write_text(text, encoding="utf-8")
    project, cues = project_of_paper(folder / "essay.md"), cues_of("en")
    assert project.document is not None and cues is not None
    return candidates_of(project.document, project.prose, cues)


def test_what_an_author_did_for_a_reason_is_no_thesis(tmp_path: Path) -> None:
    doing = "The ledgers are whole for forty years. This is why I chose the ledgers of the port as my source."
    shown = "Therefore, we conclude that insurance emptied the salt road of the north."
    cues = cues_of("en")
    assert cues is not None
    for said, whys in ((doing, 0), (f"{doing} {shown}", 1)):
        found = _candidates(tmp_path, f"# Salt\n\n## Ledgers\n\n{_ESSAY[1]}\n\n## Conclusion\n\n{said}\n")
        theses = find_theses(found, cues, lambda _: True)
        assert sum(why != GUESSED for why in theses.values()) == whys


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Ethical Concerns", {"body"}),
        ("The Ethics of Salt", {"body"}),
        ("Sample characteristics", {"body"}),
        ("Independent variable", {"method"}),
        ("Sample selection", {"method"}),
        ("Ethics Approval", set()),
        ("Ethical clearance", set()),
        ("Acknowledgements", set()),
    ],
)
def test_a_heading_tells_what_part_of_a_paper_stands_below_it(tmp_path: Path, heading: str, parts: set[str]) -> None:
    text = f"# Salt\n\n## Introduction\n\n{_ESSAY[0]}\n\n## {heading}\n\n{_ESSAY[2]}\n\n## Conclusion\n\n{_ESSAY[4]}\n"
    found = _candidates(tmp_path, text)
    assert {c.part for c in found if "hands" in c.text or "agree" in c.text} == parts


def test_what_a_conclusion_only_presents_is_not_taken_for_what_was_found(tmp_path: Path) -> None:
    done = "Beginning with the tolls, we present the growth of the road, ultimately showing its decline in the ledgers."
    cues = cues_of("en")
    assert cues is not None
    candidates = _candidates(tmp_path, f"# Salt\n\n## Ledgers\n\n{_ESSAY[1]}\n\n## Conclusion\n\n{done}\n")
    assert not any("found" in why for why in find_theses(candidates, cues, lambda _: True).values())


@pytest.mark.parametrize(
    ("sentence", "could_be"),
    [
        ("The road was the oldest work of the town.” (497)", False),
        ("It is a call for salt, a demand of the towns.”", False),
        ("Holm, who read all of its ledgers, calls the road “the oldest work of the town” (497).", True),
        ("Holm kallar det ”stadens äldsta verk av alla” i sin bok.", True),
    ],
)
def test_the_end_of_a_longer_quotation_is_no_claim_of_the_paper(tmp_path: Path, sentence: str, could_be: bool) -> None:
    found = _candidates(tmp_path, f"# Salt\n\n## Ledgers\n\n{_ESSAY[1]} {sentence}\n\n{_ESSAY[3]}\n")
    assert any(sentence[:20] in candidate.text for candidate in found) == could_be


@pytest.mark.parametrize(
    ("conclusion", "is_thesis"),
    [
        ("Merchants should pay a toll for each mule.", True),
        ("Future studies should count each mule.", False),
        ("The ledgers tell what the merchants ought to pay.", False),
        ("The clerks of Varna asked how much a merchant must pay.", False),
    ],
)
def test_a_demand_is_a_thesis_where_the_paper_itself_makes_it(conclusion: str, is_thesis: bool, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(f"# The Salt Road\n\n## Tolls\n\n{FILLER}\n## Conclusion\n\n{conclusion}\n", "utf-8")
    project, cues = project_of_paper(paper), cues_of("en")
    assert project.document is not None and cues is not None
    found = find_theses(candidates_of(project.document, project.prose, cues), cues, lambda _: True)
    assert (GUESSED not in found.values()) == is_thesis


def test_where_nothing_is_announced_what_turns_against_another_sentence_is_no_thesis(tmp_path: Path) -> None:
    closing = (
        "A clerk needs no learning to forge a ledger. But the guilds of all the towns read every ledger with care."
    )
    paper = tmp_path / "paper.md"
    paper.write_text(f"# The Salt Road\n\n## Tolls\n\n{FILLER}\n## Conclusion\n\n{closing}\n", "utf-8")
    project, cues = project_of_paper(paper), cues_of("en")
    assert project.document is not None and cues is not None
    candidates = candidates_of(project.document, project.prose, cues)
    (thesis,) = find_theses(candidates, cues, lambda _: True)
    assert [c.text for c in candidates if c.key == thesis] == ["A clerk needs no learning to forge a ledger."]


def test_what_goes_on_without_a_heading_behind_a_long_abstract_is_the_introduction(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    told, rest = FILLER.strip(), "\n\n".join([FILLER.strip()] * 20)
    paper.write_text(f"# Salt\n\n## Abstract\n\n{told} {told}\n\n{rest}\n\n## Tolls\n\n{rest}\n\n{rest}\n", "utf-8")
    project, cues = project_of_paper(paper), cues_of("en")
    assert project.document is not None and cues is not None
    parts = [c.part for c in candidates_of(project.document, project.prose, cues)]
    assert parts[:5] == ["abstract"] * 4 + ["introduction"]
