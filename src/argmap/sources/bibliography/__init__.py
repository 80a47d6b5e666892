"""Bibliographies: one format a module, one table of formats, one way to load them."""
