"""The open interface: v1, one file a noun."""
