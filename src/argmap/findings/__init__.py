"""Findings and the writers that show them: text for people, JSON and other formats for programs."""
