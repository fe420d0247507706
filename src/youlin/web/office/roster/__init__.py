"""Bringing a roster in at the desk: choose the file, see the difference, say yes, get the rest back to correct."""
