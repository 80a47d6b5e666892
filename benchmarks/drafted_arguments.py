"""Which claims and steps of people's argument maps a draft finds.

`ARGMAP_CORPORA=FOLDER python benchmarks/drafted_arguments.py [dev|kept]`: reads the persuasive essays (BRAT), the
arg-microtexts (arggraph) and the microtexts of AIFdb (AIF) in that folder, drafts each text, and holds the draft
against the map that people made of it. `dev` is the half that the weights of the draft were set on, `kept` (the
default) the half that was only measured.

A drafted claim finds a person's claim where its words cover at least half of that claim's in the text. A drafted step
finds a person's where it joins, with the same sign, two drafted claims that find the two ends; `path` asks only that
one leads to the other in the draft, with any number of steps between. In the essays each claim for a major claim is a
step to it, as the annotation's stance says. The baseline takes every sentence as a claim: the first sentence of each
paragraph speaks for the last one of the first paragraph, the others for the first of their own; in a text of one
paragraph, all for the first. `ends` takes only the first and the last sentence of each paragraph, joined likewise.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from argmap.drafting.backbone import draft_backbone
from argmap.drafting.cues import cues_of
from argmap.project import Project, project_of_paper
from shared.table import corpora, head, row

Stretch = tuple[int, int]
Step = tuple[str, str, str]
_COVERED = 0.5


class Map(NamedTuple):
    """An argument map of a text: its claims by name as stretches of it, the chief ones, and (premise, claim, sign)."""

    claims: dict[str, Stretch]
    chief: set[str]
    steps: set[Step]


def read_essay(path: Path) -> tuple[str, Map]:
    """A BRAT stand-off file beside its text."""
    text = path.with_suffix(".txt").read_text("utf-8")
    claims, chief, steps, stance = {}, set(), set(), {}
    kinds = {}
    for line in path.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("T"):
            kind, start, end = fields[1].split()
            claims[fields[0]] = (int(start), int(end))
            kinds[fields[0]] = kind
        elif line.startswith("A"):
            _, name, value = fields[1].split()
            stance[name] = value
        elif line.startswith("R"):
            kind, one, other = fields[1].split()
            steps.add((one[5:], other[5:], "because" if kind == "supports" else "but"))
    chief = {name for name, kind in kinds.items() if kind == "MajorClaim"}
    for name, value in stance.items():
        steps |= {(name, major, "because" if value == "For" else "but") for major in chief}
    return text, Map(claims, chief, steps)


def read_arggraph(path: Path) -> tuple[str, Map]:
    """An arg-microtext; a step that attacks or joins a step is one to that step's claim."""
    text = path.with_suffix(".txt").read_text("utf-8")
    root = ElementTree.parse(path).getroot()
    units = {unit.get("id", ""): " ".join((unit.text or "").split()) for unit in root.iter("edu")}
    edges = {e.get("id", ""): (e.get("src", ""), e.get("trg", ""), e.get("type", "")) for e in root.iter("edge")}
    parts: dict[str, list[str]] = {}
    for source, target, kind in edges.values():
        if kind == "seg":
            parts.setdefault(target, []).append(units.get(source, ""))
    places = _places(text, {name: " ".join(words) for name, words in parts.items()})
    steps = set()
    for source, target, kind in edges.values():
        if kind == "seg":
            continue
        end = edges.get(target)
        sign = "but" if kind in ("reb", "und") else "because"
        if end and kind == "add":
            sign = "but" if end[2] in ("reb", "und") else "because"
        while target in edges:
            target = edges[target][1]
        steps.add((source, target, sign))
    return text, Map(places, set(places) - {premise for premise, _, _ in steps}, steps)


def read_aif(path: Path) -> tuple[str, Map]:
    """An AIF node set beside its text; a step that attacks a step is one to that step's claim."""
    text = path.with_suffix(".txt").read_text("utf-8")
    read = json.loads(path.read_text("utf-8"))
    nodes = {node["nodeID"]: node for node in read["nodes"]}
    claims = _places(text, {name: node["text"] for name, node in nodes.items() if node["type"] == "I"})
    out: dict[str, list[str]] = {}
    for edge in read["edges"]:
        out.setdefault(edge["fromID"], []).append(edge["toID"])
    steps = set()
    for name in claims:
        for step in out.get(name, []):
            if nodes[step]["type"] not in ("RA", "CA"):
                continue
            ends, seen = out.get(step, []), {step}
            while ends and nodes[ends[0]]["type"] in ("RA", "CA") and ends[0] not in seen:
                seen.add(ends[0])
                ends = out.get(ends[0], [])
            sign = "because" if nodes[step]["type"] == "RA" else "but"
            steps |= {(name, end, sign) for end in ends if end in claims}
    return text, Map(claims, set(claims) - {premise for premise, _, _ in steps}, steps)


def _places(text: str, units: dict[str, str]) -> dict[str, Stretch]:
    """Where the words of each unit stand in the text, white space and marks aside; only of those that are there."""
    found = {}
    for name, words in units.items():
        tokens = re.findall(r"\w+", words)
        match = re.search(r"\W+".join(map(re.escape, tokens)), text, re.IGNORECASE) if tokens else None
        if match:
            found[name] = match.span()
    return found


def drafted(project: Project) -> Map:
    """The backbone that argmap drafts."""
    assert project.document is not None
    cues = cues_of("en")
    assert cues is not None
    made = draft_backbone(project.document, project.prose, cues, lambda words: True)
    places = _places(project.document.text, {claim.key: claim.anchor for claim in made.claims})
    steps = {(link.premise, claim.key, link.kind) for claim in made.claims for link in claim.links}
    return Map(places, {claim.key for claim in made.claims if claim.conclusion}, steps)


def every_sentence(project: Project, *, ends_only: bool = False) -> Map:
    """The baseline: all sentences, or the first and last of each paragraph, joined by their place."""
    assert project.document is not None
    blocks: dict[int, list[str]] = {}
    claims = {}
    for sentence in project.document.sentences:
        if project.document.blocks[sentence.block].kind in ("paragraph", "item", "quote"):
            blocks.setdefault(sentence.block, []).append(sentence.id)
            claims[sentence.id] = (sentence.start, sentence.end)
    paragraphs = [[p[0], p[-1]] if ends_only and len(p) > 1 else p for p in blocks.values()]
    if not paragraphs:
        return Map({}, set(), set())
    top = paragraphs[0][-1] if len(paragraphs) > 1 else paragraphs[0][0]
    steps = {(p[0], top, "because") for p in paragraphs if p[0] != top}
    steps |= {(name, p[0], "because") for p in paragraphs for name in p[1:] if name != top}
    names = {name for p in paragraphs for name in p}
    return Map({name: place for name, place in claims.items() if name in names}, {top}, steps)


class Score(NamedTuple):
    """Counts: what people have, what was drafted, and what of each finds the other."""

    theirs: int = 0
    found: int = 0
    ours: int = 0
    right: int = 0

    def __add__(self, other: tuple[int, ...]) -> Score:  # type: ignore[override]
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    def __str__(self) -> str:
        recall, precision = self.found / (self.theirs or 1), self.right / (self.ours or 1)
        both = 2 * recall * precision / ((recall + precision) or 1)
        return f"{recall:.2f} {precision:.2f} {both:.2f}".replace("0.", ".")


def compare(people: Map, ours: Map) -> dict[str, Score]:
    """Scores for claims, chief claims, steps, and steps up to a path."""
    finds = {
        name: {mine for mine, place in ours.claims.items() if _covers(place, theirs)}
        for name, theirs in people.claims.items()
    }
    stands_for: dict[str, set[str]] = {mine: set() for mine in ours.claims}
    for name, mine in finds.items():
        for claim in mine:
            stands_for[claim].add(name)
    chief = {claim for name in people.chief for claim in finds[name]}
    steps = {(p, c, s) for p, c, s in people.steps if p in people.claims and c in people.claims}
    pairs = {(a, b, s): {(x, y, s) for x in finds[a] for y in finds[b] if x != y} for a, b, s in steps}
    wanted = {pair for found in pairs.values() for pair in found}
    reach = _paths(ours.steps)
    return {
        "claims": Score(
            len(finds), sum(map(bool, finds.values())), len(ours.claims), sum(map(bool, stands_for.values()))
        ),
        "chief": Score(1, int(bool(chief & ours.chief)), len(ours.chief), len(chief & ours.chief)),
        "steps": Score(
            len(steps),
            sum(bool(found & ours.steps) for found in pairs.values()),
            len(ours.steps),
            len(wanted & ours.steps),
        ),
        "path": Score(
            len(steps),
            sum(any((x, y) in reach for x, y, _ in found) for found in pairs.values()),
            len(reach),
            len(reach & _paths(wanted)),
        ),
    }


def _covers(ours: Stretch, theirs: Stretch) -> bool:
    return min(ours[1], theirs[1]) - max(ours[0], theirs[0]) >= _COVERED * (theirs[1] - theirs[0])


def _paths(steps: set[Step]) -> set[tuple[str, str]]:
    """All pairs of which the first leads to the second."""
    onward: dict[str, set[str]] = {}
    for premise, claim, _ in steps:
        onward.setdefault(premise, set()).add(claim)
    found = set()
    for start in onward:
        queue, seen = [start], {start}
        while queue:
            for claim in onward.get(queue.pop(), ()):
                if claim not in seen:
                    seen.add(claim)
                    found.add((start, claim))
                    queue.append(claim)
    return found


CORPORA: dict[str, tuple[str, str, Callable[[Path], tuple[str, Map]]]] = {
    "essays (BRAT)": ("brat/persuasive-essays", "*.ann", read_essay),
    "microtexts (arggraph)": ("arggraph/microtexts", "*.xml", read_arggraph),
    "microtexts (AIF)": ("aif/microtexts", "*.json", read_aif),
}
WAYS: dict[str, Callable[[Project], Map]] = {
    "argmap new": drafted,
    "every sentence": every_sentence,
    "first and last": lambda project: every_sentence(project, ends_only=True),
}


def half(corpora: Path, name: str, part: str) -> list[Path]:
    """Every other file of a corpus: the first, third, … to develop on, the others kept apart.

    A text that some corpus has in the half to develop on is kept apart in none.
    """
    folder, pattern, _ = CORPORA[name]
    chosen = sorted((corpora / folder).glob(pattern))[part == "kept" :: 2]
    if part == "dev":
        return chosen
    seen = {_letters(path) for other in CORPORA for path in half(corpora, other, "dev")}
    return [path for path in chosen if _letters(path) not in seen]


def _letters(path: Path) -> str:
    return re.sub(r"\W+", "", path.with_suffix(".txt").read_text("utf-8").lower())


def main(part: str) -> None:
    """Print recall, precision and their harmonic mean of each way on each corpus."""
    folder = corpora()
    if folder is None:
        return
    print(f"half: {part}; recall, precision, F1")
    head("corpus", "way", "claims", "chief", "steps", "path", "n")
    for name, (_, _, read) in CORPORA.items():
        totals = {way: dict.fromkeys(("claims", "chief", "steps", "path"), Score()) for way in WAYS}
        count = 0
        for path in half(folder, name, part):
            text, people = read(path)
            count += 1
            with tempfile.TemporaryDirectory() as scratch:
                paper = Path(scratch) / "paper.txt"
                paper.write_text(text, "utf-8", newline="")
                project = project_of_paper(paper)
            assert project.document is not None and len(project.document.text) == len(text), path
            for way, draft in WAYS.items():
                for measure, score in compare(people, draft(project)).items():
                    totals[way][measure] += score
        for way, scores in totals.items():
            row(name, way, *scores.values(), count)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "kept")
