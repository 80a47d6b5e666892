"""What registries, states and notices are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from argmap.ground.text import say_list
from argmap.registries.records import Nature

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


def parts_of_notice(standing: Standing) -> tuple[tuple[str, str], ...]:
    """What is known of the notice about a work, as (form, value).

    When it appeared and whether that was before the paper that cites the work, whose word it is, why, where it stands.
    """
    notice, came = standing.notice, standing.notice_came
    if notice is None:
        return ()
    reasons = [reason.strip().lstrip("+") for reason in notice.reasons]
    told = (
        ("{}", notice.date),
        ("before this paper of {}", standing.citing if came == "before" else ""),
        ("after this paper of {}", standing.citing if came == "after" else ""),
        ("told by {}", name_of(notice.told_by) if notice.told_by else ""),
        ("for: {}", "; ".join(filter(None, reasons))),
        ("doi:{}", notice.doi),
    )
    return tuple((form, value) for form, value in told if value)


def say_notice(standing: Standing) -> str:
    """What is known of the notice about a work, in a line."""
    return ", ".join(form.format(value) for form, value in parts_of_notice(standing))


def say_standing(standing: Standing) -> str:
    """The state of a work in words, with its reason and what was published about it."""
    told = STATES[standing.state]
    if standing.why:
        told += f": {standing.why}"
    if standing.nearest:
        told += f"; perhaps doi:{standing.nearest} is meant"
    if standing.notice:
        hint = "by its title in the registry, " if standing.hinted else ""
        told += f"; {hint}{NATURES[standing.notice.nature]} ({say_notice(standing)})"
    if standing.published:
        told += f"; a preprint, published as doi:{standing.published}"
    return told


def say_looked_up(standing: Standing | None) -> str:
    """The state of a work, and which registries said so when; empty where none was asked about it."""
    if standing is None or not standing.asked:
        return ""
    return f"{say_standing(standing)} (asked: {say_asked(standing)})"
