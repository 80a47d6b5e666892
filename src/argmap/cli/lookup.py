"""`argmap lookup`: asks registries about the works cited, and keeps what they answer in the project."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli._exit import CLEAN, FOUND
from argmap.cli._names import WORK
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural, say_list
from argmap.ground.unseen import show_unseen

if TYPE_CHECKING:
    from argmap.registries.asking import Request
    from argmap.registries.client import Client
    from argmap.registries.lookup import Choice, Outcome
    from argmap.sources import Source

_MOST_SHOWN = 8


@click.command()
@click.argument("keys", type=WORK, nargs=-1, metavar="[KEY]... | PAPER")
@click.option("--dry-run", is_flag=True, help="Print each request that would be sent first, and send none.")
@click.option("--yes", is_flag=True, help="Send without asking (else: `argmap config lookup.consent true`).")
@click.option("--offline", is_flag=True, help="Only the data on this machine (`argmap registries`); nothing is sent.")
@click.option("--now", "confirm", is_flag=True, help='Ask doi.org twice where it says "no", and not a day later.')
@click.option("--all", "every_kind", is_flag=True, help="Also works of kinds that registries seldom hold.")
@click.option("--minutes", type=click.FloatRange(0.05, 600), default=10.0, show_default=True, help="How long at most.")
@click.option("--self-test", is_flag=True, help="Try what each service answers today; nothing of a project is sent.")
@click.option(
    "--record", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Append each answer as it came."
)
@click.option(
    "--replay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Take the answers from such a file; nothing is sent.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to keep the answers about the works of a PAPER.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--project", "path", type=click.Path(path_type=Path), help="The project (else the one here).")
def command(
    keys: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    offline: bool,
    confirm: bool,
    every_kind: bool,
    minutes: float,
    self_test: bool,
    record: Path | None,
    replay: Path | None,
    output: Path | None,
    form: str,
    path: Path | None,
) -> int:
    """Ask registries (Crossref, DataCite, doi.org, OpenAlex, arXiv) about the works of the bibliography.

    What they answer is kept in sources/registry.jsonl, with the day; from then on `argmap check` and the report know,
    without a network, which works were found, differ from their record, or were retracted. Named KEYs are asked about
    anew. What leaves this machine are identifiers, and of works without one title, first name and year, after you said
    so. A run that is interrupted has kept every answer; the next one goes on.

    Of a PAPER without a project the works of its own list are asked about, and the answers are kept in the file that
    `-o` names; `argmap audit PAPER --registry FILE` shows what follows from them.
    """
    from argmap.registries.client import Client, need_httpx
    from argmap.registries.lookup import Choice

    modes = {"--dry-run": dry_run, "--offline": offline, "--replay": replay, "--self-test": self_test}
    rest = {"--record": record, "--now": confirm, "--all": every_kind, "KEY": keys, "-o": output}
    _refuse_together({name for name, value in {**modes, **rest, "--format json": form == "json"}.items() if value})
    if self_test:
        if not replay:
            need_httpx()
        return _try(_client(Client, minutes, record, replay))
    if _is_paper(keys):
        if path is not None:
            raise click.UsageError(f"{keys[0]} is a paper, and --project names a project: leave one of them out.")
        asked = _of_paper(Path(keys[0]), output, dry_run)
    else:
        asked = _of_project(path or Path(), keys, output)
    if offline:
        _say_what_is_missing(aside=form == "json")
        return _conclude(asked, None, every_kind, form)
    choice = Choice(
        registries=asked.registries,
        every_kind=every_kind,
        confirm=confirm,
        anew=asked.anew,
        keyed=_key() is not None,
    )
    requests = _first_requests(asked, choice)
    if dry_run:
        _show(requests)
        return CLEAN
    if not requests:
        click.echo("Nothing is open: every work that can be asked about was, and lately.", err=form == "json")
        return _conclude(asked, None, every_kind, form)
    if not replay:
        need_httpx()
        _announce(asked.sources, requests, every_kind, aside=form == "json")
        if not _consents(yes):
            click.echo("Nothing was sent.", err=form == "json")
            return CLEAN
    outcome = _ask(asked, _client(Client, minutes, record, replay), choice)
    return _conclude(asked, outcome, every_kind, form)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about: `sources` of `known`, those named to be asked `anew`; and where the answers are kept.

    `day` is when the paper came out, `closing` what shows more of what was found.
    """

    root: Path
    store: str
    sources: Mapping[str, Source]
    known: Mapping[str, Source]
    registries: tuple[str, ...]
    anew: frozenset[str]
    day: str
    closing: str


_NAMED = 5
_APART = (
    ("--dry-run", ("--offline", "--replay", "--record")),
    ("--offline", ("--replay", "--record", "--now")),
    ("--replay", ("--record",)),
    ("--self-test", ("--dry-run", "--offline", "--now", "--all", "KEY", "-o", "--format json")),
)
"""Options with those beside which they would do nothing, or the opposite."""


def _refuse_together(given: set[str]) -> None:
    for name, others in _APART:
        if name in given and (clash := next((other for other in others if other in given), None)):
            raise click.UsageError(f"{name} and {clash} exclude each other: leave one of them out. Nothing was sent.")


def _is_paper(keys: tuple[str, ...]) -> bool:
    """Whether what is named is the file of a paper; a key of that name is written with its `@`."""
    return len(keys) == 1 and not keys[0].startswith("@") and Path(keys[0]).is_file()


def _of_paper(paper: Path, output: Path | None, dry_run: bool) -> _Asked:
    """The works of a paper's own list.

    Raises ArgmapError where it names none, or the file for the answers holds something else; UsageError without one.
    """
    from argmap.drafting.works import listed_works
    from argmap.project import project_of_paper
    from argmap.registries import ONLINE
    from argmap.registries.answers import read_answers

    if output is None and not dry_run:
        raise click.UsageError(f"Name the file for the answers: argmap lookup {paper} -o ANSWERS.jsonl")
    project = project_of_paper(paper)
    sources = listed_works(project.paper).sources
    if not sources:
        raise ArgmapError(f"{paper}: no list of works was found in it, so there is nothing to ask about.")
    place = output or Path("answers.jsonl")
    held = read_answers(place.parent, place.name)
    if held.diagnostics and not held.by_question:
        raise ArgmapError(f"{place} holds something else than answers of registries: name another file with -o.")
    closing = f"`argmap audit {paper} --registry {place}` tells more of each."
    return _Asked(place.parent, place.name, sources, sources, ONLINE, frozenset(), project.date, closing)


def _of_project(path: Path, keys: tuple[str, ...], output: Path | None) -> _Asked:
    from argmap.ground.text import did_you_mean
    from argmap.project import load
    from argmap.registries import ONLINE, STORE

    if output is not None:
        raise click.UsageError(f"-o goes with a PAPER; the answers about a project's works are kept in {STORE}.")
    project = load(path)
    known = project.bibliography.sources
    wanted = [key.removeprefix("@") for key in keys]
    for key in wanted:
        if key not in known:
            hint = did_you_mean(key, known, "`argmap show` lists what is cited.", shown="@{}")
            raise ArgmapError(f"The bibliography has no work @{key}. {hint}")
    return _Asked(
        root=project.root,
        store=STORE,
        sources={key: known[key] for key in wanted} if wanted else known,
        known=known,
        registries=tuple(name for name in ONLINE if name in project.settings.lookup.get("registries", ONLINE)),
        anew=frozenset(wanted),
        day=project.date,
        closing="`argmap check --select REG` tells more of each.",
    )


def _client(make: type[Client], minutes: float, recording: Path | None, replay: Path | None) -> Client:
    from argmap.ground.person import person
    from argmap.registries.recording import Player

    player = Player.of(replay) if replay else None
    return make(mail=person().mail, key=_key(), seconds=minutes * 60, recording=recording, player=player)


def _key() -> str | None:
    from argmap.ground.person import person

    key: str | None = person().lookup.get("openalex-key")
    return key


def _first_requests(asked: _Asked, choice: Choice) -> list[Request]:
    from argmap.registries.answers import read_answers
    from argmap.registries.client import moment_now
    from argmap.registries.lookup import open_now, requests_for

    return requests_for(open_now(asked.sources, read_answers(asked.root, asked.store), moment_now(), choice))


def _say_what_is_missing(*, aside: bool) -> None:
    from argmap.registries import dumps, retraction_watch

    if not (dumps.told_of() or retraction_watch.told_of()):
        click.echo("No data of registries are on this machine; `argmap registries` says how to bring them.", err=aside)


_AND_THEN = """And then, for what is not found there, of the same works:
  a DOI goes to Crossref, DataCite and doi.org, in that order (data first to DataCite), until one has it
  of a DOI that nobody has: the title, the first name and the year go to Crossref, to suggest the DOI that is meant
  a title that Crossref has by other authors: the DOI it gave goes to OpenAlex"""


def _show(requests: list[Request]) -> None:
    from argmap.registries.client import address_of

    for request in requests:
        click.echo(show_unseen(f"GET {address_of(request)}"))
    click.echo(f"{plural(len(requests), 'request')}. {_AND_THEN}")
    click.echo("Nothing was sent.")


def _announce(sources: Mapping[str, Source], requests: list[Request], every_kind: bool, *, aside: bool) -> None:
    from argmap.outputs.wording import name_source
    from argmap.registries.questions import why_not_asked
    from argmap.registries.wording import name_of

    passed: dict[str, list[str]] = {}
    for source in sources.values():
        if why := why_not_asked(source, every_kind):
            passed.setdefault(why, []).append(name_source(source))
    number = sum(map(len, passed.values()))
    click.echo(f"{plural(len(sources), 'work')}; not asked about: {number}", err=aside)
    for why, names in passed.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        click.echo(show_unseen(f"  {len(names)}: {why} ({', '.join(names[:_NAMED])}{more})"), err=aside)
    counted = Counter(
        (request.registry, question.query.partition(":")[0]) for request in requests for question in request.questions
    )
    for (registry, kind), number in counted.items():
        what = {"doi": "DOI", "arxiv": "arXiv number", "works": "title with a name and a year"}[kind]
        many = {"works": "titles with a name and a year each"}.get(kind, f"{what}s")
        click.echo(f"  to {name_of(registry)}: {plural(number, what, many)}", err=aside)
    click.echo(_AND_THEN, err=aside)


def _consents(yes: bool) -> bool:
    """Whether the person lets it be sent. Raises ArgmapError where nobody is there to be asked."""
    from argmap.ground.person import person

    if yes or person().lookup.get("consent"):
        return True
    if not _at_terminal():
        raise ArgmapError(
            "This sends fields of references to these registries, which you have not agreed to. Nothing was sent: say "
            "`--yes`, look first with `--dry-run`, or agree for good with `argmap config lookup.consent true`."
        )
    return click.confirm("Send this?", err=True)


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _ask(asked: _Asked, client: Client, choice: Choice) -> Outcome:
    from argmap.registries.client import moment_now
    from argmap.registries.lookup import look_up
    from argmap.registries.wording import name_of

    progress: Any = click.progressbar
    with progress(length=1, label="Asking", file=sys.stderr, show_eta=False) as bar:

        def told(done: int, known: int, registry: str) -> None:
            bar.length = max(known, 1)
            bar.label = f"Asking {name_of(registry)}" if registry else "Asked"
            bar.update(done - bar.pos)

        try:
            player = client.player
            moment = (lambda: player.moment) if player else moment_now
            return look_up(asked.root, asked.sources, client, choice, name=asked.store, moment=moment, told=told)
        except KeyboardInterrupt:
            click.echo("\nargmap: every answer so far was kept; `argmap lookup` goes on with what is open.", err=True)
            raise


def _conclude(asked: _Asked, outcome: Outcome | None, every_kind: bool, form: str) -> int:
    """Say what is known now, with what the data on this machine say."""
    from argmap.registries.lookup import look_here
    from argmap.registries.standing import standings as standings_of
    from argmap.registries.wording import SELDOM_HELD, STATES, name_of, say_standing

    answers = look_here(asked.root, asked.sources.values(), every_kind, name=asked.store)
    by_key = standings_of(asked.known, answers, asked.day)
    if form == "json":
        from argmap.outputs.json.standings import standings_document
        from argmap.outputs.json.write import write_json

        click.echo(write_json(standings_document(by_key, outcome.unanswered if outcome else {})), nl=False)
        return FOUND if outcome and outcome.unanswered and not outcome.answered else CLEAN
    standings = by_key.values()
    if not standings:
        click.echo(f"Nothing is known of {plural(len(asked.known), 'work')}.")
    for state, number in Counter(standing.state for standing in standings).items():
        click.echo(f"{number:5}  {STATES[state]}")
    if any(standing.state == "not-found" for standing in standings):
        click.echo(f"       What was not found is no finding. {SELDOM_HELD}")
    told = [s for s in standings if s.notice or s.state in ("another-work", "not-registered", "differs")]
    for standing in told[:_MOST_SHOWN]:
        click.echo(show_unseen(f"@{standing.key}: {say_standing(standing)}"))
    if len(told) > _MOST_SHOWN:
        click.echo(f"and {len(told) - _MOST_SHOWN} more.")
    if told:
        click.echo(show_unseen(asked.closing))
    if outcome is None or not outcome.unanswered:
        return CLEAN
    reasons = Counter((question.registry, why) for question, why in outcome.unanswered.items())
    silent = [
        f"{name_of(registry)} ({plural(number, 'question')}): {why}" for (registry, why), number in reasons.items()
    ]
    click.echo(show_unseen(f"Not answered, and to be asked again: {say_list(silent)}."), err=True)
    return CLEAN if outcome.answered else FOUND


def _try(client: Client) -> int:
    from argmap.registries.self_test import try_services
    from argmap.registries.wording import name_of

    failed = 0
    for trial, problem in try_services(client):
        failed += bool(problem)
        outcome = f"FAILED, {problem}" if problem else f"ok, {trial.expected}"
        click.echo(show_unseen(f"{name_of(trial.question.registry)}, {trial.question.query}: {outcome}"))
    if failed:
        click.echo(f"{failed} failed. Please report what a service answers otherwise (SECURITY.md says where).")
    return FOUND if failed else CLEAN
