"""Insight writes nothing: it reads all, and what it says is made anew each time."""
