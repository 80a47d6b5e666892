"""The language server: what argmap knows, in any editor. `server.py` wires one module a feature."""
