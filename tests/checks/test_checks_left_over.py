"""What was left over in a paper, and what lost its author, its year, its address: found, and not found where it is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.project import project_of_paper
from paper_checks import audit_text, messages
from word_files import call, notes, p, r, word_file

_FRAME = """# A paper

## The matter

The port was small (Holm 1988). Others say so too (Vik 1990, 12).

{body}

## References

Holm, Anna. 1988. *Grain and Guilds*. Lund: Northern Press.

Vik, Per. 1990. *Harbours of the North*. Bergen: Coast Press.
"""

LEFT_OVER = (
    "The guild grew fast [citation needed] and bought the harbour.",
    "The treaty is discussed above [s. Anm. ].",
    "The treaty is discussed above (see note ), and again below.",
    "The toll was raised twice (vgl. Anm. XX).",
    "The toll was raised twice (bkz. dipnot ).",
    "The toll was raised twice [kaynak eklenecek].",
    "As p. 000 shows, the toll was high.",
    "The share rose to XX% in that year.",
    "The map is printed as Figure XX below.",
    "Error! Reference source not found. shows the tolls.",
    "Wie oben gezeigt (Fehler! Verweisquelle konnte nicht gefunden werden.), stieg der Zoll.",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
    "The files lie here [Insert link here] for all readers.",
    "The harbour [AB: please check this date] was closed in the war.",
    "Der Hafen [MK: Beleg fehlt noch] war geschlossen.",
    "The harbour was closed ??? and opened again.",
    "The harbour was closed [which year??] and opened again.",
    "TODO: write about the harbour.",
    "Commented [JS1]: Is this so? The harbour was closed.",
    "The method is that of the second model [REF].",
    "Norrvik left in spring and became a member of the (NLP).",
    "Die Stadt wurde Mitglied in der (NHB), und der Hafen gedieh.",
    "La ville devint membre de la (LNP).",
    "The toll was raised (berg_salt_1991), and with it the price.",
)
MEANT = (
    "Programmers leave a “TODO” in the code, and `TODO: fix` is the commonest form.",
    "They counted TODO comments in forty projects.",
    "Women with XX chromosomes were left out.",
    r"Writing $\mathit{FN}$ for the beads that nobody found, the score is fair.",
    r"The tolls are set against those of the reference year, $T_{ref}$, in each port.",
    r"The share $x^{ref}$ and the operator $\operatorname*{link}$ are given there.",
    "XX. yüzyıl boyunca liman küçüldü.",
    "It happened in the XX century, as volume XX says (pp. xx–xxi).",
    "What??? she wrote in the letter.",
    "The pattern `a???` matches it lazily.",
    "The General Assembly voted on resolution 2077 (XX) in that year.",
    "Some 100,000 men were called up (see below).",
    "He said that “[citation needed]” became a byword.",
    "The name [Ms. Holm: the first of her line] was changed.",
    "The person(s) who did so (see note 4) were fined.",
    "Norrvik joined the Northern League of Ports (NLP).",
    "The (US) government knew the (then) law of the League.",
    "It is best to take the (A), the (old) or the (b).",
    "Todo el mundo lo sabe (véase Holm 1988).",
    "They banned bisphenol A (BPA), vitamin A (VTA) and type A (TYA).",
    "The printers filled the page with “lorem ipsum dolor sit amet” and the like.",
    "The word in the charter is pater [?] or frater.",
    "The price of salt (price_of_salt_1991) is set right: price_of_salt_1991 stands for all years.",
    "O valor (base_corrigida_2024) é maior; o histograma de base_corrigida_2024 mostra isso.",
    "Figure 3 shows the yield (mean_yield_2020) by port. In each port mean_yield_2020 is high.",
    "They counted false negatives (FN), false names (fn) and parishes (P) alike.",
)
NO_AUTHOR = (
    "The same holds for Argentina ( , 2018) and for Chile.",
    "The same was found later (et al., 2009).",
    "The same was found later (& Vik, 1990).",
    "Dasselbe fand man später (und andere, 1990).",
    "Aynı şey sonra da bulundu (vd., 1990).",
    "The same was found later (Alvarez y cols., ) and again.",
    "The same was found later (Holm, ) and again.",
    "The same was found by others ( ) and again.",
)
WITH_AUTHOR = (
    "The same was found later (Holm, 1988; Vik, 1990).",
    "The reform (in 1990) was late.",
    "They call the function run() and wait.",
    "It was late (e.g., in spring), and cold.",
    "Holm (1988, 12) and Vik (1990) agree.",
    "It was they (, as she wrote,) who came.",
    "The tolls of all the towns (![](tolls.png)) fell.",
    "The tolls of all the towns (<span class='sum'></span>) fell.",
    "They gave an empty list [ ] to the guild.",
)
DOUBLED = (
    "See https://doi.org/https://doi.org/10.5555/12345678 for the data.",
    "See doi:doi:10.5555/12345678 for the data.",
    "See http://https://example.org/data for the data.",
    "See https://doi.org/doi.org/10.5555/12345678 for the data.",
)
SINGLE = (
    "See https://doi.org/10.5555/12345678 for the data.",
    "See https://web.archive.org/web/2010/http://example.org for the data.",
    "See [https://doi.org/10.5555/12345678](https://doi.org/10.5555/12345678) for the data.",
    "See doi: https://doi.org/10.5555/12345678 for the data.",
)


def _of(code: str, folder: Path, body: str) -> list[str]:
    found = audit_text(folder, _FRAME.format(body=body), select=code, name="paper.md")
    return [finding.message for finding in found]


@pytest.mark.parametrize(
    ("code", "body"),
    [("TXT060", body) for body in LEFT_OVER]
    + [("CIT035", body) for body in NO_AUTHOR]
    + [("CIT036", body) for body in DOUBLED],
)
def test_what_is_left_over_is_found(tmp_path, code, body):
    assert len(_of(code, tmp_path, body)) == 1


@pytest.mark.parametrize(
    ("code", "body"),
    [("TXT060", body) for body in MEANT]
    + [("CIT035", body) for body in WITH_AUTHOR]
    + [("CIT036", body) for body in SINGLE],
)
def test_what_only_looks_left_over_is_passed_over(tmp_path, code, body):
    assert not _of(code, tmp_path, body)


def test_left_overs_of_one_kind_are_one_finding(tmp_path):
    body = "\n\n".join(f"It is shown in Table ?? of part {part}." for part in "abc")
    (finding,) = audit_text(tmp_path, _FRAME.format(body=body), select="TXT060")
    assert len(finding.related) == 2


def test_a_doubled_address_is_certain(tmp_path):
    (finding,) = audit_text(tmp_path, _FRAME.format(body=DOUBLED[0]), select="CIT036", name="paper.md")
    assert finding.certainty == "certain"


EMPTY = "# A paper\n\nThe port was small (Holm 1988). It grew (Vik 1990).\n\n## {heading}\n"


@pytest.mark.parametrize("heading", ["References", "Works cited", "Literaturverzeichnis", "Kaynakça"])
def test_a_list_with_nothing_in_it_is_found(tmp_path, heading):
    found = audit_text(tmp_path, EMPTY.format(heading=heading), select="CIT034", name="paper.md")
    assert [finding.message for finding in found] == [f"Nothing stands below the heading “{heading}”"]


def test_the_notes_of_a_word_file_fill_no_list(tmp_path):
    path = tmp_path / "paper.docx"
    body = f"<w:p>{r('The port was small (Holm 1988).')}{call('footnote', 1)}</w:p>" + p("References", "berschrift1")
    path.write_bytes(word_file(body, footnotes=notes("footnote", "It was so until the war.")))
    found = run_checks(project_of_paper(path), select=("CIT034",), about=("files", "paper")).findings
    assert [finding.message for finding in found] == ["Nothing stands below the heading “References”"]


@pytest.mark.parametrize(
    "text",
    [
        "# A paper\n\nThe port was small [@holm].\n\n## References\n",  # a program makes the list
        "# A paper\n\nThe port was small (Holm 1988).\n\n## References\n\n### Books\n\nHolm, A. (1988). *Grain*. Lund.\n",
        "# A paper\n\nThe port was small (Holm 1988).\n\n## References\n\nNone of the works is listed here.\n",
        "# A paper\n\nThe port was small.\n\n## Conclusion\n",
    ],
)
def test_a_list_that_is_made_or_filled_is_passed_over(tmp_path, text):
    found = audit_text(tmp_path, text, select="CIT034", name="paper.md")
    assert not found, messages(found)


def test_labels_that_a_program_turns_into_numbers_are_none(tmp_path):
    body = "It is shown in Table \\\\@ref(tab:tolls) of the second part."
    assert not audit_text(tmp_path, _FRAME.format(body=body), select="TXT060", name="paper.Rmd")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("p.html", "<p>The rate of all the tolls (<img src='r.png' alt=''>) fell, and so it stayed (Holm 1988).</p>"),
        ("p.html", "<p>So it was told by others [1], and the clerk then called the routine main () again.</p>"),
        (
            "p.xml",
            "<article><body><sec><title>On tolls</title><p>The rate of all tolls (<inline-formula><mml:math "
            "xmlns:mml='http://www.w3.org/1998/Math/MathML'><mml:mi>r</mml:mi></mml:math></inline-formula>) fell, and "
            "so it stayed (Holm 1988).</p></sec></body></article>",
        ),
    ],
)
def test_a_bracket_that_held_a_formula_or_is_of_code_lost_no_citation(tmp_path, name, words):
    assert not audit_text(tmp_path, words, select="CIT035", name=name)


def test_where_all_citations_are_gone_three_empty_brackets_are_found(tmp_path):
    body = "So it was found by others ( ). The tolls fell in the towns ( ) again. It stayed so for long ( ) there."

    assert len(audit_text(tmp_path, f"# A paper\n\n{body}\n", select="CIT035", name="paper.md")) == 1


@pytest.mark.parametrize(
    "sentence", ["Belief in free will would last.", "The free will would be his own.", "Her ill will would pass."]
)
def test_a_will_that_somebody_has_is_not_left_over(tmp_path, sentence):
    assert not audit_text(tmp_path, f"# A paper\n\n## A\n\n{sentence}\n", select="TXT021", name="paper.md")


def test_words_left_over_from_a_revision_are_one_finding(tmp_path):
    text = "# A paper\n\n## A\n\nShips came since from May. The guild saw to its interest interests.\n"
    (found,) = audit_text(tmp_path, text, select="TXT021", name="paper.md")
    assert found.message == "Words seem to be left over from a revision: “since from”, “interest interests”"
    assert len(found.related) == 1
