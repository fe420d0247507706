"""One folder a noun, stacked: a domain imports only those below it (see CONTRIBUTING.md)."""
