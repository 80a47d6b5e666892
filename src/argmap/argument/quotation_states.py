"""How the words quoted under a citation or a piece of evidence compare with the source: found, altered, not there.

It is what the machine can say. Whether the words support the claim is another matter, and a person's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from argmap.argument.model import Quotation

QuotationState = Literal["none", "found", "altered", "not-found", "not-checkable"]
_WORST_FIRST: tuple[QuotationState, ...] = ("altered", "not-found", "not-checkable", "found")


def quotation_state(quotations: Iterable[Quotation]) -> QuotationState:
    """The worst of several quotations counts; ``none`` where nothing is quoted."""
    states = {_state(quotation) for quotation in quotations}
    return next((state for state in _WORST_FIRST if state in states), "none") if states else "none"


def _state(quotation: Quotation) -> QuotationState:
    match = quotation.match
    if match is None or match.state == "not-checkable":
        return "not-checkable"
    if match.found:
        return "found"
    return "altered" if match.state == "altered" else "not-found"
