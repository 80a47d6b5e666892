"""The defects that the benchmark puts into clean papers, and which checks should see each.

A change takes a paper's text and a source of chance and gives the spoilt text, or None where the paper has nothing of
the kind to spoil.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

Change = Callable[[str, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Defect:
    """One way to spoil a paper. `expected` are the checks that should see it, `also` those that may rightly do so."""

    name: str
    expected: tuple[str, ...]
    change: Change
    also: tuple[str, ...] = ()


# --- where things stand -------------------------------------------------------------------------------------------

_PARAGRAPH = re.compile(r"(?:(?<=\n\n)|(?<=<p>))(?=[A-Z])(?:(?!\n\n|</p>).|\n(?!\n))+", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[a-z])\.(?:\[\^\d+\]|[⁰¹²³⁴-⁹]+|\d{1,2}(?=\s)|)(?=\s+[A-Z])")
_NOTE_MARK = r"(?:\[\^{n}\](?!:)|(?<=[.,;”’a-z]){n}(?=\s)|(?<=\S){raised}(?![⁰¹²³⁴-⁹]))"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _body(text: str) -> list[tuple[int, int]]:
    """The paragraphs between the introduction and the conclusion."""
    begins = re.search(r"(?i)(?:^|[#{>.]|\n)\s*(?:\d\.?\s+)?introduction|<title>Statement of need", text)
    ends = re.search(r"(?i)(?:\n#+ |\n|\{|<h2>|<title>)(?:\d\.?\s+)?conclusions?\b", text)
    start = begins.end() if begins else max(0, text.find("</sec>"))
    behind = re.search(r"(?i)<title>(?:acknowledg|author|fund|contribut)|\\end\{document\}", text)
    text = text[: behind.start()] if behind else text
    end = ends.start() if ends and ends.start() > start else text.find("<back>") if "<back>" in text else len(text)
    return [
        m.span()
        for m in _PARAGRAPH.finditer(text)
        if m.start() >= start
        and m.end() <= end
        and len(m[0]) > 200
        and "<caption>" not in text[m.start() - 60 : m.start()]
    ]


def _insert(text: str, rng: random.Random, *sentences: str, apart: bool = True) -> str | None:
    """Each sentence at the end of some sentence of the body, no two in one paragraph."""
    places = _body(text)
    if len(places) < 2 * len(sentences):
        return None
    chosen = sorted(rng.sample(places, len(sentences)))
    for (start, end), sentence in reversed(list(zip(chosen, sentences, strict=True))):
        ends = [start + m.end() for m in _SENTENCE_END.finditer(text[start:end])]
        at = rng.choice(ends) if ends else end
        text = f"{text[:at]} {sentence}{text[at:]}"
    return text


def _new_paragraph(text: str, rng: random.Random, sentence: str) -> str | None:
    places = _body(text)
    if not places:
        return None
    _, end = rng.choice(places)
    if "<p>" in text:
        return f"{text[:end]}</p>\n<p>{sentence}{text[end:]}"
    return f"{text[:end]}\n\n{sentence}{text[end:]}"


def _say(*variants: str) -> Change:
    return lambda text, rng: _insert(text, rng, rng.choice(variants))


def _say_apart(*variants: str) -> Change:
    return lambda text, rng: _new_paragraph(text, rng, rng.choice(variants))


def _say_twice(*variants: tuple[str, str]) -> Change:
    return lambda text, rng: _insert(text, rng, *rng.choice(variants))


# --- notes --------------------------------------------------------------------------------------------------------


def _bodies(text: str) -> dict[int, str]:
    """Number → the whole line of a note body, in Markdown or in an endnote section of plain text."""
    found = {int(m[1]): m[0] for m in re.finditer(r"(?m)^\[\^(\d+)\]:.*\n", text)}
    notes = re.search(r"(?m)^Notes\n", text)
    if notes:
        found |= {int(m[1]): m[0] for m in re.finditer(r"(?m)^(\d+)\. .*\n", text[notes.end() :])}
    return found


def _mark(number: int) -> re.Pattern[str]:
    return re.compile(_NOTE_MARK.format(n=number, raised=str(number).translate(_RAISED)))


def _drop_body(text: str, rng: random.Random) -> str | None:
    bodies = _bodies(text)
    return text.replace(bodies[rng.choice(sorted(bodies))], "") if bodies else None


def _drop_mark(text: str, rng: random.Random) -> str | None:
    bodies = _bodies(text)
    if not bodies:
        return None
    return _mark(rng.choice(sorted(bodies)[1:-1])).sub("", text, count=1)


def _drop_note(text: str, rng: random.Random) -> str | None:
    bodies = _bodies(text)
    if not bodies or "[^1]" in text:
        return None  # Markdown numbers its notes anew
    number = rng.choice(sorted(bodies)[1:-1])
    return _mark(number).sub("", text.replace(bodies[number], ""), count=1)


def _swap_marks(text: str, rng: random.Random) -> str | None:
    bodies = _bodies(text)
    if not bodies or "[^1]" in text:
        return None
    number = rng.choice(sorted(bodies)[1:-2])
    one, two = _mark(number).search(text), _mark(number + 1).search(text)
    if not one or not two:
        return None
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _number_twice(text: str, rng: random.Random) -> str | None:
    if "¹" not in text:
        return None
    number = rng.choice(sorted(_bodies(text))[1:-1])
    mark, again = _mark(number).search(text), _mark(number + 1).search(text)
    return text[: again.start()] + mark[0] + text[again.end() :] if mark and again else None


def _strip_number(text: str, rng: random.Random) -> str | None:
    if "[^1]" in text:
        return None
    bodies = _bodies(text)
    if not bodies:
        return None
    body = bodies[rng.choice(sorted(bodies)[1:-1])]
    return text.replace(body, re.sub(r"^\d+\. ", "", body))


def _change_body(new: str, first: bool = False) -> Change:
    def change(text: str, rng: random.Random) -> str | None:
        bodies = _bodies(text)
        if not bodies:
            return None
        body = bodies[1 if first else rng.choice(sorted(bodies)[1:])]
        label = re.match(r"\[\^\d+\]: |\d+\. ", body)
        assert label
        return text.replace(body, f"{label[0]}{new}\n")

    return change


def _mark_inside_word(text: str, rng: random.Random) -> str | None:
    marks = [m for m in re.finditer(r"(?<=[a-z]\.)(?:\[\^\d+\]|[⁰¹²³⁴-⁹]+)", text) if m.end() < text.find("\nNotes")]
    marks = marks or [m for m in re.finditer(r"(?<=[a-z]\.)\[\^\d+\]", text)]
    if not marks:
        return None
    mark = rng.choice(marks)
    return text[: mark.start() - 3] + mark[0] + text[mark.start() - 3 : mark.start()] + text[mark.end() :]


# --- citations and entries ----------------------------------------------------------------------------------------


def _list_at(text: str) -> int:
    found = re.search(r"(?m)^(?:## )?References\n|\\begin\{thebibliography\}.*\n", text)
    return found.end() if found else -1


def _entries(text: str) -> list[str]:
    """The lines of the reference list, whole."""
    at = _list_at(text)
    if at < 0:
        return re.findall(r'<ref id="[^"]+">.*?</ref>', text, re.DOTALL)
    return [m[0] for m in re.finditer(r"(?m)^(?!\\end).*\S.*\n", text[at:])]


def _drop_entry(text: str, rng: random.Random) -> str | None:
    entries = _entries(text)
    if not entries:
        return None
    entry = rng.choice(entries[1:-1] or entries)
    reference = re.match(r'<ref id="([^"]+)"', entry)
    if reference and (f'rid="{reference[1]}"' not in text or "whitepyemu" in entry or "White_A_python" in entry):
        return None  # that work is in the list twice
    return text.replace(entry, "")


def _drop_citations(text: str, rng: random.Random) -> str | None:
    """An entry of the list loses every citation that names it."""
    entries = _entries(text)
    if not entries:
        return None
    entry = rng.choice(entries)
    reference, item = re.match(r'<ref id="([^"]+)"', entry), re.match(r"\\bibitem\{(\w+)\}", entry)
    if reference:
        return re.sub(rf'<xref[^>]*rid="{re.escape(reference[1])}"[^>]*>.*?</xref>', "", text, flags=re.DOTALL)
    if item:
        bare = re.sub(rf"\\cite(?:\[[^\]]*\])?\{{{item[1]}\}}", "", text)
        return re.sub(rf"(\\cite\{{[^}}]*?){item[1]},|,{item[1]}(?=\}})", r"\1", bare)
    head, tail = text[: _list_at(text)], text[_list_at(text) :]
    number = re.match(r"\[?(\d+)[\].]", entry)
    if number:
        new = re.sub(rf"(?<=\[){number[1]},\s?|,\s?{number[1]}(?=[\],])|\s?\[{number[1]}\]", "", head)
        return new + tail if new != head else None
    name = re.split(r"[,\s]", entry)[0]
    # without the name in the prose the work is not mentioned in any way
    bare = re.sub(rf"\s?\([^()]*{name}[^()]*\)", "", head)
    new = re.sub(rf"(?:[A-Z]\w+(?:,| and| &) )*{name}(?:(?: and| &|,) [A-Z]\w+)*(?: \([^()]*\))?", "one writer", bare)
    return new + tail if new != head else None


def _swap_year(text: str, rng: random.Random) -> str | None:
    places = [m for m in re.finditer(r"[A-Z]\w+,? \(?((?:19|20)\d\d)(?=[:,)])", text[: _list_at(text)])]
    if _list_at(text) < 0 or not places:
        return None
    place = rng.choice(places)
    year = int(place[1]) + rng.choice((-10, 9))
    return f"{text[: place.start(1)]}{year}{text[place.end(1) :]}"


def _page_outside(text: str, rng: random.Random) -> str | None:
    if _list_at(text) < 0:
        return None
    ranges = {}
    for entry in _entries(text):
        pages = re.search(r"(\d+)[–-](\d+)\.?\s*$", entry)
        if pages:
            ranges[re.split(r"[,\s]", entry)[0]] = (int(pages[1]), int(pages[2]))
    found = [
        (m, name)
        for name in ranges
        for m in re.finditer(rf"{name}[^()\n]{{0,40}}\(?(?:19|20)\d\d(?:: |, pp?\. )(\d+)", text[: _list_at(text)])
    ]
    if not found:
        return None
    place, name = rng.choice(found)
    first, last = ranges[name]
    page = rng.choice((first // 2, last + 200) if first > 10 else (last + 200,))
    return f"{text[: place.start(1)]}{page}{text[place.end(1) :]}"


def _repeat_entry(text: str, rng: random.Random) -> str | None:
    entries = _entries(text)
    if not entries or "<ref " in text or "bibitem" in text:
        return None
    entry = rng.choice(entries[:-1])
    again = re.sub(r"^\[\d+\]", f"[{len(entries) + 1}]", re.sub(r"^\d+\.", f"{len(entries) + 1}.", entry))
    return text.rstrip("\n") + "\n" + ("\n" if "\n\n" in text[_list_at(text) :] else "") + again


def _break_doi(text: str, rng: random.Random) -> str | None:
    entries = _entries(text)
    if not entries or "<ref " in text or "bibitem" in text:
        return None
    entry = rng.choice(entries)
    return text.replace(entry, entry.rstrip("\n").rstrip(".") + ". https://doi.org/10.1000\n")


_QUOTED = r"“[^”]{40,}”"


def _strip_page(text: str, rng: random.Random) -> str | None:
    """The work of a quotation stays cited, its page goes."""
    if _list_at(text) < 0:
        return None
    for quoted in re.finditer(_QUOTED, text):
        start = text.rfind("\n", 0, quoted.start()) + 1
        # the page stands behind the name that opens the sentence
        places = list(re.finditer(r"((?:19|20)\d\d)(?:: |, pp?\. )\d+", text[start : quoted.end() + 30]))
        if places:
            place = places[-1]
            return text[: start + place.end(1)] + text[start + place.end() :]
    return None


def _uncite_quotation(text: str, rng: random.Random) -> str | None:
    """The sentence of a quotation loses its citation, and so do the others of its paragraph that could cover it."""
    found = list(re.finditer(r"(?:“|``)[^”']{40,}(?:”|'')", text))
    found = [m for m in found if any(s <= m.start() < e for s, e in _body(text))]
    if not found or "<p>" in text or "footnote{" in text:
        return None
    quoted = rng.choice(found)
    start, end = next((s, e) for s, e in _body(text) if s <= quoted.start() < e)
    return text[:start] + _without_citations(text[start:end]) + text[end:]


def _without_citations(text: str) -> str:
    text = re.sub(r"\[\^\d+\]|(?<=[.,”a-z])[⁰¹²³⁴-⁹]+|(?<=[.,”])\d{1,2}(?=\s|$)|\s?\[@[^\]]+\]", "", text)
    text = re.sub(r"\s?\([A-Z][^()]*(?:19|20)\d\d[^()]*\)|\s?\((?:19|20)\d\d[^()]*\)", "", text)
    return re.sub(r"\s?\[\d+(?:,\s?\d+)*\]", "", text)


_REPORTS = re.compile(
    r"\b(?:argues|holds|maintains|explains|points out|observes|suggests|objects|proposed|remarks|denies) that\b|"
    r"\bexplains this\b"
)


def _uncite_report(text: str, rng: random.Random) -> str | None:
    found = [m for m in _REPORTS.finditer(text) if any(s <= m.start() < e for s, e in _body(text))]
    if not found or "<p>" in text or "footnote{" in text:
        return None
    report = rng.choice(found)
    start, end = next((s, e) for s, e in _body(text) if s <= report.start() < e)
    return text[:start] + _without_citations(text[start:end]) + text[end:]


def _mix_styles(text: str, rng: random.Random) -> str | None:
    if not _bodies(text):
        return None
    return _insert(text, rng, "Nobody doubts this now (Rowan 1981: 44).", "It was denied for long (Birch 1977: 9).")


def _lean(text: str, rng: random.Random) -> str | None:
    """A section in which one work is cited over and over."""
    entry = next((e for e in _entries(text) if re.match(r"[A-Z]\w+, [A-Z]", e)), None) if _list_at(text) > 0 else None
    if entry is None:
        return None
    name, year = entry.split(",")[0], re.search(r"(?:19|20)\d\d", entry)
    assert year
    said = (
        "It began late",
        "It ended early",
        "Much of it is lost",
        "Some was burnt",
        "The rest was sold",
        "Few saw it",
    )
    words = " ".join(f"{words} ({name} {year[0]}: {40 + n})." for n, words in enumerate(said * 2))
    return _new_paragraph(text, rng, words)


def _fact_without_page(text: str, rng: random.Random) -> str | None:
    """A rank, cited without a page where the paper gives pages."""
    at = _list_at(text)
    if at < 0 or len(re.findall(r"(?:19|20)\d\d(?:: |, pp?\. )\d+", text[:at])) < 8:
        return None
    entry = rng.choice([e for e in _entries(text) if re.match(r"[A-Z]\w+, [A-Z][\w.]+\. ", e)])
    year = re.search(r"(?:19|20)\d\d", entry)
    assert year
    return _new_paragraph(
        text, rng, f"It was the largest house of the district at the time ({entry.split(',')[0]} {year[0]})."
    )


# --- text ---------------------------------------------------------------------------------------------------------


def _repeat_passage(text: str, rng: random.Random) -> str | None:
    places = _body(text)
    if len(places) < 3:
        return None
    source, target = rng.sample(places, 2)
    plain = [
        s
        for s in re.split(r"(?<=[a-z]\.)\s+", text[source[0] : source[1]])
        if len(s.split()) >= 12 and s.endswith(".") and not re.search(r"[\[\\<(“\d]", s) and s[0].isupper()
    ]
    if not plain:
        return None
    at = target[1]
    return f"{text[:at]} {rng.choice(plain)}{text[at:]}"


def _double_word(text: str, rng: random.Random) -> str | None:
    found = [
        m
        for s, e in _body(text)
        for m in re.finditer(r"(?<=[a-z] )(the|of|and|to|by|from|for)(?= [a-z])", text[s:e])
        for m in [re.compile(re.escape(m[0])).match(text, s + m.start())]
        if m
    ]
    if not found:
        return None
    word = rng.choice(found)
    return f"{text[: word.end()]} {word[0]}{text[word.end() :]}"


_DEFINED = re.compile(r"((?:[A-Z][a-z]+ |of |for |and |on |(?<= )the ){2,6})\(([A-Z]{3,5})\)")


def _defined(text: str) -> re.Match[str] | None:
    body = _body(text)
    inside = (m for m in _DEFINED.finditer(text) if any(start <= m.start() < end for start, end in body))
    return next((m for m in inside if len(re.findall(rf"\b{m[2]}\b", text)) >= 3), None)


def _undefine(text: str, rng: random.Random) -> str | None:
    found = _defined(text)
    return text[: found.start()] + found[2] + text[found.end() :] if found else None


def _define_again(change: Callable[[str], str]) -> Change:
    def spoil(text: str, rng: random.Random) -> str | None:
        found = _defined(text)
        if not found:
            return None
        places = (found.end() + m.start() for m in re.finditer(rf"\b{found[2]}\b(?!\))", text[found.end() :]))
        later = [at for at in places if any(start <= at < end for start, end in _body(text))]
        if not later:
            return None
        at = rng.choice(later)
        return f"{text[:at]}{change(found[1])}({found[2]}){text[at + len(found[2]) :]}"

    return spoil


def _other_words(long: str) -> str:
    words = long.split()
    swapped = {"Board": "Bureau", "System": "Scheme", "Format": "Form", "Index": "Inventory", "Score": "Scale"}
    new = [swapped.get(word, word) for word in words]
    if new == words:
        new[-1] = new[-1][0] + "ommission"
    return " ".join(new) + " "


def _lose_ligatures(text: str, rng: random.Random) -> str | None:
    places = _body(text)
    if not places or "<p>" in text or "\\" in text:
        return None
    start, end = rng.choice(places)
    pair = rng.choice(("ti", "ff", "fi", "tt"))
    new = re.sub(rf"(?<=[a-z]){pair}(?=[a-z])", "\ufffd", text[start:end])
    return text[:start] + new + text[end:] if new != text[start:end] else None


def _into(heading: str, *variants: str) -> Change:
    """A sentence at the end of the first paragraph under a heading."""

    def change(text: str, rng: random.Random) -> str | None:
        pattern = rf"(?i)(?:\n#+ |\n|\{{|<h2>|<title>)(?:\d\.?\s+)?{heading}s?\b"
        found = list(re.finditer(pattern, text))
        paragraph = _PARAGRAPH.search(text, found[-1].end()) if found else None
        if not paragraph:
            return None
        ends = [paragraph.start() + m.end() for m in re.finditer(r"(?<=[a-z])\.(?=\s)", paragraph[0])]
        at = rng.choice(ends) if ends else paragraph.end()
        return f"{text[:at]} {rng.choice(variants)}{text[at:]}"

    return change


FACTS = (
    "The mill was burnt down in 1832 and rebuilt within 14 months by the tenants.",
    "About 3,400 families left the district between 1870 and 1890.",
    "It was the second district to give up the tax on salt.",
    "By then 62% of the tenants could read and write.",
    "The duke was among the first to buy shares in the canal.",
)
DEFECTS = (
    Defect("a note's body is gone", ("FTN004",), _drop_body, ("FTN001", "FTN005", "CIT026", "CIT027", "CIT028")),
    Defect("a note's mark is gone", ("FTN001", "FTN005"), _drop_mark, ("FTN004", "TXT010", "TXT011", "TXT012")),
    Defect(
        "a note is gone, its number too", ("FTN001",), _drop_note, ("CIT026", "CIT028", "TXT010", "TXT011", "TXT012")
    ),
    Defect("two marks changed places", ("FTN002", "FTN001"), _swap_marks, ("FTN004", "FTN005")),
    Defect("one number called twice", ("FTN003",), _number_twice, ("FTN001", "FTN005")),
    Defect("a body lost its number", ("FTN004", "FTN007"), _strip_number, ("FTN006", "CIT028")),
    Defect("a mark inside a word", ("FTN008",), _mark_inside_word),
    Defect("an entry is gone", ("CIT020",), _drop_entry, ("CIT022",)),
    Defect(
        "an entry is cited no more", ("CIT021",), _drop_citations, ("TXT010", "TXT011", "TXT012", "TXT013", "TXT044")
    ),
    Defect("a citation has a wrong year", ("CIT022",), _swap_year, ("CIT021",)),
    Defect("both notes and author-date", ("CIT024",), _mix_styles, ("CIT020",)),
    Defect("a page outside the work", ("CIT025",), _page_outside),
    Defect("a short form without its full form", ("CIT026",), _change_body("Rowan 1981: 44."), ("CIT028",)),
    Defect("ibid. in the first note", ("CIT027",), _change_body("Ibid., 14.", first=True), ("CIT026", "CIT028")),
    Defect("an entry twice", ("CIT029",), _repeat_entry, ("CIT021",)),
    Defect("a broken DOI", ("CIT030",), _break_doi),
    Defect("a quotation's page is gone", ("CIT031",), _strip_page),
    Defect("a rank is cited without a page", ("CIT033",), _fact_without_page),
    Defect("a section leans on one work", ("CIT032",), _lean, ("CIT025",)),
    Defect("ligatures are lost", ("TXT001", "TXT002"), _lose_ligatures),
    Defect("an assertion without a source", ("TXT010",), _say_apart(*FACTS), ("TXT013",)),
    Defect(
        "a report without a source", ("TXT011",), _uncite_report, ("TXT010", "TXT012", "FTN001", "FTN005", "CIT021")
    ),
    Defect(
        "a quotation without a source",
        ("TXT012",),
        _uncite_quotation,
        ("TXT010", "TXT011", "FTN001", "FTN005", "CIT021"),
    ),
    Defect("a passage twice", ("TXT020",), _repeat_passage),
    Defect("a word twice", ("TXT021",), _double_word),
    Defect("an abbreviation is not spelled out", ("TXT030",), _undefine),
    Defect("an abbreviation is introduced twice", ("TXT031",), _define_again(lambda long: long), ("TXT021",)),
    Defect("an abbreviation stands for two things", ("TXT032",), _define_again(_other_words), ("TXT021",)),
    Defect(
        "a word in two spellings",
        ("TXT033",),
        _say_twice(
            ("Their defence was weak.", "A better defense came too late."),
            ("The labour was hard.", "Such labor was seldom paid."),
        ),
    ),
    Defect(
        "first and no second",
        ("TXT040",),
        _say_apart(
            "First, the matter was put off. Nobody asked for it again. The papers were sent back to the clerk.",
            "There are reasons for this. Firstly, the custom is old. People are slow to give up old customs.",
        ),
    ),
    Defect(
        "a pointer at nothing",
        ("TXT041",),
        _say("In this speech he made the point again.", "In this letter the duke asks for time."),
    ),
    Defect(
        "announced and not delivered",
        ("TXT042",),
        _into(
            "introduction",
            "The last section discusses insurance, tourism and fisheries.",
            "The paper also examines the inheritance of mills and their taxation.",
        ),
    ),
    Defect(
        "a new matter in the conclusion",
        ("TXT043",),
        _into(
            "conclusion",
            "Religious extremism, missionary ideology and terrorism will threaten parliament.",
            "Inflation, tariffs and unemployment would otherwise ruin the peasantry.",
            "Vaccination and quarantine have weakened the epidemic in the orphanages.",
        ),
    ),
    Defect(
        "a bracket is gone",
        ("TXT044",),
        _say(
            "The matter (as the clerk noted was soon forgotten.",
            "The matter, as the clerk noted), was soon forgotten.",
            "The clerk called it “a matter of no weight and left.",
        ),
    ),
    Defect("“current” in an undated text", ("TXT050",), _say("The current minister of trade has promised otherwise.")),
    Defect(
        "a date without its year",
        ("TXT051",),
        _say_apart("The decree was read out on 24 July in the hall of the guild, and nobody objected to it."),
    ),
    Defect(
        "two dates for one event",
        ("TXT052",),
        _say_twice(
            ("Karlshamn joined the League in 1954.", "Karlshamn joined the League in 1957."),
            ("The Canal Company was founded in 1811.", "The Canal Company was founded in 1814."),
        ),
        ("TXT010", "TXT013"),
    ),
    Defect(
        "two ranks for one thing",
        ("TXT053",),
        _say_twice(
            (
                "Ostland was the second country to recognise the new republic.",
                "Ostland was the third country to recognise the new republic.",
            )
        ),
        ("TXT010", "TXT013"),
    ),
    Defect(
        "a sum that is wrong",
        ("TXT054",),
        _say(
            "A total of 48 people answered: 20 teachers, 12 parents and 14 pupils.",
            "There were 95 ships (40 from the north, 30 from the south and 20 from the east).",
        ),
        ("TXT010", "TXT013"),
    ),
    Defect(
        "two totals for one thing",
        ("TXT055",),
        _say_twice(("We held a total of 48 interviews.", "All 52 interviews were held at the same place.")),
        ("TXT010", "TXT013"),
    ),
)
