"""Plain text: encodings, what belongs to the page, paragraphs across interruptions, headings, and hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript import Document, read
from argmap.manuscript.readers.text.reader import draft_of
from argmap.manuscript.stages.understanding import understand
from hostile import in_little_time, parts_and_wholes

PAPER = Path(__file__).parents[2] / "sources" / "paper.txt"


def understood(text: str) -> Document:
    return understand(draft_of(text, "p.txt"))


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, " ".join(document.text[b.start : b.end].split())) for b in document.blocks]


PAGED = """The state is an institution of long standing, and its history is known to
every reader of this journal, as are the doubts about its future and the long
disputes between those who defend it and those who would rather see it wither
away in the course of the next
Journal of States 4
12
\fAuthor
century or so. Others hold that it will never do so, because nobody has found
anything to put in its place, and because the taxes must be raised by someone
Journal of States 4
13
\fAuthor
in any case. The end of this paper says why that is not enough of an argument
for anybody who has to live under it.
Journal of States 4
14
"""


def test_running_headers_and_page_numbers_do_not_interrupt_a_sentence() -> None:
    document = understood(PAGED)

    texts = [sentence.text for sentence in document.sentences]
    assert texts[0].endswith("see it wither away in the course of the next century or so.")
    assert texts[1].endswith("because the taxes must be raised by someone in any case.")
    assert len(texts) == 3


def test_pieces_leave_out_what_interrupts_a_sentence() -> None:
    document = understood(PAGED)

    first = document.sentences[0]

    assert len(first.pieces) == 2
    assert [document.text[a:b].split()[-1] for a, b in first.pieces] == ["next", "so."]


def test_notes_in_a_narrow_column_between_paragraphs_are_notes() -> None:
    document = read(PAPER)

    assert [(note.number, note.body.split()[0]) for note in document.notes] == [
        (1, "Miller,"), (2, "Sülkü,"), (3, "Sülkü"), (None, "Office"), (None, "Kirişci,"), (None, "Rubin"), (None, "Reshaping"),
    ]  # fmt: skip
    assert not any("Miller" in s.text or "Tauris" in s.text for s in document.sentences)


def test_a_page_that_begins_with_a_stray_space_goes_on_with_the_sentence() -> None:
    document = read(PAPER)

    assert any(
        s.text.startswith("Against this se")
        and s.text.endswith("without losing its Euro-Atlan\ufffdc orienta\ufffdon.")
        for s in document.sentences
    )


def test_headings_numbered_or_not_open_sections() -> None:
    document = read(PAPER)

    assert [section.title for section in document.sections] == [
        "Abstract",
        "Introduction",
        "Albania's defence and security relations with Turkey",
        "Turkish interests and its policy towards the Balkans",
        "The Turkish policy trends under the AKP government",
        "Conclusion: the Turkish policy trends and its implications for Albania",
    ]


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        (
            "The negotiation failed because the negoti-\nation was late.",
            "The negotiation failed because the negotiation was late.",
        ),
        ("It was a long negoti-\nation about fish.", "It was a long negotiation about fish."),
        ("Aims are long and a term is short; long-\nterm aims.", "Aims are long and a term is short; long-term aims."),
        ("It holds in Bosnia-\nHerzegovina as well.", "It holds in Bosnia-Herzegovina as well."),
        (
            "The co-operation of the two is a co-\noperation of equals.",
            "The co-operation of the two is a co-operation of equals.",
        ),
        ("The years 1990-\n1995 were bad.", "The years 1990-1995 were bad."),
        ("A soft\u00adly hyphen\u00ad\nated word.", "A softly hyphenated word."),
        ("Short- and\nlong-term aims.", "Short- and long-term aims."),
        ("So they say (Oak \u200eand Elm, \u200f2004).", "So they say (Oak and Elm, 2004)."),
        ("\ufeffA wo\u2060rd of theirs.", "A word of theirs."),
    ],
)
def test_hyphens_at_line_ends_are_judged_by_the_words_of_the_paper(broken: str, joined: str) -> None:
    assert [s.text for s in understood(broken).sentences] == [joined]


def test_a_list_gives_one_block_an_item() -> None:
    document = understood(
        "Three things matter:\n\n• land, which is scarce;\n• water; and\n• people.\n\nNothing else does.\n"
    )

    assert [kind for kind, _ in kinds(document)] == ["paragraph", "item", "item", "item", "paragraph"]


def test_a_title_of_two_lines_and_its_byline_are_no_sentences() -> None:
    text = "THE POLITICS OF WATER\nIN CENTRAL ASIA\n\nJane Q. Author\nUniversity of Somewhere\n\nAbstract\n\nWater is scarce.\n"

    document = understood(text)

    assert document.title == "THE POLITICS OF WATER IN CENTRAL ASIA"
    assert [s.text for s in document.sentences] == ["Water is scarce."]


PLAIN = "Der Größenwahn über Käse, Öl und Bücher: naïve Übung für alle Mädchen. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings_are_detected(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "p.txt"
    path.write_bytes((PLAIN * 20).encode(encoding))

    document = read(path)

    assert document.sentences[0].text == PLAIN.strip()
    assert bool(document.remarks) == (encoding in ("utf-16-le", "cp1252"))


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1254", "Davutoğlu ve Kirişci, Türkiye’nin dış politikası üzerine şöyle yazıyor."),
        ("cp1250", "Wałęsa mówił o Solidarności i żółtych różach w Łodzi, gdzie księża się śmiali."),
        ("cp1251", "Россия и Албания имеют долгую историю отношений."),
    ],
)
def test_older_encodings_are_guessed_and_remarked(tmp_path: Path, encoding: str, words: str) -> None:
    path = tmp_path / "p.txt"
    path.write_bytes(f"{words} ".encode(encoding) * 20)

    document = read(path, "p.txt")

    assert document.sentences[0].text == words
    assert f"it was read as {encoding}" in document.remarks[0]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_places_are_those_of_the_file_whatever_ends_its_lines(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "p.txt"
    path.write_bytes(f"One is here.{ending}{ending}Two is{ending}here.{ending}".encode())

    document = read(path)

    last = document.sentences[-1]
    assert last.text == "Two is here."
    assert document.text[last.start : last.end] == f"Two is{ending}here."
    assert document.place(last.start, last.end)[3:7] == (3, 1, 4, 6)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("p.txt", b"", "is empty"),
        ("p.txt", b"\xef\xbb\xbf \n\n", "is empty"),
        ("p.txt", bytes(range(256)) * 100, "is not a text"),
        ("p.txt", b"a\0\0b" * 1000, "is not a text"),
        ("p.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old Word file"),
        ("p.rtf", b"{\\rtf1 hello}", "RTF"),
        ("p.png", b"\x89PNG\r\n\x1a\n", "picture"),
        ("p.zip", b"PK\x03\x04" + b"\0" * 50, "no DOCX"),
    ],
)
def test_what_is_no_paper_is_named_with_a_remedy(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(ArgmapError, match=words):
        read(path, name)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ArgmapError, match=r"gone\.txt does not exist"):
        read(tmp_path / "gone.txt", "gone.txt")
    with pytest.raises(ArgmapError, match="is a folder"):
        read(tmp_path)


HOSTILE = {
    "one long word": "a" * 300_000,
    "one long line": "word and more words. " * 20_000,
    "brackets": "(" * 50_000 + "2010",
    "raised digits": "¹²³" * 10_000,
    "stops": "." * 100_000,
    "lost letters": "a\ufffdb " * 10_000,
    "form feeds": "\f" * 5_000,
    "headings": "1. Abc\n" * 5_000,
    "hyphens": "a-\n" * 10_000,
    "NULs": "a text with\0 two of them\0 inside it. " * 3,
}


@parts_and_wholes(HOSTILE)
def test_hostile_text_is_read_in_little_time_and_without_a_traceback(text: str) -> None:
    document = in_little_time(understood, text)

    assert all(0 <= s.start < s.end <= len(document.text) for s in document.sentences)


@given(st.text(alphabet=st.sampled_from("aAbe.,;:?!()[]\"'12¹² \n\n\r\f-—•\u00ad\ufffd"), max_size=400))
def test_any_text_is_understood_and_every_place_lies_inside_it(text: str) -> None:
    document = understood(text)

    for sentence in document.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert sentence.text.strip() == sentence.text != ""
    for mark in document.marks:
        assert 0 <= mark.start < mark.end <= len(text)
    words = "".join(c for s in document.sentences for c in s.text if c.isalpha())
    assert len(words) <= sum(c.isalpha() for c in text)


@pytest.mark.parametrize("again", ["Ibid.", "Ebd.", "Ibíd.", "Ivi", "A.g.e."])
def test_notes_in_short_form_are_notes_in_every_tongue(again: str) -> None:
    bodies = "\n".join(f"{n} {again}, {20 + n}." for n in range(2, 5))
    text = f"Lime\n\nThe kiln, a pit,1 was „old“2 and small;3 nobody kept it.4\n\n1 Rot, Lime (Oslo: Fjord, 1974), 2.\n{bodies}\n"
    assert [note.number for note in understood(text).notes] == [1, 2, 3, 4]
