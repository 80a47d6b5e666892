"""Reads the list of names at the head of a reference, in whatever order and punctuation its style has.

Four layouts are known: ``Doe, J. A.`` (APA, Harvard), ``J. A. Doe`` (IEEE), ``Doe JA`` (Vancouver), and names in full,
turned round (``Doe, Jane``: MLA, Chicago bibliography; ``DOE Jane``) or not (``Jane Doe``: notes, ACM). Where names in
full could as well be the first words of a title, what follows them decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.words import any_of, capitals, word_lists

_MOST_NAMES = 200
# No given name, in whatever tongue; a family name only before a comma: "Der Derian, James".
_ARTICLES = ("Der ", "Die ", "Das ", "The ")


@dataclass(frozen=True, slots=True)
class Names:
    """Names in the order given, ``Family, Given``; where they end in the text; how sure it is that they are names.

    `layout` is one of ``initials-last``, ``initials-first``, ``compact``, ``inverted``, ``capitals``, ``direct``,
    ``body``.
    """

    names: tuple[str, ...]
    end: int
    layout: str
    certainty: float
    editors: bool = False
    others: bool = False


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The patterns, compiled once. A name has at most four words a part, so that no pattern can run away."""
    capital = f"[{capitals()}]"
    rest = r"[^\W\d_]|[’'ʼ�`]"
    # The class of capitals is dear to compile: where a hint is enough, all that is no plain small letter will do.
    capital_like = r"(?:[^\W\d_a-zß-öø-ÿ]|\ufffd)"
    word = rf"(?:[dDlLO]['’])?{capital}(?:{rest}|\.(?=-{capital_like}))*(?:[-‐‑](?:{rest})+)*"
    particle = any_of("particles")
    short_particle = rf"(?:{any_of('short_particles')})\."
    family = rf"(?:(?i:{particle})[\s-])*{word}(?:[\s](?:{particle}\s)*{word}){{0,3}}"
    initial = rf"(?:Yu|Ch|Th|Ph|Zh|Sh|Kh|Ya|Dz|Iu|Ia|Gy|Cs|Sz|Zs|Ju|Chr|{capital})\."
    initials = rf"{initial}(?:[\s-]{{0,2}}{initial}){{0,4}}"
    suffix = r"(?:,?\s(?:Jr|Sr|II|III|IV)\b\.?)?"
    joiner = any_of("joiners")
    years = r"(?:1[4-9]|20)\d\d[a-z]?"
    in_full = rf"(?!{capital}\.){word}"
    loud = rf"(?:[DLO]['’])?{capital}{{2,}}(?![^\W\d_])"
    given = (
        rf"(?:{initial}\s)?{in_full}(?:\s{in_full}){{0,2}}(?:\s{initials}|\s{capital}(?![\w.]))?"
        rf"(?:\s{particle}(?=[,.;:\s]))?"
    )
    direct_word = rf"(?:{initials}|{word})"
    roles = rf"(?i:{any_of('editor_marks')})"
    before = r"[^,;:()\d\"“”]*"  # what no family name has in it
    return Grammar(
        initials_last=pattern(
            rf"(?P<family>(?:{initial}\s)?{family}(?:(?<=\s[JS]r)\.)?),\s?(?P<given>{initials}"
            rf"(?:\s?{capital}(?=,|\sand\b|\s&|\s\())?(?:\s(?!{joiner}\s{capital})(?:{particle}(?=\s)|(?i:{particle})(?=[,.;(&]))){{0,2}}{suffix})",
            form=rf"[^,]*,\s?{capital_like}[^\W\d_]{{0,2}}\.",
        ),
        initials_first=pattern(
            rf"(?P<given>{initials}(?:\s{word}(?=\s{particle}\s))?)\s?(?P<family>(?:{short_particle}\s){{0,2}}{family}{suffix})(?=[,.;:(/]|\s|$)"
        ),
        compact=pattern(
            rf"(?P<family>{family})\s(?P<given>{initial}(?:[\s-]?{initial}){{1,3}}"
            rf"(?=[,;:(/]|\s(?i:et al|and\b|&|\()|\s{capital}|$)"
            rf"|{capital}{{1,3}}(?:-{capital})?(?=[,.;:/]|\s(?i:et al|and|&|\()|$))",
            form=rf"{before}\s{capital_like}{{1,3}}(?:[-.]\s?{capital_like})?(?=[,.;:/]|\s(?i:et al|and|&|\()|$)",
        ),
        # one among names in APA whose comma or last full stop was left out: "Neal R. M.,", "Gilder, S.A and"
        loose=pattern(
            rf"(?P<family>{family})(?:,\s?|\s)(?P<given>{initials}|(?:{initial})?{capital})(?=,|\s(?:{joiner})\s|\s\((?:1[4-9]|20)\d\d)"
        ),
        # "Ried, Anna, K.: Der Damm", "Moos Jr., Adam"
        inverted=pattern(
            rf"(?P<family>{family}(?:(?<=\s[JS]r)\.)?),\s(?P<given>{given}(?:,\s{initial}(?=:|\s\())?{suffix})"
        ),
        direct=pattern(
            rf"(?P<all>{direct_word}(?:\s(?:(?:{particle})\s)*{direct_word}){{1,4}}{suffix})(?=[,.;:(/]|\s|$)",
            form=r"[^\s,;:()]+\s",
        ),
        # KUNZ Otto, DE LA CRUZ Ana María, O'NEILL J.
        capitals_first=pattern(
            rf"(?P<family>{loud}(?:[\s-]{loud}){{0,3}})\s(?P<given>(?=[^,;/]*[^\W\d_A-ZÀ-ÖØ-Þ]){given}|{initials})"
            rf"(?=\s?[,.;:(/&]|\s{years}|\s{joiner}\s{loud}|$)",
            form=rf"(?:[DLO]['’])?{capital_like}{{2}}",
        ),
        single=pattern(rf"{word}"),
        mononym=pattern(
            rf"(?:{'|'.join(map(re.escape, word_lists()['mononyms']))})(?=\.\s|,\s(?!and\s)[^.,()]+\s[^.,()]+[,(])"
        ),
        translated=pattern(rf"\.\s[^.]{{3,150}}\.\s(?i:{any_of('other_roles')})\s", hears=["other_roles"]),
        group=pattern(
            rf"(?:the\s)?{capital}[^,.;:()\[\]]{{2,80}}?\b(?i:{any_of('bodies.words')})(?=\.?\s\({years})", re.UNICODE
        ),
        given_in_brackets=pattern(
            rf"(?P<family>{family})\s\((?P<given>{given}|{initials})\)(?=[,.;:]|\s(?:et|&|and|y|e)\s)",
            form=rf"{before}\s\([^()\d]+\)(?=[,.;:]|\s(?:et|&|and|y|e)\s)",
        ),
        one_more_given=pattern(
            rf"\s(?P<more>{word})(?=(?:,\s{word}(?:\s{word}|\s{capital}\.){{1,3}}){{0,6}},?\s{joiner}\s{capital}|\.\s(?:[\"“«„‘']|\(?{years})|,\s"
            rf"(?i:{any_of('editor_marks')})\b|\s\({years})"
        ),
        word=lambda: word,
        separator=pattern(
            rf"\s?(?P<mark>[,;/]|\.(?=,|\s(?:{joiner})\s))?,?\s?(?P<joiner>(?<![^\s,;/]){joiner}\s)?", re.IGNORECASE
        ),
        others=pattern(rf"\s?[,;]?\s?(?:&\s|and\s)?(?:\(?{any_of('others')}\b\.?|…|\.\s?\.\s?\.)\)?", re.IGNORECASE),
        gap=pattern(r"\s?,?\s?(?:…|\.\s?\.\s?\.)\s?(?:&\s)?"),
        role_ahead=pattern(rf"[^“”\"\d]{{3,200}}?[\s(]{roles}\.?[),:]"),
        # "Schmidt, Der Damm": without stop or bracket a word that editors go by may be the first of the title
        role=pattern(rf"\s?,?\s?[(\[]?{roles}\.?\s?[)\]]?(?:(?=[.,:;]|$)|(?<=[.)\]])(?=\s))[.,:]?(?:\s?\))?"),
        # "Anna Ried: Der Damm, in: …", ": Der Damm, Bern 1990": a title with a subtitle ends so less often
        headed=pattern(
            rf":\s.{{3,300}}?(?:[,.?!]\s(?i:{any_of('inside')}):\s|[,.]\s{capital}[\w/’'-]*(?:\s[\w/’'().-]+){{0,3}},?\s{years}"
            rf"(?:[,.]\s(?i:{any_of('pages')})\.?\s?\d[^.]{{0,40}})?\.?\s*\Z)"
        ),
        edited_next=pattern(
            rf"\.\s(?i:{any_of('editor_marks', 'other_roles')})\.?\s(?:by\s)?{capital}[\w.’'-]*\s{capital}"
        ),
        edited_body=pattern(
            rf"(?P<name>{capital}[^()\[\]\"“„«;.]{{1,100}}?|[a-z]{{2,6}}(?=\s\()),?\s?[(\[]\s?{roles}\.?(?:\s?[u&]\.?\s?\w+\.?)?\s?[)\]][.,:]?",
            hears=["editor_marks"],
        ),
        joined=pattern(rf",?\s{joiner}\s(?={capital})"),
        year=pattern(rf"\s?[.,]?\s?[(\[]?\s?(?:{years}|(?i:{any_of('undated', 'unpublished')}))\b"),
        place_cited=pattern(rf"(?i:{any_of('pages', 'margins')})\.\s\d"),
        quote=pattern(r"\s?[.,:]?\s?(?:[\"“”„«»‘‚]|''|``|['’](?=\w))"),
        particle=pattern(rf"(?:{particle})\Z"),
        initials=pattern(rf"{initials}"),
        body=pattern(rf"(?<!\w)(?:{'|'.join(map(re.escape, word_lists()['bodies.words']))})(?!\w)", re.IGNORECASE),
        imprint=pattern(
            rf"\s?[.,]\s[^.:;]{{2,60}}(?:[:,]\s[^.:;,]{{2,60}}[,.]?\s?)?{years}[.)]?\s*\Z",
            form=rf"(?s:.*){years}[.)]?\s*\Z",
        ),
    )


def read_names(text: str, *, role_expected: bool = False) -> Names | None:
    """The names that `text` begins with, or None where it begins with something else.

    With `role_expected` (after "In") they count only when a word for editors follows them.
    """
    known = grammar()
    if match := known.mononym.match(text):
        return Names((match.group(0),), match.end(), "direct", 0.85)
    first = _first_name(text, strict=not role_expected or known.role_ahead.match(text) is not None)
    if first is None:
        return _edited_body(text) or (None if role_expected else _body(text))
    names, end, layout, certainty = [first[0]], first[1], first[2], first[3]
    committed = (1, end)
    joined = False
    while len(names) < _MOST_NAMES:
        if match := known.others.match(text, end):
            # "Keel, T., … Whelan, C.": the names go on after the gap
            last = _next_name(text, gap.end(), layout, True) if (gap := known.gap.match(text, end)) else None
            if last:
                return _with_role(text, Names((*names, last[0]), last[1], layout, certainty, others=True))
            return _with_role(text, Names(tuple(names), match.end(), layout, certainty, others=True))
        separator = known.separator.match(text, end)
        if separator is None or not separator.group(0).strip() or joined:
            break
        found = _next_name(text, separator.end(), layout, bool(separator.group("joiner")))
        if found is None and separator.group("joiner") and (match := known.group.match(text, separator.end())):
            found = match.group(0), match.end()
        if found is None:
            break
        names.append(found[0])
        turned = "," in text[separator.end() : found[1]]
        end = found[1]
        joined = bool(separator.group("joiner")) and layout in ("direct", "inverted")
        # Names in full with nothing but commas between them could be title and journal: only a final "and" makes sure.
        listed = layout not in ("direct", "inverted") or (layout == "inverted" and turned)
        if joined or listed or separator.group("mark") in (";", "/"):
            committed = (len(names), end)
    closed = (known.year.match(text, end) and text[end:].lstrip()[:1] != ",") or known.role.match(text, end)
    if committed[0] < len(names) and (closed or (layout == "inverted" and text[end : end + 1] == ".")):
        committed = (len(names), end)
    result = _with_role(text, Names(tuple(names[: committed[0]]), committed[1], layout, certainty))
    if not result.editors and (role_expected or layout == "direct") and (body := _edited_body(text)):
        return body
    return result if result.editors or not role_expected else None


def _edited_body(text: str) -> Names | None:
    """An organisation that edited something: `Institut für Ufer (Hg.), …`."""
    match = grammar().edited_body.match(text)
    if match is None or ", " in match["name"] or re.search(r"\d{4}", match["name"]):
        return None
    return Names((match["name"].strip(),), match.end(), "body", 0.75, editors=True)


def _with_role(text: str, names: Names) -> Names:
    """Adds the role that stands after the names, `(Eds.)` or `, editor.`."""
    match = grammar().role.match(text, names.end)
    if match is None or (match.group(0).strip(" .") and text[names.end : match.end()].strip()[:1].isalpha()):
        return names
    return Names(names.names, match.end(), names.layout, names.certainty, True, names.others)


def _first_name(text: str, *, strict: bool) -> tuple[str, int, str, float] | None:
    known = grammar()
    if (
        "." in text[:4]
        and (match := known.initials_first.match(text))
        and _ends_a_name(text, match.end())
        and not _is_middle_named(text, match)
    ):
        return _turned(match), match.end(), "initials-first", 0.95
    if (
        (match := known.initials_last.match(text))
        and not known.initials.match(text)
        and not known.place_cited.match(text, match.start("given"))  # "NAP, S. 68–71"
    ):
        if longer := known.one_more_given.match(text, match.end()):
            return f"{_turned(match)} {longer.group('more')}", longer.end("more"), "inverted", 0.9
        return _turned(match), match.end(), "initials-last", 0.97
    if (match := known.given_in_brackets.match(text)) and not (
        match.group("given").isupper() and len(match.group("given").replace(".", "")) > 1
    ):  # not the short name of a body
        return _turned(match), match.end(), "inverted", 0.9
    if (
        (match := known.compact.match(text))
        and not known.body.search(match.group(0))
        and not _middle_initial(text, match)
    ):
        return _turned(match), match.end(), "compact", 0.93
    if (match := known.capitals_first.match(text)) and _is_in_capitals(text, match):
        return _turned(match), match.end(), "capitals", 0.9
    if (match := known.inverted.match(text)) and _is_inverted(text, match):
        return _turned(match), match.end(), "inverted", 0.93
    if match := known.direct.match(text):
        end = match.end()
        candidate = match.group("all")
        if not _is_no_person(candidate) and (certainty := _direct_certainty(text, end, candidate, strict=strict)):
            return turn_round(candidate), end, "direct", certainty
    match = known.single.match(text)
    if match and text.startswith((". “", '. "', ". „"), match.end()) and not known.body.search(match.group(0)):
        return match.group(0), match.end(), "direct", 0.7  # Tantric. “The Chain.”
    if match and known.translated.match(text, match.end()) and not known.body.search(match.group(0)):
        return match.group(0), match.end(), "direct", 0.6
    if match and (known.role.match(text, match.end()) or known.joined.match(text, match.end())):
        role = known.role.match(text, match.end())
        if role and text[match.end() : role.end()].strip()[:1] in ",(":
            return match.group(0), match.end(), "inverted", 0.5
    return None


def _is_no_person(candidate: str) -> bool:
    """Whether words in direct order hold a word for a body, begin with an article (`Der Spiegel`), end in the initials
    of a body (`Mitteilung der F.D.P.`) or are counted (`Mitteilung Nr.`), as no person's name does.
    """
    known = grammar()
    *before, last = candidate.split()
    counts = word_lists()["issue"] | word_lists()["volume"]
    return (
        known.body.search(candidate) is not None
        or candidate.startswith(_ARTICLES)
        or (
            known.initials.fullmatch(last) is not None
            and last.count(".") > 1
            and before[-1:] != []
            and before[-1].islower()
        )
        or (len(last) > 1 and last.rstrip(".").casefold() in counts)
    )


def _is_in_capitals(text: str, match: re.Match[str]) -> bool:
    """Whether `KUNZ Otto` is a family name in capitals and no body: the year, a title or one more such name follows."""
    known = grammar()
    end = match.end()
    if known.body.search(match.group(0)):
        return False
    separator = known.separator.match(text, end)
    more = separator and separator.group(0).strip() and known.capitals_first.match(text, separator.end())
    return bool(
        more
        or text[end : end + 2] == ". "
        or known.year.match(text, end)
        or known.quote.match(text, end)
        or known.role.match(text, end)
    )


def _is_middle_named(text: str, match: re.Match[str]) -> bool:
    """Whether `F. Stephen Larrabee` is one initial, a given name and a family name, and not two family names.

    In a list whose names all have their given names as initials it is two family names.
    """
    known = grammar()
    family = match.group("family").split()
    if (
        len(match.group("given").rstrip(".").split(".")) > 1
        or len([w for w in family if not known.particle.match(w)]) < 2
    ):
        return False
    separator = known.separator.match(text, match.end())
    return not (separator and separator.group(0).strip() and known.initials_first.match(text, separator.end()))


def _middle_initial(text: str, match: re.Match[str]) -> bool:
    """Whether `Doe J` is the beginning of `Doe J. Something`, a name in direct order."""
    known = grammar()
    if "а" <= text[:1].casefold() <= "я":
        return False  # in Cyrillic letters initials stand behind the family name: "Петров И. И. Реки"
    whole = known.direct.match(text)
    if whole is None or whole.end() <= match.end() + 1:
        return False
    return _direct_certainty(text, whole.end(), whole.group("all"), strict=True) > 0.5


def _ends_a_name(text: str, end: int) -> bool:
    """Whether a name can end here: before punctuation, a joining word or the end, but not inside a title."""
    known = grammar()
    return (
        not text[end:].strip()
        or text[end:].lstrip()[0] in ',.;:([/"“„«'
        or bool(known.joined.match(text, end) or known.others.match(text, end) or known.year.match(text, end))
    )


def _is_inverted(text: str, match: re.Match[str]) -> bool:
    """Whether `A, B` is a name turned round and not a name and the title after it."""
    known = grammar()
    end = match.end()
    follows = text[end:]
    family = re.sub(r"\s[JS]r\.?\Z", "", match.group("family"))
    if known.body.search(family) and len(family.split()) > 1:
        return False
    loud = family.isupper() and " " in family and not match.group("given").isupper()
    if loud and _is_one_given_name(match) and not re.match(r"\s[^\W\d_A-Z]{4}", follows):
        return True  # "GARCÍA SANZ, Ángel: Desarrollo"
    if known.body.search(match.group(0)) and not known.year.match(text, end):
        return False
    if known.role.match(text, end) or known.year.match(text, end):
        return True
    if known.quote.match(text, end):  # "Stefan Berger, Die „Aktion“"
        return not _is_note_title(family) or follows[:1] in (".", ",", ":")
    if follows.lstrip()[:1] in (";", "/"):
        return True
    if follows[:1] == ":":
        return not _is_note_title(family)
    if known.others.match(text, end):
        return True
    if joined := known.joined.match(text, end):
        if _is_note_title(family):
            return follows[0] == "," and _is_one_given_name(match) and _closes_with_a_name(text, joined.end())
        return bool(re.match(known.word, text[joined.end() :]))
    if not follows.strip() or follows[0] == "." or match.group("given").endswith("."):
        return not _is_note_title(family) or (_is_one_given_name(match) and _has_a_title_of_its_own(follows))
    if follows.startswith(", "):
        if _is_note_title(family):
            return False
        return (
            bool(known.direct.match(text, end + 2) or known.inverted.match(text, end + 2))
            # "Debussy, Claude, Pelléas et Mélisande (New York, 1985)"
            or (" " not in family and _is_one_given_name(match) and bool(re.search(rf"{_YEAR}\D{{0,30}}\Z", follows)))
        )
    return False


def _is_one_given_name(match: re.Match[str]) -> bool:
    """`Pauline` or `Gabriel J.`: a title of a single word is rarer than a given name."""
    return len([word for word in match.group("given").split() if not word.endswith(".")]) == 1


def _closes_with_a_name(text: str, at: int) -> bool:
    """Whether the list of names ends with a whole name, as in `Jones Luong, Pauline, and Erika Weinthal. Title`."""
    known = grammar()
    match = known.direct.match(text, at)
    return bool(match and (text.startswith(". ", match.end()) or known.year.match(text, match.end())))


def _has_a_title_of_its_own(follows: str) -> bool:
    """Whether title and imprint stand behind `García Márquez, Gabriel.`, and not the imprint alone."""
    text = follows.lstrip(" .")
    if text[:1] in '"“«„‘':
        return True
    return bool(re.match(r"[^.:,]{2,160}[^.:,\s](?::\s[^.:,]{2,160})?[.?!]\s", text)) and not re.match(
        rf"[^.:]{{2,60}}:\s[^.:]{{2,60}},\s{_YEAR}", text
    )


def _is_title_and_town(text: str, match: re.Match[str]) -> bool:
    """`Ports, Paris` before `, Quai, 2009`: a title of one word and where it came out."""
    imprint = re.match(rf",\s[^,:;()]{{2,60}},\s{_YEAR}(?!\d)", text[match.end() :])
    return imprint is not None and match.group("given") in word_lists()["places"]


def _is_note_title(family: str) -> bool:
    """Two capitalised words before the comma are more likely a name in direct order than a family name."""
    known = grammar()
    parts = family.split()
    return len([p for p in parts if not known.particle.match(p.lower())]) > 1


def _direct_certainty(text: str, end: int, candidate: str, *, strict: bool) -> float:
    """How sure it is that capitalised words are a name; 0 where they are rather a title."""
    known = grammar()
    words = candidate.split()
    if known.edited_next.match(text, end):  # "Ghost Stories. Ed. Ann Ried"
        return 0.0
    if known.role.match(text, end):
        return 0.9
    if known.year.match(text, end):
        return 0.9 if sum(not known.particle.match(word) for word in words) <= 4 else 0.5
    if known.quote.match(text, end) or known.others.match(text, end):
        return 0.88
    if joined := known.joined.match(text, end):
        after = known.direct.match(text, joined.end())
        ends = after and (
            text[after.end() :].lstrip()[:1] in (",", ".", "(", "") or known.year.match(text, after.end())
        )
        return 0.85 if ends else 0.0
    follows = text[end:]
    if (slash := re.match(r"\s?/\s?", follows)) and known.direct.match(text, end + slash.end()):
        return 0.85
    if not strict:
        return 0.0
    initialled = any(known.initials.fullmatch(word) for word in words[:-1])  # "Ann V. Moss" is no title
    if follows.startswith(",") and len(words) <= 5:
        return 0.8 if initialled or not known.imprint.match(text, end) else 0.3 if len(words) < 5 else 0.0
    if initialled and len(words) <= 4 and (follows.startswith(".") or known.headed.match(follows)):
        return 0.8
    if follows.startswith(": ") and 2 <= len(words) <= 3 and known.headed.match(follows):
        return 0.6
    if follows.startswith(".") and len(words) <= 3 and not known.imprint.match(text, end):
        return 0.5
    return 0.0


def _next_name(text: str, at: int, layout: str, joined: bool) -> tuple[str, int] | None:
    known = grammar()
    order = {
        "initials-last": ("initials_last", "initials_first"),
        "initials-first": ("initials_first", "initials_last"),
        "compact": ("compact", "initials_last"),
        "capitals": ("capitals_first",),
    }.get(layout)
    if order:
        for form in order:
            if match := getattr(known, form).match(text, at):
                if form == "initials_first" and not _ends_a_name(text, match.end()):
                    continue
                if form == "initials_last" and _stands_before(text, match):
                    continue
                return _turned(match), match.end()
        if layout == "initials-last" and (match := known.loose.match(text, at)):
            return _turned(match), match.end()
        if (
            layout == "initials-last"
            and (match := known.inverted.match(text, at))
            and not _is_note_title(match.group("family"))
            and _names_go_on(text, match.end())
        ):
            return _turned(match), match.end()
        if (
            layout not in ("compact", "capitals")
            and joined
            and (match := known.direct.match(text, at))
            and _ends_a_name(text, match.end())
        ):
            return turn_round(match.group("all")), match.end()
        return None
    if layout == "inverted" and (match := known.given_in_brackets.match(text, at)):
        return _turned(match), match.end()
    inverted, direct = known.inverted.match(text, at), known.direct.match(text, at)
    if (
        layout == "inverted"
        and inverted
        and not _is_note_title(inverted.group("family"))
        and _ends_a_name(text, inverted.end())
        and not _is_title_and_town(text, inverted)
    ):
        return _turned(inverted), inverted.end()
    if layout == "inverted" and (match := known.initials_last.match(text, at)):
        return _turned(match), match.end()
    if direct and _ends_a_name(text, direct.end()) and not known.body.search(direct.group(0)):
        return turn_round(direct.group("all")), direct.end()
    if joined and (match := known.single.match(text, at)) and known.role.match(text, match.end()):
        return match.group(0), match.end()
    return None


def _stands_before(text: str, match: re.Match[str]) -> bool:
    """Whether `G. Schuh, W.` is a name with its initial before it and the initial of the next: only the first of a
    list may be turned round (`Weir, H. A., G. Schuh, W. Moe and A. Reed`).
    """
    known = grammar()
    return bool(known.initials.match(match["family"]) and known.initials_first.match(text, match.start("given")))


def _names_go_on(text: str, end: int) -> bool:
    """Whether a name in full among names with initials is followed by another of these, or by the year in brackets."""
    known = grammar()
    if re.match(rf"[.,]?\s?\({_YEAR}", text[end : end + 10]):
        return True
    separator = known.separator.match(text, end)
    return bool(separator and separator.group(0).strip() and known.initials_last.match(text, separator.end()))


def _turned(match: re.Match[str]) -> str:
    return f"{match.group('family').strip()}, {match.group('given').strip()}"


def turn_round(name: str) -> str:
    """``Family, Given`` from a name in direct order: all after the initials, or the last word with its particles."""
    known = grammar()
    suffix = re.search(r",?\s(Jr|Sr|II|III|IV)\b\.?$", name)
    core = name[: suffix.start()] if suffix else name
    parts = core.split()
    if len(parts) < 2:
        return name
    cut = len(parts) - 1
    initials = [i for i, part in enumerate(parts[:-1]) if known.initials.fullmatch(part)]
    if initials and initials[-1] > 0:
        cut = initials[-1] + 1
    while cut > 1 and known.particle.match(parts[cut - 1].lower()) and parts[cut - 1][0].islower():
        cut -= 1
    family, given = " ".join(parts[cut:]), " ".join(parts[:cut])
    return f"{family}, {given}" + (suffix.group(0) if suffix else "")


def _body(text: str) -> Names | None:
    """An organisation as author: what stands before the year in brackets, or a name with a word for a body in it."""
    known = grammar()
    # INEP. História; NAP, S. 68–71
    if (loud := re.match(rf"[{capitals()}]{{3,12}}(?=(?:\.\s[{capitals()}\"“]|,\s))", text)) and (
        text[loud.end()] == "." or known.place_cited.match(text, loud.end() + 2)
    ):
        return Names((loud[0],), loud.end(), "body", 0.6)
    match = re.match(
        (
            rf"(?P<name>[^()\[\]\"“«:;]{{2,100}}?(?P<aside>\s[(\[][^()\[\]\d]{{2,120}}[)\]])?)"
            rf"(?P<end>,?\.?\s?(?=\((?:{_YEAR}|n\.d)|\[(?:{_YEAR}))|[.,]\s(?=(?:{_YEAR})[a-z]?[.,:]\s)"
            rf"|\s(?={_YEAR}[a-z]?:\s))"
        ),
        text,
    )
    if (
        match
        and len(match.group("name").split()) <= 14
        and ". " not in re.sub(_STATE, "", match["name"])
        and not re.match(rf"[\s,.]*\({_YEAR}[-–]{_YEAR}\).*(?<!\d){_YEAR}(?!\d)", text[match.end("name") :])
    ):  # "Il molo e la città (1840-1880), …, Bern 2019" has its time in its title
        name = match.group("name").strip(" .,")
        if match["aside"] and known.role.fullmatch(match["aside"]):
            return Names((name[: -len(match["aside"])],), match.end("name"), "body", 0.7, editors=True)
        first, comma, more = name.partition(", ")
        if ", " in more and not known.body.search(name):
            return None  # "Ried, Grundfragen der Enteignung, DVBl. 1988"
        if comma and known.body.search(first):
            return Names((first,), match.start("name") + len(first), "body", 0.7)
        certainty = 0.85 if known.body.search(name) else 0.6
        return Names((name,), match.end("name"), "body", certainty) if name and not name.isdigit() else None
    match = re.match(rf"(?P<name>(?:{_STATE})?[^()\[\]\"“«:;.,]{{3,100}})(?P<end>[.,:]\s|[.,]?$)", text)
    if (
        match
        and known.body.search(match.group("name"))
        and len(match.group("name").split()) <= 10
        and match.group("name")[0].isupper()
    ):
        cut_off = not text[match.end() :].strip()
        return Names((match.group("name").strip(),), match.end("name"), "body", 0.3 if cut_off else 0.5)
    return None


_YEAR = r"(?:1[4-9]|20)\d\d"
_STATE = r"\A(?:[A-Z]\.\s?){2,3}\s?(?=[A-Z][a-z])"  # U.S. Department of …
