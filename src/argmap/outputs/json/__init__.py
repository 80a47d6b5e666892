"""The JSON documents of the schemas in docs/schemas, and SARIF."""
