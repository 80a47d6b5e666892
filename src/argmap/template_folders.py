"""Where the templates, the style sheet and the script lie: in the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

from argmap.diagnostics import ArgmapError


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
