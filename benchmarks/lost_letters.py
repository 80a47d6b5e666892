"""Measures how well lost letters are restored: clean English texts are damaged on purpose, and the proposals counted.

The texts are the bodies of the JOSE papers and student essays in the folder that ARGMAP_CORPORA names (`jose/`,
`brat/`). Groups of letters that fonts draw as one sign are replaced by U+FFFD, dropped, or replaced by a space.

Run: ARGMAP_CORPORA=… python benchmarks/lost_letters.py
"""

from __future__ import annotations

import re
from pathlib import Path

from argmap.manuscript.stages.damage import find_repairs
from shared.table import corpora, head, row

LOSSES = (
    ("ti tt ft tti", ("tti", "ti", "tt", "ft")),
    ("fi fl ff ffi ffl", ("ffi", "ffl", "ff", "fi", "fl")),
    ("all of these", ("ffi", "ffl", "tti", "ti", "tt", "ft", "ff", "fi", "fl")),
)
SIGNS = (("\ufffd", "U+FFFD"), ("", "dropped"), (" ", "a space"))
SURE = 0.9


def texts(folder: Path) -> list[str]:
    """The clean texts, essays eight at a time so that each text has the length of a paper."""
    from lxml import etree

    found = []
    for path in sorted(folder.glob("jose/*.jats")):
        body = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).find(".//body")
        found.append(" ".join(" ".join(body.itertext()).split()))
    essays = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("brat/**/*.txt"))[:40]]
    found += ["\n".join(essays[k : k + 8]) for k in range(0, len(essays), 8)]
    return found


def damage(text: str, groups: tuple[str, ...], sign: str) -> tuple[str, dict[int, str]]:
    """The damaged text, and what stood at the place of each damaged word."""
    pattern = re.compile("|".join(groups))
    parts: list[str] = []
    truth: dict[int, str] = {}
    length = 0
    for word in re.findall(r"[^\W\d_]+|[\W\d_]+", text):
        hurt = pattern.sub(sign, word) if word[0].isalpha() else word
        if hurt != word and any(c.isalpha() for c in hurt):
            truth[length + len(hurt) - len(hurt.lstrip())] = word
        else:
            hurt = word
        parts.append(hurt)
        length += len(hurt)
    return "".join(parts), truth


def main() -> None:
    """Print the table."""
    folder = corpora()
    if folder is None:
        return
    clean = texts(folder)
    print(f"{len(clean)} clean texts, {sum(len(t.split()) for t in clean)} words: ", end="")
    print(f"{sum(len(find_repairs(text)) for text in clean)} proposals where nothing is damaged")
    head("lost", "left", "words", "proposed", "right", "of these sure", "sure and right")
    for name, groups in LOSSES:
        for sign, left in SIGNS:
            words = proposed = right = sure = sure_right = 0
            for text in clean:
                hurt, truth = damage(text, groups, sign)
                found = {repair.start: repair for repair in find_repairs(hurt)}
                words += len(truth)
                for at, word in truth.items():
                    repair = found.get(at)
                    if repair is None:
                        continue
                    proposed += 1
                    right += repair.proposed == word
                    sure += repair.confidence >= SURE
                    sure_right += repair.confidence >= SURE and repair.proposed == word
            of = ((proposed, words), (right, proposed), (sure, proposed), (sure_right, sure))
            row(name, left, words, *(f"{part / max(1, whole):.1%}" for part, whole in of))


if __name__ == "__main__":
    main()
