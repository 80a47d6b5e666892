"""`argmap audit`: what a citation auditor would find in a paper, without any set-up."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from argmap.cli import _many
from argmap.cli._exit import CLEAN, FOUND
from argmap.cli._findings import (
    FORMATS,
    Chosen,
    choose,
    choosing_options,
    fails,
    format_findings,
    split_codes,
    wants_colour,
)
from argmap.cli._written import AS_TEXT, form_named, no_workbook_on_screen, output_option
from argmap.corpus.plan import MEMORY, SECONDS, Plan
from argmap.exchange.copies import COPIES
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import write_output
from argmap.ground.text import plural
from argmap.ground.unseen import show_unseen
from argmap.manuscript.formats import IN_WORDS

_SHEETS = ("xlsx", "csv")
_ANNOTATIONS = ("web-annotation", "hypothesis")
_FORMS = (*FORMATS, "html", *COPIES, *_SHEETS, *_ANNOTATIONS, *_many.OWN_FORMATS)
_BY_ENDING = {
    **{form: form for form in ("html", *COPIES, *_SHEETS, "json", "sarif", *_many.OWN_FORMATS)},
    "htm": "html",
    "fodt": "odt",
    **AS_TEXT,
}


@click.command(
    help=f"""Audit PAPER: its notes, citations, reference list and text. No project is needed.

    PAPER is a {IN_WORDS} file. Of the candidates the strongest are shown.

    -o says by the ending of its name what is written: a page to read and print (.html), a copy of a Word or
    OpenDocument file with the findings as comments (.docx, .odt), of a PDF as highlights (.pdf), a worksheet with a
    row a citation (.xlsx or .csv).

    Several papers, a folder or a pattern ("papers/*.pdf") are audited on all processors, each within its limits:
    --format jsonl or parquet gives a record of each, csv a row, html a page on all of them.

    Exit code: 0 nothing found, 1 findings, 2 one could not be checked.
    """
)
@click.argument("papers", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="PAPER…")
@output_option
@click.option("--format", "form", type=click.Choice(_FORMS), help="By the ending of -o FILE, else text.")
@click.option(
    "--registry",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Say what registries told of its works: the answers that `argmap lookup PAPER -o FILE` kept.",
)
@choosing_options
@click.option("--results", metavar="FOLDER", help="With --scheduler: the folder, or an address that fsspec knows.")
@click.option("--jobs", type=click.IntRange(1), help="Of many papers: so many at once (else as many as processors).")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=float(SECONDS),
    show_default=True,
    help="Of many papers: time for each one.",
)
@click.option(
    "--memory",
    type=click.IntRange(100),
    default=MEMORY // 1_000_000,
    show_default=True,
    help="Of many papers: megabytes for each one (Linux and macOS).",
)
@click.option(
    "--resume", is_flag=True, help="Of many papers: go on from what -o FILE holds or an interrupted run kept."
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Audit many papers on the Dask cluster there, results to the folder --results.",
)
@click.option("--summary", is_flag=True, help="Say what results say together: PAPER are files of jsonl or parquet.")
def command(
    papers: tuple[Path, ...],
    output: Path | None,
    form: str | None,
    registry: Path | None,
    select: str | None,
    ignore: str | None,
    severity: str,
    certain: bool,
    everything: bool,
    fail_on: str | None,
    results: str | None,
    jobs: int | None,
    seconds: float,
    memory: int,
    resume: bool,
    scheduler: str | None,
    summary: bool,
) -> None:
    """As its help says."""
    from argmap.outputs.audit.audit import audit_paper

    form = form or form_named(output, _BY_ENDING)
    if summary:
        sys.exit(_many.summarise_results(papers, form, output, everything))
    if _many.are_many(papers, form):
        if registry or certain or severity != "note":
            raise ArgmapError("--registry, --certain and --severity are for one paper; the records of many hold all.")
        from argmap.ground.files import may_read_anywhere

        limits = (jobs, seconds, memory * 1_000_000)
        plan = Plan(split_codes(select), split_codes(ignore), *limits, outside=may_read_anywhere())
        if scheduler:
            sys.exit(_many.audit_on_cluster(scheduler, papers, form, results, plan))
        code = _many.audit_papers(
            papers, form, output, plan, resume=resume, fail_on=fail_on or "warning", everything=everything
        )
        sys.exit(code)
    paper = papers[0]
    if resume or scheduler:
        raise ArgmapError("--resume and --scheduler are for many papers.")
    if form in COPIES:
        _check_copy(paper, output, form)
    no_workbook_on_screen(form, output)
    audit = audit_paper(paper, select=split_codes(select), ignore=split_codes(ignore), answers=registry)
    everything = everything or bool(select)
    chosen = choose(audit.project, audit.outcome.findings, severity, certain=certain, everything=everything)
    note = audit.note(chosen.asked, chosen.shown)
    more = ""
    written: str | bytes
    if form in COPIES:
        from argmap.outputs.audit.copy import render_copy

        copy = render_copy(paper, audit.document, chosen.shown, form)
        written, rest = copy.data, len(chosen.shown) - copy.placed
        shown = COPIES[form]
        placed = plural(copy.placed, f"is a {shown.note}", f"are {shown.note}s")
        more = f" {placed}, {plural(rest, 'stands', 'stand')} {shown.elsewhere}."
        more = " ".join((more, *copy.remarks))
    elif form in _SHEETS:
        from argmap.exchange.sheets import to_csv, to_xlsx
        from argmap.outputs.worksheet import audit_table

        table = audit_table(audit.document, chosen.shown)
        written = to_xlsx(table) if form == "xlsx" else to_csv(table)
        more = f" {plural(len(table.rows), 'row')}."
    elif form in _ANNOTATIONS:
        from argmap.exchange.annotations_out import Shape
        from argmap.outputs.audit.annotations import render_annotations

        shape: Shape = "web-annotation" if form == "web-annotation" else "hypothesis"
        written = render_annotations(paper, audit.document, chosen.shown, shape)
    elif form == "html":
        from argmap.outputs.audit.page import render_audit

        written = render_audit(audit.document, note, chosen.shown, audit.works)
    else:
        colour = output is None and wants_colour()
        told = [*note.paragraphs, *([_say_more(paper)] if output is None and sys.stdout.isatty() else [])]
        closing = "\n\n".join(audit.wrap(paragraph) for paragraph in told) + "\n"
        written = format_findings(
            audit.project,
            audit.outcome,
            _but_said(chosen) if form == "text" else chosen,
            form,
            command=f"argmap audit {paper}",
            fold=not everything,
            closing=closing,
            colour=colour,
        )
    if output is None:
        click.echo(written, nl=False)
    else:
        write_output(output, written)
        click.echo(show_unseen(f"{output} written: {plural(len(chosen.shown), 'finding')}.{more}"), err=True)
    sys.exit(FOUND if fails(chosen.shown, fail_on or audit.project.settings.fail_on) else CLEAN)


def _but_said(chosen: Chosen) -> Chosen:
    """Without what could not be checked in the paper as a whole: the note that closes the text says all of it."""
    asked, shown = (
        [f for f in some if not (f.not_checkable and f.span is None)] for some in (chosen.asked, chosen.shown)
    )
    return Chosen(tuple(asked), tuple(shown))


def _say_more(paper: Path) -> str:
    """What else can be made of the same paper, for somebody at a terminal."""
    name = shlex.quote(str(paper))
    copy = ""
    if _BY_ENDING.get(paper.suffix[1:].lower()) in COPIES:
        copy = f"`argmap audit {name} -o COPY{paper.suffix}` puts this into a copy of the paper, "
    return f"{copy}`argmap audit {name} -o PAGE.html` shows it beside the text, `argmap letter {name}` asks the author."


def _check_copy(paper: Path, output: Path | None, form: str) -> None:
    """A copy needs a name of its own: the paper is never written to."""
    if output is None:
        raise ArgmapError(f"--format {form} writes a copy of the paper; say where: -o COPY.{form}.")
    flat = ".fodt"
    if form == "odt" and (output.suffix.lower() == flat) != (paper.suffix.lower() == flat):
        raise ArgmapError(f"The copy is a file of the same kind as {paper.name}: name it COPY{paper.suffix}.")
    if output.resolve() == paper.resolve() or (output.exists() and paper.exists() and output.samefile(paper)):
        raise ArgmapError(f"{output} is the paper itself, which is never changed. Name another file.")
