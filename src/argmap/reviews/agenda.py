"""In which order things should be judged: stale and unjudged first, those that carry most of a conclusion first."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.argument.model import Argument
from argmap.argument.paths import supporting_claims
from argmap.reviews.judgements import Judgement
from argmap.reviews.offers import settled_by_passages


def review_agenda(
    argument: Argument, judgements: Mapping[str, Judgement], load: Mapping[str, int], *, everything: bool = False
) -> list[Judgement]:
    """What still needs a verdict, most urgent first; `everything` adds what has a verdict that still fits.

    Citations and evidence come before the steps that use them and the claims themselves, since a step can only be
    judged by someone who knows what its premises rest on. A citation of which a passage was found to bear the claim
    out needs no verdict of its own.
    """
    on_path = supporting_claims(argument)
    settled = settled_by_passages(judgements)
    kinds = ("source", "passage", "citation", "evidence", "step", "claim")
    order = {name: number for number, name in enumerate(judgements)}

    def urgency(judgement: Judgement) -> tuple[object, ...]:
        subject = judgement.subject
        return (
            0 if judgement.stale else 1 if judgement.verdict is None else 2,
            subject.claim not in on_path,
            kinds.index(subject.kind),
            -load.get(subject.claim, 0),
            order[subject.id],
        )

    waiting = (j for j in judgements.values() if j.current is None and (j.verdict or j.subject.id not in settled))
    return sorted(judgements.values() if everything else waiting, key=urgency)
