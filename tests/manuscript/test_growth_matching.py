"""Finding the works that citations name takes time by the citation, also where a list has thousands by one author."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from argmap.manuscript.document import Reference
from argmap.manuscript.stages.matching import Shelf
from growth import growth_exponent

pytestmark = pytest.mark.long

NEAR_LINEAR = 1.2


def shelf(author: str, n: int, *, dated: bool = True) -> Shelf:
    works = ((f"r{k}", 1000 + k, f"Weir{k} of the town") for k in range(n))
    return Shelf(
        Reference(
            id=name, text=f"{author} {year} {title}", authors=(author,), year=str(year) if dated else None, title=title
        )
        for name, year, title in works
    )


def with_years(n: int) -> list[tuple[str, ...]]:
    works = shelf("Smith, A.", n)
    return [works.find(("Smith",), str(1000 + k)) for k in range(n)]


def with_titles(n: int) -> list[tuple[str, ...]]:
    works = shelf("Smith, A.", n)
    return [works.find_titled("Smith", f"Smith, Weir{k} 7") for k in range(n)]


def inflected(n: int) -> list[tuple[str, ...]]:
    works = Shelf(
        Reference(id=f"r{k}", text="", authors=(f"{k:04d}amt {k:04d}dorf",), year="1990", title="Weirs")
        for k in range(n)
    )
    return [works.find_inflected((f"des {k:04d}amt {k:04d}dorf",), "1990") for k in range(n)]


def misspelt(n: int) -> list[str | None]:
    works = shelf("Ylijoki, O.", n, dated=False)
    return [near and near.id for near in (works.nearest((f"Brandt{k}",), "1990") for k in range(n))]


def name(k: int) -> str:
    """A name unlike any other: two that differ in one number differ in several letters."""
    drawn = Random(k)
    return "".join(drawn.choice("bdfghklmnprstvz") + drawn.choice("aeiou") for _ in range(5)).title()


def misspelt_among_many(n: int) -> list[str | None]:
    works = Shelf(Reference(id=f"r{k}", text="", authors=(name(k),), year="1990", title="Weirs") for k in range(n))
    return [near and near.id for near in (works.nearest((name(k)[:-1] + "y",), "1990") for k in range(n))]


FOUND: dict[Callable[[int], list], Callable[[int], object]] = {
    with_years: lambda k: (f"r{k}",),
    with_titles: lambda k: (f"r{k}",),
    inflected: lambda k: (f"r{k}",),
    misspelt: lambda k: None,
    misspelt_among_many: lambda k: f"r{k}",
}


@pytest.mark.parametrize("citing", FOUND, ids=lambda citing: citing.__name__)
def test_work_of_finding_what_is_cited_is_near_linear(citing: Callable[[int], list]) -> None:
    assert citing(30) == [FOUND[citing](k) for k in range(30)]
    assert growth_exponent(lambda size: lambda: citing(size), 60) <= NEAR_LINEAR
