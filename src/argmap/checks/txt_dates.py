"""TXT: dates, numbers and ranks that a reader cannot place, or that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.message import say
from argmap.ground.patterns import later
from argmap.ground.text import shorten
from argmap.project import Project
from argmap.prose.paragraphs import Line
from argmap.tongues.prose import first_word, has_words, pattern, word_list


@check("TXT050", "undated-now", "note", "candidate", about="paper", words=("now", "dated"))
def undated_now(project: Project) -> Iterator[Finding]:
    """ "Currently", "the current minister" or "over the last decade" in a text that bears no date.

    Why: in a few years nobody can tell what it was true of.

    Example: `Currently there are about thirty agreements.`

    Mend: give the year ("as of 2015").
    """
    document = project.paper
    dated, now = pattern("dated", project.tongue), pattern("now", project.tongue)
    if dated.search(document.text[:6000]) or dated.search(document.text[-4000:]):
        return
    for paragraph in project.prose:
        for line in paragraph.lines:
            match = now.search(line.text)
            if match and not re.search(r"\bas of\b|\b20[0-3]\d\b", line.text):
                yield undated_now.at(
                    document, line.sentence, f"“{match[0]}”, and the text bears no date: {shorten(line.text, 70)}"
                )


_YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")


@check("TXT051", "date-without-year", "note", "candidate", about="paper", words=("day", "months"))
def date_without_year(project: Project) -> Iterator[Finding]:
    """A day and a month without a year, or an event such as the taking of an office, and no year near it.

    Why: the reader cannot place it.

    Example: `The agreement was signed on 24 July.`, `After taking office Holm went further.` in a paragraph that names
    no year.

    Mend: add the year.
    """
    document = project.paper
    event = pattern("undated-event", project.tongue) if has_words(["undated-event"], project.tongue) else None
    for paragraph in project.prose:
        for index, line in enumerate(paragraph.lines):
            match = pattern("day", project.tongue).search(line.text)
            told = event.search(line.text) if event and paragraph.part in ("body", "closing") else None
            if match is None and told is None:
                continue
            near = " ".join(other.text for other in paragraph.lines[max(0, index - 2) : index + 2])
            if _YEAR.search(near):
                continue
            if told:
                yield date_without_year.at(
                    document, line.sentence, f"“{told[0]}”: in which year? {shorten(line.text, 70)}", kind="event"
                )
            elif match:
                yield date_without_year.at(
                    document,
                    line.sentence,
                    f"“{match['day']} {match['month']}” of which year? {shorten(line.text, 70)}",
                )


@check("TXT052", "dates-disagree", "warning", "candidate", about="paper", words=("in-year", "happened", "stopwords"))
def dates_disagree(project: Project) -> Iterator[Finding]:
    """The same event is dated to two different years.

    Why: one of them is wrong.

    Example: `joined the alliance in 2008` on one page, `joined the alliance in 2009` on another.

    Mend: check the date and correct the other place.
    """
    document = project.paper
    dated: dict[tuple[str, ...], tuple[str, Line]] = {}
    for paragraph in project.prose:
        for line in paragraph.lines:
            for match in pattern("in-year", project.tongue).finditer(line.text):
                event = _event_before(line.text[: match.start()], project.tongue)
                if event is None:
                    continue
                known = dated.setdefault(event, (match["year"], line))
                if known[0] != match["year"] and known[1] is not line:
                    yield dates_disagree.at(
                        document,
                        line.sentence,
                        say("“{}” is dated {} here and {} before", " ".join(event), match["year"], known[0]),
                        related=[(document.place(known[1].sentence.start, known[1].sentence.end), known[0])],
                    )


def _event_before(text: str, tongue: str) -> tuple[str, ...] | None:
    """The last four telling words before a date, if there is a verb of happening and a name among them."""
    words = re.findall(r"[\w-]+", text.split(",")[-1])[-7:]
    telling = [w for w in words if w.lower() not in word_list("stopwords", tongue) or first_word("happened", w, tongue)]
    if (
        len(telling) < 3
        or not any(first_word("happened", w, tongue) for w in telling)
        or not any(w[0].isupper() for w in telling)
    ):
        return None
    return tuple(w.lower() for w in telling[-4:])


@check("TXT053", "ranks-disagree", "warning", "candidate", about="paper", words=("ranked", "stopwords"))
def ranks_disagree(project: Project) -> Iterator[Finding]:
    """The same thing is given two ranks.

    Why: it cannot be both the second and the third.

    Example: `the second country to recognise Macedonia` and `the third country to recognise Macedonia`.

    Mend: check and correct.
    """
    document = project.paper
    ranked: dict[tuple[str, ...], tuple[str, Line]] = {}
    for paragraph in project.prose:
        for line in paragraph.lines:
            for match in pattern("ranked", project.tongue).finditer(line.text):
                small = word_list("stopwords", project.tongue)
                words = tuple(word for word in re.findall(r"\w+", match["what"].lower()) if word not in small)
                if len(words) < 2:
                    continue
                known = ranked.setdefault((match["kind"].lower(), *words[:4]), (match["rank"].lower(), line))
                if known[0] != match["rank"].lower():
                    thing = f"{match['rank']} {match['kind']} {shorten(match['what'], 40)}"
                    yield ranks_disagree.at(
                        document,
                        line.sentence,
                        say("“{}” here and “{}” before", thing, known[0]),
                        related=[(document.place(known[1].sentence.start, known[1].sentence.end), known[0])],
                    )


_CITED = later(r"\[\d[\d\s,;–-]*\]")
_ITEM = re.compile(r"(?<![\w.,/-])(\d[\d,]*)(?![\w%]|[.,/-]\d)")


@check("TXT054", "sum-wrong", "warning", "candidate", about="paper", words=("sum", "not-all", "label", "between-items"))
def sum_wrong(project: Project) -> Iterator[Finding]:
    """The items of a list do not add up to the sum that is stated.

    Why: one of the numbers is wrong, or an item is missing.

    Example: `48 interviews (20 teachers, 12 parents and 14 pupils)`.

    Mend: count again.
    """
    document = project.paper
    between = pattern("between-items", project.tongue)
    for paragraph in project.prose:
        for line in paragraph.lines:
            for match in pattern("sum", project.tongue).finditer(line.text):
                total = int((match["total"] or match["total2"]).replace(",", ""))
                rest = match["rest"] or match["rest2"] or ""
                if pattern("not-all", project.tongue).search(rest):
                    continue
                rest = _CITED.sub(" ", pattern("label", project.tongue).sub(" ", rest))  # Table 2 is no item
                counts = [_ITEM.findall(item) for item in between.split(rest)]
                # "1 training 1, 2 training 2": an item with two numbers, and which of them counts is not known
                if any(len(numbers) > 1 for numbers in counts):
                    continue
                items = [int(number.replace(",", "")) for numbers in counts for number in numbers]
                years = all(1500 <= item <= 2100 for item in items)
                # three items or more that come close: two numbers in a sentence are rarely a sum
                if (
                    len(items) >= 3
                    and not years
                    and max(items) < total
                    and sum(items) != total
                    and 0.8 <= sum(items) / total <= 1.2
                ):
                    shown = " + ".join(map(str, items))
                    yield sum_wrong.at(
                        document, line.sentence, say("{} is {}, and {} is stated", shown, sum(items), total)
                    )


@check("TXT055", "numbers-disagree", "warning", "candidate", about="paper", words=("counted",))
def numbers_disagree(project: Project) -> Iterator[Finding]:
    """The whole of something is given with two different numbers.

    Why: one of them is wrong, or was changed in one place only.

    Example: `a total of 48 interviews` in the methods and `all 52 interviews` in the discussion.

    Mend: count again and correct the other place.
    """
    document = project.paper
    counted: dict[str, tuple[str, Line]] = {}
    for paragraph in project.prose:
        for line in paragraph.lines:
            for match in pattern("counted", project.tongue).finditer(line.text):
                words = match["what"].lower().split()
                # "48 interviews were" and "48 interviews with" count the same thing
                thing = words[0] if words[0].endswith("s") or len(words) == 1 else " ".join(words)
                known = counted.setdefault(thing, (match["number"], line))
                if known[0] != match["number"]:
                    yield numbers_disagree.at(
                        document,
                        line.sentence,
                        f"{match['number']} {thing} in all here, and {known[0]} before",
                        related=[(document.place(known[1].sentence.start, known[1].sentence.end), known[0])],
                    )
