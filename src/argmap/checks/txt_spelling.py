"""TXT: words, names and abbreviations that are written in two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.findings.strength import usual_strength
from argmap.manuscript.document import Document
from argmap.project import Project
from argmap.prose.paragraphs import Line
from argmap.tongues.letters import nouns_have_capitals, without_marks
from argmap.tongues.lists import lists_of
from argmap.tongues.prose import any_of, either, everywhere, has_words, pattern, word_list

# looked for at every word, so that "The Euro Atlantic" holds "Euro Atlantic" too
_PAIR = re.compile(r"\b(?=([A-Z][a-z]{2,})([- ])([A-Z][a-z]{2,})\b)")
# what is quoted keeps the spelling of its source
_ISE = re.compile(r"\b([a-z]{3,}i)([sz])(?:e[ds]?|ing|ations?|ers?|able)\b")
_HYPHENATED = re.compile(r"(?<![\w-])([a-z]{2,})-([a-z]{3,})(?![\w-])")
# what begins with a capital says so first, and only then what stands before it: a search skips all else at once
_DOTTED = re.compile(r"[A-Z](?<![\w.].)\.(?:[A-Z]\.){1,3}(?!\w)")
_UNDOTTED = re.compile(r"[A-Z](?<![\w.-].)[A-Z]{1,3}(?![\w.-]|\s[A-Z]{2})")
_TWO_CAPITALS = re.compile(r"([A-Z](?<=[a-z,] .)[a-z]{2,} [A-Z][a-z]{2,})\b(?! [A-Z&]|-)")
_MEANS_TWO_THINGS = ("re", "un", "pre", "over", "under", "out", "on", "up", "in")
_OFTEN = 2
# capitals come with headings, names of courses and items of lists; where both ways are common they were meant for one
_BOTH_COMMON = 3
_LEAST_SHARE = 0.25
# a word, and no part of an address
_WORD = re.compile(r"(?<![\w./@-])[a-z]+(?![\w/@-]|\.[a-z])")

# the ways in which something is written, each with the sentences that have it
_Forms = Mapping[str, list[Line]]


@check("TXT033", "spelled-two-ways", "note", "candidate", about="paper", words=("two-spellings",))
def spelled_two_ways(project: Project) -> Iterator[Finding]:
    """A compound is written with and without its hyphen, a word in British and American spelling, a name in two ways.

    Why: the paper looks unrevised, and a search finds half of the places.

    Example: `Euro-Atlantic` and `Euro Atlantic`; `defence` and `defense`; `modernize` and `modernising`; `Cold War` and
    `cold war`; `U.S.` and `US`; `Western` and `western`; `AKP` and `AK Party`; `South East` and `Southeast`; `USD` and
    `dollars`; `5 million` and `three million`; `geopolitical` and `geo-cultural`;
    `Vlorë` and `Vlore`, or `Vlore` beside `Durrës`; `Phlippines`, once, beside `Philippines`.

    Mend: choose one. Names of bodies and what is quoted keep their own spelling. All stand in one finding, but for
    capitals and the hyphens of names, which are oftener meant and stand in another.
    """
    document = project.paper
    pairs = [*_by_the_list(project), *_by_the_rules(project, document)]
    for doubtful in (False, True):
        found = [pair for pair in pairs if (pair.kind in _DOUBTFUL) == doubtful]
        if not found:
            continue
        first, *others = found
        shown = "; ".join(pair.shown for pair in found[:_SHOWN]) + (
            f"; and {len(found) - _SHOWN} more" * (len(found) > _SHOWN)
        )
        places = [
            document.place(line.sentence.start, line.sentence.end)
            for pair in found
            for line in (pair.later, pair.earlier)
        ]
        labels = [label for pair in found for label in (pair.shown if others else "", "the other form")]
        yield spelled_two_ways.at(
            document,
            first.later.sentence,
            f"{len(found)} things are written in two ways: {shown}" if others else f"The paper has both {shown}",
            related=list(zip(places, labels, strict=True))[1:],
            kind=max((pair.kind for pair in found), key=lambda kind: usual_strength(spelled_two_ways.code, kind)),
        )


class _Pair(NamedTuple):
    """Two forms in words, a sentence with each, and the kind of what differs."""

    shown: str
    later: Line
    earlier: Line
    kind: str


_DOUBTFUL = ("compound", "capitals")
_SHOWN = 12


def _by_the_rules(project: Project, document: Document) -> Iterator[_Pair]:
    # each with what its two forms are, where that is doubtful or a name
    rules: dict[Callable[[list[tuple[Line, str]], str], Iterator[_Forms]], str] = {
        _ise_and_ize: "",
        _abbreviations: "",
        _half_abbreviated: "name",
        _names: "name",
        _closed: "",
        _units: "",
        _amounts: "",
        _capitals: "capitals",
        _first_capitals: "capitals",
        _adjectives: "capitals",
        _combining_forms: "",
    }
    if document.kind != "pdf":
        rules[_hyphens] = ""
    torn = document.kind == "pdf"
    lines = [
        (line, (_TORN if torn else _OF_FORMULAS).sub(" ", line.own) if not line.own.isascii() else line.own)
        for paragraph in project.prose
        if paragraph.kind in ("paragraph", "item")
        for line in paragraph.lines
    ]
    yield from _letters(lines, project.tongue)
    for rule, kind in rules.items():
        for forms in rule(lines, project.tongue):
            (one, before), (other, after) = list(forms.items())[:2]
            shown = f"“{one}” ({len(before)}) and “{other}” ({len(after)})"
            yield _Pair(shown, after[0], before[0], kind)


# letters that Unicode has for formulas: 𝑁𝑒𝑣𝑎𝑑𝑎, the name of a variable
_OF_FORMULAS = re.compile(r"\w*[\U0001d400-\U0001d7ff]\w*")
# and a page's accent that stands beside its word: Telecomunicacion´
_TORN = re.compile(r"\w*[´¨ˆ˜¸\U0001d400-\U0001d7ff]\w*")


def _by_the_list(project: Project) -> Iterator[_Pair]:
    """Compounds of two names, and the words that the list of the tongue has in two spellings."""
    first: dict[tuple[str, str], dict[str, Line]] = {}
    roots = _spelled(project.tongue)
    for paragraph in project.prose:
        for line in paragraph.lines if paragraph.kind != "quote" else ():
            for match in _PAIR.finditer(line.own):
                first.setdefault((match[1].lower(), match[3].lower()), {}).setdefault(match[2], line)
            for word in line.own_words:
                if word in roots:
                    first.setdefault((roots[word], ""), {}).setdefault(word, line)
    for (one, other), forms in first.items():
        if len(forms) < 2:
            continue
        earlier, later = list(forms.values())[:2]
        shown = (
            " and ".join(f"“{form}”" for form in forms)
            if not other
            else f"“{one.title()}-{other.title()}” and “{one.title()} {other.title()}”"
        )
        yield _Pair(shown, later, earlier, "compound" if other else "word")


@cache
def _spelled(tongue: str) -> Mapping[str, str]:
    """The words that the list of a tongue has in two spellings, by each of these in the first."""
    pairs = dict(pair.split("/") for pair in word_list("two-spellings", tongue))
    return {american: british for british, american in pairs.items()} | {british: british for british in pairs}


def _ise_and_ize(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Forms]:
    """Modernize and modernising: forms of one verb, in small letters, since names of bodies keep theirs."""
    if tongue != "en":
        return
    verbs: dict[str, dict[str, dict[str, list[Line]]]] = {}
    for line, text in lines:
        for match in _ISE.finditer(text):
            verbs.setdefault(match[1], {}).setdefault(match[2], {}).setdefault(match[0], []).append(line)
    for ways in verbs.values():
        written = {word for forms in ways.values() for word in forms}
        by_list = any(set(pair.split("/")) <= written for pair in word_list("two-spellings", tongue))
        if len(ways) == 2 and not by_list:
            yield {next(iter(forms)): [line for found in forms.values() for line in found] for forms in ways.values()}


def _abbreviations(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Forms]:
    """U.S. and US; US and USA."""
    places: dict[str, list[Line]] = {}
    for line, text in lines:
        for form in {match[0] for way in (_DOTTED, _UNDOTTED) for match in way.finditer(text)}:
            places.setdefault(form, []).append(line)
    pairs = [(form, form.replace(".", "")) for form in places if "." in form]
    if tongue == "en":
        pairs.append(("US", "USA"))
    for one, other in pairs:
        if min(len(places.get(one, ())), len(places.get(other, ()))) >= _OFTEN:
            yield {one: places[one], other: places[other]}


def _half_abbreviated(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Forms]:
    """AKP and AK Party: the last letter stands for a word that is written out elsewhere."""
    known = {short for code in ("en", tongue) for short in lists_of(code, "prose").get("well-known", ())}
    half = _places(lines, _HALF)
    whole = _places(lines, _UNDOTTED_NAME) if half else {}
    for form, found in half.items():
        letters, word = form.split(" ")
        short = letters + word[0]
        if short in whole and short not in known and letters not in known:
            yield {short: whole[short], form: found}


def _names(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Forms]:
    """Bosnia-Herzegovina and Bosnia and Herzegovina: names of the list, which have two usual forms."""
    whole = "\n".join(text for _, text in lines)
    for names in lists_of(tongue, "prose").get("two-names", ()):
        if sum(name in whole for name in names.split("/")) > 1:
            forms = re.compile(rf"(?<![\w-]){either(names.split('/'))}(?![\w-])")
            written = _places(lines, forms)
            if len(written) > 1:
                yield written


def _closed(lines: list[tuple[Line, str]], _tongue: str) -> Iterator[_Forms]:
    """South East and Southeast: a name in two words and in one."""
    two_words = _places(lines, _TWO_WORDS)
    one_word = _places(lines, _CAPITALISED) if two_words else {}
    for form, found in two_words.items():
        joined = form.replace(" ", "").capitalize()
        if joined in one_word:
            yield {form: found, joined: one_word[joined]}


def _letters(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Pair]:
    """Burdín and Burdin; Vlore and Durres beside Kuçovë, by the list of places that one tongue writes with its letters.

    In German the letters make plurals. At the start of a sentence a name cannot be told from a word, and before another
    name it may be that of somebody else: António Pires and Antonio Ruiz.
    """
    names = {name: found for name, found in _places(lines, _NAME).items() if name.istitle()}
    plain = {name: form for name in names if (form := _plain(name)) != name and form.isascii()}
    known = set()
    for name, form in () if nouns_have_capitals(tongue) else plain.items():
        if form in names and name not in known:
            known |= {name, form}
            shown = f"“{name}” ({len(names[name])}) and “{form}” ({len(names[form])})"
            yield _Pair(shown, names[form][0], names[name][0], "name")
    for rare, often in () if nouns_have_capitals(tongue) else _misspelled(names):
        shown = f"“{often}” ({len(names[often])}) and “{rare}” (1)"
        yield _Pair(shown, names[rare][0], names[often][0], "name")
    for listed in word_list("lettered-places", "mul"):
        lettered = listed.split()
        with_letters = [place for place in lettered if place in names]
        without = [form for place in lettered if (form := _plain(place)) in names and form not in known]
        if with_letters and without:
            one, other = (" and ".join(f"“{name}”" for name in found) for found in (with_letters, without))
            yield _Pair(
                f"{one} with the letters of the tongue and {other} without",
                names[without[0]][0],
                names[with_letters[0]][0],
                "name",
            )


def _misspelled(names: _Forms) -> Iterator[tuple[str, str]]:
    """Phlippines, once, beside Philippines: a long name with a letter more, fewer or another inside, and no ending."""
    often = [name for name, found in names.items() if len(name) >= _LONG and len(found) >= _KNOWN]
    once = [name for name, found in names.items() if len(name) >= _LONG - 1 and len(found) == 1]
    near = [
        (rare, name)
        for rare in once
        for name in often
        if rare[0] == name[0] and rare[-3:] == name[-3:] and abs(len(rare) - len(name)) <= 1
    ]
    if near:
        from rapidfuzz.distance import OSA  # loaded only where a paper has such names

        yield from (pair for pair in near if OSA.distance(*pair) == 1)


_LONG, _KNOWN = 9, 4


def _plain(name: str) -> str:
    return without_marks(name.translate(_STROKES))


_STROKES = str.maketrans("łŁøØđĐı", "lLoOdDi")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ](?<=[^.!?…:”»)] .)[^\W\d_]{3,}(?![\w-]|\s\w\.|\s[^\W\d_a-zß-öø-ÿ])")


def _units(lines: list[tuple[Line, str]], _tongue: str) -> Iterator[_Forms]:
    """5 million USD and 3 million dollars: amounts of one currency under two names."""
    for code, _, words in (line.partition(": ") for line in word_list("currencies", "mul")):
        amount = rf"(?<=\d\s)(?:(?i:{either(everywhere('powers'))})\s)?"
        named = either(words.split())
        by_code = _places(lines, re.compile(rf"{amount}{code}(?!\w)|(?<!\w){code}(?=\s?\d)"), code)
        by_name = _places(lines, re.compile(rf"{amount}{named}(?!\w)")) if by_code else {}
        if by_name and by_code:
            ways = {code: by_code, next(iter(by_name)).split()[-1]: by_name}
            yield {form: [line for found in places.values() for line in found] for form, places in ways.items()}


def _amounts(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Forms]:
    """5 million and three million: small numbers of millions in figures and in words, inside of sentences."""
    if not has_words(["powers", "how-many"], tongue):
        return
    powers = [power for power in word_list("powers", tongue) if power.isalpha() and len(power) > _SHORT_POWER]
    lines = [(line, text) for line, text in lines if any(power in text.lower() for power in powers)]
    million = rf"\s(?i:{either(powers)})(?!\w)"
    in_words = _places(lines, re.compile(rf"(?<![\w-])({any_of('how-many', tongue)}){million}"))
    figures = _places(lines, re.compile(rf"(?<![\w.,-])([2-9]){million}"))
    if in_words and figures:
        yield {
            f"{next(iter(way))} {powers[0]}": [x for found in way.values() for x in found]
            for way in (figures, in_words)
        }


_SHORT_POWER = 4


def _places(lines: list[tuple[Line, str]], form: re.Pattern[str], needed: str = "") -> dict[str, list[Line]]:
    """Where each form stands that the pattern finds, or its one group, in order; `needed` is in all that it finds."""
    places: dict[str, list[Line]] = {}
    for line, text in lines:
        if needed not in text:
            continue
        for found in dict.fromkeys(form.findall(text)):
            places.setdefault(found, []).append(line)
    return places


# "northern Europe" is a part of Europe and no name
_SMALL_FIRST = re.compile(r"(?<=[a-z,] )([a-z]{4,} [A-Z][a-z]{3,})(?![\w-]|['’]s|\s[A-Z])")
_LARGE_FIRST = re.compile(r"([A-Z](?<=[a-z,] .)[a-z]{3,}[ -][A-Z][a-z]{3,})(?![\w-])")
_UNDOTTED_NAME = re.compile(r"[A-Z](?<![\w.-].)[A-Z]{2,5}(?![\w.-])")
_HALF = re.compile(r"[A-Z](?<![\w.-].)[A-Z]{1,4} [A-Z][a-z]{3,}(?![\w-])")
_CAPITALISED = re.compile(r"[A-Z](?<![\w.-].)[a-z]{5,}(?![\w-])")
_TWO_WORDS = re.compile(r"(?<![\w-])(?=([A-Z][a-z]{2,} [A-Z][a-z]{2,})(?![\w-]))")


def _capitals(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Forms]:
    """Cold War and cold war, inside of sentences, where neither is part of a longer name."""
    if nouns_have_capitals(tongue):  # there adjectives have them only in names
        return
    names: dict[str, list[Line]] = {}
    for line, text in lines:
        for match in _TWO_CAPITALS.finditer(text):
            names.setdefault(match[1], []).append(line)
    often = {name: found for name, found in names.items() if len(found) >= _BOTH_COMMON}
    if not often:
        return
    small = {name.lower(): name for name in often}
    written = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, small))})(?![\w-])")
    plain: dict[str, list[Line]] = {}
    for line, text in lines:
        for form in set(written.findall(text)):
            plain.setdefault(form, []).append(line)
    for form, found in plain.items():
        name = often[small[form]]
        fewer = min(len(name), len(found))
        if fewer >= max(_BOTH_COMMON, _LEAST_SHARE * (len(name) + len(found))):
            yield {small[form]: name, form: found}


def _first_capitals(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Forms]:
    """Euro Atlantic and euro Atlantic, Central Asia and central Asia: the first word of a name, with and without."""
    if tongue != "en":
        return
    small = _places(lines, _SMALL_FIRST)
    large = _places(lines, _LARGE_FIRST) if small else {}
    for form, found in small.items():
        if form.split()[0] in word_list("never-doubled", tongue):  # with Python
            continue
        for name in (form[0].upper() + form[1:], f"{form[0].upper()}{form[1:]}".replace(" ", "-")):
            if name in large:
                yield {name: large[name], form: found}
                break


def _adjectives(lines: list[tuple[Line, str]], tongue: str) -> Iterator[_Forms]:
    """Communist regimes and communist governments: adjectives of creeds and quarters, before small letters."""
    if "creed" not in lists_of(tongue, "patterns"):
        return
    creed = pattern("creed", tongue).pattern
    within = r"(?<=[a-z,] )(?<![A-Z] )({})(?= [a-z])"
    large = _places(lines, re.compile(within.format(f"(?=[A-Z])(?i:{creed})")))
    small = _places(lines, re.compile(within.format(creed))) if large else {}
    for form, found in large.items():
        if form.lower() in small:
            yield {form: found, form.lower(): small[form.lower()]}


_VOWELS = "aeiou"


def _combining_forms(lines: list[tuple[Line, str]], _tongue: str) -> Iterator[_Forms]:
    """Geopolitical and geo-cultural: what a paper puts before words that it also has alone, joined and hyphenated."""
    before = either(word_list("combining", "mul"))

    def formed(between: str) -> dict[str, list[Line]]:
        return _places(lines, re.compile(rf"(?<![\w-])({before}{between}[a-z]{{6,}})(?![\w-])"), between)

    hyphenated = formed("-")
    joined = formed("") if hyphenated else {}
    if not joined:
        return
    alone = {word for _, text in lines for word in _WORD.findall(text)}
    first = re.compile(before)
    for form, found in hyphenated.items():
        beginning, end = form.split("-")
        like = next((w for w in joined if w.startswith(beginning) and first.sub("", w, count=1) in alone), None)
        if like and beginning[-1] in _VOWELS and end[0] in _VOWELS and like[len(beginning)] not in _VOWELS:
            continue  # eco-evolutionary beside ecosystem: the hyphen parts two vowels
        if like:
            yield {like: joined[like], form: found}
            return


def _hyphens(lines: list[tuple[Line, str]], _tongue: str) -> Iterator[_Forms]:
    """Co-operation and cooperation. On a page a hyphen may be that of the end of a line."""
    hyphenated: dict[str, list[Line]] = {}
    for line, text in lines:
        for match in _HYPHENATED.finditer(text):
            if match[1] not in _MEANS_TWO_THINGS:
                hyphenated.setdefault(match[0], []).append(line)
    joined = {form.replace("-", ""): form for form, found in hyphenated.items() if len(found) >= _OFTEN}
    places: dict[str, list[Line]] = {}
    for line, text in lines:
        for word in set(_WORD.findall(text)) & joined.keys():
            places.setdefault(word, []).append(line)
    for word, found in places.items():
        if len(found) >= _OFTEN:
            yield {joined[word]: hyphenated[joined[word]], word: found}
