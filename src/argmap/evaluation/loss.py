"""What an argument loses without one of its sources, in words: the same in a finding, the report and the terminal."""

from __future__ import annotations

from argmap.evaluation.outcome import Evaluation
from argmap.evaluation.runs import STANDING
from argmap.evaluation.whatif import Flip, suppose
from argmap.ground.message import Message, claim_name, say, say_claims, work_name
from argmap.ground.text import say_list

_MOST_NAMED = 5


def say_loss(evaluation: Evaluation, key: str) -> Message:
    """What falls without the work `key`, or that no label changes; a sentence without its full stop."""
    flips = suppose(evaluation, [f"@{key}"]).flips
    conclusions = [flip for flip in flips if flip.claim in evaluation.conclusions]
    lost = [f for f in flips if f.before.label in STANDING and f.after.label not in STANDING and f not in conclusions]
    weaker = [flip for flip in flips if flip not in conclusions and flip not in lost]
    told = [
        say("{} ({})", _count(group, verb), _named([flip.claim for flip in group]))
        for group, verb in ((lost, "falls"), (weaker, "changes"))
        if group
    ]
    told += [say("the conclusion {} becomes {}", claim_name(flip.claim), flip.after.label) for flip in conclusions]
    if not told:
        return say("Without {} no label changes", work_name(key))
    rest = "" if conclusions or not evaluation.conclusions else "; no conclusion changes"
    return say("Without {} {}{}", work_name(key), say_list(told), rest)


def _count(group: list[Flip], verb: str) -> str:
    return f"1 claim {verb}" if len(group) == 1 else f"{len(group)} claims {verb.removesuffix('s')}"


def _named(claims: list[str]) -> Message:
    more = f" and {len(claims) - _MOST_NAMED} more" if len(claims) > _MOST_NAMED else ""
    return say("{}{}", say_claims(claims[:_MOST_NAMED], ", "), more)
