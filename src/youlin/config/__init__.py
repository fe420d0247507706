"""How the program is put together: environment, settings, doors, server."""
