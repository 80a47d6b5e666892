"""What was understood of a project's texts is kept, and is the same as reading them again; nothing else comes of it."""

from dataclasses import fields
from pathlib import Path

import pytest
from tests.fuzz_seeds import DOCX_BODY, JATS, LATEX, MARKDOWN, ODT_BODY, PDF, docx, odt

from argmap.ground import kept as keeping
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
    monkeypatch.setattr(keeping, "_program", lambda: "another")
    read_kept(path, "paper.txt")
    assert len(list(cache.iterdir())) == 5


@pytest.mark.parametrize(("name", "text"), [("paper.md", MARKDOWN), ("paper.tex", LATEX)])
def test_what_may_be_read_with_files_beside_it_is_not_kept(name: str, text: bytes, tmp_path: Path, cache: Path) -> None:
    read_kept(written(tmp_path, name, text), name)
    assert not cache.exists()


def test_a_text_that_is_being_typed_is_not_kept(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path)
    with unsaved({path: PAPER + "And so"}):
        assert read_kept(path, "paper.txt").text.endswith("And so")
    assert not cache.exists()
