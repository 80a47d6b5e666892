"""How a reference is taken apart: one module a step, put together by `argmap.sources.references.parse`."""
