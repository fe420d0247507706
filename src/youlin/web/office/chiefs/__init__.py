"""The register of chiefs at the desk: who holds what, appointing, ending, coverage."""
