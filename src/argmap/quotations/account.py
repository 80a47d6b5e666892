"""What kind each difference between a quotation and its source is: allowed by editors, bad printing, or a change.

Digits are never put down to bad printing, nor are negations and other words that carry the sense of a sentence. A
changed word is bad printing only where one side is no word at all, or where the text is visibly damaged all around;
in doubt it is a change. The kinds of damage are those measured on recognised print (Nguyen et al., JCDL 2019).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from argmap.ground.values import dataclass
from argmap.quotations.alignment import ALIKE, Group, likeness
from argmap.quotations.apparatus import is_apparatus, is_row_number
from argmap.quotations.disguise import LOOK_ALIKE
from argmap.quotations.folding import APOSTROPHES, LOST, REPAIRED, UNSEEN, fold
from argmap.quotations.lexicon import CONDITION, DENIAL, REFUSAL, SPEAKER, Vocabulary, without_article
from argmap.quotations.match import Difference, DifferenceKind, DifferenceWeight
from argmap.quotations.quoting import Joint, Quotation
from argmap.quotations.scope import LIMIT, limiting
from argmap.quotations.tokens import Token, tokenise
from argmap.quotations.wording import DIGIT, Verdict, WordJudge, is_bare, number_in, shown_words

PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－~", "-"),
        **dict.fromkeys('"“”„‟‚«»‹›″' + APOSTROPHES, "'"),
        # brackets, the stars and strokes of Markdown, what is not seen
        **dict.fromkeys("[]*_" + UNSEEN),
        "…": ".",
    }
)


_LONG_SENTENCE = 60  # Words.
# What opens and closes a parenthesis.
_PAIRED = (("([", ")]"), (",", ",;:"), ("-–—", "-–—"))
# So many words with f for s, which are none, tell that a text was printed with the long s.
_PRINTS_LONG_S = 2
_HEAVIEST_FIRST: tuple[DifferenceWeight, ...] = ("alteration", "undecided", "noise")


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
        return next((w for w in _HEAVIEST_FIRST if w in weights), "editorial")


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
        self._words = WordJudge(text, vocabulary, (self.ours[0], self.ours[-1]))
        self._reorderings: list[Verdict] = []
        self._in_order, moved = self._reordered(self._reorderings)
        self.covered, self._closeness = self._shares(moved)

    def _shares(self, moved: int) -> tuple[float, float]:
        """How much of the quotation's letters answers letters of the source, and how much of it letter by letter.

        It is told before any difference is judged: most places that are looked at end with it.
        """
        matched, close = float(moved), 0.8 * moved
        for group in self._in_order:
            ours, theirs = ("".join([t.key for t in side]) for side in self._sides(group))
            like = likeness(ours, theirs) if ours != theirs else 1.0
            if like >= ALIKE:
                letters = len(ours)
                matched, close = matched + letters, close + letters * like
        total = sum(len(t.key) for t in self.ours) or 1
        return matched / total, close / total

    def insertions(self) -> Iterator[str]:
        """The folded letters of each run of words that the source does not have where they should stand."""
        for group in self._in_order:
            if group.source_first == group.source_last:
                yield fold(shown_words(self.ours[group.first : group.last]))

    def account(self) -> Account:
        """Every difference, in the order of the quotation."""
        verdicts = self._reorderings[:]
        bracketed: set[int] = set()
        before: Group | None = None
        for group in self._in_order:
            ours, theirs = self._sides(group)
            if len(ours) == len(theirs) == 1 and ours[0].form == theirs[0].form and not theirs[0].read_as:
                # By far the most frequent case, and the one that must cost nothing.
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
                if before is not None and before.source_last == group.source_first and before.last == group.first:
                    verdicts += self._judge_gap(ours[0], theirs[0], group.first)
                before = group
        verdicts += [
            Verdict(self._marked(joint, ())) for joint in self.quotation.joints if joint.index not in bracketed
        ]
        return Account(tuple(self._settle(verdicts)), self.covered, self._closeness)

    def _sides(self, group: Group) -> tuple[Sequence[Token], Sequence[Token]]:
        return self.ours[group.first : group.last], self.theirs[group.source_first : group.source_last]

    # -- judging one group -------------------------------------------------------------------------------------------

    def _judge(
        self, group: Group, ours: Sequence[Token], theirs: Sequence[Token], bracketed: set[int]
    ) -> list[Verdict]:
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
            return [self._words.judge_word(ours[0], theirs[0])]
        return [self._words.judge_joined(ours, theirs, ours_key, theirs_key)]

    def _judge_same_letters(self, ours: Sequence[Token], theirs: Sequence[Token], index: int) -> list[Verdict]:
        """Equal folded letters: look at what the folding hid."""
        found: list[Verdict] = []
        repaired = [t for t in theirs if t.read_as]
        if repaired:
            note = REPAIRED if any(t.read_as == REPAIRED for t in repaired) else LOOK_ALIKE
            found.append(Verdict(self._words.difference("damage", ours, theirs, "editorial", note)))
        if [t.key for t in ours] != [t.key for t in theirs]:
            if not repaired and not _same_but_for_hyphens(ours, theirs):
                found.append(self._words.judge_spacing(ours, theirs))
            return found
        for at, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if one.form == other.form or other.read_as:
                continue
            found += self._judge_form(one, other, index + at)
        return found

    def _judge_form(self, one: Token, other: Token, index: int) -> list[Verdict]:
        if number_in(one.form) != number_in(other.form):
            return [Verdict(self._words.difference("digit", [one], [other], "alteration", "a number is changed"))]
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
            return [Verdict(self._words.difference(kind, [one], [other], weight, "small and capital letters"))]
        if DIGIT.search(one.form) and not one.form[0].isalpha():
            # 1,250 and 1250: the same number written otherwise.
            return [Verdict(self._words.difference("ocr", [one], [other], "noise", "a number is written otherwise"))]
        if _bare(one.form) == _bare(other.form):
            return [self._words.judge_accents(one, other)]
        return []

    # -- words on one side only --------------------------------------------------------------------------------------

    def _judge_left_out(self, group: Group, theirs: Sequence[Token], bracketed: set[int]) -> list[Verdict]:
        joint = self._joints.get(group.first)
        if joint is not None:
            bracketed.add(group.first)
            return [Verdict(self._judge_joint(joint, group, theirs))]
        if all(set(t.key) <= {LOST} for t in theirs):
            return [Verdict(self._words.difference("damage", (), theirs, "noise", "a lost sign"))]
        negated = any(t.key in self._vocabulary().lexicon.negations for t in theirs)
        if not negated and self._is_furniture(theirs[0], theirs[-1]):
            note = "running header or page number"
            return [Verdict(self._words.difference("omission", (), theirs, "editorial", note))]
        if self._is_apparatus(theirs):
            return [Verdict(self._words.difference("omission", (), theirs, "editorial", "no words of the text"))]
        if len(theirs) == 1 and self._is_printed_twice(group.source_first):
            return [Verdict(self._words.difference("ocr", (), theirs, "noise", "a word printed twice"))]
        kind: DifferenceKind = "negation" if negated else "omission"
        note = "a negation is left out" if negated else "left out without a mark"
        if any(DIGIT.search(t.key) for t in theirs) and len(theirs) == 1:
            kind, note = "digit", "a number is left out"
        # a small letter alone is a speck of print; a capital one says which: "the key of D major"
        speck = len(theirs) == 1 and len(theirs[0].key) == 1 and theirs[0].form.islower()
        speck = speck and not self._vocabulary().is_general(theirs[0].key) and not self._completes_a_word(group)
        return [Verdict(self._words.difference(kind, (), theirs, "alteration", note), doubtful=speck)]

    def _is_apparatus(self, theirs: Sequence[Token]) -> bool:
        """A page in brackets, *sic*, a remark on the quotation, a note's letter, the number of a line or a verse."""
        start, end = theirs[0].start, theirs[-1].end
        if is_apparatus(self.text, start, end):
            return True
        return len(theirs) == 1 and is_row_number(self.text, start, end)

    def _is_printed_twice(self, index: int) -> bool:
        """The source has a word twice with nothing but white space between; not one that weighs when said twice."""
        word = self.theirs[index]
        if not word.key.isalpha() or word.key in self._vocabulary().lexicon.sense_bearing:
            return False
        before, after = self.theirs[max(0, index - 1) : index], self.theirs[index + 1 : index + 2]
        return any(w.key == word.key and not word.gap.strip() for w in before) or any(
            w.key == word.key and not w.gap.strip() for w in after
        )

    def _completes_a_word(self, group: Group) -> bool:
        """A stray letter of the source that makes a word with its neighbour: `o f`."""
        letter = self.theirs[group.source_first].key
        before = self.theirs[group.source_first - 1].key if group.source_first else ""
        after = self.theirs[group.source_last].key if group.source_last < len(self.theirs) else ""
        known = self._vocabulary().is_general
        return (bool(before) and known(before + letter)) or (bool(after) and known(letter + after))

    def _judge_put_in(self, ours: Sequence[Token], source_at: int) -> Verdict:
        lexicon = self._vocabulary().lexicon
        negated = any(t.key in lexicon.negations for t in ours)
        kind: DifferenceKind = "negation" if negated else "insertion"
        note = "a negation is put in" if negated else "put in without a mark"
        if len(ours) == 1 and DIGIT.search(ours[0].key):
            kind, note = "digit", "a number is put in"
        speck = len(ours) == 1 and len(ours[0].key) == 1 and ours[0].key.isalpha()
        speck = speck and not self._vocabulary().is_general(ours[0].key)
        at = self.theirs[source_at].start if source_at < len(self.theirs) else self.theirs[-1].end
        difference = replace(self._words.difference(kind, ours, (), "alteration", note), start=at, end=at)
        return Verdict(difference, doubtful=speck)

    def _judge_lettered(self, lettered: tuple[str, str], ours: Sequence[Token], theirs: Sequence[Token]) -> Verdict:
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
            self._words.difference("insertion", ours, theirs, "editorial", "letters in brackets"), quote=shown
        )
        if not fits:
            return Verdict(replace(difference, kind="word", weight="alteration", note="another word"))
        if theirs_key != whole and lexicon.negated(theirs_key, whole):
            return Verdict(replace(difference, kind="negation", weight="alteration", note="a negation in brackets"))
        return Verdict(difference)

    def _marked(self, joint: Joint, theirs: Sequence[Token]) -> Difference:
        note = {"ellipsis": "marked ellipsis", "bracket": "words in brackets", "remark": "remark in brackets"}[
            joint.kind
        ]
        kind: DifferenceKind = "omission" if joint.kind == "ellipsis" else "insertion"
        shown = f"[{joint.content}]" if joint.kind != "ellipsis" else joint.content
        difference = replace(self._words.difference(kind, (), theirs, "editorial", note), quote=shown)
        negations = self._vocabulary().lexicon.plain_negations if joint.kind == "bracket" else frozenset()
        if joint.kind == "bracket" and any(w.casefold() in negations for w in re.findall(r"\w+", joint.content)):
            return replace(difference, kind="negation", weight="alteration", note="a negation in brackets")
        return difference

    def _judge_joint(self, joint: Joint, group: Group, theirs: Sequence[Token]) -> Difference:
        """What an ellipsis drops or a bracket replaces."""
        if joint.kind != "ellipsis" and theirs and self._is_bracketed(theirs):
            return self._judge_own_bracket(joint, theirs)
        difference = self._marked(joint, theirs)
        lexicon = self._vocabulary().lexicon
        if len(theirs) > joint.longest:
            note = f"{len(theirs)} words lie between: two places, not one"
            return replace(difference, kind="omission", weight="alteration", note=note)
        attached = theirs if joint.kind == "bracket" else self._attached(group)
        keys = [without_article(t.form, t.key) for t in attached]
        aside = self._set_off(group)
        hidden = lexicon.hides(lexicon.but_names(attached))
        if not hidden and aside and (speaker := lexicon.names_a_speaker(keys)):
            hidden = (SPEAKER, keys.index(speaker), keys.index(speaker) + 1)
        if hidden:
            what, first, last = hidden
            shown = " ".join(t.form for t in attached[first:last])
            if self._stands_apart(what, keys, aside):
                return replace(difference, weight="warning", note=f"{difference.note}; “{shown}” is left out, {what}")
            note = f"“{shown}” stands in the words left out, {what}, which changes the sense"
            return replace(difference, kind="negation", weight="alteration", note=note)
        soft = lexicon.softens(keys) if difference.weight == "editorial" else None
        if not soft and difference.weight == "editorial" and joint.kind == "ellipsis":
            soft = self._governing(keys, group) or self._limiting(keys, group)
        if difference.weight == "editorial" and joint.kind == "ellipsis" and not soft and aside in ("", ","):
            before, behind = self.theirs[: group.source_first], self.theirs[group.source_last :]
            if limit := limiting(attached, before, behind, lexicon, set_off=bool(aside)):
                return replace(difference, weight="warning", note=f"{difference.note}; “{limit}” is left out, {LIMIT}")
        if soft:
            shown = " ".join(t.form for t in attached[slice(*soft)])
            return replace(difference, weight="warning", note=f"{difference.note}; “{shown}” is left out")
        return difference

    def _stands_apart(self, what: str, keys: Sequence[str], aside: str) -> bool:
        """What is denied or refused among the words left out is not what the rest says: it stands in brackets, in a
        clause of its own ("who could not read"), or with its verb before an "and": "abandoned the mill and".
        """
        lexicon = self._vocabulary().lexicon
        if what == REFUSAL and aside:
            return True
        if what in (DENIAL, CONDITION) and aside and (aside == "(" or lexicon.relatives.intersection(keys[:1])):
            return True
        return what in (DENIAL, REFUSAL) and len(keys) > 2 and bool(lexicon.coordinators.intersection(keys[-1:]))

    def _governing(self, keys: Sequence[str], group: Group) -> tuple[int, int] | None:
        """What governed the words quoted behind an ellipsis, and is left out: "swore under torture" before *that*, "the
        fate of" before *losing*, "meant to" before *pay*. Not where it says that they are so ("showed", "managed to").
        """
        lexicon = self._vocabulary().lexicon
        following = self.theirs[group.source_last : group.source_last + 2]
        size = len(keys)
        if not keys or not following or self._set_off(group):
            return None
        word = following[0]
        if word.key in lexicon.clause_openers:  # "the letters from the front that survive" has a clause of another kind
            # "similar to that of": it stands for a noun
            stands_for_a_noun = len(following) > 1 and following[1].key in lexicon.behind_pronouns
            apart = keys[0] in lexicon.modifier_openers or lexicon.certainties.found(keys)
            return None if apart or stands_for_a_noun else (max(0, size - 3), size)
        if size < 2:
            return None
        small = word.key in lexicon.function_words or word.key in lexicon.degrees or word.key in lexicon.numerals
        if small or not word.form[:1].islower():
            return None
        if keys[-1] in lexicon.infinitive_marks:
            return None if keys[-2] in lexicon.achievements else (size - 2, size)
        if keys[-2] in lexicon.gerund_marks and keys[-1].endswith(lexicon.gerund_endings):
            return max(0, size - 4), size  # "was accused of having | sold"
        governed = keys[-1] in lexicon.gerund_marks and word.key.endswith(lexicon.gerund_endings)
        return (max(0, size - 3), size) if governed else None

    def _limiting(self, keys: Sequence[str], group: Group) -> tuple[int, int] | None:
        """What tells how far the rest holds: "once the tithes were paid", "below ten degrees", "had it rained"."""
        lexicon = self._vocabulary().lexicon
        if not keys or self._set_off(group):
            return None
        if len(keys) > 2 and lexicon.limits_within.begins(keys):
            return 0, 2
        following = self.theirs[group.source_last : group.source_last + 1]
        if keys[0] in lexicon.comparators and following and following[0].key == keys[0]:
            return 0, 1  # "better | than at home, yet worse | than in the town"
        if len(keys) > 2 and keys[0] in lexicon.conditions_ahead:
            before = self.theirs[max(0, group.source_first - _LONG_SENTENCE) : group.source_first]
            if lexicon.unreal_moods.intersection(token.key for token in before):
                return 0, 2
        numbers = lexicon.numerals | lexicon.degrees
        return next(
            (
                (at, at + 2)
                for at, one in enumerate(keys)
                if one in lexicon.bounds and any(w in numbers or w.isdigit() for w in keys[at + 1 : at + 3])
            ),
            None,
        )

    def _is_bracketed(self, theirs: Sequence[Token]) -> bool:
        """The words stand in square brackets in the text."""
        start, end = theirs[0].start, theirs[-1].end
        before, behind = self.text[max(0, start - 2) : start], self.text[end : end + 2]
        return before.rstrip()[-1:] == "[" and behind.lstrip()[:1] == "]"

    def _judge_own_bracket(self, joint: Joint, theirs: Sequence[Token]) -> Difference:
        """A bracket where the text has one too: the same, or changed."""
        shown = self.text[theirs[0].start : theirs[-1].end]
        difference = self._words.difference("insertion", (), theirs, "editorial", "a bracket of the text")
        difference = replace(difference, quote=f"[{joint.content}]")
        if fold(joint.content) == fold(shown):
            return difference
        if self._is_bracket_misread(joint, theirs):
            return replace(difference, kind="ocr", weight="noise", note="misread letters in a bracket of the text")
        if re.findall(r"\d", joint.content) != re.findall(r"\d", shown):
            return replace(difference, kind="digit", weight="alteration", note="a number in a bracket is changed")
        return replace(difference, kind="word", weight="alteration", note="other words in a bracket of the text")

    def _is_bracket_misread(self, joint: Joint, theirs: Sequence[Token]) -> bool:
        """Word for word the same bracket, what differs misread."""
        ours = tokenise(joint.content, 0, len(joint.content))
        return len(ours) == len(theirs) and all(
            one.key == other.key or self._words.judge_word(one, other).difference.weight == "noise"
            for one, other in zip(ours, theirs, strict=True)
        )

    def _set_off(self, group: Group) -> str:
        """The sign that opens the words left out where they stand in brackets, or between two commas or dashes."""
        following = self.theirs[group.source_last : group.source_last + 1]
        if not following or group.source_first == group.source_last:
            return ""
        opens, closes = self.theirs[group.source_first].gap.strip()[-1:], following[0].gap.strip()[:1]
        return opens if opens and closes and any(opens in a and closes in b for a, b in _PAIRED) else ""

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

    def _judge_gap(self, one: Token, other: Token, index: int) -> list[Verdict]:
        """Punctuation between two words on each side."""
        if one.gap == other.gap or index in self._joints:
            return []
        ours, theirs = _gap(one.gap), _gap(other.gap)
        if ours == theirs:
            return []
        ours_sign, theirs_sign = ours.strip(), theirs.strip()
        numeric = one.form[0].isdigit() or other.form[0].isdigit()
        if numeric and ours.endswith("-") != theirs.endswith("-"):
            return [Verdict(self._words.difference("digit", [one], [other], "alteration", "a sign before a number"))]
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
        return [Verdict(difference)]

    # -- order and surroundings --------------------------------------------------------------------------------------

    def _reordered(self, verdicts: list[Verdict]) -> tuple[list[Group], int]:
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
                        verdicts.append(Verdict(self._words.difference("order", ours, theirs, "alteration", note)))
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

    def _settle(self, verdicts: Sequence[Verdict]) -> list[Difference]:
        """Give the doubtful ones the benefit of bad surroundings, and put all in order."""
        damaged = sum(v.damaged_word for v in verdicts)
        ligatures = sum(v.damaged_word and v.difference.kind == "damage" for v in verdicts)
        long_s = sum(v.damaged_word and _is_long_s(v.difference) for v in verdicts)
        # a word that is none without its accents, and no accent left: recognition knew none
        plain = [v.difference.source for v in verdicts if v.bare and v.difference.weight == "noise"]
        names = not self._vocabulary().lexicon.nouns_have_capitals if plain else False
        stripped = any(form.islower() or not names for form in plain)
        stripped = stripped and all(is_bare(token.form) for token in self.theirs)
        settled = []
        for verdict in verdicts:
            difference = verdict.difference
            if verdict.lost and ligatures:
                difference = replace(
                    difference, kind="damage", weight="noise", note=f"the letters {verdict.lost} are lost"
                )
            elif verdict.bare and stripped:
                difference = replace(difference, kind="damage", weight="noise", note="accents are lost here")
            elif long_s >= _PRINTS_LONG_S and _is_long_s(difference):
                difference = replace(difference, kind="ocr", weight="noise", note="a long s read as f")
            elif verdict.doubtful and self._is_badly_printed(damaged):
                difference = replace(
                    difference, kind="ocr", weight="noise", note="misread letters in a badly printed text"
                )
            elif verdict.undecided and (self._vocabulary().is_of_print or self._is_badly_printed(damaged)):
                difference = replace(difference, weight="undecided", note=verdict.undecided)
            settled.append(difference)
        return settled

    def _is_badly_printed(self, damaged: int) -> bool:
        """Two of the words compared are damaged, or the text about them is full of misprints."""
        if damaged >= 2:
            return True
        start, end = (self.theirs[0].start, self.theirs[-1].end) if self.theirs else (0, 0)
        return self._vocabulary().is_noisy(start, end)


def _is_long_s(difference: Difference) -> bool:
    """The source has f where the quotation has s: the long s of old print, read by its shape."""
    ours, theirs = difference.quote.casefold(), difference.source.casefold()
    pairs = zip(ours, theirs, strict=False)
    return len(ours) == len(theirs) and ours != theirs and all(a == b or (a, b) == ("s", "f") for a, b in pairs)


def _same_but_for_hyphens(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """One side has a word broken at a line's end where the other has it whole or with its own hyphen."""
    return any("-" in t.raw or "\u00ad" in t.raw or "‐" in t.raw or "¬" in t.raw for t in (*ours, *theirs))


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
