"""Line-numbered review copies read as the same paper without numbers; other rising numbers stay what they are."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest

from argmap.manuscript import Document
from argmap.manuscript.account import count_words
from argmap.manuscript.lines import lines_of
from argmap.manuscript.readers.text.numbered_lines import without_line_numbers
from argmap.manuscript.readers.text.reader import draft_of
from argmap.manuscript.stages.understanding import understand

PAPER = """On harbour dues

Harbour towns lived on the dues that every ship paid when it came in from the sea
(Berg 2011). The dues were low in spring and high in autumn, for the reason that the
grain ships sailed late. Whoever wanted to sail early paid less, and many captains took
the risk of ice. The town books of 1612 name 48 of them.

1 What the books say

There are five of them, bound in calf, and they lie in the archive of the town, where
the mice have eaten the year 1630. Each has a page for every month, with the name of the
ship, what she carried, and what was paid for it. On the last page the sum of the year
is drawn, and it is wrong in three of the five, always to the good of the clerks. The
town did not notice, or did not mind.

Most of the books were kept by two men who knew each other well, and who wrote down the
same ship twice when it suited both of them (Dahl 2014). It follows that the number of
ships is too high by a tenth at the least. Nobody has counted the names of the captains,
although the names would show which of the ships had been written down more than once.

References

Berg, I. 2011. Ships and Dues. Bergen: Quay Press.
Dahl, O. 2014. Two Clerks and Their
  Books. Oslo: Ledger House.
"""


def understood(text: str) -> Document:
    return understand(draft_of(text, "p.txt"))


def account(text: str) -> tuple[Counter[str], list[str], list[str | None]]:
    document = understood(text)
    words: Counter[str] = Counter()
    for block in document.blocks:
        words[block.kind] += count_words(document.text[block.start : block.end])
    return words, [s.text for s in document.sentences], [r.title for r in document.references]


def each_line(text: str) -> str:
    """``  12  words`` as pdftotext -layout gives them: blank lines carry no number."""
    n = 0
    lines = []
    for line in text.split("\n"):
        n += bool(line)
        lines.append(f"{n:>4}  {line}" if line else "")
    return "\n".join(lines)


def each_fifth(text: str) -> str:
    n = 0
    lines = []
    for line in text.split("\n"):
        n += bool(line)
        lines.append(f"{n if line and n % 5 == 0 else '':<6}{line}" if line else "")
    return "\n".join(lines)


def at_the_right(text: str) -> str:
    n = 0
    lines = []
    for line in text.split("\n"):
        n += bool(line)
        lines.append(f"{line:<100}{n}" if line else "")
    return "\n".join(lines)


def on_both_sides(text: str) -> str:
    return each_line(at_the_right(text))


def anew_on_each_page(text: str) -> str:
    first, second = text.split("1 What")
    return each_line(first) + "\n\f" + each_line("1 What" + second)


def before_each_paragraph(text: str) -> str:
    """As pdftotext without -layout gives them: the numbers of a paragraph stand above it, each on its own line."""
    n = 0
    groups = []
    for paragraph in text.strip().split("\n\n"):
        count = paragraph.count("\n") + 1
        groups += ["\n".join(str(n + k) for k in range(1, count + 1)), paragraph]
        n += count
    return "\n\n".join(groups) + "\n"


def between_the_lines(text: str) -> str:
    n = 0
    lines = []
    for line in text.split("\n"):
        if line:
            n += 1
            lines.append(str(n))
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "number",
    [each_line, each_fifth, at_the_right, on_both_sides, before_each_paragraph, between_the_lines],
)
def test_a_numbered_copy_reads_as_the_paper_without_numbers(number: Callable[[str], str]) -> None:
    assert account(number(PAPER)) == account(PAPER)


def test_numbers_that_begin_anew_on_each_page_are_taken_off() -> None:
    assert account(anew_on_each_page(PAPER)) == account(PAPER.replace("1 What", "\f1 What"))


def test_a_number_between_blank_lines_does_not_cut_a_sentence() -> None:
    apart = "\n\n".join(f"{k}\n\n{line}" for k, line in enumerate(filter(None, PAPER.split("\n")), 1))

    texts = [sentence.text for sentence in understood(apart).sentences]

    assert "The dues were low in spring and high in autumn, for the reason that the grain ships sailed late." in texts


def test_offsets_and_the_numbers_of_headings_stay() -> None:
    text = each_line(PAPER)

    document = understood(text)

    assert len(document.text) == len(text)
    assert "What the books say" in [section.title for section in document.sections]
    sentence = next(s for s in document.sentences if s.text.startswith("Nobody"))
    assert text[sentence.start :].startswith("Nobody")
    assert document.place(sentence.start, sentence.end).line == text[: sentence.start].count("\n") + 1


PROSE = PAPER.split("References")[0]

# Rising numbers that are no line numbers; the text must come back as it was.
NOT_LINE_NUMBERS = {
    "verses in a paper": PROSE
    + "1 In the evening the ships came home.\n2 And the town saw that it was good.\n3 And the bells rang.\n"
    "4 And the children ran to the quay,\n5 and they sang.\n6 And the dues were paid.\n",
    "verses alone": "\n".join(
        f"{k} And in the year that followed the ships came home to the town; {k}." for k in range(1, 40)
    ),
    "a poem with each fifth line numbered": PROSE
    * 2
    + "The ships are gone,      \nthe quay is bare,\nthe gulls alone\nstill circle there,\nand none will own   5\n"
    "the empty air,\nthe water's tone,\nthe winter's care,\nthe grey of stone,\nthe salt-stiff hair.   10\n",
    "a numbered list": PROSE + "".join(f"{k} barrels of herring and of cod\n" for k in range(1, 13)),
    "a list of words": "".join(
        f"{k} {word}\n" for k, word in enumerate(["herring", "cod", "ling", "hake", "eel"] * 8, 1)
    ),
    "note bodies": PROSE
    + "".join(
        f"{k} See Berg, Ships and Dues, p. {k + 40}, and the books\nof the town, which name more.\n"
        for k in range(1, 20)
    ),
    "a table of figures": PROSE + "".join(f"{k}   {k * 37}   {k * 41}   {k * 43}\n" for k in range(1, 20)),
    "the numbers of pages": "\f".join(f"{PROSE}\n{k}\n" for k in range(1, 12)),
    "years at the beginnings of lines": PROSE
    + "In the winters of\n"
    + "".join(f"{year} the ice held long, and no ship came in,\n" for year in range(1612, 1622)),
}


@pytest.mark.parametrize("kind", NOT_LINE_NUMBERS)
def test_other_numbers_stay(kind: str) -> None:
    text = NOT_LINE_NUMBERS[kind]
    lines = lines_of(text)

    assert without_line_numbers(text, lines) == (text, lines)


@pytest.mark.long
def test_hostile_lines_take_no_time() -> None:
    started = time.process_time()
    for text in (
        "7" + " " * 200_000 + "x\n",
        "1\n" * 60_000,
        "".join(f"{k} a\n" for k in range(60_000)),
        "1 1 " * 50_000,
    ):
        without_line_numbers(text, lines_of(text))
    assert time.process_time() - started < 5
