"""What was understood of a project's texts is kept, and is the same as reading them again; nothing else comes of it."""

import pickle
from dataclasses import fields
from pathlib import Path

import pytest
from tests.fuzz_seeds import DOCX_BODY, JATS, LATEX, MARKDOWN, ODT_BODY, PDF, docx, odt

from argmap.ground.files import unsaved
from argmap.manuscript import kept
from argmap.manuscript.kept import read_kept
from argmap.manuscript.reading import read

PAPER = (
    "On harbours\n\nThe harbour silted up in 1911 (Dawson 1990). Trade moved north.[1]\n\n[1] Dawson, Basin, p. 3.\n"
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "texts"


def written(folder: Path, name: str = "paper.txt", text: str | bytes = PAPER) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def never(*_: object, **__: object) -> None:
    raise AssertionError("read again")


PAPERS = {
    "paper.pdf": PDF,
    "paper.docx": docx(DOCX_BODY),
    "paper.odt": odt(ODT_BODY),
    "paper.xml": JATS,
    "paper.txt": PAPER.encode(),
}


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_fetched_is_what_reading_gives(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, name, PAPERS[name])
    first = read_kept(path, "paper")
    monkeypatch.setattr(kept, "read_opened", never)
    again, straight = read_kept(path, "paper"), read(path, "paper")
    for field in fields(straight):
        if field.name != "places":
            assert getattr(again, field.name) == getattr(first, field.name) == getattr(straight, field.name)
    assert again.tongue == straight.tongue
    for sentence in straight.sentences:
        assert again.place(sentence.start, sentence.end) == straight.place(sentence.start, sentence.end)
        assert again.written(sentence.start, sentence.end) == straight.written(sentence.start, sentence.end)


def test_nothing_is_fetched_for_another_text_name_tongue_or_program(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path)
    for number, kept_for in enumerate(
        [
            lambda: read_kept(path, "paper.txt"),
            lambda: read_kept(path, "other.txt"),
            lambda: read_kept(path, "paper.txt", "de"),
            lambda: read_kept(written(tmp_path, text=PAPER + "More.\n"), "paper.txt"),
        ],
        start=1,
    ):
        kept_for()
        assert len(list(cache.iterdir())) == number
    monkeypatch.setattr(kept, "_program", lambda: "another")
    read_kept(path, "paper.txt")
    assert len(list(cache.iterdir())) == 5


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (Path("ran"),)


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps(Evil()), pickle.dumps(("not", "a document"))])
def test_a_file_that_holds_something_else_has_nothing_run_and_costs_a_reading(
    content: bytes, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path)
    text = read_kept(path, "paper.txt").text
    (place,) = cache.iterdir()
    place.write_bytes(content)
    assert read_kept(path, "paper.txt").text == text
    assert not Path("ran").exists()
    assert place.read_bytes() != content


@pytest.mark.parametrize(("name", "text"), [("paper.md", MARKDOWN), ("paper.tex", LATEX)])
def test_what_may_be_read_with_files_beside_it_is_not_kept(name: str, text: bytes, tmp_path: Path, cache: Path) -> None:
    read_kept(written(tmp_path, name, text), name)
    assert not cache.exists()


def test_a_text_that_is_being_typed_is_not_kept(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path)
    with unsaved({path: PAPER + "And so"}):
        assert read_kept(path, "paper.txt").text.endswith("And so")
    assert not cache.exists()


def test_what_is_kept_is_for_this_person_alone_and_bounded(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path)
    read_kept(path, "first.txt")
    (first,) = cache.iterdir()
    assert cache.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(kept, "_MOST_BYTES", int(first.stat().st_size * 2.5))
    for name in ("second.txt", "third.txt", "fourth.txt"):
        read_kept(path, name)
    assert len(list(cache.iterdir())) == 2
    assert not first.exists()


def test_a_cache_that_cannot_be_written_costs_a_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGMAP_CACHE", str(written(tmp_path, "a-file")))
    assert read_kept(written(tmp_path), "paper.txt").text == PAPER
