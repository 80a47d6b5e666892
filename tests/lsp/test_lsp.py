"""The language server as an editor meets it: every feature, in a process of its own, over its standard streams."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from editor import Editor, edit_folder
from lsprotocol import types
from pygls.exceptions import JsonRpcException

CLAIMS = """# Trade

## trade-grew {conclusion}

Trade 𝕒🙂 grew by a third.

> Trade grew by a third 🙂 in 1993.

- because: 🙂 road-mended
- because: road-mended + war-ended
  scheme: expert opinion
- cites: @smth-2010, p. 54 [^1]

## road-mended

The road was mended.

> The road was mended in 1992,

- cites: @smith-2010, p. 12
- waive: CIT005 It is short.

## war-ended {assumption}

The war had ended.
"""
CLAIMS = CLAIMS.replace("- because: 🙂 road-mended\n", "")
MORE = "# More\n\n## peace-came\n\nPeace came.\n\n- because: war-ended\n- evidence: A letter.\n  from: @{smith 2011}, p. 3\n"
PAPER = "A paper\n\nTrade grew by a third 🙂 in 1993. The road was mended in 1992,[^1] as all know.\x0c And more.\n\n[^1]: Smith 2010, p. 54.\n"
BIB = (
    "@book{smith-2010, title = {The <b>Road</b>}, author = {Smith, Ann}, year = 2010, doi = {10.1000/182}}\n"
    "@book{smith 2011, title = {Letters}, author = {Smith, Ann}, year = 2011, crossref = {smith-2010}}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "claims/1.md": CLAIMS,
        "claims/2.md": MORE,
        "paper.md": PAPER,
        "sources/works.bib": BIB,
        "argmap.toml": 'paper = "paper.md"\n',
        "claims/reviews.jsonl": "",
        "README.md": "# Not a claims file\n\n- becuase: x\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def test_diagnostics_come_of_the_whole_project_and_follow_what_is_typed(folder: Path):
    async def act(editor: Editor) -> None:
        editor.open("claims/1.md")
        await editor.until(lambda: "CIT001" in editor.codes("claims/1.md"))
        (unknown,) = [d for d in editor.shown["claims/1.md"] if d.code == "CIT001"]
        assert unknown.range == types.Range(
            editor.at("claims/1.md", "smth-2010"), editor.at("claims/1.md", "smth-2010", True)
        )
        assert unknown.severity == types.DiagnosticSeverity.Error and "Did you mean @smith-2010?" in unknown.message
        await editor.until(lambda: "ARG004" in editor.codes("claims/2.md"))  # of a file that is not open
        # a slip is told at once, at its place, and what stands behind it moves with it
        editor.texts["claims/1.md"] = CLAIMS.replace("- because: road", "- becuase: 🙂road", 1)
        place = types.Range(types.Position(8, 2), types.Position(8, 11))
        editor.change("claims/1.md", types.TextDocumentContentChangePartial(place, "becuase: 🙂"))
        await editor.until(lambda: "SYN003" in editor.codes("claims/1.md"))
        (moved,) = [d for d in editor.shown["claims/1.md"] if d.code == "CIT001"]
        assert moved.range == unknown.range
        (slip,) = [d for d in editor.shown["claims/1.md"] if d.code == "SYN003"]
        assert slip.range == types.Range(types.Position(8, 2), types.Position(8, 9))
        editor.write("claims/1.md", CLAIMS.replace("smth", "smith").replace("war-ended", "war-over"))
        await editor.until(lambda: {"SYN003", "CIT001"}.isdisjoint(editor.codes("claims/1.md")))
        await editor.until(lambda: "SYN008" in editor.codes("claims/2.md"))  # the other file names what is gone
        assert "README.md" not in editor.shown

    edit_folder(folder, act)


def test_paper_and_bibliography_have_their_findings_and_a_candidate_is_no_more_than_that(folder: Path):
    (folder / "paper.md").write_text(PAPER.replace("as all know", "in the the end ( , 2018) all"))

    async def act(editor: Editor) -> None:
        editor.open("paper.md")
        editor.open("sources/works.bib", BIB + "@book{smith-2010, title = {Again}}\n")
        await editor.until(lambda: "CIT010" in editor.codes("sources/works.bib") and bool(editor.codes("paper.md")))
        guesses = [d for d in editor.shown["paper.md"] if d.message.startswith("Candidate, to be judged: ")]
        assert guesses and {d.severity for d in guesses} == {types.DiagnosticSeverity.Information}
        editor.open("README.md")  # is no business of the server
        client = editor.client
        lens = await client.text_document_code_lens_async(types.CodeLensParams(editor.document("README.md")))
        assert not lens and "README.md" not in editor.shown

    edit_folder(folder, act)


def test_diagnostics_can_be_pulled_and_are_not_sent_twice(folder: Path):
    async def act(editor: Editor) -> None:
        editor.open("claims/1.md")
        params = types.DocumentDiagnosticParams(editor.document("claims/1.md"))
        first = await editor.client.text_document_diagnostic_async(params)
        assert isinstance(first, types.RelatedFullDocumentDiagnosticReport) and first.result_id
        assert "CIT001" in {d.code for d in first.items} and not editor.shown
        params.previous_result_id = first.result_id
        again = await editor.client.text_document_diagnostic_async(params)
        assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport) and again.result_id == first.result_id
        editor.write("claims/1.md", CLAIMS.replace("- because", "- becuase"))
        now = await editor.client.text_document_diagnostic_async(params)
        assert isinstance(now, types.RelatedFullDocumentDiagnosticReport) and "SYN003" in {d.code for d in now.items}
        whole = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        assert {"claims/1.md", "claims/2.md"} <= {editor.name(report.uri) for report in whole.items}
        known = [types.PreviousResultId(report.uri, report.result_id or "") for report in whole.items]
        await editor.until(lambda: editor.refreshed > 1)
        then = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
        assert "unchanged" in {report.kind for report in then.items}

    edit_folder(folder, act, alone=True, pulls=True, program=True)


OFFERS = [
    ("- because: |", {"road-mended": "The road was mended.", "peace-came": "Peace came."}, {"trade-grew"}),
    ("- because: road-mended + |", {"war-ended": "The war had ended."}, {"road-mended", "trade-grew"}),
    ("- cites: @|", {"@smith-2010": "Smith 2010: The <b>Road</b>", "@smith 2011": "Smith 2011: Letters"}, set()),
    ("- cites: @smith-2010, |", {"p. 12": None}, set()),
    ("- cites: @smith-2010, p. 12 [|", {"[^1]": "The road was mended in 1992, as all know."}, set()),
    ("- |", {"because": None, "waive": None}, {"scheme"}),
    ("- because: road-mended\n  |", {"scheme": None, "unless": None}, {"because", "cq1"}),
    ("- because: road-mended\n  scheme: expert opinion\n  cq|", {"cq2": None}, set()),
    ("- because: road-mended\n  scheme: |", {"Argument from expert opinion": None}, set()),
    ("- evidence: x\n  type: |", {"statistic": None}, {"scheme"}),
    ("- standard: |", {"clear-and-convincing": None}, set()),
    ("- waive: |", {"CIT001": None, "ARG001": None}, set()),
    ("## new {|", {"conclusion": None, "definition": None}, set()),
    ("Plain words, 🙂 |", {}, {"because", "road-mended"}),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_completion_offers_what_may_stand_there_with_what_it_means(folder: Path, encoding: str):
    units = {"utf-8": lambda t: len(t.encode()), "utf-16": lambda t: len(t.encode("utf-16-le")) // 2, "utf-32": len}[
        encoding
    ]

    async def act(editor: Editor) -> None:
        editor.open("claims/1.md")
        for typed, offered, not_offered in OFFERS:
            words = typed.replace("|", "")
            top, rest = CLAIMS.split("- because", 1)
            editor.write("claims/1.md", f"{top}{words}\n- because{rest}")
            place = editor.at("claims/1.md", f"1993.\n\n{words}", True, units)
            found = await editor.client.text_document_completion_async(
                types.CompletionParams(editor.document("claims/1.md"), place)
            )
            items = {item.label: item for item in found.items}
            assert offered.keys() <= items.keys() and not_offered.isdisjoint(items), (typed, sorted(items))
            for label, detail in offered.items():
                assert detail is None or items[label].detail == detail
                edit = items[label].text_edit
                assert edit.range.end == place and edit.range.start.line == place.line
        assert items == {}

    edit_folder(folder, act, encoding=encoding)


def test_of_very_many_offers_those_come_that_the_letters_stand_in(folder: Path):
    many = "".join(f"## claim-{n}\n\nSentence {n} of many.\n\n" for n in range(1000))

    async def act(editor: Editor) -> None:
        editor.open("claims/1.md", f"# S\n\n## a\n\nA.\n\n- because: \n\n{many}")
        ask = types.CompletionParams(editor.document("claims/1.md"), types.Position(6, 11))
        found = await editor.client.text_document_completion_async(ask)
        assert found.is_incomplete and len(found.items) == 200
        editor.change(
            "claims/1.md", types.TextDocumentContentChangePartial(types.Range(ask.position, ask.position), "777")
        )
        found = await editor.client.text_document_completion_async(
            types.CompletionParams(ask.text_document, types.Position(6, 14))
        )
        assert not found.is_incomplete and [item.label for item in found.items] == ["claim-777"]

    edit_folder(folder, act)


async def _hover(editor: Editor, name: str, words: str) -> str:
    found = await editor.client.text_document_hover_async(
        types.HoverParams(editor.document(name), editor.at(name, words))
    )
    return found.contents.value if found else ""


def test_hover_tells_of_claims_works_schemes_marks_and_checks(folder: Path):
    async def act(editor: Editor) -> None:
        editor.open("claims/1.md")
        told = await _hover(editor, "claims/1.md", "war-ended\n")
        assert "The war had ended." in told and "**war-ended** {assumption}" in told and "*provisional*" in told
        assert "The \\<b>Road" in await _hover(editor, "claims/1.md", "smith-2010, p. 12")  # never HTML
        assert "1. " in await _hover(editor, "claims/1.md", "expert opinion")
        assert "CIT005 no-page" in await _hover(editor, "claims/1.md", "CIT005")
        assert "Smith 2010, p. 54." in await _hover(editor, "claims/1.md", "[^1]")
        assert await _hover(editor, "claims/1.md", "The road was") == ""

    edit_folder(folder, act)


def test_definitions_and_references_lead_there_and_back(folder: Path):
    async def act(editor: Editor) -> None:
        for name in ("claims/1.md", "sources/works.bib", "paper.md"):
            editor.open(name)

        async def defined(name: str, words: str) -> list[tuple[str, types.Position]]:
            params = types.DefinitionParams(editor.document(name), editor.at(name, words))
            found = await editor.client.text_document_definition_async(params)
            return [(editor.name(place.uri), place.range.start) for place in found]

        assert await defined("claims/1.md", "war-ended\n  scheme") == [
            ("claims/1.md", editor.at("claims/1.md", "war-ended {"))
        ]
        assert await defined("claims/1.md", "smith-2010, p. 12") == [("sources/works.bib", types.Position(0, 6))]
        assert await defined("claims/1.md", "grew by a third 🙂 in") == [
            ("paper.md", editor.at("paper.md", "Trade grew"))
        ]
        assert await defined("paper.md", "by a third 🙂 in") == [
            ("claims/1.md", editor.at("claims/1.md", "trade-grew"))
        ]

        async def named(name: str, words: str, declared: bool) -> set[str]:
            context = types.ReferenceContext(declared)
            params = types.ReferenceParams(context, editor.document(name), editor.at(name, words))
            found = await editor.client.text_document_references_async(params)
            return {f"{editor.name(place.uri)}:{place.range.start.line + 1}" for place in found}

        assert await named("claims/1.md", "war-ended {", False) == {"claims/1.md:9", "claims/2.md:7"}
        assert await named("sources/works.bib", "smith-2010", True) == {"claims/1.md:19", "sources/works.bib:1"}

    edit_folder(folder, act)


PAPERS = {
    "paper.tex": "\\documentclass{article}\n% 🙂 of no account\n\\begin{document}\n\\section{One}\n🙂 \\emph{Trade} %x\n{\\bf grew by} a third 🙂 in 1993.\n\nSee ( , 2018) there.\n\\end{document}\n",
    "paper.html": "<html><body><p>x &amp; y &lt; z</p>\n<p>🙂 <i>Trade</i>\n<b>grew by</b> a third 🙂 in 1993.</p><p>See ( , 2018) there.</p></body></html>",
    "paper.txt": "A title\r\n\x0cOn another page\r\n🙂 Trade\r\ngrew by a third 🙂 in 1993.\r\n\r\nSee ( , 2018) there.\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_places_in_the_paper_are_those_of_its_file_whatever_is_marked_up_there(folder: Path, name: str):
    (folder / name).write_bytes(PAPERS[name].encode())
    (folder / "argmap.toml").write_text(f'paper = "{name}"\n')

    async def act(editor: Editor) -> None:
        editor.open("claims/1.md")
        editor.open(name)
        at = editor.at("claims/1.md", "grew by a third 🙂 in")
        found = await editor.client.text_document_definition_async(
            types.DefinitionParams(editor.document("claims/1.md"), at)
        )
        assert [editor.name(place.uri) for place in found] == [name]
        assert found[0].range.start == editor.at(name, "Trade") and found[0].range.end == editor.at(name, "1993", True)
        back = types.DefinitionParams(editor.document(name), editor.at(name, "third"))
        assert editor.name((await editor.client.text_document_definition_async(back))[0].uri) == "claims/1.md"
        await editor.until(lambda: "CIT035" in editor.codes(name))
        (broken,) = [d for d in editor.shown[name] if d.code == "CIT035"]
        assert broken.range.start == editor.at(name, "( , 2018)")
        # what is typed above moves it along
        editor.texts[name] = "\n" + editor.texts[name]
        start = types.Position(0, 0)
        editor.change(name, types.TextDocumentContentChangePartial(types.Range(start, start), "\n"))
        await editor.until(lambda: any(d.range.start == editor.at(name, "( , 2018)") for d in editor.shown[name]))

    edit_folder(folder, act)


def applied(editor: Editor, edit: types.WorkspaceEdit) -> dict[str, str]:
    """The files after an edit of them, in UTF-16."""
    made = edit.document_changes or [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri), edits)
        for uri, edits in (edit.changes or {}).items()
    ]
    found = {}
    for change in made:
        name = editor.name(change.text_document.uri)
        text = editor.texts.get(name) or (editor.folder / name).read_bytes().decode()
        assert change.text_document.version in (None, editor.versions.get(name))
        lines = text.split("\n")
        for one in sorted(change.edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
            spots = []
            for place in (one.range.start, one.range.end):
                inside = lines[place.line].encode("utf-16-le")[: 2 * place.character].decode("utf-16-le")
                spots.append(sum(len(line) + 1 for line in lines[: place.line]) + len(inside))
            text = text[: spots[0]] + one.new_text + text[spots[1] :]
        found[name] = text
    return found


@pytest.mark.parametrize("versioned", [True, False])
def test_a_rename_reaches_every_file_as_it_is_typed_and_is_refused_with_a_reason(folder: Path, versioned: bool):
    (folder / "claims" / "reviews.jsonl").write_text('{"subject": "war-ended/x", "verdict": "supports"}\n')

    async def act(editor: Editor) -> None:
        typed = CLAIMS.replace("Trade 𝕒🙂 grew", "🙂 Trade grew").replace("+ war-ended", "+ war-ended + peace-came")
        editor.open("claims/1.md", typed)  # not saved
        ask = (editor.document("claims/1.md"), editor.at("claims/1.md", "war-ended"))
        place = await editor.client.text_document_prepare_rename_async(types.PrepareRenameParams(*ask))
        assert place.start == ask[1]
        made = applied(editor, await editor.client.text_document_rename_async(types.RenameParams(*ask, "war-over")))
        assert made["claims/1.md"] == typed.replace("war-ended", "war-over")
        assert made["claims/2.md"] == MORE.replace("war-ended", "war-over")
        assert '"war-over/x"' in made["claims/reviews.jsonl"]
        editor.open("sources/works.bib")
        at = editor.at("sources/works.bib", "smith-2010")
        params = types.RenameParams(editor.document("sources/works.bib"), at, "road-2010")
        made = applied(editor, await editor.client.text_document_rename_async(params))
        assert "@road-2010, p. 12" in made["claims/1.md"] and made["sources/works.bib"].count("{road-2010") == 2
        for new, why in (("Road Mended", "is no id"), ("peace-came", "already")):
            with pytest.raises(JsonRpcException, match=why):
                await editor.client.text_document_rename_async(types.RenameParams(*ask, new))
        nothing = editor.at("claims/1.md", "by a third")
        assert (
            await editor.client.text_document_prepare_rename_async(types.PrepareRenameParams(ask[0], nothing)) is None
        )

    edit_folder(folder, act, versioned=versioned)


def test_code_actions_are_the_fixes_at_a_place_and_all_safe_ones_on_saving(folder: Path):
    async def act(editor: Editor) -> None:
        typed = CLAIMS.replace("- because: road", "- becuase: road").replace("- cites: @smith", "* cites: @smith")
        editor.open("claims/1.md", typed)

        async def offered(words: str, only: list[str] | None = None) -> dict[str, str]:
            at = editor.at("claims/1.md", words)
            params = types.CodeActionParams(
                editor.document("claims/1.md"), types.Range(at, at), types.CodeActionContext([], only=only)
            )
            found = await editor.client.text_document_code_action_async(params)
            return {action.title: applied(editor, action.edit)["claims/1.md"] for action in found}

        assert (await offered("smth-2010"))["Write @smith-2010"] == typed.replace("smth", "smith")
        here = await offered("becuase")
        assert here["Write `because`"] == typed.replace("becuase", "because")
        waived = next(
            text for title, text in (await offered("smth-2010")).items() if title.startswith("Waive CIT001 here")
        )
        assert "- waive: CIT001 \n" in waived  # which is a finding itself until a reason is given
        everything = await offered("# Trade", ["source.fixAll"])
        assert everything == {"Mend all that is safe": CLAIMS}
        editor.write("claims/1.md", CLAIMS.replace("  scheme: expert opinion\n", ""))
        split = await offered("road-mended + ", [types.CodeActionKind.Refactor])
        assert "- because: road-mended\n- because: war-ended\n" in split["Give the premises as independent reasons"]

    edit_folder(folder, act)


def test_symbols_lenses_labels_tokens_folds_and_links(folder: Path):
    async def act(editor: Editor) -> None:
        editor.open("claims/1.md")
        client, document = editor.client, editor.document("claims/1.md")
        (section,) = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert (section.name, [child.name for child in section.children]) == (
            "Trade",
            ["trade-grew", "road-mended", "war-ended"],
        )
        found = await client.workspace_symbol_async(types.WorkspaceSymbolParams("peace"))
        assert [(s.name, editor.name(s.location.uri)) for s in found] == [("peace-came", "claims/2.md")]
        lenses = await client.text_document_code_lens_async(types.CodeLensParams(document))
        assert lenses[1].command.title.startswith("1 claim hangs on this · ") and lenses[0].range.start.line == 2
        told = await client.workspace_execute_command_async(
            types.ExecuteCommandParams("argmap.whatIf", [document.uri, "war-ended"])
        )
        assert "trade-grew" in told and editor.messages == [told]
        with pytest.raises(JsonRpcException, match="nothing"):
            await client.workspace_execute_command_async(
                types.ExecuteCommandParams("argmap.whatIf", [document.uri, "nothing"])
            )
        whole = types.Range(types.Position(0, 0), types.Position(999, 0))
        hints = await client.text_document_inlay_hint_async(types.InlayHintParams(document, whole))
        assert [(h.position.line, h.label) for h in hints][2] == (21, "provisional")
        coded = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        assert "🙂" not in decoded(CLAIMS, coded.data) and decoded(CLAIMS, coded.data)[:4] == [
            "trade-grew/0/1", "conclusion/4/0", "because/5/0", "road-mended/0/0",
        ]  # fmt: skip
        folds = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
        assert {(0, 23), (2, 10), (12, 19), (21, 23)} == {(fold.start_line, fold.end_line) for fold in folds}
        links = await client.text_document_document_link_async(types.DocumentLinkParams(document))
        assert {"https://doi.org/10.1000/182", f"{editor.uri('paper.md')}#L3"} <= {link.target for link in links}

    edit_folder(folder, act, alone=True)


def decoded(text: str, data: list[int]) -> list[str]:
    lines, found, line, column = text.split("\n"), [], 0, 0
    for down, right, length, kind, marks in zip(*(data[at::5] for at in range(5)), strict=True):
        column = right if down else column + right
        line += down
        words = lines[line].encode("utf-16-le")[2 * column : 2 * (column + length)].decode("utf-16-le")
        found.append(f"{words}/{kind}/{marks}")
    return found


def test_formatting_lays_out_and_leaves_alone_what_has_no_meaning(folder: Path):
    async def act(editor: Editor) -> None:
        editor.open("claims/1.md", CLAIMS.replace("- because: road-mended + war", "-   because: road-mended+war"))
        params = types.DocumentFormattingParams(editor.document("claims/1.md"), types.FormattingOptions(2, True))
        edits = await editor.client.text_document_formatting_async(params)
        made = applied(editor, types.WorkspaceEdit(changes={editor.uri("claims/1.md"): edits}))
        assert made["claims/1.md"] == CLAIMS
        editor.write("claims/1.md", "Stray.\n" + CLAIMS)
        assert not await editor.client.text_document_formatting_async(params)

    edit_folder(folder, act)


def test_changes_are_made_where_the_editor_means_them_whatever_letters_stand_there(folder: Path):
    """Form feeds and U+2028 end no line in the protocol; a lone surrogate may come in JSON; places may lie outside."""

    async def act(editor: Editor) -> None:
        odd = "# T\u2028\x0c\x85x 🙂\n\n## a {conclusion}\r\n\r\n🙂🙂 A.\r\n- becuase: a\n"
        editor.open("claims/1.md", odd)
        at = types.Position
        steps = [
            (types.Range(at(4, 3), at(4, 4)), "B"),  # within the second picture: the whole of it
            (types.Range(at(0, 3), at(0, 6)), ""),
            (types.Range(at(5, 0), at(5, 999)), "- becuase: \ud83d"),
            (types.Range(at(99, 0), at(99, 5)), "\n## b\n\nB.\n"),
        ]
        for range_, text in steps:
            editor.change("claims/1.md", types.TextDocumentContentChangePartial(range_, text))
        editor.open("claims/2.md")
        found = await editor.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(editor.document("claims/1.md"))
        )
        assert (found[0].name, [c.name for c in found[0].children]) == ("Tx 🙂", ["a", "b"])
        assert found[0].children[0].detail == "🙂B A."
        await editor.until(lambda: "SYN003" in editor.codes("claims/1.md"))

    edit_folder(folder, act)


def test_what_nobody_sees_is_named_wherever_an_editor_shows_words(folder: Path):
    """Overrides of the direction of writing, in a stranger's bibliography or claims, change no line of the editor."""
    hostile = BIB.replace("Letters}", "Let\u202eters <img src=x>}").replace("smith 2011", "smith\u202e2011")

    async def act(editor: Editor) -> None:
        editor.open("sources/works.bib", hostile)
        editor.open(
            "claims/1.md",
            CLAIMS.replace("The war had", "The \u202ewar had").replace("# Trade", "# Tr\u202eade") + "- cites: @\n",
        )
        client, document = editor.client, editor.document("claims/1.md")
        await editor.until(lambda: bool(editor.shown.get("sources/works.bib")))
        (section,) = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        place = editor.at("claims/1.md", "war-ended\n")
        told = await client.text_document_hover_async(types.HoverParams(document, place))
        said = [
            repr(section),
            told.contents.value,
            repr(editor.shown),
            repr(await client.workspace_symbol_async(types.WorkspaceSymbolParams(""))),
        ]
        assert "\u202e" not in "".join(said) and "\\u202e" not in "".join(said)
        assert "‹U+202E›" in said[0] and "‹U+202E›" in said[1] and "<img" not in said[1]

    edit_folder(folder, act, alone=True)


def test_the_editor_is_asked_to_watch_every_kind_of_file_that_a_project_may_hold(folder: Path):
    async def act(editor: Editor) -> None:
        await editor.until(lambda: bool(editor.watched))
        (pattern,) = editor.watched
        kinds = set(pattern.removeprefix("**/*{").removesuffix("}").split(","))
        assert kinds >= {
            ".toml",
            ".jsonl",
            ".md",
            ".qmd",
            ".fodt",
            ".htm",
            ".nxml",
            ".bib",
            ".biblatex",
            ".csljson",
            ".ris",
        }

    edit_folder(folder, act)


def test_files_that_change_outside_close_or_break_are_read_again(folder: Path):
    async def act(editor: Editor) -> None:
        editor.open("claims/1.md")
        await editor.until(lambda: "CIT001" in editor.codes("claims/1.md"))
        (folder / "sources" / "works.bib").write_text(BIB.replace("smith-2010,", "smth-2010,"))
        editor.client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams(
                [types.FileEvent(editor.uri("sources/works.bib"), types.FileChangeType.Changed)]
            )
        )
        await editor.until(
            lambda: "CIT001" in editor.codes("claims/1.md") and "@smith-2010" in str(editor.shown["claims/1.md"])
        )
        editor.write("claims/1.md", "# nothing left\n")
        await editor.until(lambda: "CIT001" not in editor.codes("claims/1.md"))
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document("claims/1.md")))
        await editor.until(lambda: "CIT001" in editor.codes("claims/1.md"))  # the disk counts again
        editor.open("argmap.toml", "paper = [")
        await editor.until(lambda: "SYN090" in editor.codes("argmap.toml"))
        editor.write("argmap.toml", 'paper = "paper.md"\n')
        await editor.until(lambda: "SYN090" not in editor.codes("argmap.toml"))

    edit_folder(folder, act)


@pytest.mark.parametrize("step", [31, pytest.param(3, marks=pytest.mark.long)])
def test_beginnings_of_a_claims_file_are_answered(folder: Path, step: int):
    """What one types is a beginning most of the time; in UTF-8 an end may lie within a character."""

    async def act(editor: Editor) -> None:
        editor.open("claims/1.md", "")
        data = CLAIMS.encode()
        document = editor.document("claims/1.md")
        for length in range(1, len(data) + 1, step):
            text = data[:length].decode("utf-8", "surrogateescape")
            editor.write("claims/1.md", text)
            line, column = text.count("\n"), len(text.rpartition("\n")[2].encode("utf-8", "surrogatepass"))
            place = types.Position(line, column)
            asked = types.CompletionParams(document, place), types.HoverParams(document, place)
            await asyncio.gather(
                editor.client.text_document_completion_async(asked[0]),
                editor.client.text_document_hover_async(asked[1]),
                editor.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document)),
                editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(document)),
                editor.client.text_document_code_lens_async(types.CodeLensParams(document)),
            )
        assert not editor.logged
        await editor.until(lambda: "CIT001" in editor.codes("claims/1.md"))

    # another server would tell of the folders of other tests, which are gone
    edit_folder(folder, act, alone=True, encoding="utf-8")


def test_an_editor_is_served_when_it_says_how_it_speaks_and_nobody_is_an_error(tmp_path: Path):
    from commands import argmap

    said = argmap(tmp_path, "lsp", "--stdio", typed="no message at all")
    assert said.returncode == 2 and "An editor starts" in said.stderr and "Traceback" not in said.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_the_server_has_no_thread_so_that_strange_files_get_their_limits(folder: Path):
    async def act(editor: Editor) -> None:
        editor.open("claims/1.md")
        await editor.until(lambda: "CIT001" in editor.codes("claims/1.md"))
        process = editor.client._server
        assert process is not None and len(list(Path(f"/proc/{process.pid}/task").iterdir())) == 1

    edit_folder(folder, act)


def test_without_the_extra_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from argmap.cli import lsp
    from commands import argmap

    monkeypatch.setattr(lsp, "find_spec", lambda _: None)
    said = argmap(tmp_path, "lsp")
    assert said.returncode == 2 and 'pip install "argmap[lsp]"' in said.stderr and "Traceback" not in said.stderr
