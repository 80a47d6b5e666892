"""Where the templates, the style sheet and the script lie: in the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.diagnostics import ArgmapError

if TYPE_CHECKING:
    from jinja2 import Environment


def template_folders(own: Path | None = None) -> tuple[Path, ...]:
    """The folders to look in, in order: the project's own (where its settings name one), the package's, the checkout's.

    Raises ArgmapError where `own` is named and does not exist, or none of the others does.
    """
    if own is not None and not own.is_dir():
        raise ArgmapError(f"The templates folder {own} does not exist. Mend `templates` in the settings.")
    here = Path(__file__).resolve()
    shipped = [folder for folder in (here.parent / "templates", here.parents[2] / "templates") if folder.is_dir()]
    if not shipped:
        raise ArgmapError("The report's templates are missing from this installation. Reinstall argmap.")
    return (*([own] if own else []), *shipped)


def fill_template(environment: Environment, name: str, **data: Any) -> str:
    """The template `name` filled with `data`. Raises ArgmapError where a project's own template is at fault."""
    from jinja2 import TemplateError

    try:
        return environment.get_template(name).render(**data)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        place = f"{name}, line {line}" if line else name
        raise ArgmapError(
            f"The template {place} cannot be filled: {error}. Mend it in your templates folder."
        ) from error
