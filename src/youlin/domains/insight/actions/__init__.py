"""Insight writes nothing about people, cases or chiefs: it adds up what their work took (`effort`)."""

from youlin.domains.insight.actions.effort import note_effort

__all__ = ["note_effort"]
