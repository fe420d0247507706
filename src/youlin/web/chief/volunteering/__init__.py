"""Volunteering on the phone: signing up, calling an activity, saying who came."""
