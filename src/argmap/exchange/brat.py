"""BRAT stand-off annotations of persuasive essays (Stab and Gurevych 2017): ``.ann`` beside the ``.txt`` that it marks.

Major claims, claims with a stance to them, and premises; relations that support or attack. The offsets are not needed:
each annotation has its words, which are found in the text as every anchor is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from argmap.exchange.foreign import Foreign, Inference, Restated, Statement, folded, unsayable, utf8_text
from argmap.exchange.loss import LossReport
from argmap.ground.diagnostics import ArgmapError
from argmap.tongues.encodings import decode

_TEXT_BOUND = re.compile(r"(T\S*)\t(\S+) [\d; ]+\t(.*)")
_RELATION = re.compile(r"(R\S*)\t(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
_STANCE = re.compile(r"(A\S*)\tStance (\S+) (For|Against)\s*")
_KINDS = ("MajorClaim", "Claim", "Premise")


def read(data: bytes, name: str, companions: Mapping[str, bytes] | None = None) -> tuple[Foreign, LossReport]:
    """Read annotations. Raises ArgmapError naming the line where a line is no annotation of BRAT."""
    lines = utf8_text(data, name).split("\n")
    loss = LossReport()
    statements: dict[str, Statement] = {}
    relations: list[tuple[str, str, str, str]] = []
    stances: list[tuple[str, str, str]] = []
    majors: list[str] = []
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r")
        if found := _TEXT_BOUND.fullmatch(line):
            id, kind, words = found.groups()
            if kind not in _KINDS or not folded(words) or id in statements:
                why = "another annotation has its number" if id in statements else "it is no claim and no premise"
                loss.lose("statement", id, why)
                continue
            if kind == "MajorClaim":
                majors.append(id)
            tags = () if kind == "MajorClaim" else (kind.lower(),)
            statements[id] = Statement(id, folded(words), quotes=(words,), tags=tags)
        elif found := _RELATION.fullmatch(line):
            relations.append(found.groups())  # type: ignore[arg-type]
        elif found := _STANCE.fullmatch(line):
            stances.append(found.groups())  # type: ignore[arg-type]
        elif line.startswith("#"):
            loss.lose("annotator's remark", line.split("\t")[0], "a claims file has no place for it")
        elif re.match(r"[A-Z*]\S*\t", line):
            loss.lose("annotation", line.split("\t")[0], "it is of another kind")
        elif line.strip():
            raise ArgmapError(f"{name}:{number}:1: this line is no annotation of BRAT, such as “T1⇥Claim 0 5⇥Words”.")
    return Foreign(
        "brat",
        tuple(_with_majors(statements, majors, loss).values()),
        tuple(_inferences(statements, majors, relations, stances, loss)),
        {companion: decode(text, companion)[0] for companion, text in (companions or {}).items()},
    ), loss


def _with_majors(statements: Mapping[str, Statement], majors: list[str], loss: LossReport) -> dict[str, Statement]:
    """The first major claim is the conclusion, and the others, which say it again, restate it."""
    found = dict(statements)
    others = set(majors[1:])
    for id in statements:
        if id in others:
            found[id] = replace(found[id], restates=(Restated(majors[0]),))
            loss.change("statement", id, "an essay has one conclusion, which its other major claims restate")
        else:
            loss.keep("statement")
    if majors:
        found[majors[0]] = replace(found[majors[0]], kind="conclusion")
    return found


def _inferences(
    statements: Mapping[str, Statement],
    majors: list[str],
    relations: list[tuple[str, str, str, str]],
    stances: list[tuple[str, str, str]],
    loss: LossReport,
) -> list[Inference]:
    found = []
    for id, kind, source, target in relations:
        made = Inference(id, target, (source,), against=kind == "attacks")
        why = unsayable(made, statements) if kind in ("supports", "attacks") else "its type is not known"
        if why:
            loss.lose("relation", id, why)
        else:
            loss.keep("relation")
            found.append(made)
    for id, claim, stance in stances:
        made = Inference(id, majors[0] if majors else "", (claim,), against=stance == "Against")
        why = unsayable(made, statements) if majors else "there is no major claim to take a stance on"
        if why:
            loss.lose("stance", id, why)
        else:
            loss.keep("stance")
            found.append(made)
    return found
