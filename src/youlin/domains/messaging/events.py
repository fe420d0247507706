"""Messaging announces nothing: it is where announcements end."""
