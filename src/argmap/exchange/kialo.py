"""Discussions of Kialo as its text export has them: numbered claims, each for (Pro) or against (Con) the one above it.

``-> See 1.3.`` stands where another claim of the discussion is used again. Links in Markdown are what a claim cites.
"""

from __future__ import annotations

import re
from collections import Counter

from argmap.exchange.foreign import Cited, Foreign, Inference, Kind, Statement, Work, folded, unsayable, utf8_text
from argmap.exchange.links import work_at
from argmap.exchange.loss import LossReport
from argmap.ground.diagnostics import ArgmapError

_TITLE = re.compile(r"Discussion Title:\s*(.*)")
_LINE = re.compile(r"(\d{1,6}(?:\.\d{1,6}){0,200})\.\s+(?:(Pro|Con):\s*)?(.*)")
_SEE = re.compile(r"->\s*See\s+(\d[\d.]*?)\.?\s*")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(([^()\n]{1,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?)\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~>:-])")


def read(data: bytes, name: str) -> tuple[Foreign, LossReport]:
    """Read an export. Raises ArgmapError naming the first line where it is none."""
    lines = utf8_text(data, name).splitlines()
    title, entries = _entries(lines, name)
    loss = LossReport()
    links = {number: see[1] for number, (_, text) in entries.items() if (see := _SEE.fullmatch(text))}
    works, numbers = dict[str, Work](), Counter[str]()
    statements = {
        number: _statement(number, text, works, numbers, loss)
        for number, (_, text) in entries.items()
        if number not in links
    }
    for _ in statements:
        loss.keep("statement")
    inferences = []
    for number, (side, _) in entries.items():
        above = number.rpartition(".")[0]
        kind = "link" if number in links else "relation"
        if not side:
            if above:
                loss.lose(kind, number, "it does not say for or against")
            continue
        # what is said under a link is said of the claim that it leads to
        conclusion, premise = links.get(above, above), links.get(number, number)
        made = Inference(number, conclusion, (premise,), against=side == "Con")
        if why := unsayable(made, statements):
            loss.lose(kind, number, why)
        else:
            loss.keep(kind)
            inferences.append(made)
    return Foreign(
        "kialo", tuple(statements.values()), tuple(inferences), title=title, works=tuple(works.values())
    ), loss


def _entries(lines: list[str], name: str) -> tuple[str, dict[str, tuple[str, str]]]:
    title, entries, last = "", dict[str, tuple[str, str]](), ""
    for number, line in enumerate(lines, 1):
        if found := _LINE.fullmatch(line.strip()):
            last, side, text = found[1], found[2] or "", found[3]
            if last in entries:
                raise ArgmapError(f"{name}:{number}:1: {last} stands twice. Export the discussion again.")
            entries[last] = (side, text)
        elif not entries and (head := _TITLE.fullmatch(line.strip())):
            title = folded(head[1])
        elif last and line.strip():
            entries[last] = (entries[last][0], f"{entries[last][1]} {line.strip()}")
        elif line.strip():
            raise ArgmapError(
                f"{name}:{number}:1: this line is no claim of a discussion, such as “1.1. Pro: Words.”. Export it from "
                "Kialo as text."
            )
    if not entries:
        raise ArgmapError(f"{name}: there is no claim in it. Export the discussion from Kialo as text.")
    return title, entries


def _statement(number: str, text: str, works: dict[str, Work], numbers: Counter[str], loss: LossReport) -> Statement:
    cited: dict[str, Cited] = {}

    def plain(link: re.Match[str]) -> str:
        words, address = folded(link[1]), link[2].strip()
        said = _ESCAPED.sub(r"\1", words)
        if key := work_at(address, said, works, numbers):
            loss.keep("source")
            cited.setdefault(key, Cited(key, mark=said))
        else:
            loss.lose("source", number, "its address is none of the web")
        return words

    sentence = folded(_ESCAPED.sub(r"\1", _LINK.sub(plain, text)))
    kind: Kind = "claim" if "." in number else "conclusion"
    return Statement(number, sentence or "(nothing is said)", kind=kind, cites=tuple(cited.values()))
