"""Makes small PDFs with comments for tests, as the programs write them that people comment PDFs with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printed_pdf import Line, pdf_of, width_of

Box = tuple[float, float, float, float]


def commented_pdf(pages: Sequence[Sequence[Line]], comments: Sequence[tuple[int, str]]) -> bytes:
    """The PDF of `pdf_of` with comments: each the index of its page and what stands in its dictionary.

    In the dictionary ``{k}`` is the reference of the comment with that index.
    """
    first = 5 + 2 * len(pages)
    names = {str(k): f"{first + k} 0 R" for k in range(len(comments))}
    of_page: dict[int, bytes] = {}
    for page in range(len(pages)):
        if members := [names[str(k)] for k, (at, _) in enumerate(comments) if at == page]:
            of_page[page] = f"/Annots [{' '.join(members)}]".encode()
    return pdf_of(pages, more=[_with_names(body, names).encode("latin-1") for _, body in comments], of_page=of_page)


def _with_names(body: str, names: Mapping[str, str]) -> str:
    for key, reference in names.items():
        body = body.replace("{" + key + "}", reference)
    return f"<< /Type /Annot {body} >>"


def box_of(line: Line, words: str) -> Box:
    """Where these words of a line stand: left, bottom, right, top in points of the page."""
    x, y, size, whole = line
    before = whole[: whole.index(words)]
    left = x + width_of(before, size)
    return left, y - 0.25 * size, left + width_of(words, size), y + 0.85 * size


def quads(*boxes: Box, order: str = "acrobat") -> str:
    """The corners as a program writes them: `acrobat` by lines, `round` the order of the standard, `turned` neither."""
    written = []
    for left, bottom, right, top in boxes:
        corners = {
            "acrobat": (left, top, right, top, left, bottom, right, bottom),
            "round": (left, bottom, right, bottom, right, top, left, top),
            "turned": (right, bottom, left, bottom, right, top, left, top),
        }[order]
        written.append(" ".join(f"{value:.2f}" for value in corners))
    return f"/QuadPoints [{' '.join(written)}]"


def rectangle(*boxes: Box) -> str:
    """The rectangle around boxes."""
    edges = list(zip(*boxes, strict=True))
    return f"/Rect [{min(edges[0]):.2f} {min(edges[1]):.2f} {max(edges[2]):.2f} {max(edges[3]):.2f}]"


def text(words: str) -> str:
    """A text string as UTF-16 with a byte order mark, as nearly all programs write what is not plain ASCII."""
    return f"<{(chr(0xFEFF) + words).encode('utf-16-be').hex()}>"
