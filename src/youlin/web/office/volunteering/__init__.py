"""Volunteering at the desk: activities, who came, certificates of service."""
