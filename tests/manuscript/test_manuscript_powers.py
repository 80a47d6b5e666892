"""Raised numbers: powers, indices and masses are no note marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.manuscript import read

POWERS = [
    "The mass is near 10⁻²² eV and not above 10−⁵ g.",
    "It weighs 3 × 10⁶ grams.",
    "The speed is 70 km s−¹ Mpc−¹ at most.",
    "The line element reads ds² = c²dt² − R²(r, t) dΩ² in this case.",
    "We use sin² θ and (³)R throughout.",
    "Let u⁰v and uv⁰ be arcs.",
    "It holds that xv >¹2 or xv ≤¹2 here.",
    "The fall of ³H and the rise of ¹⁴C; ¹H NMR was run.",
    "The test gave χ² = 4.1 and the area is 12 km² or 3 µm² wide.",
    "The lake holds 256.7 Mm³, the pond 3 hm³ and 2 dam³ of water.",
    "The sum (1 + r/s)² = 4 is large.",
    "The objects of Cob³ are planar, as are those of mor(Cob³), and so is the group of all pairs.",
    "The disk D˚² bounds a link, and each of the pairs (w, w′, w′′)³ does so too.",
    "The proof of Proposition A.1 is short, and (B.2) follows; see Table C.3 for the rest.",
    "AIC 778.0 1388.1 1419.2 752.3 2520.3, and BIC 828.7 1438.8 for the third model.",
    "The axis reads 0 .1 .2 .3 .4 and ends there.",
]
MARKS = [
    "The treaty was signed.¹ The rest followed.²",
    "The treaty, it says,¹ was signed in 1998² and kept.",
    "He said: <<I come from the hill>>¹ and left. She said <<no>>.²",
    "They met in Lima (see above)¹ and again in the cross-¹ and side-streets.²",
    "The brook froze.¹The mill stood still.²",
]
BODIES = "\n\nNotes\n\n1. Ada Moe, Treaties. Hull: Ferry Press, 1990.\n\n2. Ole Bode, Mills. Bonn: Aue Press, 1999.\n"
PLAIN = "\n\nThe brook was named in a deed. Nobody has found the deed since then, and nobody has looked for it."


def marks(tmp_path: Path, text: str) -> list[int | None]:
    path = tmp_path / "p.txt"
    path.write_text("Mills\n\nIntroduction\n\n" + text, encoding="utf-8")
    return [mark.number for mark in read(path).marks if mark.kind == "note"]


@pytest.mark.parametrize("sentence", POWERS)
def test_powers_are_no_note_marks(tmp_path: Path, sentence: str) -> None:
    assert marks(tmp_path, sentence + PLAIN) == []


@pytest.mark.parametrize("sentence", MARKS)
def test_raised_numbers_that_call_notes_are(tmp_path: Path, sentence: str) -> None:
    assert sorted(set(marks(tmp_path, sentence + PLAIN + BODIES))) == [1, 2]
