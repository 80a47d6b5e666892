"""An evaluation as one JSON document, stable for other programs (docs/schemas/evaluation.json)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from argmap.evaluation.cut_sets import find_cut_sets
from argmap.evaluation.grounds import Ground
from argmap.evaluation.labels import STATUS_WORDS
from argmap.evaluation.not_applied import NotApplied
from argmap.evaluation.outcome import Evaluation
from argmap.evaluation.sensitivity import find_levers
from argmap.evaluation.whatif import WhatIf

_DIGITS = 6


def evaluation_document(
    evaluation: Evaluation, not_applied: NotApplied | None = None, doubted: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Labels, strengths and hinges as plain values. Several conclusions share one list of hinges.

    `status` is what each of the two runs found: ``verified`` grants verified evidence alone, ``granted`` also what
    nobody has judged. `not_applied` names what the labels were worked out without; `doubted` says of sources that were
    taken back, by key, what is lost without them.
    """
    left_out = not_applied or NotApplied()
    found = [find_cut_sets(evaluation, conclusion) for conclusion in evaluation.conclusions]
    sets = dict.fromkeys(cut for cuts in found for cut in cuts.sets)
    strength, load = evaluation.strength, evaluation.load
    return {
        "version": 1,
        "claims": {
            claim: {
                "label": labelled.label,
                "status": {
                    "verified": STATUS_WORDS[evaluation.verified.claims[number]],
                    "granted": STATUS_WORDS[evaluation.granted.claims[number]],
                },
                "because": labelled.because,
                "strength": _rounded(strength[claim]),
                "grounds": [_ground(ground) for ground in evaluation.network.grounds[number]],
                "rests_on": list(labelled.rests_on),
                "load": load[claim],
            }
            for number, (claim, labelled) in enumerate(evaluation.labels.items())
        },
        "quotation_counts_as": "verified" if evaluation.options.quotations_verified else "provisional",
        "not_applied": {"rules": list(left_out.rules), "schemes": list(left_out.schemes)},
        "warnings": list(left_out.warnings),
        "doubted_sources": dict(doubted or {}),
        "conclusions": list(evaluation.conclusions),
        "single_points_of_failure": list(_merged(evaluation.single_points.values())),
        "levers": _levers(evaluation),
        "cut_sets": {
            "sets": [list(cut) for cut in sorted(sets, key=len)],
            "complete": all(cuts.complete for cuts in found),
        },
    }


def _levers(evaluation: Evaluation) -> dict[str, Any]:
    return {
        conclusion: {
            name: [{"claim": claim, "change": round(change, _DIGITS)} for claim, change in claims]
            for name, claims in (("stronger", found.stronger), ("removed", found.removed))
        }
        for conclusion, found in find_levers(evaluation).items()
    }


def whatif_document(whatif: WhatIf, reject: Iterable[str], grant: Iterable[str]) -> dict[str, Any]:
    """What was supposed, every label that flips, and what would move the conclusions most then, as plain values."""
    return {
        "version": 1,
        "rejected": list(reject),
        "granted": list(grant),
        "flips": [
            {
                "claim": flip.claim,
                "before": flip.before.label,
                "after": flip.after.label,
                "because": flip.after.because,
                "rests_on": list(flip.after.rests_on),
            }
            for flip in whatif.flips
        ],
        "levers": _levers(whatif.after),
    }


def _ground(ground: Ground) -> dict[str, Any]:
    """A leaf with the `state` of its support, which a person judges, and with how its quotation compares."""
    return {
        "handle": ground.handle,
        "kind": ground.kind,
        "source": ground.source,
        "state": ground.state,
        "quotation": ground.quotation,
    }


def _rounded(band: tuple[float, float, float] | None) -> list[float] | None:
    return None if band is None else [round(x, _DIGITS) for x in band]


def _merged(lists: Iterable[tuple[str, ...]]) -> dict[str, None]:
    return dict.fromkeys(name for names in lists for name in names)
