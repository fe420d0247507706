"""Template tags of every page; `youlin` is a builtin of the engine, so pages need no `load`."""
