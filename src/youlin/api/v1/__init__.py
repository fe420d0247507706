"""Version 1, one file a noun."""
