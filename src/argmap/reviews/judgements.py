"""What a person can judge in an argument, and whether their verdict still fits what stands there.

A subject is a claim, a step, a citation, a piece of evidence, a passage of a source, or a source's text, by its handle.
Its content is what the verdict is about: for a citation the claim's sentence and the words cited for it, for a step its
premises, warrant and claim. When any of that changes, the verdict is stale; nothing is trusted by default.

A verdict that was given while the text of the work was at hand is bound to that text by its SHA-256 sum. A pin says
which text is meant today; without one the text is not read again, and the verdict keeps the text it was given on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from argmap.argument.model import Argument, Citation, Claim, Evidence, Quotation, Step
from argmap.ground.patterns import later
from argmap.ground.values import dataclass
from argmap.reviews import ReviewLog, Verdict, fingerprint
from argmap.reviews.placing import place_verdicts
from argmap.reviews.subject import SOURCE_TEXT, Subject, content_of
from argmap.reviews.verdict import canonical
from argmap.sources import Source

IN_PAPER = "this paper"
"""The work of evidence that the paper itself gives."""
_PASSAGE = later(r"(?P<item>.+)/passage-[0-9a-f]{8}\Z")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A subject with the verdict that was given last, if any; `stale` when the subject has changed since."""

    subject: Subject
    verdict: Verdict | None = None

    @property
    def stale(self) -> bool:
        """Judged, and changed since."""
        given, subject = self.verdict, self.subject
        if given is None or given.fingerprint == subject.fingerprint:
            return False
        in_another_order = content_of(given.seen) == content_of(subject.parts)
        return not (in_another_order and given.fingerprint == fingerprint(subject.kind, given.seen))

    @property
    def current(self) -> Verdict | None:
        """The verdict where it still fits the subject."""
        return None if self.stale else self.verdict

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """What differs between what was judged and what stands now: (part, then, now), empty for what is missing."""
        then = self.verdict.seen if self.stale and self.verdict else {}
        now = self.subject.parts if then else {}
        return tuple(
            (part, _shown(part, then.get(part, "")), _shown(part, now.get(part, "")))
            for part in dict.fromkeys((*then, *now))
            if then.get(part, "") != now.get(part, "")
        )


def _shown(part: str, content: str) -> str:
    return f"{content[:19]}…" if part == SOURCE_TEXT and content else content


def subjects(argument: Argument) -> dict[str, Subject]:
    """Every subject of an argument by its handle, in the order of the files."""
    found: dict[str, Subject] = {}
    for claim in argument.claims.values():
        for subject in (
            claim_subject(claim),
            *(step_subject(step, argument) for step in (*claim.reasons, *claim.objections)),
            *(citation_subject(citation, claim) for citation in claim.citations),
            *(evidence_subject(evidence, claim) for evidence in claim.evidence),
        ):
            found[subject.id] = subject
    return found


def claim_subject(claim: Claim) -> Subject:
    """A claim: is it what the paper says, fairly worded?"""
    parts = {"claim": claim.text, "kind": claim.kind, "said by": claim.said_by or "", "paper": _words(claim.anchors)}
    return Subject(claim.id, "claim", claim.id, _filled(parts), claim.span)


def step_subject(step: Step, argument: Argument) -> Subject:
    """A step: do its premises, if true, speak for (or against) the claim?"""
    claims = argument.claims
    parts = {
        "claim": claims[step.claim].text,
        "relation": step.kind,
        **{f"premise {number}": claims[premise].text for number, premise in enumerate(step.premises, 1)},
        "scheme": step.scheme or "",
        "warrant": claims[step.warrant_claim].text if step.warrant_claim else step.warrant or "",
        **{f"unless {number}": claims[name].text for number, name in enumerate(step.unless, 1)},
    }
    return Subject(step.id, "step", step.claim, _filled(parts), step.span)


def citation_subject(citation: Citation, claim: Claim) -> Subject:
    """A citation: does the work say, at that place, what it is cited for?"""
    parts = {
        "claim": claim.text,
        "work": citation.key,
        "place": citation.locator or "",
        "quoted in": citation.via or "",
        "words": _words(citation.quotations),
    }
    return Subject(citation.id, "citation", claim.id, _filled(parts), citation.span)


def evidence_subject(evidence: Evidence, claim: Claim) -> Subject:
    """A piece of evidence: is it so, and does it bear on the claim?"""
    parts = {
        "claim": claim.text,
        "evidence": evidence.text,
        "work": evidence.source or (IN_PAPER if evidence.in_paper else ""),
        "place": evidence.locator or "",
        "words": _words(evidence.quotations),
    }
    return Subject(evidence.id, "evidence", claim.id, _filled(parts), evidence.span)


def passage_subject(item: Subject, words: str) -> Subject:
    """A passage of a source, offered for a citation or evidence: does it bear the claim out?"""
    parts = {name: item.parts[name] for name in ("claim", "evidence", "work") if name in item.parts}
    return Subject(passage_handle(item.id, words), "passage", item.claim, {**parts, "words": words}, item.span)


def passage_handle(item: str, words: str) -> str:
    """The name of a passage: that of the citation it is offered for, and a short sum of its words."""
    import hashlib  # loads the system's cryptography

    return f"{item}/passage-{hashlib.sha256(canonical(words).encode('utf-8')).hexdigest()[:8]}"


def item_of_passage(handle: str) -> str | None:
    """The citation or evidence that a passage was offered for, or None where the handle names no passage."""
    found = _PASSAGE.match(handle)
    return found["item"] if found else None


def source_subject(source: Source) -> Subject:
    """The text of a work: is it the work and the edition that is cited, whole and legible?"""
    names = "; ".join(source.authors or source.editors)
    parts = {"work": source.key, "author": names, "year": source.year or "", "title": source.title or ""}
    return Subject(f"@{source.key}", "source", "", _filled(parts), source.span)


def _words(quotations: tuple[Quotation, ...]) -> str:
    return " / ".join(quotation.text for quotation in quotations)


def _filled(parts: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in parts.items() if value}


def judge(
    argument: Argument,
    log: ReviewLog,
    sources: Mapping[str, Source] | None = None,
    text_now: Callable[[str, str], str | None] = lambda _work, _judged: None,
) -> dict[str, Judgement]:
    """Every subject with the last verdict on it; of passages and sources' texts those that have a verdict.

    `text_now` gives the sum that a work's text has now, beside the one it was judged by, or None where no pin asks.
    """
    known = subjects(argument)
    for handle, verdict in log.latest().items():
        made = None if handle in known else _judged_once(handle, verdict, known, sources or {})
        if made:
            known.setdefault(made.id, made)
    given = place_verdicts(known, log.verdicts)
    return {
        name: Judgement(_as_judged(subject, given.get(name), text_now), given.get(name))
        for name, subject in known.items()
    }


def _judged_once(
    handle: str, verdict: Verdict, known: Mapping[str, Subject], sources: Mapping[str, Source]
) -> Subject | None:
    """The passage or the source's text that a verdict is about, where what it belongs to is still there."""
    if handle.startswith("@"):
        return source_subject(sources[handle[1:]]) if handle[1:] in sources else None
    of = item_of_passage(handle)
    if of is None:
        return None
    named = known.get(of)
    alike = [item for item in known.values() if item.kind in ("citation", "evidence") and _offered_for(item, verdict)]
    # its citation may stand elsewhere now, and another may have taken its name
    item = named if named in alike or not alike else alike[0]
    if item is None or item.work is None:
        return None
    made = passage_subject(item, verdict.seen.get("words", ""))
    return made if made.id.rpartition("/")[2] == handle.rpartition("/")[2] else None


def _offered_for(item: Subject, passage: Verdict) -> bool:
    """Whether a passage was judged as one for what this citation or evidence says."""
    asked = ("claim", "evidence", "work")
    return all(canonical(item.parts.get(name, "")) == canonical(passage.seen.get(name, "")) for name in asked)


def _as_judged(subject: Subject, verdict: Verdict | None, text_now: Callable[[str, str], str | None]) -> Subject:
    """The subject with the text of its work, where the verdict was given on one."""
    if verdict is None or subject.work is None or SOURCE_TEXT not in verdict.seen:
        return subject
    judged_by = verdict.seen[SOURCE_TEXT].removeprefix("sha256 ")
    return subject.on_text(text_now(subject.work, judged_by) or judged_by)
