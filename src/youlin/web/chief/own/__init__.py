"""Mine: my posts, my notices, how I want to read."""
