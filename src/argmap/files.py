"""Writing files so that nobody ever finds half of one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_atomically(path: Path, content: str | bytes) -> bool:
    """Put `content` at `path` through a temporary file and a rename; text as UTF-8 with its line ends as they are.

    Returns False, and touches nothing, where the file holds just that already. The mode of an existing file is kept,
    and a link is followed to the file it names. Raises OSError as the system does.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = path.resolve()
    try:
        if target.read_bytes() == data:
            return False
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
    import tempfile  # dear, and whoever only reads needs none

    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    return True


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
