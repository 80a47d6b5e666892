"""QUO: words quoted from a source, compared with the text of that source where it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.argument.model import Citation, Evidence, Quotation
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.message import item_name, say, say_works, work_name
from argmap.ground.patterns import later
from argmap.ground.text import roman_number
from argmap.project import Project
from argmap.quotations import Match
from argmap.reviews.offers import items_without_words, offer_passages, work_of

_LEAST_SCORE = 0.2
# Reading and indexing a megabyte of plain text takes about a second: a check must not wait for a whole library.
MOST_BYTES_READ = 4_000_000
_PAGES = later(r"(?<![\w.])(\d{1,5}|[ivxlcdm]{1,9})(?:\s*[-–]\s*(\d{1,5}|[ivxlcdm]{1,9}))?(?![\w])", re.IGNORECASE)


def _quoted(project: Project, *states: str) -> Iterator[tuple[Citation | Evidence, str, Quotation, Match]]:
    for claim in project.argument.claims.values():
        for item in claim.grounds:
            if not item.quotations:
                continue
            key = work_of(item)
            for quotation in item.quotations:
                if key and quotation.match and quotation.match.state in states:
                    yield item, key, quotation, quotation.match


@check("QUO010", "quotation-not-in-source", "error")
def quotation_not_in_source(project: Project) -> Iterator[Finding]:
    """Words quoted from a source are not in the text of that source.

    Why: the quotation is wrong, or it is from another work or edition.

    Example: a block quote under `- cites: @smith-2010`, and nothing like it in sources/texts/smith-2010.pdf.

    Mend: look the words up again; check that the text is the edition cited.
    """
    for item, key, quotation, match in _quoted(project, "not-found"):
        yield quotation_not_in_source.finding(
            quotation.span,
            say("The words quoted from {} are not in its text", work_name(key)),
            claim=item.claim,
            quote=quotation.text,
            because=match.why,
        )


@check("QUO011", "quotation-altered", "error")
def quotation_altered(project: Project) -> Iterator[Finding]:
    """Words quoted from a source stand there with a difference that changes them.

    Why: a digit, a "not", a name, a hedge or a sentence left out makes it another statement.

    Example: quoted "was effective", the source has "was not effective".

    Mend: copy the source's words; mark what is left out with `[…]` and what is added with `[ ]`.
    """
    for item, key, quotation, match in _quoted(project, "altered"):
        changes = [say('"{}" where the source has "{}" ({})', d.quote, d.source, d.kind) for d in match.differences[:3]]
        yield quotation_altered.finding(
            quotation.span,
            say(
                "The words quoted from {} differ from its text: {}",
                work_name(key),
                say("; ".join(["{}"] * len(changes)), *changes),
            )
            if changes
            else say("The words quoted from {} differ from its text. {}", work_name(key), match.why),
            claim=item.claim,
            quote=quotation.text,
            because=f"the source has: {match.matched}",
        )


@check("QUO012", "quotation-near", "note")
def quotation_near(project: Project) -> Iterator[Finding]:
    """Words quoted from a source were found there with differences that scanning or damage explains.

    Why: they are most likely right; a look at the page makes sure.

    Example: the source's text has "rn" where the quotation has "m".

    Mend: compare with the page image, and record a verdict.
    """
    for item, key, quotation, match in _quoted(project, "noise"):
        yield quotation_near.finding(
            quotation.span,
            say("The words quoted from {} are there, with noise: {}", work_name(key), match.why),
            claim=item.claim,
        )


@check("QUO013", "quotation-not-checkable", "note")
def quotation_not_checkable(project: Project) -> Iterator[Finding]:
    """Words quoted from a source could not be compared with it.

    Why: nothing was checked, and that is not the same as found.

    Example: there is no sources/texts/smith-2010.*, or the block quote stands under evidence that names no work.

    In a PDF or a recognised text, two words that print takes for one another (see, seen; form, from) do not tell
    whether a person changed the one into the other either.

    Mend: put the text of the source there where it may be kept; or look it up and record a verdict.
    """
    for item, key, quotation, match in _quoted(project, "not-checkable"):
        if project.texts.document(key) is None or match.undecided:  # else too short, and QUO016 says so
            yield quotation_not_checkable.finding(
                quotation.span,
                say("The words quoted from {} were not compared: {}", work_name(key), match.why),
                claim=item.claim,
                quote=quotation.text,
                not_checkable=True,
            )
    for claim in project.argument.claims.values():
        for item in claim.evidence:
            for quotation in () if item.source or item.in_paper else item.quotations:
                yield quotation_not_checkable.finding(
                    quotation.span,
                    say("The words quoted under {} were not compared: no work is named", item_name(item.id)),
                    claim=item.claim,
                    quote=quotation.text,
                    help="Name the work in a line `from: @key, p. 4` under the evidence.",
                    not_checkable=True,
                )


@check("QUO014", "page-differs", "warning")
def page_differs(project: Project) -> Iterator[Finding]:
    """The quoted words stand on another page of the source than the one cited.

    Why: a reader who opens the page will not find them.

    Example: cited `p. 54`, found on page 57.

    Mend: correct the locator. Only page numbers printed in the source's text are held against it: counting from the
    first page of a scan would prove nothing.
    """
    for item, key, quotation, match in _quoted(project, "verbatim", "noise"):
        cited = pages_of(item.locator or "")
        stands_on = project.texts.page_numbers(key).of(match.start, match.end) if cited else frozenset()
        if cited and stands_on and not cited & stands_on:
            shown = "–".join(str(page) for page in sorted(stands_on))
            yield page_differs.finding(
                item.span,
                say("The words quoted from {} stand on page {}, not on {}", work_name(key), shown, item.locator),
                claim=item.claim,
                quote=quotation.text,
            )


def pages_of(locator: str) -> set[int]:
    """The pages that a locator names (``p. 375-7`` is 375 to 377); Roman numbers are negative, ``xii`` is -12."""
    pages: set[int] = set()
    for first, last in _PAGES.findall(
        re.sub(r"(?i)\b(?:vol|bd|ch|chap|cap|no|nr|n|l|ll|c|v|vv|d)\.\s*\w+,?", "", locator)
    ):
        low = _page_number(first)
        high = _page_number(last or first)
        if low > 0 and 0 < high < low and len(last) < len(first):  # 375-7 means 375 to 377
            high = int(first[: len(first) - len(last)] + last)
        if low * high > 0:
            low, high = min(low, high), max(low, high)
            pages |= set(range(low, min(high, low + 2000) + 1))
    return pages - {0}


def _page_number(written: str) -> int:
    """The number; negative for a Roman one, 0 for letters that make none that a page would have."""
    if written.isdigit():
        return int(written)
    return -roman_number(written)


@check("QUO015", "passage-offered", "note", "candidate")
def passage_offered(project: Project) -> Iterator[Finding]:
    """A source is cited without its words, and its text has a passage that may be the one meant.

    Why: words copied from the source can be checked again by anybody; a bare page number cannot. The passage is only
    the one that shares the most telling words with the claim: it may as well speak against it.

    Example: `- cites: @smith-2010, p. 4` without a block quote, and sources/texts/smith-2010.pdf is there.

    Mend: look at the passages (`argmap passages claim-id/cites-1`), copy the words that bear the claim out below the
    citation, or record a verdict. Where there are many texts, a check looks into the first 4 MB of them and names the
    others; `argmap passages` and `argmap review` look into any.
    """
    if not project.texts.paths:
        return
    from argmap.ground.places import say_place
    from argmap.ground.text import shorten
    from argmap.quotations.passages import say_passage

    left = MOST_BYTES_READ
    looked_into: dict[str, bool] = {}
    for item in items_without_words(project.argument, project.texts, project.judgements):
        key = work_of(item) or ""
        if key not in looked_into:
            size = project.texts.size_to_read(key)
            looked_into[key] = size <= left
            left -= size if looked_into[key] else 0
        if not looked_into[key]:
            continue
        offers = offer_passages(item, project.argument, project.texts, project.judgements, 1)
        if offers and offers[0].passage.score >= _LEAST_SCORE:
            offer = offers[0]
            words = shorten(" ".join(offer.passage.text.split()), 240)
            yield passage_offered.finding(
                item.span,
                say(
                    "{} may mean this passage ({}): “{}”",
                    work_name(offer.work),
                    say_place(offer.place.path, offer.place),
                    words,
                ),
                claim=item.claim,
                because=say_passage(offer.passage),
                help=f"`argmap passages {item.id}` shows more; copy the words that bear the claim out, or judge one.",
            )
    unread = [key for key, looked in looked_into.items() if not looked]
    if unread:
        more = f" and {len(unread) - 5} more" if len(unread) > 5 else ""
        yield passage_offered.finding(
            project.texts.shown_as,
            say(
                "No passages were looked for in the texts of {}{}: reading them would take too long in a check",
                say_works(unread[:5]),
                more,
            ),
            help="`argmap passages CLAIM` and `argmap review` look into them.",
            not_checkable=True,
        )
