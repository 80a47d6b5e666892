"""The checks of a paper's own citations: each fires on its fault, and keeps still on what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper_checks import audit_text, messages

_ECONOMICS = """
Wages and the price of bread

1. Introduction

Wages in the port cities rose with the price of bread (Almqvist 1984: 12; Berg and Dahl 1991). Others disagree: Ekman
(2003) holds that the two moved apart after the war. The guild books of the period support him (Ekman 2003: 114-116).

2. The record

The record is thin before the second half of the century (Fors 1999, p. 33). What there is speaks for a slow rise
(Almqvist 1984: 15). Prices doubled in the war years (Grahn, Holm and Ivarsson 2010: 207).

References

Almqvist, Karl. 1984. Bread and Wages. Lund: Northern Press.
Berg, Eva, and Nils Dahl. 1991. "The Price of Rye." Journal of Price History 7: 101–120.
Ekman, Olof. 2003. Apart: Wages after the War. Oslo: Fjord Press.
Fors, Maja. 1999. "Thin Records." Archive Quarterly 3: 30–45.
Grahn, Sten, Lars Holm, and Ida Ivarsson. 2010. "War Prices." Journal of Price History 26: 200–219.
"""

_BIOLOGY = """
Uptake of nitrate by barley roots

1. Introduction

Roots take up nitrate through two systems [1]. The first saturates early [2], the second does not [3,4]. Both are
present in barley [1, 5].

2. Methods

Plants were grown as described before [6].

References

[1] Aas, N., Berg, K. Nitrate uptake in barley. Plant Letters 4 (2011) 33-41.
[2] Dahl, P. Saturation of the first system. Plant Letters 5 (2012) 1-9.
[3] Eide, R. The second system. Soil Biology 12 (2010) 200-210.
[4] Fosse, T., Grieg, H. Linear kinetics of roots. Soil Biology 13 (2011) 20-31.
[5] Hamsun, L. Two systems at work. Botany Today 3 (2014) 5-15.
[6] Ibsen, M. Growing barley in the dark. Methods in Botany 2 (2009) 77-80.
"""

_THEOLOGY = """
# Grace before law

## The older view

Grace was taken to come before law.[^1] The sermons say so plainly.[^2] A generation later the order was
turned around.[^3] Nobody noticed at first.[^4]

[^1]: Henri Aquin, *On Grace* (Paris: Cerf, 1950), 12.
[^2]: Aquin 1950: 14.
[^3]: Karl Barden, *Against the Grain* (Basel: Rhein, 1961), 3–9.
[^4]: Ibid., 11.
"""

_COMPUTING = """
# Sorting without comparison

Radix sort needs no comparison [@aho1974; @blum1980, p. 4]. It was used on cards [@card1930].
"""

_COMPUTING_BIB = """
@book{aho1974, author = {Aho, Ann}, title = {Sorting by Digits}, year = {1974}, publisher = {Delta}}
@article{blum1980, author = {Blum, Bo}, title = {On Cards}, journal = {Sorting}, year = {1980}, pages = {1--9}}
@book{card1930, author = {Card, Cy}, title = {Punched}, year = {1930}, publisher = {Delta}}
"""


def _change(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


CERTAIN, CANDIDATE = "certain", "candidate"
FIRES = {
    "author-date without an entry": (
        "CIT020", "a.txt", _change(_ECONOMICS, 'Fors, Maja. 1999. "Thin Records." Archive Quarterly 3: 30–45.\n', ""), CANDIDATE
    ),
    "a number beyond the list": ("CIT020", "a.txt", _change(_BIOLOGY, "before [6]", "before [9]"), CANDIDATE),
    "a number within the list without its entry": (
        "CIT020",
        "a.txt",
        _change(_BIOLOGY, "[5] Hamsun, L. Two systems at work. Botany Today 3 (2014) 5-15.\n", ""),
        CANDIDATE,
    ),
    "a key without an entry": ("CIT020", "a.md", _change(_COMPUTING, "@card1930", "@carr1930"), CERTAIN),
    "an entry that no author-date citation names": (
        "CIT021", "a.txt", _change(_ECONOMICS, " (Fors 1999, p. 33)", ""), CANDIDATE
    ),
    "an entry whose number is not in the text": ("CIT021", "a.txt", _change(_BIOLOGY, " [2]", ""), CANDIDATE),
    "two years for one work": ("CIT022", "a.txt", _change(_ECONOMICS, "(Fors 1999, p. 33)", "(Fors 1989, p. 33)"), CANDIDATE),
    "a publication year in the prose": (
        "CIT023",
        "a.txt",
        _change(_ECONOMICS, "The guild books", "In his book, published in 2001, Ekman counts them. The guild books"),
        CANDIDATE,
    ),
    "notes and author-date citations": (
        "CIT024",
        "a.md",
        _change(_THEOLOGY, "Nobody noticed at first.", "Nobody noticed (Barden 1961: 4) or cared (Aquin 1950: 9) at first."),
        CANDIDATE,
    ),
    "a page before the article begins": ("CIT025", "a.txt", _change(_ECONOMICS, "(Fors 1999, p. 33)", "(Fors 1999, p. 13)"), None),
    "a page behind the article's end": ("CIT025", "a.txt", _change(_ECONOMICS, "2010: 207", "2010: 307"), None),
    "a short form of a work that no note names": (
        "CIT026", "a.md", _change(_THEOLOGY, "[^2]: Aquin 1950: 14.", "[^2]: Rubin 1971: 14."), None
    ),
    "ibid. in the first note": (
        "CIT027",
        "a.md",
        _change(_THEOLOGY, "[^1]: Henri Aquin, *On Grace* (Paris: Cerf, 1950), 12.", "[^1]: Ibid., 12."),
        CANDIDATE,
    ),
    "one DOI under two entries": (
        "CIT029",
        "a.txt",
        _change(
            _ECONOMICS,
            "Fors, Maja. 1999.",
            'Ekman, Olof. 2003. Apart: Wages after the War. Oslo: Fjord Press.\nFors, Maja. 1999.',
        ),
        None,
    ),
    "a quotation without a page": (
        "CIT031",
        "a.txt",
        _change(_ECONOMICS, "The guild books", "He calls it “a slow and nearly silent parting of the two” (Ekman 2003). The guild books"),
        CANDIDATE,
    ),
    "a rank without a page in a paper that gives pages": (
        "CIT033",
        "a.txt",
        _change(_ECONOMICS, "The record is thin", "It was the largest port of the coast (Fors 1999). The record is thin"),
        CANDIDATE,
    ),
    "an ISBN with a wrong check digit": (
        "CIT030",
        "a.txt",
        _change(_ECONOMICS, "Lund: Northern Press.", "Lund: Northern Press. ISBN 978-0-306-40615-8."),
        CERTAIN,
    ),
    "a section that leans on one work": (
        "CIT032",
        "a.txt",
        _change(
            _ECONOMICS,
            "The record is thin",
            "It begins late (Fors 1999: 31). It ends early (Fors 1999: 32). Much is lost (Fors 1999: 34). Some was burnt "
            "(Fors 1999: 35). The rest is in private hands (Fors 1999: 36). The record is thin",
        ),
        CANDIDATE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FIRES)
def test_a_fault_of_the_citations_is_found(case: str, tmp_path: Path) -> None:
    code, name, text, certainty = FIRES[case]
    bib = _COMPUTING_BIB if "@" in text else ""
    everything = audit_text(tmp_path, text, name=name, bib=bib)
    found = [f for f in everything if f.code == code]
    assert found, messages(everything)
    if certainty:
        assert found[0].certainty == certainty, messages(found)


STILL = {
    "a page of five digits": ("a.txt", _change(_ECONOMICS, "(Fors 1999, p. 33)", "(Fors 1999, p. 19,233)"), ""),
    "an author named without a year": ("a.txt", _change(_ECONOMICS, " (Fors 1999, p. 33)", ", as Fors et al. hold"), ""),
    "an author whose name a line end cuts": (
        "a.txt", _change(_ECONOMICS, " (Fors 1999, p. 33)", ", as is well known since Fo-\nrs wrote of it in 1999"), ""
    ),
    "an ibid. after a note whose work was not taken apart": (
        "a.md",
        _change(
            _THEOLOGY,
            "[^3]: Karl Barden, *Against the Grain* (Basel: Rhein, 1961), 3–9.",
            "[^3]: Sermons of the cathedral, 1404, leaf 3, and the judgment on them.",
        ),
        "",
    ),
    "a .bib beside the paper that holds more than is cited": (
        "a.md",
        _change(_COMPUTING, " [@card1930]", ""),
        _COMPUTING_BIB,
    ),
    "economics, author-date": ("a.txt", _ECONOMICS, ""),
    "biology, numbers": ("a.txt", _BIOLOGY, ""),
    "theology, notes in Markdown": ("a.md", _THEOLOGY, ""),
    "computing, keys": ("a.md", _COMPUTING, _COMPUTING_BIB),
    "medicine, a numbered list in Markdown": (
        "a.md",
        """
        # Hands

        Infections are carried by hands [1] and by cloths [2,3].

        ## References

        1. Ahl J, Boman K. The cost of udder infections. Dairy Medicine 2006;12:33-41.
        2. Carlén M. Hands, cloths and machines. Herd Health 2001;4:5-15.
        3. Dahlin P, Edholm R. How germs travel between farms. Herd Health 2004;7:90-101.
        """,
        "",
    ),
    "a paper that never gives pages": (
        "a.txt",
        _change(
            _change(_change(_change(_ECONOMICS, ": 12;", ";"), ": 114-116", ""), ", p. 33", ""), "(Almqvist 1984: 15)", "(Almqvist 1984)"
        ).replace("Prices doubled", "It was the largest port of the coast (Fors 1999). Prices doubled"),
        "",
    ),
    "an ISBN as it should be": (
        "a.txt",
        _change(_ECONOMICS, "Lund: Northern Press.", "Lund: Northern Press. ISBN 978-0-306-40615-7."),
        "",
    ),
    "a range of numbers covers what lies between": (
        "a.txt",
        _change(_BIOLOGY, "the second does not [3,4]. Both are\npresent in barley [1, 5]", "the second does not [3-5]. So it is"),
        "",
    ),
    "an editor's volume, cited by its editor": (
        "a.txt",
        _change(
            _change(_ECONOMICS, "References\n", "References\n\nQuist, Erik, ed. 1988. Letters from the Ports. Lund: Northern Press."),
            "1. Introduction\n",
            "1. Introduction\n\nThe letters are in print (Quist 1988).",
        ),
        "",
    ),
    "two works of one year told apart by letters": (
        "a.txt",
        _change(
            _change(_ECONOMICS, "Fors, Maja. 1999. ", "Fors, Maja. 1999b. Thick Records. Lund: Northern Press.\nFors, Maja. 1999a. "),
            "(Fors 1999, p. 33)",
            "(Fors 1999a, p. 33; 1999b)",
        ),
        "",
    ),
    "a name with particles and an apostrophe": (
        "a.txt",
        _change(
            _change(_ECONOMICS, "Fors, Maja. 1999", "van der Berg-O’Neill, Maja. 1999"), "(Fors 1999", "(van der Berg-O’Neill 1999"
        ),
        "",
    ),
    "LaTeX with its bibliography inside": (
        "a.tex",
        r"""
        \documentclass{article}\begin{document}
        \section{Sorting}
        Radix sort needs no comparison \cite{aho,blum}. Cards came first \cite[p.~4]{card}.
        \begin{thebibliography}{9}
        \bibitem{aho} A. Aho. \emph{Sorting by Digits}. Delta, 1974.
        \bibitem{blum} B. Blum. On cards. \emph{Sorting}, 3:1--9, 1980.
        \bibitem{card} C. Card. \emph{Punched}. Delta, 1930.
        \end{thebibliography}
        \end{document}
        """,
        "",
    ),
    "law, cases and statutes in the notes": (
        "a.md",
        """
        # Salvage

        The duty was stated early.[^1] It has been followed.[^2] An act confirmed it.[^3]

        [^1]: *Harrow v Blythe* (1883) 8 App Cas 12, 14.
        [^2]: *The Mary Rose* [1921] P 33.
        [^3]: Merchant Shipping Act 1894, s 546.
        """,
        "",
    ),
}  # fmt: skip
_RECORD = "The record is thin before"
# a work quoted by the one that was read, one given in full at its place, and a word before the citation
ELSEWHERE = {
    "as cited in": ("It was said (Strand 1901, cited in Almqvist 1984: 13). ", 0),
    "apud": ("So it was (STRAND, 1901 apud ALMQVIST, 1984, p. 13). ", 0),
    "as cited by a citation of its own": ("Strand (1901, as cited in Fors 1999) says so. ", 0),
    "cited in a part of the paper": ("It was said (Strand 1901, as cited in the introduction). ", 1),
    "beside another": ("It was said (Strand 1901; Almqvist 1984: 13). ", 1),
    "a package with its work": (
        "\n\ntolls: Hanna Strand and Jon Tveit (2020). tolls: A Grammar of Tolls. Version 1.\n\n",
        0,
    ),
    "a work in full": ("\n\nHanna Strand and Jon Tveit (2020). Tolls and Ports. Version 1.0.\n\n", 0),
    "a word with a colon before the citation": (
        "\n\nThus: Hanna Strand and Jon Tveit (2020). The figures are of May.\n\n",
        1,
    ),
    "a sentence that begins with the names": ("\n\nHanna Strand and Jon Tveit (2020) counted the tolls.\n\n", 1),
    "a level before the citation": ("It is high (Tier IV; FORS 1999). ", 0),
    "two names that no entry has": ("It is high (Strand; Tveit 1999). ", 1),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_work_that_the_list_need_not_have_is_not_missed(case: str, tmp_path: Path) -> None:
    words, missed = ELSEWHERE[case]
    found = audit_text(tmp_path, _change(_ECONOMICS, _RECORD, words + _RECORD), name="a.txt", select="CIT020")
    assert len(found) == missed, messages(found)


_COUNTED = "References\n\n" + "\n\n".join(
    f"{n}. Lee {chr(64 + n)}. Dams of the {n} weirs. Dam Rev. 2001;1({n}):{n}-{n + 9}." for n in range(1, 7)
)


@pytest.mark.parametrize(
    ("words", "uncited"),
    [
        ("Others hold so(4)!", 0),  # a number that is read with too much care cites all the same
        ("Others held so in 2021 (3-5).", 0),
        ("Others hold so.", 1),
        ("Others hold so [4].", 0),
    ],
)
def test_a_number_in_round_brackets_that_is_no_sure_citation_keeps_its_entry(
    words: str, uncited: int, tmp_path: Path
) -> None:
    text = f"A paper on dams\n\nDams leak (1). They rot (2,3). They fall (5,6). They stand (2). {words}\n\n{_COUNTED}\n"
    found = audit_text(tmp_path, text, name="a.txt", select="CIT021")
    assert len(found) == uncited, messages(found)


@pytest.mark.parametrize("case", STILL)
def test_sound_citations_raise_nothing(case: str, tmp_path: Path) -> None:
    name, text, bib = STILL[case]
    found = audit_text(tmp_path, text, name=name, bib=bib, select="CIT")
    assert not found, messages(found)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", _ECONOMICS.partition("References")[0]),
        ("a.txt", _BIOLOGY.partition("References")[0]),
        ("a.md", _COMPUTING),
    ],
    ids=["author-date", "numbers", "keys"],
)
def test_without_a_list_nothing_is_called_missing(name: str, text: str, tmp_path: Path) -> None:
    found = audit_text(tmp_path, text, name=name, select="CIT020")
    assert [(f.not_checkable, f.severity) for f in found] == [(True, "note")], messages(found)


def test_a_short_form_after_a_note_that_was_cut_is_not_called_unexplained(tmp_path: Path) -> None:
    text = _change(
        _THEOLOGY, "[^1]: Henri Aquin, *On Grace*", "[^1]: Aquin, eds. *On Grace and Other Matters of Faith*"
    )
    assert not audit_text(tmp_path, text, name="a.md", select="CIT026")


def test_a_broken_doi_in_a_list_is_found(tmp_path: Path) -> None:
    text = _change(_BIOLOGY, "Botany Today 3 (2014) 5-15.", "Botany Today 3 (2014) 5-15. doi:10.1000.")
    found = audit_text(tmp_path, text, select="CIT030")
    assert len(found) == 1, messages(found)
    whole = _change(_BIOLOGY, "Botany Today 3 (2014) 5-15.", "Botany Today 3 (2014) 5-15. doi:10.1000/182")
    assert not audit_text(tmp_path, whole, select="CIT030")


@pytest.mark.parametrize(
    ("cited", "tells"),
    [
        ("(Forss 1999, p. 33)", False),
        ("(Fors 1989, p. 33)", False),
        ("(Maja Fors 1989)", False),
        ("(Maja Forss 1999)", False),
        ("(Lindqvist 1999, p. 33)", True),
        ("(Maja Lindqvist 1999)", True),
        ("(Forsberg 1999)", True),
    ],
)
def test_an_entry_near_to_a_citation_without_one_is_not_called_uncited(cited: str, tells: bool, tmp_path: Path) -> None:
    found = audit_text(tmp_path, _change(_ECONOMICS, "(Fors 1999, p. 33)", cited), name="a.txt", select="CIT021")
    assert bool(found) == tells, messages(found)


_TWO = "\nOhm, L. 2004a. First Tables. Oslo: Fjord.\nOhm, L. 2004b. Second Tables. Oslo: Fjord.\n"


@pytest.mark.parametrize(
    ("year", "entries", "fires"),
    [
        ("2004c", _TWO, True),
        ("2004b", _TWO, False),
        ("2004", _TWO, False),
        ("2004c", "\nOhm, L. 2004. First Tables. Oslo: Fjord.\n", False),
    ],
)
def test_a_letter_that_no_entry_of_the_year_has_is_told(tmp_path: Path, year: str, entries: str, fires: bool) -> None:
    text = _change(_ECONOMICS, "(Fors 1999, p. 33)", f"(Fors 1999, p. 33; Ohm {year})").rstrip("\n") + entries
    assert bool(audit_text(tmp_path, text, name="a.txt", select="CIT022")) is fires
