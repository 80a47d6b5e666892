"""What a bare paper's works are worth and where in them to look: each check fires on its fault, and not on its like."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.project import project_of_paper
from paper_checks import audit_text, messages
from word_files import field, p, r, word_file

NOTED = """# A paper

## The matter

The guild had forty ships by 1650.[^1] It lost half of them in the war of 1675.[^2] The port was closed in 1702.[^3]

{body}

[^1]: Anna Holm, *Grain and Guilds* (Lund: Northern Press, 1988), 14.
[^2]: Per Vik, *Harbours of the North* (Bergen: Coast Press, 1990), 201.
[^3]: Ole Rask, *The War at Sea* (Oslo: Fjord Books, 1979), 77-78.
{notes}
"""
DATED = """# A paper

## The matter

The port was small (Holm 1988, 12). {body}

## References

Holm, Anna. 1988. *Grain and Guilds*. Lund: Northern Press.

Vik, Per. 2016. *Harbours of the North*. Bergen: Coast Press.

Rask, Ole. 1990. *The War at Sea*. Unpublished master's thesis, University of Oslo.
"""


def _noted(folder: Path, code: str, body: str, *notes: str) -> list[str]:
    lines = "\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, 4))
    found = audit_text(folder, NOTED.format(body=body, notes=lines), select=code, name="paper.md")
    return [finding.message for finding in found]


def _dated(folder: Path, code: str, body: str) -> list[str]:
    return [f.message for f in audit_text(folder, DATED.format(body=body), select=code, name="paper.md")]


FACT = "Wages rose by 12 shillings after 1660.[^4]"


def test_notes_without_a_page_are_one_finding_where_others_give_pages(tmp_path):
    body = f"{FACT} Rents fell by 3 shillings in 1671.[^5]"
    notes = ("Eva Lund, *Wages* (Malmö: Sound, 1991).", "Eva Lund, *Rents* (Malmö: Sound, 1994).")
    assert len(_noted(tmp_path, "CIT037", body, *notes)) == 1


@pytest.mark.parametrize(
    "note",
    [
        "Eva Lund, *Wages* (Malmö: Sound, 1991), 33.",
        "See Eva Lund, *Wages* (Malmö: Sound, 1991).",
        "Eva Lund, *Wages* (Malmö, 1991), https://example.org/wages.",
        "Here a remark that takes up much more room than any work does, and only on its way cites (Lund 1991).",
        "Ibid.",
    ],
)
def test_notes_that_point_or_have_no_pages_are_passed_over(tmp_path, note):
    assert not _noted(tmp_path, "CIT037", FACT, note)


def test_papers_that_never_give_pages_are_left_alone(tmp_path):
    text = NOTED.format(body=FACT, notes="[^4]: Eva Lund, *Wages* (Malmö: Sound, 1991).")
    for page in (", 14.", ", 201.", ", 77-78."):
        text = text.replace(page, ".")
    assert not audit_text(tmp_path, text, select="CIT037", name="paper.md")


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2013 the army received vehicles (Holm 1988).",
        "The port was rebuilt in 2004 at great cost (Holm 1988, 12).",
        "It closed around 2004 (Holm 1988).",
    ],
)
def test_a_work_that_is_older_than_what_it_is_cited_for(tmp_path, sentence):
    assert len(_dated(tmp_path, "EVD010", sentence)) == 1


def test_a_note_that_talks_of_a_year_is_no_work_of_that_year(tmp_path):
    body = "Its income from strangers rose in 2015.[^4] The port was sold in 2017.[^5]"
    book = "Per Lie, *The New Port* (Oslo: Fjord Books, 2019), 3."
    assert not _noted(tmp_path, "EVD010", body, "The Northern League came to Norrvik in 2014.", book)
    assert _noted(tmp_path, "EVD010", body, "Per Lie, *Norrvik* (Oslo: Fjord Books, 2014), 3.", book)


@pytest.mark.parametrize(
    "sentence",
    [
        "In 1980 the army received vehicles (Holm 1988).",
        "In 2013 the army received vehicles (Vik 2016).",
        "In 2013 the army received vehicles (Holm 1988; Vik 2016).",
        "By 2050 the sea will have risen (Holm 1988).",
        "The port is expected to grow until 2015 (Holm 1988).",
        "Resolution 2013 was passed (Holm 1988).",
        "Holm (1988) was reprinted in a volume on the sea (2011 [1988]).",
        "We measured the port in 2013 as she did (Holm 1988).",
        "Holm (1988; 2013 for one, holds that the army received vehicles.",
        "Interest fell around 1989, shortly after a meeting had found harm (Holm 1988).",
    ],
)
def test_a_work_that_is_young_enough(tmp_path, sentence):
    assert not _dated(tmp_path, "EVD010", sentence)


def test_statements_that_rest_on_a_thesis_alone(tmp_path):
    body = "The fleet was lost (Rask 1990). The admiral fled to the south (Rask 1990)."
    assert len(_dated(tmp_path, "EVD011", body)) == 1
    assert not _dated(tmp_path, "EVD011", "The fleet was lost (Rask 1990). The admiral fled (Rask 1990; Holm 1988).")
    assert not _dated(tmp_path, "EVD011", "The fleet was lost (Vik 2016). The admiral fled (Vik 2016).")


@pytest.mark.parametrize(
    "sentence",
    ["States have a monopoly (Weber 1922, cited in Holm 1988, 12).", "So Weber writes, as quoted in Holm (1988)."],
)
def test_second_hand_works_are_told_once(tmp_path, sentence):
    assert len(_dated(tmp_path, "EVD012", f"{sentence} {sentence}")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The book is often cited in the press (Holm 1988).",
        "It is cited in Lund and elsewhere.",
        "Holm (1988) cites Weber.",
    ],
)
def test_being_cited_is_not_second_hand(tmp_path, sentence):
    assert not _dated(tmp_path, "EVD012", sentence)


LOST = """The harbour was small.¹ It grew fast.² The minister called it “{quoted}”.³ It fell.⁴

1. Anna Holm, Grain and Guilds (Lund: Northern Press, 1988), 14.

2. Per Vik, Harbours of the North (Bergen: Coast Press, 1990), 20.

4. Ole Rask, The War at Sea (Oslo: Fjord Books, 1979), 77.
"""


def test_a_quotation_whose_note_is_gone(tmp_path):
    found = audit_text(tmp_path, LOST.format(quoted="the best of all the harbours of the north"), select="FTN010")
    assert len(found) == 1, messages(found)
    # a name is no quotation
    assert not audit_text(tmp_path, LOST.format(quoted="the Pearl"), select="FTN010")


LIST = """# A paper

The port was small (Holm 1988). It grew (Vik 1990).

## References

Holm, Anna, and Per Vik. 1988. *Grain and guilds of the northern coast*. Lund: Northern Press.

{other}

Rask, Ole. 1979. *The war at sea*. Oslo: Fjord Books.
"""


@pytest.mark.parametrize(
    "other",
    [
        "Vik, Per, and Anna Holm. 1988. *Grain and guilds of the northern coast*. Lund: Northern Press.",
        "Holm, Anna, and Per Vik. 1988. *Grain and guilds of the nothern coast*. Lund: Northern Press.",
        "Holm, Anna, and Per Vik. 1988. *Grain and Guilds of the Northern Coast*. Lund: Northern Press.",
    ],
)
def test_one_work_with_small_differences_stands_twice(tmp_path, other):
    found = audit_text(tmp_path, LIST.format(other=other), select="CIT029", name="paper.md")
    assert len(found) == 1, messages(found)


def test_manuals_of_two_models_are_works_of_their_own(tmp_path):
    manuals = "Holm Engines. 1988. *{} marine diesel: users manual*. Lund: Holm.\n\n"
    text = LIST.format(other=manuals.format("HM120B") + manuals.format("HM12B"))
    assert not audit_text(tmp_path, text, select="CIT029", name="paper.md")


@pytest.mark.parametrize(
    "other",
    [
        "Holm, Anna, and Per Vik. 1988. *Grain and guilds of the northern coast, part 2*. Lund: Northern Press.",
        "Holm, Anna, and Per Vik. 1995. *Grain and guilds of the northern coast*. 2nd ed. Lund: Northern Press.",
        "Holm, Anna, and Per Vik. 1988. *Korn och gillen på norra kusten*. Lund: Northern Press.",
        "Lund, Eva. 1988. *Grain and guilds of the southern coast*. Lund: Northern Press.",
        "Holm, Anna, and Per Vik. 1988. *Grain and guilds of the northern coast: a reply*. Lund: Northern Press.",
    ],
)
def test_parts_editions_and_translations_are_works_of_their_own(tmp_path, other):
    found = audit_text(tmp_path, LIST.format(other=other), select="CIT029", name="paper.md")
    assert not found, messages(found)


@pytest.mark.parametrize(("entries", "twice"), [(("Holm, Anna",), 0), (("Holm, A.", "Holm, Anna"), 1)])
def test_what_a_reference_manager_says_of_a_work_is_no_second_entry(tmp_path, entries, twice):
    work = "1988. Grain and guilds of the north. Lund: Northern Press. https://doi.org/10.1000/182"
    record = (
        "<record><contributors><authors><author>Holm, Anna</author></authors></contributors><titles><title>The grain "
        "and guilds of the north</title></titles><dates><year>1988</year></dates>"
        "<electronic-resource-num>10.1000/182</electronic-resource-num></record>"
    )
    told = f"ADDIN EN.CITE <EndNote><Cite><Author>Holm</Author><RecNum>1</RecNum>{record}</Cite></EndNote>"
    listed = "".join(p(f"{name} {work}") for name in entries)
    body = (
        f"<w:p>{r('The guild had ships ')}{field(told, '(Holm 1988)')}</w:p>" + p("References", "berschrift1") + listed
    )
    path = tmp_path / "paper.docx"
    path.write_bytes(word_file(body))
    found = run_checks(project_of_paper(path), select=("CIT029",), about=("files", "paper")).findings
    assert len(found) == twice, messages(list(found))
