"""数字与简报: the figures of a place and a span, the records behind each, and the bulletin."""
