"""The works cited: bibliographies, references, identifiers.

This room knows nothing of claims. Readers are imported when a file of their kind is read.
"""

from argmap.sources.bibliography import load_bibliography
from argmap.sources.duplicates import duplicate_works
from argmap.sources.source import Bibliography, Source

__all__ = ["Bibliography", "Source", "duplicate_works", "load_bibliography"]
