"""Inspections on the phone: the doors that wait, and one small form a place, a tap a question."""
