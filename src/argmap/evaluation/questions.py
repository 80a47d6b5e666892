"""Which critical questions of a step's scheme are answered, seeing how the claims that answer them stand.

Words answer a question. A claim does while it stands; once it falls the question is open again. A claim that undercuts
the step as well (`unless`) answers against it, and its undercut is evaluated as any other: an exception in the sense of
Gordon, Prakken & Walton (2007).
"""

from __future__ import annotations

from argmap.argument.model import Step
from argmap.evaluation.runs import Runs


def answered_questions(step: Step, evaluation: Runs) -> frozenset[int]:
    """The numbers of the questions that are answered."""
    return frozenset(
        number
        for number, answer in step.answers.items()
        if answer not in evaluation.argument.claims or answer in step.unless or evaluation.stands(answer)
    )
