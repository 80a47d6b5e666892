"""LaTeX: citing families, notes, accents, environments, included files, and files that mean harm."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.manuscript.latex import read_latex

BIB = (
    "@book{a, author={Smith, John}, title={A Book}, year=2010}\n@book{b, author={Jones, P. and Doe, A.}, "
    "title={B}, year=2011}\n"
)


def read(text, path=None):
    return read_latex(text.encode(), "paper.tex", path)


def words(source):
    return " ".join(read(source).text.split())


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        (
            r"S\"ul\-k\"{u}, \v{S}ar\i, Ko\v sice, \'{\i}, \c{c}, \ss, \o{} and \L{}\'od\'z",
            "Sülkü, Šarı, Košice, í, ç, ß, ø and Łódź",
        ),
        ("``So'' it--was---yes, 5~km, A\\,B \\& C \\% 3", "“So” it–was—yes, 5 km, A B & C % 3"),
        ("One % a comment \\cite{x}\n two.", "One two."),
        (r"\emph{All} \textbf{stays \textit{here}} \unknown{and} \Macro[x] this.", "All stays here and this."),
        (
            r"\newcommand{\eu}{European Union}The \eu{} grows. \eu\ too.",
            "The European Union grows. European Union too.",
        ),
        (r"\newcommand{\foo}[2]{#1 and #2} Text.", "Text."),
        (
            r"See Section~\ref{x}\label{y}, \href{http://a.b}{there}, \url{http://c.d}.",
            "See Section ??, there, http://c.d.",
        ),
        (r"Inline $x^2$ stays. \begin{equation} a=b \end{equation} \[ c \] Done.", "Inline x^2 stays. Done."),
        (r"\begin{comment} no \end{comment}Yes. \iffalse", "Yes."),
        (r"A \enquote{quoted} word and \verb|co_de|.", "A “quoted” word and co_de."),
    ],
)
def test_what_the_source_reads(source, reads):
    assert words(source).replace("\u00a0", " ") == reads


@pytest.mark.parametrize(
    ("source", "keys", "locators", "narrative"),
    [
        (r"\cite{a}", ["a"], [None], False),
        (r"\citep[see][p.~4]{a,b}", ["a", "b"], [None, "p. 4"], False),
        (r"\citep[p.~4]{a}", ["a"], ["p. 4"], False),
        (r"\citet{a}", ["a"], [None], True),
        (r"\textcite[12--14]{b}", ["b"], ["12–14"], True),
        (r"\parencite*{a}", ["a"], [None], False),
        (r"\autocites[1]{a}[see][2]{b}", ["a", "b"], ["1", "2"], False),
        (r"\autocites(pre)(post)[1]{a}{b}", ["a", "b"], ["1", None], False),
        (r"\citeauthor{a}", ["a"], [None], True),
        (r"\Citet{a}", ["a"], [None], True),
        (r"\smartcite[3]{a}", ["a"], ["3"], False),
        ("\\cite[4]%\n  {a}", ["a"], ["4"], False),
    ],
)
def test_citing_commands(source, keys, locators, narrative, tmp_path):
    (tmp_path / "x.bib").write_text(BIB)
    found = read(f"\\addbibresource{{x.bib}} So {source} it is.", tmp_path / "paper.tex")
    by_id = {ref.id: ref.key for ref in found.references}
    marks = [m for m in found.marks if m.kind == "key"]
    assert [by_id[i] for m in marks for i in m.references] == keys
    assert [m.locator for m in marks] == locators
    assert {m.narrative for m in marks} == {narrative}
    assert len({m.group for m in marks}) == 1


def test_footnotes_and_footcites_are_notes(tmp_path):
    (tmp_path / "x.bib").write_text(BIB)
    found = read(
        "One.\\footnote{Body \\emph{one}.} Two.\\footcite[12]{a} Three.\\footnotemark{} Go.\\footnotetext{Body three.}",
        tmp_path / "paper.tex",
    )
    by_id = {note.id: note.body for note in found.notes}
    calls = [m for m in found.marks if m.kind == "note"]
    assert [(m.number, by_id[m.note]) for m in calls] == [(1, "Body one."), (2, "Smith 2010, 12"), (3, "Body three.")]


def test_sections_titles_and_environments():
    found = read(
        r"\documentclass{article}\title{The Title}\begin{document}\maketitle\begin{abstract}Short.\end{abstract}"
        r"\section{One}Text.\subsection[short]{Two \emph{b}}\begin{quote}Quoted.\end{quote}\begin{itemize}\item "
        r"x\item y\end{itemize}"
        r"\begin{tabular}{ll}a & b\\c & d\end{tabular}\end{document} after"
    )
    assert found.title == "The Title"
    assert [(s.title, s.level) for s in found.sections] == [("Abstract", 1), ("One", 1), ("Two b", 2)]
    assert [b.kind for b in found.blocks if b.kind not in ("heading", "title")] == [
        "paragraph",
        "paragraph",
        "quote",
        "item",
        "item",
        "table",
        "table",
    ]
    assert "after" not in found.text


def test_bibitems_are_the_reference_list():
    found = read(
        r"So \cite{r} says. \begin{thebibliography}{9}\bibitem{r} Rubin, Barry. \emph{Turkey}. Boulder: Lynne "
        r"Rienner, 2001."
        r"\bibitem[Smith(2010)]{s} Smith, J. (2010). A book. Oxford: OUP.\end{thebibliography}"
    )
    assert [(ref.key, ref.year) for ref in found.references] == [("r", "2001"), ("s", "2010")]
    assert found.marks[0].references == (found.references[0].id,)


def test_included_files_are_read_in_place_and_keep_their_lines(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.tex").write_text("\n\nIncluded words.\n")
    found = read("Before.\n\n\\input{parts/one}\n\nAfter.", tmp_path / "paper.tex")
    at = found.text.index("Included")
    assert found.text.index("Before") < at < found.text.index("After")
    span = found.place(at, at + 8)
    assert (span.path.replace("\\", "/"), span.line, span.column) == ("parts/one.tex", 3, 1)
    at = found.text.index("After")
    assert (found.place(at, at + 5).path, found.place(at, at + 5).line) == ("paper.tex", 5)


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "missing", "paper"])
def test_files_outside_missing_or_cyclic_are_left_out_with_a_remark(name, tmp_path):
    inside = tmp_path / "folder"
    inside.mkdir()
    (tmp_path / "secret.tex").write_text("SECRET")
    (inside / "paper.tex").write_text("Main.\\input{paper}")
    found = read(f"Main. \\input{{{name}}}", inside / "paper.tex")
    assert "SECRET" not in found.text
    assert found.text.count("Main.") == 1
    assert found.remarks


def test_the_generated_list_stands_in_where_the_bibliography_is_missing(tmp_path):
    (tmp_path / "paper.bbl").write_text(
        "\\begin{thebibliography}{1}\\bibitem{a} Smith, John. A Book. London: Unwin, 2010.\\end{thebibliography}"
    )
    found = read("So \\cite{a}. \\bibliography{gone}", tmp_path / "paper.tex")
    assert [ref.key for ref in found.references] == ["a"]
    assert found.marks[0].references == (found.references[0].id,)


HOSTILE = {
    "braces": "{" * 100_000,
    "footnotes": "\\footnote{" * 20_000 + "}" * 20_000,
    "sections": "\\section{" * 5_000,
    "begin": "\\begin{quote}" * 20_000,
    "options": "\\cite[" * 20_000,
    "accents": "\\'" * 50_000,
    "dollars": "$" * 99_999,
    "comments": "%" * 100_000,
    "cites": "\\cites" + "{a}" * 20_000,
    "items": "\\begin{itemize}" + "\\item x" * 10_000,
    "macros": "\\newcommand{\\a}{\\a\\a}" + "\\a" * 10_000,
    "emphasis": "\\emph{" * 30_000 + "x" + "}" * 30_000,
    "enquote": "\\enquote{" * 3_000 + "x" + "}" * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sources_are_read_in_little_time(name):
    start = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - start < 5


@given(
    st.lists(
        st.sampled_from(
            [
                "\\",
                "{",
                "}",
                "[",
                "]",
                "%",
                "$",
                "&",
                "~",
                "\n",
                "\n\n",
                "cite",
                "footnote",
                "begin{quote}",
                "end{quote}",
                "section",
                "\\\\",
                " ",
                "a",
                "é",
                "-",
                "``",
                "item",
                "\\begin{tabular}{l}",
                "\\'",
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_source_is_read_and_its_offsets_hold(parts):
    source = "".join(parts) + " x"
    found = read(source)
    for stretch in (*found.blocks, *found.marks, *found.sentences, *found.notes):
        assert 0 <= stretch.start <= stretch.end <= len(found.text)
        assert 1 <= found.place(stretch.start, stretch.end).line <= source.count("\n") + 1
