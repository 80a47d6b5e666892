"""A text made ready to be searched for quotations, and the search itself.

Build one `SearchText` a text and ask it for every quotation. The exact search is one `str.find` over folded letters;
when it fails, the parts between marked ellipses and brackets are sought, then the letters that no ligature can lose,
and only then the near matches, each held against the text word by word (`account`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from argmap.ground.patterns import later
from argmap.quotations.account import PUNCTUATION, Account, Comparison
from argmap.quotations.alignment import LIGATURE_LETTERS, Group, Likeness, align, likeness, likeness_in_print
from argmap.quotations.candidates import LONG, TELLING, Parts, share_of_parts, windows
from argmap.quotations.disguise import find_disguised, undisguised
from argmap.quotations.edges import cut_off
from argmap.quotations.folding import LOST, Proposed, Replaced, Skeleton, fold, read_by_repairs, without_overlaps
from argmap.quotations.lexicon import Vocabulary, load_lexicon
from argmap.quotations.marks import NOTE_MARK, PAGE_FURNITURE, find_furniture, find_marks, is_page_debris
from argmap.quotations.match import Difference, Match
from argmap.quotations.quoting import Quotation, read_marked, read_plainly
from argmap.quotations.tokens import Token, tokenise
from argmap.quotations.wording import shown_words

_BLOCK = 4096
# The tags by which a quoting author's own paper sets words off, as stars do.
_EMPHASIS = later(r"</?(?:em|strong|mark|small|[biu]|span|su[bp])(?:\s[^<>]{0,80})?>", re.IGNORECASE)
# How many places an exact search looks at before it takes the best of them.
_PLACES = 64
_RANK = {"verbatim": 4, "noise": 3, "not-checkable": 2, "altered": 1, "not-found": 0}
# Below these shares of the quotation's letters the words are not called found, or not called damaged.
_COVERED = 0.6
_LEGIBLE = 0.7
_FEWEST_LETTERS = 6
# So many letters in a row that stand in another place are a second place quoted, and no chance.
_SPLICE = 20
# Where so much of a quotation stands it comes from, and a place that holds half as many pieces of it is no better.
_MOST_PIECES = 0.66
_MOST_LETTERS = 0.85
# Of a longer quotation a place has, in short parts, at least this much of the share that must be there in words: where
# one was found it was .65, and where none was mostly less than .3.
_IN_PARTS = 0.5
# Longer quotations are only looked for as they stand.
_MOST_WORDS = 2000
_WORD = re.compile(r"[\w\ufffd]+")
# From the first to the last letter of a quotation.
_CORE = re.compile(r"[\w\ufffd](?:.*[\w\ufffd])?", re.DOTALL)
_EDGE = re.compile(r"[\w\ufffd\u00ad]")


class SearchText:
    """A text that can be searched for quotations.

    `repairs` are the readings proposed for damaged stretches, `furniture` the stretches that belong to the page
    (running headers, page numbers); both in offsets of `text`. Where no furniture is given it is looked for.
    `language` names the word lists used to tell bad printing from a change of words; `of_print` says that the text was
    taken from printed pages, where letters may be misread. A text of which that is not known tells it by its own marks.
    """

    def __init__(
        self,
        text: str,
        repairs: Iterable[Proposed] = (),
        furniture: Iterable[tuple[int, int]] = (),
        language: str = "en",
        of_print: bool | None = None,
    ) -> None:
        self.text = text
        self.language = language
        self._of_print = of_print
        given = [Replaced(start, end, "", PAGE_FURNITURE) for start, end in furniture]
        found = [*find_marks(text), *(find_furniture(text) if not given else ())]
        self._replaced = without_overlaps([*given, *read_by_repairs(repairs), *find_disguised(text), *found])
        self._supposed = bool(found)
        self._skeleton = Skeleton(text, self._replaced)
        self._thin: tuple[str, list[int]] | None = None
        self._parts: str | Parts | None = None
        self._vocabulary: Vocabulary | None = None
        self._bare: SearchText | None = None
        self._readings: dict[str, str] | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the text; built when a difference first needs judging."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(self.text, load_lexicon(self.language), self._of_print)
        return self._vocabulary

    def find(self, quote: str) -> Match:
        """Where the words of `quote` stand in the text, and how they differ. Never raises."""
        quote = undisguised(quote)
        if "<" in quote and not _EMPHASIS.search(self.text):
            quote = _EMPHASIS.sub("", quote)
        marks = without_overlaps(find_marks(quote, behind_letters=False))
        letters = self._fold_quote(quote, marks)
        if not letters:
            return Match("not-checkable", why="The quotation holds no words.")
        if not self._skeleton.letters:
            return Match("not-checkable", why="The text searched holds no words.")
        match = self._at_once(quote, letters, marks) or self._find(quote, letters)
        if match.found or match.undecided:
            match = self._at_edges(quote, match)
        words = len(quote.split())
        if match.undecided:
            return match
        if len(letters) < _FEWEST_LETTERS or (words < 3 and len(letters) < 2 * _FEWEST_LETTERS):
            why = f"Too short to prove anything: {words} words, {len(letters)} letters."
            return replace(match, state="not-checkable", why=why)
        return match

    def _at_edges(self, quote: str, match: Match) -> Match:
        """The match with what the sentence says right beside the words quoted, where that turns them round."""
        found = tuple(cut_off(quote, self.text, match.start, match.end, self.vocabulary.lexicon))
        if not found:
            return match
        match = replace(match, differences=(*match.differences, *found))
        heavy = next((d for d in found if d.weight == "alteration"), None)
        if heavy:
            return replace(match, state="altered", why=f"Altered: {heavy.note}, which changes the sense.")
        return replace(match, why=f"{match.why.removesuffix('.')}; but {found[0].note}.")

    def _fold_quote(self, quote: str, marks: Sequence[Replaced]) -> str:
        """The letters of a quotation without its note marks; damaged words are read as the repairs read them."""
        for mark in reversed(marks):
            quote = quote[: mark.start] + quote[mark.end :]
        if LOST in quote and self._readings is None:
            self._readings = {self.text[r.start : r.end]: r.reading for r in self._replaced if r.reading}
        if LOST in quote and self._readings:
            readings = self._readings
            quote = _WORD.sub(lambda word: readings.get(word.group(), word.group()), quote)
        return fold(quote)

    def _at_once(self, quote: str, letters: str, marks: Sequence[Replaced]) -> Match | None:
        """The plain case, without a comparison of words: a place reads like the quotation but for white space."""
        core = _CORE.search(quote)
        as_it_stands = _plainly(core.group()) if core else ""
        wanted = as_it_stands if not marks else ""
        for _, (start, end) in zip(range(4), self._exact_places(letters), strict=False):
            if _plainly(self.text[start:end]) == as_it_stands:
                return Match("verbatim", 1.0, start, end, self.text[start:end], (), "Verbatim.")
            if not wanted:
                continue
            reading, differences, at = "", [], start
            first = bisect_left(self._replaced, start, key=lambda r: r.end)
            for stretch in self._replaced[first:]:
                if stretch.start >= end:
                    break
                reading += self.text[at : stretch.start] + stretch.reading
                at = stretch.end
                differences.append(self._read_over(stretch))
            if _plainly(reading + self.text[at:end]) == wanted:
                why = f"Verbatim, allowing for: {_reasons(differences)}." if differences else "Verbatim."
                return Match("verbatim", 1.0, start, end, self.text[start:end], tuple(differences), why)
        return None

    def _read_over(self, stretch: Replaced) -> Difference:
        """A stretch that reads otherwise than it stands, as a difference that editors allow."""
        shown = " ".join(self.text[stretch.start : stretch.end].split())
        if stretch.reading:
            return Difference("damage", stretch.reading, shown, "editorial", stretch.why, stretch.start, stretch.end)
        return Difference("omission", "", shown, "editorial", stretch.why, stretch.start, stretch.end)

    def _find(self, quote: str, letters: str) -> Match:
        plain = read_plainly(quote)
        best = self._best(plain, self._exact_places(letters))
        if best and best.state == "verbatim":
            return best
        marked = read_marked(quote)
        is_marked = bool(marked.joints or marked.lettered)
        if is_marked and marked.words:
            best = _better(best, self._best(marked, self._jointed_places(marked)))
            if best and best.state == "verbatim":
                return best
        best = _better(best, self._best(plain, self._thin_places(letters), likeness_in_print))
        if best and best.found:
            return best
        if self._supposed and len(letters) >= 8:
            best = _better(best, self._without_suppositions(plain, letters))
            if best and best.state == "verbatim":
                return best
        if len(plain.words) > _MOST_WORDS:
            why = f"More than {_MOST_WORDS} words, and not as they stand in the text. Look for parts of them."
            return best or Match("not-checkable", why=why)
        wanted = marked if is_marked and marked.words else plain
        near = self._near(wanted)
        best = _better(best, near)
        return best or Match("not-found", why="These words do not stand in the text, nor any close to them.")

    # -- places ------------------------------------------------------------------------------------------------------

    def _exact_places(self, letters: str) -> Iterator[tuple[int, int]]:
        haystack = self._skeleton.letters
        at = haystack.find(letters)
        while at >= 0:
            yield _widened(self.text, *self._skeleton.offsets(at, at + len(letters), self.text))
            at = haystack.find(letters, at + 1)

    def _jointed_places(self, quotation: Quotation) -> Iterator[tuple[int, int]]:
        """Places where the parts between the joints stand in order, close enough to be one passage."""
        haystack = self._skeleton.letters
        parts = [_letters(quotation.words[a:b]) for a, b in quotation.parts]
        longest_at: dict[int, int] = {}
        for joint in quotation.joints:
            longest_at[joint.index] = max(longest_at.get(joint.index, 0), joint.longest)
        reach = [longest_at[a] * 12 for a, _ in quotation.parts[1:]]
        longest = max(range(len(parts)), key=lambda i: len(parts[i]))
        if not parts[longest]:
            return
        at = haystack.find(parts[longest])
        tried = 0
        while at >= 0 and tried < 400:
            tried += 1
            last = at + len(parts[longest])
            for i in range(longest + 1, len(parts)):
                following = haystack.find(parts[i], last, last + reach[i - 1] + len(parts[i]))
                last = following + len(parts[i]) if following >= 0 else -1
                if last < 0:
                    break
            first = at
            for i in range(longest - 1, -1, -1):
                first = haystack.rfind(parts[i], max(0, first - reach[i] - len(parts[i])), first)
                if first < 0:
                    break
            if first >= 0 and last >= 0:
                yield _widened(self.text, *self._skeleton.offsets(first, last, self.text))
            at = haystack.find(parts[longest], at + 1)

    def _thin_places(self, letters: str) -> Iterator[tuple[int, int]]:
        """Places where the text agrees once the letters of ligatures are left out on both sides."""
        wanted = letters.translate(LIGATURE_LETTERS)
        if len(wanted) < 6:
            return
        if self._thin is None:
            full = self._skeleton.letters
            blocks = [full[i : i + _BLOCK].translate(LIGATURE_LETTERS) for i in range(0, len(full), _BLOCK)]
            self._thin = "".join(blocks), [0, *accumulate(map(len, blocks))]
        thin, starts = self._thin
        at = thin.find(wanted)
        while at >= 0:
            first, last = self._thick(at, starts), self._thick(at + len(wanted) - 1, starts) + 1
            yield self._with_margin(first, last, 8)
            at = thin.find(wanted, at + 1)

    def _thick(self, thin_at: int, starts: Sequence[int]) -> int:
        """The place in the letters of a place in the thin letters."""
        block = bisect_right(starts, thin_at) - 1
        rest = thin_at - starts[block]
        letters = self._skeleton.letters
        for at in range(block * _BLOCK, len(letters)):
            if letters[at].translate(LIGATURE_LETTERS):
                if rest == 0:
                    return at
                rest -= 1
        return len(letters) - 1

    def _with_margin(self, first: int, last: int, margin: int) -> tuple[int, int]:
        letters = self._skeleton.letters
        first, last = max(0, first - margin), min(len(letters), last + margin)
        return _widened(self.text, *self._skeleton.offsets(first, last, self.text))

    # -- comparing ---------------------------------------------------------------------------------------------------

    def _best(
        self, quotation: Quotation, places: Iterator[tuple[int, int]], alike: Likeness = likeness
    ) -> Match | None:
        """The best match among places, the first that is verbatim."""
        best: Match | None = None
        for _, (start, end) in zip(range(_PLACES), places, strict=False):
            best = _better(best, self._compare(quotation, start, end, alike))
            if best and best.state == "verbatim":
                break
        return best

    def _compare(
        self, quotation: Quotation, start: int, end: int, alike: Likeness = likeness, least: float = 0.0
    ) -> Match | None:
        """The quotation against ``text[start:end]``; None where too little of it is there.

        Where less than the share `least` of it can be there that is told without a comparison of words.
        """
        source = tokenise(self.text, start, end, self._replaced)
        if not source or not quotation.words:
            return None
        groups = _groups(quotation, source, alike, least)
        answered = [g for g in groups if g.last > g.first and g.source_last > g.source_first]
        if not answered:
            return None
        comparison = Comparison(self.text, quotation, source, groups, lambda: self.vocabulary, self._is_furniture)
        if comparison.covered < _COVERED and not self._may_be_spliced(quotation, comparison):
            return None
        account = comparison.account()
        start, end = source[answered[0].source_first].start, source[answered[-1].source_last - 1].end
        marks = self._compare_marks(quotation, source, groups, start, end)
        account = replace(account, differences=(*account.differences, *marks))
        return self._match(quotation, account, start, end)

    def _match(self, quotation: Quotation, account: Account, start: int, end: int) -> Match | None:
        matched = self.text[start:end]
        worst = account.worst
        if account.covered < _COVERED:
            elsewhere = self._spliced(quotation, account, start, end)
            if elsewhere is None:
                return None
            account = replace(account, differences=(*account.differences, elsewhere))
            worst = "alteration"
        if worst == "editorial":
            why = (
                "Verbatim." if not account.differences else f"Verbatim, allowing for: {_reasons(account.differences)}."
            )
            return Match("verbatim", 1.0, start, end, matched, account.differences, why)
        score = round(min(0.99, account.closeness), 3)
        heavy = tuple(d for d in account.differences if d.weight == worst)
        if worst == "noise":
            if account.closeness < _LEGIBLE:
                return None
            why = f"The words are there; what differs is damage: {_reasons(heavy)}."
            return Match("noise", score, start, end, matched, account.differences, why)
        if worst == "undecided":
            why = f"Not to be told from this text: {_reasons(heavy)}. Look at the page itself."
            return Match("not-checkable", score, start, end, matched, account.differences, why)
        return Match("altered", score, start, end, matched, account.differences, f"Altered: {_reasons(heavy)}.")

    def _may_be_spliced(self, quotation: Quotation, comparison: Comparison) -> bool:
        """Whether there can be what `_spliced` asks for, told without judging the differences."""
        if _has_long_asides(quotation):
            return True
        letters = len(_letters(quotation.words))
        return any(
            len(run) >= _SPLICE
            and comparison.covered * letters + len(run) >= _COVERED * letters
            and run in self._skeleton.letters
            for run in comparison.insertions()
        )

    def _spliced(self, quotation: Quotation, account: Account, start: int, end: int) -> Difference | None:
        """The words put in stand somewhere else in the text: two places quoted as one."""
        letters = len(_letters(quotation.words))
        for difference in account.differences:
            run = fold(difference.quote)
            if difference.kind not in ("insertion", "negation") or difference.source or len(run) < _SPLICE:
                continue
            if account.covered * letters + len(run) < _COVERED * letters:
                continue
            at = self._skeleton.letters.find(run)
            if at < 0:
                continue
            found = self._skeleton.offsets(at, at + len(run), self.text)
            shown = " ".join(self.text[found[0] : found[1]].split())
            note = "spliced: these words stand in another place of the text"
            return Difference("order", difference.quote, shown, "alteration", note, *found)
        return None

    def _compare_marks(
        self, quotation: Quotation, source: Sequence[Token], groups: Sequence[Group], start: int, end: int
    ) -> list[Difference]:
        """Note marks and page furniture that the quotation leaves out, and note marks of its own."""
        found: list[Difference] = []
        first = bisect_left(self._replaced, start, key=lambda r: r.end)
        there: dict[int, str] = {}
        for stretch in self._replaced[first:]:
            if stretch.start > end + 2:
                break
            if stretch.reading or stretch.start < start:
                continue
            shown = " ".join(self.text[stretch.start : stretch.end].split())
            after = next((i for i, t in enumerate(source) if t.start >= stretch.start), len(source))
            index = next((g.first for g in groups if g.source_first >= after), len(quotation.words))
            if stretch.why == NOTE_MARK:
                there[index] = shown
            if stretch.start < end:
                found.append(self._read_over(stretch))
        for index, shown in quotation.marks:
            if index in there:
                if _digits(there[index]) == _digits(shown):
                    found = [d for d in found if d.source != there[index]]
                elif _digits(shown):
                    found.append(Difference("digit", shown, there[index], "alteration", "another note mark"))
            elif shown[:1].isdigit():
                found.append(Difference("digit", shown, "", "alteration", "a number is put in"))
            else:
                found.append(Difference("insertion", shown, "", "editorial", NOTE_MARK))
        return found

    def _is_furniture(self, first: Token, last: Token) -> bool:
        return is_page_debris(self.text, first.start, last.end, self._skeleton.letters)

    # -- near matches ------------------------------------------------------------------------------------------------

    def _near(self, quotation: Quotation) -> Match | None:
        letters = _letters(quotation.words)
        best: Match | None = None
        held = 0.0
        if self._parts is None:
            full = self._skeleton.letters
            self._parts = Parts(full) if len(full) >= LONG else full
        # Signs between words that fold to letters may stand for more than is counted here.
        plain = not _has_long_asides(quotation) and fold(shown_words(quotation.words)) == letters
        for first, last, share, in_a_row in windows(self._parts, letters):
            if best and best.score > _MOST_LETTERS and held >= _MOST_PIECES and share < held / 2:
                break
            spliced = in_a_row / len(letters) if in_a_row >= _SPLICE else 0.0
            least = max(0.0, _COVERED - spliced - 1e-9) if plain else 0.0
            place = self._skeleton.letters[first:last]
            if least and len(letters) >= TELLING and share_of_parts(letters, place) < _IN_PARTS * least:
                continue
            start, end = _widened(self.text, *self._skeleton.offsets(first, last, self.text))
            before, best = best, _better(best, self._compare(quotation, start, end, least=least))
            if best and (best.found or best.score > 0.9):
                break
            held = held if best is before else share
        return best

    def _without_suppositions(self, plain: Quotation, letters: str) -> Match | None:
        """The same search in the text as it stands: what looked like a note mark or a header may be its words."""
        if self._bare is None:
            bare = object.__new__(SearchText)
            bare.text, bare.language, bare._of_print = self.text, self.language, self._of_print
            bare._replaced = [r for r in self._replaced if r.reading]
            bare._supposed = False
            bare._skeleton = Skeleton(self.text, bare._replaced)
            bare._thin, bare._vocabulary, bare._bare, bare._readings = None, self._vocabulary, None, {}
            self._bare = bare
        unread = Quotation(tuple(tokenise(plain.quote, 0, len(plain.quote))))
        return self._bare._best(unread, self._bare._exact_places(_letters(unread.words)))


def _has_long_asides(quotation: Quotation) -> bool:
    """What the quotation has in brackets, or as a mark, is long enough to be words of another place."""
    asides = (*(joint.content for joint in quotation.joints), *(shown for _, shown in quotation.marks))
    return any(len(fold(aside)) >= _SPLICE for aside in asides)


def _letters(words: Iterable[Token]) -> str:
    return "".join(t.key for t in words if t.key[:1].isalnum() or LOST in t.key)


def _digits(text: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else fold(c) for c in text if c.isdigit())


def _plainly(text: str) -> str:
    """White space folded, dashes and quotation marks alike."""
    return " ".join(text.translate(PUNCTUATION).replace("''", "'").split())


def _better(one: Match | None, other: Match | None) -> Match | None:
    if one is None or other is None:
        return one or other
    return other if (_RANK[other.state], other.score) > (_RANK[one.state], one.score) else one


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch widened to whole words, within reason."""
    for _ in range(60):
        inner = start > 1 and text[start - 1] in "'’" and _EDGE.match(text[start - 2]) and _EDGE.match(text[start])
        if not (start > 0 and (inner or _EDGE.match(text[start - 1]))):
            break
        start -= 1
    for _ in range(60):
        inner = end + 1 < len(text) and text[end] in "'’" and _EDGE.match(text[end + 1])
        if not (end < len(text) and (inner or _EDGE.match(text[end]))):
            break
        end += 1
    return start, end


def _groups(quotation: Quotation, source: Sequence[Token], alike: Likeness, least: float) -> list[Group]:
    ours, theirs = [t.key for t in quotation.words], [t.key for t in source]
    if ours == theirs:
        return [Group(i, i + 1, i, i + 1) for i in range(len(ours))]
    if "".join(ours) == "".join(theirs):
        return _groups_by_letters(ours, theirs)
    return align(ours, theirs, {j.index for j in quotation.joints}, alike, least)


def _groups_by_letters(ours: Sequence[str], theirs: Sequence[str]) -> list[Group]:
    """Equal letters in other words: groups end where words end on both sides."""
    own_ends = dict(zip(accumulate(map(len, ours)), range(1, len(ours) + 1), strict=True))
    their_ends = dict(zip(accumulate(map(len, theirs)), range(1, len(theirs) + 1), strict=True))
    groups, first, source_first = [], 0, 0
    for place in sorted(own_ends.keys() & their_ends.keys()):
        groups.append(Group(first, own_ends[place], source_first, their_ends[place]))
        first, source_first = own_ends[place], their_ends[place]
    return groups


def _reasons(differences: Sequence[Difference]) -> str:
    """Up to three differences in words."""
    shown = []
    for d in differences[:3]:
        if d.quote and d.source:
            shown.append(f"{d.note} (“{_short(d.quote)}” for “{_short(d.source)}”)")
        else:
            shown.append(f"{d.note} (“{_short(d.quote or d.source)}”)" if d.quote or d.source else d.note)
    more = len(differences) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:40].rstrip() + " … " + words[-15:].lstrip()
