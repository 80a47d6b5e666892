"""The whole surface for verifiers: programs that judge whether a passage of a source bears a claim out.

A verifier is off until it is named, on the command line or in a project's settings (``verifiers = ["nli"]``). What
it needs stands in the person's own settings (`argmap.ground.person`), and nowhere in a project: a stranger may own it::

    [verifiers.nli]
    model = "/models/nli"

    [verifiers.judge]
    plugin = "endpoint"
    url = "http://127.0.0.1:8080/v1"
    model = "some-model"

The name is that of an entry point of the group ``argmap.verifiers``, or any name with `plugin` saying which. The entry
point is a function ``create(settings: Mapping[str, object]) -> Verifier``. To write one:

- `judge` gets a claim and passages of one source, and gives one `Judgement` for each passage that it has judged.
- No verdict without its passage: a judgement names the passage it was given, and `words` in it that it rests on.
  Judgements that break this are thrown away and reported; they never reach a person.
- It raises `VerifierError` where it cannot go on (no model, no answer, the money is spent), with the remedy.

What a verifier says is a candidate for a person to confirm. It never changes the state of a claim by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Literal, Protocol, get_args, runtime_checkable

from argmap.ground.codes import PLUGIN_FAILED
from argmap.ground.diagnostics import ArgmapError, Diagnostic
from argmap.quotations import SearchText
from argmap.quotations.passages import Passage

GROUP = "argmap.verifiers"
Relation = Literal["supports", "contradicts", "neither"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)


class VerifierError(ArgmapError):
    """A verifier cannot judge; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a verifier thinks of one passage.

    `certainty` is 0 to 1, the verifier's own; `words` are words of the passage that it rests on; `by` names verifier
    and model; `cost` is in the currency of the settings' prices.
    """

    passage: Passage
    relation: Relation
    certainty: float
    words: str
    by: str
    note: str = ""
    cost: float = 0.0


Opinions = Mapping[str, Sequence[Judgement]]
"""What verifiers think of passages, by the handles of these."""


@runtime_checkable
class Verifier(Protocol):
    """Judges passages for a claim."""

    name: str

    def judge(self, claim: str, passages: Sequence[Passage]) -> Iterable[Judgement]:
        """One judgement for each passage judged, each given out as soon as it is there; raises VerifierError."""
        ...


def load_verifiers(names: Iterable[str], path: str) -> tuple[tuple[Verifier, ...], tuple[Diagnostic, ...]]:
    """The verifiers of these names, and a diagnostic (at the file `path`) for each that cannot be loaded.

    Their settings are the person's own, and nothing of a project's. Raises ArgmapError where those are broken.
    """
    from argmap.ground.person import person

    known = {point.name: point for point in entry_points(group=GROUP)}
    loaded: list[Verifier] = []
    trouble: list[Diagnostic] = []
    for name in dict.fromkeys(names):
        table = dict(person().verifiers.get(name, {}))
        plugin = str(table.pop("plugin", name))
        mend = f"Its settings are yours: `argmap config verifiers.{name}` shows them."
        if plugin not in known:
            there = ", ".join(sorted(known)) or "none"
            message = f'The verifier "{plugin}" is not installed'
            trouble.append(Diagnostic(PLUGIN_FAILED, message, path, help=f"Installed are: {there}."))
            continue
        try:
            verifier = known[plugin].load()(table)
        except Exception as error:  # a plugin may raise anything; that is a finding and must not end the run
            message = f'The verifier "{plugin}" cannot be loaded: {error}'
            trouble.append(Diagnostic(PLUGIN_FAILED, message, path, help=mend))
            continue
        if isinstance(verifier, Verifier):
            loaded.append(verifier)
        else:
            message = f'The verifier "{plugin}" has no name or no `judge`'
            trouble.append(Diagnostic(PLUGIN_FAILED, message, path, help="See argmap.verifiers.surface."))
    return tuple(loaded), tuple(trouble)


def verify(
    verifier: Verifier, claim: str, passages: Sequence[Passage]
) -> tuple[tuple[Judgement, ...], tuple[str, ...]]:
    """The judgements that keep the rules, and a sentence for each that was thrown away and for an early end."""
    kept: list[Judgement] = []
    trouble: list[str] = []
    try:
        for judgement in verifier.judge(claim, passages):
            reason = broken_rule(judgement, passages)
            if reason:
                trouble.append(f"{verifier.name}: a judgement was thrown away, since {reason}.")
            else:
                kept.append(judgement)
    except VerifierError as error:
        # What was judged (and paid for) before stays.
        trouble.append(f"{verifier.name}: {error}")
    return tuple(kept), tuple(trouble)


def broken_rule(judgement: Judgement, passages: Iterable[Passage]) -> str:
    """Which rule a judgement breaks, as the end of a sentence; empty where it keeps them all."""
    if judgement.passage not in tuple(passages):
        return "it names no passage that it was given"
    if judgement.relation not in RELATIONS:
        return f"“{judgement.relation}” is no relation"
    if not 0.0 <= judgement.certainty <= 1.0:
        return f"its certainty {judgement.certainty} is not between 0 and 1"
    if judgement.relation == "neither":
        return ""
    if not judgement.words.strip():
        return "it names no words of the passage"
    match = SearchText(judgement.passage.text).find(judgement.words)
    if match.state == "not-checkable" and match.end > match.start:
        return ""
    return "" if match.found else "the words it rests on are not in the passage"
