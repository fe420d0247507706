"""What can be done in outreach, one public verb each, a file a noun."""

from youlin.domains.outreach.actions.certificates import (
    ask_certificate,
    issue_certificate,
    raise_late_certificates,
    revoke_certificate,
)
from youlin.domains.outreach.actions.covenants import publish_covenant, review_covenant, write_covenant
from youlin.domains.outreach.actions.micro_services import (
    NewService,
    decline_proposal,
    log_proposal,
    log_service,
    log_services,
)
from youlin.domains.outreach.actions.telling import settle_late_certificate, tell_of_late_certificates
from youlin.domains.outreach.actions.volunteering import (
    NewActivity,
    call,
    call_off,
    cancel,
    check_off,
    sign_up,
    sign_up_public,
)

__all__ = [
    "NewActivity",
    "NewService",
    "ask_certificate",
    "call",
    "call_off",
    "cancel",
    "check_off",
    "decline_proposal",
    "issue_certificate",
    "log_proposal",
    "log_service",
    "log_services",
    "publish_covenant",
    "raise_late_certificates",
    "review_covenant",
    "revoke_certificate",
    "settle_late_certificate",
    "sign_up",
    "sign_up_public",
    "tell_of_late_certificates",
    "write_covenant",
]
