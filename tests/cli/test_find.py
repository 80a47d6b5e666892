"""`argmap find`: exit codes, the JSON for programs, the drawing for people."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from argmap.cli.find import command
from argmap.ground.diagnostics import ArgmapError
from argmap.quotations import SearchText
from argmap.quotations.drawing import draw_match

TEXT = """The Treaty

The treaty of 1923 was signed in Ankara by both governments after
long and difficult talks. The king was not pleased with it.
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], catch_exceptions=False)


def test_found_words_are_shown_with_their_line_and_surroundings(source: Path) -> None:
    result = run("signed in Ankara by both governments", source)
    assert result.exit_code == 0
    assert "= verbatim" in result.output
    assert f"{source}:3:24" in result.output
    assert "The treaty of 1923 was signed in Ankara by both governments after" in result.output


def test_altered_words_are_drawn_with_signs_and_exit_with_1(source: Path) -> None:
    result = run("The treaty of 1928 was signed in Ankara", source)
    assert result.exit_code == 1
    assert "! altered" in result.output
    assert "of [-1923-]{+1928+} was" in result.output


def test_words_not_there_exit_with_1(source: Path) -> None:
    result = run("nothing of this kind was ever said by anybody", source)
    assert (result.exit_code, "x not-found" in result.output) == (1, True)


def test_what_cannot_be_checked_does_not_exit_as_if_found(source: Path) -> None:
    assert run("treaty", source).exit_code == 1


def test_no_colour_where_nobody_sees_it(source: Path) -> None:
    assert "\x1b[" not in run("The treaty of 1928 was signed in Ankara", source).output


def test_json_has_the_agreed_fields_and_nothing_else(source: Path) -> None:
    result = run("The treaty of 1928 was signed in Ankara", source, "--format", "json")
    found = json.loads(result.output)
    assert list(found) == [
        "id", "state", "score", "start", "end", "page", "line", "matched", "differences", "why",
    ]  # fmt: skip
    assert found["state"] == "altered"
    assert TEXT[found["start"] : found["end"]] == found["matched"] == "The treaty of 1923 was signed in Ankara"
    assert (found["line"], found["page"]) == (3, None)
    assert found["differences"] == [{"kind": "digit", "quote": "1928", "source": "1923"}]


def test_pairs_give_one_json_line_each(source: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(
        '{"id": "a", "quote": "long and difficult talks. The king"}\n\n{"id": 7, "quote": "The king was pleased with it"}\n'
    )
    result = run("--pairs", pairs, source)
    lines = [json.loads(line) for line in result.output.splitlines()]
    assert [(line["id"], line["state"]) for line in lines] == [("a", "verbatim"), (7, "altered")]
    assert result.exit_code == 1


def test_words_found_in_one_of_several_files_are_found(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another text of another kind, about other things.", encoding="utf-8")
    result = run("signed in Ankara by both governments", other, source, "--format", "json")
    assert [item["state"] for item in json.loads(result.output)] == ["not-found", "verbatim"]
    assert result.exit_code == 0


@pytest.mark.parametrize("line", ["not json", '{"id": 1}', '{"quote": 3}', "[" * 5000, "[]"])
def test_broken_pairs_are_named_with_their_line(source: Path, tmp_path: Path, line: str) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(f'{{"id": 1, "quote": "x"}}\n{line}\n')
    with pytest.raises(ArgmapError, match=r"pairs\.jsonl:2"):
        run("--pairs", pairs, source)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArgmapError, match=r"nowhere\.txt"):
        run("some words that are sought", tmp_path / "nowhere.txt")


def test_words_without_a_file_are_a_usage_error() -> None:
    assert run("some words that are sought").exit_code == 2


def test_drawing_holds_every_word_of_both_sides_in_order() -> None:
    searched = SearchText(TEXT)
    pieces = draw_match(TEXT, searched.find("The treaty of 1923 was never signed in Ankara … after short talks"))
    assert [p.words.strip() for p in pieces if p.kind == "quote-only"] == ["never", "…", "short"]
    text_only = " ".join(p.words.strip() for p in pieces if p.kind == "text-only")
    assert text_only == "by both governments long and difficult"


def test_drawing_of_nothing_is_empty() -> None:
    assert draw_match(TEXT, SearchText(TEXT).find("nothing of this kind was ever said")) == ()


@pytest.mark.skipif("ARGMAP_CORPORA" not in os.environ, reason="ARGMAP_CORPORA is not set")
def test_words_of_a_real_pdf_are_found_with_their_page() -> None:
    from argmap.manuscript import read

    paper = sorted(Path(os.environ["ARGMAP_CORPORA"]).glob("jose/*.pdf"))[0]
    document = read(paper)
    sentence = next(s for s in document.sentences if len(s.text) > 90 and document.page_of(s.start) == 2)
    found = json.loads(run(sentence.text, paper, "--format", "json").output)
    assert (found["state"], found["page"]) == ("verbatim", 2)


LONG = (
    "The army marched on. The king stayed at home. " * 25_000
    + "A close rela\ufffdon was sealed at the end of the war.\n"
)


@pytest.mark.long
@pytest.mark.parametrize(
    "quote", ["A close relation was sealed at the end", "A close rela\ufffdon was sealed at the end"]
)
def test_a_long_text_is_read_through_its_repairs_like_a_short_one(tmp_path: Path, quote: str) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LONG, encoding="utf-8")
    assert "= verbatim" in run(quote, path).output


def test_a_missing_letter_of_a_long_text_is_shown_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LONG, encoding="utf-8")
    found = json.loads(run("was sealed at the ond of the war", path, "--format", "json").output)
    assert (found["state"], found["matched"]) == ("noise", "was sealed at the end of the war")


def test_the_tongue_of_a_file_is_told_and_one_that_is_not_known_refused(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_text(
        "Die Preise stiegen in den Jahren nach dem Krieg in allen Dörfern, die an der See liegen.\n", "utf-8"
    )
    told = json.loads(run("Die Preise sanken in den Jahren nach dem Krieg", path, "--format", "json").output)
    assert "the opposite" in json.dumps(told), told
    refused = run("Die Preise", path, "--language", "klingon")
    assert refused.exit_code == 2
    assert "klingon" in refused.output
