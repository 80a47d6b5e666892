"""The fields that stand behind a title, and the shapes of years and pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from argmap.sources.references.words import any_of

YEAR = r"(?:1[4-9]\d\d|20\d\d)"
PAGE = r"(?:[A-Za-z]{0,2}\d{1,7}(?:[.:]\d{1,4})?|[ivxlc]{1,8})"
PAGES = (
    rf"(?:{PAGE}(?:\s?(?:[-–—‐−]|--)\s?{PAGE})?(?:\s?ff?\b\.?)?(?:\s?[,&]\s?(?!{YEAR}(?!\s?[-–—‐−\d]))\d{{1,5}}"
    rf"(?:\s?[-–—‐−]\s?\d{{1,5}})?(?!\d|[.,]?\s?[:(]))*)"
)


def dated_year() -> str:
    """The pattern of a year with the day and the months that may stand before it; the year is the group `year`."""
    months = any_of("months")
    return (
        rf"(?:(?:\d{{1,2}}\.?\s)?{months}\.?(?:[-–/\s]{{1,3}}{months}\.?)?,?\s(?:\d{{1,2}},?\s)?)?"
        rf"(?P<year>{YEAR}[a-z]?)"
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What a reference says that is read as a whole, by the names of its fields; `certainty` holds for all of it."""

    fields: dict[str, str | tuple[str, ...]]
    certainty: float = 0.85


@dataclass(slots=True)
class Imprint:
    """What was found after the title. `certainty` holds a number from 0 to 1 for each field that is filled."""

    editors: tuple[str, ...] = ()
    year: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    publisher: str | None = None
    place: str | None = None
    pages: str | None = None
    locator: str | None = None
    inside: bool = False
    certainty: dict[str, float] = field(default_factory=dict)

    def fill(self, name: str, value: str | None, certainty: float) -> None:
        """Fills an empty field; what was found first, by the surer sign, stays."""
        value = value.strip(" .,;:") if value else None
        if value and not getattr(self, name):
            setattr(self, name, value)
            self.certainty[name] = certainty
