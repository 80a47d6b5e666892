"""Prose for the benchmark of the quotations: papers, essays, newspaper arguments, and sentences made from patterns.

Three sets that share no text, no sentence pattern and no made-up name: `tune` (the matcher was tuned on it), `test`
(looked at once, after which rules were mended) and `fresh` (not looked at before its table was printed). The lists of
opposites, hedges and one-letter changes are this file's own; none comes from the matcher's word lists.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

SETS = ("tune", "test", "fresh")

NOUNS = {
    "tune": "government treaty alliance ministry army parliament border reform crisis policy region minority office "
    "conflict commission election party council official economy influence legacy",
    "test": "river harvest guild merchant village bishop charter monastery fleet market craft library winter dialect "
    "manuscript valley textile miller scribe archive festival orchard",
    "fresh": "forest ship engine tribunal poem harbour glacier doctor garden sermon theatre bridge ledger comet museum",
}
VERBS = {
    "tune": "shaped weakened confirmed affected replaced defined reflected influenced delayed clarified justified",
    "test": "sustained altered funded described inherited governed offended flattered simplified outlived framed",
    "fresh": "guarded painted measured confused honoured drained classified floated justified swept unified edited",
}
ADJECTIVES = {
    "tune": "official final effective difficult beneficial first specific sufficient modified fragile artificial",
    "test": "fertile traditional fluent magnificent little rifled infinite scientific fifty-year swift left-handed",
    "fresh": "stiff infinite flat satisfied sacrificial inefficient scarified ruffled definite leafy left-wing",
}
NAMES = {
    "tune": "Berisha Nano Hoxha Davutoğlu Clinton Miller Gruevski Thaçi",
    "test": "Aldous Petrarch Møller Szymański Fielding Whitfield Okonkwo García",
    "fresh": "Marchetti Brønsted Whitcombe Özdemir Lafitte Griffin Čapek Delacroix",
}
PATTERNS = {
    "tune": (
        "The {a} {n} of {y} {v} the {n2} because {m} had not {v} its {a2} {n3}.",
        "In {y}, {m} argued that {d} per cent of the {n} was {a}, although the {n2} may have {v} it.",
        "It is often said that a {n} {v} every {a} {n2}, but no {n3} was found before {y}.",
        "According to {m}, the {n} and the {n2} increased by {d} points while the {a} {n3} never {v} them.",
        "Some {n}s were {a}; others, as {m} admitted, could not be {v} without a {n2} of {d} members.",
    ),
    "test": (
        "When {m} came to the {n} in {y}, few of its {d} {n2}s were {a} and none {v} the {n3}.",
        "The {n}, {m} wrote, was probably {v} by a strong {a} {n2} that the {n3} did not accept.",
        "After {y} the {a} {n} rose to {d}, and many a {n2} was {v} against the wish of {m}.",
        "What {v} the {n2} was not the {a} {n}, as {m} thought, but a high {n3} of {d} ducats.",
        "All {n}s that {m} described in {y} seem {a2}, yet several were {v} by the larger {n2}.",
    ),
    "fresh": (
        "Nobody in the {n} doubted that {m} had {v} the {a} {n2} before {y}.",
        "If {d} of the {n}s were {a}, argues {m}, then most of the {n2} was never {v} at all.",
        "Until {y} a {n} could be {v} only with the {a} consent of {m}; since then any {n2} will do.",
        "{m} found {d} old {n}s in the {n2}, which were seldom {v} and usually {a}.",
        "Neither the {a} {n} nor its {n2} had increased by more than {d} since {m} {v} them in {y}.",
    ),
}


def made_prose(name: str, rng: random.Random, sentences: int) -> str:
    """Paragraphs of sentences from patterns; no two sets share a pattern, a noun, a verb or a name."""

    def pick(words: dict[str, str]) -> str:
        return rng.choice(words[name].split())

    made = []
    for i in range(sentences):
        pattern = rng.choice(PATTERNS[name])
        sentence = pattern.format(
            n=pick(NOUNS),
            n2=pick(NOUNS),
            n3=pick(NOUNS),
            v=pick(VERBS),
            a=pick(ADJECTIVES),
            a2=pick(ADJECTIVES),
            m=pick(NAMES),
            y=rng.randint(1700, 2020),
            d=rng.randint(12, 980),
        )
        made.append(sentence + ("\n\n" if i % 7 == 6 else " "))
    return "".join(made)


def prose(name: str, rng: random.Random) -> list[str]:
    """The texts of one set; without ARGMAP_CORPORA only made prose."""
    texts = [made_prose(name, rng, 160) for _ in range(4)]
    if "ARGMAP_CORPORA" in os.environ:
        root = Path(os.environ["ARGMAP_CORPORA"])
        texts += debates(root) if name == "fresh" else papers_and_essays(root, 0 if name == "tune" else 1)
    return [text for text in texts if len(text) > 4000]


def papers_and_essays(root: Path, first: int) -> list[str]:
    """Every second paper and essay."""
    texts = []
    for path in sorted(root.glob("jose/*.jats"))[first::2]:
        paragraphs = re.findall(r"<p>(.*?)</p>", path.read_text(encoding="utf-8"), re.DOTALL)
        plain = [without_tags(p) for p in paragraphs]
        texts.append("\n\n".join(p for p in plain if len(p) > 120))
    essays = sorted(root.glob("brat/persuasive-essays/*.txt"))[first::2]
    for i in range(0, len(essays), 12):
        texts.append("\n\n".join(e.read_text(encoding="utf-8") for e in essays[i : i + 12]))
    return texts


def debates(root: Path) -> list[str]:
    """Newspaper arguments and short argumentative texts in English, a dozen or more to a text."""
    texts = []
    for folder, count in (("aif/araucaria", 12), ("arggraph/microtexts", 20)):
        paths = sorted(root.glob(f"{folder}/*.txt"))
        for i in range(0, len(paths), count):
            parts = [without_tags(p.read_text(encoding="utf-8", errors="replace")) for p in paths[i : i + count]]
            texts.append("\n\n".join(p for p in parts if "\ufffd" not in p and 33 * p.count(" the ") > len(p.split())))
    return texts


def without_tags(text: str) -> str:
    """Marked-up text as it reads."""
    plain = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    return plain.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')


# -- changes of words --


def _pairs(listed: str) -> dict[str, str]:
    """Pairs of words, the second to be put for the first."""
    return dict(pair.split() for pair in listed.split(", "))


OPPOSITES = _pairs(
    "more less, less more, many few, few many, all some, some all, high low, low high, strong weak, "
    "weak strong, first last, increased decreased, before after, after before, large small, small large, "
    "larger smaller, good bad, better worse, new old, old new, same different, different same, always never, "
    "easy hard, difficult easy, important trivial, public private, early late, rose fell, accept reject, "
    "positive negative, negative positive, increase decrease, improve worsen, simple complex, open closed, "
    "support oppose, useful useless, possible impossible, common rare, high-level low-level, long short, "
    "short long, often seldom, young old, true false, agree disagree, students teachers, "
    "advantages disadvantages, success failure, local foreign, against for, effective ineffective, "
    "able unable"
)
HEDGES = _pairs(
    "may will, might must, can must, could will, often always, probably certainly, some all, many most, "
    "seem are, seems is, usually always, should may, likely certain, suggests proves, several all, "
    "sometimes always, would could, will may, must might"
)
ONE_LETTER = _pairs(
    "now not, form from, from form, causal casual, united untied, than then, this that, on in, in on, of or, "
    "and any, was has, has was, their there, for far, are ate, there three, its it, these those, were where, "
    "most must, one none, some same, be he, country county, work word, course cause, other order, learn lean, "
    "which witch"
)
OTHER_NAMES = "Kowalski Andrews Tanaka Rossi Beauvoir Lindqvist Python Norway Brussels Oxford Iraq Slovenia".split()  # noqa: SIM905
