"""The backbone of a draft: which sentences are joined, which stay whole, and what every draft keeps to."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli.new import command
from argmap.drafting.backbone import draft_backbone
from argmap.drafting.candidates import candidates_of, stems
from argmap.drafting.cues import Cues, cues_of, tongues_with_cues
from argmap.drafting.points import Backbone, Point, as_sentence
from argmap.drafting.project import draft_project
from argmap.drafting.relations import said_links, split_at_reason
from argmap.drafting.theses import without_announcement
from argmap.project import load, project_of_paper


def _cues(tongue: str = "en") -> Cues:
    cues = cues_of(tongue)
    assert cues is not None
    return cues


def _backbone(folder: Path, text: str, tongue: str = "en") -> Backbone:
    paper = folder / "paper.md"
    paper.write_text(text, encoding="utf-8")
    project = project_of_paper(paper)
    assert project.document is not None
    return draft_backbone(project.document, project.prose, _cues(tongue), lambda words: True)


def _links(backbone: Backbone) -> set[tuple[str, str, str]]:
    """(premise, because or but, claim) of every step that a word of the text tells of."""
    points = {point.key: point for point in backbone.claims}
    return {
        (points[link.premise].text, link.kind, point.text)
        for point in backbone.claims
        for link in point.links
        if link.said
    }


@pytest.mark.parametrize("sign", ["•", "▪", "–", "\uf0b7"])
def test_a_claim_of_a_list_is_written_without_the_sign_before_it(tmp_path: Path, sign: str) -> None:
    text = (
        f"# The Port\n\n## Grain\n\n{sign} The guild grew rich because the harbour stayed open in the long winters.\n\n"
        f"{sign} The port shipped much grain in 1712. Therefore, it was the largest port of the northern coast.\n"
    )
    claims = _backbone(tmp_path, text).claims
    assert "The guild grew rich." in {claim.text for claim in claims}
    assert all(claim.text[0].isalpha() for claim in claims)


@pytest.mark.parametrize(
    ("tongue", "sentence", "halves"),
    [
        ("en", "The guild grew rich because the harbour stayed open all winter.", ("The guild grew rich", "because")),
        (
            "en",
            "The tax had to rise, given that the war cost more than the crown earned.",
            ("The tax had to rise", "given"),
        ),
        (
            "de",
            "Die Zölle mussten steigen, denn der Krieg kostete die Stadt viel Geld.",
            ("Die Zölle mussten steigen", "denn"),
        ),
        (
            "fr",
            "Les taxes ont augmenté parce que la guerre coûtait trop cher.",
            ("Les taxes ont augmenté", "parce que"),
        ),
        (
            "fr",
            "Les taxes ont dû augmenter parce qu’elle coûtait trop cher à tous.",
            ("Les taxes ont dû augmenter", "parce"),
        ),
        (
            "es",
            "Los tributos del puerto subieron porque la guerra costaba mucho.",
            ("Los tributos del puerto", "porque"),
        ),
        ("it", "Le tasse del porto aumentarono perché la guerra costava molto.", ("Le tasse del porto", "perché")),
        ("pt", "Os tributos do porto subiram porque a guerra custava muito.", ("Os tributos do porto", "porque")),
        (
            "tr",
            "Limanın vergileri her yıl arttı, çünkü savaş kent için çok pahalıydı.",
            ("Limanın vergileri her yıl arttı", "çünkü"),
        ),
        (
            "de",
            "Die Zölle mussten am Ende steigen, weil der Krieg die Stadt viel Geld kostete.",
            ("Die Zölle mussten am Ende steigen", "weil"),
        ),
        ("en", "The bridge did not fall, because the river never froze there.", ("The bridge did not fall", "because")),
        (
            "en",
            "The guild grew rich when the war began because its ships were safe.",
            ("The guild grew rich when", "because"),
        ),
        ("en", "Because ships came all winter, the guild grew rich.", ("the guild grew rich", "Because")),
        (
            "en",
            "The guild bought two more houses in a year, suggesting that it had grown rich.",
            ("it had grown rich", "suggesting that"),
        ),
        (
            "en",
            "The harbour froze in each winter; therefore the guild grew poor.",
            ("the guild grew poor", "therefore"),
        ),
        (
            "es",
            "El puerto quedó abierto todo el invierno, lo que significa que llegaron los barcos al puerto.",
            ("llegaron los barcos al puerto", "lo que significa que"),
        ),
        ("sq", "Taksat e portit u rritën sepse lufta kushtonte shumë para.", ("Taksat e portit u rritën", "sepse")),
        ("en", "The guild grew rich as the harbour could stay open all winter.", ("The guild grew rich", "as")),
        ("en", "The tolls were a large concern, as they were paid twice.", ("The tolls were a large concern", "as")),
        ("en", "Since the tolls are low, every merchant takes this road.", ("every merchant takes this road", "Since")),
        ("en", "Moreover, since the tolls are low, the town lives by trade.", ("the town lives by trade", "since")),
        ("en", "There is no toll on salt because the king needs it.", ("There is no toll on salt", "because")),
        ("en", "The guild could not grow because the harbour froze early.", ("The guild could not grow", "because")),
        (
            "en",
            "The tolls of the town are low, because salt, wool and grain come by land.",
            ("The tolls of the town are low", "because"),
        ),
        (
            "es",
            "La gracia no era un mecanismo de protección, ya que el rey, la corte y el juez podían negarla.",
            ("La gracia no era", "ya que"),
        ),
        (
            "fr",
            "La ville n'était pas un port libre, puisque le roi y levait une taxe.",
            ("La ville n'était pas un port libre", "puisque"),
        ),
        (
            "it",
            "Il porto non poteva crescere poiché il re era molto lontano.",
            ("Il porto non poteva crescere", "poiché"),
        ),
        ("pt", "O porto não cresceu, uma vez que a guerra durou anos.", ("O porto não cresceu", "uma vez que")),
        (
            "de",
            "Es gab keine Zölle auf Salz, weil der König es brauchte.",
            ("Es gab keine Zölle auf Salz", "weil"),
        ),
        ("de", "Da der Hafen im Winter offen blieb, war die Stadt, wie alle sagten, reich.", ("war die Stadt", "Da")),
    ],
)
def test_a_sentence_with_its_reason_is_cut_in_two(tongue: str, sentence: str, halves: tuple[str, str]) -> None:
    split = split_at_reason(sentence, _cues(tongue))
    assert split is not None
    assert split.claim.startswith(halves[0]) and split.cue.startswith(halves[1])
    assert split.claim in sentence and split.reason in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Critics claim that the tax failed because nobody ever paid it.",
        "According to the mayor the bridge fell because the river froze over.",
        "The bridge did not fall because the river froze in that winter.",
        "The guild grew rich only because the harbour stayed open all winter.",
        "Perhaps the guild grew rich because the harbour stayed open all winter.",
        "If the tolls rise the merchants leave because they can go elsewhere.",
        "Those who left the town because they were poor came back later.",
        "The fact that he fled because he was afraid proves nothing at all.",
        "The town asked whether the merchants left because the tolls were high.",
        "The guild grew rich because the harbour stayed open, but it was soon poor again.",
        "The walls of the town fell because of the long siege of the king.",
        "It grew because ships came.",
        "According to the mayor of Varna, showing that nobody ever paid it.",
        "Because ships came in all of the winter, showing that the guild grew rich.",
        "The guild had no house, but because ships came it grew rich.",
        "The towns of the east, because they were all poor, fell to the king.",
        "Because ships came all winter, which was rare, the guild grew rich.",
        "Critics claim that the tax failed; therefore the guild must have grown rich.",
        "The tax failed, suggesting that much.",
        "The harbour froze in each winter, so far as the ledgers can tell.",
        "The harbour froze in each winter, so ships had to wait outside.",
        "The town (which grew because the harbour stayed open all winter) was rich.",
        "The ships of the guild were as large as they were in the east.",
        "The tolls of the guild stayed the same as they had been before.",
        "The harbour was open in the winter, as it has been shown above.",
        "Since the great war of the kings, every merchant takes this road.",
        "As we have seen, every merchant of the town takes this road.",
        "The guild served as the bank of the whole town in the war.",
        "Some merchants of the town will tell you it's because nobody ever paid it.",
        "Giving judges more cases because more ships come, or need a berth, is not liked by them.",
        "The towns that were poor, because salt, wool and grain came by land, fell to the king.",
        "The guild sold the ships of its fleet, probably because the harbour froze.",
        "We are not saying that the guild is rich because it says so itself.",
    ],
)
def test_a_sentence_stays_whole_where_a_half_would_say_something_else(sentence: str) -> None:
    assert split_at_reason(sentence, _cues()) is None


def test_a_claim_that_begins_with_its_verb_is_written_behind_a_word_that_lets_it(tmp_path: Path) -> None:
    text = (
        "# Der Hafen\n\n## Eis\n\nDa der Hafen im Winter offen blieb, war die Stadt reich an Schiffen.\n\n"
        "Da kam der König der Stadt, ist dort zu lesen, mit seinen Schiffen.\n"
    )
    texts = {claim.text for claim in _backbone(tmp_path, text, "de").claims}
    assert {"Daher war die Stadt reich an Schiffen.", "Da der Hafen im Winter offen blieb."} <= texts
    assert split_at_reason("Da kam der König der Stadt, ist dort zu lesen.", _cues("de")) is None


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("We argue that tolls fell.", "tolls fell."),
        ("In this paper, we will also show that tolls fell.", "tolls fell."),
        ("We do not argue that tolls fell.", None),
        ("We cannot show that tolls fell.", None),
        ("We suggest that tolls fell.", None),
        ("We hypothesize that tolls fell.", None),
        ("If the ledgers are right, we find that tolls fell.", None),
        ("Unlike Holm, I claim that tolls fell.", None),
        ("Holm argues that tolls fell.", None),
        ("Critics of this paper argue that tolls fell.", None),
        ("Overall, tolls fell.", "tolls fell."),
    ],
)
def test_an_announcement_is_left_out_only_where_nothing_is_lost(sentence: str, said: str | None) -> None:
    assert without_announcement(sentence, _cues()) == (said or sentence)


@pytest.mark.parametrize(
    ("sentence", "draws"),
    [
        ("These two ledgers suggest that tolls fell.", True),
        ("This long loss of salt led to lower tolls.", True),
        ("Such a pattern implies lower tolls.", True),
        ("This gap supports the hypothesis that tolls fell.", True),
        ("This section highlights lower tolls.", False),
        ("This does not mean that tolls fell.", False),
        ("This paper shows that tolls fell.", False),
        ("This merchant paid lower tolls.", False),
        ("As a result of the long war, tolls fell.", False),
        ("As a result of this war, tolls fell.", True),
        ("As a result, tolls fell.", True),
        ("From this foundation, lower tolls follow.", True),
    ],
)
def test_what_points_back_and_says_what_it_shows_is_drawn(sentence: str, draws: bool) -> None:
    assert bool(_cues().draws(sentence)) == draws


@pytest.mark.parametrize(
    ("sentence", "drawn"),
    [
        ("Der Zoll war also für alle gleich.", True),
        ("Alle Waren, also Salz und Tuch, wurden gewogen.", False),
        ("Die Händler brachten Tuch, also keine Waffen.", False),
        ("Das bedeutet dennoch keine Armut, also auch kein Ende der Stadt.", False),
    ],
)
def test_a_word_that_only_adds_draws_nothing(sentence: str, drawn: bool, tmp_path: Path) -> None:
    drafted = _backbone(tmp_path, f"# Zölle\n\nDie Ledgers nennen einen Satz von neun Mark. {sentence}\n", "de")
    assert any(link.said == "also" for point in drafted.claims for link in point.links) == drawn


@pytest.mark.parametrize(
    ("before", "sentence", "premise"),
    [
        ("The guild should light the harbour.", "This would save the ships in winter.", "sentence"),
        ("The guild must light the harbour.", "Otherwise ships will sink in winter.", "sentence"),
        ("The guild lit the harbour.", "This would save the ships in winter.", None),
        ("The guild should light the harbour.", "This would, however, cost too much oil.", None),
        ("The tolls of the road fell.", "This fall is due to the new harbour.", "sentence"),
        ("The tolls of the road fell.", "This is evidenced by nine ledgers.", "sentence"),
        ("The ledger names nine ships. Another one names 40 mules.", "Taken together, the road was busy.", "before"),
        ("The ledger names nine ships.", "It is clear, then, that the road was busy.", "before"),
        ("The ledger names nine ships.\n\n", "These ships suggest that the road was busy.", "before"),
        ("The ledger names nine ships.\n\n## Mules\n\n", "Therefore the road was busy.", None),
        ("The ledger names nine ships.", "Ultimately, the road was busy.", None),
    ],
)
def test_what_a_sentence_says_of_the_one_before_it_joins_them(
    before: str, sentence: str, premise: str | None, tmp_path: Path
) -> None:
    text = f"{MAIN.format(abstract='We argue that ice emptied the harbour.')}\n\n## Ships\n\n{before} {sentence}\n"
    paper = tmp_path / "paper.md"
    paper.write_text(text, encoding="utf-8")
    project = project_of_paper(paper)
    assert project.document is not None
    candidates = candidates_of(project.document, project.prose, _cues())
    texts = {candidate.key: candidate.text for candidate in candidates}
    said = {(texts[link.premise], texts[link.claim]) for link in said_links(candidates, _cues())}
    told = before.strip().split("\n")[0].rpartition(". ")[2]
    expected = {"sentence": {(sentence, told)}, "before": {(told, sentence)}, None: set()}[premise]
    assert {pair for pair in said if sentence in pair} == expected


SHORT = """# Night trains

Every town of the coast has a small station.

I am convinced that states should pay for night trains. Night trains save a day of work. {beside}

{close}All of us would win much by it.
"""


@pytest.mark.parametrize(
    ("beside", "close", "premise", "joined"),
    [
        ("", "", "Night trains save a day of work.", True),
        ("The air over the coast stays clean.", "", "The air over the coast stays clean.", True),
        ("", "", "Every town of the coast has a small station.", False),
        ("", "Most of us will travel soon. ", "Most of us will travel soon.", True),
    ],
)
def test_in_a_short_text_nothing_is_guessed_of_what_opens_it(
    beside: str, close: str, premise: str, joined: bool, tmp_path: Path
) -> None:
    drafted = _backbone(tmp_path, SHORT.format(beside=beside, close=close))
    texts = {point.key: point.text for point in drafted.claims}
    assert (premise in {texts[link.premise] for point in drafted.claims for link in point.links}) == joined


def test_in_a_short_text_nothing_is_guessed_where_no_word_tells_what_it_argues_for(tmp_path: Path) -> None:
    days = "\n\n".join(
        f"On day {day} we walked along the coast of the bay. The old boats lay in the sand of the beach."
        for day in range(9)
    )
    drafted = _backbone(tmp_path, f"# A walk\n\n{days}\n\nWe slept long because the walk was hard for all of us.\n")
    assert sum(not link.said for point in drafted.claims for link in point.links) <= 1


def test_a_reason_is_followed_by_one_more(tmp_path: Path) -> None:
    told = (
        "The road was the worst of all. This is due to the floods of spring. Its bridges were also rotten in each year. "
        "The king rode by."
    )
    text = f"{MAIN.format(abstract='We argue that ice emptied the harbour.')}\n\n## Roads\n\n{told}\n"
    premises = {premise for premise, _, claim in _links(_backbone(tmp_path, text)) if claim.startswith("The road was")}
    assert premises == {"This is due to the floods of spring.", "Its bridges were also rotten in each year."}


PAPER = """# The Salt Road

## Abstract

This paper argues that insurance emptied the salt road of Varna. Merchants could cover a ship, and not a mule.

## The tolls

The tolls of the road were low in every year for which ledgers are kept. The ledger of 1712 names 40 marks (Holm 1990).
Critics argue that the tolls drove the merchants away. However, the tolls fell while the merchants left.

## The ships

Ships were cheaper than mules for two reasons. First, one ship carried as much salt as ninety mules could.
Second, its crew was paid after the voyage was over. Therefore the merchants needed less money than before.

## Conclusion

The road was emptied by a contract, and not by a machine. A limitation of this study is that few ledgers are left.

## References

Holm, Anna. 1990. *Tolls of the East*. Oslo: Fjord Press.
"""


@pytest.fixture
def drafted(tmp_path: Path) -> Backbone:
    return _backbone(tmp_path, PAPER)


@pytest.mark.parametrize(
    ("premise", "kind", "claim"),
    [
        ("The tolls fell while the merchants left.", "but", "Critics argue that the tolls drove the merchants away."),
        (
            "One ship carried as much salt as ninety mules could.",
            "because",
            "Ships were cheaper than mules for two reasons.",
        ),
    ],
)
def test_words_of_the_text_join_its_sentences(drafted: Backbone, premise: str, kind: str, claim: str) -> None:
    assert (premise, kind, claim) in _links(drafted)


@pytest.mark.parametrize(
    ("tongue", "sentence", "counts"),
    [
        ("en", "Ships had three main advantages.", True),
        ("en", "The road fell for two reasons.", True),
        ("en", "We asked for three ships and many mules.", False),
        ("de", "Das Schiff hatte zwei wesentliche Vorteile.", True),
        ("fr", "La route avait plusieurs inconvénients.", True),
        ("es", "El puerto tenía dos grandes problemas.", True),
        ("it", "La strada aveva tre gravi problemi.", True),
        ("pt", "O porto tinha várias vantagens.", True),
        ("tr", "Yolun iki önemli sorunu vardı.", True),
        ("sq", "Rruga kishte dy mangësi.", True),
    ],
)
def test_a_sentence_that_counts_what_it_names_next_is_told(tongue: str, sentence: str, counts: bool) -> None:
    assert bool(_cues(tongue).counts_reasons(sentence)) == counts


_ICE = "Ice must have emptied the harbour."
_COUNTED = "First, nobody could leave it. Every ship was towed. Second, no merchant came by sea."


@pytest.mark.parametrize(
    ("text", "premises"),
    [
        (f"{_ICE} {_COUNTED}", {"Nobody could leave it.", "No merchant came by sea."}),
        (f"{_ICE}\n\n{_COUNTED}", {"Nobody could leave it.", "No merchant came by sea."}),
        (f"{_ICE} There are two reasons for this. {_COUNTED}", {"Nobody could leave it.", "No merchant came by sea."}),
        (
            f"{_COUNTED} For all of these reasons, ice must have emptied the harbour.",
            {"Nobody could leave it.", "No merchant came by sea."},
        ),
        (f"{_ICE} First, nobody could leave it. Every ship was towed.", set()),
        (f"{_ICE} First, we counted the old ledgers. Second, we read the new letters.", set()),
        ("The harbour lay in the east. First, nobody could leave it. Second, no merchant came.", set()),
    ],
)
def test_what_is_counted_speaks_for_what_stands_before_or_is_drawn_from_all(
    text: str, premises: set[str], tmp_path: Path
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(f"# The Port\n\n## Ice\n\n{text}\n", encoding="utf-8")
    project = project_of_paper(paper)
    assert project.document is not None
    candidates = candidates_of(project.document, project.prose, _cues())
    said = {candidate.key: candidate.text for candidate in candidates}
    found = {
        said[link.premise].partition(", ")[2].capitalize()
        for link in said_links(candidates, _cues())
        if "ice must" in said[link.claim].lower()
    }
    assert found == premises


@pytest.mark.parametrize(
    ("tongue", "sentence", "about"),
    [
        ("en", "Ships of the guild were larger than others (see Figure 3).", False),
        ("en", "For the most part the guild paid in salt, and the towns above the river did not.", False),
        ("en", "Section 307 of the act requires that lawyers report what they see.", False),
        ("en", "The copyright of the maps lies with the crown [@doi:10.1000/1].", False),
        ("en", "Figure 3 shows the ships of the guild.", True),
        ("en", "The tolls are told in Section 2.1 with their years.", True),
        ("en", "This section tells of the tolls.", True),
        ("es", "La figura del rey era sagrada para los vasallos.", False),
        ("es", "En la figura 2 se ven los barcos.", True),
        ("de", "Die Zölle stiegen in jedem Jahr (Abb. 3).", False),
        ("de", "In Kapitel 2 stehen die Zölle.", True),
        ("pt", "O quadro político da cidade era instável.", False),
        ("fr", "La figure du roi était sacrée.", False),
        ("tr", "Şekil 2 limanın gemilerini gösterir.", True),
    ],
)
def test_what_tells_of_the_text_is_told_from_what_only_refers_to_a_place_in_it(
    tongue: str, sentence: str, about: bool
) -> None:
    assert _cues(tongue).is_about_text(sentence) is about


def test_what_is_listed_behind_a_colon_bears_out_what_stands_before_it(tmp_path: Path) -> None:
    text = (
        "# The Port\n\n## Ice\n\nThe old harbour faced three serious problems:\n\n- Ice closed it for half the year.\n"
        "- The tolls were the highest of the coast.\n\nIts walls were built in 1650.\n"
    )
    assert _links(_backbone(tmp_path, text)) >= {
        ("Ice closed it for half the year.", "because", "The old harbour faced three serious problems."),
        ("The tolls were the highest of the coast.", "because", "The old harbour faced three serious problems."),
    }


def test_how_a_thing_was_done_is_none_of_the_reasons_that_are_counted(tmp_path: Path) -> None:
    counted = PAPER.replace("Second, its crew was paid", "Second, the crews were interviewed, and each was paid")
    premises = {premise for premise, _, claim in _links(_backbone(tmp_path, counted)) if "two reasons" in claim}
    assert premises == {"One ship carried as much salt as ninety mules could."}


def test_a_claim_behind_its_reason_may_go_on_behind_commas() -> None:
    split = split_at_reason(
        "Because the guild had lost its ships, the merchants, who were poor, left the harbour.", _cues("en")
    )
    assert split is not None and split.claim == "the merchants, who were poor, left the harbour."
    assert (
        split_at_reason("Because the ships, mules and men were lost, poor merchants, left, came.", _cues("en")) is None
    )


def test_what_critics_say_speaks_against_the_paper_and_never_for_it(drafted: Backbone) -> None:
    points = {point.key: point for point in drafted.claims}
    links = [link for point in drafted.claims for link in point.links]
    (critics,) = (link for link in links if points[link.premise].text.startswith("Critics"))
    (limit,) = (link for link in links if points[link.premise].text.startswith("A limitation"))
    assert critics.kind == limit.kind == "but"


def _leads_to_a_conclusion(point: Point, claims: list[Point]) -> bool:
    above = {link.premise: claim for claim in claims for link in claim.links}
    seen = set()
    while point.key in above and point.key not in seen:
        seen.add(point.key)
        point = above[point.key]
    return point.conclusion


def test_every_claim_leads_to_a_conclusion_and_every_conclusion_has_a_reason(drafted: Backbone) -> None:
    assert len(drafted.claims) >= 8
    assert all(_leads_to_a_conclusion(point, drafted.claims) for point in drafted.claims)
    for point in drafted.claims:
        assert not point.conclusion or any(link.kind == "because" for link in point.links)


def test_a_step_that_no_word_tells_of_says_that_it_is_a_guess(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text(PAPER, encoding="utf-8")
    drafted = draft_project(tmp_path / "paper.md", tmp_path / "draft")
    text = (tmp_path / "draft" / "claims" / "argument.md").read_text("utf-8")
    steps = text.count("\n- because: ") + text.count("\n- but: ")
    assert steps == drafted.steps
    assert text.count("draft: a guess by place: ") == drafted.steps - drafted.said
    assert text.count("draft: linked because the text says “") == drafted.said > 0


def test_offers_can_be_moved_into_the_argument(tmp_path: Path) -> None:
    body = "\n\n".join(
        f"## Town {name}\n\nThe town of {name} kept {number} ledgers of its own. Its wall was built of {stone} by {who}. "
        f"Its market closed in 18{number} after the {event}."
        for name, number, stone, who, event in [
            ("Lund", 31, "granite", "farmers", "flood of the river"),
            ("Oster", 42, "brick", "soldiers", "fire in the harbour"),
            ("Varden", 57, "flint", "monks", "death of the bishop"),
            ("Holm", 64, "marble", "prisoners", "war with the north"),
            ("Brand", 75, "timber", "sailors", "collapse of the bank"),
            ("Falk", 88, "slate", "miners", "strike of the weavers"),
            ("Grieg", 93, "clay", "nuns", "arrival of the railway"),
        ]
    )
    (tmp_path / "paper.md").write_text(f"{PAPER.partition('## References')[0]}\n{body}\n", encoding="utf-8")
    drafted = draft_project(tmp_path / "paper.md", tmp_path / "draft")
    offers = tmp_path / "draft" / "offers.md"
    before = load(tmp_path / "draft").argument.claims
    assert drafted.offers > 0 and len(before) == drafted.claims
    (tmp_path / "draft" / "claims" / "more.md").write_bytes(offers.read_bytes())
    project = load(tmp_path / "draft")
    assert not project.diagnostics
    assert len(project.argument.claims) == drafted.claims + drafted.offers


@pytest.mark.parametrize("name", ["empty.txt", "list.md", "references.txt"])
def test_a_text_without_claims_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    texts = {
        "empty.txt": "",
        "list.md": "- flour\n- salt and a little butter\n- what is left of the cheese\n",
        "references.txt": "References\n\nHolm, Anna. 1990. Tolls. Oslo: Fjord.\n",
    }
    (tmp_path / name).write_text(texts[name], "utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / name), str(tmp_path / "draft")])
    assert result.exit_code != 0 and not (tmp_path / "draft").exists()


def test_a_tongue_without_words_of_argument_is_refused(tmp_path: Path) -> None:
    text = "Het huis van de koning is al heel lang niet meer open voor de mensen van de stad, en dat is jammer. " * 4
    (tmp_path / "paper.txt").write_text(text, "utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "paper.txt"), str(tmp_path / "draft")])
    assert result.exit_code != 0 and "“nl”" in str(result.exception)


def test_a_text_that_says_nowhere_that_it_argues_is_said_to_be_none(tmp_path: Path) -> None:
    letter = (
        "Dear Anna,\n\nThe days here are warm and long. We went down to the sea on Sunday. Paul sends you his love.\n"
    )
    (tmp_path / "letter.txt").write_text(letter, "utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "letter.txt"), str(tmp_path / "draft")])
    assert "it may be no argument" in result.output


@pytest.mark.parametrize("tongue", tongues_with_cues())
def test_every_tongue_has_the_same_lists(tongue: str) -> None:
    from argmap.tongues.lists import lists_of

    assert set(lists_of(tongue, "argument")) == set(lists_of("en", "argument"))


def test_chapters_set_below_a_table_of_contents_are_read(tmp_path: Path) -> None:
    chapters = PAPER.partition("## Abstract")[2].replace("## ", "### ")
    drafted = _backbone(
        tmp_path, f"# The Salt Road\n\n## Appendix\n\nA list of all figures is here.\n\n### Abstract{chapters}"
    )
    assert len(drafted.claims) >= 8


def test_a_section_of_thanks_gives_no_claims(tmp_path: Path) -> None:
    thanks = "## Acknowledgements\n\nThe archive must be thanked because it opened its doors to us in every year.\n"
    drafted = _backbone(tmp_path, f"{PAPER}\n{thanks}")
    assert not any("archive" in point.text for point in [*drafted.claims, *drafted.offers])


def test_an_abstract_in_another_tongue_gives_no_claims(tmp_path: Path) -> None:
    other = (
        "## Zusammenfassung\n\nDer Beitrag zeigt, dass die Versicherung den Weg nach Warna geleert hat und nicht die Bahn, "
        "wie man es in der Literatur bis heute immer wieder liest. Die Händler konnten ein Schiff versichern, aber nicht "
        "ein Maultier, und das war für sie am Ende der Grund.\n"
    )
    tongue = PAPER.replace("## The tolls", f"{other.replace('Zusammenfassung', 'Summary')}\n## The tolls")
    drafted = _backbone(tmp_path, tongue)
    assert not any("Versicherung" in point.text for point in [*drafted.claims, *drafted.offers])


def test_each_half_of_a_sentence_keeps_its_own_citation(tmp_path: Path) -> None:
    drafted = _backbone(
        tmp_path,
        "# On codes\n\nThis paper argues that code should be shared. We call it replication because many students could "
        "not obtain the original code from the authors (Lind 2001).\n\n# References\n\nLind, Ann. 2001. *Rivers*. Oslo: Fjord.\n",
    )
    cited = {point.text: [mark.text for mark in point.marks] for point in drafted.claims}
    assert cited["We call it replication."] == []
    assert [text for text, marks in cited.items() if marks] == [
        "Many students could not obtain the original code from the authors (Lind 2001)."
    ]


LONG = """# Bees and Barley

## Abstract

This paper argues that hedges around barley raised the harvest of the valley. Wild bees nested in them.

## Background

Hedges were planted around barley in the valley long before anybody counted a harvest there. {background}

## Results

Farms with hedges brought in 14 percent more barley at harvest than the others. {results}

## Discussion

{discussion} The wool of the valley was sold in three towns. Its shepherds owned few books.

## Conclusion

The harvest of the valley hung on its hedges, and not on its weather. Rain fell evenly on every farm there.

""" + "\n\n".join(
    f"## On {name}\n\nThe {name} of the north were counted by {who} in each spring. They were then drawn on a {what}. "
    f"Nobody bought the {what} of the {who}."
    for name, who, what in [
        ("ponds", "fishermen", "map"),
        ("mills", "carpenters", "chart"),
        ("roads", "drivers", "board"),
        ("bridges", "masons", "sheet"),
        ("chapels", "priests", "scroll"),
        ("taverns", "brewers", "cloth"),
        ("wells", "diggers", "stone"),
        ("gates", "guards", "shield"),
    ]
)


def _steps(backbone: Backbone) -> dict[str, tuple[str, str]]:
    """The text of each premise → how it speaks, and the text of the claim that it is joined to."""
    texts = {point.key: point.text for point in backbone.claims}
    return {texts[link.premise]: (link.kind, point.text) for point in backbone.claims for link in point.links}


@pytest.mark.parametrize(
    "sentence",
    [
        "We hypothesized that hedges around barley raise the harvest of the valley.",
        "Future studies should count the barley harvest behind hedges in the next valley.",
        "It remains unclear whether hedges protect barley at harvest.",
        "We counted whether barley was used in hedges at harvest, and we then aimed to map the farms.",
        "We might expect barley behind hedges to bring a better harvest in dry countries.",
    ],
)
def test_what_is_only_expected_asked_or_planned_is_no_reason(sentence: str, tmp_path: Path) -> None:
    drafted = _backbone(tmp_path, LONG.format(background="", results="", discussion=sentence))
    assert _steps(drafted).get(sentence, ("but", ""))[0] == "but"


def test_what_a_paper_sets_out_from_is_no_reason(tmp_path: Path) -> None:
    steps = _steps(_backbone(tmp_path, LONG.format(background="", results="", discussion="")))
    assert not any("long before anybody counted" in text for text in steps)


def test_a_sentence_on_another_matter_is_not_joined_by_its_place(tmp_path: Path) -> None:
    steps = _steps(_backbone(tmp_path, LONG.format(background="", results="", discussion="")))
    assert not any("shepherds" in text or "drawn on a" in text for text in steps)


def test_an_elided_article_is_no_part_of_a_shared_word() -> None:
    assert set(stems(["d'outils", "l’outil", "qu'outillage"], _cues("fr"))) == {"outils", "outil", "outill"}


def test_a_guess_names_the_words_that_both_sentences_share(tmp_path: Path) -> None:
    point = "I argue that the harbour was too narrow for whalers. In 1720 the harbour took 14 whalers."
    drafted = _backbone(tmp_path, MAIN.format(abstract=f"Salt made the guild rich.\n\n## Harbour\n\n{point}"))
    whys = [link.why for point in drafted.claims for link in point.links if not link.said]
    assert any("speaks of the same" in why and "“whalers”" in why for why in whys)


@pytest.mark.parametrize(
    ("view", "reply"),
    [
        ("Critics argue that hedges steal water from the barley.", "However, barley beside hedges kept its water."),
        ("Lind contends that hedges steal water from the barley.", "But barley beside hedges kept its water."),
        ("It is often claimed that hedges cost barley its harvest.", "Yet barley beside hedges lost no harvest."),
    ],
)
def test_an_opponent_is_answered_and_never_supported(view: str, reply: str, tmp_path: Path) -> None:
    steps = _steps(_backbone(tmp_path, LONG.format(background="", results="", discussion=f"{view} {reply}")))
    assert steps.get(view, ("but", ""))[0] == "but"
    assert {kind for kind, claim in steps.values() if claim == view} <= {"but"}


def test_what_an_opponent_goes_on_to_say_is_no_reason(tmp_path: Path) -> None:
    view = "Critics argue that hedges steal water from the barley."
    more = "They add that 9 percent of the barley behind hedges never sees a harvest in the valley."
    steps = _steps(_backbone(tmp_path, LONG.format(background="", results="", discussion=f"{view} {more}")))
    assert more not in steps and view not in {claim for _, claim in steps.values()}


def test_a_running_head_between_two_paragraphs_begins_no_part(tmp_path: Path) -> None:
    text = PAPER.replace("A limitation of", "\n\n## Road Review\n\nA limitation of").replace(
        "Critics argue that", "\n\n## Road Review\n\nCritics argue that"
    )
    drafted = _backbone(tmp_path, text)
    kinds = {point.text[:12]: kind for point in drafted.claims for kind in [_kind_of(point, drafted.claims)]}
    assert kinds["A limitation"] == "but"


@pytest.mark.parametrize(
    "quoted",
    [
        "»The barley of the valley needs the shade of hedges at harvest« (Lind 2001).",
        "“The barley of the valley needs the shade of hedges at harvest” [7].",
        "The barley of the valley needs shade at harvest, and the hedges give it« (Lind 2001: 9).",
        "»The barley of the valley needs the shade of its hedges at harvest.",
    ],
)
def test_what_only_quotes_is_no_claim_of_the_paper(quoted: str, tmp_path: Path) -> None:
    drafted = _backbone(tmp_path, LONG.format(background="", results=quoted, discussion=""))
    assert not any("needs" in point.text for point in [*drafted.claims, *drafted.offers])


@pytest.mark.parametrize(
    "further",
    [
        "Small farms count few sheaves. Thus findings on small farms are less likely true than others.",
        "\n\nResults show that findings from coastal meadows are less likely true than others. "
        "On coastal meadows 14 of 20 counts failed.",
    ],
)
def test_what_shares_only_everyday_words_with_a_thesis_is_no_reason_for_it(further: str, tmp_path: Path) -> None:
    text = LONG.format(background="", results=further, discussion="").replace(
        "This paper argues that hedges around barley raised the harvest of the valley. Wild bees nested in them.",
        "We find that it is more likely for published findings to be false than true. They come from everywhere.",
    )
    first, *others = _backbone(tmp_path, text).claims
    assert first.text.startswith("It is more likely") and first.is_open
    assert any("less likely true" in point.text and point.conclusion for point in others)


def _kind_of(point: Point, claims: list[Point]) -> str:
    return next((link.kind for claim in claims for link in claim.links if link.premise == point.key), "")


def test_what_the_text_argues_for_elsewhere_becomes_a_conclusion_with_its_reason(tmp_path: Path) -> None:
    argued = "The shepherds sold more cheese in summer. This suggests that the mountain meadows were fertile."
    drafted = _backbone(tmp_path, LONG.format(background="", results=argued, discussion=""))
    (meadows,) = (point for point in drafted.claims if "meadows were fertile" in point.text)
    assert meadows.conclusion and [link.said for link in meadows.links] == ["This suggests that"]


def test_what_only_speaks_of_the_same_elsewhere_is_no_reason_for_a_further_conclusion(tmp_path: Path) -> None:
    argued = (
        "The shepherds sold more cheese in summer. This suggests that the mountain meadows were fertile.\n\n"
        "In the mountain meadows 14 fertile springs were counted."
    )
    steps = _steps(_backbone(tmp_path, LONG.format(background="", results=argued, discussion="")))
    assert "mountain meadows were fertile" not in steps.get(argued.rpartition("\n")[2], ("", ""))[1]


_ARGUED = (
    ("Shepherds sold more cheese in summer.", "the mountain meadows were fertile"),
    ("Millers bought three new stones.", "bread was baked in every hamlet"),
    ("Carters mended their axles twice.", "roads had suffered from the floods"),
    ("Priests complained of empty pews.", "faith had cooled among the young"),
    ("Weavers hired eleven foreign apprentices.", "linen found buyers overseas"),
    ("Sailors stayed ashore until spring.", "storms closed the northern harbour"),
    ("Brewers doubled their copper kettles.", "hops were cheap that decade"),
    ("Smiths forged fewer swords.", "peace had reached the border forts"),
    ("Foresters planted oaks by thousands.", "timber had become scarce upriver"),
)


@pytest.mark.parametrize("pairs", [9, 2])
def test_what_needs_another_sentence_is_no_further_conclusion(pairs: int, tmp_path: Path) -> None:
    argued = [f"{told} This suggests that {drawn}." for told, drawn in _ARGUED[:pairs]]
    hanging = "Wild bees and hedges raised the barley harvest of the valley. Thus, this must have been found by all."
    drafted = _backbone(tmp_path, LONG.format(background="", results="\n\n".join([hanging, *argued]), discussion=""))
    assert "This must have been found by all." not in [point.text for point in drafted.claims]
    assert len(drafted.claims) >= 2 * min(pairs, 7)


def test_what_a_claim_of_the_body_says_again_is_no_reason_for_it(tmp_path: Path) -> None:
    said = "The mountain meadows of the shepherds were fertile in summer, as 14 counts of clover revealed."
    again = "Again, 15 counts of clover revealed that mountain meadows of the shepherds were fertile all summer."
    steps = _steps(
        _backbone(
            tmp_path, LONG.format(background="", results=f"{said}\n\nOther pastures dried.\n\n{again}", discussion="")
        )
    )
    assert "mountain meadows" not in steps.get(again, ("", ""))[1]


def test_what_the_paper_announces_stands_apart_from_its_other_results(tmp_path: Path) -> None:
    filling = "\n\n".join(f"In the year {k} the fish came late, and {k} nets were lost to the ice." for k in range(30))
    (tmp_path / "port.md").write_text(
        "# The Port\n\n## Introduction\n\nThe guild paid for the lights and the walls of the harbour out of its own toll. "
        "Therefore, this paper argues that the guild must keep the toll.\n\n"
        "## Ships\n\nThe wharves of Ulm had oak from the northern hills in every spring of the war. Hence they built more "
        f"ships than all other towns.\n\n{filling}\n",
        "utf-8",
    )
    draft_project(tmp_path / "port.md", tmp_path / "draft")
    told = (tmp_path / "draft" / "claims" / "argument.md").read_text("utf-8")
    chief, _, further = told.partition("# Other results, and what the text gives reasons for")
    assert chief.count("{conclusion}") == 1 and "the guild must keep the toll" in chief
    assert "built more ships" in further


MAIN = "# Tolls\n\n## Abstract\n\n{abstract}\n\n" + "\n\n".join(
    f"## Chapter {k}\n\nIn the year {k} the fish came late to the bay. The nets of {k} boats were lost to the ice. "
    f"Nobody wrote to the bishop about it in {k}."
    for k in range(1701, 1712)
)


def _conclusions(backbone: Backbone) -> dict[str, bool]:
    """The text of each conclusion → whether it is open."""
    return {point.text: point.is_open for point in backbone.claims if point.conclusion}


FILLER = {
    "en": "In the year {k} the fish came late to the bay. Nobody wrote to the bishop about it, and {k} nets were lost.",
    "de": "Im Jahr {k} kam der Fisch spät in die Bucht. Niemand schrieb dem Bischof davon, und {k} Netze gingen verloren.",
    "fr": "En l'an {k} le poisson arriva tard dans la baie. Personne n'écrivit à l'évêque, et {k} filets furent perdus.",
    "es": "En el año {k} el pescado llegó tarde a la bahía. Nadie escribió al obispo, y {k} redes se perdieron en el hielo.",
}


@pytest.mark.parametrize(
    ("tongue", "announced"),
    [
        ("en", "In this article I argue that the guild must keep the toll."),
        ("en", "I first want to argue that the guild must keep the toll."),
        ("en", "My contention is that the guild must keep the toll."),
        ("de", "Dieser Aufsatz zeigt, dass die Gilde den Zoll behalten muss."),
        ("de", "Im Folgenden werde ich zeigen, dass die Gilde den Zoll behalten muss."),
        ("fr", "Je soutiendrai que la guilde doit garder le péage du port."),
        ("es", "En este trabajo defenderé que el gremio debe conservar el peaje del puerto."),
    ],
)
def test_an_announced_thesis_stays_open_where_no_reason_is_in_reach(
    tongue: str, announced: str, tmp_path: Path
) -> None:
    chapters = "\n\n".join(f"## {k}\n\n{FILLER[tongue].format(k=k)}" for k in range(1701, 1720))
    drafted = _backbone(tmp_path, f"# A\n\n## Abstract\n\n{announced}\n\n{chapters}\n", tongue)
    assert [(point.anchor, point.is_open) for point in drafted.claims] == [(announced, True)]


def test_an_open_thesis_is_written_with_the_question_for_its_reason(tmp_path: Path) -> None:
    chapters = "\n\n".join(f"## {k}\n\n{FILLER['en'].format(k=k)}" for k in range(1701, 1720))
    (tmp_path / "port.md").write_text(f"# A\n\n## Abstract\n\nI argue that the guild must go.\n\n{chapters}\n", "utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "port.md"), str(tmp_path / "draft")])
    assert "1 conclusion stayed open" in result.output
    assert "which sentence of the paper is its reason?" in (tmp_path / "draft" / "claims" / "argument.md").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "According to Lind, the guild must keep the toll of the harbour because nobody else pays for the lights.",
        "Lind et al. (2001) showed that the guild kept the toll because nobody else paid for the lights.",
        "The question is whether the guild kept the toll because nobody else paid for the lights.",
        "“The guild kept the toll of the harbour because nobody else paid for its lights”, said the mayor.",
        "MARIN: The guild kept the toll of the harbour because nobody else paid for its lights.",
        "Accordingly, we counted the tolls of the guild because nobody else had counted the lights.",
    ],
)
def test_what_others_say_what_is_asked_and_how_it_was_done_are_no_conclusions(sentence: str, tmp_path: Path) -> None:
    text = MAIN.format(abstract="This paper argues that ice emptied the harbour of the bay.") + f"\n\n{sentence}"
    drafted = _backbone(tmp_path, f"{text} Then the snow came.\n")
    assert not any("guild" in text for text in _conclusions(drafted))


@pytest.mark.parametrize(
    ("labelled", "conclusion", "reasons"),
    [
        (
            "Background: The bay freezes. Results: 90 skippers took part. Iron keels broke less often (4 of 90). "
            "Conclusion: Iron keels are worth their price.",
            "Iron keels are worth their price.",
            ["Iron keels broke less often (4 of 90)."],
        ),
        (
            "Aim: To count nets. Results: We found that oak was lost in 9 winters. Conclusions: Oak is a poor wood.",
            "Oak is a poor wood.",
            ["We found that oak was lost in 9 winters."],
        ),
        ("Results: We found that oak was lost in 9 winters. Background: Oak is a poor wood for all keels.", "", []),
        ("Conclusion: Further studies should count the keels. Results: Oak was lost in 9 winters there.", "", []),
    ],
)
def test_an_abstract_in_parts_says_what_it_concludes_and_from_what(
    labelled: str, conclusion: str, reasons: list[str], tmp_path: Path
) -> None:
    drafted = _backbone(tmp_path, MAIN.format(abstract=labelled))
    joined = [premise for premise, (_, claim) in _steps(drafted).items() if claim == conclusion]
    assert joined == reasons
    assert not conclusion or next(iter(_conclusions(drafted))) == conclusion


@pytest.mark.parametrize(
    ("abstract", "claim"),
    [
        ("Background: Nobody knows the tolls of Varna. Conclusions: The tolls of Varna emptied its harbour.", True),
        ("Methods: The tolls of Varna emptied its harbour. Results: We found nothing else.", False),
    ],
)
def test_the_labels_of_an_abstract_say_what_is_a_claim(abstract: str, claim: bool, tmp_path: Path) -> None:
    drafted = _backbone(
        tmp_path, MAIN.format(abstract=abstract) + "\n\nThe tolls of Varna emptied its harbour in 1720."
    )
    assert ("The tolls of Varna emptied its harbour." in _conclusions(drafted)) == claim


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("(a) Merchants left the road.", "Merchants left the road."),
        ("3. Merchants left the road.", "Merchants left the road."),
        ("iv) Merchants left the road.", "Merchants left the road."),
        ("A toll was paid.", "A toll was paid."),
        ("I. Newton left the road.", "I. Newton left the road."),
    ],
)
def test_the_sign_of_a_list_is_no_part_of_a_claim(sentence: str, text: str) -> None:
    assert as_sentence(sentence) == text


def test_a_reason_before_what_it_means_loses_its_since() -> None:
    split = split_at_reason("Since nobody paid the toll, this means that the guild was poor.", _cues())
    assert split is not None and (split.claim, split.reason) == ("the guild was poor.", "nobody paid the toll")


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Zölle wurden durch den Krieg, da nun auch Schiffe zahlten, die früher frei fuhren, noch einmal erhöht.",
        "Der Handel blieb, da die Gilde, wie man sagte, alles zahlte, dem Hafen erhalten.",
    ],
)
def test_a_german_sentence_that_may_go_on_behind_its_reason_stays_whole(sentence: str) -> None:
    assert split_at_reason(sentence, _cues("de")) is None


@pytest.mark.parametrize(
    "before",
    [
        "The question is whether the guild paid for the lights of the harbour.",
        "We aim to count the tolls that the guild took in the harbour.",
        "We will look at the tolls that the guild took in the harbour.",
    ],
)
def test_what_is_asked_or_planned_is_no_reason_for_what_follows(before: str, tmp_path: Path) -> None:
    text = MAIN.format(abstract="We argue that ice emptied the harbour.") + f"\n\n{before} Thus the harbour was lit.\n"
    assert not any(premise == before for premise, _, _ in _links(_backbone(tmp_path, text)))


def test_the_first_paragraph_of_a_long_text_stands_for_an_abstract_that_has_no_heading(tmp_path: Path) -> None:
    letter = (
        "Tolls have long been paid in the north. Here we show that ice emptied the harbour of the bay. "
        "Whalers of the northern coast moved most of their winter camps southward. The guild never came back to it."
    )
    years = "\n\n".join(f"## {k}\n\n{FILLER['en'].format(k=k)}" for k in range(1701, 1750))
    drafted = _backbone(tmp_path, f"# The Bay\n\n{letter}\n\n{years}\n")
    assert list(_conclusions(drafted)) == ["Ice emptied the harbour of the bay."]


def test_a_page_of_which_no_word_joins_two_sentences_is_not_joined_by_place(tmp_path: Path) -> None:
    measured = " ".join(f"The peak of well {k} stood at {k}.5 tesla in the field." for k in range(1, 13))
    text = f"# Wells\n\nWe show that disorder kills the states of the wells.\n\n{measured}\n"
    drafted = _backbone(tmp_path, text)
    assert [point.is_open for point in drafted.claims] == [True]


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("The guild could thus light the harbour of Varna.", True),
        ("The harbour of Varna was the richest known thus far.", False),
        ("The harbour of Varna was the richest known so far.", False),
    ],
)
def test_thus_draws_and_thus_far_does_not(drawn: str, said: bool, tmp_path: Path) -> None:
    text = MAIN.format(abstract="We argue that ice emptied the harbour.")
    text += f"\n\nThe guild had its own oil and wicks. {drawn}\n"
    assert (drawn in {claim for _, _, claim in _links(_backbone(tmp_path, text))}) == said


def test_a_list_ends_where_a_paragraph_stands_between(tmp_path: Path) -> None:
    told = "The guild faced three problems:\n\n- The lamps of the harbour burned too much oil."
    later = "The bishop of the town was rich in every year.\n\n- The bells of the tower were cast of iron in that year."
    text = MAIN.format(abstract="We argue that ice emptied the harbour.") + f"\n\n{told}\n\n{later}\n"
    premises = {premise for premise, _, _ in _links(_backbone(tmp_path, text))}
    assert any(premise.startswith("The lamps") for premise in premises)
    assert not any(premise.startswith("The bells") for premise in premises)


@pytest.mark.parametrize("sentence", ["In fact, however, the guild was poor.", "Indeed, but for the ice, it was rich."])
def test_what_turns_against_the_sentence_before_is_no_reason_for_it(sentence: str, tmp_path: Path) -> None:
    text = MAIN.format(abstract="We argue that ice emptied the harbour.") + f"\n\nThe guild was rich. {sentence}\n"
    assert not any(premise == sentence for premise, _, _ in _links(_backbone(tmp_path, text)))


def test_what_is_drawn_from_an_example_is_argued_for_and_what_only_has_one_is_not(tmp_path: Path) -> None:
    shown = "For example, the guild paid for 14 lamps. As such, the guild kept the harbour alight in every winter."
    only = "The whalers dined well in their winter camps. For example, 14 casks of beef were found in one of them."
    text = MAIN.format(abstract="We argue that ice emptied the harbour.") + f"\n\n{shown}\n\n{only}\n"
    told = _conclusions(_backbone(tmp_path, text))
    assert any("alight" in text for text in told)
    assert not any("dined" in text for text in told)


@pytest.mark.parametrize(
    ("heading", "read"),
    [
        ("Conflict in the Harbour", True),
        ("Intellectual Property in the Guild", True),
        ("Data Protection at Sea", True),
        ("Design and Trade of Ships", False),
        ("Conflicts of Interest", False),
        ("Intellectual Property", False),
        ("Data", False),
    ],
)
def test_a_heading_that_only_begins_like_a_formality_heads_a_section(heading: str, read: bool, tmp_path: Path) -> None:
    argued = "The wharves of Ulm had oak from the northern hills. Hence they built more ships than all other towns."
    text = f"{MAIN.format(abstract='We argue that ice emptied the harbour.')}\n\n## {heading}\n\n{argued}\n"
    claims = [point.text for point in _backbone(tmp_path, text).claims]
    assert any("more ships" in text for text in claims) == read


_POINT = "Clearly, the whalers liked many things about the camps."


@pytest.mark.parametrize(
    ("behind", "joined"),
    [
        ("In 1720, 60 percent of them stayed until spring.", True),
        ("Lind (2001) reports a feast in every week.", True),
        ("Their camps had been built by Lind in 1718.", True),
        ("However, 40 percent of them never came back.", False),
        ("Some 40 percent of them, however, never came back.", False),
        ("Moreover, 40 percent of the ships were sold.", False),
        ("Therefore, 40 percent of the ships were sold.", False),
        ("Nobody wrote to the bishop about it.", False),
        ("This may be due to the 40 casks of beef.", False),
    ],
)
def test_what_counts_or_reports_bears_out_the_point_that_opens_its_paragraph(
    behind: str, joined: bool, tmp_path: Path
) -> None:
    text = f"{MAIN.format(abstract='We argue that ice emptied the harbour.')}\n\n{_POINT} {behind}\n"
    assert (_steps(_backbone(tmp_path, text)).get(behind) == ("because", _POINT)) == joined


def test_what_several_findings_suggest_is_drawn_from_all_of_them(tmp_path: Path) -> None:
    found = [
        "In 1720, 60 percent of the whalers came late.",
        "Some 40 percent lost their nets.",
        "Nearly 20 percent sold their boats.",
    ]
    text = f"{MAIN.format(abstract='We argue that ice emptied the harbour.')}\n\n{' '.join(found)}\n\n"
    drawn = "These findings suggest a great crisis of whaling."
    steps = _steps(_backbone(tmp_path, f"{text}{drawn} It was told for long.\n"))
    assert [steps.get(sentence) for sentence in found] == [("because", drawn)] * 3


def test_what_is_said_in_a_speech_of_several_sentences_is_no_claim_of_the_paper(tmp_path: Path) -> None:
    speech = "A whaler told us: ‘I sold my boat. Therefore, I was rich in every winter.’ He left."
    text = f"{MAIN.format(abstract='We argue that ice emptied the harbour.')}\n\n{speech}\n"
    drafted = _backbone(tmp_path, text)
    assert not any("rich" in point.text for point in [*drafted.claims, *drafted.offers])


def test_what_abstract_and_body_both_say_is_one_claim_with_the_words_and_reasons_of_both(tmp_path: Path) -> None:
    said = "Whalers of the northern coast moved their winter camps southward to Bergen."
    again = "The whalers of the northern coast had moved all their winter camps southward to Bergen"
    abstract = f"This paper argues that ice emptied the harbour of the bay. {said}"
    body = f"Their old huts were found without roofs. Therefore, {again[:1].lower()}{again[1:]}."
    drafted = _backbone(tmp_path, f"{MAIN.format(abstract=abstract)}\n\n{body} Then snow came.\n")
    (point,) = (point for point in drafted.claims if point.text == said)
    assert point.again == (f"Therefore, {again[:1].lower()}{again[1:]}.",)
    assert [link.said for link in point.links] == ["Therefore"]
    assert not any(again in other.text for other in [*drafted.claims, *drafted.offers])


REPORT = """# Nets and ice

## Purpose

We asked what the ice costs the boats of the bay.

## Results

We found that boats with iron keels lost 4 nets a winter. Keels of oak cost their skippers 31 marks more.

## Conclusion

These results suggest that iron pays.

## Introduction

Nets have been lost to the ice for as long as there are boats. Nobody has counted them before.

## Methods

We asked 90 skippers of the bay in each month of two winters.

### Results

Skippers of the northern wharf bought new nets twice as often as others, 14 times in two winters. The lamps burned.

## Discussion

New nets are bought oftener at the northern wharf than anywhere else. Salt is dear.
"""


def _joined(backbone: Backbone) -> dict[str, str]:
    """The text of each premise → that of its claim."""
    texts = {point.key: point.text for point in backbone.claims}
    return {texts[link.premise]: point.text for point in backbone.claims for link in point.links}


@pytest.mark.parametrize(
    ("premise", "claim"),
    [
        ("We found that boats with iron keels", "These results suggest that iron pays."),
        ("Keels of oak cost their skippers", "These results suggest that iron pays."),
        ("Skippers of the northern wharf bought", ""),
        ("The lamps burned", ""),
        ("We asked 90 skippers", ""),
    ],
)
def test_what_a_report_found_bears_out_what_it_says_that_comes_to(premise: str, claim: str, tmp_path: Path) -> None:
    filler = MAIN.partition("{abstract}\n\n")[2]
    joined = _joined(_backbone(tmp_path, f"{REPORT}\n\n{filler}\n"))
    found = [to for text, to in joined.items() if text.startswith(premise) or premise in text]
    assert (found[0].startswith(claim) if found else False) == bool(claim)


@pytest.mark.parametrize(
    ("hence", "read"), [("Hence they paid more than all the others.", True), ("Por eso pagaron.", False)]
)
def test_what_stands_in_another_tongue_is_no_claim(hence: str, read: bool, tmp_path: Path) -> None:
    told = {
        True: "The wharves of Ulm had oak from the northern hills for all of their ships.",
        False: "Los muelles de la ciudad tenían la madera de las colinas del norte para todos los barcos de la bahía.",
    }[read]
    text = f"{MAIN.format(abstract='We argue that ice emptied the harbour.')}\n\n## Wharves\n\n{told} {hence}\n"
    assert any(point.anchor == told for point in _backbone(tmp_path, text).claims) == read


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [
        ("The logs show that the northern skippers lost fewer nets to the harbour ice.", True),
        ("The northern skippers lost 31 nets to the harbour ice.", True),
        ("The northern skippers fear the harbour ice.", False),
        ("Skippers should take fewer nets to the harbour ice.", False),
    ],
)
def test_what_a_report_found_bears_out_what_it_comes_to(sentence: str, joined: bool, tmp_path: Path) -> None:
    chapters = "\n\n".join(f"### {k}\n\n{FILLER['en'].format(k=k)}" for k in range(1701, 1720))
    closing = f"We argue that iron keels pay where the harbour is full of ice. {sentence} The lamps burned."
    text = f"# Nets\n\n## Results\n\n{chapters}\n\n## Conclusion\n\n{closing}\n"
    drafted = _backbone(tmp_path, text)
    thesis = next(point for point in drafted.claims if point.text.startswith("Iron keels"))
    anchors = {point.key: point.anchor for point in drafted.claims}
    assert (sentence in [anchors[link.premise] for link in thesis.links]) == joined


@pytest.mark.parametrize(
    ("point", "joined"),
    [
        ("I argue that the harbour was too narrow for whalers.", True),
        ("The harbour was too narrow for whalers.", False),
    ],
)
def test_what_a_paper_says_that_it_argues_is_borne_out_by_what_it_counts_behind(
    point: str, joined: bool, tmp_path: Path
) -> None:
    thesis = MAIN.format(abstract="This paper shows that salt made the old guild of Varna rich.")
    text = f"{thesis}\n\nSnow fell. {point} In 1720 the harbour took 14 whalers.\n"
    drafted = _backbone(tmp_path, text)
    points = {claim.anchor: claim for claim in drafted.claims}
    anchors = {claim.key: claim.anchor for claim in drafted.claims}
    told = [anchors[link.premise] for link in points[point].links] if point in points else []
    assert ("In 1720 the harbour took 14 whalers." in told) == joined
