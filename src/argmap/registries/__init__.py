"""Registries of works: what they say of each work cited, dated and kept, and what follows from it without a network."""
