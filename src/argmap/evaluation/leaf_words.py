"""What a leaf shows for its claim, in words that keep two things apart.

That the quoted words stand in the source the machine can see; that they support the claim only a person can judge.
"""

from __future__ import annotations

from collections.abc import Mapping

from argmap.evaluation.grounds import EvidenceState, Ground
from argmap.evaluation.options import EvaluationOptions
from argmap.ground.message import aside, item_name, say

_FIRMEST_FIRST: tuple[EvidenceState, ...] = (
    "verified",
    "granted",
    "quoted",
    "partly",
    "unchecked",
    "misquoted",
    "refuted",
)
_UNJUDGED = "nobody has judged whether it supports this"
QUOTED = f"its quotation is in the source; {_UNJUDGED}"
_COUNTED = f"its quotation is in the source, which the settings count as verified; {_UNJUDGED}"
_MISQUOTED = "differs from the source{} and carries nothing until it is mended or a person judges it"
_MISQUOTED_CODE = aside("QUO011")
_NOT_AS_QUOTED = {
    "altered": ("its quotation differs from the source", "whose quotation differs from the source"),
    "not-found": ("its quotation was not found in the source", "whose quotation was not found in the source"),
}


def firmness(ground: Ground) -> int:
    """The rank of a leaf among those that carry one claim: what a person judged comes before what was only found."""
    return _FIRMEST_FIRST.index(ground.state)


def say_leaf(ground: Ground) -> tuple[str, str]:
    """How firmly a citation or evidence carries its claim: as a sentence about the claim, and as a clause on it."""
    kind, leaf, beside = ground.kind, item_name(ground.handle), aside(ground.handle)
    match ground.state:
        case "verified":
            return f"a person judged that its {kind} supports it", f"whose {kind} a person judged to support it"
        case "granted":
            return f"its {kind} is granted here", f"whose {kind} is granted here"
        case "quoted" if ground.counts_as_verified:
            return _COUNTED, "whose quotation is in the source, which the settings count as verified"
        case "quoted":
            return QUOTED, say("whose quotation is in the source, unjudged whether it supports it{}", beside)
        case "partly":
            own = say("a person judged that {} supports it only in part", leaf)
            return own, say("whose {} a person judged to support it only in part{}", kind, beside)
        case "misquoted":
            own = say(f"its quotation {_MISQUOTED}", _MISQUOTED_CODE)
            return own, say(f"whose quotation {_MISQUOTED}{{}}", _MISQUOTED_CODE, beside)
        case _ if ground.quotation in _NOT_AS_QUOTED:
            found, which = _NOT_AS_QUOTED[ground.quotation]
            return f"{found}, and nobody has judged whether that supports this", say("{}{}", which, beside)
        case _:
            own = say("nobody has checked {}", leaf)
            return own, say("whose {} nobody has checked{}", kind, beside)


def say_state(ground: Ground) -> str:
    """What is known of a citation or evidence, as a sentence without its full stop."""
    match ground.state:
        case "verified":
            return "A person judged that it supports the claim"
        case "granted":
            return "Granted here"
        case "refuted":
            return "A person judged that it does not support the claim"
        case "partly":
            return "A person judged that it supports the claim only in part"
        case "misquoted":
            return say(f"Its quotation {_MISQUOTED}", _MISQUOTED_CODE)
        case "unchecked" if ground.quotation not in _NOT_AS_QUOTED:
            return "Not checked"
        case _:
            words = say_leaf(ground)[0].removesuffix(" this") + " the claim"
            return words[0].upper() + words[1:]


def say_verified(options: EvaluationOptions) -> str:
    """What counts as verified, as a noun with its clause."""
    judged = "evidence that a person has judged"
    return f"{judged} or whose quotation is in the source" if options.quotations_verified else judged


def changed_meanings(options: EvaluationOptions) -> Mapping[str, str]:
    """What a label means under these options, for the labels that mean something else by default."""
    return {"established": f"stands on {say_verified(options)}"} if options.quotations_verified else {}
