"""What is kept in the person's cache: what was put there comes back, and nothing else is made of a file there."""

import hashlib
import pickle
from pathlib import Path

import pytest

from argmap.ground import kept
from argmap.ground.diagnostics import Diagnostic
from argmap.ground.kept import fetch, keep, place_of
from argmap.ground.places import Span, TextFile

TYPES = {
    "argmap.ground.diagnostics": frozenset(("Diagnostic",)),
    "argmap.ground.places": frozenset(("Span", "TextFile")),
}
UNDERSTOOD = (
    [Diagnostic("CIT011", "No end", "works.bib", Span("works.bib", 3, 4, 1, 4, 1, 5), None)],
    {"jan": "January"},
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "texts"


def summed(content: bytes) -> bytes:
    """As `keep` would write it."""
    return hashlib.sha256(content).digest() + content


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (Path("ran"),)


def test_what_is_kept_comes_back() -> None:
    place = place_of(b"bytes", "more")
    assert fetch(place, tuple, TYPES) is None
    keep(UNDERSTOOD, place)
    assert fetch(place, tuple, TYPES) == UNDERSTOOD
    keep(TextFile("a.txt", "Words"), place)
    found = fetch(place, TextFile, TYPES)
    assert found is not None
    assert (found.path, found.text, found.line_starts) == ("a.txt", "Words", [0])


def test_the_place_is_anothers_for_other_bytes_another_reading_or_program(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [place_of(b"bytes"), place_of(b"byte", "s"), place_of(b"bytes", "de"), place_of(b"bytes", ["de"])]
    monkeypatch.setattr(kept, "_program", lambda: "another")
    places.append(place_of(b"bytes"))
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no pickle",
        pickle.dumps(Evil()),
        summed(b""),
        summed(b"no pickle"),
        summed(pickle.dumps(Evil())),
        summed(pickle.dumps(["not", "a tuple"])),
        summed(pickle.dumps((TextFile,))),
        summed(pickle.dumps((Path("x"),))),
        pickle.dumps(UNDERSTOOD),
        summed(pickle.dumps(UNDERSTOOD)).replace(b"January", b"Januarx"),
    ],
)
def test_of_a_file_that_holds_something_else_nothing_is_made(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = place_of(b"bytes")
    keep(UNDERSTOOD, place)
    place.write_bytes(content)
    assert fetch(place, tuple, {**TYPES, "argmap.ground.places": frozenset(("Span",))}) is None
    assert not Path("ran").exists()


def test_what_is_kept_is_for_this_person_alone_and_bounded(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = place_of(b"0")
    keep(UNDERSTOOD, first)
    assert cache.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(kept, "_MOST_BYTES", int(first.stat().st_size * 2.5))
    for number in range(1, 500):
        keep(UNDERSTOOD, place_of(b"%d" % number))
    # what is too much goes from time to time: that it stays for 200 files has a chance of one in 100,000
    assert 2 <= len(list(cache.iterdir())) < 200
    assert not first.exists() and place_of(b"499").exists()


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a-file").write_text("", "utf-8")
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "a-file"))
    keep(UNDERSTOOD, place_of(b"bytes"))
    assert fetch(place_of(b"bytes"), tuple, TYPES) is None
