"""Reads the entries of a reference list as works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from argmap.manuscript.document import Block, Reference
from argmap.manuscript.flow import Join, Reading, flow_of
from argmap.manuscript.mending import Mend
from argmap.manuscript.stages.entry_looks import YEAR_LABEL, begins_with_year
from argmap.manuscript.works import reference_from

_FIRST_WORD = re.compile(r"[a-z]{1,12} (?=[^\W\d_a-zß-öø-ÿ])")
_LONE_DASH = re.compile(r"[—―]\s(?=[^\W\d_]|[«“„\"]|\((?:[^()]{0,16}\s)?\d{4})")
_FEW_DASHES = 0.4
# Davidson, Donald 1991a “Three Varieties …”, and below it 1991b “Epistemology …”
_NAMES_THEN_YEAR = re.compile(r"[^\W\d_a-z][^\d(]{3,160}(?:\(\d{4}\))?\s(?:1[5-9]|20)\d\d[a-z]?\s+[\"“„‘«]?[^\W\d_a-z]")
_FEWEST_NAMED = 3
_SAME = "———. "
_FEWEST_STRAY = 5
_STRAY_SHARE = 0.8
_URL_TAIL = re.compile(r"(?:https?://|www\.|doi:\s?10\.|doi\.org/)\S*$")


def references_of(text: str, blocks: Sequence[Block], join: Join, mend: Mend) -> tuple[Reference, ...]:
    """The works of the reference list, in its order, with ids ``r1`` …"""
    rest: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "reference" and block.continues is not None:
            rest.setdefault(block.continues, []).append(block)
    entries: list[tuple[int, int, str]] = []
    for k, block in enumerate(blocks):
        if block.kind != "reference" or block.continues is not None:
            continue
        parts = [block, *rest.get(k, [])]
        breaks = sorted(pause for part in parts for pause in _breaks_in_addresses(text, part.start, part.end))
        flow = flow_of(text, [(part.start, part.end) for part in parts], join, breaks)
        entries.append((block.start, parts[-1].end, flow.text))
    labels = [YEAR_LABEL.match(words) for _, _, words in entries]
    labelled = 2 * sum(label is not None for label in labels) > len(entries)
    stray = _stray_word([words for _, _, words in entries])
    dashes_stand = _dashes_stand_for_names([words for _, _, words in entries])
    undated = sum(begins_with_year(words) for _, _, words in entries)
    below = undated > 0 and 2 * undated <= len(entries) and sum(map(_names_then_year, entries)) >= _FEWEST_NAMED
    references: list[Reference] = []
    for (start, end, words), found in zip(entries, labels, strict=True):
        label = found if labelled else None
        cut = label.end() if label else len(stray) if stray and words.startswith(stray) else 0
        above = next((work for work in reversed(references[-20:]) if work.authors or work.editors), None)
        said = words[cut:]
        again = ""  # what stands for the names above, though nothing is printed for them, or a lone dash
        if dashes_stand and _LONE_DASH.match(said):
            again = said[0] * 2
        elif below and above and begins_with_year(said):
            again = _SAME
        work = reference_from(again + said, start + cut, end, "list", mend, above).work
        if label:  # it may tell 2014a from 2014b where the entry does not
            work = replace(work, year=label["year"])
        references.append(replace(work, id=f"r{len(references) + 1}", text=work.text[len(again) :]))
    return _in_one_style(references)


def _dashes_stand_for_names(entries: Sequence[str]) -> bool:
    """Whether a lone dash stands for the names above, as some entries begin with one, and is no sign of an item."""
    count = sum(_LONE_DASH.match(words) is not None for words in entries)
    return 0 < count <= _FEW_DASHES * len(entries) and _LONE_DASH.match(entries[0]) is None


def _names_then_year(entry: tuple[int, int, str]) -> bool:
    return _NAMES_THEN_YEAR.match(entry[2]) is not None


def _stray_word(entries: Sequence[str]) -> str:
    """What nearly all entries begin with and none has of its own, as a program that lost a command left it: ``pre ``.

    A particle (``von``, ``de``) begins many names, but not those of a whole list.
    """
    first = Counter(found[0] for words in entries if (found := _FIRST_WORD.match(words)))
    word, count = first.most_common(1)[0] if first else ("", 0)
    return word if count >= _FEWEST_STRAY and count >= _STRAY_SHARE * len(entries) else ""


def _in_one_style(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """The works with those titles read anew that were unsure, as the rest of the list has them."""
    if not references:
        return ()
    from argmap.sources.list_style import reread_titles  # what it stands on is costly, and a paper may have no list

    return tuple(
        work
        if (title, sure) == (work.title, work.certainty.get("title", 0.0))
        else replace(work, title=title, certainty={**work.certainty, "title": sure})
        for work, (title, sure) in zip(references, reread_titles(references), strict=True)
    )


def _breaks_in_addresses(text: str, start: int, end: int) -> list[Reading]:
    """Line ends inside a URL or DOI: they read as nothing."""
    breaks = []
    for found in re.finditer(r"[^\S\r\n]*(?:\r\n|\n|\r|\f)\s*", text[start:end]):
        at, after = start + found.start(), start + found.end()
        tail = _URL_TAIL.search(text, max(start, at - 200), at)
        following = re.match(r"\S+", text[after : after + 120])
        if not tail or not following:
            continue
        word = following[0]
        goes_on = tail[0][-1] in "/-_=.?&%" or re.search(r"[\d/_=&?-]", word.rstrip(".,;)"))
        if goes_on and not (tail[0][-1] == "." and word[0].isupper()):
            breaks.append(Reading(at, after))
    return breaks
