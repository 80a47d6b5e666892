"""What is worth a reviewer's look: a source is asked for where one is wanting, and not where the paper is its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.findings.strength import usual_strength
from argmap.prose.asking import call_for_source
from paper_checks import audit_text, messages

_FRAME = """# A paper

## Abstract

The abstract says what follows.

## The matter

{body}

## Later

The port grew fast and its merchants grew rich.[^1]

[^1]: Anna Holm, *Grain and Guilds* (Lund: Northern Press, 1988), 14.
"""


def _found(folder: Path, code: str, body: str) -> list[tuple[str, float]]:
    found = audit_text(folder, _FRAME.format(body=body), name="paper.md", select=code)
    return [(f.message, f.strength) for f in found if f.code == code]


CALLS = {
    "studies": (
        "Most historians have argued that the guild was weak.",
        "Research on the northern ports has shown that salt was the better trade.",
        "It is often argued that the crown gave way too late.",
    ),
    "view": ("According to Holm, nobody was to blame for the fire.",),
    "statistic": (
        "The guild held 40% of the trade and the crown held the rest of it.",
        "The town paid 3 million crowns for the wall and had no more to give.",
        "Two-thirds of the houses burnt down and were never built again.",
    ),
    "rank": ("Varden was the second country to recognise the republic in the Northern League.",),
    "superlative": ("It was the largest port of the continent and had no lighthouse.",),
    "event": ("The guild was founded in 1712 and soon had many members.",),
    "comparison": ("The most interesting question of the debate is left open by both.",),
    "number": ("The ferry carried 40 casks of oil to the far side.",),
}


@pytest.mark.parametrize(("call", "sentence"), [(call, s) for call, sentences in CALLS.items() for s in sentences])
def test_what_makes_a_reader_ask_for_the_source(call: str, sentence: str) -> None:
    assert call_for_source(sentence, "en") == call


@pytest.mark.parametrize(
    "sentence",
    [
        "These studies show that the reading of the charter was wrong.",  # named before
        "The reading of Agenda 2010 was left to the members of the council.",
        "There is little to be said of the matter and of those who wrote on it.",
        "Water let out in week $t$ is there at weir $n+1$ in the same week $t$ of the year.",  # a formula, no money
        "El gremio tenía el 40% del comercio de la costa.",  # in a paper that is not told as Spanish
    ],
)
def test_what_makes_nobody_ask(sentence: str) -> None:
    assert call_for_source(sentence, "en") in (None, "date")


def test_what_is_likelier_to_be_worth_a_look_is_stronger() -> None:
    order = ["studies", "event", "superlative", "number"]
    strengths = [usual_strength("TXT010", call) for call in order]
    assert strengths == sorted(strengths, reverse=True)


OWN = (
    "The respondents were asked twice, and 40% of them gave the same answer.",
    "The two groups differed by 40%, t(38) = 2.1, and nothing else was found.",
    "The casks were weighed at dawn. They were then measured, and 40% were empty of oil.",
    "Table 3 gives the shares of the guilds. The northern guild held 40% of the trade in a good year.",
    "Suppose that a guild holds 40% of the trade and that the crown holds the rest.",
    "Figure 2: The northern guild held 40% of the trade in the year of the fire.",
    "- The northern guild held 40% of the trade in the year of the fire.",
    "1) [A]: The northern guild held 40% of the trade in the year of the fire.",
    "By law the guild held 40% of the trade, as Art. 5 of the charter has it.",
    "Holm (1988) tells of the fire in Varden. Then 40% of the houses of Varden burnt to the ground.",
    "The northern guild held 40% of the trade. The northern guild lost that trade to the crown soon.[^1]",
)


@pytest.mark.parametrize("body", OWN)
def test_where_the_paper_is_its_own_source_or_cites_one_none_is_asked_for(body: str, tmp_path: Path) -> None:
    assert not _found(tmp_path, "TXT010", body)


def test_a_paper_whose_citations_were_not_read_is_not_asked_for_sources(tmp_path: Path) -> None:
    entries = "\n".join(
        f"Holm, Anna ({1980 + n}). Grain and guilds of the coast. Lund: Northern Press." for n in range(8)
    )
    text = f"1. The matter\n\nThe guild held 40% of the trade and the crown held the rest.\n\nReferences\n\n{entries}\n"
    assert not [f for f in audit_text(tmp_path, text) if f.code == "TXT010"]


@pytest.mark.parametrize(
    "body",
    [
        "One item was “I felt that the harbour was a safe place to be at night” and nothing else.",
        "The song “when the grey boats come home to the harbour” was sung at night.",
        "Terms such as “the right to land grain at night” and “the right to sell salt by day” are used.",
        'The reply was "nobody = shall leave {the} town before the day" and no more.',
        "She wrote that “no grain shall leave the town before the feast” (14) and was believed.",
    ],
)
def test_words_that_are_shown_and_not_quoted_need_no_citation(body: str, tmp_path: Path) -> None:
    assert not _found(tmp_path, "TXT012", body)


def test_a_paper_that_asked_people_quotes_them_and_is_hardly_asked_for_sources(tmp_path: Path) -> None:
    lead = "We held interviews with the boatmen. Each interview took an hour. The interviewees were old. "
    body = lead + "One man said “nobody came to the harbour after the great fire” and wept."
    assert [s for _, s in _found(tmp_path, "TXT012", body)] == [usual_strength("TXT012", "its material")]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{0} Nobody minded.\n\nMuch later things changed. {0}", "sentence"),
        ("{0} Nobody minded.\n\nMuch later, when the war was over and the old men were dead, {1}", "part"),
    ],
)
def test_a_whole_sentence_that_stands_twice_is_likelier_a_slip_than_a_part(
    body: str, kind: str, tmp_path: Path
) -> None:
    sentence = "The merchants of the northern coast had bought their charter from the crown and kept it for long."
    found = _found(tmp_path, "TXT020", body.format(sentence, sentence[0].lower() + sentence[1:]))
    assert [s for _, s in found] == [usual_strength("TXT020", kind)]


def test_a_passage_that_stands_twice_is_told_once(tmp_path: Path) -> None:
    passage = (
        "The merchants of the northern coast had bought their charter from the crown and kept it for long. "
        "Their wardens met every spring in the hall beside the harbour and counted the barrels of the year. "
        "What was left over went to the widows of the drowned and to the school behind the church."
    )
    body = f"{passage} Nobody minded.\n\nMuch later things changed. {passage}"
    found = audit_text(tmp_path, _FRAME.format(body=body), name="paper.md", select="TXT020")
    assert [(f.message, f.because) for f in found] == [
        ("This sentence stands twice", "the 2 sentences after it do too")
    ]


def test_a_sentence_that_comes_again_and_again_is_told_once(tmp_path: Path) -> None:
    sentence = "The merchants of the northern coast had bought their charter from the crown and kept it for long."
    others = ["Nobody minded.", "Much later things changed.", "Then the coast was sold.", "Few were left by then."]
    body = "\n\n".join(f"{other} {sentence}" for other in others)
    found = audit_text(tmp_path, _FRAME.format(body=body), name="paper.md", select="TXT020")
    assert [f.message for f in found] == ["This sentence stands 4 times"]


@pytest.mark.parametrize(
    "body",
    [
        "H1: {0}\n\nH1: {0}",
        "{1}\n\nMuch later.\n\n{1}",
        "Figure 1: {0}\n\nNobody minded.\n\nFigure 2: {0}",
    ],
)
def test_hypotheses_questions_and_captions_may_be_repeated(body: str, tmp_path: Path) -> None:
    sentence = "The merchants of the northern coast had bought their charter from the crown and kept it for long"
    assert not _found(tmp_path, "TXT020", body.format(sentence + ".", sentence + "?"))


@pytest.mark.parametrize(
    "body",
    [
        "Er nannte es „eine Wunde„ und „ein Übel„, das bleibt.",
        "The hall was ”a wound” to some and ”a joy” to others.",
        "They ran the count by size() with way=”slow” and by=”year” each time.",
        "The value lies in the interval [0, 1[ or in ]2, 3], as the rule has it.",
        "He said “it was a wound.\n\nIt did not heal.\n\nIt never did.\n\nAnd so it was” and left.",
    ],
)
def test_signs_that_are_set_in_another_way_are_balanced(body: str, tmp_path: Path) -> None:
    assert not _found(tmp_path, "TXT044", body)


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("The South East Ports Committee (SEPC) met.\n\nThe South East Port Committees (SEPC) met again.", False),
        ("The South East Ports Committee (SEPC) met.\n\nThe Southern Eastern Port Council (SEPC) met again.", True),
        ("Stochastic Resonance (SR) is slow.\n\nSuprathreshold Stochastic Resonance (SSR) is not.", False),
        ("The Harbour Board (HB) met.\n\nThe former Harbour Board (fHB) met again.", False),
        ("The Harbour Customs Board (HCB) met.\n\nThe Harbour Customs Board (HACB) met again.", True),
    ],
)
def test_long_forms_that_differ_in_their_endings_are_one(body: str, fires: bool, tmp_path: Path) -> None:
    assert bool(_found(tmp_path, "TXT032", body)) == fires


_LIST = """The port grew fast (Holm 1988). It fell (Berg 1991: 4). It rose again (Ekman 2003: 9). {cited}

# References

Berg, Karl. 1991. *Salt*. Oslo: Fjord Press.

Ekman, Ida. 2003. *Oil*. Lund: Northern Press.

Holm, Anna. 1988. *Grain and Guilds*. Lund: Northern Press.

{entry}
"""


@pytest.mark.parametrize(
    ("entry", "fires"),
    [
        ("*Reshaping the Northern Ports*. Oslo: Fjord Press, 2006.", True),
        ("Ministry of Ports. 2006. *Report on salt*. Oslo.", False),
        ("*The Northern Times*, 4 May 2006.", False),
        ("Charter of the Guild, Royal Archives, box 4, 1712.", False),
        ("http://www.example.org/northern-ports", False),
        ("Academies of Ports, Salt, Oil & others (2006). *Reshaping the Northern Ports*. Oslo: Fjord Press.", False),
        ("(2006). *Reshaping the Northern Ports*. Oslo: Fjord Press.", True),
    ],
)
def test_what_needs_no_author_is_not_asked_for_one(entry: str, fires: bool, tmp_path: Path) -> None:
    found = audit_text(tmp_path, _LIST.format(cited="", entry=entry), name="a.md", select="CIT028")
    assert bool([f for f in found if "no author" in f.message]) == fires, messages(found)


@pytest.mark.parametrize(
    "cited",
    [
        "The budget was doubled (2004: 316,000 €).",
        "The painter Anders Dahl (1738-1811) lived there.",
    ],
)
def test_a_year_with_its_figure_and_a_life_are_no_citations(cited: str, tmp_path: Path) -> None:
    text = _LIST.format(cited=cited, entry="")
    assert not audit_text(tmp_path, text, name="a.md", select="CIT020")


@pytest.mark.parametrize(
    "told",
    [
        "Holm, 2019, personal communication",
        "Holm 2019, pers. comm.",
        "Berg, persönliche Mitteilung, 2018",
        "Holm, 2019, comunicación personal",
    ],
)
def test_what_the_author_was_told_needs_no_entry(told: str, tmp_path: Path) -> None:
    listed = "\n\n".join(
        f"{name}, A. ({2000 + k}). Dues. Oslo: Quay." for k, name in enumerate(("Berg", "Dahl", "Moe", "Rot"))
    )
    cited = "The clerks wrote so (Berg, 2000; Dahl, 2001; Moe, 2002; Rot, 2003)."
    text = f"# A paper\n\n## Dues\n\n{cited} The dues were told in full ({told}).\n\n## References\n\n{listed}\n"
    found = audit_text(tmp_path, text, name="a.md", select="CIT020,CIT022")
    assert not found, [f.message for f in found]


def test_a_list_that_is_printed_again_is_told_once(tmp_path: Path) -> None:
    names = ("Almq", "Berg", "Carl", "Dahl", "Ek", "Falk", "Grip", "Holm")
    entries = "\n\n".join(
        f"{n}vist, Anna. 19{80 + k}. *Grain and guilds of the {n}rian coast*." for k, n in enumerate(names)
    )
    cited = " ".join(f"So it was ({n}vist 19{80 + k})." for k, n in enumerate(names))
    text = f"# A paper\n\n## The matter\n\n{cited}\n\n# References\n\n{entries}\n\n{entries}\n"
    found = audit_text(tmp_path, text, name="a.md", select="CIT029")
    assert len(found) == 1 and found[0].message.startswith("8 works stand twice"), messages(found)


@pytest.mark.parametrize(
    "body",
    [
        "In the words of an old manual, “the sorter must never improve upon the order of the letters”.",
        "The court said that “a man who comes unasked may still be asked to be careful at sea”.",
    ],
)
def test_what_the_quotation_itself_says_makes_it_no_example(body: str, tmp_path: Path) -> None:
    assert _found(tmp_path, "TXT012", body)


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("First, the harbour froze every winter. The merchants also left. The town was poor. So it fell.", True),
        ("First, the harbour froze every winter. Then the merchants left. The town was poor. So it fell.", False),
    ],
)
def test_what_goes_on_without_counting_stands_first_in_its_sentence(body: str, fires: bool, tmp_path: Path) -> None:
    assert bool(_found(tmp_path, "TXT040", body)) == fires


@pytest.mark.parametrize(
    "body",
    [
        "The guild of Varden built the quay.[^1] The guild of Varden fell when the war ended in 1712.",
        "The guild fell in 1712 and was soon forgotten. Moreover, the guild paid the wall.[^1]",
        "The guild fell in 1712 and was soon forgotten. The guild had paid the wall,[^1] and the town had not.",
        "The wages of the guild fell to 40% of those of the crown.[^1] The wages of the guild fell in 1712.",
    ],
)
def test_a_note_is_hardly_for_what_stands_behind_it_or_before_a_further_matter(body: str, tmp_path: Path) -> None:
    found = _found(tmp_path, "TXT010", body)
    assert len(found) == 1
    assert found[0][1] == usual_strength("TXT010", "beside a note") < 0.4


@pytest.mark.parametrize(
    "body",
    [
        "The guild of Varden built the quay.[^1] It fell when the war ended in 1712.",
        "The guild fell in 1712 and was soon forgotten. The guild had paid the wall of the town.[^1]",
        "Holm (1988) tells of the guild of Varden. The guild of Varden fell in 1712, and nobody wept.",
    ],
)
def test_a_note_behind_what_goes_on_is_for_it_and_so_is_an_author_named_before(body: str, tmp_path: Path) -> None:
    assert not _found(tmp_path, "TXT010", body)


def test_a_paragraph_without_any_citation_is_said_to_have_none(tmp_path: Path) -> None:
    body = "The guild was founded in 1712. Its masters met on Sundays. They drank and sang until the night."
    found = audit_text(tmp_path, _FRAME.format(body=body), name="paper.md", select="TXT010")
    assert [f.because for f in found] == ["none of the 3 sentences of its paragraph cites anything"]


@pytest.mark.parametrize(
    ("ends", "fires"), [(" b.", False), (" (c).", False), (" b)", False), (".", True), (" in class B.", True)]
)
def test_an_example_of_a_linguist_may_be_shown_again(ends: str, fires: bool, tmp_path: Path) -> None:
    shown = f"The porter has taken all of the old bags up to the rooms on the second floor{ends}"
    body = f"It is so. {shown}\n\nMuch later things changed for the guests. Nobody minded. {shown}"
    assert bool(_found(tmp_path, "TXT020", body)) == fires
