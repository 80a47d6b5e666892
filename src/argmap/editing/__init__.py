"""The verbs that change a project's files: pin a text, record a verdict."""
