"""Insight announces nothing: it is read."""
