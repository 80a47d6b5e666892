"""QUO: words quoted from a source, compared with the text of that source where it is there."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.argument.model import Citation, Evidence, Quotation
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.project import Project
from argmap.quotations import Match


def _quoted(project: Project, *states: str) -> Iterator[tuple[Citation | Evidence, str, Quotation, Match]]:
    for claim in project.argument.claims.values():
        for item in claim.grounds:
            key = item.key if isinstance(item, Citation) else item.source
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
            f"The words quoted from @{key} are not in its text",
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
        shown = "; ".join(f'"{d.quote}" where the source has "{d.source}" ({d.kind})' for d in match.differences[:3])
        yield quotation_altered.finding(
            quotation.span,
            f"The words quoted from @{key} differ from its text: {shown or match.why}",
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
            quotation.span, f"The words quoted from @{key} are there, with noise: {match.why}", claim=item.claim
        )


@check("QUO013", "quotation-not-checkable", "note")
def quotation_not_checkable(project: Project) -> Iterator[Finding]:
    """Words quoted from a source could not be compared with it.

    Why: nothing was checked, and that is not the same as found.

    Example: there is no sources/texts/smith-2010.*.

    Mend: put the text of the source there where it may be kept; or look it up and record a verdict.
    """
    for item, key, quotation, match in _quoted(project, "not-checkable"):
        yield quotation_not_checkable.finding(
            quotation.span,
            f"The words quoted from @{key} were not compared: {match.why}",
            claim=item.claim,
            quote=quotation.text,
            not_checkable=True,
        )


@check("QUO014", "page-differs", "warning")
def page_differs(project: Project) -> Iterator[Finding]:
    """The quoted words stand on another page of the source than the one cited.

    Why: a reader who opens the page will not find them.

    Example: cited `p. 54`, found on page 57.

    Mend: correct the locator. Where the text has no printed page numbers, its pages are counted from its first.
    """
    for item, key, quotation, match in _quoted(project, "verbatim", "noise"):
        document = project.texts.document(key)
        if document is None or not document.pages or not item.locator:
            continue
        cited = _pages(item.locator)
        page = document.pages[(document.page_of(match.start) or 1) - 1]
        # only printed labels can be held against a locator: counting from the first page of a scan proves nothing
        if cited and page.label and page.label.isdigit() and int(page.label) not in cited:
            yield page_differs.finding(
                item.span,
                f"The words quoted from @{key} stand on page {page.label}, not on {item.locator}",
                claim=item.claim,
                quote=quotation.text,
            )


def _pages(locator: str) -> set[int]:
    import re

    pages: set[int] = set()
    for first, last in re.findall(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?", locator):
        low, high = int(first), int(last or first)
        if high < low:  # 375-7 means 375 to 377
            high = int(first[: len(first) - len(last)] + last)
        pages |= set(range(low, min(high, low + 2000) + 1))
    return pages
