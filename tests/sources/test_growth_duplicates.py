"""Looking for works that stand in a bibliography twice takes time by the entry, also where a title or a fault has many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from argmap.ground.places import Span
from argmap.ground.text import Known
from argmap.sources import Bibliography, Source, duplicate_works
from growth import growth_exponent


def bibliography(*works: tuple[str, str]) -> Bibliography:
    """Works of one title each, in one year, by the author named."""
    entries = [
        Source(
            key=f"w{n}",
            type="book",
            span=Span("works.bib", 0, 1, 1, 1, 1, 2),
            title=title,
            authors=(author,),
            year="2001",
        )
        for n, (title, author) in enumerate(works)
    ]
    return Bibliography({entry.key: entry for entry in entries})


def one_work(n: int) -> Bibliography:
    return bibliography(*[("On the harbour of Kiel", "Moor, A.")] * n)


def pairs(n: int) -> Bibliography:
    return bibliography(*[(f"On harbour number {k // 2}", "Moor, A.") for k in range(n)])


@pytest.mark.parametrize("drawn", [one_work, pairs])
def test_many_duplicates_are_found_in_time_by_the_entry(drawn: Callable[[int], Bibliography]) -> None:
    def prepare(n: int) -> Callable[[], object]:
        works = drawn(n)
        return lambda: duplicate_works(works)

    assert growth_exponent(prepare, 40) < 1.2


def test_the_nearest_of_known_words_is_looked_for_once_for_each_mistake() -> None:
    known = Known(f"harbour-{n}" for n in range(50))
    assert [known.nearest("harbor-7"), known.nearest("HARBOUR-7"), known.nearest("xyz")] == ["harbour-7"] * 2 + [None]

    def prepare(n: int) -> Callable[[], object]:
        return lambda: [known.nearest("harbur-49") for _ in range(n)]

    assert growth_exponent(prepare, 20) < 1.2
