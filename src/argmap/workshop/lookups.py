"""What the page asks for besides the state: a thing to be judged, passages that bear on a claim, words to complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from argmap.argument.model import Citation, Evidence, Quotation
from argmap.editing.recording import find_subject
from argmap.ground.places import say_place
from argmap.outputs.terminal.difference import difference_pieces
from argmap.outputs.wording import name_source, say_match, write_reference
from argmap.reviews.judgements import Judgement, item_of_passage
from argmap.reviews.offers import offer_passages, why_none, work_of
from argmap.workshop.state import judged_entry, verdict_entry

if TYPE_CHECKING:
    from argmap.project import Project

Plain = dict[str, Any]
_MOST = 20
_AROUND = 300
"""Characters of the work that are shown before and behind a passage."""


def subject_card(project: Project, handle: str) -> Plain:
    """What a reviewer sees of one thing to be judged. Raises ArgmapError where there is nothing of that name."""
    judgement = project.judgements.get(handle) or Judgement(find_subject(project, handle))
    subject = judgement.subject
    claim = project.argument.claims.get(subject.claim)
    item = _item(project, subject.claim, subject.id)
    key = subject.work if subject.work in project.bibliography.sources else None
    source = project.bibliography.sources.get(key or "")
    return {
        **judged_entry(judgement),
        "claim_text": claim.text if claim else None,
        "parts": dict(subject.parts),
        "paper": [anchor.text for anchor in claim.anchors] if claim else [],
        "work": {"key": key, "name": name_source(source), "reference": write_reference(source)} if source else None,
        "locator": item.locator if item else None,
        "quotations": [_compared(project, work_of(item), q) for q in item.quotations] if item else [],
        "offers": list(_offers(project, item)) if item and not item.quotations else [],
        "why_no_offers": why_none(item, project.argument, project.texts, project.judgements) if item else "",
        "verdict": verdict_entry(subject.id, judgement) if judgement.verdict else None,
        "changes": [[part, difference_pieces(then, now)] for part, then, now in judgement.changes],
    }


def passages_for(project: Project, claim: str) -> Plain:
    """Passages of cited works for each citation and piece of evidence of a claim."""
    found = project.argument.claims.get(claim)
    return {item.id: list(_offers(project, item)) for item in found.grounds} if found else {}


def _item(project: Project, claim: str, handle: str) -> Citation | Evidence | None:
    found = project.argument.claims.get(claim)
    wanted = (handle, item_of_passage(handle))
    return next((item for item in found.grounds if item.id in wanted), None) if found else None


def _compared(project: Project, key: str | None, quotation: Quotation) -> Plain:
    """Quoted words with the words of the work's own text, where it is at hand, and those around them."""
    state, words = say_match(quotation.match)
    match = quotation.match
    shown: Plain = {
        "text": quotation.text,
        "state": state,
        "state_word": words,
        "why": match.why if match else "",
        "matched": match.matched if match else "",
    }
    document = project.texts.document(key) if key and match and match.end > match.start else None
    if document and match:
        shown |= _around(document.text, match.start, match.end)
        span = document.place(match.start, match.end)
        shown["place"] = say_place(span.path, span)
    return shown


def _around(text: str, start: int, end: int) -> Plain:
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return {"before": " ".join(before.split()), "after": " ".join(after.split())}


def _offers(project: Project, item: Citation | Evidence) -> Iterator[Plain]:
    for offer in offer_passages(item, project.argument, project.texts, project.judgements):
        document = project.texts.document(offer.work)
        yield {
            "handle": offer.handle,
            "work": offer.work,
            "text": offer.passage.text,
            "place": say_place(offer.place.path, offer.place),
            **(_around(document.text, offer.passage.start, offer.passage.end) if document else {}),
        }


def completions(project: Project, kind: str, asked: str, key: str = "") -> list[Plain]:
    """Names of one kind that hold the words asked for, those that begin with them first; at most twenty."""
    words = asked.casefold().split()

    def fits(value: str, text: str) -> bool:
        said = f"{value} {text}".casefold()
        return all(word in said for word in words)

    known = _NAMES[kind](project, key) if kind in _NAMES else ()
    found = [(value, text) for value, text in known if fits(value, text)]
    found.sort(key=lambda pair: not (words and pair[0].casefold().startswith(words[0])))
    return [{"value": value, "text": text} for value, text in found[:_MOST]]


Names = Callable[["Project", str], Iterable[tuple[str, str]]]


def _locators(project: Project, key: str) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for claim in project.argument.claims.values():
        for item in claim.grounds:
            if item.locator and work_of(item) == key:
                seen.setdefault(item.locator, claim.id)
    yield from seen.items()


def _codes(_project: Project, _key: str) -> Iterator[tuple[str, str]]:
    from argmap.checks.pages import summaries

    yield from summaries().items()


def _of(name: str) -> Names:
    def names(_project: Project, _key: str) -> Iterator[tuple[str, str]]:
        from argmap.workshop.state import words

        for word in words()[name]:
            yield (word["id"], word["name"]) if isinstance(word, dict) else (word, "")

    return names


_NAMES: dict[str, Names] = {
    "claim": lambda project, _key: ((claim.id, claim.text) for claim in project.argument.claims.values()),
    "key": lambda project, _key: (
        (source.key, f"{name_source(source)}. {source.title or ''}") for source in project.bibliography.sources.values()
    ),
    "scheme": _of("schemes"),
    "type": _of("evidence_types"),
    "kind": _of("kinds"),
    "standard": _of("standards"),
    "locator": _locators,
    "code": _codes,
}
