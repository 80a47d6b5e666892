"""Words in two spellings, and what introduction and conclusion promise: found, and not where it is meant."""

from __future__ import annotations

import pytest

from paper_checks import audit_text, messages

TWICE = "The {one} was long. Nobody liked the {one}. They spoke of the {other} again. The {other} was over."


@pytest.mark.parametrize(
    "body",
    [
        "They wished to modernize the fleet. The modernising of the fleet was slow.",
        "The rules were harmonised late. Such harmonization was the aim.",
        TWICE.format(one="U.S. fleet", other="US fleet"),
        TWICE.format(one="US fleet", other="USA"),
        TWICE.format(one="sub-marine boat", other="submarine boat"),
        "The NDP won. Nobody thanked the ND Party for it.",
        "They sailed to Bosnia-Herzegovina. The coast of Bosnia and Herzegovina is short.",
        "The Second World War was long. After World War II the port was built again.",
        "The South East Ports Board met. The Southeast Grain Board met too.",
        "They spoke of the North Atlantic fleet. Nobody saw the north Atlantic fleet again.",
        "It was the fleet of Central Asia. They sailed far from central Asia.",
        "The town had Protestant schools. Its protestant teachers were few.",
        "It was feared by Marxist guilds. They were led by marxist masters.",
        "The socioeconomic order fell. Its economic and socio-cultural causes are known.",
        "Their geological and geopolitical maps were political. The geo-strategic ones were lost.",
        "Der psychosoziale Dienst war neu. Die soziale Lage der Stadt und ihre psycho-logische Deutung sind bekannt.",
        "The wall cost 5 million USD. The gate cost 300 dollars.",
        "Die Mauer kostete EUR 500. Das Tor kostete 40 Euro und war bald fertig, wie man in der Stadt sagte.",
        "The wall cost 5 million marks. The gate cost three million marks.",
        "Die Mauer kostete 5 Millionen Mark. Das Tor kostete drei Millionen Mark und war bald fertig, wie man sagte.",
        "The policy makers met in spring. The policymakers of the north met too.",
        "The port of Vlorë was old. They sailed to Vlore again.",
        "In Kuçovë they found oil. Ships lay in the port of Durres.",
        "The mill in Łódź was small. Nobody came to Wroclaw.",
        "So it was said by Burdín in his book. Later Burdin took it back.",
        " ".join(f"The year {k} of the Cold War was hard. Nobody won the cold war that year." for k in "abc"),
    ],
)
def test_what_is_written_in_two_ways_is_found(tmp_path, body):
    found = audit_text(tmp_path, f"# A paper\n\n## The matter\n\n{body}\n", select="TXT033", name="paper.md")
    assert len(found) == 1, messages(found)


@pytest.mark.parametrize(
    "body",
    [
        "She wrote it With Python in mind. He wrote it with Python too.",
        "The Socialist Party won. The socialist mayor was glad of the Socialist Party.",
        "The geography of the coast is plain. The geo-cultural map is not.",
        "The World Trade Organization met. The organising took long.",
        "She wrote that “the fleet must be modernized”. The modernising of the fleet was slow.",
        "The labor of the men was hard. She wrote that “their labour was lost”, and left.",
        "The labor of the men was hard. She wrote of it:\n\n> The labour of the men was lost, and so were they all.",
        "The colour of the flags is known. She wrote of “their color”, and of colorless flags.",
        "The Euro-Atlantic treaty was signed. He called it “the Euro Atlantic bargain” in his book.",
        "They had to re-form the guild. They had to re-form it twice. The reform failed. No reform came.",
        "Their promise was kept. The exercise was advised against. A surprise came.",
        "The Ministry of Trade was new. The trade of the north grew.",
        "The Holm-Vik theory was new. Holm and Vik had thought of it.",
        "The US Army came. The USA paid for it.",
        "The NDP won. The ND Union lost.",
        "They sailed to Bosnia and Herzegovina. Bosnia is mountainous.",
        "The wall cost 5 million USD. The gate cost 300 Australian dollars.",
        "The wall cost USD 500. Nobody had the dollars for it.",
        "The wall cost 25 million marks. The gate cost three million marks. Two million people came in 5 years.",
        "The wall cost 5 million marks. Three millionaires paid for three of the gates.",
        "The South East Ports Board met in the south east.",
        "The town of Zürich is rich. Others came from Malmö and from Lund.",
        "The town was left by Antonio Ruiz. Nobody had liked António Pires.",
        "In Kuçovë they found oil. The ship lay at Tirana and in the port of Elbasan.",
        "The port of Vlorë was old. He wrote of “the road to Vlore” in his book.",
        "Man sprach dort von den Müttern. Es kam die Mutter, und alle Mütter gingen mit den Kindern in das Haus.",
        "The Foreign Minister Holm came. The foreign minister left.",
    ],
)
def test_what_has_two_forms_for_a_reason_is_passed_over(tmp_path, body):
    found = audit_text(tmp_path, f"# A paper\n\n## The matter\n\n{body}\n", select="TXT033", name="paper.md")
    assert not found, messages(found)


def test_all_that_is_likely_meant_for_one_stands_in_one_finding(tmp_path):
    body = (
        "The labour of the men was hard. The labor of the women was harder. The Euro-Atlantic treaty was signed. The Euro "
        "Atlantic powers were content. They wished to modernize the fleet. The modernising of the fleet was slow."
    )
    found = audit_text(tmp_path, f"# A paper\n\n## The matter\n\n{body}\n", select="TXT033", name="paper.md")
    assert [f.message for f in found] == [
        "2 things are written in two ways: “labour” and “labor”; “modernize” (1) and “modernising” (1)",
        "The paper has both “Euro-Atlantic” and “Euro Atlantic”",
    ]
    assert len(found[0].related) == 3 and found[0].strength > found[1].strength


_BODY = " ".join(f"The harbour grew in part {k}, and the merchants of the coast built ships for it." for k in range(20))
FRAME = """# A paper

## Introduction

The paper asks about the port. {opening} It has three parts. The town is old. It lies at the sea.

The coast is long. Its people fished.

## The port

Ships came in spring.

Ships left in autumn.

{body}

{more}

## Conclusion

{conclusion}
"""


def _paper(opening: str = "", more: str = "", conclusion: str = "So the harbour grew.") -> str:
    return FRAME.format(opening=opening, body=_BODY, more=more, conclusion=conclusion)


@pytest.mark.parametrize(
    "conclusion",
    [
        "Since the war the merchants have followed a neo-feudal vision of the whole coast.",
        "Moreover the town is a multi-confessional place where the ships may bring trouble.",
        "The emergence of piracy as a guiding ideology may prove detrimental to the merchants.",
    ],
)
def test_new_matter_in_the_conclusion_is_found(tmp_path, conclusion):
    found = audit_text(tmp_path, _paper(conclusion=conclusion), select="TXT043", name="paper.md")
    assert len(found) == 1, messages(found)


@pytest.mark.parametrize(
    ("more", "conclusion"),
    [
        (
            "The lords were neofeudal too.",
            "Since the war the merchants have followed a neo-feudal vision of the coast.",
        ),
        (
            "The lords were neo-feudal too.",
            "Since the war the merchants have followed a neo-feudal vision of the coast.",
        ),
        ("", "The merchants of the coast built ships, and the harbour grew in a well-known and far-reaching way."),
        ("", "Die Ergebnisse deuten darauf hin, dass der Hafen ein einfach zu handhabender Umschlagplatz war."),
        ("", "We thank the librarians, archivists and cartographers who digitised the parchment for us."),
    ],
)
def test_what_the_body_spoke_of_is_not_new(tmp_path, more, conclusion):
    found = audit_text(tmp_path, _paper(more=more, conclusion=conclusion), select="TXT043", name="paper.md")
    assert not found, messages(found)


ANNOUNCED = "The last part examines the neo-feudal policy of the merchants."


def test_a_term_that_is_announced_and_stands_in_the_conclusion_only(tmp_path):
    paper = _paper(opening=ANNOUNCED, conclusion="So the neo-feudal policy of the merchants failed.")
    assert len(audit_text(tmp_path, paper, select="TXT042", name="paper.md")) == 1
    kept = _paper(opening=ANNOUNCED, more="Their neo-feudal policy was to build, and the merchants knew it.")
    assert not audit_text(tmp_path, kept, select="TXT042", name="paper.md")


@pytest.mark.parametrize("words", ["since from 1992", "in a the town", "where it is are", "what is are told"])
def test_a_small_word_that_replaced_another(tmp_path, words):
    text = f"# A paper\n\n## The matter\n\nThe officers of the coast studied {words} and came home late.\n"
    assert len(audit_text(tmp_path, text, select="TXT021", name="paper.md")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "ever since, from 1992",
        "by the a priori rule",
        "as it was is not told",
        "what IS are for, why IT is",
        "how THE these are",
    ],
)
def test_small_words_that_meet(tmp_path, words):
    text = f"# A paper\n\n## The matter\n\nThe officers of the coast studied {words} and came home late.\n"
    assert not audit_text(tmp_path, text, select="TXT021", name="paper.md")


def test_numbers_in_words_want_a_source_too(tmp_path):
    body = "The two states had about thirty agreements with each other. The port shipped three million barrels of oil."
    cited = "The toll was raised again in that year (Holm 1988, 12).\n\n" * 6
    text = f"# A paper\n\n## The matter\n\n{cited}{body}\n\n## References\n\nHolm, A. 1988. *Grain*. Lund: Coast.\n"
    assert len(audit_text(tmp_path, text, select="TXT010", name="paper.md")) == 2


@pytest.mark.parametrize(
    "words", ["Harbours.com com a fleet", "the de de.harbours.org pages", "Harbours.com com", "ida@in in the end"]
)
def test_a_part_of_an_address_is_no_word_that_stands_twice(tmp_path, words):
    text = f"# A paper\n\n## The matter\n\nThe officers of the coast bought {words} and they came home late.\n"
    assert not audit_text(tmp_path, text, select="TXT021", name="paper.md")


@pytest.mark.parametrize(
    ("words", "works", "doubled"),
    [
        ("La preuve est celle de de Luca pour tous les mots", "Luca, Aldo de. 1988. *Grain*. Lund: Coast.", False),
        ("Ce sont les mots de de la Croix et de ses amis", "La Croix, Aldo de. 1988. *Grain*. Lund: Coast.", False),
        ("La preuve est celle de de Paris pour tous les mots", "Luca, Aldo de. 1988. *Grain*. Lund: Coast.", True),
        ("La preuve est celle de de la ville et de son port", "Luca, Aldo de. 1988. *Grain*. Lund: Coast.", True),
    ],
)
def test_the_particle_of_an_author_may_stand_behind_its_like(tmp_path, words, works, doubled):
    french = "Les droits du port sont les mêmes dans tous les lieux, et ils ne sont pas payés par les gens de la ville."
    text = f"# Les droits du port\n\n## Le port\n\n{french} {words}.\n\n## Références\n\n{works}\n"
    assert bool(audit_text(tmp_path, text, select="TXT021", name="paper.md")) == doubled


def test_the_same_works_cited_again_are_no_passage_that_stands_twice(tmp_path):
    cited = "(Holm 1988; Holm and Berg 1991; Holm et al. 1992; Berg et al. 1994; Dahl 1995; Dahl and Holm 1996)"
    said = "The tolls of the harbour rose each spring {0}.\n\nIt was cold.\n\nThe mills stood idle for years {0}."
    text = f"# A paper\n\n## The matter\n\n{said.format(cited)}\n"
    assert not audit_text(tmp_path, text, select="TXT020", name="paper.md")
    words = "and all who lived by the river in those days knew it well and said so"
    text = f"# A paper\n\n## The matter\n\n{said.format(words)}\n"
    assert audit_text(tmp_path, text, select="TXT020", name="paper.md")
