"""Filling in figures with a second pair of eyes, keeping what was learnt, leads."""
