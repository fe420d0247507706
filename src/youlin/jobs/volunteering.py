"""What follows from volunteering: who must issue a certificate hears that it is late."""

from __future__ import annotations

from datetime import datetime

from youlin.domains.outreach import actions
from youlin.domains.outreach.events import CertificateIssued, CertificatesDelayed

CERTIFICATES = "/office/outreach/volunteering/certificates/"


def tell_of_late_certificates(event: CertificatesDelayed, now: datetime) -> None:
    """The street's desk promised them within ten working days."""
    actions.tell_of_late_certificates(certificates=event.certificates, link=CERTIFICATES, now=now)


def settle_certificate(event: CertificateIssued, now: datetime) -> None:
    """What is issued need not be read of."""
    actions.settle_late_certificate(certificate=event.certificate, now=now)
