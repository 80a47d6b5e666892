"""What the text itself says of how its sentences hang together: by "therefore", "because", "critics say … however".

Only what a word says is found here. A link by place alone is made in `backbone`, and is marked as a guess there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from argmap.drafting.candidates import Candidate
from argmap.drafting.cues import Cues

Kind = Literal["because", "but"]
_FEWEST_CLAUSE_WORDS = 4
_FIRST_WITHIN, _COUNTED_WITHIN = 5, 15
"""How many sentences behind what counts them the first of its reasons stands, and the next one behind another."""
_FEWEST_COUNTED = 2
_OPENING = 40
"""So many letters are the beginning of a sentence."""
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|those|the fact that)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence speaks for (`because`) or against (`but`) the one named `claim`, as the words `cue` say."""

    premise: str
    claim: str
    kind: Kind
    cue: str


@dataclass(frozen=True, slots=True)
class Split:
    """A sentence that gives its own reason: both halves in the paper's words, and the word between them.

    `lead` is what the claim must be written behind where it begins with its verb.
    """

    claim: str
    reason: str
    cue: str
    lead: str = ""


def said_links(candidates: Sequence[Candidate], cues: Cues) -> list[Said]:
    """The links between neighbours, and of what is counted, that a word tells of, in the order of the text."""
    links: list[Said] = []
    counting = _Counting(cues)
    before: Candidate | None = None
    reason_for: str | None = None
    for here in candidates:
        follows = before is not None and before.block == here.block and before.index + 1 == here.index
        found: list[Said] = []
        if before is not None and not before.about_text and not here.about_text:
            if follows:
                found = _between(before, here, cues)
                if not found and reason_for and (cue := _goes_on(here.text, cues)):
                    found = [Said(here.key, reason_for, "because", cue)]
            elif _opens_behind(before, here):
                found = _drawn(before, here, cues)
        found = counting.drawn_from_all(here, found)
        reason_for = next((link.claim for link in found if link.premise == here.key and link.kind == "because"), None)
        links += found
        links += counting.goes_on(here, before if follows or (before and _opens_behind(before, here)) else None)
        before = here
    return links


class _Counting:
    """What a text counts: "for two reasons. First, …", and what it draws from all of it: "For these reasons, …"."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._claim: Candidate | None = None
        """What the reasons are for."""
        self._cue = ""
        """The words that say so, where what is listed behind them counts nothing itself."""
        self._room = 0
        self._unclaimed: Candidate | None = None
        """The first that is counted behind a sentence that says nowhere that it counts, until a second one is."""
        self._counted: list[Candidate] = []

    def goes_on(self, here: Candidate, before: Candidate | None) -> list[Said]:
        """What a sentence, the next one of a text, is counted as a reason for; `before` stands right before it."""
        cues, self._room = self._cues, self._room - 1
        if here.index == 0 and not here.listed:
            self._cue = ""  # the list is over
        told = not cues.find("how", here.text) and not cues.find("plans", here.text)
        if (cue := cues.opening("counts", here.text)) and told:
            return self._count(here, before, cue)
        if self._cue and self._claim and self._room > 0 and here.listed and here.index == 0 and told:
            self._room = _COUNTED_WITHIN
            return [Said(here.key, self._claim.key, "because", self._cue)]
        if cue := cues.counts_reasons(here.text):
            for_before = before and cues.find("counts-before-it", here.text)
            self._claim = before if before and for_before else here
            self._cue = cue if here.text.rstrip().endswith(":") else ""
            self._room, self._unclaimed, self._counted = _FIRST_WITHIN, None, []
        return []

    def _count(self, here: Candidate, before: Candidate | None, cue: str) -> list[Said]:
        cues = self._cues
        if self._counted and self._counted[-1].section != here.section:
            self._counted = []
        self._counted.append(here)
        if self._claim and self._room > 0:
            self._room = _COUNTED_WITHIN
            return [Said(here.key, self._claim.key, "because", cue)]
        self._claim, self._cue = None, ""
        in_order = cues.opening("counts-in-order", here.text) and not cues.own_doing.match(
            cues.behind_joining(here.text)
        )
        if not in_order:
            return []
        if self._unclaimed and self._room > -_COUNTED_WITHIN:
            first, self._claim, self._unclaimed = self._counted[-2], self._unclaimed, None
            self._room = _COUNTED_WITHIN
            first_cue = cues.opening("counts", first.text)
            return [Said(one.key, self._claim.key, "because", by) for one, by in ((first, first_cue), (here, cue))]
        self._room, self._unclaimed = 0, before if before and self._could_be_counted_for(before) else None
        return []

    def _could_be_counted_for(self, claim: Candidate) -> bool:
        cues, text = self._cues, claim.text
        if claim.about_text or cues.own_doing.match(text) or any(cues.find(n, text) for n in ("asks", "plans", "how")):
            return False
        return any(cues.find(name, text) for name in ("judges", "demands", "finds", "announces"))

    def drawn_from_all(self, here: Candidate, found: list[Said]) -> list[Said]:
        """The links to a sentence; with those from all that was counted, where it is drawn from that."""
        cue = next((link.cue for link in found if link.claim == here.key), "")
        cue = cue or self._cues.opening("draws-on-counted", here.text)
        counted = [one for one in self._counted if one.section == here.section]
        if len(counted) < _FEWEST_COUNTED or not self._cues.opening("draws-on-counted", cue):
            return found
        self._counted = []
        others = [link for link in found if link.claim != here.key]
        return others + [Said(one.key, here.key, "because", cue) for one in counted]


def _opens_behind(before: Candidate, here: Candidate) -> bool:
    """Whether a sentence opens a paragraph right behind the one that closes the paragraph before, in its section."""
    ends = before.index == before.of - 1 and before.block + 1 == here.block
    return ends and here.index == 0 and before.section == here.section


def _goes_on(text: str, cues: Cues) -> str:
    """Whether a sentence behind a reason gives one more: "Moreover, …", "It also …"; the word."""
    if cues.find("turns", text[:_OPENING]) or any(cues.find(name, text) for name in ("how", "plans", "expects")):
        return ""
    if cues.opening("conditions", text):
        return ""  # "Even if"
    inside = cues.find("adds-inside", text[:_OPENING])
    return cues.opening("adds", text) or (inside[0] if inside else "")


def _between(before: Candidate, here: Candidate, cues: Cues) -> list[Said]:
    # "In fact, however, nobody paid": no reason, but the contrary
    turned = cues.find("turns", here.text[:_OPENING])
    if not turned and (cue := cues.opening("gives-reason", here.text) or cues.rests_on(here.text)):
        return [Said(here.key, before.key, "because", cue)]
    demanded = cues.find("demands", before.text) and not cues.find("no-demands", before.text)
    if demanded and not turned and (cue := cues.opening("promises", here.text)):
        return [Said(here.key, before.key, "because", cue)]
    if cue := cues.opening("illustrates", here.text):
        return [] if cues.find("expects", here.text) else [Said(here.key, before.key, "because", cue)]
    if drawn := _drawn(before, here, cues):
        return drawn
    grants = cues.opening("objects", before.text) or cues.opening("concedes", before.text)
    if (grants or _is_anothers_view(before.text, cues)) and (cue := cues.opening("turns", here.text)):
        return [Said(here.key, before.key, "but", cue)]
    return []


def _drawn(before: Candidate, here: Candidate, cues: Cues) -> list[Said]:
    # what is asked, supposed or only planned is no reason for what follows
    told = not any(cues.find(name, before.text) for name in ("asks", "aims", "plans"))
    cue = cues.draws(here.text) or _draws_inside(here.text, cues) if told else ""
    # "Taken together, …" at the end of a paragraph; an abstract or a conclusion sums up more than itself
    if told and not cue and here.index and here.part not in ("abstract", "introduction", "conclusion"):
        cue = cues.opening("sums-up-before", here.text)
    return [Said(before.key, here.key, "because", cue)] if cue else []


def _is_anothers_view(text: str, cues: Cues) -> bool:
    """`Holm claims that the tolls rose`: what the sentence after it may turn against; never `We claim that`."""
    found = cues.find("contends", text)
    return bool(found and not cues.find("turns", text) and not cues.announcement.match(text))


def _draws_inside(text: str, cues: Cues) -> str:
    """`The tax must therefore rise`: the word, where nothing but one clause stands before it."""
    match = cues.find("draws-inside", text)
    if match is None or re.search(r"[,;:(]|\band\b", text[: match.start()].rstrip(" ,")):
        return ""
    if cues.opening("no-draws", text[match.start() :]):
        return ""  # "the largest study performed thus far"
    # ", also Helme" adds; ", therefore, " draws
    set_off = text[: match.start()].rstrip().endswith(",") and not text[match.end() :].startswith(",")
    return "" if set_off else match[0]


def split_at_reason(text: str, cues: Cues) -> Split | None:
    """The two halves of a sentence that gives its own reason, in the words of the paper; None where it must stay whole.

    Around its only "because", behind an opening "Because", or before ", suggesting that" and "; therefore". It stays
    whole where a half would say something else alone: after a denial, a condition or a restriction ("only because"),
    in what others claim, in a relative clause, in a quotation or bracket, and where the sentence goes on behind the
    reason. A word before a comma that joins the sentence to another ("Moreover, …") is in neither half.
    """
    joined = cues.behind_joining(text)
    text = joined if text[: len(text) - len(joined)].rstrip().endswith(",") else text
    split = _behind_kept(text, cues) or _around_because(text, cues) or _behind_because(text, cues)
    split = split or _drawn_within(text, cues)
    if split is None or min(len(split.claim.split()), len(split.reason.split())) < _FEWEST_CLAUSE_WORDS:
        return None
    return split if _is_balanced(split.claim) and _is_balanced(split.reason) else None


def _around_because(text: str, cues: Cues) -> Split | None:
    """`The tax fell because nobody paid it`; a German reason keeps its "weil"."""
    found = list(_conjunction(cues).finditer(text))
    if len(found) != 1 or cues.opening("because-first", text):
        return None
    match = found[0]
    claim, reason = text[: match.start()].strip(" ,"), text[match.end() :].strip()
    if match["kept"]:
        reason = text[match.start("kept") :].strip()
    set_off = (match["word"] or match["clause"]) and match[0].startswith(",")
    for_all = cues.opening("because-of-all", match["word"] or "")
    if claim.lower().endswith(tuple(f" {word}" for word in cues.words("clause-verbs"))) or claim.endswith(("'s", "’s")):
        return None  # "They would tell you it's because nobody paid it"
    if match["clause"] and (_compares(claim, cues) or cues.find("no-reason-clause", reason[:_OPENING])):
        return None
    if match["kept"] and reason.count(",") > 1:
        return None
    # "Some towns, because they were poor, fell", "Giving up because nobody paid, or could, is no shame"
    if "," in reason and (set_off or for_all) and not _has_its_verb(claim, cues):
        return None
    if _goes_on_behind(reason, cues):
        return None
    # "The bridge did not fall because …" may deny the reason; "The bridge did not fall, because …" does not
    last = claim.rsplit(" ", 1)[-1]
    if cues.find("attributes", claim) or cues.opening("turns", last) or cues.opening("because-weakly", last):
        return None
    if not (set_off or for_all) and (cues.denies_in_part(claim) or _RELATIVE.search(claim)):
        return None
    if re.search(r"[;:—]", reason) or cues.find("turns", reason) or cues.find("draws-inside", reason):
        return None
    return Split(claim, reason, match["word"] or match["clause"] or match["late"] or match["kept"])


def _has_its_verb(claim: str, cues: Cues) -> bool:
    """Whether the words before a reason have the verb of their clause, and something behind it: `They are poor, as …`.

    What stands in a clause within it is none: `The towns that are poor, as …`.
    """
    verb = cues.find("clause-verbs", claim)
    return bool(verb and claim[verb.end() :].strip(" ,") and not cues.find("relatives", claim[: verb.start()]))


def _goes_on_behind(reason: str, cues: Cues) -> bool:
    """Whether the sentence goes on behind its reason: `…, or could, is no shame`."""
    return _verb_behind_comma(cues).search(reason) is not None


@cache
def _verb_behind_comma(cues: Cues) -> re.Pattern[str]:
    return re.compile(rf",\s+{cues.any_of('clause-verbs')}(?![\w-])", re.IGNORECASE)


def _compares(claim: str, cues: Cues) -> bool:
    """Whether what stands before "as" makes it a comparison: "as far as it is known", "the same as it was"."""
    return _comparison(cues).search(claim) is not None


@cache
def _comparison(cues: Cues) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){cues.any_of('compares')}(?:\s[\w-]+){{0,3}}$", re.IGNORECASE)


def _behind_because(text: str, cues: Cues) -> Split | None:
    """`Because nobody paid it, the tax fell`, with no other comma that could end the reason.

    Behind one that does (", the tax, as planned, fell") there may be others.
    """
    opening = cues.opening("because-first", text) or _opens_clause(text, cues)
    reason, comma, claim = text[text.find(opening) + len(opening) :].partition(", ") if opening else ("", "", "")
    if (
        not comma
        or ("," in claim and not cues.opening("clause-starts", claim))
        or cues.opening("draws-that", claim)
        or reason.strip().startswith(tuple(f"{word} " for word in cues.words("because-of")))
    ):
        return None
    return Split(claim.strip(), reason.strip(), opening)


def _behind_kept(text: str, cues: Cues) -> Split | None:
    """`Da niemand ihn zahlte, sank der Zoll`: the claim behind its reason, with its verb first."""
    opening = cues.opening("because-first-kept", text)
    reason, comma, claim = text.partition(", ") if opening else ("", "", "")
    verb = cues.opening("clause-verbs", claim)
    # "Da kam der König, ist zu lesen" tells when
    told = verb and not cues.opening("clause-verbs", reason[reason.find(opening) + len(opening) :])
    if not comma or not told or any(cues.find("attributes", half) for half in (claim, reason)):
        return None
    return Split(claim.strip(), reason.strip(), opening, cues.words("because-first-lead")[0])


def _opens_clause(text: str, cues: Cues) -> str:
    """`Since the tolls are low, …`: the word, where a clause of now stands behind it."""
    opening = cues.opening("because-first-before-clause", text)
    behind = _clause_of_now(cues).match(text, text.find(opening) + len(opening)) if opening else None
    return "" if behind is None or cues.find("no-reason-clause", text[:_OPENING]) else opening


@cache
def _clause_of_now(cues: Cues) -> re.Pattern[str]:
    return re.compile(rf"\s+{_clause(cues, 'clause-verbs-now')}\s", re.IGNORECASE)


def _clause(cues: Cues, verbs: str) -> str:
    """A pattern of how a clause begins: who, and what they do."""
    determiner = cues.any_of("clause-determiners")
    who = rf"(?:{cues.any_of('clause-subjects')}|{determiner}(?:\s+[\w’'-]+){{1,3}}?)"
    return rf"{who}\s+{cues.any_of(verbs)}"


def _drawn_within(text: str, cues: Cues) -> Split | None:
    """`Nobody paid it, suggesting that the tax fell`, `Nobody paid it; therefore the tax fell`."""
    if any(cues.opening(name, text) for name in ("objects", "because-first", "attributes")):
        return None
    found = list(_drawing_within(cues).finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    # "; daher stieg sie" keeps its word, since the order of words hangs on it
    claim = text[match.end() :] if match["that"] or match[0].rstrip().endswith(",") else text[match.start("word") :]
    reason = text[: match.start()]
    # "Since nobody paid it, this means that …"
    since = cues.opening("because-behind-comma", reason)
    reason = reason[reason.find(since) + len(since) :]
    return Split(claim.strip(), reason.strip(" ,"), match["that"] or match["word"])


@cache
def _drawing_within(cues: Cues) -> re.Pattern[str]:
    that, word, so = (cues.any_of(name) for name in ("draws-that", "draws-inside", "draws-clause"))
    clause = rf"{so}(?=,?\s+{cues.any_of('clause-starts')}\s)"
    pattern = rf"[,;:]\s+(?:(?P<that>(?:{that}|{clause}))[,\s]\s*|(?<=;\s)(?P<word>{word})[,\s]\s*)"
    return re.compile(pattern, re.IGNORECASE)


def _is_balanced(half: str) -> bool:
    pairs = all(half.count(one) == half.count(other) for one, other in ("()", "[]", "“”", "«»"))
    return pairs and half.count('"') % 2 == 0


@cache
def _conjunction(cues: Cues) -> re.Pattern[str]:
    plain, behind, kept = (cues.any_of(name) for name in ("because", "because-behind-comma", "because-kept"))
    of = cues.any_of("because-of")
    clause = rf"{cues.any_of('because-before-clause')}(?=\s+{_clause(cues, 'clause-verbs')}\s)"
    pattern = (
        rf"(?:,?\s+(?:(?P<word>{plain})|(?P<clause>{clause}))|,\s+(?P<late>{behind})|,\s+(?P<kept>{kept}))"
        rf"(?:\s+|(?<=['’]))(?!(?:{of})\b)(?!\d)"
    )
    return re.compile(pattern, re.IGNORECASE)
