"""Reading bulletins: those somebody made, what could be told in one, the template, and what everybody reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.rules.states import Step
from youlin.domains.insight.models import Issue, Story
from youlin.domains.insight.queries.sheets import Bulletin, as_published, bulletin
from youlin.domains.insight.rules.stories import first_clause, without_names
from youlin.domains.residents.models import Resident
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere
from youlin.foundation.values import Period

__all__ = [
    "Draft",
    "Issue",
    "Story",
    "candidates",
    "draft",
    "filled",
    "issue",
    "issues",
    "known_names",
    "published",
    "published_issue",
]

MOST = 60


def issues(actor: Actor) -> QuerySet[Issue]:
    """Bulletins in the actor's reach, the latest span first."""
    return Issue.objects.visible_to(actor).select_related("territory").order_by("-last", "-first", "-id")


def issue(actor: Actor, key: UUID) -> Issue:
    """One of them. Raises NotThere."""
    found = issues(actor).filter(pk=key).prefetch_related("stories__case").first()
    if found is None:
        raise _unknown()
    return found


def filled(actor: Actor, found: Issue, *, now: datetime, for_outside: bool = False) -> Bulletin:
    """A bulletin with its figures and its stories, ready to be set; for outside as it is read there."""
    if for_outside and found.shows:
        return as_published(found)
    made = bulletin(actor, found.territory, Period(found.first, found.last), now=now, for_outside=for_outside)
    told = [(story.title, story.text) for story in sorted(found.stories.all(), key=lambda one: one.picked_at)]
    return made.telling(found.title, told)


def candidates(actor: Actor, found: Issue) -> QuerySet[Case]:
    """Cases closed in the span that may be told: in sight, never a restricted one; the best rated first."""
    told = Story.objects.filter(issue=found).values("case")
    rows = Case.objects.visible_to(actor).filter(
        under("territory__path", found.territory.path),
        restricted=False,
        danger="",
        status=Case.Statuses.CLOSED,
        merged_into=None,
        closed_at__gte=clock.start_of(found.first),
        closed_at__lt=clock.end_of(found.last),
    )
    return rows.exclude(pk__in=told).select_related("territory").order_by("-rating", "-closed_at", "-id")


@dataclass(frozen=True, slots=True)
class Draft:
    """A case as it could be told: names, numbers and addresses put away. `raw`: as it was said, for the picker only."""

    case: Case
    title: str
    text: str
    raw: str


def draft(actor: Actor, found: Issue, key: UUID) -> Draft:
    """A first text of a story. Raises NotThere for a case that may not be told."""
    told = Story.objects.filter(issue=found, case=key).first()
    allowed = candidates(actor, found).filter(pk=key) if told is None else Case.objects.visible_to(actor).filter(pk=key)
    case = allowed.select_related("territory", "household", "resident").first()
    if case is None:
        raise NotThere("case_unknown", _("没有这件事，或者它不能写进简报。"))
    answers = CaseEvent.objects.filter(case=case, kind=Step.ANSWER).order_by("-seq").values_list("text", flat=True)
    thanks = CaseEvent.objects.filter(case=case, kind=Step.CONFIRM).order_by("-seq").values_list("text", flat=True)
    raw = "\n".join(part for part in (case.text, answers.first() or "", thanks.first() or "") if part)
    if told is not None:
        return Draft(case, told.title, told.text, raw)
    places = [case.place, case.household.address if case.household else ""]
    names = known_names(found, case)
    text = without_names(raw, names=names, places=places)
    return Draft(case, first_clause(text) or case.get_kind_display(), text, raw)


def known_names(found: Issue, case: Case) -> set[str]:
    """Names that a story may not say: everybody on the place's roster or who had to do with it."""
    here = under("household__neighbourhood__path", found.territory.path)
    roster = Resident.objects.filter(here).values_list("name", flat=True)
    took_part = CaseEvent.objects.filter(case=case).values_list("actor_name", flat=True)
    return {*roster, *took_part, case.reporter_name, case.reported_by_name} - {""}


def published() -> QuerySet[Issue]:
    """What everybody may read, the newest first. For pages without log-in."""
    rows = Issue.objects.filter(published_at__isnull=False, withdrawn_at=None)
    return rows.select_related("territory").order_by("-published_at", "-id")


def published_issue(key: UUID) -> Issue:
    """One of them, with its stories. Raises NotThere, also once it was withdrawn."""
    found = published().filter(pk=key).prefetch_related("stories").first()
    if found is None:
        raise _unknown()
    return found


def _unknown() -> NotThere:
    return NotThere("issue_unknown", _("没有这一期简报。"))
