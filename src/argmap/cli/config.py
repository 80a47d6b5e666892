"""`argmap config`: the settings of the person who runs argmap, which no project can change."""

from __future__ import annotations

import json
from pathlib import Path

import click

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen

_HINT = (
    "Settings are: reviewer, mail, projects, lookup.consent, lookup.openalex-key, and verifiers.NAME.OPTION such as "
    '"verifiers.endpoint.url".'
)


@click.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Take the setting out (of projects: the one at VALUE).")
def command(key: str | None, value: str | None, unset: bool) -> None:
    """Show your own settings, or set KEY to VALUE.

    KEY is `reviewer` (who judges), `mail` (your address, for registries of works that ask for one), `projects` (VALUE
    is the folder of a project that you trust: it may use its own templates and read files outside itself),
    `lookup.consent` (true: `argmap lookup` need not ask before it asks registries), `lookup.openalex-key`, or
    `verifiers.NAME.OPTION`. No project can change or read them; `ARGMAP_CONFIG` names another file.
    """
    from argmap.ground.person import person, settings_file

    if key is not None and (value is not None or unset):
        click.echo(show_unseen(_set(key, value, unset)))
        return
    mine = person()
    values: dict[str, object] = {"reviewer": mine.reviewer, "mail": mine.mail}
    values |= {f"projects {json.dumps(folder, ensure_ascii=False)}": word for folder, word in mine.projects.items()}
    for name, options in mine.verifiers.items():
        values |= {f"verifiers.{name}.{option}": given for option, given in options.items()} or {
            f"verifiers.{name}": ""
        }
    values |= {f"lookup.{option}": given for option, given in mine.lookup.items()}
    if key is not None:
        values = {
            name: given for name, given in values.items() if name == key or name.startswith((f"{key} ", f"{key}."))
        }
        if not values:
            raise ArgmapError(f'"{key}" is not set. {_HINT}')
    else:
        there = "" if settings_file().exists() else " (does not exist yet)"
        click.echo(show_unseen(f"{settings_file()}{there}"))
    for name, given in values.items():
        click.echo(show_unseen(f"{name} = {json.dumps(given, ensure_ascii=False) if given is not None else 'not set'}"))


def _set(key: str, value: str | None, unset: bool) -> str:
    """Write one setting, and say what is set now."""
    from argmap.ground.edits import read_for_edit
    from argmap.ground.files import write_output
    from argmap.ground.person import ALLOWED, parse_person, settings_file
    from argmap.ground.toml_edits import Value, change_table

    table, _, option = key.rpartition(".")
    new: Value | None = None if unset else _as_toml(value or "") if table else value
    if key == "projects":
        if value is None:
            raise click.UsageError("Name the folder of the project: argmap config projects FOLDER")
        table, option, new = "projects", str(Path(value).resolve()), None if unset else ALLOWED
        if not unset and not Path(option).is_dir():
            raise ArgmapError(f"{option} is no folder.")
    elif (
        key not in ("reviewer", "mail")
        and table != "lookup"
        and not (table.startswith("verifiers.") and table.count(".") == 1 and option)
    ):
        raise ArgmapError(f'There is no setting "{key}". {_HINT}')
    path = settings_file()
    try:
        text = read_for_edit(path).text.removeprefix("\ufeff") if path.exists() else ""
        changed = change_table(text, table, {option: new}, str(path))
        parse_person(changed)
        write_output(path, changed)
    except OSError as error:
        raise ArgmapError(f"{path} cannot be written: {error.strerror or error}.") from error
    except ValueError as error:
        raise ArgmapError(f"This cannot be set: {error}.") from error
    shown = f"projects {option}" if table == "projects" else key
    return f"{shown}: {'not set' if new is None else new} ({path})"


def _as_toml(value: str) -> str | int | float | bool:
    """An option of a verifier: a number or true and false as what they are, everything else as a text."""
    try:
        read = json.loads(value)
    except ValueError:
        return value
    return read if isinstance(read, int | float | bool) else value
