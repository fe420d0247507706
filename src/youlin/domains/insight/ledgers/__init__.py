"""The engine of ledgers: `shape` reads a template, `growing` makes room in it, `writing` fills it with `facts`."""
