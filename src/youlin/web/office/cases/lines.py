"""The rows of the desk's table of cases: put together here, because the template language takes four times as long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from html import escape
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from youlin.domains.cases import queries
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.wording import rung_name
from youlin.web.office import listing
from youlin.web.shared.cases import showing
from youlin.web.shared.templatetags import youlin as parts

LONGEST = 60  # characters of what was said
ROW = """<tr>
<td class="tick"><label><input type="checkbox" name="case" value="{}" form="bulk">
<span class="unseen">{}</span></label></td>
<th scope="row"><a class="number" href="{}" data-panel>{}</a></th>
<td>{}</td>
<td class="wide-only">{}</td>
<td class="wide-only">{}</td>
<td class="wide-only"><a href="{}">{}</a></td>
<td>{}</td>
<td class="wide-only">{}</td>
<td class="wide-only">{}</td>
</tr>"""


def lines(request: HttpRequest, cases: Iterable[queries.Shown], now: datetime) -> SafeString:
    """A row for each case of a page; empty where there is none. What repeats is worked out once."""
    link = cache(lambda post: listing.link(request, holder=str(post)))
    status = cache(parts.status)
    label = cache(lambda choices, value: str(choices(value).label))
    rung = cache(lambda value: capfirst(rung_name(value)))
    pick, sample = _("选"), UUID(int=0)
    before, after = reverse("office:case", args=[sample]).split(str(sample))

    def row(case: queries.Shown) -> tuple[object, ...]:
        state = showing.state(case, now)
        text = case.text if len(case.text) <= LONGEST else Truncator(case.text).chars(LONGEST)
        if case.urgency != Urgency.NORMAL:
            text = format_html("{} {}", text, status("late", label(queries.Urgencies, case.urgency)))
        return (
            case.pk,
            f"{pick} {case.number}",
            f"{before}{case.pk}{after}",
            case.number,
            text,
            label(queries.Case.Kinds, case.kind),
            case.place,
            link(case.holder),
            case.department or rung(case.rung),
            status(state.tone, state.text),
            label(queries.Case.Sources, case.source),
            parts.when(case.reported_at, now=now),
        )

    return SafeString("\n".join(ROW.format(*map(_cell, row(case))) for case in cases))


def _cell(value: object) -> str:
    """Escaped, as `format_html` does it, which first asks of each cell whether it is a text to be translated later."""
    return value if isinstance(value, SafeString) else escape(str(value))
