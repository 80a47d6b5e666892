"""The words that carry sense (word lists by tongue) and the words that are words at all.

A change of a letter is bad printing where it leaves a non-word behind, and a change of wording where it leaves a
word. To know which, the matcher asks the tongue's ``sense.toml``, then the text itself, then the general word list that
the `pyspellchecker` package brings for a dozen tongues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice, pairwise

from argmap.ground.patterns import later
from argmap.ground.values import dataclass
from argmap.quotations.folding import LOST, fold
from argmap.quotations.misreading import JOINED_LETTERS
from argmap.quotations.tokens import Token
from argmap.tongues.known_words import general_words
from argmap.tongues.lists import lists_of

_WORD = re.compile(r"[^\W\d_]+")
# How often a short form must occur in the general list: it holds every two- and three-letter string of film subtitles.
_FREQUENT = 500
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOWER_WORD = re.compile(r"(?<![\w\ufffd])[a-zß-ɏ][^\W_]{3,}(?![\w\ufffd])")
_UNCAPITALISED = re.compile(r"(?<![^\W\d_])[a-zß-ÿ]+(?![^\W\d_])")
_ACCENTED = re.compile(r"[à-öø-ÿ]")
_LONGEST_SPEAKER = 6
_LONGEST_PHRASE = 4
# What words left out can do to those that are quoted.
DENIAL = "a negation"
REFUSAL = "a refusal or failure"
CONDITION = "a condition or exception"
SPEAKER = "whose saying it is"
# So many words tell whether a list is of the text's tongue.
_TOLD_BY = 400
# So many words broken at the ends of lines are the work of a printer.
_BROKEN = 3
_BROKEN_WORD = later(r"[-‐¬\u00ad](?<=[^\W\d_]{2}.)[ \t]*\r?\n[ \t]*[a-zß-ÿ]{2}")
_RARE = {1: 10**9, 2: 10**9, 3: 2_000}


_NAME = re.compile(r"[^\W\d_a-zß-ÿ][^\W\d_A-Z]{2,}\Z")
_ENDS = re.compile(r"[.!?:;…]|\n\s*\n|\f|\A\Z")  # of sentences; and where a text begins
_ELIDED = re.compile(r"(?:qu|[^\W\dnN])['’]([^\W\d_]{3,})", re.IGNORECASE)


def without_article(form: str, key: str) -> str:
    """The folded word without what is elided before it: *abstint* of *s'abstint*; a negation (*n'*) stays."""
    elided = _ELIDED.fullmatch(form)
    return fold(elided[1]) if elided else key


@dataclass(frozen=True)
class WordClass:
    """Words and phrases that do the same to a sentence, folded; `beginnings` stand for all words that begin so.

    `endings` stand for all words that end so, with two letters and more before: the Turkish *ödemezse*. `framed` stand
    for two words, a first one and all that end so: the Portuguese *se deixasse*.
    """

    words: frozenset[str]
    beginnings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    framed: tuple[tuple[str, str], ...] = ()

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return word in self.words or word.startswith(self.beginnings) or word[2:].endswith(self.endings)

    def found(self, words: Sequence[str]) -> tuple[int, int] | None:
        """Where the first word or phrase of the class stands among folded words: its first word and its end."""
        places = ((at, until) for at in range(len(words)) for until in range(at + 1, at + 1 + _LONGEST_PHRASE))
        return next(((a, b) for a, b in places if b <= len(words) and self._has(words[a:b])), None)

    def begins(self, words: Sequence[str]) -> bool:
        """The folded words begin with one of the class."""
        return any(self._has(words[:count]) for count in range(1, min(len(words), _LONGEST_PHRASE) + 1))

    def _has(self, words: Sequence[str]) -> bool:
        if len(words) == 1:
            return words[0] in self
        if len(words) == 2 and any(words[0] == one and words[1][1:].endswith(end) for one, end in self.framed):
            return True
        return "".join(words) in self.words


@dataclass(frozen=True)
class Lexicon:
    """The sense-bearing words of one language, folded."""

    language: str
    negations: frozenset[str]
    plain_negations: frozenset[str]
    negative_prefixes: tuple[str, ...]
    negative_suffixes: tuple[tuple[str, str], ...]
    negative_infixes: tuple[str, ...]
    negative_clitics: tuple[str, ...]
    denials: WordClass
    hollow: frozenset[str]
    refusals: WordClass
    conditions: WordClass
    conditions_ahead: frozenset[str]
    conditions_behind: frozenset[str]
    restrictions: WordClass
    restrictions_ahead: frozenset[str]
    limits_within: WordClass
    bounds: frozenset[str]
    unreal_moods: frozenset[str]
    comparators: frozenset[str]
    attributions: WordClass
    sayings: frozenset[str]
    saying_heads: WordClass
    own_voice: WordClass
    complementisers: frozenset[str]
    clause_openers: frozenset[str]
    modifier_openers: frozenset[str]
    behind_pronouns: frozenset[str]
    relatives: frozenset[str]
    coordinators: frozenset[str]
    partitives: frozenset[str]
    introducers: frozenset[str]
    certainties: WordClass
    truths: WordClass
    untruths: WordClass
    infinitive_marks: frozenset[str]
    achievements: WordClass
    gerund_marks: frozenset[str]
    gerund_endings: tuple[str, ...]
    views: frozenset[str]
    partial: frozenset[str]
    soft_phrases: frozenset[str]
    hedges: frozenset[str]
    degrees: frozenset[str]
    numerals: frozenset[str]
    case_bearing: frozenset[str]
    names: frozenset[str]
    short_words: frozenset[str]
    function_words: frozenset[str]
    endings: tuple[str, ...]
    opposites: Mapping[str, frozenset[str]]
    nouns_have_capitals: bool
    spellings: tuple[tuple[str, str], ...]
    opposed_beginnings: tuple[tuple[str, str], ...]

    @cached_property
    def sense_bearing(self) -> frozenset[str]:
        """All words of which a change is a change of sense."""
        return self.negations | self.hedges | self.degrees | self.numerals | self.names

    def hides(self, left_out: Sequence[str]) -> tuple[str, int, int] | None:
        """Why leaving out these folded words changes the sense of what is left; the words that do, first and end."""
        clause = bool(self.complementisers.intersection(left_out[-1:]))
        # "boasts that he | slew the king": the clause may have lost its first word
        clause |= bool(self.clause_openers.intersection(left_out[-2:-1]) and left_out[-1] in self.function_words)
        told = clause and not self.own_voice.found(left_out)
        said = self.saying_heads if told else WordClass(frozenset())
        left_out = self.without_hollow(left_out)
        classes = (
            (DENIAL, self.denials),
            (REFUSAL, self.refusals),
            (CONDITION, self.conditions),
            (SPEAKER, self.attributions),
            (SPEAKER, said),
        )
        return next(((what, *place) for what, listed in classes if (place := listed.found(left_out))), None)

    def but_names(self, words: Sequence[Token]) -> list[str]:
        """The folded words with blanks for names, in which no list hears a word of its own: Balkans, Stoppard.

        A name has a capital within a sentence, where the tongue's nouns have none.
        """
        bare = self.nouns_have_capitals
        return [
            without_article(word.form, word.key) if bare or not _NAME.match(word.form) or _ENDS.search(word.gap) else ""
            for word in words
        ]

    def without_hollow(self, words: Sequence[str]) -> list[str]:
        """The folded words with blanks for those that deny or condition nothing here: "no doubt", "if any"."""
        kept = list(words)
        for at in range(len(kept)):
            count = next(
                (count for count in range(_LONGEST_PHRASE, 1, -1) if "".join(kept[at : at + count]) in self.hollow), 0
            )
            if not count and kept[at] in self.plain_negations and kept[at + 1 : at + 2] and kept[at + 1].isdecimal():
                count = 1  # "no. 14"
            kept[at : at + count] = [""] * min(count, len(kept) - at)
        return kept

    def names_a_speaker(self, set_off: Sequence[str]) -> str:
        """The verb by which a few folded words between commas say whose saying it is; empty where they do not.

        "the paper alleged", "as the paper alleged", "claimed the paper"; but "it may be argued" says how sure it is.
        """
        words = self.without_hollow(set_off[1:] if self.introducers.intersection(set_off[:1]) else set_off)
        if len(words) > _LONGEST_SPEAKER or self.own_voice.found(words):
            return ""
        if any(w in self.hedges and w not in self.sayings for w in words):
            return ""
        said = next((w for w in (*words[:1], *words[-1:]) if w in self.sayings), "")
        return said or next((w for w in words if w in self.views), "")

    def softens(self, left_out: Sequence[str]) -> tuple[int, int] | None:
        """The hedge among folded words left out, or the words beside what is left that say of how many it holds.

        A clause that ends in "that" softens as well what depends on it, unless it says that this is so ("it is known
        that"). Given are the first word and the end.
        """
        size = len(left_out)
        places = [(at, at + 1) for at, word in enumerate(left_out) if word in self.hedges]
        places += [(at, at + count) for at in range(size) if (count := self.begins_soft(left_out[at:]))]
        beside = [*range(max(0, size - 3), size), 0] if size else []
        solid = self.without_hollow(left_out)
        places += [(at, at + 1) for at in beside if solid[at] in self.partial]
        if not places and (share := self._share(left_out)):
            places.append(share)
        if not places and size > 1 and self.depends(left_out):
            places.append((size - 2, size))
        return next(iter(places), None)

    def _share(self, words: Sequence[str]) -> tuple[int, int] | None:
        """Where the folded words say of how many of how many: "two of the eleven", "3 von 9"."""
        numbers = [at for at, word in enumerate(words) if word in self.numerals or word.isdigit()]
        return next(
            (
                (one, other + 1)
                for one, other in pairwise(numbers)
                if 1 < other - one < _LONGEST_PHRASE and words[one + 1] in self.partitives
            ),
            None,
        )

    def depends(self, words: Sequence[str]) -> bool:
        """The folded words end in a "that", and none before it says that what follows is so."""
        return bool(self.complementisers.intersection(words[-1:])) and not self.certainties.found(words[:-1])

    def begins_soft(self, words: Sequence[str]) -> int:
        """How many words the hedge or quantity of several words has with which the folded words begin; or 0."""
        counts = range(2, min(len(words), _LONGEST_PHRASE) + 1)
        return next((count for count in counts if "".join(words[:count]) in self.soft_phrases), 0)

    def opposed(self, one: str, other: str) -> bool:
        """The two words are opposites."""
        return other in self.opposites.get(one, ()) or self.begins_opposed(one, other)

    def begins_opposed(self, one: str, other: str) -> bool:
        """The two words differ in a beginning that turns the sense round: *importazione* and *esportazione*."""
        return any(
            x.startswith(a) and y.startswith(b) and x[len(a) :] == y[len(b) :] and len(x) > len(a) + 2
            for a, b in self.opposed_beginnings
            for x, y in ((one, other), (other, one))
        )

    def spelt_otherwise(self, one: str, other: str) -> bool:
        """The two are one word in two spellings: honour and honor, *Eigenthum* and *Eigentum*."""
        return any(
            len(word) > 5 and word.find(a) > 1 and word.replace(a, b, 1) == spelt
            for a, b in self.spellings
            for word, spelt in ((one, other), (other, one))
        )

    def negated(self, one: str, other: str) -> bool:
        """One word is the other with a negative prefix, suffix or syllable within."""
        short, long = sorted((one, other), key=len)
        if len(short) >= 4 and any(
            long == short[:at] + infix + short[at:]
            for infix in self.negative_infixes
            if len(infix) == len(long) - len(short)
            for at in range(2, len(short))
        ):
            return True
        if len(short) >= 3 and any(
            long == prefix + short for prefix in self.negative_prefixes if len(prefix) > 1 or len(short) >= 5
        ):
            return True
        return any(
            x.endswith(a) and y.endswith(b) and x[: len(x) - len(a)] == y[: len(y) - len(b)] and len(x) > len(a) + 1
            for a, b in self.negative_suffixes
            for x, y in ((one, other), (other, one))
        )


def word_class(listed: Sequence[str]) -> WordClass:
    """The words and phrases of a list; a star stands for any letters before or behind it."""
    framed = [word.split(" *") for word in listed if " *" in word]
    return WordClass(
        frozenset(fold(word) for word in listed if "*" not in word),
        tuple(fold(word) for word in listed if word.endswith("*")),
        tuple(fold(word) for word in listed if word.startswith("*")),
        tuple((fold(one), fold(end)) for one, end in framed),
    )


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """The sense-bearing words of a language; none where there is no file for it."""
    raw = lists_of(language, "sense")

    def words(*names: str) -> frozenset[str]:
        return frozenset(fold(word) for name in names for word in raw.get(name, ()))

    def listed(*names: str) -> WordClass:
        return word_class([word for name in names for word in raw.get(name, ())])

    def pairs(name: str) -> Iterator[tuple[str, str]]:
        for pair in raw.get(name, ()):
            one, _, other = pair.partition("/")
            yield one, other

    opposites: dict[str, set[str]] = {}
    for line in raw.get("antonyms", ()):
        left, _, right = line.partition("|")
        for one in map(fold, left.split()):
            for other in map(fold, right.split()):
                opposites.setdefault(one, set()).add(other)
                opposites.setdefault(other, set()).add(one)
    return Lexicon(
        language=language,
        negations=words("negations"),
        plain_negations=words("plain_negations"),
        negative_prefixes=tuple(fold(p) for p in raw.get("negative_prefixes", ())),
        negative_suffixes=tuple((fold(a), fold(b)) for a, b in pairs("negative_suffixes")),
        negative_infixes=tuple(fold(infix) for infix in raw.get("negative_infixes", ())),
        negative_clitics=raw.get("negative_clitics", ()),
        denials=listed("plain_negations", "denials"),
        hollow=words("hollow"),
        refusals=listed("refusals"),
        conditions=listed("conditions"),
        conditions_ahead=words("conditions_ahead"),
        conditions_behind=words("conditions_behind"),
        restrictions=listed("restrictions"),
        restrictions_ahead=words("restrictions_ahead"),
        limits_within=listed("limits_within"),
        bounds=words("bounds"),
        unreal_moods=words("unreal_moods"),
        comparators=words("comparators"),
        attributions=listed("attributions"),
        sayings=words("sayings"),
        saying_heads=listed("sayings", "saying_heads"),
        own_voice=listed("own_voice"),
        complementisers=words("complementisers"),
        clause_openers=words("clause_openers"),
        modifier_openers=words("modifier_openers"),
        behind_pronouns=words("modifier_openers", "behind_pronouns"),
        relatives=words("relatives"),
        coordinators=words("coordinators"),
        partitives=words("partitives"),
        introducers=words("introducers"),
        certainties=listed("certainties"),
        truths=listed("truths"),
        untruths=listed("attributions", "untruths"),
        infinitive_marks=words("infinitive_marks"),
        achievements=listed("achievements"),
        gerund_marks=words("gerund_marks"),
        gerund_endings=tuple(raw.get("gerund_endings", ())),
        views=words("views"),
        partial=words("partial"),
        soft_phrases=frozenset(
            fold(phrase)
            for subject, names in (("prose", ("hedges", "most", "some")), ("sense", ("soft_phrases",)))
            for name in names
            for phrase in lists_of(language, subject).get(name, ())
            if " " in phrase
        ),
        hedges=words("hedges"),
        degrees=words("boosters", "modals", "quantifiers"),
        numerals=words("numerals"),
        case_bearing=words("case_bearing"),
        names=words("names"),
        short_words=words("short_words"),
        function_words=words("function_words"),
        endings=raw.get("endings", ()),
        nouns_have_capitals="nouns" in raw.get("capitalised", ()),
        spellings=tuple(pairs("spellings")),
        opposed_beginnings=tuple((fold(a), fold(b)) for a, b in pairs("opposed_beginnings")),
        opposites={word: frozenset(others) for word, others in opposites.items()},
    )


@cache
def known_forms(language: str) -> Mapping[str, int]:
    """The general list of a tongue's words by their folded forms (*podría* is asked for as *podria*)."""
    listed = general_words(language)
    folded = dict(listed)
    for word, count in listed.items():
        if not word.isascii():
            key = fold(word)
            folded[key] = max(count, folded.get(key, 0))
    return folded


class Vocabulary:
    """Which forms are words: by the lists, by the general word list, or because the text itself uses them."""

    def __init__(self, text: str, lexicon: Lexicon, of_print: bool | None = None) -> None:
        self._text = text
        self._of_print = of_print
        self.lexicon = lexicon

    @cached_property
    def is_of_print(self) -> bool:
        """The text was taken from printed pages: as its reader says, or by pages, lost signs and words broken in it."""
        if self._of_print is not None:
            return self._of_print
        marked = "\f" in self._text or LOST in self._text
        return marked or len(list(islice(_BROKEN_WORD.finditer(self._text), _BROKEN))) == _BROKEN

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each folded word occurs in the text."""
        folded: Counter[str] = Counter()
        for between_blanks, count in Counter(self._text.lower().split()).items():
            for word in _WORD.findall(between_blanks):
                folded[word if word.isascii() else fold(word)] += count
        return folded

    @cached_property
    def counts_as_printed(self) -> Counter[str]:
        """How often each word occurs that has no capital, as it stands."""
        return Counter(_UNCAPITALISED.findall(self._text))

    @cached_property
    def is_listed(self) -> bool:
        """There is a general list of the tongue's words, and the text is of that tongue: it has two words in five."""
        listed = known_forms(self.lexicon.language)
        words = [word for word in self.counts if len(word) > 2][:_TOLD_BY]
        unknown = [word for word in words if word not in listed]
        if not listed or 5 * len(unknown) <= 3 * len(words):
            return bool(listed)
        # Bad print leaves the small words of a tongue alone more often than the long ones.
        everywhere = sum(self.counts[word] for word in words)
        if 5 * sum(self.counts[word] for word in unknown) <= 3 * everywhere and any(self.lexicon.function_words):
            small = sum(count for word, count in self.counts.items() if word in self.lexicon.function_words)
            if 5 * small >= self.counts.total():
                return True
        misprints = sum(len(word) > 5 and self._is_misprint(word) for word in unknown)
        return 5 * (len(unknown) - misprints) <= 3 * len(words)

    def is_general(self, key: str) -> bool:
        """The word is one of the language, whatever the text says."""
        if key in self.lexicon.sense_bearing or key in self.lexicon.short_words or key in self.lexicon.opposites:
            return True
        return known_forms(self.lexicon.language).get(key, 0) >= _RARE.get(len(key), 1)

    def are_two_words(self, one: str, other: str) -> bool:
        """Two forms that only their accents tell apart are two words of the language: *konnte* and *könnte*."""
        listed = general_words(self.lexicon.language)
        return min(len(one), len(other)) > 2 and all(listed.get(form.casefold(), 0) for form in (one, other))

    @cached_property
    def has_accents(self) -> bool:
        """The text has letters with accents, so that one without has not lost its own on the way."""
        return _ACCENTED.search(self._text) is not None

    def is_word(self, key: str, own: int = 0) -> bool:
        """The form is a word; `own` is how many of its places in the text do not count as proof."""
        return self.is_general(key) or self.counts[key] > own + (1 if len(key) < 4 else 0)

    def is_compound(self, key: str) -> bool:
        """Two words of the language written as one, as German and Dutch do, with an s or n between."""
        return any(
            self.is_general(key[:at].removesuffix(joint)) and self.is_general(key[at:])
            for at in range(4, len(key) - 3)
            for joint in ("", "s", "n")
            if len(key[:at].removesuffix(joint)) > 3
        )

    def is_rarity(self, key: str, frequent: str, own: int = 0) -> bool:
        """The word is none of this text's and a thousand times rarer in the language than the other."""
        if key in self.lexicon.sense_bearing or key in self.lexicon.opposites or self.counts[key] > own:
            return False
        return self.is_rarer(key, frequent, 1000)

    def is_rarer(self, key: str, frequent: str, times: int = 100) -> bool:
        """The word is so many times rarer in the language than the other."""
        known = known_forms(self.lexicon.language)
        return times * known.get(key, 0) <= known.get(frequent, 0)

    def reads_better_as(self, form: str, proposed: str, likeness: float) -> str:
        """Another word that a damaged form is closer to than to the word proposed; empty where there is none.

        Asked are the words of the text, and for a proposed word that bears sense those of the lists. `likeness` is that
        of `form` and `proposed`, 0 to 1.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        if form == proposed or self.is_general(form):
            return form if form != proposed else ""
        lexicon = self.lexicon
        sense = lexicon.sense_bearing if proposed in lexicon.sense_bearing else lexicon.opposites.get(proposed, ())
        found = process.extractOne(
            form,
            [*self._frequent, *sense],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=min(1.0, likeness + 0.01),
        )
        return found[0] if found and found[0] != proposed else ""

    @cached_property
    def _frequent(self) -> list[str]:
        return [word for word, count in self.counts.items() if count > 1 and len(word) > 1 and self.is_general(word)]

    def is_noisy(self, start: int, end: int) -> bool:
        """The text about a place holds many misprints, as badly recognised print does.

        Counted are lower-case words of four letters and more that are no words but one misreading away from a frequent
        word, and words with digits inside.
        """
        around = self._text[max(0, start - 3000) : start] + self._text[end : end + 3000]
        words = [fold(w) for w in _LOWER_WORD.findall(around) if not w.isdigit()]
        misprints = sum(map(self._is_misprint, words))
        if len(words) < 80 or sum(map(self.is_general, words)) + misprints < 0.7 * len(words):
            # Too little to tell, or another language than that of the lists.
            return False
        return misprints >= 0.02 * len(words)

    def plain_reading(self, form: str, proposed: str) -> str:
        """The frequent word that a form is when two letters are read as the one they look like, or empty."""
        known = known_forms(self.lexicon.language)
        readings = {form.replace(seen, read, 1) for seen, read in JOINED_LETTERS if seen in form}
        if proposed in readings:
            return ""
        return next((r for r in sorted(readings) if len(r) > 2 and known.get(r, 0) >= _FREQUENT), "")

    def _is_misprint(self, key: str) -> bool:
        if any(c.isdigit() for c in key):
            return True
        if self.counts[key] > 1 or self.is_general(key):
            return False
        known = known_forms(self.lexicon.language)
        meant = {key.replace(seen, read, 1) for seen, read in JOINED_LETTERS if seen in key}
        for i in range(len(key)):
            meant.add(key[:i] + key[i + 1 :])
            meant.update(key[:i] + c + key[i + 1 :] for c in _LETTERS)
            meant.update(key[:i] + c + key[i:] for c in _LETTERS)
        # walks is no misprint of walk: words with another ending are left out
        return any(known.get(word, 0) >= _FREQUENT and word[:-2] != key[: len(word) - 2] for word in meant)
