"""Registries of works: what they say of each work cited, dated and kept, and what follows from it without a network."""

CROSSREF, DATACITE, HANDLES, OPENALEX, ARXIV, RETRACTION_WATCH = (
    "crossref",
    "datacite",
    "doi.org",
    "openalex",
    "arxiv",
    "retraction-watch",
)
STORE = "sources/registry.jsonl"
"""Where their answers are kept in a project."""
ONLINE = (CROSSREF, DATACITE, HANDLES, OPENALEX, ARXIV)
"""The registries that can be asked over the network, in the order of asking."""
