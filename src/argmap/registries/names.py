"""What registries, states and notices are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from argmap.ground.text import say_list
from argmap.registries.records import Nature, Notice

if TYPE_CHECKING:  # the checks ask for names alone
    from argmap.registries.standing import Standing, State

REGISTRIES: Mapping[str, str] = {
    "crossref": "Crossref",
    "datacite": "DataCite",
    "doi.org": "doi.org",
    "openalex": "OpenAlex",
    "arxiv": "arXiv",
    "retraction-watch": "Retraction Watch",
}
STATES: Mapping[State, str] = {
    "found": "found",
    "differs": "found, differs",
    "another-work": "its identifier is another work's",
    "not-registered": "its DOI is not registered",
    "not-found": "not found in the registries asked",
    "unclear": "unclear",
    "not-looked-up": "not looked up",
}
NATURES: Mapping[Nature, str] = {
    "retraction": "retracted",
    "withdrawal": "withdrawn",
    "partial-retraction": "retracted in part",
    "concern": "under an expression of concern",
    "replacement": "retracted and replaced by a corrected version",
    "correction": "corrected",
    "reinstatement": "reinstated after a retraction",
}
_DOUBTED: Mapping[Nature, str] = {
    "retraction": "retracted",
    "withdrawal": "withdrawn",
    "partial-retraction": "retracted in part",
    "concern": "under a concern",
}
SELDOM_HELD = "Books, theses, reports and older works, or those in other languages than English, are often absent."


def name_of(registry: str) -> str:
    """What a registry calls itself."""
    return REGISTRIES.get(registry, registry)


def doubted(standing: Standing) -> str:
    """The word for a work that was taken back, or is in doubt; empty for one that is not."""
    return _DOUBTED.get(standing.notice.nature, "") if standing.notice else ""


def say_asked(standing: Standing) -> str:
    """Who answered and when: `Crossref 2026-11-26 and DataCite 2026-11-26`; empty where nobody did."""
    return say_list([f"{name_of(registry)} {day}" for registry, day in standing.asked])


def parts_of_notice(notice: Notice) -> tuple[tuple[str, str], ...]:
    """When a notice appeared, whose word it is, why, and where it stands, as far as these are known: (form, value)."""
    reasons = [reason.strip().lstrip("+") for reason in notice.reasons]
    told = (
        ("{}", notice.date),
        ("told by {}", name_of(notice.told_by) if notice.told_by else ""),
        ("for: {}", "; ".join(filter(None, reasons))),
        ("doi:{}", notice.doi),
    )
    return tuple((form, value) for form, value in told if value)


def say_notice(notice: Notice) -> str:
    """What is known of a notice, in a line."""
    return ", ".join(form.format(value) for form, value in parts_of_notice(notice))


def say_standing(standing: Standing) -> str:
    """The state of a work in words, with its reason and what was published about it."""
    told = STATES[standing.state]
    if standing.why:
        told += f": {standing.why}"
    if standing.notice:
        hint = "by its title in the registry, " if standing.hinted else ""
        told += f"; {hint}{NATURES[standing.notice.nature]} ({say_notice(standing.notice)})"
    if standing.published:
        told += f"; a preprint, published as doi:{standing.published}"
    return told
