"""Learns the weights of the reference tagger from openly licensed metadata, rendered in drawn styles, and from
references that others segmented by hand.

Run: `python train_reference_tagger.py FILE.bib … FILE.xml … > weights` here, with python-crfsuite installed,
which nothing else here needs, and ARGMAP_CORPORA set; then `weigh_references.py`. What is shipped was learned from the
bibliographies of 119 books of Language Science Press (CC BY 4.0, langsci/bib-db), that of the Contextual Dynamics
Laboratory (MIT, ContextLab/CDL-bibliography), the training data of GROBID for citations (CC BY 4.0, kermitt2/grobid)
without the files that share references with the sets that are measured, notes annotated at the Max Planck Institute for
Legal History (BSD-2-Clause, mpilhlt/bibliographic-tei), and AnyStyle's sets gold, good and ugly (BSD-2-Clause,
inukshuk/anystyle) without the references that stand in the measured sets, too; no record of a work is in the weights.
A quarter of an hour of one core; the same files give the same weights.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rendered_references import Record, render, tells_german
from segmented_references import learned_from

from argmap.ground.places import TextFile
from argmap.sources.bibliography.bibtex import read_bibtex
from argmap.sources.references.tagging import features, words_of
from argmap.sources.references.words import word_lists
from argmap.sources.source import Source

_KINDS = {
    "article": "article", "incollection": "chapter", "inbook": "chapter", "inproceedings": "conference",
    "conference": "conference", "book": "book", "collection": "book", "phdthesis": "thesis", "thesis": "thesis",
    "mastersthesis": "thesis", "techreport": "book", "misc": "book", "report": "book", "proceedings": "book",
}  # fmt: skip
_SHARES = {"article": 5, "chapter": 4, "book": 4, "conference": 1.5, "thesis": 0.6}
_GERMAN_SHARE = 0.35
_SUBTITLED = 0.4  # of the German ones get another title as subtitle, for notes are full of these
_REFERENCES = 14_000
_DRAWS = (7, 8)  # of two trainings the means are taken, which read better than either
_TIMES = {"references": 2, "notes": 4, "gold": 2, "good": 1, "ugly": 1}
"""How often a segmented reference is learned from, by the kind or the name of its file."""
_SETTINGS = {
    "c1": 0.1, "c2": 0.02, "max_iterations": 80, "feature.possible_transitions": True, "feature.minfreq": 2
}  # fmt: skip
_BEGUN = frozenset({"author", "editor", "title", "container", "publisher", "place"})
_LEAST_WEIGHT = 0.02
_BLOCK = 8  # so many features are looked through for one, and none of the others is taken apart

Weights = dict[tuple[str, str], float]


def main() -> None:
    """Writes the packed weights to standard output: the means of trainings on different draws."""
    paths = [Path(name) for name in sorted(sys.argv[1:])]
    sys.stdout.buffer.write(packed([trained(paths, draw) for draw in _DRAWS]))


def trained(paths: Sequence[Path], draw: int) -> tuple[list[str], Weights, Weights]:
    """The labels, and the weights of features and of transitions, learned from references rendered with this draw."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    rendered = _rendered([path for path in paths if path.suffix == ".bib"], random.Random(draw))
    for text, labels in [*rendered, *_segmented(paths)]:
        trainer.append([dict.fromkeys(seen, 1.0) for seen in features(text, words_of(text))], _begun(labels))
    trainer.select("lbfgs")
    trainer.set_params(_SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        learned = tagger.info()
    return sorted(learned.labels), learned.state_features, learned.transitions


def _rendered(paths: Sequence[Path], draw: random.Random) -> Iterator[tuple[str, list[str]]]:
    works = {(work.kind, work.title.casefold()): work for path in paths for work in _works(path)}
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for work in works.values():
        by_kind[work.kind].append(work)
    german = [work for work in works.values() if tells_german(work.title)]
    for _ in range(_REFERENCES):
        if draw.random() < _GERMAN_SHARE:
            work = draw.choice(german)
            if ": " not in work.title and draw.random() < _SUBTITLED:
                work = replace(work, title=f"{work.title}: {draw.choice(german).title.partition(': ')[0]}")
        else:
            work = draw.choice(by_kind[draw.choices(list(by_kind), [_SHARES[kind] for kind in by_kind])[0]])
        pieces = render(work, draw)
        text = "".join(piece for piece, _ in pieces)
        yield text, _by_word(text, [label for piece, label in pieces for _ in piece])


def _segmented(paths: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    for path in paths:
        if path.suffix == ".xml":
            for text, labels in learned_from(path):
                yield from _times(path) * [(text, _by_word(text, labels))]


def _times(path: Path) -> int:
    return _TIMES.get(path.stem) or _TIMES["notes" if "<instance" in path.read_text(encoding="utf-8") else "references"]


def _by_word(text: str, labels: Sequence[str]) -> list[str]:
    """The label of each word; "pp." and "Vol." belong to no field, whoever put them into one."""
    units = {word.rstrip(".*") for name in ("pages", "volume", "issue") for word in word_lists()[name]}
    return [
        "other"
        if labels[start] in ("pages", "volume", "issue") and text[start:end].lower() in units
        else labels[start] or "other"
        for start, end in words_of(text)
    ]


def _begun(labels: Sequence[str]) -> list[str]:
    """The labels, with a plus where one goes on: how a field begins looks unlike how it goes on."""
    before = ["", *labels]
    return [
        f"{label}+" if label == last and label in _BEGUN else label for last, label in zip(before, labels, strict=False)
    ]


def _works(path: Path) -> list[Record]:
    sources = read_bibtex(TextFile(path.name, path.read_text(encoding="utf-8", errors="replace")), lambda _: None)
    return [work for source in sources if (work := _work(source))]


def _work(source: Source) -> Record | None:
    kind, fields = _KINDS.get(source.type), source.fields
    if not kind or not source.title or not (source.authors or source.editors) or len(source.title) > 250:
        return None
    inside = kind in ("article", "chapter", "conference")
    if (inside and not source.container) or any("{" in name or len(name) > 60 for name in source.authors):
        return None
    article = kind == "article"
    number = fields.get("number") or fields.get("issue")
    return Record(
        kind,
        [_plain(name) for name in source.authors],
        [_plain(name) for name in source.editors],
        _plain(source.title),
        year=_plain(source.year),
        container=_plain(source.container) if inside else "",
        volume=_plain(fields.get("volume") or (None if article else number)),
        issue=_plain(number) if article else "",
        pages=_plain(source.pages).replace("--", "–") if kind != "book" else "",
        publisher="" if article else _plain(source.publisher or fields.get("school") or fields.get("institution")),
        place="" if article else _plain(fields.get("address") or fields.get("location")),
        doi=_plain(source.doi),
        url=(source.url or "").strip(),
        series=_plain(fields.get("series")),
    )


def _plain(value: str | None) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[{}~\\$]", "", value or "")).strip(" .,")


def packed(trainings: Sequence[tuple[list[str], Weights, Weights]]) -> bytes:
    """The means of the weights in the form of the shipped file; small ones are left out."""
    labels = trainings[0][0]
    number = {label: i for i, label in enumerate(labels)}
    states: dict[tuple[str, str], float] = defaultdict(float)
    rows = [[0.0] * len(labels) for _ in labels]
    for _, of_features, of_transitions in trainings:
        for key, weight in of_features.items():
            states[key] += weight / len(trainings)
        for (a, b), weight in of_transitions.items():
            rows[number[a]][number[b]] += weight / len(trainings)
    kept: dict[str, list[int]] = {}
    for (feature, label), weight in sorted(states.items()):
        if abs(weight) >= _LEAST_WEIGHT:
            kept.setdefault(feature, []).extend((number[label], round(100 * weight)))
    hundredths = [[round(100 * weight) for weight in row] for row in rows]
    head = json.dumps({"labels": labels, "transitions": hundredths}, ensure_ascii=False, separators=(",", ":"))
    lines = sorted(f"{feature}\t{' '.join(map(str, weights))}" for feature, weights in kept.items())
    blocks = ("\n".join(lines[at : at + _BLOCK]) for at in range(0, len(lines), _BLOCK))
    return zlib.compress("\n\n\n".join([head, *blocks]).encode(), 9)


if __name__ == "__main__":
    main()
