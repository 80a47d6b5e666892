"""TXT: letters that were lost on the way from the page to the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from argmap.checks.registry import Grounds, check
from argmap.findings.finding import Finding
from argmap.manuscript.document import Repair
from argmap.project import Project

_SURE = 0.9
_LIKELY = 0.7
_SHOWN = 8


_SIGNS = Grounds("A sign that no writer puts there stands in the word.")


@check("TXT001", "letters-lost", "warning", about="paper", grounds=_SIGNS)
def letters_lost(project: Project) -> Iterator[Finding]:
    """Words of the paper's text lost letters when it was taken from its file, usually ligatures such as "ti" or "ff".

    Why: searches and quotations fail on them. argmap reads through the damage by a map of proposals beside the text;
    the text itself is never changed.

    Example: `rela�on`, for which "relation" is proposed.

    Mend: take the text from the author's own file. Until then look at the proposals (`argmap read PAPER`).
    """
    document = project.document
    if document is None or not document.repairs:
        return
    # a letter that is simply gone leaves a word that may have been meant; one that came out as a sign does not
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
            )


@check("TXT002", "letters-unreadable", "warning", about="paper", grounds=_SIGNS)
def letters_unreadable(project: Project) -> Iterator[Finding]:
    """A word holds a replacement character, and nothing could be proposed for it.

    Why: what stood there is not known; whatever is quoted from this place cannot be checked.

    Example: a name in another script that came out as `���`.

    Mend: look it up in the paper itself.
    """
    document = project.document
    if document is None or "\ufffd" not in document.text:
        return
    repaired = [(repair.start, repair.end) for repair in document.repairs]
    at = -1
    told = 0
    while (at := document.text.find("\ufffd", at + 1)) >= 0 and told < _SHOWN:
        if not any(start <= at < end for start, end in repaired):
            start, end = at, at + 1
            while start and not document.text[start - 1].isspace():
                start -= 1
            while end < len(document.text) and not document.text[end].isspace():
                end += 1
            told += 1
            word = document.text[start:end]
            yield letters_unreadable.finding(
                document.place(start, end), f"“{word}” lost letters, and nothing can be proposed", quote=word
            )
            at = end


def _is_broken(word: str) -> bool:
    """Whether the word holds a sign that no writer puts there."""
    return any(
        unicodedata.category(c) in ("Co", "Cn", "Cc", "So") or c in "\ufffd\ufb00\ufb01\ufb02\ufb03\ufb04" for c in word
    )
