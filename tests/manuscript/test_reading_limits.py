"""A stranger's file costs its reader no more than a paper does: beyond that it is refused with a reason."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

import fuzz_seeds as seed
from argmap.ground import limited
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.limited import read_limited
from argmap.manuscript import read
from argmap.manuscript.readers.office.odt import draft_odt

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader is given limits here whatever threads other tests have left, which wait in this process for a child."""
    monkeypatch.setattr(limited, "can_limit", lambda: hasattr(os, "fork"))


def pdf_of_forms(bodies: list[bytes]) -> bytes:
    """A PDF of one page that draws the first of these forms; each may draw the one after it as /N and itself as /I."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</N 6 0 R>>>>>>",
        b"<</Length 5>>\nstream\n/N Do\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, body in enumerate(bodies, 6):
        following = number + 1 if number < 5 + len(bodies) else number
        parts.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>/XObject"
            b"<</N %d 0 R/I %d 0 R>>>>/Length %d>>\nstream\n%s\nendstream" % (following, number, len(body), body)
        )
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1, table, len(parts) + 1, len(data),
    )  # fmt: skip


WORDS = b"BT /F 12 Tf 20 200 Td (Strong states need many weak ones beside them.) Tj ET"


def test_pdf_whose_form_names_itself_is_read_or_refused(tmp_path: Path) -> None:
    paper = tmp_path / "itself.pdf"
    paper.write_bytes(pdf_of_forms([WORDS + b" /I Do"]))
    assert "weak ones" in read(paper).text


@pytest.mark.long
@forks
def test_pdf_whose_forms_double_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "MEMORY", 200_000_000)
    paper = tmp_path / "doubling.pdf"
    paper.write_bytes(pdf_of_forms([b"/N Do /N Do"] * 27 + [WORDS]))
    with pytest.raises(ArgmapError, match=r"doubling\.pdf takes more than"):
        read(paper)


@pytest.mark.long
@forks
def test_reader_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 1)

    def work(_: object) -> None:
        while True:
            pass

    with pytest.raises(ArgmapError, match=r"paper\.tex takes more than 1 seconds"):
        read_limited(work, 100, "paper.tex")


@forks
def test_reader_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 1)
    monkeypatch.setattr(limited, "_WAITS_TIMES", 0.1)
    with pytest.raises(ArgmapError, match="takes more than 1 seconds"):
        read_limited(lambda _: time.sleep(60), 100, "paper.docx")


@forks
@pytest.mark.parametrize(
    "work", [lambda _: bytearray(2_000_000_000), lambda _: signal.raise_signal(signal.SIGKILL), lambda _: os._exit(7)]
)
def test_reader_that_asks_for_too_much_or_breaks_down_is_told(work: object) -> None:
    with pytest.raises(ArgmapError, match="of memory to read, or ends the program"):
        read_limited(work, 100, "paper.pdf")  # type: ignore[arg-type]


def test_what_a_reader_makes_refuses_and_tells_comes_back() -> None:
    told: list[tuple[int, int]] = []

    def work(progress: object) -> str:
        progress(1, 2)  # type: ignore[operator]
        return "text " * 100_000

    assert len(read_limited(work, 100, "paper.pdf", lambda *done: told.append(done))) == 500_000
    assert told == [(1, 2)]

    def refuse(_: object) -> None:
        raise ArgmapError("paper.pdf is broken.")

    with pytest.raises(ArgmapError, match=r"^paper\.pdf is broken\.$"):
        read_limited(refuse, 100, "paper.pdf")


@forks
def test_a_child_has_limits_of_time_and_memory_that_its_parent_has_not() -> None:
    import resource

    asked = (resource.RLIMIT_CPU, resource.RLIMIT_AS)
    seconds, memory = read_limited(lambda _: [resource.getrlimit(one)[0] for one in asked], 100, "paper.pdf")
    assert seconds == limited.SECONDS and limited.MEMORY < memory < 100 * limited.MEMORY
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != seconds


@forks
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", seed.PDF),
        ("a.tex", seed.LATEX),
        ("a.docx", seed.docx(seed.DOCX_BODY)),
        ("a.odt", seed.odt(seed.ODT_BODY)),
    ],
)
def test_what_is_read_in_a_child_is_what_is_read_here(
    name: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(data)
    there = read(tmp_path / name)
    monkeypatch.setattr(limited, "can_limit", lambda: False)
    here = read(tmp_path / name)
    for part in ("text", "blocks", "sentences", "marks", "notes", "references", "pages"):
        assert getattr(there, part) == getattr(here, part), part
    assert there.text and there.blocks


@forks
def test_fault_of_a_reader_is_a_fault_and_no_bad_input() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        read_limited(lambda _: 1 // 0, 100, "paper.pdf")


def flat_odt(paragraphs: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    return (
        f'<office:document xmlns:office="{office}" xmlns:text="{text}"><office:body><office:text>{paragraphs}'
        "</office:text></office:body></office:document>"
    ).encode()


@pytest.mark.long
def test_document_of_more_paragraphs_than_any_paper_is_refused() -> None:
    with pytest.raises(ArgmapError, match=r"^long\.fodt has more than 100,000 paragraphs"):
        draft_odt(flat_odt("<text:p>a b.</text:p>" * 100_001), "long.fodt")


def test_document_of_more_tags_than_any_paper_is_refused() -> None:
    with pytest.raises(ArgmapError, match="has more than 4,000,000 tags"):
        draft_odt(flat_odt("<text:s/>" * 4_000_001), "long.fodt")
