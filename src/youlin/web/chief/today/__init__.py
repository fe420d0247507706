"""Today: who to greet and to visit, and what rose to whom sits higher."""
