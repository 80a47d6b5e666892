"""Bibliographies: one format a module, one table of formats, one way to load them."""

from argmap.sources.bibliography.load import load_bibliography

__all__ = ["load_bibliography"]
