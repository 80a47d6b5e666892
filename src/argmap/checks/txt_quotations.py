"""TXT: what the text quotes without saying where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from argmap.checks.absence import citations_were_read
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.manuscript.document import Document
from argmap.project import Project
from argmap.prose.citation_scope import WORDS as SCOPE
from argmap.prose.citation_scope import citation_scope, is_cited
from argmap.prose.own_matter import WORDS as OWN
from argmap.prose.own_matter import is_own
from argmap.prose.paragraphs import LABELLED, Line, Paragraph
from argmap.tongues.prose import first_word, has_words, pattern

# in the marks of every tongue; the short ones are read too, lest what stands between two of them is taken for quoted
_QUOTED = re.compile(
    r"„([^„“”]{1,600})[“”]|“([^“”]{1,600})”|»([^«»]{1,600})«|«([^«»]{1,600})»|\"([^\"]{20,600})\""
    # an apostrophe inside a word ends no quotation
    r"|(?<!\w)[‘']((?:[^‘’'\"]|(?<=\w)['’](?=\w)){25,600})[’'](?!\w)"
)
# straight marks that were paired the wrong way round, code, and the name of a file
_NO_QUOTATION = re.compile(r"^[\s,;:.)>/]|[\s(=]$|[<>{}\\|=]|\w\.(?:[a-z]{2,3}\d?|[a-z]{4}x?)$")
_FEWEST_WORDS = 5
_FEWEST_OF_SEVERAL = 11
_IN_THE_WORDS = re.compile(r"\b[Ii]n the words of\b")
# as many words as these tell that two quotations are one
_SAME_BEGINNING = 5
# a paper that quotes so often without a citation quotes its own material: interviews, letters, the work it treats of
_MATERIAL = 3
_ASKS_PEOPLE = 3
_NEARLY_ALL = 0.9


_WORDS = (*SCOPE, *OWN, "asking-people", "brings-in-words", "names-what-follows", "quoted-material")


@check("TXT012", "quotation-without-citation", "warning", "candidate", about="paper", words=_WORDS)
def quotation_without_citation(project: Project) -> Iterator[Finding]:
    """Words stand in quotation marks and no citation is in scope.

    Why: a quotation without its place cannot be checked.

    Example: `“a zone of peace”, as the minister put it.` without a note.

    Mend: cite the work and the page. Terms, titles, examples, the items of a questionnaire and words that are quoted
    with their citation elsewhere are passed over.
    """
    document = project.paper
    if not citations_were_read(document):
        return
    found = list(_uncited(project, document))
    asks = sum(
        first_word("asking-people", line.text, project.tongue) is not None for p in project.prose for line in p.lines
    )
    material = len(found) > _MATERIAL or asks >= _ASKS_PEOPLE
    for line, words in found:
        said = first_word("brings-in-words", line.text, project.tongue) is not None
        yield quotation_without_citation.at(
            document,
            line.sentence,
            f"No citation covers the quotation “{shorten(words, 60)}”",
            kind="its material" if material else "said by somebody" if said else "",
        )


def _uncited(project: Project, document: Document) -> Iterator[tuple[Line, str]]:
    cited = {
        _beginning(words)
        for paragraph in project.prose
        for index, line in enumerate(paragraph.lines)
        for words, _ in quotations(line.text)
        if citation_scope(paragraph, index) is not None
    }
    titles = [reference.title or "" for reference in document.references]
    titles += [section.title for section in document.sections]
    named = " ".join(" ".join(title.casefold().split()) for title in titles)
    for place, paragraph in enumerate(project.prose):
        if paragraph.kind != "paragraph" or paragraph.part in ("opening", "back"):
            continue
        for index, line in enumerate(paragraph.lines):
            quoted = list(quotations(line.text))
            words, before = max(quoted, key=lambda one: len(one[0]), default=("", ""))
            if len(quoted) > 1 and len(words.split()) < _FEWEST_OF_SEVERAL:
                continue  # terms, one beside the other
            known = _beginning(words) in cited or " ".join(words.casefold().split()).strip(" .,") in named
            if not words or known or LABELLED.match(line.text) or _is_shown(line.text, words, before, document):
                continue
            if citation_scope(paragraph, index) is None and not (
                _brought_in(project.prose, place, words) or _goes_on_to_a_citation(paragraph, index)
            ):
                yield line, words


def _goes_on_to_a_citation(paragraph: Paragraph, index: int) -> bool:
    """Whether the quotation goes on in the next sentence, and where it ends a citation stands."""
    behind = paragraph.lines[index + 1 :]
    if not behind or behind[0].text[:1] not in '“„«"':
        return False
    for line in behind:
        if is_cited(line, paragraph.tongue):
            return True
        if _CLOSES.search(line.text[1:]):
            return False
    return False


_CLOSES = re.compile(r"[”“»\"]")


def _brought_in(prose: Sequence[Paragraph], place: int, words: str) -> bool:
    """Whether a paragraph is nothing but a quotation, and the sentence before it or behind it has the citation."""
    paragraph = prose[place]
    if len(words) < _NEARLY_ALL * sum(len(line.text) for line in paragraph.lines):
        return False
    before, behind = prose[max(0, place - 1) : place], prose[place + 1 : place + 2]
    beside = (*(other.lines[-1] for other in before), *(other.lines[0] for other in behind))
    return any(is_cited(line, paragraph.tongue) for line in beside)


def quotations(text: str) -> Iterator[tuple[str, str]]:
    """The quotations of a sentence that are long enough to be somebody's words, each with what stands before it."""
    for match in _QUOTED.finditer(text):
        words = next(filter(None, match.groups())).strip()
        if len(words.split()) >= _FEWEST_WORDS and not _is_title(words) and not _NO_QUOTATION.search(words):
            yield words, text[: match.start()]


def _beginning(words: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", words.casefold())[:_SAME_BEGINNING])


def _is_shown(sentence: str, words: str, before: str, document: Document) -> bool:
    """Whether what is quoted is named or shown by it, or was made for the paper: a title, an item, an example."""
    tongue = document.tongue or "en"
    # what the quotation itself says is nobody's sign, and "in the words of" brings in somebody's
    around = _IN_THE_WORDS.sub(" ", sentence.replace(words, " "))
    named = first_word("names-what-follows", " ".join(before.split()[-4:]), tongue)
    told = has_words(["told-to-author"], tongue) and pattern("told-to-author", tongue).search(around)
    return bool(named or told or first_word("quoted-material", around, tongue) or is_own(before, document))


def _is_title(words: str) -> bool:
    capitals = [word[0].isupper() for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return bool(capitals) and sum(capitals) / len(capitals) > 0.7
