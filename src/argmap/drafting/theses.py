"""Which sentences of a paper look like what it argues for, so that a draft can offer them as its conclusions.

A paper states its thesis where readers look for it: in the abstract, the introduction and the conclusion. There it
announces it ("this paper argues that"), names its aim, says what it presents, sums up, or demands; a paper about a
piece of software or a course says what that is. Each of these is a guess by words and place, best first; where none
of them is found, the weightiest sentence of these places is offered, and the draft says that nothing announces it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from argmap.drafting.candidates import Candidate, likeness
from argmap.drafting.cues import Cues

_MOST_CONCLUSIONS = 3
_SAME = 0.6
"""Two candidates of which the shorter shares this part of its words with the other say the same."""
_STATES = 60
_WORSE = 22
_WORSE_UNSAID, _WORSE_UNSAID_IN_LONG, _LONG = 4, 8, 24
"""How much less likely than the best a candidate may be and still be offered; less where the best is not announced,
but in a text of so many sentences that it may well sum up more than one thing."""
_LIKELY = (("abstract", "conclusion"), ("introduction", "discussion"))
_EARLY, _EARLY_UNHEADED = 0.15, 0.4
"""The part of a paper in which it may still say what it argues: more where neither abstract nor conclusion does."""
_STATED_IN = ("abstract", "introduction", "conclusion")
_ELSEWHERE_LESS = 12
ANNOUNCED = "the paper says that it argues this"
_PURPOSE, _DOES = "it names what the paper is for", "the paper says that it does this"
INTENDS = (_PURPOSE, _DOES)
CONCLUDED = "the abstract calls it its conclusion"
_CALLED_CONCLUSION = 90
_SUMS_UP, _DRAWN = "it sums up the paper", "it is drawn in the abstract or the conclusion"
GUESSED = "nothing announces a thesis; this has most signs of one, by its place and words"
_RELATIVE = re.compile(r"\b(?:(?:that|which|who)\s(?:\w+\s)?|(?:what|how|whether)\s(?:\w+\s){0,3})$", re.IGNORECASE)
_DEFINITION = re.compile(
    r"(?:The\s|This\s)?[A-Z][\w.’'-]*(?:\s[\w.’'-]+){0,6}?(?:\s\([^()]{1,80}\))?\s(?:is|are)\s(?:an?|the)\s(?!.*\bfield\b)"
)
_ELSEWHERE = re.compile(
    r"\b(?:[Ii]n|[Ss]ee)\s(?:[Ss]ections?|[Cc]hapters?|[Pp]arts?)\s[\dIVX]|\bas follows\b", re.ASCII
)


def find_theses(
    candidates: Sequence[Candidate],
    cues: Cues,
    can_be_quoted: Callable[[Candidate], bool],
    reasons: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Sentence id → why it looks like what the paper argues for; at most three, the best first.

    `reasons` says of sentences what the text draws from them: a thesis is where that ends. Empty only where there is no
    candidate at all that is about the paper's matter.
    """
    reasons = reasons or {}
    ranked = sorted(_ranked(candidates, cues, reasons), key=lambda found: -found[0])
    if ranked and ranked[0][0] >= _STATES:
        # Where a thesis is stated, what the paper only sets out to do is none.
        stated = ranked[0][2] not in INTENDS
        ranked = [found for found in ranked if found[2] not in INTENDS or (found[0] >= _STATES and not stated)]
    if not ranked:
        matter = [c for c in candidates if not c.about_text and not _tells_structure(c.text, cues)]
        likely = next(filter(None, ([c for c in matter if c.part in parts] for parts in _LIKELY)), matter)
        # what turns against another sentence is at most half of what a paper comes to
        turning = ("turns", "objects", "concedes")
        likely.sort(key=lambda c: (any(cues.opening(n, c.text) for n in turning), -_weight(c, cues, reasons)))
        return {candidate.key: GUESSED for candidate in islice(filter(can_be_quoted, likely), 1)}
    chosen: dict[str, str] = {}
    taken: list[frozenset[str]] = []
    told = {candidate.key: (candidate, why) for _, candidate, why in ranked}
    unsaid = _WORSE_UNSAID_IN_LONG if len(candidates) > _LONG else _WORSE_UNSAID
    worse = _WORSE if ranked[0][2] == ANNOUNCED else unsaid
    for rank, candidate, why in ranked:
        if len(chosen) == _MOST_CONCLUSIONS or rank < ranked[0][0] - worse:
            break
        candidate, why = _comes_to(candidate, why, told, reasons, cues)
        if (
            candidate.key not in chosen
            and all(likeness(candidate.stems, other) < _SAME for other in taken)
            and can_be_quoted(candidate)
        ):
            chosen[candidate.key] = why
            taken.append(candidate.stems)
    return chosen


def _comes_to(
    candidate: Candidate, why: str, told: Mapping[str, tuple[Candidate, str]], reasons: Mapping[str, str], cues: Cues
) -> tuple[Candidate, str]:
    """What a finding comes to, where the same part says it: "We found that …. These results suggest that …"."""
    if not cues.find("finds", candidate.text):
        return candidate, why
    said = told.get(reasons.get(candidate.key, ""))
    if said and said[0].part == candidate.part and said[1] not in INTENDS:
        return said
    if candidate.part != "abstract":
        return candidate, why
    place = candidate.block, candidate.index
    behind = [(one, by) for one, by in told.values() if one.part == "abstract" and (one.block, one.index) > place]
    return next(((one, by) for one, by in behind if by in (_SUMS_UP, _DRAWN)), (candidate, why))


def without_announcement(text: str, cues: Cues) -> str:
    """What is argued, without "this paper argues that" or "Overall," before it.

    Only where nothing is lost by it: words of doubt, denials and conditions stay, and so does everything else that
    stands before the announcement.
    """
    if match := cues.announcement.match(text):
        if match["firm"] and cues.words("that-clause-stands"):
            return text[match.end() :].lstrip()
        return text
    opening = cues.opening("sums-up", text)
    rest = text[text.find(opening) + len(opening) :] if opening else ""
    return rest.lstrip(" ,") if rest.startswith(",") else text


def _ranked(
    candidates: Sequence[Candidate], cues: Cues, reasons: Collection[str]
) -> Iterator[tuple[float, Candidate, str]]:
    headed = any(candidate.part == "abstract" for candidate in candidates)
    blocks = max((candidate.block for candidate in candidates), default=0) + 1
    alone = blocks == 1
    discussed = [candidate.block for candidate in candidates if candidate.part == "discussion"]
    concludes = any(candidate.part == "conclusion" for candidate in candidates)
    ends = {min(discussed), min(discussed) if concludes else max(discussed)} if discussed else set()
    seen = 0
    called = any(candidate.within == "conclusion" for candidate in candidates)
    for candidate in candidates:
        if called and candidate.within == "results":
            continue  # what an abstract in parts comes to stands under its conclusion
        abstract = candidate.part == "abstract"
        opens_with = _EARLY if headed or concludes else _EARLY_UNHEADED
        early = abstract or candidate.part == "introduction" or candidate.block < max(2, opens_with * blocks)
        closes = alone or candidate.part == "conclusion" or candidate.block in ends
        # where a paper neither begins with what it comes to nor ends with it, it may announce that anywhere
        anywhere = not (headed or concludes or discussed) and cues.find("announces", candidate.text)
        if not (early or closes or anywhere) or _tells_structure(candidate.text, cues):
            continue
        if cues.gives_anothers_view(cues.behind_joining(candidate.text)):
            continue
        seen += 1
        first = seen <= 2 and (abstract or not headed) and not candidate.line.marks
        opens = abstract or (candidate.part == "introduction" and candidate.titled > 0)
        if candidate.within == "conclusion" and not cues.find("expects", candidate.text):
            yield _CALLED_CONCLUSION + _weight(candidate, cues, reasons), candidate, CONCLUDED
            continue
        found = _judge(candidate.text, cues, abstract=abstract, opens=opens, closes=closes, first=first)
        # "The authors have reviewed the content of this publication"
        if found and not (candidate.about_text and found[1] in INTENDS):
            place = 3 * abstract + 2 * closes + 2 * (candidate.part == "conclusion")
            # near the beginning of a paper, "we find that" may be about anything
            elsewhere = not (early or closes) or (headed and candidate.part not in _STATED_IN and not closes)
            place -= _ELSEWHERE_LESS * elsewhere
            yield found[0] + place + _weight(candidate, cues, reasons), candidate, found[1]


def _weight(candidate: Candidate, cues: Cues, reasons: Collection[str]) -> float:
    """What speaks for a sentence as the thesis, beside what speaks for it as a claim."""
    text = candidate.text
    weight = candidate.weight + 5 * candidate.titled + 1.5 * _demands(text, cues)
    weight += (candidate.index == 0) + 0.8 * (candidate.index == candidate.of - 1)
    weight += 1.5 * bool(cues.draws(text) or cues.find("draws-inside", text))
    weight -= 3 * bool(cues.opening("objects", text) or cues.opening("concedes", text))
    weight -= 1.5 * bool(cues.opening("leans", text)) + bool(cues.find("adds-inside", text))
    # what is cited is the work of others
    weight -= 5 * bool(candidate.line.marks) + 2.5 * (candidate.key in reasons)
    return weight - sum(
        bool(cues.opening(name, text)) for name in ("adds", "turns", "illustrates", "counts", "conditions")
    )


def _judge(text: str, cues: Cues, *, abstract: bool, opens: bool, closes: bool, first: bool) -> tuple[int, str] | None:
    """How likely a sentence is a thesis (to 100), and by what; None where nothing says so."""
    # "However, we contend that"
    if announced := cues.announcement.match(text) or cues.announcement.match(cues.behind_joining(text)):
        return 90 if announced["firm"] else 80, ANNOUNCED
    announces, plans = cues.find("announces", text), cues.find("plans", text)
    # "I will argue that" announces by what plans
    if announces and plans and announces.start() <= plans.start() < announces.end():
        plans = None
    if (announces and not plans) or cues.opening("opines", text):
        return 82, ANNOUNCED
    if abstract and cues.opening("announces-in-abstract", text):
        return 86, ANNOUNCED
    if cues.find("aims", text) or (opens and cues.find("aims-in-abstract", text)):
        return 58, _PURPOSE
    # "Finally, this paper has tried to": in a conclusion that only tells what was done
    done = closes and not abstract and cues.presentation.match(without_announcement(text, cues))
    # "Beginning with the tolls, we present": but "we provide evidence that" may say what was found
    behind = text.partition(", ")[2]
    presents = cues.presentation.match(behind) and not cues.find("that", behind)
    if done or presents or cues.presentation.match(text):
        return 56, _DOES
    if (closes or abstract) and cues.opening("sums-up", text):
        return 68, _SUMS_UP
    # "This is why I chose": what the author did for a reason
    rest = cues.behind_joining(text)
    doing = cues.own_doing.match(rest)
    how = cues.find("how", rest) if doing else None
    if (closes or abstract) and cues.draws(text) and not (doing and how and how.start() < doing.end()):
        return 64, _DRAWN
    if (closes or abstract) and cues.find("finds", text):
        return 61, "it says in the abstract or the conclusion what was found"
    if (closes or abstract) and _demands(text, cues):
        return 61, "it says in the abstract or the conclusion what must or should be"
    if first and cues.tongue == "en" and _DEFINITION.match(text):
        return 50, "it says at the beginning what the paper is about"
    return None


def _tells_structure(text: str, cues: Cues) -> bool:
    """`Section 2 reviews …`, `The paper proceeds as follows`, `It also works through …`."""
    # "In what follows I will show that" says what it will show
    opening = cues.opening("about-text", text) and not cues.find("announces", text)
    return bool(opening or cues.opening("adds-to-list", text) or _ELSEWHERE.search(text))


def _demands(text: str, cues: Cues) -> bool:
    """Whether the sentence itself demands something, and not a clause in it ("the decisions that must be made").

    What is left to later work ("More studies should be done") is no demand that a paper argues for.
    """
    match = cues.find("demands", text)
    if match is None or cues.find("no-demands", text) or cues.find("expects", text[: match.end()]):
        return False
    return not _RELATIVE.search(text[: match.start()])
