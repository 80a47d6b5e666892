"""The audit's summary as a colleague would write it: what there is, what is wrong, where to look, what is open.

The sentences are put together from counts and from the findings' own messages; nothing is said that no finding says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.findings.finding import Finding
from argmap.ground.diagnostics import SEVERITIES
from argmap.ground.text import plural, say_list
from argmap.manuscript.account import account_of, words_of_sentences
from argmap.manuscript.document import Document
from argmap.outputs.letter.quotes import say_where
from argmap.outputs.letter.words import voice_of
from argmap.prose.apparatus import Apparatus

_CITES = {
    "note": ("in notes", "note mark"),
    "numeric": ("by numbers in brackets", "numbered citation"),
    "author-date": ("by author and year", "author-year citation"),
    "key": ("by keys", "keyed citation"),
}
_TOLD = 5


@dataclass(frozen=True, slots=True)
class AuditNote:
    """Four short paragraphs; the last two are empty where there is nothing to say."""

    apparatus: str
    wrong: str
    look: str
    open: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Those that say something, in order."""
        return tuple(filter(None, (self.apparatus, self.wrong, self.look, self.open)))


def write_note(
    document: Document,
    apparatus: Apparatus,
    limits: Sequence[str],
    findings: Sequence[Finding],
    asked: Sequence[Finding],
    shown: Sequence[Finding],
) -> AuditNote:
    """The note on a paper.

    `findings` are all that were found, `asked` those that the user asked for, `shown` those of them that are strong
    enough. Of what was not asked for, and of what is weak, only the number is told.
    """
    certain = [f for f in findings if f.certainty == "certain" and not f.not_checkable]
    candidates = [f for f in findings if f.certainty == "candidate" and not f.not_checkable]
    weak = set(asked) - set(shown)
    said = [
        _say_candidates([f for f in candidates if f not in weak]),
        _say_weak(len(weak)),
        f"{plural(len(findings) - len(asked), 'finding')} left out on request." if len(asked) < len(findings) else "",
    ]
    unread = [f.message for f in findings if f.not_checkable]
    return AuditNote(
        _say_apparatus(document, apparatus),
        _say_certain(certain, document, apparatus),
        " ".join(filter(None, said)),
        " ".join(dict.fromkeys((*limits, *(f"{message.rstrip('.')}." for message in unread)))),
    )


def _say_apparatus(document: Document, apparatus: Apparatus) -> str:
    size = [plural(document.page_count, "page")] if document.page_count else []
    size += [plural(len(document.sentences), "sentence"), plural(words_of_sentences(document), "word")]
    ways = [(kind, number) for kind, number in Counter(apparatus.marks).most_common() if number and kind in _CITES]
    if not ways:
        cites = "No citation was recognised in its running text."
    else:
        main, *others = ways
        cites = f"It cites {_CITES[main[0]][0]} ({plural(main[1], _CITES[main[0]][1])})"
        if others:
            cites += ", beside " + say_list([plural(number, _CITES[kind][1]) for kind, number in others])
        cites += "."
    there = []
    if apparatus.notes:
        there.append(plural(apparatus.notes, "note body", "note bodies"))
    if apparatus.listed:
        there.append(f"a list of {plural(apparatus.listed, 'entry', 'entries')}")
    has = f" I found {say_list(there)}." if there else ""
    return f"The paper has {say_list(size)}. {cites}{has}"


def _say_certain(certain: Sequence[Finding], document: Document, apparatus: Apparatus) -> str:
    heavy = [f for f in certain if f.severity != "note"]
    if not heavy:
        # of a paper that was read in part, nothing good is known either
        if account_of(document).alarms:
            return ""
        if apparatus.listed and not apparatus.marks:
            return (
                "Look at this first: either the text cites none of the works on its list, or it cites them in a way "
                "that the reader does not know. Nothing in it is certainly wrong."
            )
        return "Nothing in it is certainly wrong, as far as it could be checked."
    gravest = sorted(heavy, key=lambda f: SEVERITIES.index(f.severity))
    first: dict[str, Finding] = {}
    for finding in gravest:
        first.setdefault(finding.code, finding)
    counted = Counter(f.code for f in heavy)
    said = " ".join(_sentence(finding, document, counted[code] - 1) for code, finding in list(first.items())[:_TOLD])
    rest = len(first) - _TOLD
    more = f" {plural(rest, 'other kind')} of fault {'is' if rest == 1 else 'are'} listed." if rest > 0 else ""
    what = "One thing is certainly wrong" if len(heavy) == 1 else f"{len(heavy)} things are certainly wrong"
    return f"{what}. {said}{more}"


def _sentence(finding: Finding, document: Document, more: int) -> str:
    where = say_where(document, voice_of(), finding.span) if finding.span else ""
    again = f"{more} more of this kind" if more else ""
    aside = ", and ".join(filter(None, (where, again)))
    return f"{finding.message.rstrip('.')}{f' ({aside})' if aside else ''}."


def _say_candidates(candidates: Sequence[Finding]) -> str:
    if not candidates:
        return ""
    counted = Counter((f.code, f.slug) for f in candidates)
    kinds = [
        f"{slug.replace('-', ' ')} ({code}, {'once' if number == 1 else f'{number} times'})"
        for (code, slug), number in counted.most_common(_TOLD)
    ]
    rest = len(counted) - _TOLD
    others = f", and {plural(rest, 'rarer kind')}" if rest > 0 else ""
    return f"Look at these, and judge each: {', '.join(kinds)}{others}."


def _say_weak(number: int) -> str:
    if not number:
        return ""
    be, them = ("are", "them") if number > 1 else ("is", "it")
    return f"{number} more {be} weaker and left out; `--all` shows {them}."
