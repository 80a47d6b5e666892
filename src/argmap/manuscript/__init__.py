"""Papers, whatever their format, read into one `Document`."""

from argmap.manuscript.document import Document
from argmap.manuscript.reading import read

__all__ = ["Document", "read"]
