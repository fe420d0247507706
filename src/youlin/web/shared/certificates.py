"""The certificate of service as a PDF, for the desk and for whoever it names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.outreach import tokens
from youlin.domains.outreach.papers.certificate import certificate_pdf
from youlin.domains.outreach.queries.volunteering import Certificate
from youlin.web.shared import papers


def answer(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The paper of one that was issued and holds; else it is not there."""
    if certificate.issued_at is None or certificate.revoked_at is not None:
        raise Http404
    address = request.build_absolute_uri(reverse("public:certificate", args=[tokens.issue(certificate.pk)]))
    return papers.pdf(certificate_pdf(certificate, address=address), _("志愿服务证明"))
