"""The footnote checks: each fires on its fault, and keeps still on what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.checks.run import run_checks
from argmap.project import project_of_paper
from paper_checks import audit_text, messages
from printed_pdf import column, pdf_of, wrap

_HISTORY = """
# The grain trade of the northern ports

## The early years

The port of Varden shipped its first grain in 1712.[^1] Its merchants came from three villages along the coast.
The council granted them a charter two years later.[^2] Nobody opposed it at the time.

## Decline

After the fire the trade moved south.[^3] Most of the warehouses were never rebuilt.[^4]

[^1]: Anna Holm, *Grain and Guilds* (Lund: Northern Press, 1988), 14.
[^2]: Holm, *Grain and Guilds*, 22.
[^3]: Peter Falk, "The Fire of 1760," *Journal of Port History* 12 (1994): 101–120.
[^4]: Falk, "The Fire of 1760," 115.
"""

_LAW = """
The duty of care in maritime salvage

1. The rule

The duty was first stated in a case of 1883.1 It has been followed ever since.2 Later courts narrowed it.3

2. Its limits

Salvors who act without a contract are judged more mildly.4 That is the view of most writers.5

Notes

1. Harrow v Blythe (1883) 8 App Cas 12.
2. J. Marsh, The Law of Salvage (Oxford: Clarendon, 1971), 44.
3. Marsh, The Law of Salvage, 61.
4. E. Quist, Salvage without Contract (London: Thames, 1990), 7.
5. Quist, Salvage without Contract, 19.
"""


# the same with numbers that are raised, as a word processor writes them
_RAISED = (
    _LAW.replace("1883.1", "1883.¹")
    .replace("since.2", "since.²")
    .replace("it.3", "it.³")
    .replace("mildly.4", "mildly.⁴")
).replace("writers.5", "writers.⁵")


def _without(text: str, *lines: str) -> str:
    for line in lines:
        assert line in text
        text = text.replace(line, "")
    return text


FIRES = {
    "a number is missing in plain text": (
        "FTN001",
        "paper.txt",
        _without(_LAW, "3\n\n2. Its")
        .replace("Later courts narrowed it.", "Later courts narrowed it.\n\n2. Its")
        .replace("3. Marsh, The Law of Salvage, 61.\n", ""),
        "candidate",
    ),
    "a mark is called twice": (
        "FTN003",
        "paper.txt",
        _RAISED.replace("ever since.²", "ever since.² Nobody doubted it.²"),
        "candidate",
    ),
    "two marks changed places": (
        "FTN002",
        "paper.txt",
        _RAISED.replace("mildly.⁴", "mildly.⁵").replace("writers.⁵", "writers.⁴"),
        "candidate",
    ),
    "a body is gone in Markdown": (
        "FTN004",
        "paper.md",
        _without(_HISTORY, '[^3]: Peter Falk, "The Fire of 1760," *Journal of Port History* 12 (1994): 101–120.\n'),
        "certain",
    ),
    "a body is gone in plain text": (
        "FTN004",
        "paper.txt",
        _without(_LAW, "4. E. Quist, Salvage without Contract (London: Thames, 1990), 7.\n"),
        "candidate",
    ),
    "nothing calls a body in Markdown": (
        "FTN005",
        "paper.md",
        _without(_HISTORY, "[^2] Nobody").replace("later.", "later. Nobody"),
        "certain",
    ),
    "nothing calls a body in LaTeX": (
        "FTN005",
        "paper.tex",
        r"""
        \documentclass{article}\begin{document}
        \section{One}
        The rule was old.\footnotemark[1] It was kept.\footnotemark[2] It fell.\footnotemark[3]
        \footnotetext[1]{A. Lind, \emph{Rules} (Oslo: Fjord, 1990), 3.}
        \footnotetext[2]{B. Moe, \emph{Kept Rules} (Oslo: Fjord, 1991), 4.}
        \footnotetext[3]{C. Ness, \emph{Fallen Rules} (Oslo: Fjord, 1992), 5.}
        \footnotetext[4]{D. Orr, \emph{Forgotten} (Oslo: Fjord, 1993), 6.}
        \end{document}
        """,
        None,
    ),
}


@pytest.mark.parametrize("case", FIRES)
def test_a_fault_of_the_notes_is_found(case: str, tmp_path: Path) -> None:
    code, name, text, certainty = FIRES[case]
    found = [f for f in audit_text(tmp_path, text, name=name) if f.code == code]
    assert found, messages(audit_text(tmp_path, text, name=name))
    if certainty:
        assert found[0].certainty == certainty
    assert found[0].span is not None and found[0].quote


STILL = {
    "history with Markdown notes": ("paper.md", _HISTORY),
    "law with endnotes in plain text": ("paper.txt", _LAW),
    "physics with raised powers and masses": (
        "paper.md",
        """
        # Powers

        The area is 4 m² and the volume 27 m³; the law has x⁴ in it. The mass of ¹⁴C is known. He counted 10⁷ of them and e²
        more.
        """,
    ),
    "biology with exponents and formulas": (
        "paper.txt",
        """
        Uptake of nitrate by roots

        1. Results

        Plots of 4 m2 received 20 mg of nitrate. The flux was 10-5 mol per hour, and CO2 rose to 400 ppm.
        Roots of 12 plants were cut. At pH 7.4 the uptake was halved (Berg 2011).

        References

        Berg, K. 2011. Nitrate uptake in barley. Plant Letters 4: 33-41.
        Dahl, P. 2009. Roots. Bergen: Fjord Press.
        Eide, R. 2010. Soil water. Plant Letters 3: 2-9.
        """,
    ),
    "numbering that starts again in each chapter": (
        "paper.md",
        """
        # One
        A first thing.[^a] A second.[^b]

        # Two
        A third thing.[^c]

        [^a]: N. Aas, *Things* (Oslo: Fjord, 1990), 1.
        [^b]: N. Aas, *Things* (Oslo: Fjord, 1990), 2.
        [^c]: N. Aas, *Things* (Oslo: Fjord, 1990), 3.
        """,
    ),
    "LaTeX, where the numbers are made by the program": (
        "paper.tex",
        r"""
        \documentclass{article}\begin{document}
        \section{Grace}
        Grace is older than law.\footnote{H. Aquin, \emph{On Grace} (Paris: Cerf, 1950), 12.}
        So he taught.\footnote{Aquin, \emph{On Grace}, 13.} Others did not.\footnote{See K. Barden, \emph{Against} (1960), 1.}
        \end{document}
        """,
    ),
}


@pytest.mark.parametrize("case", STILL)
def test_sound_notes_raise_nothing(case: str, tmp_path: Path) -> None:
    name, text = STILL[case]
    found = audit_text(tmp_path, text, name=name, select="FTN")
    assert not found, messages(found)


def test_a_file_with_marks_and_no_notes_is_not_checkable_rather_than_wrong(tmp_path: Path) -> None:
    body = _LAW.partition("Notes")[0]
    found = audit_text(tmp_path, body, select="FTN004")
    assert [f.not_checkable for f in found] == [True], messages(found)
    assert found[0].severity == "note"


def test_a_run_of_lost_bodies_is_told_once(tmp_path: Path) -> None:
    text = _LAW.replace("2. Its limits", "Its limits")
    for line in text.splitlines():
        if line[:2] in ("2.", "3.", "4.", "5."):
            text = text.replace(line + "\n", "")
    found = [f for f in audit_text(tmp_path, text, select="FTN004")]
    assert len(found) == 1, messages(found)
    assert "4 marks" in found[0].message


_PRINTED = [
    wrap("The port of Varden shipped its first grain in 1712, and a charter was granted to it some years later. " * 6, 440, 10),
    wrap("After the fire the trade moved south, and few of the warehouses by the mole were ever built up anew. " * 5, 430, 10),
]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "foot", "told"),
    [
        ("So do they.^1 And all.^2", "Anna Holm, Grain and Guilds (Lund: Northern Press, 1988), 14.", True),
        ("And all.^2", "Note: This table reports what was paid in each of the ports in those years.", False),
        ("And all.^2", "The author is a fellow of the college of Varden and thanks its librarians.", False),
    ],
)
def test_small_type_at_the_foot_of_a_page_is_a_note_only_where_one_is_missed(
    tmp_path: Path, last: str, foot: str, told: bool
) -> None:
    first = [*column(72, 780, 10, [*_PRINTED[0], last]), *column(72, 120, 8, [foot, "^2 Holm, Grain and Guilds, 25."])]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([first, column(72, 780, 10, _PRINTED[1])]))

    found = run_checks(project_of_paper(path), select=("FTN007",), about=("files", "paper")).findings

    assert bool(found) == told, messages(list(found))
