"""The stages that make a `Document` of a `Draft`, the same for every format; `understanding` says their order."""
