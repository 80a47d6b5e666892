"""`argmap registries`: data of registries on this machine, with which a lookup needs no network."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural
from argmap.ground.unseen import show_unseen

_LARGEST_FILE = 1_000_000_000
_WEEK = 7 * 86_400


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Show the data of registries on this machine, bring them up to date, or build an index of a dump.

    They lie in your cache (ARGMAP_CACHE names another folder); `argmap lookup --offline` uses nothing else.
    """
    if context.invoked_subcommand is not None:
        return
    from argmap.registries import dumps, retraction_watch

    watch, dump = retraction_watch.told_of(), dumps.told_of()
    click.echo(f"{retraction_watch.database()}")
    click.echo(
        f"  {retraction_watch.CREDIT}: {int(watch['rows']):,} notices, as of {watch['of'][:10]}"
        if watch
        else "  no Retraction Watch data: `argmap registries update retraction-watch FILE-or-URL`"
    )
    click.echo(f"{dumps.database()}")
    click.echo(
        f"  Crossref's public data file: {int(dump['works']):,} works, as of {dump['of'][:10]}"
        if dump.get("of")
        else "  no index of Crossref's public data file, which only institutions need (docs/registries.md)"
    )


@command.command()
@click.argument("what", type=click.Choice(["retraction-watch"]))
@click.argument("place", metavar="FILE-or-URL")
@click.option("--now", is_flag=True, help="Also where the data are younger than a week.")
def update(what: str, place: str, now: bool) -> None:
    """Bring the Retraction Watch data up to date, from a file you have or from an address that you name."""
    from argmap.registries import retraction_watch

    if place.startswith(("https://", "http://")):
        told = retraction_watch.told_of()
        if told and not now and time.time() - datetime.fromisoformat(told["of"]).timestamp() < _WEEK:
            click.echo(f"The data are of {told['of'][:10]}, less than a week old. --now fetches them all the same.")
            return
        data, etag = _fetched(place, told.get("etag", ""))
        if data is None:
            click.echo(f"Nothing has changed there since {told['of'][:10]}.")
            return
        of = time.time()
    else:
        from argmap.ground.files import read_named

        data, etag = read_named(Path(place), _LARGEST_FILE), ""
        of = Path(place).stat().st_mtime
    moment = datetime.fromtimestamp(of, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    built = retraction_watch.build(data, moment, etag)
    passed = f"; {built.passed_over:,} rows name no work by DOI or PubMed number" if built.passed_over else ""
    click.echo(show_unseen(f"{plural(built.rows, 'notice')}, as of {moment[:10]}{passed}."))
    click.echo(f"{retraction_watch.CREDIT}. `argmap lookup --offline` puts what they say of a project's works into it.")


def _fetched(address: str, etag: str) -> tuple[bytes | None, str]:
    """The file at an address, and its mark; None where it is still the one of that mark."""
    from argmap.registries.client import need_httpx

    need_httpx()
    import httpx

    from argmap.ground.version import VERSION

    headers = {"User-Agent": f"argmap/{VERSION}", **({"If-None-Match": etag} if etag else {})}
    parts, size = [], 0
    try:
        with httpx.stream("GET", address, headers=headers, timeout=30.0, follow_redirects=True) as response:
            if response.status_code == 304:
                return None, etag
            if response.status_code != 200:
                raise ArgmapError(f"{address} answered with the status {response.status_code}. Nothing was changed.")
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > _LARGEST_FILE:
                    raise ArgmapError(f"What {address} sends is too large. Nothing was changed.")
            return b"".join(parts), response.headers.get("etag", "")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ArgmapError(f"{address} cannot be fetched: {error}. Nothing was changed.") from error


@command.command()
@click.argument("what", type=click.Choice(["crossref"]))
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--of", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day the dump is of.")
def build(what: str, folder: Path, day: datetime) -> None:
    """Build an index of Crossref's public data file in FOLDER; a build that was stopped goes on where it was.

    For institutions: 170 million works take some 43 GB and half an hour of processor time.
    """
    from argmap.registries import dumps

    progress: Any = click.progressbar
    with progress(length=1, label="Files", file=sys.stderr) as bar:

        def told(done: int, known: int, _works: int) -> None:
            bar.length = known
            bar.update(done - bar.pos)

        added = dumps.build(folder, day.strftime("%Y-%m-%dT00:00:00Z"), told)
    click.echo(f"{plural(added, 'work')} added; {int(dumps.told_of()['works']):,} in all.")
