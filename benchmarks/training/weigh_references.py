"""Measures how far the readings of rules and of the tagger are right, and writes it beside the tagger's weights.

For each field and each way in which the two differ, a logistic regression on how sure both are and on the form of the
reading. It is made on references that neither the rules nor the weights were made from: the files of GROBID's training
data that were held out, references in the form of EXCITE, and the half of AnyStyle's set that was looked at: not those
to measure with. What is shipped had the lists at the ends of EXCITE's papers, German and English, without any paper of
the set of footnotes. A minute.
Run: `python benchmarks/training/weigh_references.py WEIGHTS FOLDER …`, with folders of any form and numpy installed.
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

from segmented_references import held_out

from argmap.sources.references import parse, weighing
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
    head, _, states = zlib.decompress(weights.read_bytes()).decode().partition("\n")
    model = json.loads(head)
    model["trust"] = {case: [round(weight, 2) for weight in fitted(rows[case])] for case in sorted(rows)}
    head = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    weights.write_bytes(zlib.compress(f"{head}\n{states}".encode(), 9))
    for case in sorted(rows):
        share = sum(right for _, right in rows[case]) / len(rows[case])
        print(f"{case:24} {len(rows[case]):5} {share:.2f} {model['trust'][case]}", file=sys.stderr)


def _gold(folders: Sequence[Path]) -> Iterator[Gold]:
    if corpora := os.environ.get("ARGMAP_CORPORA"):
        yield from (gold for gold in anystyle(Path(corpora) / "references" / "core.xml") if gold.part == "looked at")
    for folder in folders:
        yield from islice(footnotes(folder), 0, None, _EVERY)
        for path in sorted(folder.glob("*.xml")):
            yield from (Gold(text, _fields(text, labels), "held out") for text, labels in held_out(path))


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

    parse.weigh = weigh  # type: ignore[assignment]
    parse.parse_reference(text)
    return seen


def fitted(rows: Sequence[Row]) -> list[float]:
    """Level and slopes of a logistic regression by Newton's method, the slopes drawn towards none."""
    import numpy as np

    seen, right = np.array([row for row, _ in rows]), np.array([float(is_right) for _, is_right in rows])
    share = (right.sum() + 1) / (len(rows) + 2)
    at = np.zeros(seen.shape[1])
    at[0] = math.log(share / (1 - share))
    if len(rows) < _FEWEST:
        return [float(weight) for weight in at]
    ridge = np.full(len(at), _RIDGE)
    ridge[0] = 0.0

    def loss(where: np.ndarray) -> float:
        score = seen @ where
        return float(np.logaddexp(0, np.where(right > 0, -score, score)).sum() + ridge @ where**2 / 2)

    for _ in range(30):
        odds = 1 / (1 + np.exp(-np.clip(seen @ at, -30, 30)))
        bend = (seen * (odds * (1 - odds))[:, None]).T @ seen + np.diag(ridge + 1e-6)
        step, part = np.linalg.solve(bend, seen.T @ (right - odds) - ridge * at), 1.0
        while part > 1e-3 and loss(at + part * step) > loss(at):
            part /= 2  # a whole step would overshoot
        at = at + part * step
        if abs(step).max() < 1e-3:
            break
    return [float(weight) for weight in at]


if __name__ == "__main__":
    main()
