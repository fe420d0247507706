"""The certificate of service: whom, how many hours, at what, and a code by which anybody can check it."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from youlin.domains.chiefs.papers import setting
from youlin.domains.outreach.models import Certificate
from youlin.domains.outreach.rules.volunteering import hours
from youlin.foundation import clock

MOST_LINES = 18  # on one page; the sum counts all


def certificate_pdf(certificate: Certificate, *, address: str) -> bytes:
    """One A4 page of one that was issued. `address`: the whole address of the page that checks it."""
    if certificate.issued_at is None:
        raise ValueError("a certificate is printed once it is issued")
    said = {"name": certificate.name, "times": len(certificate.lines), "hours": hours(certificate.minutes)}
    return setting.pdf(
        "certificate",
        {
            "title": _("志愿服务证明"),
            "street": certificate.subdistrict.name,
            "said": _("%(name)s 在本街道参加志愿服务 %(times)d 次，共 %(hours)s 小时。特此证明。") % said,
            "number": _("编号 %(number)s") % {"number": certificate.number},
            "day": setting.day(clock.day_of(certificate.issued_at)),
            "scan": _("扫一扫，辨真伪"),
            "heads": [_("日期"), _("活动"), _("小时")],
            "lines": [[day, title, hours(minutes)] for day, title, minutes in certificate.lines[-MOST_LINES:]],
            "more": _("较早的没有列出，都算在总数里。") if len(certificate.lines) > MOST_LINES else "",
            "qr": setting.code(address),
        },
        room=Path(__file__).parent,
    )
