"""The paper's running text as checks, drafts and report read it: paragraphs, assertions, coverage."""
