"""Which sentences of a paper become drafted claims, and which of them are offered as reasons for or against others.

Three kinds are taken: what looks like a conclusion, what asserts something checkable or is cited, and what a word such
as "therefore", "because" or "however" joins to its neighbour. Every one is a guess by its words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.checks.assertions import signs_of_assertion
from argmap.checks.prose import Line, Paragraph
from argmap.drafting.theses import find_theses, without_announcement
from argmap.manuscript.document import Mark
from argmap.tongues.prose import first_word

_FEWEST_WORDS = 5
_BECAUSE = re.compile(r",?\s+because\s+(?!of\b)", re.IGNORECASE)
_FEWEST_CLAUSE_WORDS = 4


@dataclass(slots=True)
class Picked:
    """A drafted claim: its words, the words of the paper, and what it is joined to.

    `because` and `but` are keys of other picked claims; `why` says in a few words what it was picked for.
    """

    key: str
    text: str
    anchor: str
    section: str | None
    conclusion: bool = False
    marks: tuple[Mark, ...] = ()
    because: list[str] = field(default_factory=list)
    but: list[str] = field(default_factory=list)
    why: str = ""


def pick_claims(prose: tuple[Paragraph, ...]) -> list[Picked]:
    """The drafted claims: the candidates for a conclusion, the best first, then the others in the order of the text."""
    picked: dict[str, Picked] = {}
    conclusions = find_theses(prose)
    for paragraph in prose:
        if paragraph.kind not in ("paragraph", "item", "quote") or paragraph.part == "back":
            continue
        before: Line | None = None
        for line in paragraph.lines:
            _pick_line(line, before, paragraph, conclusions, picked)
            before = line
    ranks = {name: rank for rank, name in enumerate(conclusions)}
    return sorted(picked.values(), key=lambda claim: ranks.get(claim.key, len(ranks)))


def _pick_line(
    line: Line, before: Line | None, paragraph: Paragraph, conclusions: dict[str, str], picked: dict[str, Picked]
) -> None:
    if len(line.words) < _FEWEST_WORDS or line.text.rstrip().endswith(("?", ":")):
        return
    section = paragraph.section.id if paragraph.section else None
    name = line.sentence.id
    because = None if name in conclusions else _split_at_because(line)
    draws, turns = _opening("draws", line.text), _opening("turns", line.text)
    joined = before is not None and len(before.words) >= _FEWEST_WORDS and (draws or turns)
    signs = signs_of_assertion(line.text)
    if name in conclusions:
        why = conclusions[name]
    elif joined:
        why = f"it begins with “{(draws or turns)}”"
    elif because:
        why = "it gives a reason with “because”"
    elif line.marks:
        why = "it carries a citation"
    elif signs and paragraph.part not in ("opening",):
        why = f"it asserts something checkable ({', '.join(signs)})"
    else:
        return
    if because:
        claim, reason = because
        picked[name] = Picked(name, _sentence(claim), claim, section, marks=line.marks, why=why)
        picked[f"{name}/why"] = Picked(f"{name}/why", _sentence(reason), reason, section, why="it is given as a reason")
        picked[name].because.append(f"{name}/why")
    else:
        words = _without_opening(line.text, draws or turns) if joined else line.text
        text = without_announcement(words) if name in conclusions else words
        picked[name] = Picked(
            name, _sentence(text), line.sentence.text, section, name in conclusions, line.marks, why=why
        )
    if joined and before is not None:
        earlier = picked.setdefault(
            before.sentence.id,
            Picked(
                before.sentence.id,
                _sentence(before.text),
                before.sentence.text,
                section,
                marks=before.marks,
                why="the next sentence is joined to it",
            ),
        )
        if draws:
            picked[name].because.append(earlier.key)
        elif not earlier.conclusion or not picked[name].conclusion:
            earlier.but.append(name)


def _opening(name: str, text: str) -> str:
    """The word of a list with which the sentence begins, in lower case; empty where it begins otherwise."""
    match = first_word(name, text)
    return match[0].lower() if match and match.start() == 0 else ""


def _without_opening(text: str, opening: str) -> str:
    return text[len(opening) :].lstrip(" ,")


def _split_at_because(line: Line) -> tuple[str, str] | None:
    """The two halves of a sentence around its only "because", in the words of the paper."""
    text = line.sentence.text
    parts = _BECAUSE.split(text)
    if len(parts) != 2 or text.lower().startswith(("because", "not ")) or re.search(r"\bnot$", parts[0]):
        return None
    claim, reason = parts[0].strip(), parts[1].strip()
    if min(len(claim.split()), len(reason.split())) < _FEWEST_CLAUSE_WORDS or claim.count("(") != claim.count(")"):
        return None
    return claim, reason


def _sentence(text: str) -> str:
    """The words as a sentence of their own: a capital first, a stop last."""
    text = " ".join(text.split()).strip(" ,;:")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."


def joined_pairs(picked: list[Picked]) -> Iterator[tuple[str, str, str]]:
    """Every step that was drafted: (claim, ``because`` or ``but``, premise)."""
    for claim in picked:
        yield from ((claim.key, "because", premise) for premise in claim.because)
        yield from ((claim.key, "but", premise) for premise in claim.but)
