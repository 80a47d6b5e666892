"""What kind each difference between a quotation and its source is: allowed by editors, bad printing, or a change.

Digits are never put down to bad printing, nor are negations and other words that carry the sense of a sentence. A
changed word is bad printing only where one side is no word at all, or where the text is visibly damaged all around;
in doubt it is a change. The kinds of damage are those measured on recognised print (Nguyen et al., JCDL 2019).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from argmap.quotations.alignment import Group, fills, likeness, spelt_alike
from argmap.quotations.folding import LOST, fold
from argmap.quotations.lexicon import Vocabulary
from argmap.quotations.match import Difference, DifferenceKind, DifferenceWeight
from argmap.quotations.misreading import (
    DIGITS_AS_LETTERS,
    JOINED_SIZES,
    LIGATURE_RATES,
    is_one_edit,
    lost_ligature,
    misread_alike,
    misread_digits,
)
from argmap.quotations.quoting import Joint, Quotation
from argmap.quotations.tokens import Token

_DIGITS = re.compile(r"\d")
_DIGIT_RUN = re.compile(r"\d+(?:[.,:/]\d+)*")
PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－~", "-"),
        **dict.fromkeys('"“”„‟‘’‚‛«»‹›`´″′', "'"),
        **dict.fromkeys("[]", None),
        "…": ".",
    }
)
_SPELLINGS = (
    ("our", "or"),
    ("ise", "ize"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("ll", "l"),
    ("ae", "e"),
    ("oe", "e"),
    ("ogue", "og"),
    ("gramme", "gram"),
)
_INFLECTIONS = ("s", "es", "d", "ed", "r", "er", "est", "ly", "ing", "n", "en", "al", "ally", "y", "ness", "ment")


_CAN_NOT = {"can", "not", "cannot"}


@dataclass(frozen=True, slots=True)
class Account:
    """All differences of one comparison, and how much of the quotation's letters answered letters of the source."""

    differences: tuple[Difference, ...]
    covered: float
    closeness: float

    @property
    def worst(self) -> DifferenceWeight:
        """The heaviest difference."""
        weights = {d.weight for d in self.differences}
        return "alteration" if "alteration" in weights else "noise" if "noise" in weights else "editorial"


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A difference on trial. `doubtful` ones are bad printing if the surroundings are badly printed.

    `lost` are the letters of a ligature that may be lost; it is taken as lost where others around are.
    """

    difference: Difference
    doubtful: bool = False
    damaged_word: bool = False
    lost: str = ""


class Comparison:
    """A quotation held against one stretch of a text.

    `groups` say which words answer which. `is_furniture` decides whether source words the quotation lacks are a page
    header; `vocabulary` which forms are words (a function, since building it costs).
    """

    def __init__(
        self,
        text: str,
        quotation: Quotation,
        source: Sequence[Token],
        groups: Sequence[Group],
        vocabulary: Callable[[], Vocabulary],
        is_furniture: Callable[[Token, Token], bool],
    ) -> None:
        self.text = text
        self.quotation = quotation
        self.ours = quotation.words
        self.theirs = source
        self.groups = list(groups)
        self._vocabulary = vocabulary
        self._is_furniture = is_furniture
        self._joints = {j.index: j for j in quotation.joints}

    def account(self) -> Account:
        """Every difference, in the order of the quotation."""
        verdicts: list[_Verdict] = []
        groups, moved = self._reordered(verdicts)
        bracketed: set[int] = set()
        before: Group | None = None
        matched = float(moved)
        close = 0.8 * moved
        for group in groups:
            ours, theirs = self._sides(group)
            if len(ours) == len(theirs) == 1 and ours[0].form == theirs[0].form and not theirs[0].read_as:
                # By far the most frequent case, and the one that must cost nothing.
                letters = len(ours[0].key)
                matched, close = matched + letters, close + letters
                if (
                    before is not None
                    and before.source_last == group.source_first
                    and before.last == group.first
                    and ours[0].gap != theirs[0].gap
                ):
                    verdicts += self._judge_gap(ours[0], theirs[0], group.first)
                before = group
                continue
            found = self._judge(group, ours, theirs, bracketed)
            verdicts += found
            if ours and theirs:
                letters = sum(len(t.key) for t in ours)
                like = likeness("".join(t.key for t in ours), "".join(t.key for t in theirs))
                if like >= 0.5:
                    matched += letters
                    close += letters * like
                if before is not None and before.source_last == group.source_first and before.last == group.first:
                    verdicts += self._judge_gap(ours[0], theirs[0], group.first)
                before = group
        verdicts += [
            _Verdict(self._marked(joint, ())) for joint in self.quotation.joints if joint.index not in bracketed
        ]
        total = sum(len(t.key) for t in self.ours) or 1
        differences = self._settle(verdicts)
        return Account(tuple(differences), matched / total, close / total)

    def _sides(self, group: Group) -> tuple[Sequence[Token], Sequence[Token]]:
        return self.ours[group.first : group.last], self.theirs[group.source_first : group.source_last]

    # -- judging one group -------------------------------------------------------------------------------------------

    def _judge(
        self, group: Group, ours: Sequence[Token], theirs: Sequence[Token], bracketed: set[int]
    ) -> list[_Verdict]:
        if not ours:
            return self._judge_left_out(group, theirs, bracketed)
        if not theirs:
            return [self._judge_put_in(ours, group.source_first)]
        ours_key, theirs_key = "".join(t.key for t in ours), "".join(t.key for t in theirs)
        lettered = next(
            (self.quotation.lettered[i] for i in range(group.first, group.last) if i in self.quotation.lettered), None
        )
        if lettered:
            return [self._judge_lettered(lettered, ours, theirs)]
        if ours_key == theirs_key:
            return self._judge_same_letters(ours, theirs, group.first)
        if len(ours) == len(theirs) == 1:
            return [self._judge_word(ours[0], theirs[0])]
        return [self._judge_joined(ours, theirs, ours_key, theirs_key)]

    def _difference(
        self,
        kind: DifferenceKind,
        ours: Sequence[Token],
        theirs: Sequence[Token],
        weight: DifferenceWeight,
        note: str,
    ) -> Difference:
        start, end = (theirs[0].start, theirs[-1].end) if theirs else (0, 0)
        shown = " ".join(self.text[start:end].split()) if theirs else ""
        return Difference(kind, _shown(ours), shown, weight, note, start, end)

    def _judge_same_letters(self, ours: Sequence[Token], theirs: Sequence[Token], index: int) -> list[_Verdict]:
        """Equal folded letters: look at what the folding hid."""
        found: list[_Verdict] = []
        repaired = [t for t in theirs if t.read_as]
        if repaired:
            note = "letters lost in the text, read by the repair map"
            found.append(_Verdict(self._difference("damage", ours, theirs, "editorial", note)))
        if [t.key for t in ours] != [t.key for t in theirs]:
            if not repaired and not _same_but_for_hyphens(ours, theirs):
                found.append(self._judge_spacing(ours, theirs))
            return found
        for at, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if one.form == other.form or other.read_as:
                continue
            found += self._judge_form(one, other, index + at)
        return found

    def _judge_form(self, one: Token, other: Token, index: int) -> list[_Verdict]:
        if _number(one.form) != _number(other.form):
            return [_Verdict(self._difference("digit", [one], [other], "alteration", "a number is changed"))]
        if one.form.casefold() == other.form.casefold():
            if index == 0 or index in self._joints or other.form.isdigit():
                return []
            if index and any(c in self.ours[index].gap for c in ".:?!“\"‘'([—–"):
                return []
            sense = one.key in self._vocabulary().lexicon.case_bearing and not (
                one.form.isupper() and len(one.form) > 2
            )
            sense = sense and not (other.form.isupper() and len(other.form) > 2)
            weight: DifferenceWeight = "alteration" if sense else "noise"
            kind: DifferenceKind = "word" if sense else "ocr"
            return [_Verdict(self._difference(kind, [one], [other], weight, "small and capital letters"))]
        if _DIGITS.search(one.form) and not one.form[0].isalpha():
            # 1,250 and 1250: the same number written otherwise.
            return [_Verdict(self._difference("ocr", [one], [other], "noise", "a number is written otherwise"))]
        if _bare(one.form) == _bare(other.form):
            return [_Verdict(self._difference("damage", [one], [other], "noise", "accents or apostrophes"))]
        return []

    def _judge_spacing(self, ours: Sequence[Token], theirs: Sequence[Token]) -> _Verdict:
        """The same letters in other words: `notable` is not `not able`."""
        if _numbers(ours) != _numbers(theirs):
            return _Verdict(self._difference("digit", ours, theirs, "alteration", "a number is changed"))
        lexicon = self._vocabulary().lexicon
        one, other = {t.key for t in ours}, {t.key for t in theirs}
        changed = (one & lexicon.plain_negations) != (other & lexicon.plain_negations)
        if changed and one | other != _CAN_NOT and all(self._vocabulary().is_general(key) for key in one | other):
            return _Verdict(self._difference("negation", ours, theirs, "alteration", "other words, one a negation"))
        return _Verdict(self._difference("ocr", ours, theirs, "noise", "words joined or split"))

    def _judge_joined(self, ours: Sequence[Token], theirs: Sequence[Token], ours_key: str, theirs_key: str) -> _Verdict:
        """Several words against one: joined or split by bad printing, and damaged besides."""
        if _numbers(ours) != _numbers(theirs):
            return self._judge_digits(ours, theirs, ours_key, theirs_key)
        if any(t.read_as for t in theirs) and ours_key == "".join(fold(t.raw) if t.raw else t.key for t in theirs):
            note = "the same letters are lost on both sides"
            return _Verdict(self._difference("damage", ours, theirs, "editorial", note))
        lexicon = self._vocabulary().lexicon
        ours_no = {t.key for t in ours} & lexicon.negations
        theirs_no = {t.key for t in theirs} & lexicon.negations
        if ours_no != theirs_no and all(self._vocabulary().is_general(t.key) for t in (*ours, *theirs)):
            return _Verdict(self._difference("negation", ours, theirs, "alteration", "a negation is changed"))
        inside = self._word_inside(ours, theirs)
        if inside is not None:
            return inside
        if LOST in ours_key + theirs_key and likeness(ours_key, theirs_key) >= 0.9:
            return _Verdict(self._difference("damage", ours, theirs, "noise", "lost letters"), damaged_word=True)
        known = [self._vocabulary().is_general(t.key) for t in theirs]
        ours_known = [self._vocabulary().is_general(t.key) for t in ours]
        if all(known) and all(ours_known):
            return _Verdict(self._difference("word", ours, theirs, "alteration", "other words"))
        like = likeness(ours_key, theirs_key)
        if self._negative_prefix(ours_key, theirs_key):
            note = "a negative prefix or suffix is changed"
            return _Verdict(self._difference("negation", ours, theirs, "alteration", note))
        if like >= 0.7:
            better = self._reads_better(ours_key, theirs_key, like)
            if better:
                return _Verdict(self._difference("word", ours, theirs, "alteration", better))
            return _Verdict(
                self._difference("ocr", ours, theirs, "noise", "words joined or split, letters misread"),
                damaged_word=True,
            )
        return _Verdict(self._difference("word", ours, theirs, "alteration", "other words"))

    def _word_inside(self, ours: Sequence[Token], theirs: Sequence[Token]) -> _Verdict | None:
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

    def _judge_digits(self, ours: Sequence[Token], theirs: Sequence[Token], ours_key: str, theirs_key: str) -> _Verdict:
        """Digits differ. Only a letter in a number's place (2O10) or a digit in a word (invo1ving) can be misread."""
        known, better = self._vocabulary().is_general, ""
        misread = (
            len(ours_key) > 1
            and misread_digits(ours_key, theirs_key)
            and (_is_mixed(ours_key) or _is_mixed(theirs_key) or not (known(ours_key) or known(theirs_key)))
        )
        for one, other, tokens in ((ours_key, theirs_key, theirs), (theirs_key, ours_key, ours)):
            if not _DIGITS.search(one) and not any(t.key.isdigit() for t in tokens):
                decoded = max(
                    (other.translate(letters) for letters in DIGITS_AS_LETTERS), key=lambda k: spelt_alike(one, k)
                )
                alike = likeness(one, decoded)
                if alike >= 0.6 and spelt_alike(one, decoded) >= spelt_alike(one, _letters(other)):
                    misread, better = True, self._reads_better(one, decoded, alike)
        if misread and not better:
            note = "a digit and a letter that look alike"
            return _Verdict(self._difference("ocr", ours, theirs, "noise", note), damaged_word=True)
        return _Verdict(self._difference("digit", ours, theirs, "alteration", "a number is changed"))

    def _judge_word(self, one: Token, other: Token) -> _Verdict:
        ours, theirs = [one], [other]
        if (not one.key[0].isalnum() and LOST not in one.key) or (not other.key[0].isalnum() and LOST not in other.key):
            kind: DifferenceKind = "digit" if one.key != "?" and other.key != "?" else "word"
            return _Verdict(self._difference(kind, ours, theirs, "alteration", "another sign"))
        glued = _DIGITS.match(self.text, other.end) if not _DIGITS.search(one.key) else None
        if glued and misread_digits(one.key, other.key + glued.group()):
            # What looked like a note mark is the word's last letter misread.
            note = "a digit and a letter that look alike"
            return _Verdict(self._difference("ocr", ours, theirs, "noise", note), damaged_word=True)
        if other.read_as and one.key == fold(other.raw):
            return _Verdict(
                self._difference("damage", ours, theirs, "editorial", "the same letters are lost on both sides")
            )
        if LOST in one.key or LOST in other.key:
            return self._judge_lost(one, other)
        if other.read_as and fills(one.key, fold(other.raw)) is not None:
            note = "letters lost in the text; the repair map proposes another word"
            return _Verdict(self._difference("damage", ours, theirs, "noise", note))
        if _digits(one.key) != _digits(other.key):
            return self._judge_digits(ours, theirs, one.key, other.key)
        if _DIGITS.search(one.key) and likeness(_letters(one.key) or "-", _letters(other.key) or "-") < 0.5:
            return _Verdict(self._difference("digit", ours, theirs, "alteration", "a number is changed"))
        return self._judge_letters(one, other)

    def _judge_lost(self, one: Token, other: Token) -> _Verdict:
        """One side holds U+FFFD."""
        filled = fills(one.key, other.key) if LOST in other.key else fills(other.key, one.key)
        if filled is None or any(_DIGITS.search(f) for f in filled):
            like = likeness(one.key.replace(LOST, ""), other.key.replace(LOST, "") or "-")
            if not any(_DIGITS.search(t.key) for t in (one, other)) and like >= 0.6:
                return _Verdict(self._difference("damage", [one], [other], "noise", "lost letters"), damaged_word=True)
            return _Verdict(self._difference("word", [one], [other], "alteration", "another word"))
        note = "lost letters: " + ", ".join(filled)
        return _Verdict(self._difference("damage", [one], [other], "noise", note), damaged_word=True)

    def _judge_letters(self, one: Token, other: Token) -> _Verdict:
        """Two different words of letters."""
        vocabulary, lexicon = self._vocabulary(), self._vocabulary().lexicon
        a, b = one.key, other.key
        ours, theirs = [one], [other]

        def changed(kind: DifferenceKind, note: str) -> _Verdict:
            return _Verdict(self._difference(kind, ours, theirs, "alteration", note))

        def noise(kind: DifferenceKind, note: str) -> _Verdict:
            return _Verdict(self._difference(kind, ours, theirs, "noise", note), damaged_word=True)

        like = likeness(a, b)
        if self._negative_prefix(a, b):
            return changed("negation", "a negative prefix or suffix is changed")
        lost = lost_ligature(a, b) or lost_ligature(b, a)
        if lost and not (vocabulary.is_general(a) and vocabulary.is_general(b)):
            return noise("damage", f"the letters {lost} are lost")
        if lost and self._never_has(lost):
            return noise("damage", f"the letters {lost} are lost throughout the text")
        if _british(a, b):
            return noise("ocr", "the same word in another spelling")
        one_is_word, other_is_word = self._are_words(one, other, like)
        if one_is_word and other_is_word:
            return self._judge_real_words(one, other, like)
        if len(b) == 1 and other.form.islower() and a in lexicon.function_words and (b in a or len(a) == 1):
            return _Verdict(self._difference("word", ours, theirs, "alteration", "another word"), doubtful=True)
        if like < 0.5 and not misread_alike(a, b):
            return changed("word", _name_note(one, other) or "another word")
        if not one_is_word and not other_is_word:
            if _is_inflection(a, b) or (like < 0.75 and not misread_alike(a, b)):
                return _Verdict(
                    self._difference("word", ours, theirs, "alteration", "another word"), doubtful=like >= 0.7
                )
            if _is_name(one) and _is_name(other) and not misread_alike(a, b):
                return _Verdict(self._difference("word", ours, theirs, "alteration", "another name"), doubtful=True)
            return noise("ocr", "misread letters")
        if one_is_word != other_is_word:
            word, damaged = (a, b) if one_is_word else (b, a)
            meant = vocabulary.plain_reading(damaged, word)
            if meant:
                return changed("word", f"another word (it reads as “{meant}”)")
        bears_sense = any(word in lexicon.sense_bearing or word in lexicon.opposites for word in (a, b))
        if misread_alike(a, b, least_allowed=1 if bears_sense else 3):
            return noise("ocr", "misread letters")
        longest = max(len(a), len(b))
        swallowed = _rest(a, b)
        if swallowed and (len(swallowed) > 2 or swallowed in lexicon.sense_bearing):
            at_edge = (one is self.ours[0] and b.endswith(a)) or (one is self.ours[-1] and b.startswith(a))
            if at_edge and swallowed not in lexicon.sense_bearing:
                return noise("ocr", "joined to a word beside the quotation")
            gone: DifferenceKind = "negation" if swallowed in lexicon.negations else "omission"
            return changed(gone, f"“{swallowed}” stands on one side only")
        if (like < 0.75 and abs(len(a) - len(b)) > 2) or (like < (0.6 if longest < 7 else 0.65) and longest > 4):
            return changed("word", _name_note(one, other) or "another word")
        # One side is no word: misread, unless it looks more like some other word than like the one it is held against.
        better = self._reads_better(*((a, b) if one_is_word else (b, a)), like)
        return changed("word", better) if better else noise("ocr", "misread letters")

    def _negative_prefix(self, one: str, other: str) -> bool:
        """One word is the other with a negative prefix or suffix, bad printing set aside."""
        vocabulary, lexicon = self._vocabulary(), self._vocabulary().lexicon
        short, long = sorted((one, other), key=len)
        if lexicon.negated(one, other) and vocabulary.is_general(short):
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

    def _judge_real_words(self, one: Token, other: Token, like: float) -> _Verdict:
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
        bears_sense = any(word in lexicon.sense_bearing or word in lexicon.opposites for word in (a, b))
        # "wit" for "with": no author writes one for the other, print does.
        grammar = (a in lexicon.function_words) != (b in lexicon.function_words)
        bears_sense = bears_sense and not {a, b} <= lexicon.plain_negations and not misread_alike(a, b, JOINED_SIZES)
        lost = lost_ligature(a, b) or lost_ligature(b, a)
        of_print = misread_alike(a, b) or bool(lost) or (grammar and is_one_edit(a, b))
        return _Verdict(
            self._difference(kind, [one], [other], "alteration", note),
            doubtful=(rare or (of_print and not bears_sense)) and not (_is_name(one) and _is_name(other)),
            lost=lost if not bears_sense else "",
        )

    def _never_has(self, letters: str) -> bool:
        """A text that should have these letters many times never has them: its printing loses that ligature.

        Those with f come from one font and are lost together, so that they count together.
        """
        counts = self._vocabulary().counts
        kin = ("ff", "fi", "fl") if letters[0] == "f" and letters != "ft" else (letters,)
        expected = sum(counts.values()) * sum(LIGATURE_RATES.get(k, 0.0) for k in kin)
        return expected >= 10 and not any(k in word for word in counts for k in kin)

    # -- words on one side only --------------------------------------------------------------------------------------

    def _judge_left_out(self, group: Group, theirs: Sequence[Token], bracketed: set[int]) -> list[_Verdict]:
        joint = self._joints.get(group.first)
        if joint is not None:
            bracketed.add(group.first)
            return [_Verdict(self._judge_joint(joint, group, theirs))]
        if all(set(t.key) <= {LOST} for t in theirs):
            return [_Verdict(self._difference("damage", (), theirs, "noise", "a lost sign"))]
        negated = any(t.key in self._vocabulary().lexicon.negations for t in theirs)
        if not negated and self._is_furniture(theirs[0], theirs[-1]):
            note = "running header or page number"
            return [_Verdict(self._difference("omission", (), theirs, "editorial", note))]
        around = self.theirs[max(0, group.source_first - 1) : group.source_last + 1]
        twice = len(theirs) == 1 and sum(t.key == theirs[0].key for t in around) > 1
        if twice and not negated and theirs[0].key.isalpha():
            return [_Verdict(self._difference("ocr", (), theirs, "noise", "a word printed twice"))]
        kind: DifferenceKind = "negation" if negated else "omission"
        note = "a negation is left out" if negated else "left out without a mark"
        if any(_DIGITS.search(t.key) for t in theirs) and len(theirs) == 1:
            kind, note = "digit", "a number is left out"
        speck = len(theirs) == 1 and len(theirs[0].key) == 1 and theirs[0].key.isalpha()
        speck = speck and not self._vocabulary().is_general(theirs[0].key) and not self._completes_a_word(group)
        return [_Verdict(self._difference(kind, (), theirs, "alteration", note), doubtful=speck)]

    def _completes_a_word(self, group: Group) -> bool:
        """A stray letter of the source that makes a word with its neighbour: `o f`."""
        letter = self.theirs[group.source_first].key
        before = self.theirs[group.source_first - 1].key if group.source_first else ""
        after = self.theirs[group.source_last].key if group.source_last < len(self.theirs) else ""
        known = self._vocabulary().is_general
        return (bool(before) and known(before + letter)) or (bool(after) and known(letter + after))

    def _judge_put_in(self, ours: Sequence[Token], source_at: int) -> _Verdict:
        lexicon = self._vocabulary().lexicon
        negated = any(t.key in lexicon.negations for t in ours)
        kind: DifferenceKind = "negation" if negated else "insertion"
        note = "a negation is put in" if negated else "put in without a mark"
        if len(ours) == 1 and _DIGITS.search(ours[0].key):
            kind, note = "digit", "a number is put in"
        speck = len(ours) == 1 and len(ours[0].key) == 1 and ours[0].key.isalpha()
        speck = speck and not self._vocabulary().is_general(ours[0].key)
        at = self.theirs[source_at].start if source_at < len(self.theirs) else self.theirs[-1].end
        difference = replace(self._difference(kind, ours, (), "alteration", note), start=at, end=at)
        return _Verdict(difference, doubtful=speck)

    def _judge_lettered(self, lettered: tuple[str, str], ours: Sequence[Token], theirs: Sequence[Token]) -> _Verdict:
        """``[T]he``, ``seek[s]``: the author's own letters in a word."""
        shown, own = lettered
        theirs_key = "".join(t.key for t in theirs)
        whole = "".join(t.key for t in ours)
        lexicon = self._vocabulary().lexicon
        fits = theirs_key == whole or (
            len(own) >= 2
            and (theirs_key.startswith(own) or theirs_key.endswith(own))
            and len(theirs_key) - len(own) <= 5
        )
        difference = replace(
            self._difference("insertion", ours, theirs, "editorial", "letters in brackets"), quote=shown
        )
        if not fits:
            return _Verdict(replace(difference, kind="word", weight="alteration", note="another word"))
        if theirs_key != whole and lexicon.negated(theirs_key, whole):
            return _Verdict(replace(difference, kind="negation", weight="alteration", note="a negation in brackets"))
        return _Verdict(difference)

    def _marked(self, joint: Joint, theirs: Sequence[Token]) -> Difference:
        note = {"ellipsis": "marked ellipsis", "bracket": "words in brackets", "remark": "remark in brackets"}[
            joint.kind
        ]
        kind: DifferenceKind = "omission" if joint.kind == "ellipsis" else "insertion"
        shown = f"[{joint.content}]" if joint.kind != "ellipsis" else joint.content
        difference = replace(self._difference(kind, (), theirs, "editorial", note), quote=shown)
        negations = self._vocabulary().lexicon.plain_negations if joint.kind == "bracket" else frozenset()
        if joint.kind == "bracket" and any(w.casefold() in negations for w in re.findall(r"\w+", joint.content)):
            return replace(difference, kind="negation", weight="alteration", note="a negation in brackets")
        return difference

    def _judge_joint(self, joint: Joint, group: Group, theirs: Sequence[Token]) -> Difference:
        """What an ellipsis drops or a bracket replaces."""
        difference = self._marked(joint, theirs)
        lexicon = self._vocabulary().lexicon
        if len(theirs) > joint.longest:
            note = f"{len(theirs)} words lie between: two places, not one"
            return replace(difference, kind="omission", weight="alteration", note=note)
        attached = theirs if joint.kind == "bracket" else self._attached(group)
        dropped = [t.form for t in attached if t.key in lexicon.plain_negations]
        if dropped:
            note = f"“{dropped[0]}” stands in the words left out, which changes the sense"
            return replace(difference, kind="negation", weight="alteration", note=note)
        hedges = [t.form for t in attached if t.key in lexicon.hedges]
        if hedges and difference.weight == "editorial":
            return replace(difference, note=f"{difference.note}; “{hedges[0]}” is left out")
        return difference

    def _attached(self, group: Group) -> list[Token]:
        """The words left out that belong to a sentence of which something is quoted."""
        theirs = self.theirs[group.source_first : group.source_last]
        ends = [i for i in range(1, len(theirs)) if _ends_sentence(theirs[i].gap, theirs[i].form)]
        starts_fresh = _ends_sentence(theirs[0].gap, theirs[0].form)
        following = self.theirs[group.source_last : group.source_last + 1]
        closes = bool(following) and _ends_sentence(following[0].gap, following[0].form)
        if not ends:
            return [] if starts_fresh and closes else list(theirs)
        return [*([] if starts_fresh else theirs[: ends[0]]), *([] if closes else theirs[ends[-1] :])]

    # -- between words -----------------------------------------------------------------------------------------------

    def _judge_gap(self, one: Token, other: Token, index: int) -> list[_Verdict]:
        """Punctuation between two words on each side."""
        if one.gap == other.gap or index in self._joints:
            return []
        ours, theirs = _gap(one.gap), _gap(other.gap)
        if ours == theirs:
            return []
        ours_sign, theirs_sign = ours.strip(), theirs.strip()
        numeric = one.form[0].isdigit() or other.form[0].isdigit()
        if numeric and ours.endswith("-") != theirs.endswith("-"):
            return [_Verdict(self._difference("digit", [one], [other], "alteration", "a sign before a number"))]
        if ours_sign == theirs_sign:
            if "-" in ours or (ours_sign and theirs_sign):
                return []
            if not ours_sign and not theirs_sign:
                return []
        difference = Difference(
            "ocr",
            " ".join((one.gap + one.form).split()),
            " ".join((other.gap + other.form).split()),
            "noise",
            "punctuation",
            other.start,
            other.end,
        )
        return [_Verdict(difference)]

    # -- order and surroundings --------------------------------------------------------------------------------------

    def _reordered(self, verdicts: list[_Verdict]) -> tuple[list[Group], int]:
        """Take out of the groups the same words in another order, one difference each; how many letters they hold."""
        groups = self.groups
        kept: list[Group] = []
        moved = i = 0
        while i < len(groups):
            taken = 0
            if not self._is_same(groups[i]) and groups[i].first not in self._joints:
                for length in range(min(24, len(groups) - i), 1, -1):
                    window = groups[i : i + length]
                    if self._is_same(window[-1]):
                        continue
                    ours = self.ours[window[0].first : window[-1].last]
                    theirs = self.theirs[window[0].source_first : window[-1].source_last]
                    if len(ours) > 1 and sorted(t.key for t in ours) == sorted(t.key for t in theirs):
                        note = "the same words in another order"
                        verdicts.append(_Verdict(self._difference("order", ours, theirs, "alteration", note)))
                        taken = length
                        moved += sum(len(t.key) for t in ours)
                        break
            if not taken:
                kept.append(groups[i])
            i += taken or 1
        return kept, moved

    def _is_same(self, group: Group) -> bool:
        ours, theirs = self._sides(group)
        return [t.key for t in ours] == [t.key for t in theirs]

    def _settle(self, verdicts: Sequence[_Verdict]) -> list[Difference]:
        """Give the doubtful ones the benefit of bad surroundings, and put all in order."""
        damaged = sum(v.damaged_word for v in verdicts)
        ligatures = sum(v.damaged_word and v.difference.kind == "damage" for v in verdicts)
        settled = []
        for verdict in verdicts:
            difference = verdict.difference
            if verdict.lost and ligatures:
                difference = replace(
                    difference, kind="damage", weight="noise", note=f"the letters {verdict.lost} are lost"
                )
            elif verdict.doubtful and (damaged >= 2 or self._is_noisy_here()):
                difference = replace(
                    difference, kind="ocr", weight="noise", note="misread letters in a badly printed text"
                )
            settled.append(difference)
        return settled

    def _is_noisy_here(self) -> bool:
        start, end = (self.theirs[0].start, self.theirs[-1].end) if self.theirs else (0, 0)
        return self._vocabulary().is_noisy(start, end)


def _shown(words: Sequence[Token]) -> str:
    return "".join((" " if i and not w.gap else w.gap if i else "") + w.form for i, w in enumerate(words))


def _same_but_for_hyphens(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """One side has a word broken at a line's end where the other has it whole or with its own hyphen."""
    return any("-" in t.raw or "\u00ad" in t.raw or "‐" in t.raw or "¬" in t.raw for t in (*ours, *theirs))


def _number(form: str) -> str:
    """A number without thousands separators, other signs kept; empty where there is no digit."""
    if not _DIGITS.search(form):
        return ""
    plain = unicodedata.normalize("NFKC", form).casefold().strip()
    return re.sub(r"(?<=\d)[,\u00a0\u202f\u2009' ](?=\d{3}(?!\d))", "", plain)


def _digits(key: str) -> str:
    return "".join(_DIGITS.findall(key))


def _numbers(words: Sequence[Token]) -> list[str]:
    """The numbers in a run of words, thousands separators left out."""
    plain = _number("".join(t.gap + t.form for t in words))
    return _DIGIT_RUN.findall(plain)


def _letters(key: str) -> str:
    return _DIGITS.sub("", key)


def _is_mixed(key: str) -> bool:
    return bool(_DIGITS.search(key)) and bool(_letters(key))


def _bare(form: str) -> str:
    plain = unicodedata.normalize("NFKD", form.casefold())
    return "".join(c for c in plain if c.isalnum())


def _gap(gap: str) -> str:
    """Punctuation as editors see it: dashes alike, quotation marks gone, white space single and none about dashes."""
    plain = " ".join(gap.translate(PUNCTUATION).split()) if gap.strip() else ""
    plain = re.sub(r"\s*-+\s*", "-", plain).replace("''", "'")
    return re.sub(r"\s+", "", plain) or (" " if gap else "")


def _ends_sentence(gap: str, next_form: str) -> bool:
    return bool(re.search(r"[.!?]", gap)) and (next_form[:1].isupper() or next_form[:1].isdigit())


def _is_name(token: Token) -> bool:
    """A capital in the middle of a sentence."""
    begins = not token.gap or any(c in token.gap for c in ".!?:")
    return token.form[:1].isupper() and len(token.form) > 2 and not begins


def _name_note(one: Token, other: Token) -> str:
    return "another name" if _is_name(one) and _is_name(other) else ""


def _is_inflection(one: str, other: str) -> bool:
    """The longer word is the shorter one with an ending."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in _INFLECTIONS


def _british(one: str, other: str) -> bool:
    """Colour and color, modernise and modernize."""
    return any(one.replace(a, b) == other.replace(a, b) for a, b in _SPELLINGS if len(one) > 4)


def _rest(one: str, other: str) -> str:
    """What the longer word has beyond the shorter one, before or behind it."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return long[len(short) :]
    return long[: -len(short)] if long.endswith(short) else ""
