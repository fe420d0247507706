"""Insight keeps nothing of its own: a figure is counted when it is asked for, and cannot differ from its records."""
