"""In eight tongues: is every changed word called altered, and no damage of print?

Each sentence of `data/changed_sentences.txt` says which of its words a quotation changes, one at a time, and is damaged
whole in each known way. It is looked for among the others, in a text that somebody typed and in one of print.

    python benchmarks/changed_sentences.py [--texts FILE] [--misses]
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from argmap.quotations import SearchText
from shared.table import head, row

SENTENCES = Path(__file__).parent / "data" / "changed_sentences.txt"
KINDS = {"n": "negation", "a": "opposite", "d": "number", "p": "name", "h": "how sure", "q": "how many", "t": "when"}
LIGATURES = re.compile("ffi|ffl|ff|fi|fl")
_CHANGE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|(\w)\}")


def sentences(path: Path) -> dict[str, list[str]]:
    """The sentences of each tongue, with their marks."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found[line[3:]] = []
        elif line and not line.startswith("#"):
            found[next(reversed(found))].append(line)
    return found


def as_written(sentence: str) -> str:
    """The sentence without its marks."""
    return _CHANGE.sub(r"\1", sentence)


def changed(sentence: str) -> Iterator[tuple[str, str]]:
    """The kind of each change, and the sentence with that one."""
    for found in _CHANGE.finditer(sentence):
        ahead, behind = sentence[: found.start()], sentence[found.end() :]
        yield KINDS[found[3]], as_written(ahead) + found[2] + as_written(behind)


def wrapped(sentence: str, hyphen: str, width: int = 44) -> str:
    """Set in lines, words broken where they meet its end."""
    lines, line = [], ""
    for word in sentence.split():
        room = width - len(line) - 2
        if len(line) + len(word) < width:
            line = f"{line} {word}".strip()
        elif word.isalpha() and 2 < room < len(word) - 2:
            lines.append(f"{line} {word[:room]}{hyphen}")
            line = word[room:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line])


def bare(text: str) -> str:
    """The text without accents, as recognition leaves it that knows none."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ı", "i")


def with_page_between(sentence: str) -> str:
    """The sentence over two pages, with the number of the first."""
    words = sentence.split()
    half = len(words) // 2
    return " ".join(words[:half]) + "\n\n117\n\n" + " ".join(words[half:])


DAMAGES = {
    "ligatures deleted": lambda s: LIGATURES.sub("", s),
    "ligatures lost to U+FFFD": lambda s: LIGATURES.sub("\ufffd", s),
    "words broken at the ends of lines": lambda s: wrapped(s, "-"),
    "the same with soft hyphens": lambda s: wrapped(s, "\u00ad"),
    "other quotation marks": lambda s: re.sub(r"[«“„‘] ?| ?[»”’](?=[ ,.;)]|$)", '"', s),
    "other apostrophes": lambda s: s.replace("'", "\u2019"),
    "no accents": bare,
    "double blanks": lambda s: s.replace(" ", "  "),
    "a page's number between": with_page_between,
}


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, default=SENTENCES, help="sentences of your own, marked in the same way")
    options.add_argument("--misses", action="store_true", help="prints each case that is not as it should be")
    given = options.parse_args()
    states: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for tongue, marked in sentences(given.texts).items():
        plain = [as_written(sentence) for sentence in marked]
        for of_print in (False, True):
            text = SearchText("\n\n".join(plain), language=tongue, of_print=of_print)
            trials = [(kind, text, quote) for sentence in marked for kind, quote in changed(sentence)]
            for kind, damage in DAMAGES.items():
                for at, sentence in enumerate(plain):
                    if (hurt := damage(sentence)) != sentence:
                        among = "\n\n".join([*plain[:at], hurt, *plain[at + 1 :]])
                        trials.append((kind, SearchText(among, language=tongue, of_print=of_print), sentence))
            for kind, searched, quote in trials:
                match = searched.find(quote)
                states[kind, of_print][match.state] += 1
                if given.misses and (kind in DAMAGES) != match.found:
                    print(f"{tongue} {kind}{', print' * of_print}: {match.why}")
    head("change or damage", "typed: V / N / A / ?", "print: V / N / A / ?")
    for kind in (*KINDS.values(), *DAMAGES):
        shown = [states[kind, of_print] for of_print in (False, True)]
        row(kind, *(" / ".join(str(s[n]) for n in ("verbatim", "noise", "altered", "not-checkable")) for s in shown))


if __name__ == "__main__":
    main()
