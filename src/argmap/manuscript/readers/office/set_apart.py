"""Finds the title and the headings of a word processor's file that no style tells, by how their letters are set.

Many papers are set by hand: the title is a centred line, a heading a bold one. What tells a heading is what a reader
sees: it is a short line, set otherwise than the text, and text stands below it. What tells the title is that it is the
most prominent line on the first page that does not say where, for whom, by whom or when the paper was written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from argmap.ground.text import bare_words
from argmap.manuscript.document import Block
from argmap.manuscript.headings import begins_text, heading_number, looks_like_heading
from argmap.manuscript.readers.title_pages import tells_of_paper

_LONG = 250
_FEWEST_LETTERS = 60
_LARGER = 2  # points
_MOST_LINES = 40
_MOST_WORDS = 40
_MOST_WORDS_OF_A_BYLINE = 30
_MOST_WORDS_BEFORE_A_COLON = 7
_LEAST_PROMINENT = 2.9
_LABELLED = re.compile(
    r"(?:table|figure|fig|tab|box|chart|abbildung|abb|tabelle|tableau|tabla|figura|tabella|tabela|tablo|şekil|rysunek"
    r"|slika|quadro|gráfico|grafik|example)[\s.]{0,3}\d",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)")
_PERSONAL = re.compile(r"[^\W\d_]{0,30}@|\d{5,}|[¹²³⁴-⁹]|(?:https?://|www\.)")
_PART = re.compile(r"[^\W\d_]+\W{1,3}(?:\d{1,2}|[IVX]{1,4})\W?")
_LABEL = re.compile(r"(?:title|titel|titolo|título|titre|titulli|başlık|tytuł|naslov):\s*", re.IGNORECASE)
_QUOTED = re.compile(r"[„“\"«»](.+)[“”\"»«]")
_CONTENTS = re.compile(r"(?:\t|\.{3,}|…)[\s.…]*\d{1,3}$")
_NO_TITLE = re.compile(r"microsoft|untitled|document ?\d|presentation|.*(?:_|\.[a-z]{3,4}$)", re.IGNORECASE)


class Look(NamedTuple):
    """How a paragraph is set: what all its letters have in common, `size` being that of the smallest (in points)."""

    bold: bool = False
    underlined: bool = False
    capitals: bool = False
    size: float = 0.0
    centred: bool = False


def with_title_and_headings(
    text: str, blocks: Sequence[Block], looks: Sequence[Look], stated: str | None
) -> tuple[tuple[Block, ...], str | None]:
    """The blocks with what is set apart as title and headings, and the title.

    `looks` are those of the blocks, one each. `stated` is the title in the properties of the file, which is often that
    of a template: it counts only where the paper has it too, or has no line that looks like a title.
    """
    body = _body_look(blocks, looks)
    front = _front(text, blocks)
    changed = list(blocks)
    styled = (_words(text, block) for block in blocks if block.kind == "title" and block.level == 1)
    title = next((words for words in styled if not begins_text(words)), None)
    if title is None:
        lines = _title_lines(text, blocks, looks, front, body, stated)
        for k in lines:
            changed[k] = replace(blocks[k], kind="title", level=1)
        title = _unquoted(" ".join(_words(text, blocks[k]) for k in lines)) or _only_stated(stated)
    for k in front:
        words = _words(text, changed[k])
        told = changed[k].kind == "paragraph" or (changed[k].kind == "heading" and tells_of_paper(words))
        if told and title and _is_byline(words):
            changed[k] = replace(changed[k], kind="title", level=2)
    return _with_headings(text, changed, looks, body), title


def _words(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())


def _body_look(blocks: Sequence[Block], looks: Sequence[Look]) -> Look:
    """How most of the running text is set."""
    letters: Counter[Look] = Counter()
    for block, look in zip(blocks, looks, strict=True):
        if block.kind in ("paragraph", "item"):
            letters[look._replace(centred=False)] += block.end - block.start
    return letters.most_common(1)[0][0] if letters else Look()


# sentences of a text: "The weir is old. Mills changed."; the last may break off in a word or have a mark
_MARK = r"(?:\S{0,2}|[ivxl]+|[*†‡§]+)"
_RUNS = re.compile(rf"[a-zß-ÿ]{{2}}\.{_MARK}\s+[^\W\d_a-zß-ÿ].*(?:[a-zß-ÿ]{{2}}\.{_MARK}|[a-zß-ÿ]-)$")


def _front(text: str, blocks: Sequence[Block]) -> list[int]:
    """The lines before the text begins: up to the first long paragraph, the contents, or a heading that is no title."""
    front: list[int] = []
    for k, block in enumerate(blocks[:_MOST_LINES]):
        words = _words(text, block)
        listed = begins_text(words) or _CONTENTS.search(text, block.start, block.end)
        if block.kind == "furniture" or listed or (block.kind == "paragraph" and len(words) > _LONG):
            break
        if block.kind == "heading" and (front or heading_number(words)):
            break
        if block.kind in ("paragraph", "title", "heading"):
            front.append(k)
    return front


def _title_lines(
    text: str, blocks: Sequence[Block], looks: Sequence[Look], front: Sequence[int], body: Look, stated: str | None
) -> list[int]:
    """The lines of the title: that which the properties of the file name, or the most prominent line of the front."""
    wanted = bare_words(_only_stated(stated) or "")
    groups = _groups(text, blocks, looks, front)
    for group in groups:
        if wanted and bare_words(" ".join(_words(text, blocks[k]) for k in group)) == wanted:
            return group
    said = [bare_words(" ".join(_words(text, blocks[k]) for k in group)) for group in groups]
    if len(said) > 1 and said[-1] in said[:-1] and not _PERSONAL.search(said[-1]):
        return groups[said.index(said[-1])]  # on the cover, and again above the text
    if len(groups) == 1 and _stands_alone(_words(text, blocks[front[0]]), looks[front[0]], body):
        return groups[0]
    best, most = [], _LEAST_PROMINENT
    for group in groups:
        prominence = _prominence(" ".join(_words(text, blocks[k]) for k in group), looks[group[0]], body)
        if blocks[group[0]].kind == "heading":
            prominence += 1
        if prominence > most:
            best, most = group, prominence
    return best


def _only_stated(stated: str | None) -> str | None:
    """The title of the file's properties, unless it is the name of a file or tells of something else."""
    return stated if stated and " " in stated and not _NO_TITLE.match(stated) and not tells_of_paper(stated) else None


def _unquoted(words: str) -> str:
    words = _LABEL.sub("", words)
    found = _QUOTED.fullmatch(words)
    return found[1] if found and not re.search('[„“”"«»]', found[1]) else words


def _groups(text: str, blocks: Sequence[Block], looks: Sequence[Look], front: Sequence[int]) -> list[list[int]]:
    """The lines of the front, those together that are set alike right below each other, or go on after a colon."""
    groups: list[list[int]] = []
    for k in front:
        if blocks[k].kind == "title":
            continue
        words = _words(text, blocks[k])
        if groups and groups[-1][-1] == k - 1 and not tells_of_paper(words):
            before = _words(text, blocks[k - 1])
            near = text.count("\n", blocks[k - 1].end, blocks[k].start) == 1
            goes_on = before.endswith((":", "-", "–")) or words[:1].islower()
            apart = looks[k].bold and (looks[k].centred or looks[k].capitals or words.isupper())
            alike = apart and looks[k] == looks[k - 1] and not (_is_name(words) or _is_name(before))
            if near and (goes_on or alike) and not tells_of_paper(before) and not words.endswith(":"):
                groups[-1].append(k)
                continue
        groups.append([k])
    return groups


def _prominence(words: str, look: Look, body: Look) -> float:
    """How much a line looks like the title of a paper."""
    count = len(words.split())
    if not 2 <= count <= _MOST_WORDS or _PERSONAL.search(words) or tells_of_paper(words) or _RUNS.search(words):
        return 0.0
    names = _is_name(words) and look.size < body.size + 2 * _LARGER  # "Automated Software Testing"
    if _PART.fullmatch(words) or (count <= 5 and (_DATED.search(words) or names)):
        return 0.0
    prominence = min(3.0, count / 2)
    prominence += max(0.0, min(4.0, (look.size - body.size) / 2))
    prominence += look.bold and not body.bold
    prominence += look.centred
    prominence += words.startswith(("„", "“", '"', "«")) + 3 * bool(_LABEL.match(words))
    return prominence - 2 * words.endswith((".", ",", ";", ":"))


def _stands_alone(words: str, look: Look, body: Look) -> bool:
    """Whether the one line above the text is its title, short as it may be: it is set apart, and names nobody."""
    apart = look.bold > body.bold or look.size >= body.size + _LARGER
    told = _is_name(words) or _PERSONAL.search(words) or _DATED.search(words) or _PART.fullmatch(words)
    return apart and look.centred and not told


def _is_name(words: str) -> bool:
    """Two to four words with capitals and nothing else: a person, or a place; in capitals too."""
    parts = words.replace("&", " ").split()
    return 2 <= len(parts) <= 4 and all(re.fullmatch(r"[^\W\d_][\w.’'-]*", one) and one[0].isupper() for one in parts)


def _is_byline(words: str) -> bool:
    """A line of the front that is no sentence."""
    return len(words.split()) <= _MOST_WORDS_OF_A_BYLINE and not words.endswith((".", "!", "?", ";"))


def _with_headings(text: str, blocks: Sequence[Block], looks: Sequence[Look], body: Look) -> tuple[Block, ...]:
    """The blocks with those lines as headings that are set apart and have text below them."""
    found = {k for k in range(len(blocks)) if _is_set_apart(text, blocks[k], looks[k], body)}
    kept = sorted(k for k in found if _has_text_below(blocks, found, k))
    deepest = max((block.level for block in blocks if block.kind == "heading"), default=0)
    distinct = sorted({_rank(looks[k], text, blocks[k]) for k in kept}, reverse=True)
    ranks = {rank: number for number, rank in enumerate(distinct, 1)}
    changed = list(blocks)
    for k in kept:
        number = heading_number(_words(text, blocks[k]))
        level = deepest + ranks[_rank(looks[k], text, blocks[k])]
        if number and not deepest:
            level = number.rstrip(".").count(".") + 1
        changed[k] = replace(blocks[k], kind="heading", level=level)
    return tuple(changed)


def _rank(look: Look, text: str, block: Block) -> tuple[float, bool, bool, bool]:
    return look.size, look.capitals or text[block.start : block.end].isupper(), look.bold, look.centred


def _is_set_apart(text: str, block: Block, look: Look, body: Look) -> bool:
    if block.kind not in ("paragraph", "item") or block.end - block.start > _LONG:
        return False
    words = _words(text, block)
    if words.endswith(":") and len(words.split()) <= _MOST_WORDS_BEFORE_A_COLON:
        words = words.rstrip(" :")
    larger = look.size >= body.size + _LARGER
    emphatic = (look.bold and not body.bold) or (look.underlined and not body.underlined) or larger
    emphatic = emphatic or ((look.capitals or words.isupper()) and len(words.split()) > 1 and not body.capitals)
    return emphatic and looks_like_heading(words) and not _LABELLED.match(words) and "\t" not in words


def _has_text_below(blocks: Sequence[Block], found: set[int], at: int) -> bool:
    """Whether running text begins below a line, or below the one line that is set apart and stands between."""
    below = at + 2 if at + 1 in found else at + 1
    if below >= len(blocks) or below in found:
        return False
    block = blocks[below]
    return block.kind in ("paragraph", "item", "quote") and block.end - block.start >= _FEWEST_LETTERS
