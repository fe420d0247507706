"""Messaging decides nothing yet: whom to tell is decided by who announces. Quiet hours and consent will stand here."""
