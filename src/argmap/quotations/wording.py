"""Whether one word, or a few run together, are another's misprint or another word.

Digits are never put down to bad printing, nor are negations and other words that carry the sense of a sentence. A
changed word is bad printing only where one side is no word at all, or where the text is visibly damaged all around;
in doubt it is a change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from argmap.ground.values import dataclass
from argmap.quotations.alignment import fills, likeness, spelt_alike
from argmap.quotations.folding import APOSTROPHES, LOST, fold
from argmap.quotations.lexicon import Vocabulary
from argmap.quotations.match import Difference, DifferenceKind, DifferenceWeight
from argmap.quotations.misreading import (
    DIGITS_AS_LETTERS,
    JOINED_SIZES,
    LIGATURE_RATES,
    is_small_edit,
    lost_ligature,
    misread_alike,
    misread_digits,
)
from argmap.quotations.tokens import Token

DIGIT = re.compile(r"\d")
_GLUED = re.compile(r"([^\W\d_][a-zß-ÿ]{2,})\d{1,2}")
# The digit, and what a possessive has before it: "fellow'5".
_GLUED_DIGIT = re.compile(rf"[{APOSTROPHES}]?(\d)(?!\d)")
_DIGIT_RUN = re.compile(r"\d+(?:[.,:/]\d+)*")
_INFLECTIONS = ("s", "es", "d", "ed", "r", "er", "est", "ly", "ing", "n", "en", "al", "ally", "y", "ness", "ment")
_LONGEST_NAME = 40
_LONGEST_SURNAME = 12
_OFTENER = 3
# The share of its ligatures that a text may keep and still count as one that loses them.
_STRAY = 0.05
_EITHER = "misread in print or changed by a person, since both are words"
_NAMES = "misread in print or another name"
_NO_LIST = "misread in print or another word of this tongue, of which there is no list"
_CAN_NOT = {"can", "not", "cannot"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A difference on trial. `doubtful` ones are bad printing if the surroundings are badly printed.

    `lost` are the letters of a ligature that may be lost; it is taken as lost where others around are, and so are the
    accents of a form that is `bare` of them. `undecided` says why it cannot be told from the two words alone whether
    print or a person changed them, if the text was printed.
    """

    difference: Difference
    doubtful: bool = False
    damaged_word: bool = False
    lost: str = ""
    bare: bool = False
    undecided: str = ""


class WordJudge:
    """Judges words of a quotation against the words of a text that answer them.

    `vocabulary` says which forms are words (a function, since building it costs); `edges` are the first and the last
    word of the quotation, beside which other words of the text may be joined to it.
    """

    def __init__(self, text: str, vocabulary: Callable[[], Vocabulary], edges: tuple[Token, Token]) -> None:
        self.text = text
        self._vocabulary = vocabulary
        self._first, self._last = edges

    def difference(
        self,
        kind: DifferenceKind,
        ours: Sequence[Token],
        theirs: Sequence[Token],
        weight: DifferenceWeight,
        note: str,
    ) -> Difference:
        """A difference between words, at the place of the text's."""
        start, end = (theirs[0].start, theirs[-1].end) if theirs else (0, 0)
        shown = " ".join(self.text[start:end].split()) if theirs else ""
        return Difference(kind, shown_words(ours), shown, weight, note, start, end)

    def judge_spacing(self, ours: Sequence[Token], theirs: Sequence[Token]) -> Verdict:
        """The same letters in other words: `notable` is not `not able`."""
        if _numbers(ours) != _numbers(theirs):
            return Verdict(self.difference("digit", ours, theirs, "alteration", "a number is changed"))
        lexicon = self._vocabulary().lexicon
        one, other = {t.key for t in ours}, {t.key for t in theirs}
        changed = (one & lexicon.plain_negations) != (other & lexicon.plain_negations)
        if changed and one | other != _CAN_NOT and all(self._vocabulary().is_general(key) for key in one | other):
            return Verdict(self.difference("negation", ours, theirs, "alteration", "other words, one a negation"))
        return Verdict(self.difference("ocr", ours, theirs, "noise", "words joined or split"))

    def judge_joined(self, ours: Sequence[Token], theirs: Sequence[Token], ours_key: str, theirs_key: str) -> Verdict:
        """Several words against one: joined or split by bad printing, and damaged besides."""
        if _numbers(ours) != _numbers(theirs):
            return self._judge_digits(ours, theirs, ours_key, theirs_key)
        if any(t.read_as for t in theirs) and ours_key == "".join(fold(t.raw) if t.raw else t.key for t in theirs):
            note = "the same letters are lost on both sides"
            return Verdict(self.difference("damage", ours, theirs, "editorial", note))
        lexicon = self._vocabulary().lexicon
        ours_no = {t.key for t in ours} & lexicon.negations
        theirs_no = {t.key for t in theirs} & lexicon.negations
        if ours_no != theirs_no and all(self._vocabulary().is_general(t.key) for t in (*ours, *theirs)):
            return Verdict(self.difference("negation", ours, theirs, "alteration", "a negation is changed"))
        inside = self._word_inside(ours, theirs)
        if inside is not None:
            return inside
        if LOST in ours_key + theirs_key and likeness(ours_key, theirs_key) >= 0.9:
            return Verdict(self.difference("damage", ours, theirs, "noise", "lost letters"), damaged_word=True)
        known = [self._vocabulary().is_general(t.key) for t in theirs]
        ours_known = [self._vocabulary().is_general(t.key) for t in ours]
        if all(known) and all(ours_known):
            return Verdict(self.difference("word", ours, theirs, "alteration", "other words"))
        like = likeness(ours_key, theirs_key)
        if self._negative_prefix(ours_key, theirs_key):
            note = "a negative prefix or suffix is changed"
            return Verdict(self.difference("negation", ours, theirs, "alteration", note))
        if like >= 0.7:
            better = self._reads_better(ours_key, theirs_key, like)
            if better:
                return Verdict(self.difference("word", ours, theirs, "alteration", better))
            return Verdict(
                self.difference("ocr", ours, theirs, "noise", "words joined or split, letters misread"),
                damaged_word=True,
            )
        return Verdict(self.difference("word", ours, theirs, "alteration", "other words"))

    def _word_inside(self, ours: Sequence[Token], theirs: Sequence[Token]) -> Verdict | None:
        """Two words printed as one, one of them as it should be: the verdict on the other, where it is another word."""
        if {len(ours), len(theirs)} != {1, 2}:
            return None
        pair, joined = (ours, theirs[0]) if len(ours) == 2 else (theirs, ours[0])
        if joined.key.endswith(pair[1].key):
            at, rest = 0, joined.key[: -len(pair[1].key)]
        elif joined.key.startswith(pair[0].key):
            at, rest = 1, joined.key[len(pair[0].key) :]
        else:
            return None
        if not self._vocabulary().is_general(rest) or self._vocabulary().is_general(joined.key):
            return None
        part = joined._replace(key=rest, form=rest)
        return self._judge_letters(pair[at], part) if pair is ours else self._judge_letters(part, pair[at])

    def _judge_digits(self, ours: Sequence[Token], theirs: Sequence[Token], ours_key: str, theirs_key: str) -> Verdict:
        """Digits differ. Only a letter in a number's place (2O10) or a digit in a word (invo1ving) can be misread."""
        known, better = self._vocabulary().is_general, ""
        misread = (
            len(ours_key) > 1
            and misread_digits(ours_key, theirs_key)
            and (_is_mixed(ours_key) or _is_mixed(theirs_key) or not (known(ours_key) or known(theirs_key)))
        )
        for one, other, tokens in ((ours_key, theirs_key, theirs), (theirs_key, ours_key, ours)):
            if not DIGIT.search(one) and not any(t.key.isdigit() for t in tokens):
                decoded = max(
                    (other.translate(letters) for letters in DIGITS_AS_LETTERS), key=lambda k: spelt_alike(one, k)
                )
                alike = likeness(one, decoded)
                if alike >= 0.6 and spelt_alike(one, decoded) >= spelt_alike(one, _letters(other)):
                    misread, better = True, self._reads_better(one, decoded, alike)
        if misread and not better:
            note = "a digit and a letter that look alike"
            return Verdict(self.difference("ocr", ours, theirs, "noise", note), damaged_word=True)
        return Verdict(self.difference("digit", ours, theirs, "alteration", "a number is changed"))

    def judge_accents(self, one: Token, other: Token) -> Verdict:
        """Two forms that differ in their accents or apostrophes alone: another word where both are one."""
        vocabulary = self._vocabulary()
        bare = is_bare(other.form) and not is_bare(one.form)
        if vocabulary.has_accents and vocabulary.are_two_words(one.form, other.form):
            note = "another word by its accents"
            changed = self.difference("word", [one], [other], "alteration", note)
            return Verdict(changed, bare=bare and not self._bears(one.key, other.key), undecided=_EITHER)
        noise = self.difference("damage", [one], [other], "noise", "accents or apostrophes")
        return Verdict(noise, bare=bare)

    def judge_word(self, one: Token, other: Token) -> Verdict:
        ours, theirs = [one], [other]
        if any(not token.key[:1].isalnum() and LOST not in token.key for token in (one, other)):
            kind: DifferenceKind = "digit" if one.key != "?" and other.key != "?" else "word"
            return Verdict(self.difference(kind, ours, theirs, "alteration", "another sign"))
        glued = _GLUED_DIGIT.match(self.text, other.end) if not DIGIT.search(one.key) else None
        if glued and any(
            spelt_alike(one.key, other.key + glued[1].translate(letters)) > max(0.7, spelt_alike(one.key, other.key))
            for letters in DIGITS_AS_LETTERS
        ):
            # What looked like a note mark is the word's last letter misread.
            note = "a digit and a letter that look alike"
            return Verdict(self.difference("ocr", ours, theirs, "noise", note), damaged_word=True)
        if any(
            x.form.casefold() == f"{clitic}'{y.form.casefold()}"
            for clitic in self._vocabulary().lexicon.negative_clitics
            for x, y in ((one, other), (other, one))
        ):
            return Verdict(self.difference("negation", ours, theirs, "alteration", "a negation is changed"))
        if self._carries_a_mark(one, other):
            return Verdict(self.difference("omission", ours, theirs, "editorial", "note mark"))
        if other.read_as and one.key == fold(other.raw):
            return Verdict(
                self.difference("damage", ours, theirs, "editorial", "the same letters are lost on both sides")
            )
        if LOST in one.key or LOST in other.key:
            return self._judge_lost(one, other)
        if other.read_as and fills(one.key, fold(other.raw)) is not None:
            note = "letters lost in the text; the repair map proposes another word"
            return Verdict(self.difference("damage", ours, theirs, "noise", note))
        if _digits(one.key) != _digits(other.key):
            return self._judge_digits(ours, theirs, one.key, other.key)
        if DIGIT.search(one.key) and likeness(_letters(one.key) or "-", _letters(other.key) or "-") < 0.5:
            return Verdict(self.difference("digit", ours, theirs, "alteration", "a number is changed"))
        return self._judge_letters(one, other)

    def _carries_a_mark(self, one: Token, other: Token) -> bool:
        """The text has the word with a note's number glued to it: a word of small letters that is one by itself.

        Where the same word stands with other numbers (group1, group2) they tell things apart and are no marks.
        """
        glued = _GLUED.fullmatch(other.form)
        if glued is None or glued[1] != one.form or not (self._vocabulary().is_word(one.key) or one.form.islower()):
            return False
        return len(set(re.findall(rf"(?<!\w){re.escape(glued[1])}\d+", self.text))) == 1

    def _judge_lost(self, one: Token, other: Token) -> Verdict:
        """One side holds U+FFFD."""
        filled = fills(one.key, other.key) if LOST in other.key else fills(other.key, one.key)
        if filled is None or any(DIGIT.search(f) for f in filled):
            like = likeness(one.key.replace(LOST, ""), other.key.replace(LOST, "") or "-")
            if not any(DIGIT.search(t.key) for t in (one, other)) and like >= 0.6:
                return Verdict(self.difference("damage", [one], [other], "noise", "lost letters"), damaged_word=True)
            return Verdict(self.difference("word", [one], [other], "alteration", "another word"))
        note = "lost letters: " + ", ".join(filled)
        return Verdict(self.difference("damage", [one], [other], "noise", note), damaged_word=True)

    def _judge_no_words(self, one: Token, other: Token, like: float) -> Verdict:
        """Two forms that no list of words has."""
        other_word = Verdict(self.difference("word", [one], [other], "alteration", "another word"))
        alike = misread_alike(one.key, other.key)
        if _is_inflection(one.key, other.key) or (like < 0.75 and not alike):
            return replace(other_word, doubtful=like >= 0.7)
        # Nothing says that the text's form is the quoted one misread, but two letters that look like one.
        if misread_alike(one.key, other.key, JOINED_SIZES):
            return Verdict(self.difference("ocr", [one], [other], "noise", "misread letters"), damaged_word=True)
        return replace(other_word, doubtful=True, undecided=_EITHER if alike or self._is_slight(one, other) else "")

    def _judge_joined(self, one: Token, other: Token, more: str) -> Verdict:
        """Two forms of which one is the other and `more`."""
        lexicon = self._vocabulary().lexicon
        at_edge = (one is self._first and other.key.endswith(one.key)) or (
            one is self._last and other.key.startswith(one.key)
        )
        if at_edge and more not in lexicon.sense_bearing:
            note = "joined to a word beside the quotation"
            return Verdict(self.difference("ocr", [one], [other], "noise", note), damaged_word=True)
        gone: DifferenceKind = "negation" if more in lexicon.negations else "omission"
        return Verdict(self.difference(gone, [one], [other], "alteration", f"“{more}” stands on one side only"))

    def _judge_letters(self, one: Token, other: Token) -> Verdict:
        """Two different words of letters."""
        vocabulary, lexicon = self._vocabulary(), self._vocabulary().lexicon
        a, b = one.key, other.key
        ours, theirs = [one], [other]

        def changed(kind: DifferenceKind, note: str) -> Verdict:
            return Verdict(self.difference(kind, ours, theirs, "alteration", note))

        def noise(kind: DifferenceKind, note: str) -> Verdict:
            return Verdict(self.difference(kind, ours, theirs, "noise", note), damaged_word=True)

        like = likeness(a, b)
        if (negated := self._negative_prefix(a, b)) or lexicon.begins_opposed(a, b):
            note = "a negative prefix or suffix is changed" if negated else "the opposite"
            return changed("negation" if negated else "word", note)
        lost = lost_ligature(a, b) or lost_ligature(b, a)
        if lost and not (vocabulary.is_general(a) and vocabulary.is_general(b)):
            return noise("damage", f"the letters {lost} are lost")
        if lost and self._never_has(lost):
            return noise("damage", f"the letters {lost} are lost throughout the text")
        if lexicon.spelt_otherwise(a, b):
            return noise("ocr", "the same word in another spelling")
        one_is_word, other_is_word = self._are_words(one, other, like)
        if one_is_word and other_is_word:
            return self._judge_real_words(one, other, like)
        # Without a list of the tongue's words the source's form may well be one, however much it looks misread: bad
        # print is proved by a form found here only beside one that the text has elsewhere.
        only_here = vocabulary.counts[b] == 1 and vocabulary.counts[a] > 1
        if not vocabulary.is_listed and not (only_here and misread_alike(a, b)):
            verdict = changed("word", "another word")
            of_print = misread_alike(a, b) or self._is_slight(one, other)
            return replace(verdict, undecided=_NO_LIST) if of_print and not self._bears(a, b) else verdict
        if self._are_names(one, other):
            return self._judge_names(one, other)
        if len(b) == 1 and other.form.islower() and a in lexicon.function_words and (b in a or len(a) == 1):
            return Verdict(self.difference("word", ours, theirs, "alteration", "another word"), doubtful=True)
        if self._is_joined_at_edge(one, other):
            joined = self.difference("ocr", ours, theirs, "alteration", "joined to a word beside the quotation")
            return Verdict(joined, doubtful=True)
        if like < 0.5 and not misread_alike(a, b):
            return changed("word", _name_note(one, other) or "another word")
        if not one_is_word and not other_is_word:
            return self._judge_no_words(one, other, like)
        if other_is_word and not one_is_word and self._bears(a, b) and not misread_alike(a, b):
            return changed("word", "another word")
        if one_is_word != other_is_word:
            word, damaged = (a, b) if one_is_word else (b, a)
            meant = vocabulary.plain_reading(damaged, word)
            # "liue" is rather line than hue
            if meant and not (misread_alike(a, b) and vocabulary.is_rarer(meant, word, 10)):
                read = changed("word", f"another word (it reads as “{meant}”)")
                either = misread_alike(a, b) and not self._bears(a, b) and meant not in lexicon.sense_bearing
                # "thom", which may be "thorn": nobody writes "them" for that
                return replace(read, doubtful=word in lexicon.function_words, undecided=_EITHER) if either else read
        bears_sense = any(word in lexicon.sense_bearing or word in lexicon.opposites for word in (a, b))
        if misread_alike(a, b, least_allowed=1 if bears_sense else 3):
            return noise("ocr", "misread letters")
        longest = max(len(a), len(b))
        swallowed = _rest(a, b)
        if swallowed and (len(swallowed) > 2 or swallowed in lexicon.sense_bearing):
            return self._judge_joined(one, other, swallowed)
        if (like < 0.75 and abs(len(a) - len(b)) > 2) or (like < (0.6 if longest < 7 else 0.65) and longest > 4):
            return changed("word", _name_note(one, other) or "another word")
        return self._judge_form_that_is_none(one, other, like, one_is_word)

    def _is_joined_at_edge(self, one: Token, other: Token) -> bool:
        """The first or last word quoted ends or begins a form of the text that is no word: `whichwe` for `we`.

        Where the rest is a word the one quoted may be a letter alone, or misread: `timeI`, `andniclcels`.
        """
        a, b, vocabulary = one.key, other.key, self._vocabulary()
        if len(b) - len(a) < 2 or vocabulary.is_word(b, 1):
            return False
        sides = [(b[:at], b[at:]) for at in range(2, len(b))] if one is self._first else []
        sides += [(b[at:], b[:at]) for at in range(1, len(b) - 1)] if one is self._last else []
        return any(
            (mine == a and len(a) > 1 and len(rest) > 2)
            or (vocabulary.is_general(rest) and (mine == a or (len(a) > 4 and misread_alike(mine, a))))
            for rest, mine in sides
        )

    def _bears(self, one: str, other: str) -> bool:
        """A change of one word into the other changes the sense for certain."""
        lexicon = self._vocabulary().lexicon
        bearing = (lexicon.sense_bearing, lexicon.refusals, lexicon.conditions, lexicon.attributions)
        return lexicon.opposed(one, other) or any(key in words for key in (one, other) for words in bearing)

    def _are_names(self, one: Token, other: Token) -> bool:
        """Both are names. Where all nouns have capitals: right beside another capital, or no word nor two in one."""
        if not (_is_name(one) and _is_name(other)):
            return False
        vocabulary = self._vocabulary()
        if not vocabulary.lexicon.nouns_have_capitals or self._is_beside_a_capital(other):
            return True
        return not any(vocabulary.is_general(t.key) or vocabulary.is_compound(t.key) for t in (one, other))

    def _is_beside_a_capital(self, word: Token) -> bool:
        """Friedrich Weber: no article and no sentence's end between two words with capitals."""
        before = self.text[max(0, word.start - _LONGEST_NAME) : word.start].split(" ")[-2:]
        behind = self.text[word.end : word.end + 2]
        named = len(before) == 2 and before[1] == "" and before[0][:1].isupper() and before[0].isalpha()
        return named or (behind[:1] == " " and behind[1:].isupper())

    def _judge_names(self, one: Token, other: Token) -> Verdict:
        """Two names, of which no list of words need have the right one.

        Print made the one of the other where the text has the quoted one elsewhere and this one only here, or where two
        letters were read as one and the text's form is in no list. One letter for another makes another name as well.
        """
        vocabulary, a, b = self._vocabulary(), one.key, other.key
        changed = Verdict(self.difference("word", [one], [other], "alteration", "another name"))
        if not misread_alike(a, b):
            return replace(changed, doubtful=likeness(a, b) >= 0.75 and not vocabulary.is_general(b))
        elsewhere = vocabulary.counts[a] or vocabulary.counts[_owner(one)]
        unknown = not vocabulary.is_general(b) and (
            vocabulary.counts[b] == 1
            # bad print makes the same of a name that is there often enough
            or (vocabulary.counts[b] * _OFTENER <= elsewhere and vocabulary.is_noisy(other.start, other.end))
        )
        if unknown and (elsewhere or misread_alike(a, b, JOINED_SIZES)):
            return Verdict(self.difference("ocr", [one], [other], "noise", "misread letters"), damaged_word=True)
        one_is_listed = vocabulary.is_general(_owner(one)) != vocabulary.is_general(_owner(other))
        return replace(changed, doubtful=one_is_listed, undecided=_NAMES)

    def _judge_form_that_is_none(self, one: Token, other: Token, like: float, one_is_word: bool) -> Verdict:
        """A word and a form that is none, whose letters are not those that print takes for one another.

        It is misread, unless it looks more like some other word than like the one it is held against. With a capital it
        may be a name: in a tongue whose nouns have one, what no list has and the source writes is rather that
        (*Vischer*) than a misprint; where the quotation has it, or at a sentence's start, it may be either.
        """
        vocabulary, capitalised = self._vocabulary(), one.form[:1].isupper() and other.form[:1].isupper()
        known, form = (one, other) if one_is_word else (other, one)
        better = self._reads_better(known.key, form.key, like)
        if better:
            return Verdict(self.difference("word", [one], [other], "alteration", better))
        if not capitalised or len(form.key) > _LONGEST_SURNAME or vocabulary.is_compound(form.key):
            noise = self.difference("ocr", [one], [other], "noise", "misread letters")
            return Verdict(noise, damaged_word=True)
        weight: DifferenceWeight = "undecided"
        if form is other and vocabulary.lexicon.nouns_have_capitals and _is_name(other):
            weight = "alteration"
        note = _NAMES if weight == "undecided" else "another name"
        return Verdict(self.difference("word", [one], [other], weight, note), doubtful=True, undecided=_NAMES)

    def _negative_prefix(self, one: str, other: str) -> bool:
        """One word is the other with a negative prefix or suffix, bad printing set aside."""
        vocabulary, lexicon = self._vocabulary(), self._vocabulary().lexicon
        short, long = sorted((one, other), key=len)
        if lexicon.negated(one, other) and (vocabulary.is_general(short) or not vocabulary.is_listed):
            return True
        if misread_alike(one, other):
            return False
        like = spelt_alike(one, other)
        return any(
            long.startswith(prefix) and len(short) >= 5 and spelt_alike(long[len(prefix) :], short) > like
            for prefix in lexicon.negative_prefixes
            if len(prefix) > 1 and not short.startswith(prefix[0])
        )

    def _reads_better(self, word: str, damaged: str, like: float) -> str:
        """Why a damaged form is not the word it is held against but another; empty where it may well be that word."""
        vocabulary, lexicon = self._vocabulary(), self._vocabulary().lexicon
        if like >= 0.8 and word not in lexicon.sense_bearing and word not in lexicon.opposites:
            return ""
        better = vocabulary.reads_better_as(damaged, word, like)
        return f"another word (it reads as “{better}”)" if better else ""

    def _are_words(self, one: Token, other: Token, like: float) -> tuple[bool, bool]:
        """Whether each form is a word. One that only the text knows is none if a word of the language explains it."""
        vocabulary = self._vocabulary()
        known = vocabulary.is_general(one.key), vocabulary.is_general(other.key)
        if known == (True, True):
            return known
        counts = vocabulary.counts[one.key], vocabulary.counts[other.key]
        explained = like >= 0.6 and any(known) and not (_is_name(one) and _is_name(other) and min(counts) > 2)
        if explained or misread_alike(one.key, other.key):
            return known
        return known[0] or vocabulary.is_word(one.key), known[1] or vocabulary.is_word(other.key, 1)

    def _judge_real_words(self, one: Token, other: Token, like: float) -> Verdict:
        """Both forms are words: a change, unless all around is bad print and the change is one of print's."""
        lexicon = self._vocabulary().lexicon
        a, b = one.key, other.key
        note = _name_note(one, other) or "another word"
        kind: DifferenceKind = "word"
        if (a in lexicon.negations) != (b in lexicon.negations):
            kind, note = "negation", "a negation is changed"
        elif lexicon.opposed(a, b):
            note = "the opposite"
        elif {a, b} & lexicon.hedges:
            note = "how sure the words are is changed"
        elif {a, b} & lexicon.numerals and not {a, b} <= lexicon.names:
            kind, note = "digit", "a number in words is changed"
        elif {a, b} & lexicon.degrees:
            note = "how much or how many is changed"
        # A form so rare that it is rather a misprint of the frequent word, though the general list has it.
        rare = like >= 0.6 and self._vocabulary().is_rarity(b, a, own=1)
        rare = rare or (like >= 0.6 and self._vocabulary().is_rarity(a, b))
        # "tar" for "far" in print: the text has the word here alone, and it is far rarer in the language
        rare = rare or (
            misread_alike(a, b)
            and self._vocabulary().counts[b] == 1
            and self._vocabulary().is_rarer(b, a)
            and not self._bears(a, b)
        )
        # "wit" for "with": no author writes one for the other, print does.
        grammar = (a in lexicon.function_words) != (b in lexicon.function_words)
        # nor "bad" for "had", though it has an opposite
        bears_sense = bool({a, b} & lexicon.sense_bearing) or lexicon.opposed(a, b)
        bears_sense = bears_sense or (not grammar and any(word in lexicon.opposites for word in (a, b)))
        bears_sense = bears_sense and not {a, b} <= lexicon.plain_negations and not misread_alike(a, b, JOINED_SIZES)
        lost = lost_ligature(a, b) or lost_ligature(b, a)
        of_print = misread_alike(a, b) or bool(lost) or (grammar and self._is_slight(one, other))
        # "Arid" for "And" at the head of a verse
        named = _is_name(one) and _is_name(other) and not {a, b} & lexicon.function_words
        names = named and self._are_names(one, other)
        # Print leaves real words behind as well (form, from), and so do people.
        slight = self._is_slight(one, other) and not {a, b} <= lexicon.function_words
        either = (of_print or slight) and (not self._bears(a, b) or self._is_nonsense(one, other))
        return Verdict(
            self.difference(kind, [one], [other], "alteration", note),
            doubtful=self._is_once_for_often(a, b) if named else rare or (of_print and not bears_sense),
            lost=lost if not bears_sense else "",
            undecided=_EITHER if either and not names else "",
        )

    def _is_once_for_often(self, name: str, form: str) -> bool:
        """The text has the name again and again, and only here one that print makes of it: *Jonathan*, *Jonathon*."""
        counts = self._vocabulary().counts
        return counts[form] == 1 and counts[name] >= _OFTENER and misread_alike(name, form)

    def _is_nonsense(self, one: Token, other: Token) -> bool:
        """In bad print, a word of how many or how sure and one far rarer, misread alike: *most*, *moat*."""
        vocabulary, lexicon = self._vocabulary(), self._vocabulary().lexicon
        words = {one.key, other.key}
        bearing = words & lexicon.sense_bearing
        if len(bearing) != 1 or bearing & (lexicon.negations | lexicon.numerals | lexicon.names):
            return False
        (soft,), (rare,) = bearing, words - bearing
        far_rarer = vocabulary.is_rarer(rare, soft) and not lexicon.opposed(rare, soft)
        return far_rarer and misread_alike(rare, soft) and vocabulary.is_noisy(other.start, other.end)

    def _is_slight(self, one: Token, other: Token) -> bool:
        """One small edit tells the forms apart, an accent counted as one where the text has accents: *era*, *será*."""
        if not is_small_edit(one.key, other.key):
            return False
        return not self._vocabulary().has_accents or is_small_edit(one.form.casefold(), other.form.casefold())

    def _never_has(self, letters: str) -> bool:
        """A text that should have these letters many times hardly has them: its printing loses that ligature.

        Those with f come from one font and are lost together, so that they count together. Capitals are no part of a
        ligature, and a word of another font may keep it.
        """
        counts = self._vocabulary().counts_as_printed
        kin = ("ff", "fi", "fl") if letters[0] == "f" and letters != "ft" else (letters,)
        expected = sum(counts.values()) * sum(LIGATURE_RATES.get(k, 0.0) for k in kin)
        there = sum(count for word, count in counts.items() if any(k in word for k in kin))
        return expected >= 10 and there <= _STRAY * expected


def shown_words(words: Sequence[Token]) -> str:
    """The words of a quotation as they stand there."""
    return "".join((" " if i and not w.gap else w.gap if i else "") + w.form for i, w in enumerate(words))


def number_in(form: str) -> str:
    """A number without thousands separators, other signs kept; empty where there is no digit."""
    if not DIGIT.search(form):
        return ""
    plain = unicodedata.normalize("NFKC", form).casefold().strip()
    return re.sub(r"(?<=\d)[,\u00a0\u202f\u2009' ](?=\d{3}(?!\d))", "", plain)


def _digits(key: str) -> str:
    return "".join(DIGIT.findall(key))


def _numbers(words: Sequence[Token]) -> list[str]:
    """The numbers in a run of words, thousands separators left out."""
    plain = number_in("".join(t.gap + t.form for t in words))
    return _DIGIT_RUN.findall(plain)


def _letters(key: str) -> str:
    return DIGIT.sub("", key)


def _is_mixed(key: str) -> bool:
    return bool(DIGIT.search(key)) and bool(_letters(key))


def _is_name(token: Token) -> bool:
    """A capital in the middle of a sentence."""
    begins = not token.gap or any(c in token.gap for c in ".!?:")
    return token.form[:1].isupper() and len(token.form) > 2 and not begins


def is_bare(form: str) -> bool:
    """No letter has an accent."""
    return not any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", form))


def _owner(token: Token) -> str:
    """The name without the ending of its possessive."""
    return token.key[:-1] if token.form[-2:] in ("'s", "’s") else token.key


def _name_note(one: Token, other: Token) -> str:
    return "another name" if _is_name(one) and _is_name(other) else ""


def _is_inflection(one: str, other: str) -> bool:
    """The longer word is the shorter one with an ending."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in _INFLECTIONS


def _rest(one: str, other: str) -> str:
    """What the longer word has beyond the shorter one, before or behind it."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return long[len(short) :]
    return long[: -len(short)] if long.endswith(short) else ""
