"""Supplies at the desk: the store, the lists, the doors that are still missing."""
