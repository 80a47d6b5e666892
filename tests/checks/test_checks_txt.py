"""The checks of a paper's text: each fires on its fault, and keeps still on what only looks like it.

A case is the middle of a paper of its discipline; the frame around it is the same for all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.checks.txt_quotations import quotations
from paper_checks import audit_text, messages

_FRAME = """# A paper

## Abstract

The abstract says what follows.

## The matter

{body}

## Conclusion

{conclusion}
"""
_NOTES = """
[^1]: Anna Holm, *Grain and Guilds* (Lund: Northern Press, 1988), 14.
"""


def _paper(body: str, conclusion: str = "So it was, as has been shown.") -> str:
    return _FRAME.format(body=body, conclusion=conclusion) + (_NOTES if "[^1]" in body + conclusion else "")


FIRES: dict[str, tuple[str, ...]] = {
    "TXT002": ("The na\ufffd\ufffd\ufffd of the village is not known.",),
    "TXT010": (
        "The port shipped 40,000 tons of grain in a good year, mostly rye from the inland estates.",
        "The guild was founded in 1712 by three merchants of the northern coast.",
        "Varden was the second country to recognise the new republic after the war.",
        "It soon became the top destination for exiles from the south of the continent.",
        "The general was among the first to see that the pass could not be held.",
        "Malaria is the most common cause of death among children in the delta.",
        "The court dismissed 70% of the complaints that were brought by tenants.",
    ),
    "TXT011": (
        "The port grew fast.[^1] Its rise was slow at first and then sudden.\n\n"
        "Holm argues that the guilds were to blame for the decline of the port.",
        "The port grew fast, as has been shown.[^1] In another speech, given in Varden, Holm claims that it fell. "
        "Its fall was slow, and Holm has said so.[^1]",
    ),
    "TXT012": ("The bishop wrote that “no grain shall leave the harbour before the feast of the saint” in that year.",),
    "TXT020": (
        "The merchants of the northern coast had bought their charter from the crown and kept it for two centuries. "
        "Nobody minded.\n\nMuch later things changed. "
        "The merchants of the northern coast had bought their charter from the crown and kept it for two centuries.",
    ),
    "TXT021": (
        "The merchants bought the the charter from the crown.",
        "Nobody spoke of of the fire again.",
        "They wished to pursue their interest interests in the north.",
        "The charter was also sold by the crown also.",
        "Since the rise of after the guild was founded the town has grown.",
        "The crown however gave the town however no charter.",
    ),
    "TXT030": ("The EUFOR mission came late. Without EUFOR nothing would have been done.",),
    "TXT031": (
        "The Northern Grain Office (NGO1) was small. The Harbour Customs Board (HCB) was large.\n\n"
        "Later the Harbour Customs Board (HCB) was closed.",
    ),
    "TXT032": (
        "The South East Ports Committee (SEPC) met twice.\n\nThe Southern Eastern Port Council (SEPC) met again.",
    ),
    "TXT033": (
        "The Euro-Atlantic treaty was signed. The Euro Atlantic powers were content.",
        "The labour of the men was hard. The labor of the women was harder.",
    ),
    "TXT040": (
        "There are two reasons. First, the harbour froze every winter. The merchants left. The town was poor. So it fell.",
        "First, it froze. Third, it burnt.",
        "It fell for several reasons. First, it froze. Second, it burnt. The fire was great. Another reason is the toll.",
        "There were two causes of it. First, it froze. Second, it burnt. A further cause was the toll of the crown.",
        "There are three reasons for it. First, the harbour froze. Second, the town burnt.\n\nSo it fell in the end.",
    ),
    "TXT041": (
        "The minister was in office for a year. In this speech he defines the policy of the new state.",
        "The harbours froze. It shipped grain on the previously mentioned harbours of Norrvik and Sundholm.",
    ),
    "TXT044": (
        "After the war the USA) emerged as the only power that could pay.",
        "The fleet (forty ships and a few hundred men sailed in the spring.",
        "The bishop called it “a wound that will not heal, and said no more.",
    ),
    "TXT050": (
        "The current minister has held office for 3 years and is well liked.",
        "Currently there are about thirty treaties between the towns.",
        "Over the last decade the port has grown.",
        "Trade has fallen over the last two and a half decades.",
    ),
    "TXT051": (
        "The treaty was signed on 24 July in the hall of the guild.",
        "After taking office as mayor Holm closed the port.",
        "Since the guilds came to power the tolls have doubled.",
    ),
    "TXT052": (
        "Varden joined the League in 1954 after long debates. Trade grew.\n\nVarden joined the League in 1955 and left it soon.",
    ),
    "TXT053": (
        "Varden was the second country to recognise Ostland after the war.\n\n"
        "It is often said that Varden was the third country to recognise Ostland after the war.",
    ),
    "TXT054": (
        "A total of 48 people answered: 20 teachers, 12 parents and 14 pupils.",
        "A total of 48 people answered (Table 2): 20 teachers, 12 parents and 14 pupils.",
    ),
    "TXT055": (
        "We held a total of 48 interviews in the valley.\n\nAll 52 interviews were held in the local language.",
    ),
}

STILL: dict[str, tuple[str, ...]] = {
    "TXT002": (
        "The naïve café of the façade stood in Kırşehir.",
        "Ein Satz mit Umlauten: Größe, Häuser, Öl.",
        "The symbols α, β and ∑ are used as is usual.",
        "Allora vale H\ufffd(P) = 2\ufffd per ogni P\ufffd1, e Pt\ufffdTt \ufffd \ufffd 1.",
    ),
    "TXT010": (
        "The port shipped 40,000 tons of grain in a good year.[^1]",
        "In the 1960s the port was rebuilt. The 20th century was kind to it.",
        "Chapter 5 and Lessons 11 and 12 treat of the PEST interface and of Python 3.",
        "The interest of the West in the forest was slight, and the rest is known.",
        "We counted 63 ships in the harbour and 12 at sea.",
        "This paper treats of 40 charters from the years 1200 to 1300.",
        "Would 40 tons have been enough to feed the town in 1712?",
        "The guild will own 40 ships by the end of the decade.",
        "Peter Falk tells the story of the fire.[^1] It burnt for 3 days and left 40 houses.",
    ),
    "TXT011": (
        "Holm argues that the guilds were to blame.[^1]",
        "The council argued that the harbour was too small, and the crown agreed.",
        "We argue that the guilds were to blame for it.",
        "The port grew.[^1] In another speech, given in Varden, Holm claims that it fell.[^1] Its fall was slow.",
        "The port grew.[^1] In another letter the crown claims that it fell. Holm says so.[^1]",
    ),
    "TXT012": (
        "The bishop wrote that “no grain shall leave the harbour before the feast of the saint”.[^1]",
        "The so-called “war of the buckets” was a brawl.",
        "Her book “The Rise and Fall of the Northern Grain Ports” was forgotten.",
    ),
    "TXT020": (
        "A row of the table: 12 14 16 18 20 22 24 26 28 30 32 34 tons of Grain.\n\n"
        "A row of the table: 12 14 16 18 20 22 24 26 28 30 32 34 tons of Grain.",
        "Prices of Grain North South East West Harbour Town Mill Yard Ferry.\n\n"
        "Prices of Grain North South East West Harbour Town Mill Yard Ferry.",
        "The harbour froze in the winter of that year, and nobody came. The harbour froze again in the next one, and many came.",
        "He said “no grain shall leave the harbour before the feast of the saint” and she repeated that "
        "“no grain shall leave the harbour before the feast of the saint” was the law.",
        "On the one hand it was cheap. On the other hand it was slow.",
    ),
    "TXT021": (
        "The grey goose, Anser anser, winters on the northern coast.",
        "Nous nous demandons si le port fut jamais rebâti.",
        "The family of de De Vries came to the coast in that year.",
        "It was a win win for both of the guilds, and an unknown unknown for the crown.",
        "What he had had to say was that that law was void.",
        "They went in in spring. He sang Duran Duran songs in Baden Baden.",
        "In the first the cost is low; in the second, the gain.",
        "It was not only sold by the crown but also bought; the guild also paid.",
        "The guild also paid, and the crown also.",
        "It is a matter of after-care, and of after-dinner speeches.",
    ),
    "TXT030": (
        "The mission of ALTHEA was long. ALTHEA ended in spring. MODFLOW and MODFLOW agree.",
        "The North Atlantic Treaty Organization and the EU differ. The EU is larger.",
        "The European Union Force (EUFOR) came late. EUFOR left soon. EUFOR was small.",
        "The body known as the International Security Assistance Force came. ISAF left. ISAF returned.",
        "King Henry VIII and Louis XIV never met. Henry VIII was older. Louis XIV was vain.",
    ),
    "TXT031": (
        "The Harbour Customs Board (HCB) was large. The HCB was closed.",
        "The Harbour Customs Board (HCB) was large. The High Council of Barley (HCB) was small.",
        "The board (see above) met. The board (see above) met again.",
    ),
    "TXT032": (
        "The Harbour Customs Board (HCB) was large. The Harbour Customs Board (HCB) was closed.",
        "The Grain Office (GO) and the Harbour Board (HB) met.",
        "The grain (rye) was dear. The grain (oats) was cheap.",
    ),
    "TXT033": (
        "The Euro-Atlantic treaty and the Euro-Atlantic powers agreed.",
        "The labour of the men and the labour of the women were hard.",
        "John Smith met Peter-Paul Rubens. New York is not far.",
    ),
    "TXT040": (
        "First, the harbour froze. Second, the guild was poor.",
        "The first reason is the frost, and the second is the guild.",
        "At first the harbour was open. Then it froze.",
        "First, it froze and the ships were lost. The second cause was the fire of that year.",
        "There are two reasons. First, it froze. Second, it burnt. Another town of the coast lived on.",
        "There are three reasons. First, it froze. Second, it burnt. Finally, it was poor.",
        "There are three reasons. First, it froze. Second, it burnt, and the third was the toll.",
        "Two of the three reasons matter. First, it froze. Second, it burnt. That was all.",
    ),
    "TXT041": (
        "The minister gave a speech in the hall. In this speech he defines the policy.",
        "The treaty was signed in the hall. In this agreement the two powers gave up their claims.",
        "In this paper we look at the harbour. In this case it froze.",
        "As was noted above, the harbour froze.",
        "Ships lay in Norrvik. It shipped grain from the previously mentioned harbours of Norrvik and Sundholm.",
        "We looked at the harbour. In this article we give its tolls by year.",
        "The harbour froze. The tolls are told in this report by year.",
    ),
    "TXT044": (
        "A) The first of the panels shows the grain that was sold in the harbour.",
        "Man nannte das „Formate“ und sprach von „Häfen” und „Mühlen“ in einem Satz.",
        "The fleet (forty ships) sailed.",
        "It is best (a) to wait and (b) to see; 1) first and 2) then.",
        "The share lies in the interval [0, 1) for all ports.",
        "He said: “It is over.” She said (quietly): “It is not.”",
    ),
    "TXT050": (
        "The electric current was strong and had 3 phases.",
        "As of 2015 the current minister has held office for 3 years.",
        "Today the port is quiet.",
        "The port grew over the last decade of the century, as of 2015.",
        "The clock struck for the last time.",
        "Currently nobody knows of it.",
    ),
    "TXT051": (
        "The treaty was signed on 24 July 1712 in the hall.",
        "In 1712 much happened. The treaty was signed on 24 July.",
        "By 12 March of that year, 1713, all was over.",
        "Holm was elected in 1712. After taking office he closed the port.",
        "After taking the office key from the desk she left.",
    ),
    "TXT052": (
        "Varden joined the League in 1954. It left the League in 1960.",
        "Ostland joined the League in 1954. Varden joined the League in 1955.",
        "In 1954 the harbour froze. In 1955 the harbour froze.",
    ),
    "TXT053": (
        "Varden was the second country to recognise Ostland and the third country to recognise Westland.",
        "The first country on the list is Varden. The second country on the list is Ostland, which is smaller.",
        "It was the first state of its kind.",
    ),
    "TXT054": (
        "A total of 46 people answered: 20 teachers, 12 parents and 14 pupils.",
        "A total of 480 people were asked, including 20 teachers, 12 parents and 14 pupils.",
        "A total of 3 wars (1712, 1730 and 1748) were fought.",
        "A total of 46 people answered (Table 3): 20 teachers, 12 parents and 14 pupils, as Figures 1, 2 and 4 show.",
        "We held 46 talks (20 with teachers, 12 with parents and 14 with pupils in wave 2).",
        "A total of 46 people answered [2, 7]: 20 teachers, 12 parents and 14 pupils.",
    ),
    "TXT055": (
        "We held a total of 48 interviews. All 48 interviews were held in the local language.",
        "We held a total of 48 interviews. These 12 teachers were asked twice.",
        "The total of 48 ships sailed. 30 ships came back.",
    ),
}


@pytest.mark.parametrize(("code", "body"), [(code, body) for code, bodies in FIRES.items() for body in bodies])
def test_a_fault_of_the_text_is_found(code: str, body: str, tmp_path: Path) -> None:
    everything = audit_text(tmp_path, _paper(body), name="paper.md")
    found = [f for f in everything if f.code == code]
    assert found, messages(everything)
    assert all(f.span is not None and f.quote for f in found)


@pytest.mark.parametrize(("code", "body"), [(code, body) for code, bodies in STILL.items() for body in bodies])
def test_what_only_looks_like_a_fault_of_the_text_is_left_alone(code: str, body: str, tmp_path: Path) -> None:
    found = audit_text(tmp_path, _paper(body), name="paper.md", select=code)
    assert not found, messages(found)


def test_lost_ligatures_are_told_once_with_what_they_most_likely_were(tmp_path: Path) -> None:
    body = "The rela\ufffdon of the na\ufffdon to its na\ufffdonal ac\ufffdon was discussed in every sec\ufffdon of the book."
    found = audit_text(tmp_path, _paper(body), name="paper.txt", select="TXT001")
    assert len([f for f in found if f.certainty == "certain"]) == 1, messages(found)
    assert "rela\ufffdon → relation" in found[0].message


_LONG_BODY = " ".join(
    f"The merchants of the {place} kept books of their grain and sold it to the {whom} of the coast."
    for place in ("north", "south", "east", "west", "hills", "valley", "river", "port")
    for whom in ("towns", "monks", "guilds")
)


@pytest.mark.parametrize(
    ("conclusion", "fires"),
    [
        ("Religion, ideology and missionary fervour will threaten the parliament of the federation.", True),
        ("The merchants of the port kept their books and sold their grain to the towns of the coast.", False),
        ("In sum, much more research is needed to understand the role of these merchants in general.", False),
        ("The grain of the hills was sold on the coast, as the books of the guilds show clearly enough.", False),
    ],
)
def test_a_new_matter_in_the_conclusion(conclusion: str, fires: bool, tmp_path: Path) -> None:
    found = audit_text(tmp_path, _paper(_LONG_BODY, conclusion), name="paper.md", select="TXT043")
    assert bool(found) == fires, messages(found)


@pytest.mark.parametrize(
    ("announced", "fires"),
    [
        ("The last section discusses the effects on tourism, fisheries and insurance.", True),
        ("The first section discusses the merchants of the north and their grain.", False),
        ("The paper examines how books of grain were kept by the merchants.", False),
        ("Nothing is announced here at all.", False),
    ],
)
def test_what_is_announced_and_never_delivered(announced: str, fires: bool, tmp_path: Path) -> None:
    paragraphs = "\n\n".join(_LONG_BODY.split(". ")[i] + "." for i in range(12))
    text = _paper(f"{announced}\n\n{paragraphs}")
    found = audit_text(tmp_path, text, name="paper.md", select="TXT042")
    assert bool(found) == fires, messages(found)


def test_a_section_of_assertions_without_a_citation(tmp_path: Path) -> None:
    body = (
        "The guild was founded in 1712. It paid 40,000 crowns to the king in 1740. "
        "It was the largest guild of the continent."
    )
    other = "\n\n## Later\n\nThe port shipped grain.[^1]"
    assert audit_text(tmp_path, _paper(body + other), name="paper.md", select="TXT013")
    assert not audit_text(tmp_path, _paper(body + "[^1]" + other), name="paper.md", select="TXT013")
    assert not audit_text(tmp_path, _paper("The guild was old." + other), name="paper.md", select="TXT013")
    methods = _paper(body + other).replace("## The matter", "## Methods")
    assert not audit_text(tmp_path, methods, name="paper.md", select="TXT013")


def test_where_a_paper_reports_its_own_work_it_needs_no_source(tmp_path: Path) -> None:
    body = "The mean yield of 40 plots was 3.2 tons in 2011.\n\n## Acknowledgements\n\nGrant 1605 of 2011 paid for it."
    for heading in ("Methods", "3. Results", "Data and methods"):
        text = _paper(body).replace("The matter", heading)
        assert not audit_text(tmp_path, text, name="paper.md", select="TXT010"), heading
    assert audit_text(
        tmp_path, _paper(body).replace("The matter", "Analysis of Ottoman yields"), name="paper.md", select="TXT010"
    )


def test_a_text_in_another_language_is_not_read_as_english(tmp_path: Path) -> None:
    german = (
        "Die Frauen, die die Stadt verließen, kamen nicht zurück. Der Hafen war im Winter zugefroren und die Schiffe "
        "lagen fest. Niemand wusste, wann das Eis wieder aufbrechen würde, und so blieb man in den Häusern. "
        "Im Frühjahr kamen die Händler aus dem Süden und brachten Salz und Tuch in die Stadt."
    )
    found = audit_text(tmp_path, _paper(german), name="paper.md", select="TXT021")
    assert not [f for f in found if f.certainty == "certain"], messages(found)


def test_a_repeated_passage_tells_how_its_citations_differ_and_what_of_it_stands_beside(tmp_path: Path) -> None:
    body = (
        "Holm holds that the harbour is still very sensitive to ice, and that for as long as it stays open "
        "the merchants of the coast will continue to be a source of trouble for the crown and its toll.[^1]\n\n"
        "She thinks that the harbour is still very sensitive to frost, of which she lists all that is known. So the "
        "merchants of the coast will continue to be a source of trouble for the crown and its toll (Holm 1988: 40)."
    )
    (found,) = audit_text(tmp_path, _paper(body), name="paper.md", select="TXT020")
    assert found.because == "it cites (Holm 1988: 40) here and note 1 before"
    assert [label.partition(":")[0] for _, label in found.related] == ["first here", "and more of it here"]


def test_a_repeated_passage_that_is_cited_alike_says_nothing_of_it(tmp_path: Path) -> None:
    said = "The merchants of the coast will continue to be a source of trouble for the crown and for its toll"
    (found,) = audit_text(
        tmp_path, _paper(f"{said}.[^1] It froze.\n\nNobody came. {said}.[^1]"), name="paper.md", select="TXT020"
    )
    assert found.because is None and len(found.related) == 1


def test_a_file_full_of_doubled_words_is_told_once_and_as_a_guess(tmp_path: Path) -> None:
    body = " ".join(f"The guild kept the the book of the year {1400 + k} in its hall by the river." for k in range(30))
    found = audit_text(tmp_path, _paper(body), name="paper.md", select="TXT021")
    assert [f.certainty for f in found] == ["candidate"], messages(found)
    assert found[0].message.startswith("30 words stand twice in a row")


def test_an_abbreviation_that_is_introduced_again_and_again_is_told_once(tmp_path: Path) -> None:
    body = "\n\n".join(
        f"The Harbour Customs Board (HCB) was {told} at that time." for told in ("small", "large", "shut")
    )
    (found,) = [f for f in audit_text(tmp_path, _paper(body), name="paper.md") if f.code == "TXT031"]

    assert found.message == "HCB is introduced a second time"
    assert found.because == "it is introduced 3 times in all"
    assert [said for _, said in found.related] == ["first here", "and again here"]


@pytest.mark.parametrize(
    ("words", "is_quoted"),
    [
        ("grain tolls of the harbour for may 10.pdf", False),
        ("the tolls of May, as they were paid.xlsx", False),
        ("first run of the model with tolls.py", False),
        ("the tolls of May, as they were paid.", True),
        ("the tolls of May, as they were paid by Holm et al.", True),
    ],
)
def test_the_name_of_a_file_is_no_quotation(words: str, is_quoted: bool) -> None:
    assert bool(list(quotations(f"The record is told in “{words}” and nowhere else."))) == is_quoted
