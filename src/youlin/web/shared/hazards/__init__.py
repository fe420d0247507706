"""A hazard as both audiences show it, and the next thing to do with it."""
