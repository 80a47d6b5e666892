"""LaTeX: citing families, notes, accents, environments, included files, and files that mean harm."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from argmap.ground.files import reading_project
from argmap.manuscript import read as read_paper
from argmap.manuscript.readers.latex.reader import draft_latex
from argmap.manuscript.stages.understanding import understand
from hostile import in_little_time, lies_within_its_text, parts_and_wholes, pieces

BIB = (
    "@book{a, author={Smith, John}, title={A Book}, year=2010}\n@book{b, author={Jones, P. and Doe, A.}, "
    "title={B}, year=2011}\n"
)


def read(text, path=None):
    return understand(draft_latex(text.encode(), "paper.tex", path))


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
        (r"\makeatletter\def\@maketitle{\let \footnote \thanks {\LARGE \@title \par} by} One.", "One."),
        (r"{\let\footnote=\thanks One.} \let\oldcite\cite Two.", "One. Two."),
        (r"\gdef\my@label#1{Label #1} One. \let\b@c\relax Two.", "One. Two."),
        (r"\newcommand{\lat}{\emph}The \lat{polis} is. \let\gr\textsc A \gr{word}.", "The polis is. A word."),
        (
            r"\def\maketitle{\let\footnote\thanks \let\emph\index}One\footnote{Two.} \emph{three}.",
            "One¹ three. 1. Two.",
        ),
        (r"\providecommand{\tight}{\setlength{\itemsep}{0pt}\setlength{\parskip}{0pt}}\tight One.", "One."),
        (r"\def\name{\@ifnextchar[{\@name}{\@@name}}\name One.", "One."),
        (
            r"\newcommand{\HRule}{\rule{\linewidth}{0.5mm}}\HRule\newcommand{\eu}{\textcolor{red}{EU}}The \eu.",
            "The EU.",
        ),
        (r"A \textcolor[rgb]{1,0,0}{red} \foreignlanguage{latin}{verbum} \parbox{3cm}{here}.", "A red verbum here."),
        (
            r"One.\addcontentsline{toc}{chapter}{Sources} \rule{2cm}{0.5pt} \titlespacing{\a}{1pt}{2pt}{3pt} Two.",
            "One. Two.",
        ),
        (r"\setlength\parskip{3pt} \hangindent=3em \hangafter=1 \vskip 0.5em One \skipped-1.5ex two.", "One two."),
        (r"\texorpdfstring{CO$_2$}{CO2} grew by $95\%$ for \multicolumn{2}{c}{all}.", "CO_2 grew by 95% for all."),
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


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        (r"Kept. \iffalse Dropped \cite{x}. \fi More.", "Kept. More."),
        (r"A \iffalse b \ifx c\else d\fi e\else f \fi g.", "A f g."),
        (r"A \iftrue b \else c \fi d.", "A b d."),
        ("A \\iffalse b\n\nc\n\\fi\nd.", "A d."),
        (r"\newif\iflong A \iflong b \else c \fi d.", "A c d."),
        (r"\newif\iflong\longtrue A \iflong b \fi d.", "A b d."),
        (r"\let\ifdraft\iffalse A \ifdraft b \fi d.", "A d."),
        (r"So $a \iff b$ and \ifthenelse{x}{y}{} z.", "So a iff b and xy z."),
        (r"A % \iffalse" "\n" r"b % \fi" "\n c.", "A b c."),
        (r"A \verb|\iffalse| b.", r"A \iffalse b."),
        ("A\n\\begin{comment} \\fi no \\end{comment}\nb.", "A b."),
        (r"A.\endinput b.", "A."),
        (r"\newcommand{\hide}[1]{}A \hide{b c} d.", "A d."),
        (r"A \iffalse b", "A b"),
        (r"A \if0 b \fi c.", "A c."),
    ],
)
def test_what_is_never_set_is_not_read(source, reads):
    found = read(source)
    assert len(found.blocks) == 1
    assert " ".join(found.text.replace("\\iff ", "iff ").split()) == reads
    assert not found.marks


CSL = {
    "hypertarget before each entry": (
        "\\hypertarget{refs}{}\n",
        "\\hypertarget{ref-%s}{}\n",
        "",
    ),
    "in the environment": (
        "\\begin{CSLReferences}{1}{0}\n",
        "\\leavevmode\\vadjust pre{\\hypertarget{ref-%s}{}}%%\n",
        "\\end{CSLReferences}\n",
    ),
    "as items": (
        "\\begin{CSLReferences}{0}{1}\n",
        "\\bibitem[\\citeproctext]{ref-%s}\n",
        "\\end{CSLReferences}\n",
    ),
}


@pytest.mark.parametrize("form", CSL)
def test_a_list_that_a_citation_processor_wrote_is_read(form):
    before, anchor, after = CSL[form]
    source = (
        (
            "Rivers turn \\hyperlink{ref-oak}{(Oak, 2003)}. They silt \\citeproc{ref-elm}{(Elm \\& Ash, 2007)}.\n\n"
            "\\hypertarget{references}{%%\n\\section{References}\\label{references}}\n\n"
            f"{before}{anchor}Elm, B., \\& Ash, C. (2007). \\emph{{Silt}}. Leeds: Weir.\n\n"
            f"{anchor}Oak, A. (2003). \\emph{{Bends}}. York: Ford.\n{after}"
        )
        .replace("%s", "x", 1)
        .replace("%s", "y")
        .replace("%%", "%")
    )
    found = read(source)
    assert [reference.authors for reference in found.references] == [("Elm, B.", "Ash, C."), ("Oak, A.",)]
    assert [len(mark.references) for mark in found.marks] == [1, 1]
    assert "ref-" not in found.text and "pre" not in found.text.split()


NAMED = {
    "read": (r"\bibliography{x}", [("x", True)]),
    "one of two is missing": (r"\bibliography{x, gone}", [("x", True), ("gone", False)]),
    "outside": (r"\addbibresource{../y.bib}", [("../y.bib", False)]),
    "on the web": (
        r"\addbibresource[location=remote]{http://example.org/y.bib}",
        [("http://example.org/y.bib", False)],
    ),
    "of a form that is not read": (r"\addbibresource{z.xml}", [("z.xml", False)]),
    "without entries": (r"\bibliography{empty}", [("empty", False)]),
    "several lists": (r"\bibliographyprimary{x}\bibliographysecondary{gone}", [("x", True), ("gone", False)]),
    "commented out": ("%\\bibliography{gone}\n\\bibliography{x}", [("x", True)]),
    "shown, not named": (r"\verb|\bibliography{gone}| \bibliography{x}", [("x", True)]),
    "the style names none": (r"\bibliographystyle{plain}\bibliography{x}", [("x", True)]),
    "none named": ("", [("", False)]),
    "a list in the text": (r"\begin{thebibliography}{1}\bibitem{q} Oak, A. 2003. Bends.\end{thebibliography}", []),
}


@pytest.mark.parametrize("name", NAMED)
def test_the_bibliographies_that_a_source_names(name, tmp_path):
    source, told = NAMED[name]
    (tmp_path / "y.bib").write_text(BIB)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "x.bib").write_text(BIB)
    (folder / "z.xml").write_text("<x/>")
    (folder / "empty.bib").write_text("nothing here")
    found = read(f"So \\cite{{q}}. {source}", folder / "paper.tex")
    assert [(named.name, named.unread is None) for named in found.bibliographies] == told
    assert len(found.remarks) == sum(not was_read for _, was_read in told)


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        (r"So \cite{a}.", ["a"]),
        (r"So \cite{a} and \cite{unknown}.", []),
        ("So (Smith 2010).", []),
        (r"So \cite{a}. \begin{thebibliography}{1}\bibitem{a} Oak. 2003. Bends.\end{thebibliography}", ["a"]),
    ],
)
def test_a_bibliography_that_is_not_named_counts_where_it_explains_every_key(source, keys, tmp_path):
    (tmp_path / "x.bib").write_text(BIB)
    found = read(source, tmp_path / "paper.tex")
    assert [ref.key for ref in found.references] == keys


def test_a_bibliography_inside_the_source_is_read():
    found = read(
        "\\begin{filecontents}{own.bib}\n@book{a, author={Oak, A.}, title={Bends}, year=2003}\n\\end{filecontents}\n"
        "\\begin{document}So \\cite{a}.\\bibliography{own}\\end{document}"
    )
    assert [ref.authors for ref in found.references] == [("Oak, A.",)]
    assert not found.bibliographies


@pytest.fixture
def allowed(monkeypatch):
    """The person has said that files outside a paper's folder may be read."""
    monkeypatch.setattr("argmap.ground.files._outside_allowed", True)


@pytest.mark.parametrize("command", ["\\input{parts/one}", "\\input parts/one\n", "\\input parts/one.tex "])
def test_files_named_from_a_folder_above_or_without_braces_are_read(command, tmp_path, allowed):
    for folder in ("set", "parts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "parts" / "one.tex").write_text("Included \\cite{a} words.")
    (tmp_path / "x.bib").write_text(BIB)
    paper = tmp_path / "set" / "paper.tex"
    paper.write_text("")
    found = read(f"Before.\n\n{command}\n\nAfter.\\bibliography{{x}}", paper)
    assert "Included (Smith 2010) words." in found.text and "After." in found.text
    outside = (tmp_path / "parts" / "one.tex", tmp_path / "x.bib")
    assert found.remarks == tuple(f"{path} was read, which lies outside the paper's folder." for path in outside)
    assert found.place(found.text.index("Included"), found.text.index("words")).path.endswith("one.tex")


@pytest.mark.parametrize("name", [".hidden/one", "one.pem"])
def test_a_folder_above_lends_only_sources(name, tmp_path, allowed):
    for folder in ("set", ".hidden"):
        (tmp_path / folder).mkdir()
    for secret in (".hidden/one.tex", "one.pem"):
        (tmp_path / secret).write_text("SECRET")
    found = read(f"Before. \\input{{{name}}}", tmp_path / "set" / "paper.tex")
    assert "SECRET" not in found.text


@pytest.mark.parametrize("source", ["\\input{parts/one}", "% !TEX root = ../main.tex\nSo \\cite{a}."])
def test_a_folder_above_lends_nothing_unasked_but_in_its_own_project(source, tmp_path):
    (tmp_path / "set").mkdir()
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.tex").write_text("SECRET \\cite{a}")
    (tmp_path / "main.tex").write_text("\\addbibresource{x.bib}")
    (tmp_path / "x.bib").write_text(BIB)
    paper = tmp_path / "set" / "paper.tex"
    found = read(source, paper)
    assert "SECRET" not in found.text and not found.references
    assert any("--allow-outside" in remark for remark in found.remarks)
    with reading_project(tmp_path):
        found = read(source + "\\bibliography{x}", paper)
    assert [ref.key for ref in found.references] == ["a"] and not found.remarks


def test_what_is_printed_is_counted_without_commands_and_comments():
    found = read(
        "\\documentclass{article}\\begin{document}\\section[short]{One head}% a remark\nFour words stand here"
        "\\label{far}.\\footnote{And five in a note.} $x + alpha$ \\[ beta \\]\\end{document} no more"
    )
    assert found.printed == (10,)


def test_footnotes_and_footcites_are_notes(tmp_path):
    (tmp_path / "x.bib").write_text(BIB)
    found = read(
        "One.\\footnote{Body \\emph{one}.} Two.\\footcite[12]{a} Three.\\footnotemark{} Go.\\footnotetext{Body three.}",
        tmp_path / "paper.tex",
    )
    by_id = {note.id: note.body for note in found.notes}
    calls = [m for m in found.marks if m.kind == "note"]
    assert [(m.number, by_id[m.note]) for m in calls] == [(1, "Body one."), (2, "Smith 2010, 12"), (3, "Body three.")]


@pytest.mark.parametrize(
    ("defines", "call", "kind"),
    [
        (
            r"\newcommand{\unnumbered}[1]{\chapter*{#1}\addcontentsline{toc}{chapter}{#1}}",
            r"\unnumbered{The Sea}",
            "heading",
        ),
        (r"\newcommand\minor{\@startsection{minor}{4}{\z@}{-2ex}{1ex}{\bfseries}}", r"\minor{The Sea}", "heading"),
        (r"\newcommand{\legend}[2][]{\caption[#1]{#2}}", r"\legend{The Sea}", "caption"),
        (r"\newcommand{\legend}[2]{\centering #1 (#2)}", r"\legend{The Sea}{2010}", "paragraph"),
    ],
)
def test_commands_of_the_papers_own_that_set_headings_and_legends(defines, call, kind):
    document = read(f"{defines}\\begin{{document}}\nBefore.\n\n{call}\n\nAfter.\n\\end{{document}}")
    block = next(b for b in document.blocks if document.text[b.start : b.end].startswith("The Sea"))
    assert block.kind == kind


def test_a_command_of_the_papers_own_that_is_only_named_like_a_citation_cites_nothing():
    names_a_source = (
        "\\NewDocumentCommand\\captionwithcite{mm}{\\caption[#1]{#1 #2}}\n\\newcommand{\\nocitehere}[1]{\\emph{#1}}\n"
        "\\renewcommand{\\citep}[1]{(#1)}\n\\begin{document}\n\\begin{figure}\\captionwithcite{A harbour.}{\\cite{a}}"
        "\\end{figure}\nText \\nocitehere{A quay} and \\citep{b}.\n\\end{document}"
    )
    document = read(names_a_source)
    assert [mark.text for mark in document.marks] == ["\\cite{a}", "\\cite{b}"]
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind == "caption"] == ["A harbour. ([a])"]


@pytest.mark.parametrize("keys", ["a,%b,\n c", "a%\n,%b\n%b\nc", "%b\na,c%b"])
def test_keys_in_a_comment_are_not_cited(keys, tmp_path):
    (tmp_path / "works.bib").write_text(BIB + "@book{c, author={Elm, Ben}, title={C}, year=2012}")
    marks = read(f"So \\citep{{{keys}\n}} it is.\\bibliography{{works}}", tmp_path / "paper.tex").marks
    assert [(mark.text, len(mark.references)) for mark in marks] == [("\\cite{a}", 1), ("\\cite{c}", 1)]


def test_works_at_second_hand_are_both_cited(tmp_path):
    (tmp_path / "works.bib").write_text(BIB)
    source = "So \\apud[p. 5]{a}[7]{b}. As \\apudonline{a}{b} says.\\bibliography{works}"
    marks = read(source, tmp_path / "paper.tex").marks
    assert [(m.text, m.locator) for m in marks] == [
        ("\\cite{a}", "p. 5"),
        ("\\cite{b}", "7"),
        ("\\cite{a}", None),
        ("\\cite{b}", None),
    ]


def test_a_command_of_the_papers_own_may_cite_at_second_hand(tmp_path):
    (tmp_path / "works.bib").write_text(BIB)
    source = "\\newcommand{\\read}[2]{\\apud[p. 5]{#1}[7]{#2}}So \\read{a}{b}.\\bibliography{works}"
    marks = read(source, tmp_path / "paper.tex").marks
    assert [(m.text, m.locator) for m in marks] == [("\\cite{a}", "p. 5"), ("\\cite{b}", "7")]


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


@pytest.mark.parametrize(
    "source",
    [
        r"\title{Ice}\abstract{Nets are \emph{lost}.}\begin{document}\maketitle\section{One}Text.\end{document}",
        r"\begin{document}\Title{Ice}\abstract{Nets are \emph{lost}.}\section{One}Text.\end{document}",
        r"\begin{document}\title{Ice}\begin{abstract}Nets are \emph{lost}.\end{abstract}\section{One}Text.\end{document}",
    ],
)
def test_an_abstract_may_be_an_environment_or_the_argument_of_a_command(source):
    found = read(r"\documentclass{sn-jnl}" + source)
    assert (found.title, [s.title for s in found.sections]) == ("Ice", ["Abstract", "One"])
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"] == ["Nets are lost.", "Text."]


def test_a_definition_of_the_abstract_is_none():
    source = r"\documentclass{article}\renewcommand{\abstract}{\small}\begin{document}Text.\end{document}"
    assert read(source).sections == ()


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


OWN_COMMANDS = {
    "in the same order": (r"\newcommand{\fc}[2][]{\footcite[#1]{#2}}", r"\fc[4]{a}", "4"),
    "without an option": (r"\newcommand{\fc}[2][]{\footcite[#1]{#2}}", r"\fc{a}", None),
    "another order": (r"\newcommand{\at}[2]{\parencite[#2]{#1}}", r"\at{a}{4}", "4"),
    "named like a citing one": (r"\newcommand{\pcite}[2]{\parencite[#1]{#2}}", r"\pcite{4}{a}", "4"),
    "of plain TeX": (r"\def\at#1#2{\cite[#2]{#1}}", r"\at{a}{4}", "4"),
    "by another": (r"\newcommand{\x}[1]{\y{#1}}\newcommand{\y}[1]{\cite[4]{#1}}", r"\y{a}", "4"),
    "with kinds of arguments": (r"\NewDocumentCommand{\at}{m o}{\cite[#2]{#1}}", r"\at{a}[4]", "4"),
    "a note around": (r"\newcommand{\fn}[1]{\footnote{See \cite[4]{#1}.}}", r"\fn{a}", "4"),
    "that says it by its name alone": (r"\newcommand{\zit}{\parencite}", r"\zit[4]{a}", "4"),
}


@pytest.mark.parametrize("name", OWN_COMMANDS)
def test_commands_of_the_papers_own_that_cite(name, tmp_path):
    defines, call, locator = OWN_COMMANDS[name]
    (tmp_path / "x.bib").write_text(BIB)
    found = read(f"{defines}\\addbibresource{{x.bib}} So {call} it is.", tmp_path / "paper.tex")
    marks = [m for m in found.marks if m.kind == "key"]
    assert [(m.locator, len(m.references)) for m in marks] == [(locator, 1)]
    assert not any("#" in r.text for r in found.references)


@pytest.mark.parametrize(
    ("defines", "call", "numbers", "bodies"),
    [
        (r"\newcommand{\fn}[1]{\footnote{#1}}", r"A.\fn{Body.} B.", [1], ["Body."]),
        (
            r"\newcommand{\keep}[2]{\footnote{#2}\newcounter{#1}\setcounter{#1}{\value{footnote}}}"
            r"\newcommand{\again}[1]{\footnotemark[\value{#1}]}",
            r"A.\keep{x}{Body.} B.\footnote{Two.} C.\again{x}",
            [1, 2, 1],
            ["Body.", "Two."],
        ),
        # a note without a number is called by nothing
        (r"\newcommand{\fn}[1]{\renewcommand{\thefootnote}{}\footnote{#1}}", r"A.\fn{Body.} B.", [], []),
        (r"\newcommand{\fn}[1]{\fn{#1}\footnote{#1}}", r"A.\fn{Body.} B.", [], []),
    ],
)
def test_commands_of_the_papers_own_that_make_notes(defines, call, numbers, bodies):
    found = read(f"{defines}\\begin{{document}}{call}\\end{{document}}")
    assert [m.number for m in found.marks] == numbers
    assert [note.body for note in found.notes] == bodies
    assert all(m.note for m in found.marks)


STYLES = {
    r"\usepackage[style=verbose-ibid]{biblatex}": True,
    r"\usepackage[backend=biber, style={oscola}]{biblatex}": True,
    r"\usepackage[notes, useibid=true]{biblatex-chicago}": True,
    r"\usepackage[authordate]{biblatex-chicago}": False,
    r"\usepackage[style=authoryear]{biblatex}": False,
    r"\usepackage[style=authoryear,autocite=footnote]{biblatex}": True,
    r"\usepackage[style=verbose,autocite=inline]{biblatex}": False,
    r"\usepackage{natbib}": False,
}


@pytest.mark.parametrize("style", STYLES)
def test_automatic_citations_stand_where_the_style_sets_them(style, tmp_path):
    (tmp_path / "x.bib").write_text(BIB)
    found = read(
        f"{style}\\addbibresource{{x.bib}}\\begin{{document}}So.\\autocite[4]{{a}} In it.\\footnote{{See "
        r"\autocite{b}.}\end{document}",
        tmp_path / "paper.tex",
    )
    bodies = ["Smith 2010, 4", "See Jones and Doe 2011."] if STYLES[style] else ["See (Jones and Doe 2011)."]
    assert [note.body.replace("(", "").replace(")", "") for note in found.notes] == [
        body.replace("(", "").replace(")", "") for body in bodies
    ]


@pytest.mark.parametrize(
    ("source", "reads", "locators"),
    [
        (r"\textcquote[see][4]{a}{bees hum}.", "“bees hum” (see Smith 2010, 4).", ["4"]),
        (r"\textcquote[4]{a}[.]{Bees hum} So.", "“Bees hum” (Smith 2010, 4) So.", ["4"]),
        (r"\foreigntextcquote{german}[4]{a}{Bienen}.", "“Bienen” (Smith 2010, 4).", ["4"]),
        (r"\textquote[{\cite[4]{a}}]{bees}.", "“bees” (Smith 2010, 4).", ["4"]),
        (r"\enquote*{bees}.", "“bees”.", []),
        (r"\volcite{2}[14]{a}, \pvolcite[see]{1}{a}.", "(Smith 2010, 14), (see Smith 2010, 1).", ["14", "1"]),
        (r"\citeA<see>[4]{a}, \shortcite<e.g.>{b}.", "see Smith (2010, 4), (e.g. Jones and Doe 2011).", ["4", None]),
        (r"\citetext{so \citealp{a}}.", "(so (Smith 2010)).", [None]),
        (r"\defcitealias{a}{Book I}\citetalias{a}.", "Smith (2010).", [None]),
    ],
)
def test_quotations_with_their_citations_and_rarer_commands(source, reads, locators, tmp_path):
    (tmp_path / "x.bib").write_text(BIB)
    found = read(f"\\addbibresource{{x.bib}}{source}", tmp_path / "paper.tex")
    assert found.text.strip() == reads
    assert [m.locator for m in found.marks] == locators


def test_a_long_quotation_is_a_block_that_ends_with_its_citation(tmp_path):
    (tmp_path / "x.bib").write_text(BIB)
    long = "Bees hum and dance. " * 20
    found = read(
        f"\\addbibresource{{x.bib}}Before. \\blockcquote[4]{{a}}{{{long}}} After.\n\n"
        f"\\begin{{displaycquote}}[5]{{b}}Bees.\\end{{displaycquote}}",
        tmp_path / "paper.tex",
    )
    assert [b.kind for b in found.blocks] == ["paragraph", "quote", "paragraph", "quote"]
    quotes = [found.text[b.start : b.end] for b in found.blocks if b.kind == "quote"]
    assert [words.rpartition(" (")[2] for words in quotes] == ["Smith 2010, 4)", "Jones and Doe 2011, 5)"]


BIBLATEX_LIST = r"""% $ biblatex bbl format version 3.1 $
\refsection{0}
  \datalist[entry]{nyt/global//global/global}
    \entry{oak2003}{book}{}
      \name{author}{2}{}{%
        {{hash=aa}{%
           family={Oak},
           given={Ann},
           giveni={A\bibinitperiod}}}%
        {{hash=bb}{%
           family={Elm},
           prefix={van},
           given={Bo}}}%
      }
      \list{publisher}{1}{%
        {Leaf Press}%
      }
      \field{title}{Bends}
      \field{year}{2003}
      \field{pages}{3\bibrangedash 9}
    \endentry
  \enddatalist
\endrefsection
"""


def test_the_list_that_biblatex_left_stands_in_where_the_bibliography_is_missing(tmp_path):
    (tmp_path / "paper.bbl").write_text(BIBLATEX_LIST)
    found = read(
        r"So \textcite{oak2003}. \addbibresource{gone.bib}\printbibliography[heading=x]", tmp_path / "paper.tex"
    )
    (work,) = found.references
    assert (work.authors, work.year, work.title, work.publisher, work.pages) == (
        ("Oak, Ann", "van Elm, Bo"),
        "2003",
        "Bends",
        "Leaf Press",
        "3–9",
    )
    assert found.marks[0].references == (work.id,)
    assert "heading" not in found.text
    assert not found.remarks


@pytest.mark.parametrize(
    "head",
    [
        "% !TEX root = ../main.tex\n",
        "%!TEX encoding = UTF-8\n%!TeX root=../main\n",
        r"\documentclass[../main]{subfiles}",
    ],
)
def test_a_chapter_that_names_its_main_file_has_the_bibliographies_of_that(head, tmp_path, allowed):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "x.bib").write_text(BIB)
    (tmp_path / "main.tex").write_text("\\newcommand{\\fc}[1]{\\footcite{#1}}\\addbibresource{x.bib}")
    found = read(f"{head}\nSo \\cite{{a}}.\\fc{{b}}", tmp_path / "chapters" / "one.tex")
    assert sorted(ref.key for ref in found.references) == ["a", "b"]
    assert len(found.notes) == 1


@pytest.mark.parametrize("target", ["../../../../../../secret.tex", "/etc/hostname", "../main.pem"])
def test_a_main_file_is_a_source_in_a_near_folder(target, tmp_path):
    (tmp_path / "main.pem").write_text("\\addbibresource{x.bib}")
    (tmp_path / "chapters").mkdir()
    found = read(f"% !TEX root = {target}\nSo \\cite{{a}}.", tmp_path / "chapters" / "one.tex")
    assert not found.references


@pytest.mark.parametrize("command", ["title", "titulo", "Titulo"])
def test_titles_by_the_commands_of_classes(command):
    assert read(f"\\{command}[B]{{Bees}}\\begin{{document}}Text.\\end{{document}}").title == "Bees"


COVER = r"\begin{document}\begin{titlepage}\begin{center}%s\end{center}\end{titlepage}\section{One}{\Huge No title here} Text."


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (r"{\large University}\\[1cm]\textbf{\Huge{Bees at \\[2mm] Night}}\\ \Large{Ann Oak}", "Bees at Night"),
        (r"{\Large Ann Oak} {\LARGE\bfseries Bees at Night\par}", "Bees at Night"),
        (r"\begin{Huge}\textsc{Bees} at Night\end{Huge} \begin{Large}Ann Oak\end{Large}", "Bees at Night"),
        (r"\Large Bees at Night \par Ann Oak", "Bees at Night"),
        (r"{\Huge B} {\Large Bees at Night}", "Bees at Night"),
        (r"Bees at Night", None),
        (r"% {\Huge Wasps at Night}" "\n", None),
        (r"{\Huge University of Bees} {\LARGE Wasps and Bees at Night} {\Large Ann Oak}", "Wasps and Bees at Night"),
        (r"{\Huge The University at Night} {\Large Ann Oak}", "The University at Night"),
        (r"{\LARGE\bfseries Wasps and}\\ \vspace{3mm} {\LARGE\bfseries Bees at Night}", "Wasps and Bees at Night"),
        (r"{\LARGE\bfseries Bees at Night}\\[2cm] {\LARGE Ann Oak}", "Bees at Night"),
        (r"{\Huge \includegraphics[width=3cm]{logo.png} Bees at Night}", "Bees at Night"),
        (
            r"{\huge \begin{minipage}{3cm}University of Bees\end{minipage} Seminar 12}{\Large Bees at Night}",
            "Bees at Night",
        ),
        (r"\newcommand{\about}{Bees at Night}{\Large Ann Oak} {\huge\textbf{\about}}", "Bees at Night"),
    ],
)
def test_the_title_of_a_cover_set_by_hand(cover, title):
    assert read(COVER % cover).title == title


@pytest.mark.parametrize(
    "main",
    [
        "\\input{head}\\begin{document}\\maketitle Text.\\end{document}",
        "\\begin{document}\\input{cover}\\section{One} Text.\\end{document}",
        "\\input{whole}Text.\\end{document}",
    ],
)
def test_a_title_in_an_included_file_is_found(main, tmp_path):
    (tmp_path / "head.tex").write_text("% \\title{Wasps}\n\\title{Bees at Night}\\author{Ann Oak}")
    (tmp_path / "cover.tex").write_text("\\begin{titlepage}{\\Huge Bees at Night}\\end{titlepage}")
    (tmp_path / "whole.tex").write_text("\\documentclass{book}\\title{Bees at Night}\n\\begin{document}")
    paper = tmp_path / "paper.tex"
    document = read(main, paper)
    assert (document.title, document.remarks) == ("Bees at Night", ())


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("Costs $a + b. \\emph{So}\n\nit $x$ \\emph{goes}.", "Costs a + b. So it x goes."),
        (r"When $x = \text{the $y$ of} z$ it \emph{is}.", r"When x = \text{the $y$ of} z it is."),
        ("So $$a\n=b$$ \\emph{is} $c$$d$ here.", "So is cd here."),
    ],
)
def test_a_formula_ends_with_its_paragraph_and_holds_text_that_holds_formulas(source, reads):
    assert words(source) == reads


HOSTILE = {
    "braces": "{" * 100_000,
    "footnotes": "\\footnote{" * 20_000 + "}" * 20_000,
    "sections": "\\section{" * 5_000,
    "begin": "\\begin{quote}" * 20_000,
    "options": "\\cite[" * 20_000,
    "accents": "\\'" * 50_000,
    "dollars": "$" * 99_999,
    "dollars in braces": "${" * 30_000 + "\n\n" + "{$" * 30_000,
    "comments": "%" * 100_000,
    "cites": "\\cites" + "{a}" * 20_000,
    "items": "\\begin{itemize}" + "\\item x" * 10_000,
    "macros": "\\newcommand{\\a}{\\a\\a}" + "\\a" * 10_000,
    "macros that cite": "".join(
        f"\\newcommand{{\\{b}}}{{\\{a}\\{a}\\{a}}}" for a, b in pairwise("abcdefghijklmnopqrst")
    )
    + "\\newcommand{\\a}{\\cite{x}}"
    + "\\t" * 1_000,
    "macros that double": "\\newcommand{\\a}[1]{\\b{#1#1}\\cite{x}}\\newcommand{\\b}[1]{\\a{#1#1}\\cite{x}}"
    + "\\a{y}" * 100,
    "sizes": "\\begin{document}" + "{\\Huge " * 2_000,
    "quotations": "\\textquote{" * 3_000 + "x" + "}" * 3_000,
    "emphasis": "\\emph{" * 30_000 + "x" + "}" * 30_000,
    "enquote": "\\enquote{" * 3_000 + "x" + "}" * 3_000,
    "never set": "\\iffalse" * 30_000,
    "never closed": "\\begin{comment}" * 20_000 + "\\begin{verbatim}\\verb|" * 20_000,
    "files within": "\\begin{filecontents}{a.bib}" * 20_000,
    "math": "\\[" * 50_000 + "\\begin{equation}" * 10_000,
    "percent": "\\" * 100_001 + "%",
}


@parts_and_wholes(HOSTILE)
def test_hostile_sources_are_read_in_little_time(text):
    assert lies_within_its_text(in_little_time(read, text))


@given(
    pieces(
        r"\ { } [ ] % $ & ~ cite footnote begin{quote} end{quote} section \\ a é - `` item \begin{tabular}{l} \'",
        "\n",
        "\n\n",
        " ",
        most=60,
    )
)
def test_any_source_is_read_and_its_offsets_hold(source):
    source += " x"
    assert lies_within_its_text(read(source), source)


def test_a_cited_work_that_only_the_generated_list_has_is_there(tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text("@book{oak, author={Oak, Ann}, title={Locks of Oak}, year={1971}}")
    (tmp_path / "paper.bbl").write_text(
        "\\begin{thebibliography}{}\n\\bibitem[Elm(1980)]{elm}\nB. Elm. \\emph{Locks of Elm}. Basel, 1980.\n\n"
        "\\bibitem[Oak(1971)]{oak}\nA. Oak. \\emph{Locks of Oak}. Ulm, 1971.\n\\end{thebibliography}\n"
    )
    paper = tmp_path / "paper.tex"
    paper.write_text(
        "\\documentclass{article}\\begin{document}\nThe lock was of oak \\cite{oak}, later of elm \\cite{elm}.\n"
        "\\bibliography{works}\n\\end{document}\n"
    )
    document = read_paper(paper)
    assert sorted(r.key or "" for r in document.references) == ["elm", "oak"]
    assert all(mark.references for mark in document.marks)
