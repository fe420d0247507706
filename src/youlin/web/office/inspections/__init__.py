"""Inspections at the desk: rounds and the doors that are still missing, the sites, and the checklists."""
