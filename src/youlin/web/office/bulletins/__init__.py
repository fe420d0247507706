"""Bulletins that somebody makes: stories from closed cases, publication, and the office's own template."""
