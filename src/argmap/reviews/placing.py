"""Which subject a verdict is on: the one whose content it was given on, wherever that stands now.

A citation is named by its place (``claim/cites-2``), and a citation that is put in above takes the name over. So a
verdict is placed by what was judged, and by the name only where nothing has that content any more: then what bears most
of it has changed, and the verdict is stale.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from argmap.reviews import Verdict
from argmap.reviews.subject import SOURCE_TEXT, Subject, content_of
from argmap.reviews.verdict import canonical


def place_verdicts(known: Mapping[str, Subject], verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """The last verdict on each subject that has one, by the handle of the subject."""
    by_content: dict[Hashable, dict[str, Verdict]] = {}
    for verdict in verdicts:
        _keep_last(by_content.setdefault(_judged_content(verdict), {}), verdict)
    if not by_content:
        return {}
    bare = any(not verdict.seen for given in by_content.values() for verdict in given.values())
    placed: dict[str, Verdict] = {}
    homeless: dict[Hashable, list[str]] = {}
    for handle, subject in known.items():
        content = _content(handle, subject.parts)
        if bare and content not in by_content:
            content = subject.fingerprint
        if content in by_content:
            own = by_content[content].pop(handle, None)
            if own:
                placed[handle] = own
            else:
                homeless.setdefault(content, []).append(handle)
    for content, handles in homeless.items():
        for handle in handles:
            found = _same_claim_first(by_content[content], known[handle].claim)
            if found:
                placed[handle] = by_content[content].pop(found)
    left: dict[str, Verdict] = {}
    for given in by_content.values():
        for verdict in given.values():
            _keep_last(left, verdict)
    _place_changed(known, left, placed)
    return placed


def _keep_last(kept: dict[str, Verdict], verdict: Verdict) -> None:
    before = kept.get(verdict.subject)
    if before is None or verdict.moment >= before.moment:
        kept[verdict.subject] = verdict


def _judged_content(verdict: Verdict) -> Hashable:
    # a verdict of an early version says only by its fingerprint what it was given on
    return _content(verdict.subject, verdict.seen) if verdict.seen else verdict.fingerprint


def _content(handle: str, parts: Mapping[str, str]) -> Hashable:
    """What was judged, apart from the text it was held against: whether that is still the same, the pin says."""
    about = "source" if handle.startswith("@") else "passage" if "/passage-" in handle else "argument"
    return about, content_of({name: words for name, words in parts.items() if name != SOURCE_TEXT})


def _same_claim_first(given: Mapping[str, Verdict], claim: str) -> str | None:
    """Of verdicts on one content the one given under this claim; else one whose claim has another name now."""
    return min(given, key=lambda handle: handle.partition("/")[0] != claim, default=None)


def _place_changed(known: Mapping[str, Subject], left: Mapping[str, Verdict], placed: dict[str, Verdict]) -> None:
    """Give what is left to what it was on, changed since: the subject of that claim that keeps most of the content."""
    later = {verdict.subject: verdict for verdict in placed.values()}
    by_claim: dict[str, list[str]] = {}
    for handle, subject in known.items():
        if handle not in placed:
            by_claim.setdefault(subject.claim, []).append(handle)
    for handle, verdict in left.items():
        own = known.get(handle)
        if own is None or _superseded(verdict, later.get(handle)):
            continue
        free = [h for h in by_claim.get(own.claim, ()) if h not in placed and known[h].kind == own.kind]
        if free:
            best = max(free, key=lambda h: (_kept(known[h].parts, verdict.seen), h == handle))
            placed[best] = verdict


def _superseded(verdict: Verdict, later: Verdict | None) -> bool:
    """Whether somebody has judged the same thing again since: under the same name, and on the same work."""
    return later is not None and later.moment >= verdict.moment and later.seen.get("work") == verdict.seen.get("work")


def _kept(now: Mapping[str, str], then: Mapping[str, str]) -> int:
    """How many parts are as they were."""
    return sum(canonical(then[name]) == canonical(words) for name, words in now.items() if name in then)
