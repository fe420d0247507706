"""Papers of outreach, set by Typst from plain values: agenda and minutes of a meeting, certificates of service."""
