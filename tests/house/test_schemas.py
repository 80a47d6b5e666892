"""The closed lists of words in the schemas are those of the code, and no schema has another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from argmap.argument.quotation_states import QuotationState
from argmap.evaluation.grounds import EvidenceState, GroundKind
from argmap.evaluation.labels import STATUS_WORDS
from argmap.evaluation.runs import LABELS
from argmap.findings.finding import Certainty
from argmap.ground.diagnostics import SEVERITIES
from argmap.manuscript.document import MarkKind
from argmap.notation.vocabulary import KINDS
from argmap.quotations.match import DifferenceKind, MatchState
from argmap.quotations.passages import ComparedKind
from argmap.registries.differences import Field
from argmap.registries.records import Nature
from argmap.registries.standing import State
from argmap.reviews.verdict import VERDICTS
from argmap.settings import QUOTATION_COUNTS_AS
from argmap.verifiers.surface import Relation

WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("argument", "kind"): KINDS,
    ("evaluation", "label"): LABELS,
    ("evaluation", "verified"): STATUS_WORDS,
    ("evaluation", "granted"): STATUS_WORDS,
    ("evaluation", "kind"): get_args(GroundKind),
    ("evaluation", "state"): get_args(EvidenceState),
    ("evaluation", "quotation"): get_args(QuotationState),
    ("evaluation", "quotation_counts_as"): QUOTATION_COUNTS_AS,
    ("exchange", "fate"): ("changed", "lost"),
    ("find", "state"): get_args(MatchState),
    ("find", "kind"): get_args(DifferenceKind),
    ("findings", "severity"): SEVERITIES,
    ("findings", "certainty"): get_args(Certainty),
    ("passages", "kind"): get_args(ComparedKind),
    ("passages", "relation"): get_args(Relation),
    ("reading", "kind"): get_args(MarkKind),
    ("standings", "state"): get_args(State),
    ("standings", "nature"): get_args(Nature),
    ("standings", "field"): get_args(Field),
    ("standings", "notice_came"): ("before", "after"),
    ("verdict", "verdict"): VERDICTS,
}


def closed_lists(schema: Any, name: str = "") -> Iterator[tuple[str, set[str]]]:
    if isinstance(schema, dict):
        if "enum" in schema:
            yield name, set(schema["enum"]) - {None}
        for key, part in schema.items():
            yield from closed_lists(part, name if key in ("items", "anyOf") else key)
    elif isinstance(schema, list):
        for part in schema:
            yield from closed_lists(part, name)


def test_the_closed_lists_of_the_schemas_are_those_of_the_code() -> None:
    folder = Path(__file__).parents[2] / "docs" / "schemas"
    found = {
        (path.stem, name, frozenset(words))
        for path in folder.glob("*.json")
        for name, words in closed_lists(json.loads(path.read_text("utf-8")))
    }
    assert found == {(stem, name, frozenset(words)) for (stem, name), words in WORDS.items()}
