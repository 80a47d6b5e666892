"""TXT: what the text promises and keeps, counts and goes on counting, points at and has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from argmap.checks.registry import MARKED_UP, check
from argmap.findings.finding import Finding
from argmap.ground.message import say
from argmap.ground.text import shorten
from argmap.manuscript.document import Document
from argmap.project import Project
from argmap.prose.paragraphs import Line
from argmap.tongues.letters import nouns_have_capitals, without_marks
from argmap.tongues.prose import any_of, first_word, has_words, pattern, word_list


@check(
    "TXT040",
    "first-without-second",
    "note",
    "candidate",
    about="paper",
    words=("counting", "counting-opens", "next-in-order"),
)
def first_without_second(project: Project) -> Iterator[Finding]:
    """A list begins with "First," and the next number never comes, one is skipped, or the counting stops halfway.

    Why: an item was cut or the list turned into something else; readers wait for it.

    Example: `for a number of reasons. First, … Second, … Another reason is …`; `There are three reasons`, and no third.

    Mend: number all items, or none.
    """
    document = project.paper
    counting, opens = _counting("counting", project.tongue), _counting("counting-opens", project.tongue)
    entries: list[tuple[int, Line, int]] = []
    at = 0
    for paragraph in project.prose:
        for line in paragraph.lines:
            at += 1
            number = next((n for n, word in enumerate(opens, 1) if word.match(line.text)), 0)
            if number:
                entries.append((number, line, at))
    lines = [line for paragraph in project.prose for line in paragraph.lines]
    for index, (number, line, place) in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        # what comes thirty sentences later belongs to another list
        next_number = following[0] if following and following[2] - place <= 30 else None
        inline = counting[min(number, 4)].search(line.text, 1)
        if number == 1 and next_number != 2 and not inline and not _goes_on_later(project, line):
            yield first_without_second.at(
                document,
                line.sentence,
                f"“{_counted(line.text)}” is not followed by a second: {shorten(line.text, 60)}",
            )
        elif following and next_number is not None and next_number > number + 1:
            # the item between may be brought in by other words: "Another advantage …"
            if any(_goes_on_counting(other.text, number, project.tongue) for other in lines[place : following[2] - 1]):
                continue
            yield first_without_second.at(
                document,
                following[1].sentence,
                f"The item after “{_counted(line.text)}” is missing; the next is “{_counted(following[1].text)}”",
                kind="skipped",
            )
    yield from _stops_counting(project, document, entries)


# sentences: how far the next item may be, how far before the first the list is announced, how soon an item follows
# that is not counted
_REACH, _AHEAD, _AFTER = 30, 2, 6
_SAME = 5


def _stops_counting(
    project: Project, document: Document, entries: Sequence[tuple[int, Line, int]]
) -> Iterator[Finding]:
    """Lists of which two items or more are counted, and then one comes without its number, or fewer than announced."""
    tongue = project.tongue
    if not has_words(["another-one", "how-many"], tongue):
        return
    lines = [line for paragraph in project.prose for line in paragraph.lines]
    for index, (number, line, place) in enumerate(entries):
        run = entries[max(0, index - number + 1) : index + 1]
        follows = entries[index + 1] if index + 1 < len(entries) else (1, line, len(lines) + 1)
        if number < 2 or [n for n, _, _ in run] != list(range(1, number + 1)):
            continue
        if follows[0] > 1 and follows[2] - place <= _REACH:
            continue
        ahead = " ".join(other.text for other in lines[max(0, run[0][2] - 1 - _AHEAD) : run[0][2] - 1])
        after = lines[place : min(follows[2] - 1, place + _AFTER)]
        more = next(((other, said) for other in after if (said := _one_more(other.text, ahead, tongue))), None)
        promised = _promised(lines[max(0, run[0][2] - 2)].text, tongue)
        if more:
            message = f"“{more[1]}” comes after “{_counted(line.text)}” and is not counted"
        elif promised > number and not any(_goes_on_counting(other.text, number, tongue) for other in (line, *after)):
            message = f"{promised} are announced, and the counting ends with “{_counted(line.text)}”"
        else:
            continue
        last = (document.place(line.sentence.start, line.sentence.end), f"“{_counted(line.text)}”")
        yield first_without_second.at(
            document,
            (more[0] if more else line).sentence,
            message,
            related=[last] if more else (),
            kind="skipped",
        )


def _one_more(text: str, ahead: str, tongue: str) -> str | None:
    """How a sentence begins that brings one more of what was announced: "Another reason", after "several reasons"."""
    begins = re.match(rf"(?i:{any_of('another-one', tongue)})\s+(?:[\w'’-]+\s+)?(?P<thing>[^\W\d_]{{4,}})\b", text)
    stem = _folded(begins["thing"])[:_SAME] if begins else ""
    named = begins and any(_folded(word).startswith(stem) for word in re.findall(r"\w+", ahead))
    return begins[0] if begins and named else None


def _promised(text: str, tongue: str) -> int:
    """How many of something the sentence before "First," announces; 0 where it names no number or several."""
    numbers = [n for n, form in enumerate(_counting("how-many", tongue), 2) if form.search(text)]
    return numbers[0] if len(numbers) == 1 else 0


def _goes_on_counting(text: str, number: int, tongue: str) -> bool:
    """Whether a sentence has the next number, or another word that brings the next item."""
    counting = _counting("counting", tongue)
    return bool((number < len(counting) and counting[number].search(text)) or first_word("next-in-order", text, tongue))


def _folded(word: str) -> str:
    """A word without its marks, since Grund and Gründe are one thing."""
    return without_marks(word.lower())


def _opens(word: re.Match[str] | None) -> bool:
    """Whether a word stands at the beginning of its sentence, behind "and" or "but" at most."""
    return word is not None and len(word.string[: word.start()].split()) <= 1


def _goes_on_later(project: Project, start: Line) -> bool:
    """Whether one of the next sentences goes on counting in other words: "The second reason", "A third", "Finally"."""
    lines = [line for paragraph in project.prose for line in paragraph.lines]
    index = lines.index(start)
    further = _counting("counting", project.tongue)[1:3]
    return any(
        any(word.search(line.text) for word in further)
        or _opens(first_word("next-in-order", line.text, project.tongue))
        for line in lines[index + 1 : index + 11]
    )


@cache
def _counting(name: str, tongue: str) -> tuple[re.Pattern[str], ...]:
    """The words that count the items of a list, the first item's first: "first" and "firstly", "erstens"."""
    forms = (words.replace("/", "|") for words in word_list(name, tongue))
    return tuple(re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE) for form in forms)


def _counted(text: str) -> str:
    return re.split(r"[\s,:]", text, maxsplit=1)[0]


@check(
    "TXT041",
    "points-at-nothing",
    "warning",
    "candidate",
    about="paper",
    words=("points-back", "this-thing", "kin", "paper-words"),
)
def points_at_nothing(project: Project) -> Iterator[Finding]:
    """The text points back at something that was not mentioned before.

    Why: the passage was cut or moved; often a citation went with it.

    Example: `in this speech he defines …`, and no speech has been named.

    Mend: name the thing and its source, or take the pointer out.
    """
    document = project.paper
    small = word_list("stopwords", project.tongue)
    before: list[str] = []
    recent: list[str] = []
    for paragraph in project.prose:
        if paragraph.part == "opening":
            continue
        for line in paragraph.lines:
            match = pattern("this-thing", project.tongue).search(line.text)
            if match:
                thing = match["thing"].lower()
                ahead = line.text[: match.start()].lower()
                near = " ".join(recent[-6:]) + " " + ahead
                # "in this article" may be the paper itself
                itself = match["itself"] and thing in word_list("paper-words", project.tongue)
                if not itself and not re.search(rf"\b(?:{_kin(thing, project.tongue)})s?\b", near):
                    yield points_at_nothing.at(
                        document,
                        line.sentence,
                        say("“{}”, and no {} was named before: {}", match[0], thing, shorten(line.text, 70)),
                    )
            back = pattern("points-back", project.tongue).search(line.text)
            named = back["what"] if back else None
            if named:
                nouns = [w for w in re.findall(r"[\w-]{5,}", named.lower()) if w not in small][:6]
                told = " ".join(before)
                # a name is mentioned as it is, whatever else is said of it
                tells_names = not nouns_have_capitals(project.tongue)
                names = [name.lower() for name in _PROPER.findall(named) if tells_names]
                nowhere = not any(noun[:6] in told for noun in nouns)
                if nouns and (nowhere or (len(names) > 1 and not any(name in told for name in names))):
                    yield points_at_nothing.at(
                        document,
                        line.sentence,
                        say("“{}”: it was not mentioned before", shorten(back[0] if back else "", 50)),
                    )
            before.append(line.text.lower())
            recent.append(line.text.lower())


_PROPER = re.compile(r"(?<![\w-])[^\W\d_a-zß-öø-ÿ][\w’'-]{3,}")


def _kin(thing: str, tongue: str) -> str:
    """Words that introduce a thing of this kind."""
    lines = (line.partition(": ") for line in word_list("kin", tongue))
    return next((words.replace(" ", "|") for kind, _, words in lines if kind == thing), thing)


_UNBALANCED = (("(", ")"), ("[", "]"), ("“", "”"))


@check("TXT044", "unbalanced-bracket", "note", "candidate", about="paper")
def unbalanced_bracket(project: Project) -> Iterator[Finding]:
    """A bracket or a quotation mark opens and does not close in its paragraph, or closes what never opened.

    Why: it is a slip, or a sign that words were lost.

    Example: `After the Cold War the USA) emerged as the only superpower`.

    Mend: look what stood there.
    """
    document = project.paper
    whole = [p for p in project.prose if p.kind in ("paragraph", "item", "quote")]
    texts = [_without_intervals(" ".join(line.text for line in p.lines)) for p in whole]
    for opening, closing in _UNBALANCED:
        excess = [_excess(text, opening, closing) for text in texts]
        for index, paragraph in enumerate(whole):
            reach = _LONG_QUOTATION if opening == "“" else 2
            near = excess[max(0, index - reach) : index] + excess[index + 1 : index + 1 + reach]
            # what a page break, a note or a new paragraph of a quotation parts is balanced by its neighbour
            if not excess[index] or any(other * excess[index] < 0 for other in near):
                continue
            if opening == "“" and excess[index] > 0 and texts[index].lstrip().startswith("“"):
                continue
            line = _unbalanced_line(paragraph.lines, opening, closing)
            raw = _SECONDS.sub("", document.text[line.sentence.start : line.sentence.end]) if line else ""
            closes = excess[index] < 0
            if line is None or not line.is_wording or not _excess(raw, opening, closing) or "\\" in line.text:
                continue
            if _GREEK.search(line.text) and _OPERATOR.search(line.text):
                continue  # a formula, of which the reader may have lost a sign
            if closes and _LISTED.search(line.text):
                continue
            sign, what = (closing, "closes and never opened") if closes else (opening, "opens and never closes")
            yield unbalanced_bracket.at(
                document,
                line.sentence,
                f"{f'‹{sign}›' if sign in _QUOTING else f'“{sign}”'} {what}: {shorten(line.text, 70)}",
                kind="marked up" if document.kind in MARKED_UP else "laid out",
            )


_QUOTING = "“”„‟‘’"
_GREEK, _OPERATOR = re.compile(r"[α-ωΑ-Ω]"), re.compile(r"[∼×·∑∏∫√∈∂∇⊂⊗]")
# paragraphs that a quotation may run over
_LONG_QUOTATION = 8
# a), 2), iv): a bracket that closes a label
_LISTED = re.compile(r"(?:^|\s)(?:\d{1,2}|[A-Za-z]|[ivx]+)\)")


# 4° 55’ 53”, 16”×8”: seconds and inches
_SECONDS = re.compile(r"(?<=\d)[’'′]\s?\d+(?:[.,]\d+)?\s?”|(?<=\d)”\s?[×x]\s?\d+(?:[.,]\d+)?”?")


def _without_intervals(text: str) -> str:
    """`text` without half-open intervals such as [0, 1), whose brackets are meant to differ."""
    text = re.sub(r"[:;]-?[()]", "", text)  # and without smiles
    text = _SECONDS.sub("", text)
    return re.sub(r"[\[(\]][^\s()\[\]]{1,12}[,;]\s*[^\s()\[\]]{1,12}[\])\[]", "", text)


def _unbalanced_line(lines: tuple[Line, ...], opening: str, closing: str) -> Line | None:
    return next((line for line in lines if _excess(_SECONDS.sub("", line.text), opening, closing)), None)


_OPENING_AS_CLOSING = re.compile(r"(?:^|[\s(\[=])”(?=\w)")


def _excess(text: str, opening: str, closing: str) -> int:
    """How many more open than close. Where „ opens, as in German or Polish, “ closes."""
    if opening == "“" and "„" in text:
        opened, closed = text.count("„"), text.count("“") + text.count("”")
        # some type „ on both sides„
        return opened - closed if closed else opened % 2
    if opening == "“" and "“" not in text:
        opened = len(_OPENING_AS_CLOSING.findall(text))  # and some ” on both sides
        return 2 * opened - text.count("”") if opened else -text.count("”")
    return text.count(opening) - text.count(closing)
