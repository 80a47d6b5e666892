"""Prints the licences of all that the README's two commands install, with the libraries that wheels bring along.

Run by ``make licences``; what it prints stands in ``docs/licences.md``. A package says its licence in its metadata. A
library inside a wheel does not: those are named here, from their own licence files, and one that is not is an error.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]

# libraries that wheels bundle, by the beginning of their file's name, with the licence each is given under
BUNDLED = {
    "Xau": "MIT (X11)",
    "Xpm": "MIT (X11)",
    "avif": "BSD-2-Clause AND BSD-3-Clause",
    "brotli": "MIT",
    "bz2": "bzip2-1.0.6",
    "cairo": "LGPL-2.1-only OR MPL-1.1",
    "cdt": "EPL (Graphviz)",
    "cgraph": "EPL (Graphviz)",
    "datrie": "LGPL-2.1-or-later",
    "fontconfig": "MIT (HPND)",
    "freetype": "FTL OR GPL-2.0-or-later",
    "fribidi": "LGPL-2.1-or-later",
    "gd": "GD (BSD-like)",
    "gfortran": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "graphite2": "LGPL-2.1-or-later OR MPL-1.1 OR GPL-2.0-or-later",
    "gvc": "EPL (Graphviz)",
    "gvplugin": "EPL (Graphviz)",
    "gvpr": "EPL (Graphviz)",
    "harfbuzz": "MIT",
    "jbig": "GPL-2.0-or-later",
    "jpeg": "IJG AND BSD-3-Clause",
    "lcms": "MIT",
    "ltdl": "LGPL-2.1-or-later WITH Libtool-exception",
    "lzma": "0BSD",
    "openjp": "BSD-2-Clause",
    "pango": "LGPL-2.0-or-later",
    "pathplan": "EPL (Graphviz)",
    "pdfium": "BSD-3-Clause AND Apache-2.0",
    "pixman": "MIT",
    "png": "libpng-2.0",
    "quadmath": "LGPL-2.1-or-later",
    "scipy_openblas": "BSD-3-Clause",
    "sharpyuv": "BSD-3-Clause",
    "thai": "LGPL-2.1-or-later",
    "tiff": "libtiff",
    "uuid": "BSD-3-Clause",
    "webp": "BSD-3-Clause",
    "xcb": "MIT (X11)",
    "xdot": "EPL (Graphviz)",
    "zstd": "BSD-3-Clause",
}
# what a package does not say in its metadata, from its licence files
SAID_ELSEWHERE = {"axe-playwright-python": "MIT; its axe.min.js: MPL-2.0"}
_LIBRARY = re.compile(r"(?:lib)?(?P<name>[A-Za-z_]+2?)[\w.+-]*?\.(?:so[\d.]*|dylib|dll)\Z")
_OLD_NAMES = {"BSD License": "BSD", "MIT License": "MIT", "Apache Software License": "Apache-2.0"}


def licence_of(package: Distribution) -> str:
    """What the metadata says: the expression, or the field of before, or the classifier."""
    said = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    if said and "\n" not in said and len(said) <= 60:
        return said
    old = [c.rpartition(" :: ")[2] for c in package.metadata.get_all("Classifier", []) if c.startswith("License ::")]
    said = " AND ".join(_OLD_NAMES.get(name, name) for name in old)
    return said or SAID_ELSEWHERE.get(package.metadata["Name"], "not said")


def bundled_with(package: Distribution) -> Iterator[str]:
    """Names of the shared libraries in a wheel that are no extension modules of the package itself."""
    for file in package.files or ():
        path = PurePosixPath(file)
        beside = path.parent.name.endswith(".libs") or path.parent.name in (".dylibs", "pypdfium2_raw")
        if beside and (found := _LIBRARY.match(path.name)):
            yield found["name"]


def licence_of_library(name: str) -> str:
    """Raises KeyError for one that is not in the table."""
    known = [begins for begins in BUNDLED if name.startswith(begins)]
    return BUNDLED[max(known, key=len)] if known else BUNDLED[name]


def locked(file: str) -> set[str]:
    """Names of the packages that a lock file installs."""
    return {name.lower().replace("_", "-") for name in re.findall(r"(?m)^([\w.-]+)==", (ROOT / file).read_text())}


def table() -> Iterator[str]:
    """The lines of the table, a package a row."""
    run, develop = locked("requirements.txt"), locked("requirements-dev.txt")
    yield "| package | release | for | licence | libraries in its wheel (Linux) |"
    yield "| --- | --- | --- | --- | --- |"
    installed = {d.metadata["Name"].lower().replace("_", "-"): d for d in distributions()}
    for name in sorted(develop & installed.keys()):
        package = installed[name]
        libraries: dict[str, set[str]] = {}
        for library in bundled_with(package):
            libraries.setdefault(licence_of_library(library), set()).add(library)
        told = "; ".join(f"{', '.join(sorted(names))}: {licence}" for licence, names in sorted(libraries.items()))
        use = "running" if name in run else "developing"
        yield f"| {package.metadata['Name']} | {package.version} | {use} | {licence_of(package)} | {told} |"


if __name__ == "__main__":
    try:
        print("\n".join(table()))
    except KeyError as unknown:
        sys.exit(f"A wheel brings the library {unknown}: look up its licence and add it to BUNDLED in {__file__}.")
