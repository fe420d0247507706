"""How quick the house is at what it is for, on a database of its own: `python3 dev.py bench [name …] [--json]`."""
