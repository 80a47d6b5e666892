"""The sources as the report lists them: how each reads, who cites it how often, and what is wrong with its entry."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from argmap.argument.model import Argument
from argmap.ground.places import say_place
from argmap.ground.text import plural
from argmap.outputs.report.page import ClaimLink, Problem, Work
from argmap.outputs.report.safety import safe_href
from argmap.outputs.wording import name_source, write_reference
from argmap.registries.wording import say_looked_up

if TYPE_CHECKING:
    from argmap.findings.finding import Finding
    from argmap.registries.answers import Answers
    from argmap.registries.standing import Standing
    from argmap.sources import Bibliography, Source
    from argmap.sources.source import WorkName

_DOI = re.compile(r"10\.\d{4,9}/\S+")


def list_works(
    bibliography: Bibliography,
    argument: Argument,
    links: Mapping[str, ClaimLink],
    found: Sequence[tuple[Finding, Problem]],
    standings: Mapping[str, Standing],
    names: Mapping[str, WorkName],
) -> Iterator[Work]:
    """The works, most cited first, those that no entry describes among them; `found` are all findings as shown.

    `standings` are what registries say of them, `names` mark those that were taken back.
    """
    cited: dict[str, list[str]] = {}
    for claim in argument.claims.values():
        keys = [citation.key for citation in claim.citations]
        keys += [evidence.source for evidence in claim.evidence if evidence.source]
        for key in keys:
            cited.setdefault(key, []).append(claim.id)
    about = _problems_by_entry(bibliography, found)
    known = [
        replace(
            _describe(source, cited.get(key, []), links, about),
            doubt=names[key].mark,
            registries=say_looked_up(standings[key]) if key in standings else "",
        )
        for key, source in bibliography.sources.items()
    ]
    missing = [
        Work(
            id=f"source-{key}",
            key=key,
            short=f"@{key}",
            reference="No entry in the bibliography describes this work.",
            href=None,
            link_text="",
            place="",
            cited_by=tuple(links[c] for c in dict.fromkeys(claims)),
            times=len(claims),
            known=False,
            problems=(),
        )
        for key, claims in cited.items()
        if key not in bibliography.sources
    ]
    yield from sorted((*known, *missing), key=lambda work: (-work.times, work.short.casefold(), work.key))


def say_asked_in_all(answers: Answers | None, standings: Mapping[str, Standing]) -> tuple[str, ...]:
    """Which registry answered how many questions, and when; how many works came out how, and why some were not."""
    if answers is None:
        return ()
    from argmap.registries.standing import last_asked
    from argmap.registries.wording import STATES, name_of

    passed = Counter(s.why for s in standings.values() if s.state == "not-looked-up" and not s.asked)
    counted = Counter(s.state for s in standings.values() if s.asked)
    asked = [
        f"{name_of(registry)}: {plural(number, 'question')}, {first if first == last else f'{first} to {last}'}"
        for registry, (number, first, last) in last_asked(answers).items()
    ]
    states = [f"{plural(number, 'work')}: {STATES[state]}" for state, number in counted.items()]
    others = [f"{plural(number, 'work')} not asked about: {why}" for why, number in passed.items()]
    return (*asked, *states, *others)


def _problems_by_entry(
    bibliography: Bibliography, found: Sequence[tuple[Finding, Problem]]
) -> Mapping[str, list[Problem]]:
    """Problems by key whose place lies inside the entry of that key."""
    by_path: dict[str, dict[int, Source]] = {}
    for source in bibliography.entries:
        by_path.setdefault(source.span.path, {}).setdefault(source.span.start, source)
    starts = {path: sorted(entries) for path, entries in by_path.items()}
    about: dict[str, list[Problem]] = {}
    for finding, problem in found:
        if finding.span is None or finding.path not in by_path:
            continue
        before = bisect_right(starts[finding.path], finding.span.start)
        if before:
            source = by_path[finding.path][starts[finding.path][before - 1]]
            if finding.span.start < max(source.span.end, source.span.start + 1):
                about.setdefault(source.key, []).append(problem)
    return about


def _describe(
    source: Source, claims: Sequence[str], links: Mapping[str, ClaimLink], about: Mapping[str, Sequence[Problem]]
) -> Work:
    doi = _DOI.search(source.doi or "")
    address = f"https://doi.org/{doi[0]}" if doi else source.url
    return Work(
        id=f"source-{source.key}",
        key=source.key,
        short=name_source(source),
        reference=write_reference(source),
        href=safe_href(address),
        link_text=f"doi:{doi[0]}" if doi else (source.url or ""),
        place=say_place(source.span.path, source.span),
        cited_by=tuple(links[c] for c in dict.fromkeys(claims)),
        times=len(claims),
        known=True,
        problems=tuple(about.get(source.key, ())),
    )
