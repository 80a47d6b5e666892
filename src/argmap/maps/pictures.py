"""Maps as PDF and PNG, drawn on request by Graphviz from the finished positions.

Graphviz is the one permissively licensed renderer that the program has already. It draws text with the fonts of the
machine; where there are none it would silently draw empty boxes, so a probe asks first: without fonts a row of `i` is
as wide as a row of `W`.
"""

from __future__ import annotations

from typing import Literal

from argmap.ground.diagnostics import ArgmapError
from argmap.maps.dot import to_dot
from argmap.maps.drawing import Drawing
from argmap.maps.engine import SECONDS, Job, run_dot, run_embedded

Picture = Literal["pdf", "png"]

_PROBE = 'digraph { node [shape=plain, fontname="Arial"] a [label="iiiiiiiiiiii"] b [label="WWWWWWWWWWWW"] }'
_SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n"}


def to_picture(drawing: Drawing, form: Picture, seconds: float = 3 * SECONDS) -> bytes:
    """The map as PDF or PNG (96 dots an inch). Raises `ArgmapError` where no Graphviz runs here or no font is found."""
    jobs: list[Job] = [("dot", "plain", _PROBE), ("nop2", form, to_dot(drawing.view, drawing))]
    reasons = []
    for run in (run_embedded, run_dot):
        probe, picture = run(jobs, seconds)
        if isinstance(probe, bytes) and not _has_fonts(probe):
            raise ArgmapError(
                f"No fonts are installed here, so a {form.upper()} would show empty boxes for words. Install one "
                "(Debian: apt install fonts-liberation), or take --format svg, which needs none."
            )
        if isinstance(picture, bytes) and picture.startswith(_SIGNATURES[form]):
            return picture
        reasons.append(picture if isinstance(picture, str) else "Graphviz drew something else")
    raise ArgmapError(
        f"The map cannot be drawn as {form.upper()}: {'; '.join(reasons)}. Take --format svg, which needs no Graphviz."
    )


def _has_fonts(probe: bytes) -> bool:
    """Whether the probe's two rows differ in width, as they do in every real typeface."""
    widths = [line.split()[4] for line in probe.decode(errors="replace").splitlines() if line.startswith("node ")]
    return len(set(widths)) > 1
