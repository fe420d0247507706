"""What can be done in outreach, one public verb each, a file a noun."""

from youlin.domains.outreach.actions.micro_services import NewService, log_service, log_services

__all__ = ["NewService", "log_service", "log_services"]
