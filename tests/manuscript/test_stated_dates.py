"""The days that files state of themselves, in one form."""

import pytest

from argmap.manuscript.readers.stated import stated_date


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2019", "2019"),
        ("2019-05-31T12:00:00Z", "2019-05-31"),
        ("2019/5/3", "2019-05-03"),
        ("2019-13", "2019"),
        ("2019-02-40", "2019-02"),
        ("2019-2020", None),
        ("20190", None),
        ("2019-²", None),
        ("today", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_far_as_it_is_one(words: str, day: str | None) -> None:
    assert stated_date(words) == day
