"""`argmap import`: a project made of another program's argument."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.ground.unseen import show_unseen

_SHOWN = 5


@click.command()
@click.argument("form", metavar="FORMAT")
@click.argument("file", type=click.Path())
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write all that was lost, as JSON.")
@click.option("--with-deleted", is_flag=True, help="Take in again what came earlier and was deleted in DIR since.")
def command(form: str, file: str, folder: Path | None, report: Path | None, with_deleted: bool) -> None:
    """Make a project in DIR of an argument in another program's format (`argmap formats`, or `auto`).

    DIR (else a folder named after FILE, where you stand) must be empty or not exist, or hold an earlier import of the
    same argument, which is brought up to date. For zotero FILE may be http://localhost:23119, Zotero on this machine.
    What has no place in a claims file is said on standard error.
    """
    from argmap.exchange.formats import read_foreign
    from argmap.exchange.importing import import_into
    from argmap.ground.files import write_output
    from argmap.ground.text import plural, shorten
    from argmap.outputs.json.write import write_json

    foreign, loss = read_foreign(form, file)
    done = import_into(foreign, folder or Path(form if "://" in file else Path(file).stem), with_deleted=with_deleted)
    if report:
        write_output(report, write_json(loss.as_json()))
    click.echo(show_unseen(loss.sentence()), err=True)
    where = show_unseen(str(done.folder))
    if done.again:
        changes = [
            (done.added, "new"),
            (done.changed, "changed"),
            (done.gone, "no more in the file and kept"),
        ]
        told = "; ".join(f"{plural(len(ids), 'claim')} {what}" for ids, what in changes if ids) or "nothing changed"
        click.echo(show_unseen(f"Brought {where} up to date: {told}."))
        if done.kept:
            names = ", ".join(done.kept)
            click.echo(show_unseen(f"Edited here since the last import, and kept though the file differs: {names}."))
        if done.deleted:
            shown = "; ".join(f"“{shorten(sentence, 60)}”" for sentence in done.deleted[:_SHOWN])
            more = f" and {plural(len(done.deleted) - _SHOWN, 'other')}" if len(done.deleted) > _SHOWN else ""
            click.echo(show_unseen(f"Deleted here since an import, and left out: {shown}{more}."))
            click.echo("To take in again what was deleted: the same command with --with-deleted")
    elif not done.added:
        click.echo(f"Imported the works into {where}; nothing is marked in their texts.")
    else:
        claims = plural(len(done.added), "claim")
        click.echo(f"Imported {claims} into {where}. Next: argmap map {where} -o map.svg, argmap check {where}")
