"""Decisions of a selection round: `states` steps, `days` the calendar, `fitness` the review, `counting` the vote."""
