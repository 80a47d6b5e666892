"""What the matcher must call verbatim, damaged, altered, not found and not checkable."""

from typing import NamedTuple

import pytest

from argmap.quotations import Match, SearchText
from argmap.quotations.disguise import find_disguised
from volume import few_of


class Repair(NamedTuple):
    start: int
    end: int
    proposed: str


def find(text: str, quote: str) -> Match:
    return SearchText(text).find(quote)


PLAIN = "The treaty of 1923 was signed in Ankara by both governments after long and difficult talks."

VERBATIM = {
    "white space": (PLAIN.replace("signed in", "signed  \n\t in"), "was signed in Ankara by both governments"),
    "hyphen at a line's end": (PLAIN.replace("governments", "govern-\nments"), "by both governments after long"),
    "soft hyphen": (PLAIN.replace("governments", "govern\u00adments"), "by both governments after long"),
    "soft hyphen at a line's end": (PLAIN.replace("governments", "govern\u00ad\nments"), "by both governments after"),
    "own hyphen at a line's end": (
        "All that the well-\nknown Euro-\nAtlantic allies",
        "the well-known Euro-Atlantic allies",
    ),
    "hyphen copied with a blank": (PLAIN, "by both govern- ments after long and difficult talks"),
    "ligature code points": (
        "The o\ufb03cial \ufb01nding was de\ufb02ated in the end",
        "official finding was deflated",
    ),
    "dashes": ("the army — which had fled — came back at last", "the army - which had fled - came back"),
    "curly quotation marks": (
        "he called it “the king’s own peace” and left",
        'called it "the king\'s own peace" and left',
    ),
    "guillemets": ("he called it «peace with honour» and left them", 'he called it "peace with honour" and left'),
    "capital at the start": (PLAIN, "The talks".replace("The talks", "Signed in Ankara by both governments")),
    "superscript note mark": (PLAIN.replace("Ankara", "Ankara¹²"), "was signed in Ankara by both governments"),
    "note mark in brackets": (PLAIN.replace("Ankara", "Ankara [12]"), "was signed in Ankara by both governments"),
    "note mark behind a full stop": (
        "They went to Ankara.18 The talks were long.",
        "went to Ankara. The talks were long",
    ),
    "note mark behind a year": ("They met in 1923.18 The talks were long.", "They met in 1923. The talks were long"),
    "note mark glued to a word": ("of the conference18 and the talks that followed", "of the conference and the talks"),
    "page header": (
        "signed in Ankara by both\n\n14   Journal of Peace Research\n\ngovernments after long talks",
        "in Ankara by both governments after long talks",
    ),
    "page header in a broken word": (
        "signed in Ankara by both gov-\n\n14   JOURNAL OF PEACE\n\nernments after long talks",
        "in Ankara by both governments after long talks",
    ),
    "page number and form feed": (
        "signed in Ankara by both\n14\n\fgovernments after talks",
        "Ankara by both governments",
    ),
    "composed and decomposed accents": ("Davutog\u0306lu wrote of the depth", "Davuto\u011flu wrote of the depth"),
    "the same lost letters": ("a close rela\ufffdon with the country", "a close rela\ufffdon with the country"),
    "ellipsis of the source": ("We came… we saw… we left again soon", "We came… we saw… we left again"),
    "Chinese": ("他们在中国的历史上有很多重要的事件和人物", "中国的历史上有很多重要的事件"),
    "Cyrillic": ("Москва была главным городом всей страны", "была главным городом"),
}


@pytest.mark.parametrize("text, quote", VERBATIM.values(), ids=VERBATIM)
def test_what_editors_allow_is_verbatim(text: str, quote: str) -> None:
    assert find(text, quote).state == "verbatim"


def test_offsets_are_those_of_the_text_as_it_stands() -> None:
    text = "Before. The o\ufb03cial\nfind-\ning¹ was clear. After."
    match = find(text, "official finding was clear")
    assert text[match.start : match.end] == "o\ufb03cial\nfind-\ning¹ was clear" == match.matched


def test_note_marks_and_headers_read_over_are_listed() -> None:
    match = find("in the Balkan region,¹ including Turkey and others", "the Balkan region, including Turkey")
    assert [(d.kind, d.source, d.weight) for d in match.differences] == [("omission", "¹", "editorial")]
    assert "note mark" in match.why


def test_given_furniture_is_read_over() -> None:
    text = "the army and Some Odd Running Words the navy were sent"
    start = text.index("Some")
    given = SearchText(text, furniture=[(start, start + len("Some Odd Running Words "))])
    assert given.find("the army and the navy were sent").state == "verbatim"
    assert find(text, "the army and the navy were sent").state == "altered"


def test_lost_ligature_is_verbatim_through_the_repair_map() -> None:
    text = "This rela\ufffdon is o\ufffd\ufffdcial and close."
    repairs = [Repair(5, 12, "relation"), Repair(16, 24, "official")]
    match = SearchText(text, repairs).find("This relation is official and close")
    assert match.state == "verbatim"
    assert {d.kind for d in match.differences} == {"damage"}


def test_repair_of_letters_inside_a_word_is_read() -> None:
    text = "This rela\ufffdon is close and old."
    assert SearchText(text, [Repair(9, 10, "ti")]).find("This relation is close").state == "verbatim"


def test_words_copied_with_their_damage_are_found_where_a_repair_map_mends_them() -> None:
    text = "This rela\ufffdon is neo-\nO\ufffdoman and close."
    repairs = [Repair(5, 12, "relation"), Repair(text.index("O\ufffd"), text.index(" and"), "Ottoman")]
    assert SearchText(text, repairs).find("This rela\ufffdon is neo-O\ufffdoman and close").state == "verbatim"


def test_wrong_repair_does_not_hide_the_word() -> None:
    text = "They held the \ufffdrst talks in the capital."
    match = SearchText(text, [Repair(14, 18, "worst")]).find("They held the first talks in the capital")
    assert match.state == "noise"


DAMAGE = {
    "U+FFFD without repairs": (
        "a close rela\ufffdon with the na\ufffdons of the west",
        "a close relation with the nations of",
    ),
    "U+FFFD for any letters": (
        "the policy of Davuto\ufffdlu was called deep",
        "the policy of Davutoğlu was called deep",
    ),
    "U+FFFD in the quotation": ("a close relation with the nations", "a close rela\ufffdon with the na\ufffdons"),
    "ligatures silently lost": (
        "the oce of the nance minister was ooded",
        "the office of the finance minister was flooded",
    ),
    "misread letters": ("tbe govemment of tlie republic was wcak", "the government of the republic was weak"),
    "digit for a letter": ("the po1icy of the g0vernment was weak", "the policy of the government was weak"),
    "letter for a digit": ("signed in l923 by the two governments", "signed in 1923 by the two governments"),
    "words joined and split": ("ofthe govern ment in the capi tal", "of the government in the capital"),
    "lost accents": ("the policy of Davutoglu was called deep", "the policy of Davutoğlu was called deep"),
    "a word printed twice": ("the policy of the the government was weak", "the policy of the government was weak"),
    "another spelling": ("the colour of the harbour defence was grey", "the color of the harbor defense was grey"),
}


@pytest.mark.parametrize("text, quote", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_noise_and_not_an_alteration(text: str, quote: str) -> None:
    match = find(text, quote)
    assert match.state == "noise"
    assert all(d.weight != "alteration" for d in match.differences)


ALTERED = {
    "a digit": (PLAIN, "The treaty of 1928 was signed in Ankara", "digit"),
    "a decimal point": ("it rose by 3.5 per cent in that year", "it rose by 35 per cent in that year", "digit"),
    "a sign": ("it changed by -5 per cent in that year", "it changed by 5 per cent in that year", "digit"),
    "a number in words": ("all of the two hundred men were lost", "all of the three hundred men were lost", "digit"),
    "a digit in a name": ("the G8 summit in the capital was long", "the G6 summit in the capital was long", "digit"),
    "a note mark": (
        "They went to Ankara.18 The talks were long",
        "They went to Ankara.19 The talks were long",
        "digit",
    ),
    "a dropped not": (
        "the treaty was not signed by the king himself",
        "the treaty was signed by the king himself",
        "negation",
    ),
    "a put-in not": (PLAIN, "The treaty of 1923 was not signed in Ankara", "negation"),
    "a negative prefix": (
        "they were unable to pay the debt in time",
        "they were able to pay the debt in time",
        "negation",
    ),
    "a prefix cut off at the start": ("was unable to pay the debt in time", "able to pay the debt in time", "negation"),
    "not able for notable": ("the king is notable to pay the debt", "the king is not able to pay the debt", "negation"),
    "an opposite": (
        "the power of the state increased after that",
        "the power of the state decreased after that",
        "word",
    ),
    "a hedge": ("the treaty may bring peace to the region", "the treaty will bring peace to the region", "word"),
    "a name": ("the speech of Berisha was long and dull", "the speech of Meksi was long and dull", "word"),
    "a name one letter apart": (
        "the army of Iraq was sent to the border",
        "the army of Iran was sent to the border",
        "word",
    ),
    "one letter, another word": (
        "a causal link was found between them all",
        "a casual link was found between them all",
        "word",
    ),
    "two letters exchanged": ("they came from the city of the river", "they came form the city of the river", "word"),
    "words left out": (PLAIN, "The treaty of 1923 was signed after long and difficult talks", "omission"),
    "one word left out": ("it was only a partial success for them", "it was only a success for them", "omission"),
    "words put in": (PLAIN, "was signed solemnly and publicly in Ankara by both governments", "insertion"),
    "another order": (
        "the king and the queen met the envoy there",
        "the queen and the king met the envoy there",
        "order",
    ),
    "a question": ("Was it a success? The answer is long", "Was it a success. The answer is long", "omission"),
    "a per cent sign": ("profits rose 5% in the year of the war", "profits rose 5 in the year of the war", "omission"),
    "a capital that bears sense": ("In 1990 the US was like any other", "In 1990 the us was like any other", "word"),
}


@pytest.mark.parametrize("text, quote, kind", ALTERED.values(), ids=ALTERED)
def test_changed_words_are_an_alteration(text: str, quote: str, kind: str) -> None:
    match = find(text, quote)
    assert match.state == "altered"
    assert kind in {d.kind for d in match.differences if d.weight == "alteration"}


def test_dropped_negation_in_badly_recognised_print_is_an_alteration() -> None:
    text = "Tbe treaty was nct signed hy the kiug himself in tbe capitol of the repub1ic."
    match = find(text, "The treaty was signed by the king himself in the capital of the republic")
    assert match.state == "altered"


BAD_PRINT = (
    " Tbe rnen of tlie villago bad wa1ked al1 day througb the snovv and vvere tlred; thcy could nct see tbe houses of "
    "tlieir neigbbours, and the wlnd blew hard acrcss the fie1ds. Some cf the chlldren cried, and their motbers carried "
    "thern. When eveniug came tliey reached tlie old mill, wbere a fire was burning, and tbe mil1er gave them bread and "
    "vvarm milk. Nobody spoke mucli. Tbe oldest of thern sat near the door and looked at the snow, whicli fell vvithout "
    "ceasing on the road, on the trees and ou the river, until nothing could be seen but tbe light in the window."
    " Later the people of the valley told their children how long the winter had lasted, what they had eaten when flour "
    "became dear, which families had moved away before spring, and where the bridge had stood until the great flood. They "
    "also remembered the miller, whose daughter married a carpenter from another county and never returned, although she "
    "wrote many letters home. These letters were kept in a wooden chest under the stairs together with some silver spoons "
    "and several faded pictures of soldiers."
)


@pytest.mark.parametrize(
    ("text", "quote", "there"),
    [
        ("He took the miller'5 lantern from the hook", "He took the miller's lantern from the hook", True),
        ("He took the miller5 lantern from the hook", "He took the millers lantern from the hook", True),
        ("Arid then the bells rang out", "And then the bells rang out", True),
        ("The tar side of the river was dark", "The far side of the river was dark", True),
        ("They stood in a liue before the door", "They stood in a line before the door", True),
        ("For a timeI waited for the mail", "I waited for the mail", True),
        ("Bernard lit the lamp, Bernard sang, Bernard slept, and Bernord woke", "and Bernard woke", True),
        ("The letter [to his brother iu Bremen] is lost", "The letter [to his brother in Bremen] is lost", True),
        ("The letter [to his brother in Bremen] is lost", "The letter [to his sister in Bremen] is lost", False),
        ("The letter [of 1812 to his brother] is lost", "The letter [of 1813 to his brother] is lost", False),
        ("The near side of the river was dark", "The far side of the river was dark", False),
        ("They stood in a lane before the door", "They stood in a mill before the door", False),
    ],
)
def test_in_bad_print_a_form_print_is_known_for_is_damage_and_another_word_is_not(
    text: str, quote: str, there: bool
) -> None:
    match = find(f"{text}.{BAD_PRINT}", quote)
    assert match.found == there, match.why


def test_opposite_in_badly_recognised_print_is_an_alteration() -> None:
    text = "Tbe power of tlie state inoreased by far in tbat year, and increased again in the next one; it increased."
    match = find(text, "The power of the state decreased by far in that year")
    assert match.state == "altered"


def test_the_differences_show_both_sides() -> None:
    match = find(PLAIN, "The treaty of 1928 was signed in Ankara")
    assert [(d.kind, d.quote, d.source) for d in match.differences] == [("digit", "1928", "1923")]
    assert PLAIN[match.differences[0].start : match.differences[0].end] == "1923"


def test_words_of_two_places_are_a_splice() -> None:
    filler = " ".join(f"Sentence {i} says nothing that matters here." for i in range(120))
    text = f"The king was loved by his people in the north. {filler} The bishop was feared by all in the old town."
    match = find(text, "The king was loved by his people and feared by all in the old town")
    assert match.state in ("altered", "not-found")
    half = find(text, "The king was loved by his people in the old town and feared by all in the old town")
    assert half.state in ("altered", "not-found")


def test_other_words_are_not_found() -> None:
    match = find(PLAIN * 5, "Nothing of this kind was ever said in any part of the work at hand")
    assert (match.state, match.start, match.end, match.matched) == ("not-found", 0, 0, "")


MARKED = {
    "ellipsis sign": "The treaty of 1923 … was signed by both governments",
    "three dots": "The treaty ... was signed in Ankara",
    "spaced dots": "The treaty . . . was signed in Ankara",
    "dots in brackets": "The treaty [...] was signed in Ankara",
    "two ellipses": "The treaty … was signed … after long and difficult talks",
    "ellipsis in round brackets": "The treaty (...) was signed in Ankara",
    "ellipsis sign in round brackets": "The treaty (…) was signed in Ankara",
    "spaced dots in round brackets": "The treaty ( . . . ) was signed in Ankara",
    "ellipsis at both ends": "… was signed in Ankara by both governments …",
}


@pytest.mark.parametrize("quote", MARKED.values(), ids=MARKED)
def test_marked_ellipsis_is_verbatim(quote: str) -> None:
    text = "The treaty of 1923 was signed in Ankara by both governments after long and difficult talks."
    text = text.replace("1923 was", "1923, the first of its kind, was") if "1923 …" in quote else text
    quote = quote.replace("signed by", "signed in Ankara by")
    assert find(text, quote).state == "verbatim"


def test_what_an_ellipsis_drops_is_shown() -> None:
    match = find(PLAIN, "The treaty … was signed in Ankara")
    assert [(d.kind, d.quote, d.source, d.weight) for d in match.differences] == [
        ("omission", "…", "of 1923", "editorial")
    ]


def test_not_inside_an_ellipsis_is_an_alteration() -> None:
    match = find("The war was not, as many say, a success for the people.", "The war was … a success for the people")
    assert match.state == "altered"
    assert "not" in match.why


def test_not_in_whole_sentences_left_out_leaves_the_sense() -> None:
    text = "He was a very good man. He was not loved by his people. He died in 1920 at home."
    assert find(text, "He was a very good man. … He died in 1920 at home").state == "verbatim"


def test_ellipsis_over_too_great_a_distance_is_not_verbatim() -> None:
    text = (
        f"The treaty was signed in Ankara. {'More and more was said of it by them. ' * 60}The king was pleased with it."
    )
    assert find(text, "The treaty was signed … The king was pleased with it").state != "verbatim"


def test_ellipsis_with_its_parts_out_of_order_is_not_verbatim() -> None:
    assert find(PLAIN, "after long and difficult talks … The treaty of 1923 was signed").state != "verbatim"


BRACKETS = {
    "a gloss put in": "The treaty [with Albania] of 1923 was signed in Ankara",
    "a gloss for words": "The treaty [...] was signed in [the capital] by both governments",
    "a capital": "[S]igned in Ankara by both governments",
    "a small letter": "[t]he treaty of 1923 was signed in Ankara",
    "an ending": "The treat[ies] of 1923 was signed in Ankara",
    "sic": "The treaty of 1923 [sic] was signed in Ankara",
    "emphasis": "The treaty of 1923 was signed in Ankara by both governments [emphasis added]",
}


@pytest.mark.parametrize("quote", BRACKETS.values(), ids=BRACKETS)
def test_marked_insertion_is_verbatim_and_listed(quote: str) -> None:
    match = find(PLAIN, quote)
    assert match.state == "verbatim"
    assert "[S]" in quote or "[t]" in quote or match.differences


def test_not_in_brackets_is_an_alteration() -> None:
    assert find(PLAIN, "The treaty of 1923 was [not] signed in Ankara").state == "altered"


def test_brackets_of_the_source_are_its_words() -> None:
    text = "The treaty [of peace] was signed in Ankara by both."
    assert find(text, "The treaty [of peace] was signed in Ankara").state == "verbatim"


@pytest.mark.parametrize(
    "text, quote, reason",
    [("", PLAIN, "no words"), (" \n… ", PLAIN, "no words"), (PLAIN, "…", "no words"), (PLAIN, "treaty", "Too short")],
)
def test_what_cannot_be_judged_is_not_checkable(text: str, quote: str, reason: str) -> None:
    match = find(text, quote)
    assert match.state == "not-checkable"
    assert reason in match.why


def test_the_best_of_several_places_is_taken() -> None:
    text = "The king was unable to pay the debt in time. The king was able to pay the debt in time."
    match = find(text, "able to pay the debt in time")
    assert match.state == "verbatim"
    assert match.start == text.rindex("able")


def test_what_only_looks_like_a_note_mark_is_still_found() -> None:
    text = "The tables hold interval20 and interval30 as given names of the runs."
    assert find(text, "hold interval20 and interval30 as given names").state == "verbatim"
    assert find(text, "hold interval25 and interval30 as given names").state == "altered"


def test_exact_and_damaged_ligature_searches_need_no_heavy_import() -> None:
    import subprocess
    import sys

    program = (
        "import sys; from argmap.quotations import SearchText; t = 'a close rela\\ufffdon with the na\\ufffdons of it';"
        "assert SearchText(t).find('a close relation with the nations').state == 'noise';"
        "assert SearchText(t).find('a close rela\\ufffdon with the').state == 'verbatim';"
        "print([m for m in ('rapidfuzz', 'numpy', 'spellchecker', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


STILL_ALTERED = {
    "two l": ("they were filing the papers of the court", "they were filling the papers of the court"),
    "a word said three times": ("there is very, very, very little of it left", "there is very, very little of it left"),
    "joined to a not": ("the treaty of peace was notsigned by the king", "the treaty of peace was signed by the king"),
    "inside joined words": ("he said andwould not be moved by them", "he said and could not be moved by them"),
}


@pytest.mark.parametrize("text, quote", STILL_ALTERED.values(), ids=STILL_ALTERED)
def test_what_looks_like_damage_but_changes_words_is_an_alteration(text: str, quote: str) -> None:
    assert find(text, quote).state == "altered"


def test_technical_words_do_not_make_a_text_badly_printed() -> None:
    terms = "subgraph hypernode multigraph metamodel ontologies tokeniser parsers classpath bytecode runtime " * 12
    text = f"{terms} The nodes lie in the centre of the graph. {terms}"
    assert find(text, "The nodes lie on the centre of the graph").state == "altered"


HOSTILE = {
    "white space without end": ("a" + " " * 200_000 + "b", "some words" + " " * 200_000 + "that are not there"),
    "one endless word": ("x" * 200_000, "x" * 50_000 + "y" + " and some other words"),
    "endless marks": ("[1] " * 40_000, "¹" * 20_000 + " and some words more"),
    "endless dots": ("." * 200_000 + " the end of it all", "." * 50_000 + " the end of all this"),
    "endless lost letters": ("\ufffd" * 100_000, "\ufffd" * 3_000 + " and some words more"),
    "the same word": ("again " * 40_000, "again and " + "again " * 1_000),
    "a very long quotation": ("The king came. " * 20_000, "The queen came. " * 10_000),
    "brackets": ("[" * 50_000 + "the end of it", "[" * 20_000 + "the end of all" + "]" * 20_000),
}


@pytest.mark.parametrize("name", few_of([*HOSTILE], 4))
def test_hostile_texts_are_answered(name: str) -> None:
    text, quote = HOSTILE[name]
    assert find(text, quote).state in ("altered", "not-found", "not-checkable", "noise")


UNDECIDED = {
    "a letter lost": (
        "the effects were seen in the schools of the town",
        "the effects were see in the schools of the town",
    ),
    "two letters exchanged": ("they came form the city of the river", "they came from the city of the river"),
    "two letters read as one": ("the tools that modem workshops use", "the tools that modern workshops use"),
    "strokes read otherwise": (
        "the house was sold for a tune by its heirs",
        "the house was sold for a time by its heirs",
    ),
    "a letter like another": ("they bad left the village before the war", "they had left the village before the war"),
    "a name one letter apart": (
        "the instrument was built by Josiah Kelthorne in those years",
        "the instrument was built by Josiah Kelthorpe in those years",
    ),
}


@pytest.mark.parametrize("text, quote", UNDECIDED.values(), ids=UNDECIDED)
def test_print_or_a_person_cannot_be_told_where_both_are_words(text: str, quote: str) -> None:
    """In a text of print; in one that somebody typed the words were changed."""
    printed = SearchText(text, of_print=True).find(quote)
    assert printed.undecided and printed.state == "not-checkable" and not printed.found
    assert printed.matched and "Look at the page" in printed.why
    assert find(text, quote).state == "altered"


@pytest.mark.parametrize(
    "mark",
    ["\f", " o\ufffdcial ", " one govern-\nment and an-\nother treaty of two repub-\nlics "],
    ids=["pages", "lost signs", "words broken at the ends of lines"],
)
def test_a_text_shows_by_its_own_marks_that_it_is_of_print(mark: str) -> None:
    text, quote = UNDECIDED["a letter lost"]
    assert find(text + ". " + mark, quote).undecided


@pytest.mark.parametrize("text, quote, kind", ALTERED.values(), ids=ALTERED)
def test_what_changes_the_sense_is_altered_in_print_too(text: str, quote: str, kind: str) -> None:
    """All but two that are words, a small edit apart and opposed in nothing."""
    match = SearchText(text, of_print=True).find(quote)
    assert match.undecided if "form the city" in quote else match.state == "altered"


NAMES = {
    "the text's form is a word": (
        "the viceroy came to Cuenca by the old road",
        "the viceroy came to Huesca by the old road",
    ),
    "one letter for another": ("the speech of Zvornek was read aloud", "the speech of Zvornak was read aloud"),
    "both unknown": ("built by Josiah Kelthorne in those years", "built by Josiah Kelthorpe in those years"),
}


@pytest.mark.parametrize("text, quote", NAMES.values(), ids=NAMES)
def test_a_name_that_no_list_has_is_no_misprint_of_another(text: str, quote: str) -> None:
    assert find(text, quote).state == "altered"


MISREAD_NAMES = {
    "two letters read as one": ("the speech of Zvomeck was read aloud", "the speech of Zvorneck was read aloud"),
    "the right form elsewhere": (
        "Kelthorne lived there. The organ was built by old Kelthorue in those years. Kelthorne died.",
        "The organ was built by old Kelthorne in those years",
    ),
}


@pytest.mark.parametrize("text, quote", MISREAD_NAMES.values(), ids=MISREAD_NAMES)
def test_a_name_that_print_misread_is_noise(text: str, quote: str) -> None:
    assert find(text, quote).state == "noise"


@pytest.mark.parametrize(
    "text, quote",
    [
        ("das Tagebuch von Ottilie Brandes schildert sie", "das Tagebuch von Ottilie Brandis schildert sie"),
        ("die Karte von Weber Junior ist verloren", "die Karte von Wober Junior ist verloren"),
    ],
    ids=["behind a first name", "before another capital"],
)
def test_a_name_beside_another_is_one_in_german_too(text: str, quote: str) -> None:
    assert SearchText(text, language="de").find(quote).state == "altered"


def test_a_noun_with_a_capital_is_not_taken_for_a_name_in_german() -> None:
    text = "Die Dörfer hielten am alten Gewohnheitsreeht fest und zahlten den Zins."
    assert SearchText(text, language="de").find("am alten Gewohnheitsrecht fest und zahlten den Zins").state == "noise"


def test_without_a_list_of_words_a_likely_misprint_is_not_decided_in_print() -> None:
    text, quote = "Savaştan sonra köylerin beigeler arasında kaldı.", "Savaştan sonra köylerin belgeler arasında kaldı"
    assert SearchText(text, language="tr", of_print=True).find(quote).undecided
    assert SearchText(text, language="tr").find(quote).state == "altered"


DISGUISED = {
    "a Cyrillic letter in a Latin word": ("the c\u0430pital of the republic was moved", "the capital of the republic"),
    "Greek letters in a Latin word": (
        "the c\u03bfuncil \u03bff the t\u03bfwn was moved",
        "the council of the town was moved",
    ),
    "in the quotation": ("the capital of the republic was moved", "the c\u0430pital \u03bff the republic was moved"),
    "a capital": ("the talks in \u0410nkara were long and dull", "the talks in Ankara were long and dull"),
    "a Latin letter in a Cyrillic word": ("Москва была глaвным городом страны", "Москва была главным городом страны"),
    "a Latin letter in a Greek word": ("η πόλη ήταν η πρωτεύoυσα της χώρας", "η πόλη ήταν η πρωτεύουσα της χώρας"),
    "with a line's end and a ligature": ("the o\ufb03cial c\u0430pi-\ntal was moved", "the official capital was moved"),
}


@pytest.mark.parametrize("text, quote", DISGUISED.values(), ids=DISGUISED)
def test_a_letter_of_another_script_is_read_as_it_looks(text: str, quote: str) -> None:
    match = find(f"One. {text} in the end.", quote)
    assert match.state in ("verbatim", "noise")
    assert find(f"One. {text} in the end.", text).state == "verbatim"
    assert match.matched == f"One. {text} in the end."[match.start : match.end] and match.matched[:1] == text[:1]


def test_a_look_alike_is_told_at_its_place() -> None:
    text = "They moved the c\u0430pital of the republic."
    match = find(text, "the capital of the republic")
    (told,) = match.differences
    assert "another script" in told.note and text[told.start : told.end] == "c\u0430pital"


@pytest.mark.parametrize("word", ["n\u03bft", "n\u043et"], ids=["Greek", "Cyrillic"])
def test_a_negation_in_disguise_is_one(word: str) -> None:
    text = f"The treaty was {word} signed by the king himself."
    assert find(text, "The treaty was signed by the king himself").state == "altered"
    assert find(text, "… signed by the king himself").state == "altered"
    assert (
        find("The treaty was signed by the king himself.", f"The treaty was {word} signed by the king").state
        == "altered"
    )


@pytest.mark.parametrize("words", ["Δt of 5 μm at αβ and 3 kΩ", "сор", "Москва и London", "ab\u0430\u0431"])
def test_a_sign_and_a_word_wholly_of_another_script_are_themselves(words: str) -> None:
    assert not list(find_disguised(words))


@pytest.mark.parametrize(
    ("printed", "quote", "states"),
    [
        ("The vicar hod told thom about the fire", "The vicar had told them about the fire", ("noise",)),
        ("At noon Quennelc shut the gate of the mill", "At noon Quennelo shut the gate of the mill", ("noise",)),
        ("The vicar sold moat of the apples to the mill", "sold most of the apples to the mill", ("not-checkable",)),
        ("The vicar sold some of the apples to the mill", "sold same of the apples to the mill", ("altered",)),
    ],
)
def test_in_bad_print_what_nobody_writes_for_a_word_is_print(printed: str, quote: str, states: tuple[str, ...]) -> None:
    around = (
        "Quennelo closed the miil before the winter and went home with his brolher. Nobody in that villagc knew when "
        "Quennelo would come, and the garden was emply for many years. After some time the roof fell down, the doors "
        "were stolen, and children from the school played there every evening until their molhers called them. Then "
        "the council sold the land with all its trees, because nobody had paid the taxes since the year of the great "
        "flood, when water stood higher than the windows. Quennelo wrole two letters from abroad, which the teacher "
        "read aloud in church while everybody listened; Quennelo asked about horses, about his uncle, and whether the "
        "bridge still stood. What they told Quennelo is unknown, since those papers were burnt with the town hall. "
        "Older people remember that the answer was friendly, though some said it never got to Quennelo, as the ship "
        "which carried the post went down within sight of the shore during that same winter, with everything aboard. "
    )
    text = f"{around}\n\nQuennelc left. {printed}."
    assert SearchText(text).find(quote).state in states
