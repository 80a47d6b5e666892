"""EVD: what the evidence is worth. How many sources, how close to the facts, how old, and counted how often."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.argument.model import Claim
from argmap.argument.paths import premises_of
from argmap.argument.repeats import evidence_given_again
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.message import claim_name, say, say_works, work_name
from argmap.project import Project
from argmap.sources import Source
from argmap.tongues.prose import any_word, first_word, has_words

_YEAR = re.compile(r"(?<![\w.,/-])(1[5-9]\d\d|20\d\d)(?:s|(?![\d.,]\d))")
_BRACKET = re.compile(r"\([^()]{0,400}\)")
_NAME_AND_YEAR = re.compile(r"(?:\b[A-ZÀ-Þ]\w*|\bal\.),? (?:1[5-9]|20)\d\d[a-z]?\b")


@check("EVD001", "single-source", "note")
def single_source(project: Project) -> Iterator[Finding]:
    """All that a claim rests on, down to the last premise, comes from one work.

    Why: when that work errs, everything above it errs with it; two notes to one book are one source.

    Example: a claim with three reasons, each of which cites a page of the same book and nothing else.

    Mend: look for a second, independent source. Only the topmost claim of such a group is reported.
    """
    argument = project.argument
    works = _work_below(project)
    for claim in argument.claims.values():
        work = works.get(claim.id)
        if not work or not _rests_on_several(claim) or not _identified(project, work):
            continue
        above = [step.claim for step in argument.used_in.get(claim.id, ())]
        if not any(works.get(upper) == work for upper in above):
            yield single_source.finding(
                claim.span,
                say(
                    "{} rests on one work only, {}, however many places cite it", claim_name(claim.id), work_name(work)
                ),
                claim=claim.id,
            )


def _identified(project: Project, key: str) -> bool:
    """Whether the entry says which work it is: what is unknown is not known to be one work."""
    source = project.bibliography.sources.get(key)
    return source is not None and source.title is not None and bool(source.authors or source.editors or source.year)


def _rests_on_several(claim: Claim) -> bool:
    return len(claim.citations) + len(claim.evidence) + sum(len(step.premises) for step in claim.reasons) > 1


def _work_below(project: Project) -> dict[str, str | None]:
    """The one work that each claim rests on; empty where they are several, None where not all support is settled and
    sourced.
    """
    claims = project.argument.claims
    known: dict[str, str | None] = {}
    for start in claims:
        stack: list[tuple[str, list[str] | None]] = [(start, None)]
        while stack:
            name, below = stack.pop()
            claim = claims[name]
            if below is None:
                if name in known:
                    continue
                known[name] = None  # on the way down; what leads back here is a ring and counts as nothing
                below = [premise for step in claim.reasons for premise in premises_of(step)]
                if below:
                    stack.append((name, below))
                    stack.extend((premise, None) for premise in below if premise not in known)
                    continue
            if claim.assumed or any(evidence.source is None for evidence in claim.evidence):
                continue
            works: set[str | None] = {citation.key for citation in claim.citations}
            works.update(evidence.source for evidence in claim.evidence if evidence.source)
            works.update(known.get(premise) for premise in below)
            if works and None not in works:
                known[name] = works.pop() if len(works) == 1 else ""
    return known


@check("EVD002", "interested-party", "note", "candidate")
def interested_party(project: Project) -> Iterator[Finding]:
    """A claim about somebody rests only on what that same person or body has written.

    Why: a party speaks well of itself; for what others did or what followed, an independent source is needed.

    Example: `The ministry's reform succeeded`, citing only a report of the ministry.

    Mend: add an independent source, or report it as the party's own view (`said-by:`).
    """
    for claim in project.argument.claims.values():
        if claim.said_by or not claim.citations or claim.reasons or claim.evidence:
            continue
        sources = [project.bibliography.sources.get(citation.key) for citation in claim.citations]
        names = [name for source in sources if source for name in source.authors if _names(name, claim.text)]
        if names and all(source and any(_names(a, claim.text) for a in source.authors) for source in sources):
            yield interested_party.finding(
                claim.span,
                say(
                    "{} speaks of {} and rests only on what {} wrote",
                    claim_name(claim.id),
                    names[0].partition(",")[0],
                    names[0],
                ),
                claim=claim.id,
            )


_CITED_IN_BRACKETS = re.compile(r"\([^()]{0,300}\b(?:1[5-9]|20)\d\d[^()]{0,300}\)")


def _names(author: str, text: str) -> bool:
    """Whether the text speaks of the author; “(Weber 1976: 195)” and “Weber (1976)” only cite."""
    family = author.partition(",")[0].strip()
    if len(family) <= 3:
        return False
    spoken = _CITED_IN_BRACKETS.sub("()", text)
    return re.search(rf"\b{re.escape(family)}\b(?!(?:\s(?:and|&)\s\S{{1,40}})?\s\(\))", spoken) is not None


@check("EVD003", "evidence-without-source", "warning")
def evidence_without_source(project: Project) -> Iterator[Finding]:
    """A piece of evidence names no source, and the claim cites none.

    Why: a reader cannot look it up.

    Example: `- evidence: 2,500 officers were trained.` with no `from:` under it and no `- cites:` beside it.

    Mend: add `from: @key, p. 4`, or `from: this paper, Figure 1` for what the paper itself shows, or
    waive this with the reason why no source is needed.
    """
    for claim in project.argument.claims.values():
        if claim.citations:
            continue
        for evidence in claim.evidence:
            if evidence.source is None and not evidence.in_paper:
                yield evidence_without_source.finding(
                    evidence.span,
                    say("The evidence for {} names no source: {}", claim_name(claim.id), evidence.text),
                    claim=claim.id,
                    help="Add `from: @key, p. …` under it, or `from: this paper, Figure …`.",
                )


@check("EVD004", "second-hand", "note")
def second_hand(project: Project) -> Iterator[Finding]:
    """A work is cited through another one (`via`), although the work itself is known.

    Why: what comes second-hand has been selected and may have been changed on the way.

    Example: `- cites: @speech-2009` with `via: @newspaper-2010`.

    Mend: read and cite the work itself, or leave the `via` so that readers are told.
    """
    for claim in project.argument.claims.values():
        for citation in claim.citations:
            if citation.via:
                yield second_hand.finding(
                    citation.span,
                    say(
                        "{} is cited for {} only as quoted in {}",
                        work_name(citation.key),
                        claim_name(claim.id),
                        work_name(citation.via),
                    ),
                    claim=claim.id,
                )


@check("EVD005", "example-for-general", "warning", "candidate", words=("general",))
def example_for_general(project: Project) -> Iterator[Finding]:
    """A general claim rests on a single example.

    Why: one case shows that something happens, not that it happens as a rule.

    Example: `Small states always lose by close ties`, with one `- evidence:` of `type: example`.

    Mend: give more cases, say why this one stands for the others, or narrow the claim.
    """
    for claim in project.argument.claims.values():
        if claim.reasons or claim.citations or len(claim.evidence) != 1:
            continue
        (evidence,) = claim.evidence
        if evidence.type in ("example", "event") and first_word("general", claim.text, project.claims_tongue):
            yield example_for_general.finding(
                evidence.span,
                say("One {} is all that supports the general claim {}", evidence.type, claim_name(claim.id)),
                claim=claim.id,
            )


@check("EVD006", "source-older-than-period", "warning", "candidate", words=("forecast", "numbered-things"))
def source_older_than_period(project: Project) -> Iterator[Finding]:
    """A work is cited for something that happened after it was published.

    Why: either the year, the work or the citation is wrong.

    Example: `In 2013 the army received vehicles`, citing a thesis of 2010.

    Mend: check the year of the entry and of the claim, and cite a later source.
    """
    for claim in project.argument.claims.values():
        years = years_named(claim.text, project.claims_tongue)
        if not years or first_word("forecast", claim.text, project.claims_tongue):
            continue
        for citation in claim.citations:
            source = project.bibliography.sources.get(citation.key)
            published = year_of(source)
            if source and published and max(years) > published:
                yield source_older_than_period.finding(
                    citation.span,
                    say(
                        "{} of {} is cited for what {} says of {}",
                        work_name(citation.key),
                        published,
                        claim_name(claim.id),
                        max(years),
                    ),
                    claim=claim.id,
                    related=[(source.span, f"published {source.year}")] if source.span else (),
                )


def years_named(text: str, tongue: str) -> list[int]:
    """The years that a sentence names; those of citations, numbers of resolutions, articles and the like left out."""
    found = []
    labels = None
    if "(" in text:
        text = _BRACKET.sub(lambda bracket: "" if _NAME_AND_YEAR.search(bracket[0]) else bracket[0], text)
    for match in _YEAR.finditer(text):
        before = text[: match.start()].rstrip().rsplit(None, 1)
        if labels is None:
            labels = has_words(("numbered-things",), tongue)
        if before and labels and first_word("numbered-things", before[-1].lower(), tongue):
            continue
        found.append(int(match[1]))
    return found


def year_of(source: Source | None) -> int | None:
    """The last year named in the entry's year field, so that a range or a reprint is not held against it."""
    years = re.findall(r"\d{4}", source.year) if source and source.year else []
    return int(years[-1]) if years else None


@check("EVD007", "unpublished-source", "note")
def unpublished_source(project: Project) -> Iterator[Finding]:
    """A claim on which much hangs rests only on unpublished work.

    Why: a thesis or a working paper has passed fewer eyes, and readers may not get hold of it.

    Example: three claims of the path to the conclusion which cite only a master's thesis.

    Mend: cite the published work on which the thesis draws, or add one.
    """
    for claim in project.argument.claims.values():
        load = project.evaluation.load.get(claim.id, 0)
        sources = [project.bibliography.sources.get(citation.key) for citation in claim.citations]
        if load >= 2 and sources and all(source and _is_unpublished(source) for source in sources):
            keys = say_works(dict.fromkeys(citation.key for citation in claim.citations))
            yield unpublished_source.finding(
                claim.citations[0].span,
                say("{} rests on unpublished work only: {}", claim_name(claim.id), keys),
                claim=claim.id,
            )


def _is_unpublished(source: Source) -> bool:
    if source.type.lower() in ("unpublished", "mastersthesis", "phdthesis", "thesis"):
        return True
    words = " ".join(filter(None, (source.fields.get("type"), source.fields.get("howpublished"), source.note)))
    return bool(words) and any_word("unpublished", words) is not None


@check("EVD008", "counted-twice", "warning")
def counted_twice(project: Project) -> Iterator[Finding]:
    """The same work, or evidence in the same words, is given twice for one claim, as if it were two pieces.

    Why: ten notes to one book are one source, and what is written down twice is one observation; it counts once.

    Example: two `- cites:` under one claim with the same key and the same page; `- evidence: The log of 1912.` twice.

    Mend: keep one of them, or give both pages in one citation.
    """
    for claim in project.argument.claims.values():
        seen: dict[tuple[str, str | None, str | None], object] = {}
        for citation in claim.citations:
            handle = (citation.key, citation.locator, citation.mark)
            if handle in seen:
                yield counted_twice.finding(
                    citation.span,
                    say("{} is given twice for {}", work_name(citation.key), claim_name(claim.id)),
                    claim=claim.id,
                )
            seen[handle] = citation
        for item, first in evidence_given_again(claim):
            yield counted_twice.finding(
                item.span,
                say("The same evidence is given twice for {}; it counts once", claim_name(claim.id)),
                claim=claim.id,
                related=[(first.span, "given here first")],
            )
