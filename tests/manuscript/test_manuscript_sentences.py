"""Sentences: where they end, where they do not, and that their places are exact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.manuscript.readers.text.reader import draft_of
from argmap.manuscript.stages.sentences import sentence_bounds
from argmap.manuscript.stages.understanding import understand

KEPT_WHOLE = [
    "The claim stands on pp. 375–377 of the book.",
    "It was written by J. R. R. Tolkien in Oxford.",
    "The U.S. Senate voted on it.",
    "Trade reached 18.4 billion dollars in 2011.",
    "Smith et al. (2010) deny it.",
    "He waited... and waited.",
    "The text says “Stop!” and goes on.",
    "Many (see Lee. Also Jones 2010, ch. 3) deny it.",
    "See Fig. 3 and Sec. 4.2 for details.",
    "Dr. Smith met Prof. Jones on St. Mary St. in May.",
    "The rule, i.e. the law, holds, cf. Weber.",
    "No. 5 is the case in point.",
    "As of Jan. 3 it was law.",
    "Man tagte am 26. Oktober 1995 in Bonn.",
    "Das war im 19. Jahrhundert so.",
    "Smith et al. (in press, 2010) deny it, and Lee et al. (see 2011) Show says so.",
    "It rose (as shown. (see 2) and so on) to the top.",
    "„Geh fort!“ rief er ihm nach.",
    "Nach dem 2. Parteitag trat er aus.",
    "Unter Friedrich II. Jahrhundert um Jahrhundert wuchs die Stadt nicht.",
    "Das zeigen z. B. Bienen und u. a. Hummeln, d. h. Tiere.",
    "Siehe S. 12 und Bd. 3, hrsg. v. Otto Kunz, vgl. Peters o. J. Berlin.",
    "Das steht bei Kunz, Anm. Peters, Kap. Zwei und Abb. Drei.",
    "Bu, 19. Yüzyıl boyunca sürdü.",
    "O yıl I. Dünya Savaşı, sonra II. Dünya Savaşı çıktı.",
    "Bunu bkz. Yılmaz ve çev. Demir, s. 12 yazar.",
    "Lo scrive cfr. Rossi, cap. 3, trad. Bianchi, p. es. Verdi.",
    "Lo dice núm. 3, pág. 12, y p. ej. Gómez, trad. Ruiz.",
    "Voir chap. 2, éd. Gallimard, trad. Martin, p. ex. Paris.",
    "E thotë Dervishi, vëll. II, f. 12, p. sh. Tirana.",
]


@pytest.mark.parametrize("sentence", KEPT_WHOLE)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert sentence_bounds(sentence) == [(0, len(sentence))]


PARTED = [
    ("It ended. The next began.", ["It ended.", "The next began."]),
    ("He lives in the U.S. The law is clear.", ["He lives in the U.S.", "The law is clear."]),
    ("They trade oil, gas, etc. Another point is rail.", ["They trade oil, gas, etc.", "Another point is rail."]),
    ("It fell in 1978. 25 states joined.", ["It fell in 1978.", "25 states joined."]),
    ("He said “it ends.” Then he left.", ["He said “it ends.”", "Then he left."]),
    ("Er sagte: „Es endet nie.“ Dann ging er.", ["Er sagte: „Es endet nie.“", "Dann ging er."]),
    ("Er sagte: ‚Es endet nie.‘ Dann ging er.", ["Er sagte: ‚Es endet nie.‘", "Dann ging er."]),
    ("Er sagte: »Es endet nie!« Dann ging er.", ["Er sagte: »Es endet nie!«", "Dann ging er."]),
    ("Il dit : « Jamais. » Puis il partit.", ["Il dit : « Jamais. »", "Puis il partit."]),
    ("Il part. « Puis il dit » non.", ["Il part.", "« Puis il dit » non."]),
    ("Er ging. »Es endet.« Dann kam er.", ["Er ging.", "»Es endet.«", "Dann kam er."]),
    ("Is it so? No. I doubt it!", ["Is it so?", "No.", "I doubt it!"]),
    ("(It is so. Really.) We go on.", ["(It is so.", "Really.)", "We go on."]),
    ("It stopped... The rest is known.", ["It stopped...", "The rest is known."]),
    ("We need vitamin C. The body makes none.", ["We need vitamin C.", "The body makes none."]),
    ("It lies between A and B. Third, it is old.", ["It lies between A and B.", "Third, it is old."]),
    ("So it is in plan B. Lastly, it is cheap.", ["So it is in plan B.", "Lastly, it is cheap."]),
    ("We then reach point C. Next, we turn.", ["We then reach point C.", "Next, we turn."]),
    ("It stands in chapter 12. The rest is lost.", ["It stands in chapter 12.", "The rest is lost."]),
    ("I am 26. The others are not.", ["I am 26.", "The others are not."]),
    ("He fought in World War II. Parliament met.", ["He fought in World War II.", "Parliament met."]),
    ("Es steht in Band 3. Danach kam keiner.", ["Es steht in Band 3.", "Danach kam keiner."]),
    ("Es war am 26. Die anderen kamen nie.", ["Es war am 26.", "Die anderen kamen nie."]),
    ("Das tat Meyer u. a. Die Folgen sah man.", ["Das tat Meyer u. a.", "Die Folgen sah man."]),
    ("Bienen, Hummeln usw. Danach kam der Winter.", ["Bienen, Hummeln usw.", "Danach kam der Winter."]),
    ("Arılar, böcekler vb. Kış geldi.", ["Arılar, böcekler vb.", "Kış geldi."]),
    ("He wore a red cap. The rain fell.", ["He wore a red cap.", "The rain fell."]),
    ("We take x, y and z. The rest is easy.", ["We take x, y and z.", "The rest is easy."]),
    ("Api, fiori ecc. Poi venne il gelo.", ["Api, fiori ecc.", "Poi venne il gelo."]),
]


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_bounds(text)] == expected


@pytest.mark.parametrize("mark", ["¹", "¹²", "²⁰"])
def test_a_note_mark_behind_the_stop_belongs_to_its_sentence_and_is_left_out_of_its_text(mark: str) -> None:
    text = f"The two had close ties.{mark} The next year they met."

    document = understand(draft_of(text, "p.txt"))

    first, second = document.sentences
    assert first.text == "The two had close ties."
    assert text[first.start : first.end] == f"The two had close ties.{mark}"
    assert second.text == "The next year they met."


def test_a_missing_space_behind_a_note_mark_still_parts_two_sentences() -> None:
    document = understand(draft_of("The two had close ties.¹The next year they met.", "p.txt"))

    assert [s.text for s in document.sentences] == ["The two had close ties.", "The next year they met."]


@given(st.text(alphabet=st.sampled_from("aAbB .!?()[]\"'’”\n\t-—1 2é。")))
def test_any_text_gives_ordered_places_inside_it(text: str) -> None:
    bounds = sentence_bounds(text)

    assert all(0 <= start < end <= len(text) for start, end in bounds)
    assert all(one[1] <= other[0] for one, other in pairwise(bounds))
    assert "".join(text[start:end] for start, end in bounds).split() == [] or "".join(
        "".join(text[start:end].split()) for start, end in bounds
    ) == "".join(text.split())


_WORKS = "\n\nReferences\n\nLee, A. (2011). Bread. Talverlag.\n\nSmith, B. (2010). Salt. Talverlag.\n"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Trade grew fast. (Smith 2010) It fell later.", "Trade grew fast. (Smith 2010)", "It fell later."),
        ("Trade grew fast. (Smith 2010; Lee 2011). It fell.", "Trade grew fast. (Smith 2010; Lee 2011).", "It fell."),
        ("It “had no end.” (735) The end came.", "It “had no end.” (735)", "The end came."),
        ('It "had no end." (pp. 12–14) The end came.', 'It "had no end." (pp. 12–14)', "The end came."),
        ("Es „endete nie.“ (S. 12) Dann kam es doch.", "Es „endete nie.“ (S. 12)", "Dann kam es doch."),
        ("It had two ends. (1) The first was wet.", "It had two ends.", "(1) The first was wet."),
        (
            "It rose. (see Smith 2010, p. 4; Lee 2011) Then it fell.",
            "It rose. (see Smith 2010, p. 4; Lee 2011)",
            "Then it fell.",
        ),
        ("Trade grew fast. (This was in 2010.) It fell.", "Trade grew fast.", "(This was in 2010.)"),
    ],
)
def test_a_citation_behind_the_stop_belongs_to_its_sentence(text: str, first: str, second: str) -> None:
    read = understand(draft_of(f"A title\n\n{text}{_WORKS}", "p.txt"))
    assert [sentence.text for sentence in read.sentences[:2]] == [first, second]
    assert all(mark.sentence == read.sentences[0].id for mark in read.marks if mark.kind == "author-date")
