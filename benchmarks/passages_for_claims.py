"""Of the passages offered for a claim, how often is one among the first that people marked as the one meant?

    ARGMAP_CORPORA=… python benchmarks/passages_for_claims.py [--set NAME] [--more FOLDER]
        [--scisumm FOLDER] [--claims FILE …] [--model NAME]

Three kinds of claims. The first are sentences of the abstracts and conclusions of papers in `jose/` and `papers/` of
the corpora; the passages are looked for in the rest of the paper. `data/passages.tsv` holds the judgements: the paper
(the first sixteen hexadecimal digits of the SHA-256 of its file), the set (`looked-at`, `kept` aside until the rules
were fixed, or `kept-2` aside until they were changed again), the claim, and the sentences of the paper's body that
state the same or its main part, each by ten digits of the SHA-256 of its letters. For each claim the best passages of
three rankings (ours, BM25, and sentence vectors or, in `kept-2`, BM25 of single sentences) were shown mixed, in the
order of the paper, to one judge, so that the judgements favour none of them. `none` marks claims of which no shown
sentence states the same, `same` those that the body repeats in the same words; neither is counted. The papers were
written by others and are not in this repository; fourteen of `kept-2` are JATS files of the Journal of Open Source
Education (10.21105/jose.00185 to 00307), which `--more` finds.

The second are those of the CL-SciSumm shared task (CC BY 4.0), where FOLDER is a checkout of its data: sentences of
papers that cite a paper, and the sentences of the cited paper that annotators found to be meant.

The third are those of any FILE of JSON lines, one a paper: its name `paper`, its `tongue`, its `sentences`, and
`claims`, pairs of a claim and the numbers (from 0) of the sentences that it means.

A passage counts where it holds one of the marked sentences. MRR is the mean of one over the place of the first such
passage among ten. Beside ours stands Okapi BM25 of the package rank-bm25, where it is installed: over the same windows
of one to three sentences, with its own words (all, whole) and with ours (endings and function words off), over windows
of three alone, and over single sentences. A longer passage holds a marked sentence more easily, so the column before
the last says how many sentences the first five have together; the last is processor time a claim, the index of the
paper included. The difference to each rival among the first five stands with an interval that holds it in 95 of a
hundred draws of as many papers.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from html import unescape
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from argmap.manuscript import read
from argmap.quotations.lexicon import load_lexicon
from argmap.quotations.passages import Encoder, PassageIndex, terms
from argmap.quotations.tokens import tokenise
from shared.table import corpora, head, row, timed

JUDGED = Path(__file__).parent / "data" / "passages.tsv"
SETS = ("looked-at", "kept", "kept-2")

_SENTENCE = re.compile(r'<S\s+sid\s*=\s*"?(\d+)"?[^>]*>(.*?)</S>', re.DOTALL | re.IGNORECASE)
_FIELD = re.compile(r"\s\|\s+(?=[A-Z][A-Za-z ]+:)")
_FIRST = (1, 3, 5)
_MOST = 10
_SEED, _DRAWS = 20261127, 2000
RIVALS = (
    ("rank-bm25, one to three sentences", (1, 2, 3), False),
    ("the same, our words", (1, 2, 3), True),
    ("rank-bm25, three sentences", (3,), False),
    ("rank-bm25, sentences", (1,), False),
)


class Cited(NamedTuple):
    """A claim, the numbers of the sentences it means, the sentences of the paper by number, and its tongue."""

    paper: str
    claim: str
    meant: frozenset[int]
    sentences: dict[int, str]
    tongue: str = "en"


def _digest(words: str) -> str:
    return sha256("".join(letter for letter in words.casefold() if letter.isalnum()).encode()).hexdigest()[:10]


def papers(folders: Sequence[Path], wanted: str) -> Iterator[Cited]:
    """The judged claims of one set of papers; what is no longer read as it was judged is told."""
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            paper, kept_as, claim, passages = line.split("\t")
            if kept_as == wanted:
                rows[paper][claim] = passages
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.is_file()):
        paper = sha256(path.read_bytes()).hexdigest()[:16]
        if paper not in rows:
            continue
        judged, document = rows.pop(paper), read(path, path.name)
        # Of sentences in the same words the first is the claim.
        claims = list({_digest(s.text): s for s in reversed(document.sentences) if _digest(s.text) in judged}.values())
        apart = {s.section for s in claims}
        body = {n: " ".join(s.text.split()) for n, s in enumerate(document.sentences) if s.section not in apart}
        digests = {number: _digest(words) for number, words in body.items()}
        for claim in claims:
            marked = judged.pop(_digest(claim.text), "").split()
            meant = frozenset(number for number, digest in digests.items() if digest in marked)
            if meant:
                yield Cited(paper, " ".join(claim.text.split()), meant, body, document.tongue or "en")
            elif marked and marked[0] not in ("none", "same"):
                judged[_digest(claim.text)] = " ".join(marked)
        lost = sum(1 for passages in judged.values() if passages not in ("none", "same"))
        if lost:
            print(f"  {lost} claims of {paper} are no longer read as they were judged")
    if rows:
        print(f"  {len(rows)} papers are not in the corpora")


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


def marked(file: Path) -> Iterator[Cited]:
    """The claims of a file of JSON lines."""
    for line in file.read_text(encoding="utf-8").splitlines():
        paper = json.loads(line)
        for claim, meant in paper["claims"]:
            yield Cited(
                paper["paper"], claim, frozenset(meant), dict(enumerate(paper["sentences"])), paper.get("tongue", "en")
            )


class Offered(NamedTuple):
    """Of each passage offered, whether it holds a sentence that is meant; how many sentences the first five have."""

    held: list[bool]
    read: int


def ours(cited: Sequence[Cited], encoder: Encoder | None) -> list[Offered]:
    """What argmap offers."""
    indexes: dict[str, tuple[PassageIndex, list[tuple[int, int]]]] = {}
    ranks = []
    for paper, claim, meant, sentences, tongue in cited:
        if paper not in indexes:
            spans, at = [], 0
            for words in sentences.values():
                spans.append((at, at + len(words)))
                at += len(words) + 1
            indexes[paper] = PassageIndex(" ".join(sentences.values()), spans, (), tongue), spans
        index, spans = indexes[paper]
        held = [
            {n for n, (a, b) in zip(sentences, spans, strict=True) if a < passage.end and passage.start < b}
            for passage in index.offer(claim, _MOST, encoder)
        ]
        ranks.append(Offered([bool(numbers & meant) for numbers in held], sum(map(len, held[: _FIRST[-1]]))))
    return ranks


def okapi(cited: Sequence[Cited], lengths: Sequence[int], our_words: bool = False) -> list[Offered]:
    """The same with rank-bm25 over windows of so many sentences, none overlapping another."""
    from rank_bm25 import BM25Okapi

    def words(text: str, tongue: str) -> list[str]:
        if our_words:
            return list(terms(tokenise(text, 0, len(text)), load_lexicon(tongue)))
        return re.findall(r"\w+", text.lower())

    indexes = {}
    ranks = []
    for paper, claim, meant, sentences, tongue in cited:
        if paper not in indexes:
            parts = [words(text, tongue) for text in sentences.values()]
            spans = [(i, i + n) for n in lengths for i in range(len(parts) - n + 1)] or [(0, len(parts))]
            indexes[paper] = spans, BM25Okapi([list(chain.from_iterable(parts[a:b])) or [""] for a, b in spans])
        spans, index = indexes[paper]
        scores = index.get_scores(words(claim, tongue))
        numbers, taken = list(sentences), []
        for at in sorted(range(len(spans)), key=lambda i: (-scores[i], spans[i])):
            first, last = spans[at]
            if len(taken) < _MOST and all(last <= a or b <= first for a, b in taken):
                taken.append((first, last))
        held = [not meant.isdisjoint(numbers[a:b]) for a, b in taken]
        ranks.append(Offered(held, sum(b - a for a, b in taken[: _FIRST[-1]])))
    return ranks


def show(name: str, cited: Sequence[Cited], rank: Callable[[Sequence[Cited]], list[Offered]]) -> list[bool]:
    """One line, as the table's head says; of each claim, whether a meant sentence is in the first five passages."""
    seconds, ranks = timed(lambda: rank(cited))
    shares = [sum(any(one.held[:n]) for one in ranks) / len(ranks) for n in _FIRST]
    places = (next((1 / at for at, hit in enumerate(one.held, 1) if hit), 0.0) for one in ranks)
    shares.append(sum(places) / len(ranks))
    read = sum(one.read for one in ranks) / len(ranks)
    row(name, *(f"{share:.3f}" for share in shares), f"{read:.1f}", f"{1000 * seconds / len(ranks):.0f} ms")
    return [any(one.held[: _FIRST[-1]]) for one in ranks]


def difference(cited: Sequence[Cited], one: Sequence[bool], other: Sequence[bool]) -> str:
    """How much oftener `one` is right, with an interval from draws of papers."""
    papers: dict[str, list[int]] = defaultdict(list)
    for claim, a, b in zip(cited, one, other, strict=True):
        papers[claim.paper].append(a - b)
    rng, told = random.Random(_SEED), list(papers.values())
    drawn = sorted(
        sum(map(sum, chosen)) / sum(map(len, chosen))
        for chosen in (rng.choices(told, k=len(told)) for _ in range(_DRAWS))
    )
    mean = (sum(one) - sum(other)) / len(cited)
    return f"{mean:+.3f} ({drawn[_DRAWS // 40]:+.3f} to {drawn[-_DRAWS // 40]:+.3f})"


def compare(name: str, cited: Sequence[Cited], encoder: Encoder | None) -> None:
    """The table of one set."""
    print(f"{name}: {len(cited)} claims on {len({c.paper for c in cited})} papers")
    head("ranked by", *(f"among the first {n}" for n in _FIRST), "MRR", "sentences in five", "a claim")
    best = show("argmap", cited, lambda claims: ours(claims, None))
    if encoder is not None:
        show("argmap with sentence vectors", cited, lambda claims: ours(claims, encoder))
    told = []
    try:
        for rival, lengths, our_words in RIVALS:
            others = show(rival, cited, lambda claims, n=lengths, w=our_words: okapi(claims, n, w))
            told.append(f"  argmap beside {rival}: {difference(cited, best, others)}")
    except ImportError:
        told.append("  rank-bm25 is not installed")
    print(*told, sep="\n")


def main() -> None:
    """Print the sets, ours beside BM25."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, help="only these papers")
    parser.add_argument("--more", type=Path, metavar="FOLDER", help="more papers, outside the corpora")
    parser.add_argument("--scisumm", type=Path, metavar="FOLDER", help="its folder `data`")
    parser.add_argument("--claims", type=Path, nargs="*", default=[], metavar="FILE", help="JSON lines, one a paper")
    parser.add_argument("--model", help="rank with this sentence-vector model too (a name or folder)")
    parser.add_argument("--most", type=int, help="only so many claims of each set, evenly taken")
    chosen = parser.parse_args()
    folder = corpora()
    encoder = None
    if chosen.model:
        from argmap.quotations.encoders import load_encoder

        encoder = load_encoder(chosen.model)
    sets: list[tuple[str, list[Cited]]] = []
    sets += [(file.stem, list(marked(file))) for file in chosen.claims]
    if folder and not chosen.claims:
        names = [chosen.set] if chosen.set else SETS
        folders = [folder / "jose", folder / "papers", *filter(None, [chosen.more])]
        sets += [(f"papers, {name}", list(papers(folders, name))) for name in names]
    if chosen.scisumm:
        sets += [("training set", list(training(chosen.scisumm))), ("test set", list(test(chosen.scisumm)))]
    for name, cited in sets:
        evenly = max(1, len(cited) // chosen.most) if chosen.most else 1
        if cited:
            compare(name, cited[::evenly], encoder)


if __name__ == "__main__":
    main()
