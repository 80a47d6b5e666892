"""What is not worth an editor's look and is not told, and what is and stays told, kind by kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.findings.strength import usual_strength
from argmap.project import project_of_paper
from argmap.tongues.telling import tell_tongue
from paper_checks import audit_text, messages
from word_files import field, p, r, word_file

_LIST = """
# References

Berg, Karl. 1991. *Salt*. Oslo: Fjord Press.

Ekman, Ida. 2003. *Oil*. Lund: Northern Press.

Holm, Anna. 1988. *Grain and Guilds*. Lund: Northern Press.
"""
_FRAME = (
    """# A paper

{summary}

# The matter

The port grew fast (Holm 1988: 3). It fell (Berg 1991: 4). It rose again (Ekman 2003: 9).

{body}
"""
    + _LIST
)


def fires(folder: Path, code: str, body: str, summary: str = "") -> bool:
    found = audit_text(folder, _FRAME.format(body=body, summary=summary), name="paper.md", select=code)
    return any(f.code == code and not f.not_checkable for f in found)


TWICE = "The merchants of the northern ports gave the crown a share of all the salt that they landed."
SIGNS = "The mean of the areal distance is chosen as the value of that distance at present, r r0, on the whole coast."
FILLER = "Voluptatem sint repellat doloribus et quisquam possimus exercitationem deserunt optio maxime accusantium."


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (TWICE, TWICE, True),
        (SIGNS, SIGNS, False),
        (f"Figure 3 covers this: {TWICE[:-1]} in 1712.", f"Figure 4 covers this: {TWICE[:-1]} in 1713.", False),
        (f"Figure A.2 covers this: {TWICE[:-1]}, too.", f"Figure A.3 covers this: {TWICE[:-1]} still.", False),
        (f"Figure 2: The ports and their salt. {TWICE}", TWICE, False),
        (FILLER, FILLER, True),
        (f'The text was: "{TWICE} It fell."', TWICE, False),
        (f"2.2.{TWICE}", TWICE, False),
    ],
    ids=[
        "prose",
        "signs",
        "displays",
        "displays of an appendix",
        "a caption of two sentences",
        "filler",
        "quoted",
        "a heading",
    ],
)
def test_a_passage_that_stands_twice(first: str, second: str, expected: bool, tmp_path: Path) -> None:
    body = f"{first}\n\nNobody in the town has said so since the fire.\n\n{second}"
    assert fires(tmp_path, "TXT020", body) == expected


def test_what_stands_above_the_first_heading_is_a_summary_and_may_return(tmp_path: Path) -> None:
    text = f"{TWICE}\n\n" + _FRAME.format(summary="", body=TWICE).replace("# A paper\n", "")
    assert not [f for f in audit_text(tmp_path, text, name="a.md", select="TXT020") if f.code == "TXT020"]


def test_of_filler_text_one_sentence_is_told(tmp_path: Path) -> None:
    other = FILLER.replace("Voluptatem", "Molestiae").replace("possimus", "laboriosam asperiores")
    apart = "Nobody in the town has said so since the fire."
    text = _FRAME.format(
        summary="", body=f"{FILLER}\n\n{apart}\n\n{FILLER}\n\n{apart} But some do.\n\n{other}\n\n{other}"
    )
    found = [f for f in audit_text(tmp_path, text, name="a.md", select="TXT020") if f.code == "TXT020"]
    assert len([f for f in found if "stands twice" in f.message]) == 1, messages(found)


LATIN = (
    "Quae cum ita sint, patres conscripti, non est dubium quin haec lex populo Romano utilis sit. Nam neque consul eam "
    "rogavit neque tribuni plebis intercesserunt, sed omnes cives in foro convenerunt et suffragia ad legem tulerunt."
)
LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore. Ut "
    "enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. "
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LATIN, "la"),
        (LOREM * 4, None),
        (FILLER * 9, None),
        (LOREM * 4 + "This is the part of the book that was written by a person and that is to stay.", "en"),
    ],
)
def test_filler_is_of_no_tongue(text: str, told: str | None) -> None:
    tongue = tell_tongue([text])
    assert (tongue.code if tongue else None) == told


QUOTED = "“a league of ports that would not pay the crown its share”"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"He called it {QUOTED} (Holm 1988).", True),
        (f"He called it {QUOTED} (Holm 1988, prohemium).", False),
        (f"He called it {QUOTED} (Holm 1988, Dec. II).", False),
        (f"He called it {QUOTED} (Holm 1988, recital 12).", False),
        (f"He called it {QUOTED} (Holm 1988). Two pages on (Holm 1988: 14) he takes it back.", True),
        (f"So Holm (1988: 14). He called it {QUOTED} (ibid.).", False),
        (f"So it is told by Holm (1988: 14):\n\n> He called it {QUOTED} (Holm 1988).", False),
        (f"So it is told by Berg (1991: 14):\n\n> He called it {QUOTED} (Holm 1988).", True),
        # what a study puts before people is not quoted from the work that its scale is of
        (f"It has two items (Holm 1988), one on dues ({QUOTED}) and one on tolls.", False),
        (f"Dues were rated on a scale of Holm (1988), with five questions (e.g., {QUOTED}).", False),
        (f"Participants saw the statement of trust ({QUOTED}; Holm 1988).", True),
        (f"The trust of the town is told by Holm (1988) in few words ({QUOTED}).", True),
    ],
)
def test_a_quotation_needs_a_place_in_the_work_and_any_word_for_one_will_do(
    body: str, expected: bool, tmp_path: Path
) -> None:
    assert fires(tmp_path, "CIT031", body) == expected


LONG_QUOTATION = (
    "“The league of ports would not pay the crown its share, and the crown would not give the league its charter, so "
    "that both were the poorer for it in the end, and neither of them said so.”"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"The minister put it thus.\n\n{LONG_QUOTATION}\n\nThe town was silent.", True),
        (f"The minister put it thus (Holm 1988: 14).\n\n{LONG_QUOTATION}\n\nThe town was silent.", False),
        (f"The minister put it thus.\n\n{LONG_QUOTATION}\n\n(Holm 1988: 14)\n\nThe town was silent.", False),
    ],
)
def test_a_quotation_set_apart_has_its_citation_beside_it(body: str, expected: bool, tmp_path: Path) -> None:
    assert fires(tmp_path, "TXT012", body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("First, it is dear. It is high. Third, it smells of fish.", True),
        ("First, it is dear. It is high. So it was burnt.", True),
        ("First, it is dear. Another drawback is the weight. Third, it smells of fish.", False),
        ("First, it is dear. It is also heavy, and no ship likes that. Third, it smells of fish.", False),
        ("First, it is dear. The weight is a drawback, too. A third drawback is the smell of it.", False),
    ],
)
def test_an_item_that_other_words_bring_in_is_not_missing(body: str, expected: bool, tmp_path: Path) -> None:
    assert fires(tmp_path, "TXT040", body) == expected


@pytest.mark.parametrize(
    ("entry", "body", "expected"),
    [
        ("Harbour Dues Act 1994. London: Crown Press.", "The harbour dues act changed all of this.", False),
        ("Parliament of the North. Harbour Dues Act (HDA), 1994. London.", "The HDA changed all of this.", False),
        (
            "NORWAY. Constitution of the Kingdom. Oslo: Crown Press, 1994.",
            "The Constitution of 1994 changed it.",
            False,
        ),
        ("Dahl, Ole. 1994. *The Code of Salt*. Oslo: Fjord Press.", "The code changed all of this.", True),
    ],
)
def test_a_law_that_the_text_names_is_cited(entry: str, body: str, expected: bool, tmp_path: Path) -> None:
    text = _FRAME.format(summary="", body=body) + f"\n{entry}\n"
    found = [f for f in audit_text(tmp_path, text, name="a.md", select="CIT021") if f.code == "CIT021"]
    assert bool(found) == expected, messages(found)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Further Reading", False),
        ("Suggestions for further reading", False),
        ("Weiterführende Literatur", False),
        ("Önerilen Okumalar", False),
        ("Secondary Sources", True),
        ("References and further reading", True),
    ],
)
def test_a_list_of_works_to_read_on_need_not_be_cited(heading: str, expected: bool, tmp_path: Path) -> None:
    further = f"\n# {heading}\n\nDahl, Ole. 1994. *The Code of Salt*. Oslo: Fjord Press.\n"
    text = _FRAME.format(summary="", body="The crown kept the rest.") + further
    audit = audit_text(tmp_path, text, name="a.md", select="CIT021")
    found = [f for f in audit if f.code == "CIT021"]
    assert bool(found) == expected, messages(found)


LINKED = "Dahl, Ole. 1994. [The Code of Salt and Oil](https://example.org/files/salt-and-oil.pdf)."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("So says [the code](https://example.org/files/salt-and-oil.pdf) of the crown.", False),
        ("*The Code of Salt and Oil* says it.", False),
        ("So says [the code](https://example.org/files/fish.pdf) of the crown.", True),
        ("*The Code of Salt* says it.", True),
    ],
)
def test_a_work_that_the_text_links_to_or_gives_by_its_whole_title_is_cited(
    body: str, expected: bool, tmp_path: Path
) -> None:
    text = _FRAME.format(summary="", body=body) + f"\n{LINKED}\n"
    found = [f for f in audit_text(tmp_path, text, name="a.md", select="CIT021") if f.code == "CIT021"]
    assert bool(found) == expected, messages(found)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The guild held 40% of the trade.", True),
        ("The guild [held](https://example.org/guild) 40% of the trade.", False),
        ("The survey of Berg (1991: 4) is broad. The researchers asked all guilds. They held 40% of the trade.", False),
        (
            "The survey of Berg (1991: 4) is broad. Counting the ships of the coast, they came to 40% of the trade.",
            False,
        ),
        ("The survey of Berg (1991: 4) is broad. Counting ships was forbidden. The lords had 40% of the trade.", True),
        ("There was no leader among the rest of the world.", False),
        ("The guild held 40% of the trade (Dahl, ‘On Salt’, p. 4).", False),
        ("The guild held 40% of the trade (Dahl, *Oil*, Bd. 2).", False),
        ("The guild held 40% of the trade (salt, oil, and 12 others).", True),
        ("It was among the largest ports of the world.", True),
    ],
)
def test_a_number_of_the_work_just_spoken_of_has_its_source(body: str, expected: bool, tmp_path: Path) -> None:
    assert fires(tmp_path, "TXT010", body) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Dahl, Ole. 1994. *Ox*. Oslo: Fjord Press.", False),
        ("Dahl, Ole. 1994. *S/Z*. Oslo: Fjord Press.", False),
        ("Dahl, Ole. 1994. *Salt*.", False),
        ("Dahl, Ole (1994). 1984. Oslo: Fjord Press.", False),
        ("Dahl (1994) 11 Elements of Salt", False),
    ],
)
def test_a_short_title_is_a_title(entry: str, expected: bool, tmp_path: Path) -> None:
    text = _FRAME.format(summary="", body="It burnt (Dahl 1994: 4).") + f"\n{entry}\n"
    found = audit_text(tmp_path, text, name="a.md", select="CIT028")
    assert any("no title" in f.message for f in found) == expected, messages(found)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The guild held 40% of the trade. Its rival, the crown, was older (Holm 1988: 3).", False),
        ("The salt tax was raised by 40% of its worth. Few paid the tax on salt in full (Holm 1988: 3).", False),
        (
            "The guild held 40% of the trade. Nobody in the valley had seen a lighthouse (Holm 1988: 3). So it was.",
            True,
        ),
    ],
)
def test_a_source_beside_a_sentence_covers_it_where_both_speak_of_one_matter(
    body: str, expected: bool, tmp_path: Path
) -> None:
    assert fires(tmp_path, "TXT010", body) == expected


_NOTES = """# A paper

# The matter

The guild failed in 1712.[^1] The crown failed in 1715.[^2] The port failed in 1716.[^3] The mill burnt in 1717.[^4]

[^1]: Anna Holm, *Grain and Guilds* (Lund: Northern Press, 1988), 14.
[^2]: Karl Berg, *Salt* (Oslo: Fjord Press, 1991), 4.
[^3]: Ida Ekman, *Oil* (Lund: Northern Press, 2003), 9.
[^4]: {note}
"""


@pytest.mark.parametrize(
    ("code", "note", "expected"),
    [
        ("CIT037", "Ole Dahl, *Ferries* (Oslo: Fjord Press, 1994).", True),
        ("CIT037", "Ole Dahl, *Ferries* (Oslo: Fjord Press, 1994), prohemium.", False),
        ("CIT037", "Ole Dahl, *Ferries* (Oslo: Fjord Press, 1994), lib. IV.", False),
        ("CIT026", "Dahl 1994: 54.", True),
        ("CIT026", "Many Danish 1994: 54.", False),
        ("CIT026", "These Norwegian 1994: 54.", False),
    ],
)
def test_a_note_that_names_a_place_or_begins_a_sentence(code: str, note: str, expected: bool, tmp_path: Path) -> None:
    found = audit_text(tmp_path, _NOTES.format(note=note), name="a.md", select=code)
    assert any(f.code == code for f in found) == expected, messages(found)


ASSERTED = "In 1712 the guild was founded. It held 40% of the trade. Half of the houses of the town burnt in 1720."


@pytest.mark.parametrize(
    ("more", "expected"), [("", True), (" The rolls stand at www.example.org/rolls today.", False)]
)
def test_an_address_in_a_section_is_a_source(more: str, expected: bool, tmp_path: Path) -> None:
    text = _FRAME.format(summary="", body=f"# The guild\n\n{ASSERTED}\n\nSo it went on for years.{more}")
    found = audit_text(tmp_path, text, name="a.md", select="TXT013")
    assert any(f.code == "TXT013" for f in found) == expected, messages(found)


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        (
            "TXT032",
            "The smallest effect size of interest (SESOI) is low. Smallest effect sizes of interest (SESOI) vary.",
            False,
        ),
        (
            "TXT032",
            "Maps of Animal African Trypanosomiasis (AAT) lack. Harmonized data on all tsetse and (AAT) occurrence lack.",
            False,
        ),
        (
            "TXT032",
            "The South East Port Process (SEPP) is old. The Southern European Port Process (SEPP) is new.",
            True,
        ),
        ("TXT033", "We analyze the tolls. The function `sim_and_analyse` computes them.", False),
        ("TXT033", "We analyze the tolls. They analyse the dues.", True),
        ("TXT031", "The Port Dues Act (PDA) is old.\n\nFigure 2: The Port Dues Act (PDA) in brief.", False),
        ("TXT031", "The Port Dues Act (PDA) is old.\n\nNobody keeps the Port Dues Act (PDA) now.", True),
    ],
)
def test_what_only_looks_like_two_ways_to_write(code: str, body: str, expected: bool, tmp_path: Path) -> None:
    assert fires(tmp_path, code, body) == expected


def test_one_wrong_year_is_told_once(tmp_path: Path) -> None:
    right = "It stood (Holm 1988: 2). It was old (Berg 1991: 3). It was dear (Ekman 2003: 9). " * 4
    text = _FRAME.format(
        summary="", body=f"{right}It burnt (Holm 1989: 4). Holm (1989) says so. It fell (Berg 1992: 3)."
    )
    found = [f for f in audit_text(tmp_path, text, name="a.md", select="CIT022") if f.code == "CIT022"]
    assert [len(f.related) for f in found] == [2, 1], messages(found)


@pytest.mark.parametrize(
    ("body", "told"),
    [("Il change l'entrée de \\services\\ de celui-ci.", False), ("Il change l'entrée de de celui-ci.", True)],
)
def test_a_command_of_latex_that_is_not_known_may_stand_between_two_words(
    body: str, told: bool, tmp_path: Path
) -> None:
    words = "Le port est petit et les navires sont vieux. La mer est loin de la ville. "
    text = f"\\documentclass{{article}}\n\\begin{{document}}\n{words * 3}{body}\n\\end{{document}}\n"
    found = [f for f in audit_text(tmp_path, text, name="a.tex", select="TXT021") if f.code == "TXT021"]
    assert bool(found) == told, messages(found)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Therefore, the whole toll of the guild was 440,000 marks.", False),
        ("The guild's whole toll of that year was 440,000 marks.", True),
        ("The guild paid 40% of these.", False),
        ("The guild held 40% of the trade [ 12 ].", False),
        ("Holm's son held the tolls (Holm 1988: 3). Holm held 40% of the trade.", False),
        ("The map of Berg (1991: 4) is broad. After a long war, she sold 40% of the trade.", False),
        ("This chart covers the ports that held 40% of the trade.", False),
    ],
    ids=["drawn", "plain", "a share of these", "a number in wide brackets", "owned", "she goes on", "this chart"],
)
def test_a_figure_that_follows_from_what_stands_there_is_not_asked_for(
    body: str, expected: bool, tmp_path: Path
) -> None:
    assert fires(tmp_path, "TXT010", body) == expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("The mills of the coast were old. In 1788, the crown was sold to the guild of the coast.", "alone"),
        ("Half of the mills burnt (Holm 1988: 3). In 1788, a crown was sold to guilds. Nobody knew why.", "beside"),
    ],
)
def test_an_event_stands_out_where_its_neighbours_are_cited(body: str, kind: str, tmp_path: Path) -> None:
    found = audit_text(tmp_path, _FRAME.format(summary="", body=body), name="a.md", select="TXT010")
    [event] = [f for f in found if "dated event" in f.message]
    named = {"alone": "event beside nothing cited", "beside": "event"}
    assert event.strength == usual_strength("TXT010", named[kind])


def test_statistical_evidence_is_what_the_authors_computed(tmp_path: Path) -> None:
    assert fires(tmp_path, "TXT010", "Evidence shows that the guild outran the crown.")
    assert not fires(tmp_path, "TXT010", "Statistical evidence shows that the guild outran the crown.")


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("Study 1", "Study 2"), "procedure"),
        (("4.1 Results", "5.1 Results"), "procedure"),
        (("The guild", "The crown"), "sentence"),
    ],
)
def test_a_sentence_of_two_sections_that_are_alike_is_a_step_of_both(
    headings: tuple[str, str], kind: str, tmp_path: Path
) -> None:
    body = "\n\n".join(f"# {heading}\n\n{TWICE} Nobody in the town has said so since." for heading in headings)
    found = audit_text(tmp_path, _FRAME.format(summary="", body=body), name="a.md", select="TXT020")
    assert {f.strength for f in found if f.code == "TXT020"} == {usual_strength("TXT020", kind)}


def test_two_sentences_side_by_side_may_begin_alike(tmp_path: Path) -> None:
    pair = "The first rule says that all tolls of the northern ports stay the same but for {} of the guild."
    assert not fires(tmp_path, "TXT020", f"{pair.format('those')} {pair.format('one mill')}")


def test_what_stands_above_the_keywords_is_the_abstract(tmp_path: Path) -> None:
    text = f"# On the ports of the north\n\n{TWICE}\n\n{{words}}\n\n" + _FRAME.format(summary="", body=TWICE)
    for words, expected in (("Keywords: port; salt", False), ("Mots-clés : port ; sel", False), ("Port, salt", True)):
        found = audit_text(tmp_path, text.replace("{words}", words), name="a.md", select="TXT020")
        assert any(f.code == "TXT020" for f in found) == expected, words


def test_a_quotation_that_goes_on_has_its_source_where_it_ends(tmp_path: Path) -> None:
    said = "“But that leaves out a lot of what a port is,” says Berg. “You cannot have one built here and {}"
    assert not fires(tmp_path, "TXT012", said.format("used there. So it is. It is just not the same” (Berg 1991: 4)."))
    assert fires(tmp_path, "TXT012", said.format("used there. So it is.” It is not the same. The old town was dear."))


_BODY = "Guild of the Northern Ports, Chamber of Tolls and Weights"


@pytest.mark.parametrize(
    ("cited", "expected"), [(f"It burnt ({_BODY} 1994).", False), ("It burnt (Holm 1988: 3).", True)]
)
def test_a_body_cited_with_all_its_parts_is_cited(cited: str, expected: bool, tmp_path: Path) -> None:
    text = _FRAME.format(summary="", body=cited) + f"\n{_BODY}. 1994. *Tolls of the Coast*. Oslo: Fjord Press.\n"
    found = [f for f in audit_text(tmp_path, text, name="a.md", select="CIT021") if f.code == "CIT021"]
    assert bool(found) == expected, messages(found)


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        ("TXT044", "It is μ∼N(0, σ, where all ports are meant and no mill is.", False),
        ("TXT044", "It is the share (of all ports, where no mill is meant.", True),
        ("TXT060", "The tolls are kept apart (OSF LINK) for all.", True),
        ("TXT060", "The tolls that were not seen, false negatives ( FN), are few.", False),
        ("TXT060", "The tolls are kept apart (link) for all.", False),
        ("TXT060", "The tolls of the port were kept (berg_salt_1991; noauthor_oil_nodate) for all.", True),
        ("TXT060", "The tolls of the port were kept by `run_model` (see run_model) for all.", False),
        ("TXT033", "The geopolitical and political tolls are eco-evolutionary. The system of ecosystems holds.", False),
        ("TXT033", "The political tolls are geo-cultural. The geopolitical tolls are high.", True),
        ("TXT060", "The tolls of the port [@holm_genome-wide_1988] were kept [@berg1991].", False),
        ("TXT033", "The state of Nevada is dry, and so it was that 𝑁𝑒𝑣𝑎𝑑𝑎 stood for the dues of the state.", False),
        ("TXT061", "It was the self-focus towards the tolls that sank the port.", False),
        ("TXT061", "It was seen that they focus towards the tolls of the port.", True),
        ("TXT054", "There were 19 trials (1 training 1, 2 training 2, and 16 test trials) at the port.", False),
        ("TXT054", "There were 60 ships (22 of class 3, 21 of class 2 and 12 others) at the port.", False),
        ("TXT054", "There were 48 ships (20 sloops, 12 ketches and 14 yawls) at the port.", True),
        ("CIT022", "It burnt (Dahl in Holm, 1988).", False),
        ("CIT022", "It burnt (Berg 1992).", True),
    ],
)
def test_what_only_looks_like_a_slip(code: str, body: str, expected: bool, tmp_path: Path) -> None:
    assert fires(tmp_path, code, body) == expected


_UNCITED = "\n\nToury, Gil. 2012. *Tolls and Beyond*. Oslo: Fjord Press.\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("So do scholars like Torey (2012), who saw the ports.", True),
        ("So do scholars like Torey (2011), who saw the ports.", False),
        ("So do scholars like Toury (2012), who saw the ports.", False),
        ("So did the harbour of Tarbert (2012), which burnt.", False),
    ],
    ids=["nearly the name", "another year", "the name", "another name"],
)
def test_a_misspelled_name_is_told_where_an_uncited_entry_has_nearly_it_and_the_year(
    body: str, expected: bool, tmp_path: Path
) -> None:
    text = _FRAME.format(summary="", body=body) + _UNCITED
    found = [f for f in audit_text(tmp_path, text, name="a.md", select="CIT020") if f.code == "CIT020"]
    assert bool(found) == expected, messages(found)
    assert all(f.because == "the list has Toury 2012" for f in found)


_OFTEN = " ".join(f"They came from the Philippines in the {n} year." for n in ("first", "second", "third", "fourth"))


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        ("TXT033", f"{_OFTEN} Some stayed in the Phlippines for long.", True),
        ("TXT033", f"{_OFTEN} Some spoke of the Philippine for long.", False),
        ("TXT061", "It has became one of the great ports.", True),
        ("TXT061", "It has become one of the great ports. It became rich.", False),
        ("TXT061", "It can been seen that the port is rich.", True),
        ("TXT061", "The tolls were more common then previously.", True),
        ("TXT061", "There were more tolls then. The port was rich.", False),
    ],
)
def test_slips_of_names_and_of_verbs(code: str, body: str, expected: bool, tmp_path: Path) -> None:
    assert fires(tmp_path, code, body) == expected


def test_an_entry_whose_title_a_program_did_not_know_is_left_over(tmp_path: Path) -> None:
    text = _FRAME.format(summary="", body="It burnt (Dahl 1984: 4).") + "\nDahl, Ole. 1984. *Salt*. (No Title).\n"
    assert any("(No Title)" in f.message for f in audit_text(tmp_path, text, name="a.md", select="TXT060"))


def _source(tag: str, family: str, title: str) -> str:
    return (
        f"<b:Source><b:Tag>{tag}</b:Tag><b:Author><b:Author><b:NameList><b:Person><b:Last>{family}</b:Last><b:First>Ida"
        f"</b:First></b:Person></b:NameList></b:Author></b:Author><b:Title>{title}</b:Title><b:Year>2011</b:Year></b:Source>"
    )


@pytest.mark.parametrize(("printed", "expected"), [(False, True), (True, False)])
def test_a_work_in_the_store_of_word_that_the_printed_list_lacks_is_missing(
    printed: bool, expected: bool, tmp_path: Path
) -> None:
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    stored = _source("Dah11", "Dahl", "Oil of the coast") + _source("Ber11", "Berg", "Ships and dues")
    names = ("Ekman", "Holm", "Kvist", "Lund", "Moe", "Berg")
    cited = "".join(r(f"The port of {name} was rich ({name}, 2011). ") for name in names)
    cited += r("Ships paid ") + field("CITATION Dah11", "(Dahl, 2011)") + r(".")
    entries = [f"{name}, I. (2011). The {name} tolls. Bergen: Quay." for name in names]
    entries = [*(["Dahl, I. (2011). Oil of the coast. Bergen: Quay."] if printed else []), *entries]
    body = f"<w:p>{cited}</w:p>" + p("References", "berschrift1") + "".join(p(entry) for entry in entries)
    paper = tmp_path / "a.docx"
    paper.write_bytes(word_file(body, **{"customXml/item1": f'<b:Sources xmlns:b="{schema}">{stored}</b:Sources>'}))
    found = run_checks(project_of_paper(paper), select=("CIT020",), about=("files", "paper")).findings
    assert any("names Dahl" in f.message for f in found) == expected, messages(list(found))


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        ("TXT012", "A clerk said “if you land enough salt they cannot tax you forever” at the port.", True),
        ("TXT012", "A clerk told me that “if you land enough salt they cannot tax you forever”.", False),
        ("TXT012", "“If you land enough salt they cannot tax you forever.” My friend said so.", True),
        ("TXT031", "The Port Dues Act (PDA) is old.\n\nThe Port Dues Act (PDA), shown in Section 2.4, is kept.", False),
        (
            "TXT031",
            "The Port Dues Act (PDA) is old.\n\n# Figures\n\nThe Port Dues Act (PDA) is the grey line here.",
            False,
        ),
        ("TXT020", f"{TWICE}\n\n# Tables and figures\n\n{TWICE} All is grey.", False),
        ("TXT031", "The Port Dues Act (PDA) is old.\n\nThe Port Dues Act (PDA): the law that is kept by us.", False),
        ("TXT044", "The port lies at a latitude of 4° 55’ 53” South of all the others.", False),
        ("TXT044", "The salt was put into bags (16”×8”) that were filled to the brim.", False),
        ("TXT044", "The salt was put into bags” that were filled to the brim.", True),
        ("TXT020", f"{TWICE}\n\n# Figures of speech\n\n{TWICE} All is grey.", True),
    ],
)
def test_what_was_told_to_the_author_and_what_stands_under_figures(
    code: str, body: str, expected: bool, tmp_path: Path
) -> None:
    assert fires(tmp_path, code, body) == expected
