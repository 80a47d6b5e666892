"""The audit's summary as a colleague would write it: what there is, what is wrong, where to look, what is open.

The sentences are put together from counts and from the findings' own messages; nothing is said that no finding says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.checks.apparatus import Apparatus
from argmap.findings.finding import SEVERITIES, Finding
from argmap.manuscript.document import Document
from argmap.report.wording import plural, say_list

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
    document: Document, apparatus: Apparatus, limits: Sequence[str], findings: Sequence[Finding], shown: int
) -> AuditNote:
    """The note on a paper. `findings` are all that were found, `shown` how many of them the user asked to see."""
    checked = [f for f in findings if not f.not_checkable]
    certain = [f for f in checked if f.certainty == "certain"]
    candidates = [f for f in checked if f.certainty == "candidate"]
    left_out = f" {plural(len(findings) - shown, 'finding')} left out on request." if shown < len(findings) else ""
    unread = [f.message for f in findings if f.not_checkable]
    return AuditNote(
        _say_apparatus(document, apparatus),
        _say_certain(certain),
        _say_candidates(candidates) + left_out,
        " ".join(dict.fromkeys((*limits, *(f"{message.rstrip('.')}." for message in unread)))),
    )


def _say_apparatus(document: Document, apparatus: Apparatus) -> str:
    words = sum(len(sentence.text.split()) for sentence in document.sentences)
    size = [plural(document.page_count, "page")] if document.page_count else []
    size += [plural(len(document.sentences), "sentence"), plural(words, "word")]
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


def _say_certain(certain: Sequence[Finding]) -> str:
    heavy = [f for f in certain if f.severity != "note"]
    if not heavy:
        return "Nothing in it is certainly wrong, as far as it could be checked."
    gravest = sorted(heavy, key=lambda f: SEVERITIES.index(f.severity))
    first: dict[str, Finding] = {}
    for finding in gravest:
        first.setdefault(finding.code, finding)
    counted = Counter(f.code for f in heavy)
    said = [
        f"{_sentence(finding)}{f' (and {counted[code] - 1} more of this kind)' if counted[code] > 1 else ''}"
        for code, finding in list(first.items())[:_TOLD]
    ]
    more = f" {plural(len(first) - _TOLD, 'other kind')} of fault is listed." if len(first) - _TOLD == 1 else ""
    if len(first) - _TOLD > 1:
        more = f" {len(first) - _TOLD} other kinds of fault are listed."
    return f"Certainly wrong: {'; '.join(said)}.{more}"


def _sentence(finding: Finding) -> str:
    span = finding.span
    where = "" if span is None else f" (page {span.page})" if span.page else f" (line {span.line})"
    return f"{finding.message.rstrip('.')}{where}"


def _say_candidates(candidates: Sequence[Finding]) -> str:
    if not candidates:
        return ""
    counted = Counter((f.code, f.slug) for f in candidates)
    kinds = [f"{number} × {slug.replace('-', ' ')} ({code})" for (code, slug), number in counted.most_common(_TOLD)]
    rest = len(counted) - _TOLD
    others = f", and {plural(rest, 'rarer kind')}" if rest > 0 else ""
    return f"To be looked at by a person, since they are guesses: {', '.join(kinds)}{others}."
