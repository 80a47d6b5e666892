"""Where the templates, the style sheet and the script lie: in the installed package, or in the checkout."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.diagnostics import ArgmapError
from argmap.files import leads_inside

if TYPE_CHECKING:
    from jinja2 import Environment


_SECONDS = 60.0


def template_folders(own: Path | None = None) -> tuple[Path, ...]:
    """The folders to look in, in order: one that the person asked for, the package's, the checkout's.

    Raises ArgmapError where `own` does not exist or a link in it leads out of it, or none of the others exists.
    """
    if own is not None:
        if not own.is_dir():
            raise ArgmapError(f"The templates folder {own} does not exist. Name one that does.")
        for path in own.rglob("*"):
            if path.is_symlink() and not leads_inside(own, path):
                raise ArgmapError(f"{path} is a link that leads out of the templates folder. Put a copy in its place.")
    here = Path(__file__).resolve()
    shipped = [folder for folder in (here.parent / "templates", here.parents[2] / "templates") if folder.is_dir()]
    if not shipped:
        raise ArgmapError("The report's templates are missing from this installation. Reinstall argmap.")
    return (*([own] if own else []), *shipped)


def fill_template(environment: Environment, name: str, own: Path | None, **data: Any) -> str:
    """The template `name` filled with `data`; `own` is the folder of templates that the person asked for.

    Raises ArgmapError where one of these is at fault, one that comes to no end among them.
    """
    if own is None:
        return environment.get_template(name).render(**data)
    try:
        with _time_limit(name):
            return environment.get_template(name).render(**data)
    except ArgmapError:
        raise
    except Exception as error:  # a template may do anything that Jinja2's sandbox lets it
        line = getattr(error, "lineno", None)
        place = f"{name}, line {line}" if line else name
        raise ArgmapError(
            f"The template {place} cannot be filled: {error}. Mend it in your templates folder."
        ) from error


class _TakesTooLong(BaseException):
    """No `Exception`, so that nothing in a template can catch it."""


@contextmanager
def _time_limit(name: str) -> Iterator[None]:
    """End what is done in it once it has taken as long as no page does, also where Ctrl-C is ignored."""
    import ctypes

    thread = threading.get_ident()
    over = ctypes.pythonapi.PyThreadState_SetAsyncExc
    timer = threading.Timer(_SECONDS, over, (ctypes.c_ulong(thread), ctypes.py_object(_TakesTooLong)))
    timer.daemon = True
    timer.start()
    try:
        yield
        timer.cancel()
    except _TakesTooLong:
        raise ArgmapError(f"The template {name} took more than {_SECONDS:g} seconds and was ended.") from None
    finally:
        timer.cancel()
