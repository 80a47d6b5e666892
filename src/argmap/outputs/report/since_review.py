"""The report's part "since the last round of review": stale verdicts, and how the argument differs from that day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.ground.message import item_name, say
from argmap.ground.text import plural, shorten_message
from argmap.outputs.terminal.difference import HEADINGS, SIGNS, difference_pieces

if TYPE_CHECKING:
    from argmap.comparison import Change, SinceReview
    from argmap.reviews.judgements import Judgement

Pieces = tuple[tuple[str, str], ...]
MOST_STALE = 40
MOST_OF_A_KIND = 25


@dataclass(frozen=True, slots=True)
class PartChanged:
    """One part of what was judged: its name, and its words then and now as pieces (``same``, ``gone``, ``come``)."""

    name: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class StaleShown:
    """A verdict that no longer counts, with what has changed; `href` leads to the card of its claim."""

    handle: str
    href: str
    verdict: str
    reviewer: str
    date: str
    note: str
    parts: tuple[PartChanged, ...]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One change of the argument: + came, − went, ~ changed; `pieces` where the words then and now are set apart."""

    sign: str
    text: str
    href: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class ChangesShown:
    """The changes of one kind under their heading; `unlisted` counts those that are left out."""

    heading: str
    changes: tuple[ChangeShown, ...]
    count: int
    unlisted: int


@dataclass(frozen=True, slots=True)
class SinceShown:
    """The whole part: `lead` says since when and against what, `unlisted` counts stale verdicts that are left out."""

    lead: str
    stale: tuple[StaleShown, ...]
    unlisted: int
    groups: tuple[ChangesShown, ...]


def show_since_review(since: SinceReview | None, claims: Collection[str]) -> SinceShown | None:
    """What the report shows of it; None where there is nothing to show. `claims` are those that have a card."""
    if since is None or not since.anything:
        return None
    told = [f"The latest verdict was given on {since.date[:10]}."]
    if since.stale:
        count = "count" if len(since.stale) > 1 else "counts"
        told.append(f"{plural(len(since.stale), 'verdict')} no longer {count}: what was judged has changed.")
    if since.comparison is not None and since.comparison.changes:
        told.append(
            f"The argument is compared with revision {(since.revision or '')[:10]}, the last before that verdict."
        )
    elif since.comparison is None:
        told.append("No revision of that time is known to git, so only what was judged can be compared.")
    # that a verdict is stale has been said above
    changes = [c for c in since.comparison.changes if c.code != "REV002"] if since.comparison else []
    return SinceShown(
        " ".join(told),
        tuple(_stale(judgement, claims) for judgement in since.stale[:MOST_STALE]),
        max(0, len(since.stale) - MOST_STALE),
        tuple(
            _group(heading, group, claims)
            for kind, heading in HEADINGS.items()
            if (group := [change for change in changes if change.kind == kind])
        ),
    )


def _stale(judgement: Judgement, claims: Collection[str]) -> StaleShown:
    verdict, subject = judgement.verdict, judgement.subject
    assert verdict is not None, "only what was judged can be stale"
    return StaleShown(
        say("{}", item_name(subject.id)),
        _href(subject.claim, claims),
        verdict.words,
        verdict.reviewer,
        verdict.date[:10],
        verdict.note,
        tuple(PartChanged(part, difference_pieces(then, now)) for part, then, now in judgement.changes),
    )


def _group(heading: str, changes: list[Change], claims: Collection[str]) -> ChangesShown:
    shown = tuple(_change(change, claims) for change in changes[:MOST_OF_A_KIND])
    return ChangesShown(heading, shown, len(changes), len(changes) - len(shown))


def _change(change: Change, claims: Collection[str]) -> ChangeShown:
    compared = change.kind in ("claim-reworded", "step-changed")
    text = change.text
    if change.kind in ("claim-added", "claim-removed"):
        text = change.after or change.before or text
    return ChangeShown(
        SIGNS.get(change.kind.rsplit("-", 1)[-1], "~").replace("-", "−"),
        shorten_message(text, 300),
        _href(change.claim or "", claims),
        difference_pieces(change.before, change.after) if compared else (),
    )


def _href(claim: str, claims: Collection[str]) -> str:
    return f"#claim-{claim}" if claim in claims else ""
