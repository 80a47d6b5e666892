"""The report: page data and Jinja2."""
