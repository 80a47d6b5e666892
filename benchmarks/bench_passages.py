"""Of the passages offered for a claim, how often is one among the first that people marked as the one cited?

    python benchmarks/bench_passages.py --scisumm FOLDER [--model FOLDER] [--most N]

FOLDER is a checkout of the data of the CL-SciSumm shared task (CC BY 4.0): sentences of papers that cite a paper, and
the sentences of the cited paper that annotators found to be meant. A passage counts where it holds one of these. Beside
ours stands Okapi BM25 of the package rank-bm25, where it is installed, over single sentences and over the same windows
of one to three: longer passages hold a marked sentence more easily, so only the second is a fair rival.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from argmap.quotations.passages import Encoder, PassageIndex

_SENTENCE = re.compile(r'<S\s+sid\s*=\s*"?(\d+)"?[^>]*>(.*?)</S>', re.DOTALL | re.IGNORECASE)
_FIELD = re.compile(r"\s\|\s+(?=[A-Z][A-Za-z ]+:)")
_WINDOW = 3
_FIRST = (1, 3, 5)


class Cited(NamedTuple):
    """A citing text, the numbers of the sentences it means, and the cited paper's sentences by number."""

    paper: str
    claim: str
    meant: frozenset[int]
    sentences: dict[int, str]


def _plain(marked_up: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", marked_up)).split())


def _sentences(folder: Path) -> dict[int, str]:
    found = next(folder.glob("Reference_XML/*.xml"), None)
    text = found.read_text(encoding="utf-8", errors="replace") if found else ""
    return {int(number): words for number, inner in _SENTENCE.findall(text) if (words := _plain(inner))}


def _cited(paper: str, claim: str, meant: str, sentences: dict[int, str]) -> Iterator[Cited]:
    numbers = frozenset(int(n) for n in re.findall(r"\d+", meant)) & sentences.keys()
    if claim and numbers:
        yield Cited(paper, claim, frozenset(numbers), sentences)


def training(data: Path) -> Iterator[Cited]:
    """The forty papers of the training set."""
    for folder in sorted((data / "Training-Set-2018").iterdir()):
        sentences = _sentences(folder)
        for path in folder.glob("annotation/*.ann*.txt"):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                fields = dict(part.strip().split(":", 1) for part in _FIELD.split(line) if ":" in part)
                text, meant = fields.get("Citation Text", ""), fields.get("Reference Offset", "")
                yield from _cited(folder.name, _plain(text), meant, sentences)


def test(data: Path) -> Iterator[Cited]:
    """The twenty papers of the test set; what any of the annotators marked counts."""
    marked: dict[tuple[str, str], tuple[str, str]] = {}
    for path in sorted((data / "Test-Set-2018-Gold/Task1").glob("*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                key = row["Reference Article"].removesuffix(".xml"), row["Citance Number"]
                before = marked.get(key, ("", ""))[1]
                marked[key] = _plain(row["Citation Text"]), f"{before} {row['Reference Offset']}"
    texts = {paper: _sentences(data / "Test-Set-2018" / paper) for paper, _ in marked if paper}
    for (paper, _), (claim, meant) in marked.items():
        yield from _cited(paper, claim, meant, texts.get(paper, {}))


def ours(cited: Sequence[Cited], encoder: Encoder | None) -> list[list[bool]]:
    """For each claim, of each passage offered: does it hold a sentence that is meant?"""
    indexes: dict[str, tuple[PassageIndex, list[tuple[int, int]]]] = {}
    ranks = []
    for paper, claim, meant, sentences in cited:
        if paper not in indexes:
            spans, at = [], 0
            for words in sentences.values():
                spans.append((at, at + len(words)))
                at += len(words) + 1
            indexes[paper] = PassageIndex(" ".join(sentences.values()), spans), spans
        index, spans = indexes[paper]
        held = [
            {n for n, (a, b) in zip(sentences, spans, strict=True) if a < passage.end and passage.start < b}
            for passage in index.offer(claim, max(_FIRST), encoder)
        ]
        ranks.append([bool(numbers & meant) for numbers in held])
    return ranks


def okapi(cited: Sequence[Cited], longest: int) -> list[list[bool]]:
    """The same with rank-bm25 over windows of up to `longest` sentences, none overlapping another."""
    from rank_bm25 import BM25Okapi

    indexes = {}
    ranks = []
    for paper, claim, meant, sentences in cited:
        words = [re.findall(r"\w+", text.lower()) for text in sentences.values()]
        if paper not in indexes:
            spans = [(i, i + n) for n in range(1, longest + 1) for i in range(len(words) - n + 1)]
            indexes[paper] = spans, BM25Okapi([list(chain.from_iterable(words[a:b])) for a, b in spans])
        spans, index = indexes[paper]
        scores = index.get_scores(re.findall(r"\w+", claim.lower()))
        numbers, taken = list(sentences), []
        for at in sorted(range(len(spans)), key=lambda i: (-scores[i], spans[i])):
            first, last = spans[at]
            if len(taken) < max(_FIRST) and all(last <= a or b <= first for a, b in taken):
                taken.append((first, last))
        ranks.append([not meant.isdisjoint(numbers[a:b]) for a, b in taken])
    return ranks


def show(name: str, ranks: Sequence[Sequence[bool]]) -> None:
    """One line: of how many claims a meant sentence is in the first passage, the first three, the first five."""
    shares = (sum(any(held[:n]) for held in ranks) / len(ranks) for n in _FIRST)
    print(f"  {name:34}" + "".join(f"{share:8.3f}" for share in shares))


def main() -> None:
    """Print both sets, ours beside BM25."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scisumm", type=Path, required=True, metavar="FOLDER", help="its folder `data`")
    parser.add_argument("--model", help="rank with this sentence-vector model too (a folder)")
    parser.add_argument("--most", type=int, help="only so many claims of each set, evenly taken")
    chosen = parser.parse_args()
    for name, read in (("training set", training), ("test set", test)):
        cited = list(read(chosen.scisumm))
        if chosen.most:
            cited = cited[:: max(1, len(cited) // chosen.most)]
        print(f"{name}: {len(cited)} claims on {len({c.paper for c in cited})} papers; among the first {_FIRST}")
        show("argmap", ours(cited, None))
        if chosen.model:
            from argmap.quotations.encoders import load_encoder

            show("argmap with sentence vectors", ours(cited, load_encoder(chosen.model)))
        try:
            show("rank-bm25, sentences", okapi(cited, 1))
            show("rank-bm25, one to three sentences", okapi(cited, _WINDOW))
        except ImportError:
            print("  rank-bm25 is not installed")


if __name__ == "__main__":
    main()
