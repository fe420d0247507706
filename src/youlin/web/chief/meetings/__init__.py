"""Meetings on the phone."""
