"""Campaigns on the phone: what to say, and a tap a door; several doors on one screen."""
