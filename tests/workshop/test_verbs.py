"""Each verb, as the text of the file that it leaves."""

from pathlib import Path

from workshop_page import CLAIMS, PAPER, Page


def claims(root: Path) -> str:
    return (root / "claims" / "a.md").read_text()


def at(words: str, nth: int = 1) -> dict[str, int]:
    start = -1
    for _ in range(nth):
        start = PAPER.index(words, start + 1)
    return {"start": start, "end": start + len(words)}


def test_a_selection_becomes_a_claim(page: Page, root: Path) -> None:
    told = page.done("/api/claims", at("Some towns shrank, though the line\npassed through them."))
    assert told["made"] == "some-towns-shrank-though-line"
    assert claims(root) == CLAIMS + (
        "\n## some-towns-shrank-though-line\n\nSome towns shrank, though the line passed through them.\n\n"
        "> Some towns shrank, though the line passed through them.\n"
    )
    assert told["said"].startswith("Claim made. ") and told["opened"]
