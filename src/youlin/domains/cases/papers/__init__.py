"""Papers of disputes, set by Typst from plain values: the agreement, and the sheet with the ways of the law."""
