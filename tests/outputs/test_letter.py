"""The referee letter: says what was found, in the order of what hangs on it, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
import zipfile

import docx
import pytest
from click.testing import CliRunner
from docx.opc.constants import RELATIONSHIP_TYPE

from argmap.checks import run_checks
from argmap.cli import _argmap
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.message import claim_name, item_name, say, work_name
from argmap.outputs.letter.docx import write_docx
from argmap.outputs.letter.letter import compose_letter, write_markdown
from argmap.outputs.letter.quotes import in_words, name_claim
from argmap.outputs.letter.reasons import rank
from argmap.outputs.letter.words import voice_of
from commands import argmap

PAPER = """1. Trade

Trade between the two ports grew by 12 percent in 1998. Ships from the north came first.
The minister holds that the port is the key to the sea. The port must stay open.
"""
CLAIMS = """# S

## open {conclusion}

The port must stay open.

> The port must stay open

- because: grew
- because: key
- but: far

## grew

Trade grew by 12 percent in 1998.

> Trade between the two ports grew by 12 percent in 1998

## key

The port is the key to the sea.

> the port is the key to the sea

- said-by: the minister
- evidence: He said so.

## far

The port is far away.

- evidence: A map.
"""
CARRIED = """# S

## open {conclusion}

The port must stay open.

- because: old
- because: used + pays
  warrant: What is used and pays should stay.
- because: loved
  warrant: What is loved should stay.
  unless: hated

## old

It is old.

## used

Ships use it.

- because: came
- but: away
  weight: 0.5

## came

Ships came in 1990.

- evidence: A log.

## away

Ships stayed away.

- evidence: A log.

## pays

It pays.

- evidence: A book.

## loved

It is loved.

- evidence: A song.

## hated

It is hated.

- evidence: A song.
"""


def letter_on(project) -> str:
    return write_markdown(compose_letter(project, run_checks(project).findings))


def test_the_letter_sums_up_assesses_and_points_with_places(make_project):
    text = letter_on(make_project(CLAIMS, paper=PAPER, settings='title = "Ports"'))
    assert text.startswith("# Referee report: Ports\n")
    assert "The paper argues for this: The port must stay open." in text
    assert "1. Trade grew by 12 percent in 1998 (line 3).\n2. The port is the key to the sea (line 4)." in text
    assert "Against it, the paper itself grants:\n\n- The port is far away." in text


def test_points_are_numbered_through_and_parts_come_in_order(make_project):
    text = letter_on(make_project(CLAIMS, paper=PAPER))
    numbers = [int(n) for n in re.findall(r"^(?:### |\*\*)(\d+)\. ", text, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert text.index("## Summary") < text.index("## Assessment") < text.index("## Major points")


def test_every_point_comes_from_a_finding(make_project):
    project = make_project(CLAIMS, paper=PAPER)
    letter = compose_letter(project, ())
    assert letter.parts == ()
    only = [f for f in run_checks(project).findings if f.code == "ARG002"]
    (part,) = compose_letter(project, only).parts
    (point,) = part.points
    assert [f.claim for f in only] == ["grew"]
    assert [entry.text for entry in point.entries] == ["Neither a source nor a reason is given for it."]


def test_the_reason_that_carries_the_conclusion_comes_first_and_is_told_once(make_project):
    project = make_project(CARRIED)
    letter = compose_letter(project, run_checks(project).findings)
    first, second, third = letter.parts[0].points[:3]
    assert first.heading == "The second reason alone carries the conclusion, and it has gaps"
    assert [entry.text for entry in first.entries] == [
        "The paper itself says against its first statement, and does not answer: Ships stayed away."
    ]
    assert second.heading == "The first reason does not hold as it stands"
    assert second.entries[0].text == "Neither a source nor a reason is given for it."
    assert third.heading == "The third reason loses its force by what the paper itself says"
    assert "Of the 3 reasons given for it only the second holds so far." in letter.assessment
    assert write_markdown(letter).count("It is old") == 1, "the summary has it"


def test_what_the_conclusion_hangs_on_is_listed_from_the_conclusion_down(make_project):
    letter = compose_letter(make_project(CARRIED), ())
    assert [hinge.partition(" (")[0] for hinge in letter.hinges] == ["Ships use it", "Ships came in 1990", "It pays"]


def test_a_disputed_statement_asks_for_its_source_before_an_undisputed_one(make_project):
    text = """# S

## top {conclusion}

Top.

- because: left + right

## left

Left holds.

- because: calm

## right

Right holds.

- because: loud
- but: doubt

## calm

Calm is so.

## loud

Loud is so.

## doubt

There is doubt.
"""
    project = make_project(text)
    findings = [f for f in run_checks(project).findings if f.code == "ARG002"]
    assert [f.claim for f in sorted(findings, key=lambda f: rank(project, f))] == ["loud", "calm"]


@pytest.mark.parametrize(
    ("claim", "anchors", "shown"),
    [
        (
            "Albania joined NATO in 2009.",
            ["after the summit in 1999", "Albania's way into NATO was finished when it joined in 2009"],
            "“Albania's way into NATO was finished when it joined in 2009”",
        ),
        ("Turkey was ready to trade.", ["ready to trade"], "Turkey was ready to trade."),
        ("Trade grew by 12 percent.", ["trade grew by a lot, percent by percent"], "Trade grew by 12 percent."),
        ("Trade grew.", [], "Trade grew."),
    ],
)
def test_the_quotation_is_the_one_that_says_what_the_claim_says(make_project, claim, anchors, shown):
    quotes = "\n\n".join(f"> {anchor}" for anchor in anchors)
    project = make_project(f"# S\n\n## a\n\n{claim}\n\n{quotes}\n", paper="One. " + ". Two. ".join(anchors) + ".\n")
    assert name_claim(project, voice_of(), project.argument.claims["a"])[0] == shown


def test_ids_and_keys_become_words(make_project):
    project = make_project(
        "# S\n\n## the-port\n\nThe port is open.\n\n- cites: @smith2010, p. 2\n",
        bib="@book{smith2010, author={Smith, Anna}, title={T}, year={2010}}\n",
    )
    names = claim_name("the-port"), work_name("smith2010"), item_name("the-port/cites-1"), claim_name("no-claim")
    assert in_words(
        project, voice_of(), say("{} rests on {}, by {}, and {}; {}", *names, "a the-port of @smith2010")
    ) == (
        "“The port is open” rests on Smith 2010, by “The port is open” (Smith 2010), and no-claim; a the-port of @smith2010"
    )


def test_the_questions_are_open_critical_questions_in_plain_words_at_most_three(make_project):
    schemes = ["analogy", "sign", "consequences", "practical reasoning", "sign"]
    steps = "".join(
        f"- because: r{i}\n  scheme: {name}\n" + ("  cq2: It is.\n" if name == "analogy" else "")
        for i, name in enumerate(schemes)
    )
    grounds = "".join(f"## r{i}\n\nReason {i}.\n\n- evidence: E.\n\n" for i in range(len(schemes)))
    project = make_project(f"# S\n\n## top {{conclusion}}\n\nTop.\n\n{steps}\n{grounds}")
    letter = compose_letter(project, run_checks(project).findings)
    (questions,) = [part for part in letter.parts if part.name == "question"]
    assert [entry.text for entry in questions.points[0].entries] == [
        "On the first reason for the main conclusion: which differences between the cases speak against the comparison?",
        "On the second reason for the main conclusion: what else could account for the sign?",
        "On the third reason for the main conclusion: what evidence shows that these consequences will follow?",
    ]


def test_every_scheme_has_a_plain_question_that_it_asks_itself():
    from argmap.argument.schemes import load_schemes

    plain = voice_of().tables["questions"]
    assert set(plain) == set(load_schemes())
    for scheme, questions in plain.items():
        for number, words in questions.items():
            assert 1 <= int(number) <= len(load_schemes()[scheme].questions)
            assert words.endswith("?") and not re.search(r"\b[A-Z]\b", words), "no letters of the scheme"


def test_a_sound_argument_gets_no_major_points(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nIt rains.\n\n- cites: @k, p. 1\n- because: b\n  warrant: Clouds bring rain.\n\n"
        "## b\n\nClouds came.\n\n- cites: @l, p. 2\n",
        bib="@book{k, author={K, K}, title={T}, year={2000}}\n@book{l, author={L, L}, title={U}, year={2001}}\n",
    )
    assert "## Major points" not in letter_on(project)


def test_what_a_finding_says_cannot_steer_a_terminal_or_the_page(make_project):
    project = make_project("# S\n\n## a {conclusion}\n\nA \u202eevil\x1b[2J claim.\n")
    assert "\x1b" not in letter_on(project) and "\u202e" not in letter_on(project)


def test_every_wording_belongs_to_a_check_and_fills_its_form():
    from argmap.checks.pages import pages
    from argmap.outputs.letter.gate import wordings

    known = pages()
    for code, ways in wordings().items():
        assert code in known
        for wording in filter(None, ways):
            assert wording.part in ("major", "minor", "question")
            assert set(re.findall(r"{(\w+)}", wording.each)) <= {"message", "claim", "step", "quote", "twice"}
        assert ways[1] is None or ways[1].heading.endswith("?"), "a guess is a question"


def test_the_word_file_holds_the_same_words_in_words_own_styles(make_project):
    project = make_project(CLAIMS, paper=PAPER, settings='title = "Ports"')
    markdown = letter_on(project)
    data = write_docx(markdown)
    document = docx.Document(io.BytesIO(data))
    styles = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "List Bullet", "List Number"} <= styles
    words = " ".join(p.text for p in document.paragraphs)
    assert "The port must stay open." in words and "**" not in words and "`" not in words
    assert data == write_docx(markdown)


def test_the_page_holds_the_same_words_fetches_nothing_and_runs_nothing(make_project, tmp_path):
    hostile = CLAIMS.replace("The port is far away.", "The port <script>alert(1)</script> is far & away.")
    project = make_project(hostile, paper=PAPER, settings='title = "Ports & <ships>"')
    out = tmp_path / "letter.html"
    done = CliRunner().invoke(_argmap, ["letter", str(project.root), "--anonymous", "-o", str(out)])
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and '<html lang="en">' in page and "<main>" in page
    assert "<title>Referee report: Ports &amp; &lt;ships&gt;</title>" in page and page.count("<h1>") == 1
    assert "The port must stay open." in page and "<h2>Summary</h2>" in page and "<ol>" in page
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    style = re.search("<style>(.*?)</style>", page, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = html.unescape(re.search('Content-Security-Policy" content="(.*?)"', page)[1])
    assert f"style-src 'sha256-{digest}'" in policy and "script-src 'none'" in policy and "default-src 'none'" in policy
    assert not re.search(r"""(src|href)=|url\(""", page) and str(project.root) not in page


def test_the_editor_alone_reads_the_notes_and_the_recommendation_is_left_to_a_person(make_project):
    noted = CLAIMS.replace("The port is far away.", "The port is far away.\n\nI doubt that he was ever there.")
    project = make_project(noted, paper=PAPER)
    told = {
        reader: CliRunner().invoke(_argmap, ["letter", str(project.root), "--for", reader]).output
        for reader in ("author", "editor")
    }
    assert "- I doubt that he was ever there. (On: The port is far away.)" in told["editor"]
    assert "filled in by the reviewer" in told["editor"] and "## Assessment" not in told["editor"]
    assert "doubt" not in told["author"] and "ecommendation" not in told["author"]
    bare = CliRunner().invoke(_argmap, ["letter", str(make_project(CLAIMS).root), "--for", "editor"]).output
    assert "I have no further notes." in bare


def test_strengths_are_what_a_person_found_supported_and_name_nobody(make_project, monkeypatch):
    project = make_project(CLAIMS, paper=PAPER)
    assert "## Strengths" not in letter_on(project)
    monkeypatch.chdir(project.root)
    done = CliRunner().invoke(_argmap, ["verdict", "far/evidence-1", "accepted", "--by", "Ada Smith"])
    assert done.exit_code == 0, done.output
    text = CliRunner().invoke(_argmap, ["letter", "--anonymous"]).output
    strengths = text.split("## Strengths")[1].split("## ")[0]
    assert "- The port is far away." in strengths and strengths.count("\n- ") == 1
    assert text.index("## Strengths") < text.index("## Major points") and "Ada" not in text


def test_an_anonymous_word_file_tells_of_nobody_even_where_the_styles_file_does(make_project, tmp_path):
    lent = docx.Document()
    lent.core_properties.author = lent.core_properties.last_modified_by = lent.core_properties.comments = "Ada Smith"
    for part in lent.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = part.blob.replace(b"<Company/>", b"<Company>Ada Smith</Company>")
    lent.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels.get_or_add_ext_rel(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        "file:///home/ada/x.dotm",
    )
    (tmp_path / "journal").mkdir()
    lent.save(str(tmp_path / "journal" / "letter.docx"))
    project = make_project(CLAIMS, paper=PAPER)
    letter = compose_letter(project, run_checks(project).findings, anonymous=True)
    markdown = write_markdown(letter)
    assert "argmap" not in markdown and str(project.root) not in markdown
    assert "Drafted with argmap" in letter_on(project) and markdown.rstrip()[-3:] != "---"
    for own in (None, tmp_path / "journal"):
        data = write_docx(markdown, own)
        told = docx.Document(io.BytesIO(data)).core_properties
        assert (told.author, told.last_modified_by, told.comments, told.title) == ("", "", "", "")
        assert told.created.year == told.modified.year == 2000
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {member.date_time[0] for member in archive.infolist()} == {2000}
            everything = b"".join(archive.read(name) for name in archive.namelist())
        for word in (b"Ada Smith", b"/home/ada", b"python-docx", b"Macintosh", b"w:rsids"):
            assert word not in everything
    with zipfile.ZipFile(tmp_path / "journal" / "letter.docx") as archive:
        assert b"Ada Smith" in archive.read("docProps/app.xml")


def test_a_journal_can_replace_the_template(make_project, tmp_path):
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "letter.md.j2").write_text("Dear editor,\n\n{{ letter.assessment }}\n")
    project = make_project(CLAIMS, paper=PAPER)
    text = write_markdown(compose_letter(project, ()), tmp_path / "journal")
    assert text.startswith("Dear editor,\n\nThe main conclusion")


@pytest.mark.parametrize("label", ["without reason", "unsupported", "provisional"])
def test_the_assessment_says_how_the_conclusion_stands(make_project, label):
    ground = {"without reason": "", "unsupported": "- because: b\n\n## b\n\nB.\n", "provisional": "- evidence: E.\n"}
    text = letter_on(make_project(f"# S\n\n## a {{conclusion}}\n\nA.\n\n{ground[label]}"))
    expected = {
        "without reason": "I have found no reason",
        "unsupported": "does not stand",
        "provisional": "only if evidence that nobody has judged",
    }
    assert expected[label] in text


def test_a_drafted_argument_is_said_to_be_one_and_only_what_was_accepted_is_asked_for_its_source(make_project):
    text = letter_on(make_project("# S\n\n## a\n\nA.\n\n- tags: draft\n\n## b\n\nB.\n", paper="A. B.\n"))
    assert "1 of the 2 statements from which this is written was picked out by a program" in text
    assert "A program read the paper and could not tell what it argues for." in text
    assert "For 1 of its statements the paper seems to give neither. B." in text


def test_damaged_words_are_quoted_as_they_most_likely_were(make_project):
    paper = "The coopera\ufffdon of the ports grew. The coopera\ufffdon of the ports was long. Cooperation pays.\n"
    project = make_project(
        "# S\n\n## a\n\nThe cooperation of the ports grew.\n\n> The coopera\ufffdon of the ports grew\n", paper=paper
    )
    assert name_claim(project, voice_of(), project.argument.claims["a"])[0] == "“The cooperation of the ports grew”"


@pytest.mark.parametrize(
    "text", ["{{ letter.__class__.__mro__[1].__subclasses__() }}", "{{ letter.nothing }}", "{% if %}"]
)
def test_a_template_that_cannot_be_filled_is_an_error_and_reaches_out_of_nothing(make_project, tmp_path, text):
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "letter.md.j2").write_text(text)
    with pytest.raises(ArgmapError, match="The template letter"):
        write_markdown(compose_letter(make_project(CLAIMS, paper=PAPER), ()), tmp_path / "journal")


PLACED = """<html><body><h1>The mill</h1><p>It stood by the river for many years.</p><h2>Wages</h2>
<p>The first words of the part on wages are these.</p>
<p>The mill paid well in all the years of its life.</p></body></html>"""
IN_PLAIN = """The mill

It stood by the river for many years.

2. Wages

The first words of the part on wages are these.

The mill paid well in all the years of its life.
"""


@pytest.mark.parametrize(
    ("name", "text", "tongue", "place"),
    [
        ("paper.html", PLACED, "en", "section “Wages”, paragraph 2"),
        ("paper.html", PLACED, "de", "Abschnitt „Wages“, Absatz 2"),
        ("paper.html", PLACED, "fr", "section «\u202fWages\u202f», paragraphe 2"),
        ("paper.html", re.sub("<h.>.*?</h.>", "", PLACED), "en", "paragraph 3"),
        ("paper.txt", IN_PLAIN, "en", "line 9"),
    ],
)
def test_a_place_is_told_as_readers_of_the_format_find_it(make_project, tmp_path, name, text, tongue, place):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / name).write_text(text, encoding="utf-8")
    words = "The mill paid well in all the years of its life"
    project = make_project(f"# S\n\n## a\n\n{words}.\n\n> {words}\n", settings=f'paper = "sources/{name}"')
    assert name_claim(project, voice_of(tongue), project.argument.claims["a"])[1] == place


def test_a_word_file_has_sections_and_paragraphs_too(make_project, tmp_path):
    made = docx.Document()
    made.add_heading("Wages", 1)
    for text in ("The first words of the part on wages.", "The mill paid well in all the years of its life."):
        made.add_paragraph(text)
    (tmp_path / "sources").mkdir()
    made.save(str(tmp_path / "sources" / "paper.docx"))
    words = "The mill paid well in all the years"
    project = make_project(f"# S\n\n## a\n\n{words}.\n\n> {words}\n", settings='paper = "sources/paper.docx"')
    assert name_claim(project, voice_of(), project.argument.claims["a"])[1] == "section “Wages”, paragraph 2"


def test_a_work_that_no_words_name_is_not_spoken_of(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nA.\n\n- cites: @note-4\n- cites: @b\n",
        bib="@misc{note-4, year={1999}}\n@misc{b, title={Letters}}\n",
    )
    text = letter_on(project)
    assert "Letters" in text and "note-4" not in text


def test_what_was_said_of_one_reason_is_not_said_again_of_the_next(make_project):
    reasons = "".join(f"- because: r{n}\n" for n in range(3))
    claims = "".join(f"## r{n}\n\nReason {n} it is.\n\n" for n in range(3))
    text = letter_on(make_project(f"# S\n\n## a {{conclusion}}\n\nIt stands.\n\n{reasons}\n{claims}"))
    assert text.count("Neither a source nor a reason is given for it.") == 1
    assert text.count("The same is to be said of it as in point 1.") == 2
    assert text.count("give the evidence, with sources") == 1


def test_conclusions_that_fall_are_told_by_their_number_and_not_in_words_again(make_project):
    claims = "".join(
        f"## c{n} {{conclusion}}\n\nConclusion {n} it is.\n\n- because: {'good' if n % 2 else 'bare'}\n\n"
        for n in range(5)
    )
    text = letter_on(make_project(f"# S\n\n{claims}## good\n\nG.\n\n- evidence: E.\n\n## bare\n\nB.\n"))
    assert "2. Conclusion 2 it is." in text and text.count("Conclusion 2 it is") == 1
    assert "Of its other conclusions the second and fourth do not stand." in text


def test_the_reviewer_of_a_verdict_is_named_in_no_letter(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nA.\n\n- cites: @b, p. 2\n",
        bib="@misc{b, title={Letters}, author={Holt, Ida}, year={1920}}\n",
    )
    done = argmap(project.root, "verdict", "a/cites-1", "contradicts", "--by", "Ada Smith")
    assert done.returncode == 0, done.stderr
    for options in ((), ("--anonymous",), ("--language", "de"), ("--for", "editor")):
        assert "Ada" not in argmap(project.root, "letter", *options).stdout
    assert "“A” (Holt 1920): the source contradicts it" in argmap(project.root, "letter").stdout


JUDGED = """# S

## open {conclusion}

The port must stay open.

- because: grew
- evidence: Ships came first.
  from: this paper, “Results”

## grew

Trade grew.

- cites: @holt1920, p. 2
"""
SOURCES, REASONS, DENIED = (
    "Sources that do not say what they are cited for",
    "Reasons that do not carry what they are given for",
    "Statements with which I do not agree",
)


@pytest.mark.parametrize(
    ("handle", "verdict", "heading", "said"),
    [
        ("grew/cites-1", "partly", SOURCES, "“Trade grew” (Holt 1920): the source supports it only in part"),
        ("open/because-1", "does-not-support", REASONS, "The port must stay open, because: Trade grew"),
        ("open/evidence-1", "partly", REASONS, "The port must stay open, because: Ships came first"),
        ("grew", "rejected", DENIED, "Trade grew"),
        # whether the claim is fairly worded is between the reviewers
        ("grew", "contradicts", "", ""),
        ("grew", "partly", "", ""),
        ("grew/cites-1", "supports", "", ""),
        ("grew/cites-1", "cannot-access", "", ""),
    ],
)
def test_a_verdict_is_told_as_what_it_is_about_with_the_reviewers_reason(make_project, handle, verdict, heading, said):
    project = make_project(JUDGED, bib="@misc{holt1920, title={Letters}, author={Holt, Ida}, year={1920}}\n")
    done = argmap(project.root, "verdict", handle, verdict, "--by", "Ada", "--note", "Table 3 has\nthe opposite.")
    assert done.returncode == 0, done.stderr
    letter = argmap(project.root, "letter").stdout
    assert [title for title in (SOURCES, REASONS, DENIED) if title in letter] == [heading][: bool(heading)]
    assert (f"{said} – Table 3 has the opposite" in letter) == bool(said)
    for tongue in ("de", "fr"):
        assert ("– Table 3 has the opposite" in argmap(project.root, "letter", "--language", tongue).stdout) == bool(
            said
        )


@pytest.mark.parametrize(
    ("handle", "verdict", "said"),
    [
        ("open", "rejected", "The main conclusion does not stand: I do not think that it holds."),
        ("open", "contradicts", "is not what the paper says, so nothing is said about whether it stands"),
        ("open/because-1", "rejected", "no reason given for it both holds and, as I see it, speaks for it"),
        ("grew/cites-1", "rejected", "no reason that the paper gives for it is itself supported"),
    ],
)
def test_what_brings_the_conclusion_down_is_told_as_whose_it_is(make_project, handle, verdict, said):
    """A reviewer's verdict was told as an objection that the paper itself reports."""
    claims = JUDGED.replace("- evidence: Ships came first.\n  from: this paper, “Results”\n", "")
    project = make_project(claims, bib="@misc{holt1920, title={Letters}, author={Holt, Ida}, year={1920}}\n")
    argmap(project.root, "verdict", handle, verdict, "--by", "Ada", "--note", "So.")
    letter = argmap(project.root, "letter").stdout
    assert said in letter and "an objection that the paper itself reports" not in letter


def test_a_draft_that_a_person_accepts_by_a_verdict_is_a_draft_no_more(make_project):
    claims = JUDGED.replace("- because: grew\n", "- because: grew\n- tags: draft\n").replace(
        "- cites: @holt1920, p. 2\n", "- tags: draft\n"
    )
    project = make_project(claims)
    read_by_nobody = "picked out by a program"
    assert read_by_nobody in argmap(project.root, "letter").stdout
    # who rejects a draft may mean that the paper argues for no such thing
    argmap(project.root, "verdict", "grew", "rejected", "--by", "Ada", "--note", "Not the paper's.")
    assert "Not the paper's" not in argmap(project.root, "letter").stdout
    for claim in ("open", "grew"):
        argmap(project.root, "verdict", claim, "accepted", "--by", "Ada")
    assert read_by_nobody not in argmap(project.root, "letter").stdout
    assert read_by_nobody not in argmap(project.root, "evaluate").stdout
    # a second reviewer takes it for the paper's too, and for wrong
    argmap(project.root, "verdict", "grew", "rejected", "--by", "Eve", "--note", "Table 3 has the opposite.")
    letter = argmap(project.root, "letter").stdout
    assert DENIED in letter and "Table 3 has the opposite" in letter and read_by_nobody not in letter
