"""A verifier with a natural-language-inference model on this machine (extra `nli`): entailment, neutral, contradiction.

Settings: `model` (a folder or a name), `least` (the probability below which nothing is said, 0.7), `local-only` (true:
fetch nothing), `device` (-1: the processor).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from argmap.quotations.passages import Passage
from argmap.verifiers.surface import Judgement, Relation, VerifierError

DEFAULT_MODEL = "MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli"
_RELATIONS: dict[str, Relation] = {"entailment": "supports", "contradiction": "contradicts", "neutral": "neither"}

Classifier = Callable[[Sequence[Mapping[str, str]]], Sequence[Sequence[Mapping[str, Any]]]]


class TransformersNli:
    """Judges each passage by itself; the model is loaded at the first question."""

    name = "nli"

    def __init__(self, settings: Mapping[str, object], classifier: Classifier | None = None) -> None:
        self.model = str(settings.get("model", DEFAULT_MODEL))
        self.least = _share(settings.get("least", 0.7))
        self._local_only = bool(settings.get("local-only", True))
        self._device = settings.get("device", -1)
        self._classifier = classifier

    def judge(self, claim: str, passages: Sequence[Passage]) -> Sequence[Judgement]:
        """One judgement for each passage; below `least` it is `neither`. Raises VerifierError."""
        if not passages:
            return ()
        classify = self._classifier or self._load()
        self._classifier = classify
        answers = classify([{"text": p.text, "text_pair": claim} for p in passages])
        return [self._read(passage, answer) for passage, answer in zip(passages, answers, strict=True)]

    def _read(self, passage: Passage, answer: Sequence[Mapping[str, Any]]) -> Judgement:
        shares: dict[Relation, float] = {"supports": 0.0, "contradicts": 0.0, "neither": 0.0}
        for item in answer:
            relation = _RELATIONS.get(str(item.get("label", "")).casefold())
            if relation is None:
                raise VerifierError(
                    f"The model {self.model} answers with “{item.get('label')}”. Name a model whose labels are "
                    "entailment, neutral and contradiction."
                )
            shares[relation] += float(item["score"])
        best = max(shares, key=lambda relation: shares[relation])
        if shares[best] < self.least:
            best = "neither"
        certainty = min(1.0, max(0.0, shares[best]))
        words = "" if best == "neither" else passage.text
        return Judgement(passage, best, certainty, words, f"nli ({self.model})")

    def _load(self) -> Classifier:
        try:
            from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline
        except ImportError as error:
            raise VerifierError("The verifier nli needs packages: pip install 'argmap[nli]'.") from error
        try:
            tokenizer = AutoTokenizer.from_pretrained(self.model, local_files_only=self._local_only)
            model = AutoModelForSequenceClassification.from_pretrained(self.model, local_files_only=self._local_only)
        except (OSError, ValueError) as error:
            raise VerifierError(
                f"The model {self.model} cannot be loaded: {error}. Fetch it once, or set `model` to its folder."
            ) from error
        classify: Classifier = pipeline(
            "text-classification",
            model=model,
            tokenizer=tokenizer,
            device=self._device,
            top_k=None,
            truncation=True,
        )
        return classify


def create(settings: Mapping[str, object]) -> TransformersNli:
    """The entry point ``nli``."""
    return TransformersNli(settings)


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise VerifierError(f"`least` must be a number between 0 and 1, not {value!r}.")
    return float(value)
