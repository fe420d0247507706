"""Meetings, as the phone and the desk show them alike."""
