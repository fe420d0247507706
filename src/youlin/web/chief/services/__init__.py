"""Logging a micro-service: one line."""
