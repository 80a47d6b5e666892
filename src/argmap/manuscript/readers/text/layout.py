"""Lines of a plain text put together to blocks: headings, paragraphs, list items, and notes that stand between them.

A hard-wrapped text says little about itself. What is used: blank lines, lines that end early although the next word
would have fitted, narrow columns of lines that read like a note, and sentences that are not finished when an
interruption begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from argmap.manuscript.document import Block, BlockKind
from argmap.manuscript.headings import heading_level, heading_number, looks_like_heading, plain_title
from argmap.manuscript.lines import FINISHED, ITEM, Line, Role, Setting
from argmap.tongues.lists import lists_of_all

_NUMBERED_NOTE = re.compile(r"(?:\[?(\d{1,3})(?:[.)\]]+|(?=\s))|([⁰¹²³⁴-⁹]{1,3}))\s*(?=[\w\"“”'‘«„(])(?!\d)")
_SIGNED_NOTE = re.compile(r"[*†‡§¶‖]{1,3}(?=\s?[^\W\d_])")
_SMELLS_OF_SOURCE = (
    r"\b(?:1[5-9]|20)\d\d\b|\bpp?\.\s?\d|\beds?\.|\bUniversity\b|\bPress\b|\bPublish"
    r"|\bJournal\b|\bvol\.|\bno\.\s?\d|\bSee\b|\bcf\.|https?://|\bdoi\b|[\"“”][^\"“”]{3,}[,.]?[\"“”]|\d+:\s?\d+"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT_RUN = re.compile(r"(?<=\S)[⁰¹²³⁴-⁹]{1,4}")
# a sign that closes in one tongue opens in another: before it stands a letter
_GLUED_DIGITS = re.compile(r"(?:[.,;:!?)\]\"”’'»]|[^\W\d_][—–“‘«])(\d{1,3})(?=\s|$)")
_BARE_NUMBER = re.compile(r"\d{1,3}\s|[⁰¹²³⁴-⁹]")
_FEWEST_BARE = 3
_WIDEST_GAP = 3
_KIND_OF_ROLE: dict[Role, BlockKind] = {
    "note": "note",
    "heading": "heading",
    "title": "title",
    "furniture": "furniture",
}
_NARROW = 0.56
_NEAR = 60
_LONGEST_TITLE_LINE = 90
_EARLY = 0.82


@cache
def _smells_of_source() -> re.Pattern[str]:
    """What notes say and prose hardly does: years, pages, publishers, and a word for the work before, of any tongue."""
    again = {word for name in ("ibid", "op-cit", "loc-cit") for word in lists_of_all("citing")[name]}
    words = "|".join(re.escape(word) for word in sorted(again, key=lambda word: (-len(word), word)))
    return re.compile(rf"{_SMELLS_OF_SOURCE}|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def blocks_of(lines: Sequence[Line], setting: Setting) -> tuple[Block, ...]:
    """Put the lines together to blocks in reading order; the lines' roles are settled on the way."""
    _mark_notes(lines, setting)
    _mark_headings(lines, setting)
    return _link(_gather(lines, setting), lines)


def _mark_notes(lines: Sequence[Line], setting: Setting) -> None:
    """Give note bodies between paragraphs their role: narrow clusters, and numbered bodies at the foot of a page."""
    called = _called_numbers(lines)
    _mark_numbered_groups(lines, called, setting)
    if not setting.wrapped:
        return
    k = 0
    while k < len(lines):
        end = _narrow_cluster(lines, k, setting)
        if end > k and _is_note_cluster(lines[k:end], called, lines, k, end):
            for line in lines[k:end]:
                line.role = "note"
        k = max(end, k + 1)
    if setting.paged:
        _mark_page_feet(lines, called)


def _called_numbers(lines: Sequence[Line]) -> set[int]:
    numbers: set[int] = set()
    for line in lines:
        if line.role == "body":
            numbers.update(int(run.translate(_SUPERSCRIPTS)) for run in _SUPERSCRIPT_RUN.findall(line.words))
            numbers.update(int(run) for run in _GLUED_DIGITS.findall(line.words))
    return numbers


def _narrow_cluster(lines: Sequence[Line], first: int, setting: Setting) -> int:
    """Index after the narrow lines that begin at `first`; `first` itself where there are none."""
    k = first
    while k < len(lines) and lines[k].role == "body" and len(lines[k].words) <= _NARROW * setting.width:
        k += 1
    # The short last line of a paragraph is narrow as well: it belongs to the paragraph, unless something parts them.
    while first < k and first and lines[first - 1].role == "body" and not _sets_apart(lines[first]):
        first += 1
        if first < k and _sets_apart(lines[first]):
            return _narrow_cluster(lines, first, setting) if first < k else first
    return k if first < k else first


def _sets_apart(line: Line) -> bool:
    return line.begins_page or bool(_NUMBERED_NOTE.match(line.words))


def _is_note_cluster(cluster: Sequence[Line], called: set[int], lines: Sequence[Line], start: int, end: int) -> bool:
    words = " ".join(line.words for line in cluster)
    smells = len(_smells_of_source().findall(words))
    numbers = [_note_number(found) for line in cluster if (found := _NUMBERED_NOTE.match(line.words))]
    if any(number in called for number in numbers):
        before = _NUMBERED_NOTE.match(lines[start - 1].words) if start and lines[start - 1].role == "body" else None
        listed = before is not None and _note_number(before) == numbers[0] - 1  # the rest of a list, which is text
        return smells > 0 and not listed and all(0 < b - a <= _WIDEST_GAP for a, b in pairwise(numbers))
    interrupts = end < len(lines) and (lines[end].begins_page or (start > 0 and lines[start - 1].role == "body"))
    return len(cluster) >= 3 and smells >= 2 and (interrupts or any(line.begins_page for line in cluster))


def _note_number(found: re.Match[str]) -> int:
    return int((found[1] or found[2]).translate(_SUPERSCRIPTS))


def _mark_page_feet(lines: Sequence[Line], called: set[int]) -> None:
    """At the foot of a page, from the first line that begins with a called note number to the page's end."""
    starts = [k for k, line in enumerate(lines) if line.begins_page] + [len(lines)]
    begin = 0
    for end in starts:
        foot = _foot(lines, begin, end, called)
        if foot is not None:
            for line in lines[foot:end]:
                if line.role == "body":
                    line.role = "note"
        begin = end


def _mark_numbered_groups(lines: Sequence[Line], called: set[int], setting: Setting) -> None:
    """A group between blank lines whose first line carries a called number and that reads like notes.

    Groups that begin narrow are left to the search for narrow clusters, which also finds where they end.
    """
    references = lists_of_all("headings")["references"]
    k = 0
    while k < len(lines):
        end = k
        while end < len(lines) and lines[end].role == "body" and not (end > k and lines[end].begins_page):
            end += 1
        group = lines[k:end]
        if len(group) == 1 and plain_title(group[0].words) in references:
            return
        narrow = setting.wrapped and len(group) > 1 and len(group[0].words) <= _NARROW * setting.width
        if group and ((not narrow and _reads_like_notes(group, called)) or _are_signed_notes(group, lines)):
            for line in group:
                line.role = "note"
        k = max(end, k + 1)


def _reads_like_notes(group: Sequence[Line], called: set[int]) -> bool:
    found = [_NUMBERED_NOTE.match(line.words) for line in group]
    if found[0] is None:
        return False
    numbers = [_note_number(f) for f in found if f]
    rising = [n for n, before in zip(numbers, [numbers[0] - 1, *numbers], strict=False) if n == before + 1]
    smells = len(_smells_of_source().findall(" ".join(line.words for line in group)))
    raised = bool(found[0][2])
    if 2 * len(rising) <= len(numbers):
        return False
    # Lists have a stop or a bracket behind their numbers; bare ones called in a row are notes in short form.
    bare = len(rising) == len(numbers) >= _FEWEST_BARE and all(_BARE_NUMBER.match(f[0]) for f in found if f)
    return set(rising) <= called and (smells >= max(2, len(rising)) or ((raised or bare) and smells > 0))


def _are_signed_notes(group: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Each line begins with a sign of its own (*, †, ‡) that stands behind a word of the text, as notes do."""
    signs = [found[0] for line in group if (found := _SIGNED_NOTE.match(line.words))]
    if not signs or signs[0] != group[0].words[: len(signs[0])] or len(set(signs)) < len(signs):
        return False
    smells = len(_smells_of_source().findall(" ".join(line.words for line in group)))
    behind = [re.compile(rf"[\w.,;:!?)”\"]{re.escape(sign)}(?:[\s.,;:)]|$)") for sign in signs]
    return smells > 0 and all(any(sign.search(line.words) for line in lines) for sign in behind)


def _foot(lines: Sequence[Line], begin: int, end: int, called: set[int]) -> int | None:
    """The line at which the notes of a page begin: the first of its rising run that cites something.

    Notes that only talk are told by the run: with a bare number each, they may stand before the first that cites.
    """
    expected: int | None = None
    first: int | None = None
    talk: list[tuple[int, int]] = []  # the lines and numbers of a run that may turn out to be notes
    for k in range(begin, end):
        line = lines[k]
        if line.role != "body":
            continue
        found = _NUMBERED_NOTE.match(line.words)
        if not found:
            continue
        number = _note_number(found)
        if first is None:
            if number not in called or _is_list_or_heading(lines, k, end):
                continue
            bare = _BARE_NUMBER.match(line.words) is not None
            body = " ".join(other.words for other in lines[k : min(end, k + 4)])
            if bare and not (talk and number == talk[-1][1] + 1):
                talk = []
            if found[2] or _smells_of_source().search(body):
                first, expected = (talk[0][0] if bare and talk else k), number + 1
            elif bare:
                talk.append((k, number))
        elif number == expected:
            expected = number + 1
        elif found[2] is None and ITEM.match(line.words) and number == 1:
            first, talk = None, []
    return first


def _is_list_or_heading(lines: Sequence[Line], k: int, end: int) -> bool:
    """A numbered heading: no full stop at its end and a blank line or a long paragraph after it."""
    after = lines[k + 1] if k + 1 < end else None
    return (
        looks_like_heading(lines[k].words)
        and (after is None or after.role == "blank")
        and not _smells_of_source().search(lines[k].words)
    )


def _mark_headings(lines: Sequence[Line], setting: Setting) -> None:
    titled = _mark_long_headings(lines)
    references = lists_of_all("headings")["references"]
    for k, line in enumerate(lines):
        if line.role != "body" or not looks_like_heading(line.words.rstrip(" :")):
            continue
        before = lines[k - 1] if k else None
        after = lines[k + 1] if k + 1 < len(lines) else None
        if plain_title(line.words) in references and after is not None:
            # Nothing need set it apart, if no sentence is cut by it.
            if before is None or before.role != "body" or FINISHED.search(before.words):
                line.role = "heading"
                titled = True
            continue
        if not looks_like_heading(line.words):
            continue
        open_before = (
            before is None or before.role in ("blank", "furniture", "note", "heading", "title") or line.begins_page
        )
        open_after = after is None or after.role in ("blank", "furniture") or after.begins_page
        if not open_before or (setting.wrapped and len(line.words) > 1.15 * setting.width):
            continue
        if not open_after and not _heads(line, after, setting):
            continue
        if open_after and before is not None and before.role == "body" and not FINISHED.search(before.words):
            continue
        if _unfinished_before(lines, k) and _runs_on(lines, k):
            continue
        line.role = "heading"
        titled = True
    if titled:
        _mark_title(lines)


def _mark_long_headings(lines: Sequence[Line]) -> bool:
    """Headings of two or three lines between blank ones: in capitals, numbered, or the first of the text."""
    found = False
    k = 0
    first = True
    while k < len(lines):
        end = k
        while end < len(lines) and lines[end].role == "body":
            end += 1
        group = lines[k:end]
        if 2 <= len(group) <= 3 and all(len(line.words) < _LONGEST_TITLE_LINE for line in group):
            words = " ".join(line.words for line in group)
            marked = words.isupper() or heading_number(words) is not None or first
            if marked and looks_like_heading(words) and not _smells_of_source().search(words):
                for line in group:
                    line.role = "heading"
                found = True
        first = first and not group
        k = max(end, k + 1)
    return found


def _heads(line: Line, after: Line | None, setting: Setting) -> bool:
    """A heading with its paragraph directly below: clearly short, and the next line long and like a beginning."""
    if after is None or not setting.wrapped or after.role != "body":
        return not setting.wrapped and (after is None or not after.words[0].islower())
    if len(line.words) > 0.75 * setting.width or len(after.words) < 0.75 * setting.width:
        return False
    return after.words[0].isupper() or not after.words[0].isalpha()


def _unfinished_before(lines: Sequence[Line], k: int) -> bool:
    before = next((lines[j] for j in range(k - 1, max(-1, k - _NEAR), -1) if lines[j].role == "body"), None)
    return before is not None and not FINISHED.search(before.words)


def _runs_on(lines: Sequence[Line], k: int) -> bool:
    """The body text after line `k` begins in lower case, as the rest of a sentence does."""
    after = next((lines[j] for j in range(k + 1, min(len(lines), k + _NEAR)) if lines[j].role == "body"), None)
    return after is not None and after.words[0].islower()


def _mark_title(lines: Sequence[Line]) -> None:
    """The first line of the text, where it reads like a heading and another heading or a byline follows it."""
    first = next((k for k, line in enumerate(lines) if line.role not in ("blank", "furniture")), None)
    if first is None or lines[first].role != "heading":
        return
    following = [line for line in lines[first + 1 :] if line.role not in ("blank", "furniture")]
    title = [lines[first]]
    for line in lines[first + 1 :]:
        if line.role != "heading":
            break
        title.append(line)
    following = following[len(title) - 1 :]
    if following and (following[0].role == "heading" or _reads_like_byline(following)):
        for line in title:
            line.role = "title"
        for line in following:
            if line.role == "heading":
                break
            line.role = "title"


def _reads_like_byline(following: Sequence[Line]) -> bool:
    """Up to six short lines without a full stop (authors, places, addresses), then a heading."""
    for line in following[:7]:
        if line.role == "heading":
            return True
        if len(line.words) > 100 or line.words.endswith("."):
            return False
    return False


def _gather(lines: Sequence[Line], setting: Setting) -> list[Block]:
    blocks: list[Block] = []
    run: list[Line] = []

    def close() -> None:
        if run:
            kind: BlockKind = "item" if ITEM.match(run[0].words) else "paragraph"
            kind = _KIND_OF_ROLE.get(run[0].role, kind)
            level = heading_level(run[0].words) if kind == "heading" else 0
            if kind == "title" and any(block.kind == "title" for block in blocks):
                level = 2  # who wrote it, and where
            blocks.append(Block(kind, run[0].start, run[-1].end, level=level))
            run.clear()

    for line in lines:
        if line.role == "blank" or (run and (line.role != run[0].role or _begins_block(line, run, setting))):
            close()
        if line.role != "blank":
            run.append(line)
    close()
    return blocks


def _begins_block(line: Line, run: Sequence[Line], setting: Setting) -> bool:
    """The line begins a new block of the same role as the one before it."""
    last = run[-1]
    if line.role == "note":
        return _sets_apart(line) or _SIGNED_NOTE.match(line.words) is not None
    if line.role == "body":
        if not setting.wrapped:
            goes_on = line.words[0].islower() or last.words[-1] in "-\u2010\u00ad"
            return FINISHED.search(last.words) is not None or not goes_on
        if ITEM.match(line.words) and (
            (not line.words[0].isalnum() and line.words[0] not in "(–—-")
            or FINISHED.search(last.words)
            or last.words.endswith((";", ","))
        ):
            return True
        if not FINISHED.search(last.words) or line.words[0].islower():
            return False
        room = setting.width - len(last.words)
        first_word = line.words.split(" ", 1)[0]
        return (
            len(last.words) < _EARLY * setting.width and room > len(first_word) + 1
        ) or line.indent > last.indent + 1
    return (
        line.role in ("heading", "title")
        and looks_like_heading(line.words)
        and not (run[0].words.isupper() == line.words.isupper() and heading_number(line.words) is None)
    )


def _link(blocks: Sequence[Block], lines: Sequence[Line]) -> tuple[Block, ...]:
    """Join the halves of paragraphs that an interruption has cut: the first unfinished, the second like its rest."""
    ends = {line.end: line.words for line in lines}
    begins = {line.start: line for line in lines}
    linked: list[Block] = []
    open_at: int | None = None
    between: set[str] = set()
    for block in blocks:
        continues = None
        if block.kind in ("paragraph", "item"):
            first = begins[block.start]
            if open_at is not None and block.kind == "paragraph":
                unfinished = not FINISHED.search(ends[linked[open_at].end])
                low = first.words[0].islower()
                interrupted = bool(between) or first.begins_page
                if (
                    unfinished
                    and interrupted
                    and (low or first.words[0].isalnum())
                    and not (linked[open_at].kind == "item" and not low)
                ):
                    continues = open_at
            open_at, between = len(linked), set()
        elif block.kind in ("note", "furniture"):
            between.add(block.kind)
        else:
            open_at = None
        linked.append(Block(block.kind, block.start, block.end, level=block.level, continues=continues))
    return tuple(linked)
