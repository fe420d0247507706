"""Where a household's door is, as the desk knows it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.residents import actions, queries
from youlin.domains.residents.queries import positions
from youlin.domains.residents.rules.positions import BUILDING
from youlin.foundation import clock
from youlin.web.office.asking import ask
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.points import PointForm


@page(Can.EDIT_HOUSEHOLDS)
def point(request: HttpRequest, household: UUID) -> HttpResponse:
    """Write the point down, or let it be known no more."""
    actor, now = actor_of(request), clock.now()
    home = queries.home(actor, household).household
    known = positions.position_of(actor, household)
    own = str(known.point) if known is not None and known.source != BUILDING else ""
    form = PointForm(request.POST or None, initial={"point": own})
    hint = _("排走访路线、划邻、就近安排人时用得上。花名册里有“经度”“纬度”两列，也会一起读进来。")
    if known is not None and not own:
        hint = _("同一栋楼里别的户记过，现在先用那里的位置：%(point)s。") % {"point": known.point}
    return ask(
        request,
        form,
        lambda: actions.set_point(actor=actor, household=household, point=form.cleaned_data["point"], now=now),
        back=reverse("office:household", args=[household]),
        title=_("这一户的位置"),
        kicker=str(home),
        hint=hint,
        done=_("已记下。"),
    )
