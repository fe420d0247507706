"""Campaigns, meetings and volunteering at the desk: where one goes from here."""
