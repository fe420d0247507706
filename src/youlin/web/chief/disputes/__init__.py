"""Disputes on the phone."""
