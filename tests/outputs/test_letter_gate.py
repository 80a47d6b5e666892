"""What may reach the letter: facts as statements, guesses as questions, nothing about drafts or what was not read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from argmap.checks import run_checks
from argmap.findings.finding import Finding
from argmap.manuscript.document import Reference
from argmap.outputs.letter.gate import wordings
from argmap.outputs.letter.letter import compose_letter, write_markdown
from argmap.prose.paragraphs import reads_as_sentence

PAPER = "1. The mill\n\nThe mill of Oster opened in 1870 with forty looms from abroad. Its owner built a school for the town.\n"
CLAIM = "# S\n\n## a {conclusion}\n\nThe mill served the town well.\n"
DRAFTED = """# S

## top {{conclusion}}

The mill served the town.

- because: pays
- because: school
  unless: late
- because: rich
- but: late
{top}
## pays

The mill paid well.
{pays}
## school

The owner built a school.

- cites: @holt-1920, p. 3

## rich

The town grew rich in 1931.

- cites: @holt-1920

## late

It came late.

- evidence: A letter.
"""
TAG = "\n- tags: draft\n"


def made(code: str, **more: object) -> Finding:
    finding = Finding(code, "slug", "warning", "certain", f"What {code} says.", "sources/paper.txt")
    return replace(finding, **more)  # type: ignore[arg-type]


def points(letter) -> str:
    return write_markdown(letter).partition("## Assessment")[2].partition("\n---\n")[0].partition("\n\n")[2]


@pytest.mark.parametrize("code", ["FTN001", "FTN004", "CIT020", "QUO010", "TXT020"])
def test_what_could_not_be_checked_is_nobodys_fault(make_project, code):
    project = make_project(CLAIM, paper=PAPER)
    assert f"What {code} says" in points(compose_letter(project, [made(code)])) or code == "TXT020"
    assert f"What {code} says" not in points(compose_letter(project, [made(code, not_checkable=True)]))


@pytest.mark.parametrize(
    ("unread", "code", "place", "told"),
    [
        ("CIT020", "CIT021", "sources/paper.txt", False),
        ("CIT020", "CIT022", "sources/paper.txt", False),
        ("FTN004", "FTN005", "sources/paper.txt", False),
        ("FTN004", "CIT021", "sources/paper.txt", True),
        ("CIT020", "FTN001", "sources/paper.txt", True),
        ("CIT020", "CIT004", "sources/works.bib", True),
        ("QUO013", "QUO010", "claims/all.md", True),
    ],
)
def test_nothing_is_said_of_a_part_that_was_not_wholly_read(make_project, unread, code, place, told):
    project = make_project(CLAIM, paper=PAPER)
    letter = compose_letter(project, [made(unread, not_checkable=True), made(code, path=place)])
    assert (f"What {code} says" in write_markdown(letter)) == told


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["FTN004"], "I could not check the notes, since their text is not in the file"),
        (["FTN004", "FTN004"], "I could not check the notes, since their text is not in the file"),
        (["CIT020", "FTN001"], "I could not check the notes, since"),
        (["QUO013"], "I could not check quotations from works whose text I do not have."),
        (["TXT099"], ""),
        ([], ""),
    ],
)
def test_one_plain_sentence_at_the_end_says_what_could_not_be_checked(make_project, codes, said):
    project = make_project(CLAIM, paper=PAPER)
    letter = compose_letter(project, [made(code, not_checkable=True) for code in codes])
    assert letter.unchecked.startswith(said) and bool(letter.unchecked) == bool(said)
    assert write_markdown(letter).count("I could not check") == bool(said)


@pytest.mark.parametrize(
    ("listed", "asked"), [("", True), ("\n# References\n\nHolm, Anna. 1988. *Grain*. Lund: Fjord.\n", False)]
)
def test_a_paper_without_a_list_is_asked_for_one(make_project, listed, asked):
    project = make_project(CLAIM, paper=PAPER + listed)
    letter = compose_letter(project, [made("CIT020", not_checkable=True)])
    assert ("please add it" in letter.unchecked) == asked
    assert "please add it" not in compose_letter(project, [made("FTN004", not_checkable=True)]).unchecked


@pytest.mark.parametrize(
    ("code", "certain", "candidate"),
    [
        ("CIT020", "Citations without an entry.", "Could you check whether these works have their entries?"),
        ("CIT021", "Entries that are never cited.", "Could you check whether these works are cited?"),
        ("TXT021", "Slips.", "Should these words stand twice?"),
        ("QUO011", "Quotations that differ from the work cited", "Could you check the wording of these quotations?"),
        ("FTN001", "Gaps in the numbering of the notes.", "Could you check whether a note was lost here?"),
        ("FTN003", "Note numbers used twice.", None),
        ("FTN005", "Notes that nothing calls.", None),
    ],
)
def test_a_fact_is_stated_and_a_guess_is_asked_or_left_out(make_project, code, certain, candidate):
    project = make_project(CLAIM, paper=PAPER)
    stated = points(compose_letter(project, [made(code)]))
    asked = points(compose_letter(project, [made(code, certainty="candidate")]))
    assert certain in stated and certain not in asked
    assert (candidate or "") in asked and ("## Questions" in asked) == (candidate is not None)
    assert "## Questions" not in stated


@pytest.mark.parametrize(
    ("code", "count", "asked"),
    [
        ("CIT021", 1, True),
        ("CIT021", 6, True),
        ("CIT021", 7, False),
        ("TXT021", 2, True),
        ("TXT021", 3, False),
        ("TXT021", 40, False),
    ],
)
def test_what_is_suspected_everywhere_is_not_asked(make_project, code, count, asked):
    project = make_project(CLAIM, paper=PAPER)
    guesses = [made(code, certainty="candidate", message=f"Slip {number}.") for number in range(count)]
    assert ("## Questions" in points(compose_letter(project, guesses))) == asked
    assert "Slip 0" in points(compose_letter(project, [replace(guess, certainty="certain") for guess in guesses]))


@pytest.mark.parametrize("code", sorted(wordings()))
def test_no_guess_is_worded_as_a_statement(make_project, code):
    project = make_project(CLAIM, paper=PAPER)
    quote = f"The mill of Oster opened in 1870 with forty looms from abroad{' and more' * 9}."
    letter = compose_letter(project, [made(code, certainty="candidate", severity="error", quote=quote)])
    assert all(point.heading.endswith("?") for part in letter.parts for point in part.points)


@pytest.mark.parametrize(
    ("top", "pays", "point", "held"),
    [
        # accepted: what is missing is missing
        ("", "", "Neither a source nor a reason is given for it.", ""),
        ("", "", "The main conclusion", ""),
        # a drafted reason has not been looked for its own
        ("", TAG, "How the argument stands is therefore not said", "Neither a source"),
        # nothing is known of a drafted conclusion
        (TAG, "", "How the argument stands is therefore not said", "does not hold"),
        (TAG, TAG, "Is this the main claim?", "It gives"),
    ],
)
def test_a_draft_is_no_fault_of_the_author(make_project, top, pays, point, held):
    entry = "@book{holt-1920, author={Holt, Ida}, title={Mills}, year={1920}}\n"
    project = make_project(DRAFTED.format(top=top, pays=pays), bib=entry)
    text = write_markdown(compose_letter(project, run_checks(project).findings))
    assert point in text and (not held or held not in text)


@pytest.mark.parametrize(("mark", "said"), [("", True), (", keywords={draft}", False), (", keywords={mills}", True)])
def test_a_drafted_entry_is_no_fault_of_the_author(make_project, mark, said):
    entry = f"@book{{holt-1920, author={{Holt, Ida}}, year={{1920}}{mark}}}\n"
    project = make_project(DRAFTED.format(top="", pays=""), bib=entry)
    text = write_markdown(compose_letter(project, run_checks(project).findings))
    assert ("Holt 1920 names no title" in text) == said
    assert ("Holt 1920 of 1920 is cited for what" in text) == said


@pytest.mark.parametrize("codes", [["TXT010"], ["TXT010", "TXT043"], ["TXT043", "TXT010", "TXT010"]])
def test_no_sentence_stands_twice(make_project, codes):
    project = make_project(CLAIM, paper=PAPER)
    quote = "Its owner built a school for the town in 1875."
    letter = compose_letter(project, [made(code, certainty="candidate", quote=quote) for code in codes])
    assert write_markdown(letter).count(quote.rstrip(".")) == 1


def test_what_another_point_has_shown_leaves_room_for_the_next(make_project):
    project = make_project(CLAIM, paper=PAPER)
    one, two = "The mill opened in the spring of 1870.", "Its owner built a school for the town in 1875."
    findings = [
        made("TXT010", certainty="candidate", quote=one),
        made("TXT043", certainty="candidate", quote=one),
        made("TXT043", certainty="candidate", quote=two),
    ]
    text = write_markdown(compose_letter(project, findings))
    assert text.count(one.rstrip(".")) == text.count(two.rstrip(".")) == 1


def test_a_passage_that_stands_twice_is_shown_with_both_places(make_project):
    passage = " ".join(f"the mill gave {n} looms to the town and" for n in ("some", "more", "other", "better"))
    paper = f"1. The mill\n\nIn the end {passage} left.\n\nIt closed.\n\nIn the end {passage} left.\n"
    project = make_project(CLAIM, paper=paper)
    text = write_markdown(compose_letter(project, run_checks(project, select=["TXT020"]).findings))
    assert "(line 3 and line 7)" in text


SHORT = "The owner of the mill, so we hold, was a friend of the town."
LONG = (
    "What the mill gave to the town was more than wages, for the school and the road and the baths were built by it too, "
    "in a time when nobody else would have paid for them."
)


@pytest.mark.parametrize(
    ("code", "quote", "asked"),
    [
        ("TXT010", "The mill opened in 1870 with forty looms.", True),
        ("TXT010", "From 1850 to 1931 nobody else paid so much.", True),
        ("TXT010", "It was by far the largest mill of the region.", False),
        ("TXT010", "Under resolution 1970 no mill was allowed to close.", False),
        ("TXT020", LONG, True),
        ("TXT020", SHORT, False),
        ("TXT043", SHORT, True),
    ],
)
def test_a_question_is_asked_where_it_is_worth_the_time(make_project, code, quote, asked):
    project = make_project(CLAIM, paper=PAPER)
    letter = compose_letter(project, [made(code, certainty="candidate", quote=quote)])
    assert any(part.name == "question" for part in letter.parts) == asked


@pytest.mark.parametrize(("printed", "alarmed"), [(300, True), (2_000, True), (30, False)])
def test_an_alarm_comes_first_and_then_nothing_is_called_missing(make_project, printed, alarmed):
    project = make_project(CLAIM + "\n- because: b\n\n## b\n\nIt paid well.\n", paper=PAPER)
    project = replace(project, document=replace(project.document, printed=(printed,)))
    missing = [made(code) for code in ("FTN004", "CIT020", "CIT021")]
    findings = [*run_checks(project, select=["ARG"]).findings, *missing, made("QUO011")]
    text = write_markdown(compose_letter(project, findings))
    assert "QUO011" in text
    for words in ("FTN004", "CIT020", "CIT021", "Neither a source", "does not stand"):
        assert (words in text) == (not alarmed)
    assert bool(re.match(r"# Referee report\n\n(Only|Of) .{20,300}\n\n## Summary\n", text)) == alarmed


@pytest.mark.parametrize(
    "text",
    [
        "The mill of Oster opened in 1870 with forty looms.",
        "“It never paid,” wrote the owner of the mill in his last letter.",
        "Die Fabrik in Oster wurde im Jahr 1870 mit vierzig Webstühlen eröffnet.",
        "Fabrika 1870 yılında kırk tezgâhla açıldı ve kasabayı büyüttü.",
        "工場は一八七〇年に開かれた。 The mill was opened with many looms.",
    ],
)
def test_a_sentence_is_shown_to_the_author(text):
    assert reads_as_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "−3 −2 −1 0 1 2 3",
        "1.2 (0.4) 3.5 (0.1) 77.0 (2.2) per loom and year.",
        "© 1998 The weavers of the town; reproduced with leave.",
        "and the looms were sold in the spring of that year.",
        "Holt, Ida, Mills Of The North, Oster: Weaver House Press, New Edition.",
        "Where w = a + b is the weight of the cloth.",
        "Read the whole at www.example.org before the end of May.",
        "The mill in",
        "Of the mill in the town before",
    ],
)
def test_what_is_no_sentence_is_not_shown_to_the_author(text):
    assert not reads_as_sentence(text)


@pytest.mark.parametrize(
    ("authors", "editors", "certainty", "told"),
    [
        (("Dahl, E.",), (), {"authors": 0.9}, True),
        ((), ("Dahl, E.",), {"editors": 0.9}, True),
        (("Dahl, E.",), (), {}, True),
        (("Dahl, E.",), (), {"authors": 0.6}, False),
        (("Dahl, E.",), ("Lund",), {"authors": 0.9, "editors": 0.5}, False),
        ((), (), {"year": 0.9}, False),
    ],
)
def test_an_entry_that_was_read_with_low_certainty_is_not_held_against_the_author(
    make_project, authors, editors, certainty, told
):
    project = make_project(CLAIM, paper=PAPER)
    document = project.document
    start = PAPER.index("The mill of")
    entry = Reference("r1", PAPER[start:], authors, editors=editors, certainty=certainty, start=start, end=len(PAPER))
    project = replace(project, document=replace(document, references=(entry,)))
    span = document.place(start, len(PAPER))
    letter = compose_letter(project, [made("CIT021", span=span, path=document.path)])
    assert ("What CIT021 says" in write_markdown(letter)) == told
