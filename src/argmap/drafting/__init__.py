"""Drafting a project from a bare paper, for a person to go on from; nothing in a draft is more than an offer.

Nothing is imported here: what imports another program's argument needs the names of claims, and not the drafts.
"""
