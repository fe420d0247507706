"""Papers of outreach, set by Typst from plain values: the agenda and the minutes of a meeting."""
