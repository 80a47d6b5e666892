"""Finding other programs, so that none is ever started out of the folder that somebody happens to stand in.

That folder may be a stranger's project. The system's own search looks there first on Windows, and on other systems
wherever the search path has an empty or relative entry.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def find_program(name: str) -> str | None:
    """The full path of a program in an absolute folder of the search path, or None."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if Path(folder).is_absolute() and (found := shutil.which(str(Path(folder) / name))):
            return found
    return None
