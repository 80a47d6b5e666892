"""TXT: letters that were lost on the way from the page to the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from argmap.checks.registry import MARKED_UP, Grounds, check
from argmap.findings.finding import Finding
from argmap.manuscript.document import Repair
from argmap.manuscript.mending import repairs_within
from argmap.manuscript.stages.damage import reads_like_a_word
from argmap.project import Project

_SURE = 0.9
_LIKELY = 0.7
_SHOWN = 8
_HURT = re.compile(r"(?:[^\W\d_]|['’](?=[^\W_])|[\ufffd\ue000-\uf8ff])+")
_INNER = re.compile(r"[^\W\d_]\ufffd+[^\W\d_]|\ufffd{3}")
_FEWEST_LETTERS = 3
_IN_A_ROW = 3
_IN_FORMULAS = frozenset("0123456789_^=+*/\\<>|{}∗−×·±≤≥∈")


_SIGNS = Grounds(
    "A sign that no writer puts there stands in the word; in a PDF it may be one of a formula.", ("text", *MARKED_UP)
)


@check("TXT001", "letters-lost", "warning", about="paper", grounds=_SIGNS)
def letters_lost(project: Project) -> Iterator[Finding]:
    """Words of the paper's text lost letters when it was taken from its file, usually ligatures such as "ti" or "ff".

    Why: searches and quotations fail on them. argmap reads through the damage by a map of proposals beside the text;
    the text itself is never changed.

    Example: `rela�on`, for which "relation" is proposed.

    Mend: take the text from the author's own file. Until then look at the proposals (`argmap read PAPER`).
    """
    document = project.paper
    if not document.repairs:
        return
    # a letter that is gone, or came out as another letter, leaves a word that may have been meant; a sign does not
    sure: list[Repair] = []
    guessed: list[Repair] = []
    for repair in document.repairs:
        (sure if repair.confidence >= _SURE and _is_broken(repair.lost) else guessed).append(repair)
    if sure:
        examples = dict.fromkeys(f"{r.lost} → {r.proposed}" for r in sure)
        first = sure[0]
        yield letters_lost.finding(
            document.place(first.start, first.end),
            f"{len(sure)} word{'s' if len(sure) > 1 else ''} lost letters and can be read: "
            f"{'; '.join(list(examples)[:4])}",
            quote=first.lost,
        )
    for repair in guessed:
        if repair.confidence >= _LIKELY:
            yield letters_lost.finding(
                document.place(repair.start, repair.end),
                f"“{repair.lost}” lost letters; perhaps it was “{repair.proposed}” ({repair.confidence:.0%} sure)",
                quote=repair.lost,
                certainty="candidate",
                kind="laid out" if document.kind == "pdf" else "",
            )


@check("TXT002", "letters-unreadable", "warning", about="paper", grounds=_SIGNS)
def letters_unreadable(project: Project) -> Iterator[Finding]:
    """A word holds a replacement character, and nothing could be proposed for it.

    Why: what stood there is not known; whatever is quoted from this place cannot be checked. The signs of formulas come
    out in the same way, so that letters must stand beside the character, or several of them in a row; at the edge of a
    word, where it may be a dash or a quotation mark, the finding is a candidate.

    Example: a name in another script that came out as `na���`.

    Mend: look it up in the paper itself.
    """
    document = project.paper
    if "\ufffd" not in document.text:
        return
    unread = (
        found
        for found in _HURT.finditer(document.text)
        if _is_a_word(found) and not repairs_within(document.repairs, found.start(), found.end())
    )
    for found in islice(unread, _SHOWN):
        word = found[0]
        yield letters_unreadable.finding(
            document.place(found.start(), found.end()),
            f"“{word}” lost letters, and nothing can be proposed",
            quote=word,
            certainty="certain" if _INNER.search(word) else "candidate",
            kind="laid out" if document.kind == "pdf" else "",
        )


def _is_a_word(found: re.Match[str]) -> bool:
    """Whether letters stand beside the character as in a word, and nothing that belongs to a formula."""
    word, text = found[0], found.string
    letters = word.replace("\ufffd", "")
    if "\ufffd" not in word or not reads_like_a_word(letters):
        return False
    around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    return (len(letters) >= _FEWEST_LETTERS or "\ufffd" * _IN_A_ROW in word) and _IN_FORMULAS.isdisjoint(around)


def _is_broken(word: str) -> bool:
    """Whether the word holds a sign that no writer puts there."""
    return any(unicodedata.category(c) in ("Co", "Cc") or c in "\ufffdﬀﬁﬂﬃﬄﬅﬆ" for c in word)
