"""HTML: journals, Distill, RASH, Wikipedia, rendered notebooks."""
