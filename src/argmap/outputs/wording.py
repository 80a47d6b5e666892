"""The words in which the outputs say what the program knows: states, severities, names of works, places.

One place for them, so that a card, the margin and the verdict never say the same thing differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from argmap.argument.model import Argument, Citation
from argmap.ground.text import say_list, shorten
from argmap.quotations import Match
from argmap.sources.source import WorkName

if TYPE_CHECKING:
    from argmap.evaluation import Evaluation
    from argmap.evaluation.sensitivity import Levers
    from argmap.project import Project
    from argmap.sources import Source

VERDICTS = {
    "established": "stands: {verified} alone carries it",
    "provisional": "stands only if what nobody has judged yet is taken on trust",
    "contested": "is contested: live reasons for it and against it are in balance",
    "defeated": "does not stand: a live objection beats the reasons for it",
    "unsupported": "does not stand: no reason given for it holds up",
    "circular": "does not stand: in the end it is supported only by itself",
    "draft": "is a draft that nobody has read: the program found no reason for it that holds up",
}

MATCH_WORDS = {
    "verbatim": "found, word for word",
    "noise": "found; every difference is damage or layout",
    "altered": "found, but altered",
    "not-found": "not found",
    "not-checkable": "could not be checked",
    "not-compared": "not compared",
}

DIFFERENCE_WORDS = {
    "digit": "number changed",
    "negation": "negation changed",
    "word": "word changed",
    "omission": "words left out",
    "insertion": "words put in",
    "order": "order changed",
    "damage": "damage in the text",
    "ocr": "reading error in the text",
}

STANDARD_WORDS = {
    "preponderance": "that the better reasons are for it",
    "clear-and-convincing": "clear and convincing proof",
    "beyond-reasonable-doubt": "proof beyond reasonable doubt",
}


OF_DRAFTS = "Where a reason or a source is missing, it was not found, and may well be in the paper."


def say_drafted(argument: Argument) -> str:
    """That claims are drafts of argmap's own, before `OF_DRAFTS`; empty where none is."""
    drafted = sum(claim.is_draft for claim in argument.claims.values())
    if not drafted:
        return ""
    if drafted == len(argument.claims):
        which = "This claim was" if drafted == 1 else "These claims were"
    else:
        which = f"{drafted} of these claims {'was' if drafted == 1 else 'were'}"
    return f"{which} picked out by a program, and nobody has read {'it' if drafted == 1 else 'them'} yet."


def say_match(match: Match | None) -> tuple[str, str]:
    """The state of a comparison as a class name, and in words."""
    state = match.state if match else "not-compared"
    return state, MATCH_WORDS[state]


def say_levers(
    evaluation: Evaluation, conclusion: str, found: Levers
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """What would change a conclusion most: a question, and each claim that answers it with what would happen."""
    band = evaluation.strength[conclusion]
    now = band[1] if band else 0.0
    if found.removed:
        falls = tuple((claim, f"{now:.2f} → {max(0.0, now + change):.2f}") for claim, change in found.removed)
        yield "If one of these fell, the strength of the conclusion would change most", falls
    if found.stronger:
        shares = ((claim, "raises" if change > 0 else "lowers", abs(change)) for claim, change in found.stronger)
        gains = tuple((claim, f"{verb} it by {share:.0%} of the gain") for claim, verb, share in shares)
        yield "If one of these became a little stronger, it would reach the conclusion most", gains


def name_source(source: Source) -> str:
    """A work in an author-date nutshell: `Rubin & Kirişci 2001`, or its title where it names no author."""
    families = [author.split(",")[0].strip() for author in source.authors or source.editors]
    if not families:
        who = shorten(source.title or source.key, 40)
    elif len(families) == 1:
        who = families[0]
    elif len(families) == 2:
        who = f"{families[0]} & {families[1]}"
    else:
        who = f"{families[0]} et al."
    return f"{who} {source.year or 'n.d.'}"


def name_works(project: Project) -> Mapping[str, WorkName]:
    """The works of a project by author and year, those marked that were taken back or are under concern."""
    from argmap.registries.wording import doubted

    names = {key: WorkName(name_source(source)) for key, source in project.bibliography.sources.items()}
    for key, standing in project.standings.items():
        names[key].mark = doubted(standing)
    return names


def say_doubted(project: Project) -> list[tuple[str, str]]:
    """The works that claims rest on and that were taken back or are in doubt: each key, and what is lost without it."""
    from argmap.evaluation.loss import say_loss
    from argmap.registries.wording import doubted, say_notice

    grounds = (ground for claim in project.argument.claims.values() for ground in claim.grounds)
    cited = {ground.key if isinstance(ground, Citation) else ground.source for ground in grounds}
    told = []
    for key, standing in project.standings.items():
        if key in cited and (mark := doubted(standing)) and standing.notice:
            work = name_source(project.bibliography.sources[key])
            hint = "perhaps " if standing.hinted else ""
            notice = f"{work} (@{key}) is {hint}{mark} ({say_notice(standing)})."
            told.append((key, f"{notice} {say_loss(project.evaluation, key)}."))
    return told


def say_locator(locator: str | None) -> str:
    """A locator as it follows a short form: a bare number is a page."""
    if not locator:
        return ""
    return f", p. {locator}" if re.fullmatch(r"[\d–-]+", locator) else f", {locator}"


def write_reference(source: Source) -> str:
    """A work as a reader expects it in a list of references; what the entry does not say is left out."""
    people: str = say_list([_invert(name) if i else name for i, name in enumerate(source.authors)])
    if not source.authors and source.editors:
        people = say_list([_invert(name) if i else name for i, name in enumerate(source.editors)]) + " (ed.)"
    container = source.container or ""
    parts = [
        f"{people or source.title or source.key} ({source.year or 'n.d.'})",
        (source.title or "") if people else "",
        f"In {container}" if container and source.type in ("incollection", "inbook", "inproceedings") else container,
        source.publisher or "",
        f"pp. {source.pages}" if source.pages else "",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _invert(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name
