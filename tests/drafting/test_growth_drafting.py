"""The work of a draft grows with the paper and not with its square, however many sentences could be a conclusion."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from argmap.drafting.backbone import draft_backbone
from argmap.drafting.cues import cues_of
from argmap.manuscript.readers.markdown.reader import draft_markdown
from argmap.manuscript.stages.understanding import understand
from argmap.prose.paragraphs import paragraphs
from growth import growth_exponent

pytestmark = pytest.mark.long

NEAR_LINEAR = 1.2
WORDS = (
    "harbour",
    "council",
    "treaty",
    "market",
    "minister",
    "railway",
    "parish",
    "winter",
    "weaver",
    "bishop",
    "canal",
)


def words(number: int, count: int) -> str:
    return " ".join(WORDS[number * 7 % 11 - k] + "abcdefghij"[(number // 11 + k) % 10] * 3 for k in range(count))


def results_alone(n: int) -> str:
    """Each sentence a result by itself, in a paragraph of its own: nothing speaks for any of them."""
    return "\n\n".join(f"We find that the {words(k, 5)} rose by {k} percent." for k in range(n))


def results_replied_to(n: int) -> str:
    return "\n\n".join(
        f"The results show that the {words(k, 4)} rose by {k} percent. However, the {words(k + 3, 4)} fell again."
        for k in range(n)
    )


def results_discussed(n: int) -> str:
    found = "\n\n".join(f"The {words(k, 5)} rose by {k} percent." for k in range(n))
    return "# Results\n\n" + found + "\n\n# Discussion\n\n" + results_alone(n)


def one_paragraph(n: int) -> str:
    return " ".join(f"The {words(k, 4)} shows that the {words(k + 1, 3)} mattered most." for k in range(n))


def rows_of_dots(n: int) -> str:
    return "\n\n".join(f"The {words(k, 4)} {'.' * 60} therefore {'… ' * 20} {words(k + 1, 3)} …………" for k in range(n))


def one_row_of_dots(n: int) -> str:
    return f"The results show that {words(1, 4)} fell. {'. ' * n}{'…' * n} {'.' * n} Therefore the {words(2, 3)} rose."


@pytest.mark.parametrize(
    "body",
    [results_alone, results_replied_to, results_discussed, one_paragraph, rows_of_dots, one_row_of_dots],
    ids=lambda body: body.__name__,
)
def test_work_of_a_draft_is_near_linear(body: Callable[[int], str]) -> None:
    cues = cues_of("en")
    assert cues is not None

    def prepare(size: int) -> Callable[[], object]:
        text = f"# On things\n\nThis paper argues that the harbour made the town.\n\n# Discussion\n\n{body(size)}\n"
        document = understand(draft_markdown(text.encode(), "x"))
        prose = paragraphs(document)
        return lambda: draft_backbone(document, prose, cues, lambda words: True)

    assert growth_exponent(prepare, 60) <= NEAR_LINEAR
