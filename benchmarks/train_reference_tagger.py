"""Learns the weights of the reference tagger from openly licensed metadata, rendered in drawn styles.

Run: `python benchmarks/train_reference_tagger.py FILE.bib … > weights`, with python-crfsuite installed, which nothing
else here needs. What is shipped was learned from bibliographies of books of Language Science Press (CC BY 4.0) and
from that of the Contextual Dynamics Laboratory (MIT); no record of their works is in the weights. About three minutes;
the same files give the same weights.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import zlib
from collections import defaultdict
from pathlib import Path

from argmap.places import TextFile
from argmap.sources.bibtex import read_bibtex
from argmap.sources.reference_parsing.tagging import features, words_of
from argmap.sources.source import Source
from rendered_references import Record, render, tells_german

_KINDS = {
    "article": "article", "incollection": "chapter", "inbook": "chapter", "inproceedings": "conference",
    "conference": "conference", "book": "book", "collection": "book", "phdthesis": "thesis", "thesis": "thesis",
    "mastersthesis": "thesis", "techreport": "book", "misc": "book", "report": "book", "proceedings": "book",
}  # fmt: skip
_SHARES = {"article": 5, "chapter": 4, "book": 4, "conference": 1.5, "thesis": 0.6}
_GERMAN_SHARE = 0.22
_REFERENCES = 20_000
_SETTINGS = {"c1": 0.15, "c2": 0.02, "max_iterations": 100, "feature.possible_transitions": True}
_LEAST_WEIGHT = 0.02


def main() -> None:
    """Writes the packed weights to standard output."""
    import pycrfsuite

    draw = random.Random(7)
    works = [work for name in sorted(sys.argv[1:]) for work in _works(Path(name))]
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for work in works:
        by_kind[work.kind].append(work)
    german = [work for work in works if tells_german(work.title)]
    trainer = pycrfsuite.Trainer(verbose=False)
    for _ in range(_REFERENCES):
        if draw.random() < _GERMAN_SHARE:
            work = draw.choice(german)
        else:
            work = draw.choice(by_kind[draw.choices(list(by_kind), [_SHARES[kind] for kind in by_kind])[0]])
        text, labels = _labelled(render(work, draw))
        trainer.append([dict.fromkeys(seen, 1.0) for seen in features(text, words_of(text))], labels)
    trainer.select("lbfgs")
    trainer.set_params(_SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        learned = tagger.info()
    sys.stdout.buffer.write(_packed(learned.labels, learned.state_features, learned.transitions))


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
    return Record(
        kind,
        [_plain(name) for name in source.authors],
        [_plain(name) for name in source.editors],
        _plain(source.title),
        year=_plain(source.year),
        container=_plain(source.container) if inside else "",
        volume=_plain(fields.get("volume")),
        issue=_plain(fields.get("number") or fields.get("issue")) if article else "",
        pages=_plain(source.pages).replace("--", "–") if kind != "book" else "",
        publisher="" if article else _plain(source.publisher or fields.get("school") or fields.get("institution")),
        place="" if article else _plain(fields.get("address") or fields.get("location")),
        doi=_plain(source.doi),
        url=(source.url or "").strip(),
        series=_plain(fields.get("series")),
    )


def _plain(value: str | None) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[{}~\\$]", "", value or "")).strip(" .,")


def _labelled(pieces: list[tuple[str, str]]) -> tuple[str, list[str]]:
    text = "".join(piece for piece, _ in pieces)
    at = [label or "other" for piece, label in pieces for _ in piece]
    return text, [at[start] for start, _ in words_of(text)]


def _packed(
    found: dict[str, str], states: dict[tuple[str, str], float], transitions: dict[tuple[str, str], float]
) -> bytes:
    labels = sorted(found)
    number = {label: i for i, label in enumerate(labels)}
    kept: dict[str, list[int]] = {}
    for (feature, label), weight in sorted(states.items()):
        if abs(weight) >= _LEAST_WEIGHT:
            kept.setdefault(feature, []).extend((number[label], round(100 * weight)))
    rows = [[round(100 * transitions.get((a, b), 0.0)) for b in labels] for a in labels]
    model = {"labels": labels, "states": kept, "transitions": rows}
    return zlib.compress(json.dumps(model, ensure_ascii=False, separators=(",", ":")).encode(), 9)


if __name__ == "__main__":
    main()
