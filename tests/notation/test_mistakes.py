"""What is told of a text after each of many edits is what a parse of the whole text tells."""

from __future__ import annotations

import random

import pytest

from argmap.ground.places import TextFile
from argmap.notation import mistakes, parse
from argmap.notation.mistakes import Mistakes

LINES = (
    "", " ", "# A section", "# ", "#none", "# # #", "## a@", "## a@ {conclusion}", "## b@ {conclusoin}", "##", "## ",
    "## twice", "## c@", "## c@", "## c@", "## Not An Id @", " ## indented-@", "     ## code-@", "### c@", "## zoë@ 🙂 {", "A sentence of 🙂 words.",
    "> the paper's words", ">", "  > words of a source", "- because: a + b", "- becuase: a", "- but: b, c", "because: a",
    "  warrant: why not", "  waranty: x", "  weight: 3", "    goes on", "- cites: @key, p. 3 [^6]", "- cites: nothing",
    "- evidence: seen", "- standard: none", "- assume:", "- waive: EVD003 why", "– because: a", "<!-- one -->", "<!--",
    "-->", "--> rest", "  <!-- under an item", "<!-->", "word <!-- word", "## d@ <!--", "```", "~~~", "---", "===",
    "| a | b |", "[x]: y", "<p>", "\\# text", "1. list", "* item", "\ttab", "form\x0cfeed", "line\u2028separator", "\ufeff",
    "- restates: a", "- tags: x, y", "- origin: aif:1", "title: front matter",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_what_is_wrong_after_each_edit_is_what_a_whole_parse_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    ends = ("\n",) if seed % 2 else ("\n", "\r\n", "\r")
    parsed: list[str] = []
    monkeypatch.setattr(mistakes, "parse", lambda text, path: parsed.append(text) or parse(text, path))
    told, in_parts, texts = Mistakes(), 0, 200

    def line() -> str:
        return chance.choice(LINES).replace("@", str(chance.randint(1, 10**6)))

    def some(most: int) -> str:
        return "".join(line() + chance.choice(ends) for _ in range(chance.randint(0, most)))

    text = ""
    for _ in range(texts):
        file = TextFile("claims/1.md", text)
        expected = parse(text, file.path).diagnostics
        parsed.clear()
        assert told.of(file) == expected, text
        in_parts += text not in parsed and bool(expected)
        start = chance.randint(0, len(text))
        borders = [i for i in range(len(text)) if text[i] in "#<\n\r"]
        if borders and chance.random() < 0.5:
            start = chance.choice(borders) + chance.randint(0, 1)
        typed = chance.choice((some(4), line(), chance.choice("#< \n\r->a🙂"), "", ""))
        text = text[:start] + typed + text[start + chance.choice((0, 0, 1, 3, 30)) :]
        if not text or len(text) > 1500:
            text = chance.choice(("\ufeff", "")) + some(30)
    assert in_parts > texts / 3, "too few of the texts were told in parts"


def test_more_mistakes_than_are_listed_are_counted_over_the_whole_file() -> None:
    text = "".join(f"## c-{n}\n\nWords.\n\n- becuase: a\n- but: A B C\n\n" for n in range(600))
    for shown in (text, f"# Section\n\n{text}", text[: len(text) // 3]):
        assert Mistakes().of(TextFile("c.md", shown)) == parse(shown, "c.md").diagnostics


def test_only_the_claim_that_was_typed_in_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr(mistakes, "parse", lambda text, path: parsed.append(text) or parse(text, path))
    claims = [f"## c-{n}\n\nWords.\n\n<!--\n## gone-{n}\n-->\n- because: d\n\n" for n in range(50)]
    told = Mistakes()
    told.of(TextFile("c.md", "".join(claims)))
    assert len(parsed) == 50
    parsed.clear()
    claims[20] = claims[20].replace("because", "becuase")
    found = told.of(TextFile("c.md", "".join(claims)))
    assert parsed == [claims[20]] and [(d.code, d.span and d.span.line) for d in found] == [("SYN003", 20 * 9 + 8)]
