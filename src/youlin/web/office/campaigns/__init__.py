"""Campaigns at the desk: beginning one, its pictures and sounds, and the live board of doors still missing."""
