"""What is seen of a paper only as a whole: its numbers, its silent parts, what it introduces and never uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper_checks import audit_text, messages

SENTENCES = (
    "The harbour lay at the mouth of the river. Ships came from the south. The town was rich. Its walls were high."
)


def _headed(*headings: str) -> str:
    return "# A paper\n\n" + "\n\n".join(f"## {heading}\n\n{SENTENCES}" for heading in headings) + "\n"


def _of(folder: Path, code: str, text: str) -> list[str]:
    return [finding.message for finding in audit_text(folder, text, select=code, name="paper.md")]


@pytest.mark.parametrize(
    "headings",
    [
        ("1. The town", "2. The port", "4. The war", "5. The end"),
        ("1. The town", "2. The port", "3. The war", "3. The peace"),
        ("1 The town", "2 The port", "The war at sea", "The long peace"),
    ],
)
def test_numbers_of_headings_that_do_not_go_on(tmp_path, headings):
    assert len(_of(tmp_path, "TXT045", _headed(*headings))) == 1


@pytest.mark.parametrize(
    "headings",
    [
        ("1. The town", "2. The port", "3. The war", "Conclusion", "References"),
        ("The town", "The port", "The war"),
        ("1. The town", "2. The port", "3. The war", "Acknowledgements"),
        ("1914 and before", "1918 and after", "1939 again"),
        ("2 The town", "5 The port"),
    ],
)
def test_headings_that_need_no_number(tmp_path, headings):
    assert not _of(tmp_path, "TXT045", _headed(*headings))


TABLES = """# A paper

## 1. The town

{body}

Table 1. Ships by year

| year | ships |
|---|---|
| 1650 | 40 |

Table 2. Tolls by year

| year | tolls |
|---|---|
| 1650 | 12 |

## 2. The port

The tolls are in Table 2.
"""


@pytest.mark.parametrize(
    "body",
    [
        "The crews are given in Table 3.",
        "The end is told in section 4 below.",
        "Die Mannschaften stehen in Tabelle 3, und das Ende in dem Buch.",
        "Gemilerin sayıları Tablo 3 içinde verilmiştir.",
    ],
)
def test_what_is_pointed_at_and_not_there(tmp_path, body):
    assert len(_of(tmp_path, "TXT046", TABLES.format(body=body))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "The ships are given in Table 1.",
        "They broke section 4 of the Harbour Act.",
        "Under section 230 they were free.",
        "The rule of chapter 3 in Holm's book was known.",
        "The crews are given in Supplementary Table 3.",
        "The crews are given in the appendix, Table 3, and online.",
        "The crews are given there (Additional file, Table 3; see Extended Data Figure 4).",
        "Die Mannschaften stehen im Online-Anhang, Tabelle 3, und im Archiv.",
        "Las tripulaciones están en el material suplementario, Tabla 3, que se publica aparte.",
        "Die Tabelle 3 der Hafenordnung nennt sie.",
    ],
)
def test_what_is_pointed_at_and_there_or_elsewhere(tmp_path, body):
    assert not _of(tmp_path, "TXT046", TABLES.format(body=body))


CITES = " ".join(f"It grew in the year after that one (Holm 1988, {page})." for page in range(1, 12))
FRAME = "# A paper\n\n## Introduction\n\n{opening}\n\n## The port\n\n{body}\n\n## References\n\nHolm, A. 1988. *Grain*. Lund: Coast.\n"
LONG = " ".join(f"The merchants of the {k} coast were rich and built their harbours." for k in "abcdefghi")


def test_an_introduction_that_cites_nothing(tmp_path):
    assert len(_of(tmp_path, "TXT014", FRAME.format(opening=LONG, body=CITES * 2))) == 1


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        (LONG + " So it was (Holm 1988, 3).", CITES * 2),
        ("This paper asks what the port was. It has three parts.", CITES * 2),
        (LONG, "The paper cites nowhere."),
    ],
)
def test_introductions_that_cite_or_say_little(tmp_path, opening, body):
    assert not _of(tmp_path, "TXT014", FRAME.format(opening=opening, body=body))


REPORTS = (
    "Holm argues that the guilds were weak (Holm 1988, 3).\n\nHolm believes that grain was dear. Rye was cheap then.\n\n"
    "Holm maintains that the port was small (Holm 1988, 9).\n\nThe sea is wide. He insists that the lords were few. "
    "The land is flat.\n\nHolm shows that the ships were old (Holm 1988, 12)."
)


def test_an_author_who_is_reported_again_and_again_without_a_place(tmp_path):
    found = audit_text(tmp_path, FRAME.format(opening="", body=REPORTS), select="TXT015", name="paper.md")
    assert len(found) == 1, messages(found)
    assert "2 of the 5" in found[0].message


def test_reports_beside_a_citation_are_covered(tmp_path):
    body = REPORTS.replace("Rye was cheap then.", "So she says (Holm 1988, 5).")
    assert not _of(tmp_path, "TXT015", FRAME.format(opening="", body=body))


def test_abbreviations_that_are_never_used_again_are_one_finding(tmp_path):
    body = "The Northern Grain Board (NGB) and the Harbour Customs Office (HCO) were founded. Both were small."
    assert len(_of(tmp_path, "TXT034", FRAME.format(opening="", body=body))) == 1
    assert not _of(tmp_path, "TXT034", FRAME.format(opening="", body=body + " The NGB closed. The HCO did not."))


def test_a_party_is_spelled_out_for_readers_of_another_tongue(tmp_path):
    body = "The policy of the AKP was new. Nobody knew the AKP. The land was old and its people were many and poor."
    found = _of(tmp_path, "TXT030", FRAME.format(opening="", body=body))
    assert found == ["Never spelled out: AKP"]


def test_words_with_these_initials_spell_nothing_out_by_chance(tmp_path):
    body = "The EAKP met. The EAKP was an early and a key player of the town, and the EAKP knew it well enough."
    assert _of(tmp_path, "TXT030", FRAME.format(opening="", body=body)) == ["Never spelled out: EAKP"]


def test_what_stands_once_is_spelled_out_in_a_paper_that_explains_all_others(tmp_path):
    kinds = ("Grain", "Rye", "Salt", "Timber", "Wool", "Iron", "Copper", "Amber")
    explained = " ".join(f"The {kind} Harbour Office ({kind[0]}HO) was founded early." for kind in kinds)
    once = "The QRX troops came late."
    assert _of(tmp_path, "TXT030", FRAME.format(opening="", body=f"{explained} {once}")) == ["Never spelled out: QRX"]
    assert not _of(tmp_path, "TXT030", FRAME.format(opening="", body=once))


@pytest.mark.parametrize(
    "body",
    [
        "The Northern Ports Board (NPB) met. The NPB was small. The Northern Ports Board had ships. Nobody liked the NPB, "
        "and the Northern Ports Board knew it.",
        "A teachers' body, the Union of Village Schools (UVS), was founded. The UVS grew. Then the Union of Village Schools "
        "struck. The king feared the Union of Village Schools more than the UVS feared him.",
        "Die Freie Hansestadt Norrvik (FHN) war arm. Die FHN hatte Schulden. Die Freie Hansestadt Norrvik zahlte nie, und "
        "niemand in der FHN schämte sich. Die Freie Hansestadt Norrvik ging unter.",
    ],
)
def test_a_name_in_full_after_its_abbreviation_was_introduced(body, tmp_path):
    assert len(_of(tmp_path, "TXT035", FRAME.format(opening="", body=body))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "The Northern Ports Board (NPB) met. The NPB was small. The Northern Ports Board had ships. Nobody liked the NPB.",
        "The Northern Ports Board (NPB) met. The NPB and NPB men came. The Northern Ports Board Bank and the Northern "
        "Ports Board Bank of Varden paid.",
        "The grain mill society (GMS) met. The GMS fell. Each grain mill society fell, every grain mill society, and GMS.",
    ],
)
def test_a_name_in_full_once_or_in_a_longer_name_is_passed_over(body, tmp_path):
    assert not _of(tmp_path, "TXT035", FRAME.format(opening="", body=body))


_ABSTRACT_FIRST = "{before}{heading}\n\nThe port grew fast and its merchants grew rich.\n\n1. {next}\n\nIt was so.\n"


@pytest.mark.parametrize(
    ("before", "heading", "following", "fires"),
    [
        ("", "Abstract", "Introduction", True),
        ("\n\n", "Zusammenfassung", "Einleitung", True),
        ("", "Résumé", "Introduction", True),
        ("The Ports of Varden\n\n", "Abstract", "Introduction", False),
        ("", "The Port of Varden", "Introduction", False),
    ],
)
def test_a_paper_that_begins_with_its_abstract_has_no_title(before, heading, following, fires, tmp_path):
    text = _ABSTRACT_FIRST.format(before=before, heading=heading, next=following)
    found = audit_text(tmp_path, text, select="TXT047", name="paper.txt")
    assert [f.code for f in found] == ["TXT047"] * fires
