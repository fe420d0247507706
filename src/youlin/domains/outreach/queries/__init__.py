"""Reads of outreach, a file a noun: `micro_services`, `volunteering`, `covenants`."""

from youlin.domains.outreach.queries.micro_services import done_between, mine, places, proposed, services

__all__ = ["done_between", "mine", "places", "proposed", "services"]
