"""Papers, set by Typst: of `disputes` the agreement and the ways of the law, of hazards the `rectification` notice."""
