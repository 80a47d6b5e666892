"""TXT: what the text asserts without saying where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.checks.assertions import first_sign_at, signs_of_assertion
from argmap.checks.prose import Line, Paragraph, at_line, short
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.project import Project
from argmap.tongues.prose import first_word

# about the paper itself, its own data or its displays: the evidence is the paper
_OWN = re.compile(
    r"\b(?:this|these|the present|our|my)\s+(?:[\w-]+\s+){0,2}(?:paper|article|study|essay|chapter|thesis|section|work|"
    r"research|analysis|data|dataset|sample|survey|experiments?|results?|findings|software|package|library|tool|course|"
    r"module|project|approach|guidebook|guide|tutorials?|notebooks?|lessons?|materials?|repository|curriculum|workshop|"
    r"book|system|model|method|algorithm|framework|implementation)\b"
    r"|\b(?:we|I|our|us|my|ours)\b|\bthe (?:present )?authors?\b(?! of)"
    r"|\b(?:Table|Figure|Fig|Section|Appendix|Listing|Equation|Chapter|Part|Lesson|Module|Notebook)s?\.?\s*\d"
    r"|\b(?:first|second|third|last|next|following|final|previous)\s+(?:part|section|chapter)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I)\b")
_STRONG = frozenset({"number", "date", "rank", "superlative"})
# Grant and Hobbs (2012): a citation even where the reader made no mark of it
_CITES = re.compile(r"[A-Z][\w'’-]+(?:\s+et al\.?)?,?\s+\((?:1[4-9]|20)\d\d[a-z]?\b|\[\d+(?:[,;–-]\s*\d+)*\]|\[@")
_GOES_ON = re.compile(
    r"^(?:It|He|She|They|This|These|That|Those|The (?:same|latter|former|author|authors|report|study)|Both|Such|"
    r"Its|His|Her|Their|Moreover|Furthermore|In addition|Also|Similarly|Likewise)\b"
)


def citation_scope(paragraph: Paragraph, index: int) -> str | None:
    """Which citation covers the sentence at `index` of its paragraph, as the rule in words; None where none does.

    In order: a mark in the sentence itself; a mark in the next sentence, if that goes on with the same matter; a mark
    in the sentence before, if this one goes on with it; a mark at the end of the paragraph, if no other mark stands
    between; in a list, a mark in the sentence that introduces it.
    """
    lines = paragraph.lines
    if lines[index].marks or _CITES.search(lines[index].text):
        return "it carries a citation itself"
    if index + 1 < len(lines) and lines[index + 1].marks and _GOES_ON.match(lines[index + 1].text):
        return "the next sentence goes on with the same matter and carries a citation"
    if index and lines[index - 1].marks and _GOES_ON.match(lines[index].text):
        return "it goes on with what the sentence before cites"
    # a note at the very end of a paragraph is often meant for all of it
    if lines[-1].marks and not any(line.marks for line in lines[index:-1]) and len(lines) - index <= 4:
        return "a citation at the end of the paragraph may cover it"
    return None


def uncited_assertions(project: Project) -> Iterator[tuple[Paragraph, Line, tuple[str, ...]]]:
    """Sentences that assert something checkable with no citation in scope, with the signs of it."""
    document = project.document
    if document is None:
        return
    for paragraph in project.prose:
        if not paragraph.argues:
            continue
        # "we fixed sensors": what is counted in such a paragraph is the authors' own
        own = any(_WE.search(line.text) for line in paragraph.lines)
        for index, line in enumerate(paragraph.lines):
            signs = signs_of_assertion(line.text)
            strong = (_STRONG - {"number"}) if own else _STRONG
            if not strong & set(signs) or len(line.words) < 6 or _OWN.search(line.text):
                continue
            modal = first_word("hedged-future", line.text)
            if line.text.endswith("?") or (modal and modal.start() < first_sign_at(line.text)):
                continue
            if citation_scope(paragraph, index) is None:
                yield paragraph, line, signs


@check("TXT010", "uncited-assertion", "warning", "candidate", about="paper")
def uncited_assertion(project: Project) -> Iterator[Finding]:
    """A sentence gives a number, a date, a rank or a superlative, and no citation covers it.

    Why: a reader cannot check it, and it is the kind of statement that is most often wrong.

    Example: `More than 2500 officers have studied there since 1992.` in a paragraph without a note.

    Mend: cite the source. A citation counts in the sentence, in a neighbouring one that goes on with the same matter,
    or at the end of the paragraph; what the paper says of itself, its data and its tables needs none.
    """
    document = project.document
    for _, line, signs in uncited_assertions(project):
        assert document is not None, "sentences come from a document"
        yield at_line(
            uncited_assertion,
            document,
            line,
            f"No citation covers this ({', '.join(signs)}): {short(line.text)}",
            because="no citation stands in the sentence, beside it in the same matter, or at the end of its paragraph",
        )


_REPORTING = re.compile(
    r"\b(?:[A-Z][\w'’-]{2,})(?:,?\s+(?:[A-Z][\w'’.-]+|and|&|et al\.?)){0,4}\s+"
    r"(?:(?:also|therefore|thus|further|rightly|himself|herself|\([^()]{1,40}\))\s+)?"
    r"(?:argue[sd]?|claim(?:s|ed)?|maintain(?:s|ed)?|assert(?:s|ed)?|contend(?:s|ed)?|write[s]?|wrote|note[sd]?|holds?|held|"
    r"observe[sd]?|suggest(?:s|ed)?|believe[sd]?|state[sd]|underline[sd]?|stress(?:es|ed)?|"
    r"emphasi[sz]e[sd]?|propose[sd]?|explain(?:s|ed)?|points? out|pointed out|conclude[sd]?|define[sd]?|"
    r"considers?|considered|finds?|found|shows?|showed|"
    r"demonstrate[sd]?|objects?|objected|denie[sd]|deny|remark(?:s|ed)?|report(?:s|ed)?|insist(?:s|ed)?|warn(?:s|ed)?|"
    r"recall(?:s|ed)?|reject(?:s|ed)?|predict(?:s|ed)?|thinks?|thought|calls?|called)\b"
)
_ACCORDING = re.compile(r"\b(?:According to|For|In the words of)\s+([A-Z][\w'’-]{2,})\b,?")


@check("TXT011", "reported-without-citation", "warning", "candidate", about="paper")
def reported_without_citation(project: Project) -> Iterator[Finding]:
    """The text reports what a named person says, and no citation is in scope.

    Why: whoever is quoted or paraphrased must be possible to look up.

    Example: `Smith maintains that the policy failed.` with no note in the paragraph.

    Mend: cite the place.
    """
    document = project.document
    if document is None:
        return
    people = _people(project)
    for paragraph in project.prose:
        if paragraph.part not in ("body", "own work"):
            continue
        for index, line in enumerate(paragraph.lines):
            found = _REPORTING.search(line.text) or _ACCORDING.search(line.text)
            if not found or citation_scope(paragraph, index) is not None or _OWN.search(line.text):
                continue
            name = next((word for word in re.findall(r"[A-Z][\w-]{2,}", found[0]) if word in people), None)
            if name:
                yield at_line(
                    reported_without_citation,
                    document,
                    line,
                    f"What {name} says is reported without a citation: {short(line.text)}",
                )


def _people(project: Project) -> frozenset[str]:
    """Family names of those whom the paper cites: only these are surely persons who wrote something."""
    document = project.document
    assert document is not None, "asked for a document's people"
    names = [name for reference in document.references for name in (*reference.authors, *reference.editors)]
    names += [name for mark in document.marks for name in mark.authors]
    return frozenset(name.partition(",")[0].strip() for name in names)


_QUOTED = re.compile(r"“([^“”]{20,600})”|\"([^\"]{20,600})\"|(?<!\w)[‘']([^‘’'\"]{25,600})[’'](?!\w)")


@check("TXT012", "quotation-without-citation", "warning", "candidate", about="paper")
def quotation_without_citation(project: Project) -> Iterator[Finding]:
    """Words stand in quotation marks and no citation is in scope.

    Why: a quotation without its place cannot be checked.

    Example: `“a zone of peace”, as the minister put it.` without a note.

    Mend: cite the work and the page. Terms, titles and single words in quotation marks are passed over.
    """
    document = project.document
    if document is None:
        return
    for paragraph in project.prose:
        if paragraph.kind not in ("paragraph", "item", "quote"):
            continue
        for index, line in enumerate(paragraph.lines):
            quoted = next((m[1] or m[2] or m[3] for m in _QUOTED.finditer(line.text)), None)
            if quoted is None or len(quoted.split()) < 5 or _is_title(quoted):
                continue
            if citation_scope(paragraph, index) is None:
                yield at_line(
                    quotation_without_citation,
                    document,
                    line,
                    f"No citation covers the quotation “{short(quoted, 60)}”",
                )


def _is_title(words: str) -> bool:
    capitals = [word[0].isupper() for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return bool(capitals) and sum(capitals) / len(capitals) > 0.7


@check("TXT013", "section-without-citation", "note", "candidate", about="paper")
def section_without_citation(project: Project) -> Iterator[Finding]:
    """A section asserts several checkable things and cites nothing at all.

    Why: either it is the author's own observation, and should say so, or its sources were lost.

    Example: two paragraphs with dates and numbers and no note.

    Mend: cite the sources; say where the author's own knowledge is the source.
    """
    document = project.document
    if document is None or not document.marks:
        return
    asserted: dict[str, list[Line]] = {}
    cited: set[str] = set()
    for paragraph in project.prose:
        if paragraph.section is None or paragraph.part != "body":
            continue
        for line in paragraph.lines:
            if line.marks:
                cited.add(paragraph.section.id)
            elif _STRONG & set(signs_of_assertion(line.text)) and not _OWN.search(line.text):
                asserted.setdefault(paragraph.section.id, []).append(line)
    for section in document.sections:
        lines = asserted.get(section.id, [])
        if section.id not in cited and len(lines) >= 3:
            yield section_without_citation.finding(
                document.place(section.start, section.heading_end),
                f"“{section.title}” asserts {len(lines)} checkable things and cites nothing",
                quote=document.text[section.start : section.heading_end],
            )
