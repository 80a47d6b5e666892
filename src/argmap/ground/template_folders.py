"""Where the templates, the style sheet and the script lie: in the installed package, or in the checkout."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import check_file, leads_inside
from argmap.ground.limited import MEMORY, can_limit, run_limited

if TYPE_CHECKING:
    from jinja2 import Environment


_Made = TypeVar("_Made", str, bytes)

_SECONDS = 60
_LARGEST_PAGE = 200_000_000
_LARGEST_FILE = 20_000_000


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
            if not path.is_dir():
                try:
                    check_file(path, _LARGEST_FILE)
                except OSError as error:
                    raise ArgmapError(f"{path} cannot be a template: {error.strerror}.") from error
    here = Path(__file__).resolve()
    shipped = [folder for folder in (here.parents[1] / "templates", here.parents[3] / "templates") if folder.is_dir()]
    if not shipped:
        raise ArgmapError("The report's templates are missing from this installation. Reinstall argmap.")
    return (*([own] if own else []), *shipped)


def fill_template(environment: Environment, name: str, own: Path | None, **data: Any) -> str:
    """The template `name` filled with `data`; `own` is the folder of templates that the person asked for.

    Raises ArgmapError where one of these is at fault, one that comes to no end or takes all memory among them.
    """

    def fill() -> str:
        return environment.get_template(name).render(**data)

    return fill() if own is None else within_limits(name, fill)


def within_limits(name: str, work: Callable[[], _Made]) -> _Made:
    """What `work` makes of the file `name` of a folder of templates, a text or bytes.

    Raises ArgmapError where it fails in any way, takes too long, or makes or takes too much.
    """

    def made(_: object) -> _Made:
        try:
            outcome = work()
        except (ArgmapError, MemoryError):
            raise
        except Exception as error:  # a template may do anything that Jinja2's sandbox lets it
            line = getattr(error, "lineno", None)
            place = f"{name}, line {line}" if line else name
            raise ArgmapError(
                f"The template {place} cannot be filled: {error}. Mend it in your templates folder."
            ) from error
        if len(outcome) > _LARGEST_PAGE:
            raise ArgmapError(f"The template {name} makes more than {_LARGEST_PAGE // 1_000_000} MB and was not used.")
        return outcome

    too_long = f"The template {name} took more than {_SECONDS} seconds and was ended."
    if can_limit():
        too_large = f"The template {name} took more than {MEMORY // 1_000_000} MB of memory and was ended."
        return run_limited(made, _SECONDS, too_long, too_large)
    with _time_limit(too_long):
        return made(None)


class _TakesTooLong(BaseException):
    """No `Exception`, so that nothing in a template can catch it."""


@contextmanager
def _time_limit(too_long: str) -> Iterator[None]:
    """Where no child can have limits: end what is done in it once it has taken as long as no page does."""
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
        raise ArgmapError(too_long) from None
    finally:
        timer.cancel()
