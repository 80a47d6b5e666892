"""The letter's words in one tongue, from ``data/<tongue>/``: whole sentences with slots, and the rules of the tongue.

A sentence that counts something has a form for `one` and for `other` numbers (the plural categories of Unicode's
CLDR), and for none where that is said otherwise (`zero`). What fills a slot is the paper's own, or a fragment of the
same data.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from argmap.ground.message import Message, Name
from argmap.outputs.wording import name_source

if TYPE_CHECKING:
    from argmap.sources import Source

FILES = ("frame", "points", "reasons", "questions", "messages", "second_round")
_COUNTS = ("count", "of")
# the narrow space of French before high signs and within its quotation marks, and the wider one before a colon
_NARROW, _WIDE = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True)
class Forms:
    """A sentence that counts: its form for one and for other numbers; `zero` where nothing is counted."""

    one: str
    other: str
    zero: str = ""


Form = str | Forms


@dataclass(frozen=True, slots=True)
class Voice:
    """One tongue: `tables` are its data by file and by table. It is called with a form's path and its values.

    A `brief` one words what is left out otherwise than where an appendix has it.
    """

    tongue: str
    tables: Mapping[str, Any]
    brief: bool = False

    def __call__(self, path: str, /, **values: object) -> str:
        """The sentence at `path` (``frame.summary.none``) with its slots filled."""
        return self.fill(self.form(path), **values)

    def form(self, path: str) -> Form:
        """The form at `path`. Raises KeyError where the tongue has none."""
        found: Any = self.tables
        for step in path.split("."):
            found = found[step]
        form: Form = found
        return form

    def more(self, path: str, count: int) -> str:
        """How many more there are than were shown, and where; empty where there are none."""
        return self(f"{path}{'_brief' * self.brief}", count=count) if count else ""

    def fill(self, form: Form, **values: object) -> str:
        """A form with its slots filled; `count` chooses among the forms of one that counts."""
        if isinstance(form, Forms):
            form = self._choose(form, values["count"])
        shown = {name: self.number(v) if name in _COUNTS and isinstance(v, int) else v for name, v in values.items()}
        return form.format(**shown)

    def _choose(self, forms: Forms, count: object) -> str:
        if count == 0 and forms.zero:
            return forms.zero
        single = count == 1 or (count == 0 and self.tables["frame"]["tongue"]["zero_is_one"])
        return forms.one if single else forms.other

    def number(self, count: int) -> str:
        """`1,234` as the tongue writes it."""
        return f"{count:,}".replace(",", self.tables["frame"]["tongue"]["thousands"])

    def quote(self, text: str) -> str:
        """The text in the tongue's quotation marks, with its marks for a quotation within one."""
        inner = _QUOTED.sub(lambda match: self("frame.quote.inner", text=next(filter(None, match.groups()), "")), text)
        return self("frame.quote.marks", text=inner)

    def listed(self, items: Sequence[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        if len(items) < 2:
            return "".join(items)
        return self("frame.list.last", first=", ".join(items[:-1]), last=items[-1])

    def together(self, items: Iterable[str]) -> str:
        """Clauses one after the other."""
        return self("frame.list.between").join(items)

    def percent(self, share: float) -> str:
        """A share of 1 as `52%`."""
        return self("frame.list.percent", number=round(100 * share))

    def ordinal(self, number: int) -> str:
        """`first` … `tenth`, `11th`; `number` counts from 0."""
        words = self.tables["frame"]["ordinals"]
        known: Sequence[str] = words["words"]
        return known[number] if number < len(known) else self("frame.ordinals.after", number=number + 1)

    def date(self, day: str) -> str:
        """A day (ISO 8601) as the tongue writes it."""
        year, month, number = (int(part) for part in day.split("-"))
        months = self.tables["frame"]["date"]["months"]
        path = f"frame.date.{'first' if number == 1 else 'form'}"
        return self(path, day=number, month=months[month - 1], year=year)

    def work(self, source: Source) -> str:
        """A work by author and year."""
        named = name_source(source)
        return named if source.year else f"{named.removesuffix(' n.d.')} {self('frame.work.undated')}"

    def begin_after_colon(self, text: str) -> str:
        """A sentence as it goes on after a colon: with a small letter where the tongue has it so."""
        return text if self.tables["frame"]["list"]["capital_after_colon"] else f"{text[0].lower()}{text[1:]}"

    def message(self, message: str, names: Callable[[Name], str]) -> str:
        """What a finding says, in this tongue, with words for the names in it.

        Raises KeyError where the tongue has no form for it.
        """
        form = self._form_of(message)
        values = message.values if isinstance(message, Message) else ()
        return form.format(*(self._value(value, names) for value in values)) if values else form

    def can_say(self, message: str) -> bool:
        """Whether the tongue has all the words of a message: those of a check by somebody else are in English alone."""
        try:
            self.message(message, str)
        except KeyError:
            return False
        return True

    def _form_of(self, message: str) -> str:
        forms: Mapping[str, str] = self.tables["messages"]
        form = message.form if isinstance(message, Message) else message
        # signs between slots are no words
        if self.tongue == "en" or re.search(r"[^\W\d_]|“", form.replace("doi:", "")) is None:
            return forms.get(form, form)
        return forms[form]

    def _value(self, value: object, names: Callable[[Name], str]) -> str:
        if isinstance(value, Name):
            return names(value)
        return self.message(value, names) if isinstance(value, Message) else str(value)


# what a text has in quotation marks, to its end where it was cut within them
_QUOTED = re.compile(
    r"„([^„“”]+)(?:[“”]|$)|“([^“”]+)(?:”|$)|«[\s\u202f\u00a0]?([^«»]+?)[\s\u202f\u00a0]?(?:»|$)|(?<!\w)\"([^\"]+)\"(?!\w)"
)


@cache
def voice_of(tongue: str = "en", *, brief: bool = False) -> Voice:
    """The words of a tongue of `LETTER_LANGUAGES`."""
    folder = files("argmap.outputs.letter") / "data" / tongue
    tables = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in FILES}
    return Voice(tongue, _set(tables, _space_french if tongue == "fr" else str), brief)


def _set(data: Any, typeset: Callable[[str], str]) -> Any:
    """The data with forms that count as such, and each form as the tongue is printed."""
    if isinstance(data, dict):
        if {"one", "other"} <= data.keys():
            return Forms(**{name: typeset(form) for name, form in data.items()})
        return {name: _set(value, typeset) for name, value in data.items()}
    if isinstance(data, list):
        return [_set(value, typeset) for value in data]
    return typeset(data) if isinstance(data, str) else data


def _space_french(form: str) -> str:
    """No-break spaces and apostrophes where the data have plain ones, as the Imprimerie nationale sets them."""
    form = re.sub(r" (?=[;!?»])|(?<=«) ", _NARROW, form)
    return form.replace(" :", f"{_WIDE}:").replace("'", "’")
