"""A message in parts: a form with slots, and what stands in them, with the names among it typed.

As a string it reads as the terminal prints it, with ids and keys. A writer that shows something else for a name, as the
letter shows a claim's words, asks for the parts; one in another tongue has a form of its own for the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from argmap.ground.values import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """The id of a claim or of an item under it (``claim/cites-1``), a work's key; or an `aside`: the item or the code
    of a check that is named in brackets for who sees nothing but the sentence, and that a page shows beside it.
    """

    kind: Literal["claim", "item", "work", "aside"]
    id: str

    def __str__(self) -> str:
        match self.kind:
            case "work":
                return f"@{self.id}"
            case "aside":
                return f" ({self.id})"
            case _:
                return self.id


class Message(str):
    """One sentence; `form` has a ``{}`` for each of `values`, which are names, messages or anything that has words."""

    form: str
    values: tuple[object, ...]


def say(form: str, *values: object) -> Message:
    """The message of a form, written as for `str.format`, and of what stands in its slots, in their order."""
    message = Message(form.format(*values))
    message.form, message.values = form, values
    return message


def claim_name(id: str) -> Name:
    """A claim in a message."""
    return Name("claim", id)


def item_name(id: str) -> Name:
    """What can be judged in a message: a step, a citation, a piece of evidence; or a claim, or a work's text."""
    return Name("item" if "/" in id else "work" if id.startswith("@") else "claim", id.removeprefix("@"))


def work_name(key: str) -> Name:
    """A work in a message."""
    return Name("work", key)


def aside(id: str) -> Name:
    """An item or the code of a check behind what it is about; the space before its brackets belongs to it."""
    return Name("aside", id)


def say_claims(ids: Iterable[str], between: str = " + ") -> Message:
    """Claims one after the other."""
    return _one_after_another([claim_name(id) for id in ids], between)


def say_works(keys: Iterable[str]) -> Message:
    """Works one after the other."""
    return _one_after_another([work_name(key) for key in keys], ", ")


def _one_after_another(names: Sequence[Name], between: str) -> Message:
    return say(between.join(["{}"] * len(names)), *names)


def parts_of(message: str) -> list[str | Name]:
    """What a message is made of, in the order of reading; a plain string is one part."""
    parts: list[str | Name] = []
    _take(message, parts)
    return parts


def _take(message: str, parts: list[str | Name]) -> None:
    if not isinstance(message, Message):
        parts.append(message)
        return
    values = iter(message.values)
    for text, slot in _slots_of(message.form):
        if text:
            parts.append(text)
        if slot is not None:
            value = message.values[int(slot)] if slot else next(values)
            if isinstance(value, Name):
                parts.append(value)
            else:
                _take(value if isinstance(value, str) else str(value), parts)


@lru_cache(4096)  # a large project has many messages of few forms
def _slots_of(form: str) -> tuple[tuple[str, str | None], ...]:
    """The words of a form, each with the slot after it, if any: its number, or empty for the next value."""
    from string import Formatter

    return tuple((text, slot) for text, slot, _, _ in Formatter().parse(form))
