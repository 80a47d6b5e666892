"""What must hold for any text and any quotation of it."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from argmap.quotations import SearchText
from argmap.quotations.folding import Replaced, Skeleton, fold, without_overlaps

WORDS = st.sampled_from(
    [
        "the",
        "of",
        "treaty",
        "king",
        "never",
        "not",
        "may",
        "was",
        "1923",
        "42",
        "Ankara",
        "government",
        "official",
        "find",
        "first",
        "war",
        "peace",
        "Albania's",
        "policy",
        "state-owned",
        "said",
        "increased",
        "only",
        "region",
        "between",
        "after",
        "3.5",
        "people's",
        "long",
        "unable",
        "Çelebi",
        "naïve",
        "Straße",
        "oﬃce",
    ]
)
PROSE = st.lists(WORDS, min_size=8, max_size=60).map(
    lambda words: "".join(
        word + (". " if i % 11 == 10 else ",\n" if i % 7 == 6 else "\n" if i % 5 == 4 else " ")
        for i, word in enumerate(words)
    )
)


def stretch(draw: st.DrawFn, text: str) -> tuple[int, int]:
    words = [m.span() for m in re.finditer(r"\S+", text)]
    first = draw(st.integers(0, len(words) - 5))
    last = draw(st.integers(first + 4, len(words) - 1))
    return words[first][0], words[last][1]


@st.composite
def text_and_place(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(PROSE)
    return text, *stretch(draw, text)


@given(text_and_place())
def test_any_words_of_a_text_are_found_verbatim(given_place: tuple[str, int, int]) -> None:
    text, start, end = given_place
    match = SearchText(text).find(text[start:end])
    # what is cut off before a sentence's last "never" has its words and not its sense
    assert match.state == "verbatim" or "stands right behind" in match.why
    assert fold(text[match.start : match.end]) == fold(text[start:end])


@given(text_and_place(), st.sampled_from(["\n", "  ", "\u00a0", " \n\n"]))
def test_white_space_is_of_no_account(given_place: tuple[str, int, int], blank: str) -> None:
    text, start, end = given_place
    match = SearchText(text).find(blank.join(text[start:end].split()))
    assert match.state == "verbatim" or "stands right behind" in match.why


@st.composite
def planted(draw: st.DrawFn, word: st.SearchStrategy[str]) -> tuple[str, str, str, str]:
    """A text with a word planted in it; what stands before and after the word in the quotation; the word."""
    text, start, end = draw(text_and_place())
    blanks = [m.start() for m in re.finditer(r"(?<=\w)\s(?=\w)", text[start:end])][1:-1]
    at = start + draw(st.sampled_from(blanks)) if blanks else start
    chosen = draw(word)
    return f"{text[:at]} {chosen}{text[at:]}", text[start:at], text[at:end], chosen


@given(planted(st.sampled_from(["1923", "42", "3.5", "1st", "12,500", "7"])), st.data())
def test_a_changed_digit_is_never_verbatim_nor_noise(made: tuple[str, str, str, str], data: st.DataObject) -> None:
    text, before, after, number = made
    at = data.draw(st.sampled_from([i for i, c in enumerate(number) if c.isdigit()]))
    changed = data.draw(st.sampled_from([d for d in "0123456789" if d != number[at]]))
    quote = f"{before} {number[:at]}{changed}{number[at + 1 :]}{after}"
    if fold(quote) not in fold(text):
        assert not SearchText(text).find(quote).found


@given(planted(st.sampled_from(["not", "never", "no", "hardly"])))
def test_a_dropped_negation_is_never_verbatim_nor_noise(made: tuple[str, str, str, str]) -> None:
    text, before, after, _ = made
    if before and fold(before + after) not in fold(text):
        assert not SearchText(text).find(before + after).found


@given(st.text(max_size=300), st.text(max_size=80))
@example("0", "\xad㐀")
def test_any_text_and_any_quotation_give_a_match_with_valid_offsets(text: str, quote: str) -> None:
    match = SearchText(text).find(quote)
    assert 0 <= match.start <= match.end <= len(text)
    assert match.matched == text[match.start : match.end]
    assert 0.0 <= match.score <= 1.0
    assert match.why
    for difference in match.differences:
        assert 0 <= difference.start <= difference.end <= len(text)


MESSY = st.text(alphabet="ab1 .\n\f-[]()…\ufffd\u00ad¹²'’\"“”é\u0301ﬁ?%", max_size=120)


@given(MESSY, MESSY)
def test_marks_and_damage_in_any_order_are_survived(text: str, quote: str) -> None:
    match = SearchText(text).find(quote)
    assert match.matched == text[match.start : match.end]
    if match.state == "verbatim" and not match.differences:
        assert fold(match.matched).replace("\ufffd", "") or "\ufffd" in match.matched


@given(
    MESSY, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 6), st.sampled_from(["", "ab", "fi"])), max_size=6)
)
def test_letters_lead_back_to_where_they_stood(text: str, cuts: list[tuple[int, int, str]]) -> None:
    replaced = without_overlaps(
        Replaced(a, a + size, reading, "test") for a, size, reading in cuts if a + size <= len(text)
    )
    skeleton = Skeleton(text, replaced)
    last = 0
    for i, letter in enumerate(skeleton.letters):
        start, end = skeleton.offsets(i, i + 1, text)
        assert last <= start < end <= len(text) or start >= last - 6
        inside = [r for r in replaced if r.start == start and r.end == end and r.reading]
        assert letter in fold(text[start:end]) or any(letter in fold(r.reading) for r in inside)
        last = start
