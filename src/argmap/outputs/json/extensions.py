"""What is accepted under one of Dung's semantics, as one JSON document."""

from __future__ import annotations

from itertools import islice
from typing import Any

from argmap.evaluation.dung import DungSemantics, Framework, extensions
from argmap.evaluation.outcome import Evaluation
from argmap.evaluation.projection import project_onto_framework

MOST_EXTENSIONS = 1000


def framework_document(
    framework: Framework, semantics: DungSemantics, most: int = MOST_EXTENSIONS, shown: int | None = None
) -> dict[str, Any]:
    """Extensions by name as plain values; `shown` keeps the first so many arguments, the claims of a projection.

    `in_all` and `in_some` are the sceptically and credulously accepted arguments. `complete` is false where more
    extensions exist than were listed; the two lists then hold for those listed.
    """
    found = list(islice(extensions(framework, semantics), most + 1))
    listed = found[:most]
    limit = len(framework.arguments) if shown is None else shown
    kept = [sorted(n for n in extension if n < limit) for extension in listed]
    in_all = set.intersection(*map(set, kept)) if kept else set()
    in_some = set().union(*kept)
    names = framework.arguments
    return {
        "version": 1,
        "semantics": semantics,
        "extensions": [[names[n] for n in extension] for extension in sorted(kept)],
        "in_all": [names[n] for n in sorted(in_all)],
        "in_some": [names[n] for n in sorted(in_some)],
        "complete": len(found) <= most,
    }


def extensions_document(evaluation: Evaluation, semantics: DungSemantics) -> dict[str, Any]:
    """The claims of an argument that are accepted under one of Dung's semantics."""
    return framework_document(project_onto_framework(evaluation), semantics, shown=len(evaluation.network.claims))
