"""Measures how far the readings of rules and of the tagger are right, and writes it beside the tagger's weights.

For each field and each way in which the two differ, a logistic regression on how sure both are and on the form of the
reading. It is made on references that neither the rules nor the weights were made from: the files of GROBID's training
data that were held out, references in the form of EXCITE, and the half of AnyStyle's set that was looked at: not those
to measure with. What is shipped had the lists at the ends of EXCITE's papers, German and English, without any paper of
the set of footnotes. A minute.
Run: `python benchmarks/training/weigh_references.py WEIGHTS FOLDER …`, with folders of either form.
"""

from __future__ import annotations

import json
import math
import os
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from segmented_references import is_held_out, segmented

import argmap.sources.references as references
from argmap.sources.references import weighing
from reference_fields_gold import GOLD_NAMES, Gold, agrees, anystyle, footnotes

_FEWEST = 12
_EVERY = 3  # of the references in the form of EXCITE, so that they do not outweigh all others
_RIDGE = 1.0

Row = tuple[tuple[float, ...], bool]


def main() -> None:
    """Weighs all readings and puts the result into the file of the weights."""
    weights = Path(sys.argv[1])
    rows: dict[str, list[Row]] = defaultdict(list)
    for gold in _gold([Path(name) for name in sys.argv[2:]]):
        for rival in _rivals(gold.text):
            value = [rival.value] if isinstance(rival.value, str) else list(rival.value)
            name = GOLD_NAMES.get(rival.name, rival.name)
            said = gold.fields.get(name, [])
            if name == "place" and gold.part == "footnotes" and not said:
                continue  # that set tells no places
            right = bool(said) and agrees(name, said, value)
            rows[rival.case].append(((1.0, *rival.evidence()), right))
    model = json.loads(zlib.decompress(weights.read_bytes()))
    model["trust"] = {case: [round(weight, 2) for weight in fitted(rows[case])] for case in sorted(rows)}
    weights.write_bytes(zlib.compress(json.dumps(model, ensure_ascii=False, separators=(",", ":")).encode(), 9))
    for case in sorted(rows):
        share = sum(right for _, right in rows[case]) / len(rows[case])
        print(f"{case:24} {len(rows[case]):5} {share:.2f} {model['trust'][case]}", file=sys.stderr)


def _gold(folders: Sequence[Path]) -> Iterator[Gold]:
    if corpora := os.environ.get("ARGMAP_CORPORA"):
        yield from (gold for gold in anystyle(Path(corpora) / "references" / "core.xml") if gold.part == "looked at")
    for folder in folders:
        yield from islice(footnotes(folder), 0, None, _EVERY)
        for path in sorted(folder.glob("*.xml")):
            if is_held_out(path):
                yield from (Gold(text, _fields(text, labels), "held out") for text, labels in segmented(path))


def _fields(text: str, labels: Sequence[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = defaultdict(list)
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or labels[end] != labels[start]:
            if labels[start]:
                fields[labels[start]].append(text[start:end])
            start = end
    return fields


def _rivals(text: str) -> list[weighing.Rival]:
    """The readings of a reference that the parser weighs; none of one that it reads without the tagger."""
    seen: list[weighing.Rival] = []

    def weigh(
        read: Mapping[str, weighing.Value], certainty: Mapping[str, float], folded: str
    ) -> tuple[dict[str, weighing.Value], dict[str, float]]:
        seen.extend(weighing.rivals(read, certainty, folded))
        return dict(read), dict(certainty)

    references.weigh = weigh
    references.parse_reference(text)
    return seen


def fitted(rows: Sequence[Row]) -> list[float]:
    """Level and slopes of a logistic regression by Newton's method, the slopes drawn towards none."""
    share = (sum(right for _, right in rows) + 1) / (len(rows) + 2)
    size = len(rows[0][0])
    at = [math.log(share / (1 - share)), *[0.0] * (size - 1)]
    if len(rows) < _FEWEST:
        return at
    for _ in range(30):
        slope = [0.0, *(-_RIDGE * a for a in at[1:])]
        bend = [[(_RIDGE if i else 1e-6) * (i == j) for j in range(size)] for i in range(size)]
        for seen, right in rows:
            odds = 1 / (1 + math.exp(-sum(map(float.__mul__, at, seen))))
            for i in range(size):
                slope[i] += (right - odds) * seen[i]
                for j in range(size):
                    bend[i][j] += odds * (1 - odds) * seen[i] * seen[j]
        step, part, before = _solved(bend, slope), 1.0, _loss(at, rows)
        while part > 1e-3 and _loss(moved := [a + part * b for a, b in zip(at, step, strict=True)], rows) > before:
            part /= 2  # a whole step would overshoot
        at = moved
        if max(map(abs, step)) < 1e-3:
            break
    return at


def _loss(at: Sequence[float], rows: Sequence[Row]) -> float:
    loss = 0.5 * _RIDGE * sum(a * a for a in at[1:])
    for seen, right in rows:
        score = sum(map(float.__mul__, at, seen))
        loss += math.log1p(math.exp(-abs(score))) + max(0.0, -score if right else score)
    return loss


def _solved(matrix: list[list[float]], wanted: list[float]) -> list[float]:
    rows = [[*row, value] for row, value in zip(matrix, wanted, strict=True)]
    for i in range(len(rows)):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(len(rows)):
            if j != i:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [row[-1] for row in rows]


if __name__ == "__main__":
    main()
