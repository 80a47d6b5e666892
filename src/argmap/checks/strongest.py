"""Which candidates are shown where nobody asked for all: the strongest few of each section of the paper.

What is certain, and what could not be checked, is always shown, and so is all that is said of claims. A candidate about
the paper is shown by its strength, the likely ones first. Each that is already shown of its section, or of its code,
makes the next one count for less, so that neither a long section nor a fault that is suspected everywhere crowds out
the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from argmap.checks.registry import all_checks
from argmap.findings.finding import Finding
from argmap.prose.paragraphs import chapters

if TYPE_CHECKING:
    from argmap.project import Project

# a short text with no more candidates than this shows them all
_FEW, _SHORT = 5, 60
# and none shows more than this
_MOST = 15
# a candidate that is less likely than this worth a look waits until it is asked for
_LIKELY = 0.4
_AGAIN = 0.93


def strongest(project: Project, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that are shown by default, in their order."""
    document = project.document
    if document is None:
        return list(findings)
    about_paper = {code for code, check in all_checks().items() if check.about == "paper"}
    begins = chapters(document)
    guesses = {
        index: bisect_right(begins, finding.span.start if finding.span else 0)
        for index, finding in enumerate(findings)
        if finding.code in about_paper and finding.certainty == "candidate" and not finding.not_checkable
    }
    if len(guesses) <= _FEW and len(document.sentences) <= _SHORT:
        return list(findings)
    waiting = sorted((i for i in guesses if is_likely(findings[i])), key=lambda i: -findings[i].strength)
    seen: Counter[object] = Counter()

    def counts_for(index: int) -> float:
        return findings[index].strength * _AGAIN ** (seen[guesses[index]] + seen[findings[index].code])

    taken: set[int] = set()
    while waiting and len(taken) < _MOST:
        best = max(waiting, key=counts_for)
        waiting.remove(best)
        taken.add(best)
        seen.update((guesses[best], findings[best].code))
    return [finding for index, finding in enumerate(findings) if index not in guesses or index in taken]


def left_out(asked: Sequence[Finding], shown: Sequence[Finding]) -> dict[str, int]:
    """How many of the findings that were asked for are not shown, by code."""
    return dict(sorted((Counter(f.code for f in asked) - Counter(f.code for f in shown)).items()))


def is_likely(finding: Finding) -> bool:
    """Whether a candidate is likely enough worth a look to be shown where nobody asked for it."""
    return finding.strength >= _LIKELY
