"""Tables of outreach: `micro_services`, small acts of help."""

from youlin.domains.outreach.models.micro_services import MicroService, MicroServiceQuerySet

__all__ = ["MicroService", "MicroServiceQuerySet"]
