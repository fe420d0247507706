"""Questions to a chief about people whom nobody reaches."""
