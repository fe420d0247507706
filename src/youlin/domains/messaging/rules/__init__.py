"""Decisions of messaging: `postings` what may be shown to everybody, and for how long."""
