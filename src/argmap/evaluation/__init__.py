"""What stands, how firmly, and what the conclusion hangs on.

`evaluate` takes the joined argument and who has checked what; everything else reads its `Evaluation`. The method is in
docs/evaluation.md.
"""

from argmap.evaluation.grounds import EvidenceState
from argmap.evaluation.options import EvaluationOptions
from argmap.evaluation.outcome import Evaluation, evaluate
from argmap.evaluation.runs import Label, Labelled

__all__ = ["Evaluation", "EvaluationOptions", "EvidenceState", "Label", "Labelled", "evaluate"]
