"""Making a bulletin of a span: picking stories, publishing, withdrawing; and the office's own template."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.insight import queries, wording
from youlin.domains.insight.models import Issue, PaperTemplate, Story, ToldFigure
from youlin.domains.insight.queries.told import ONE_DAY, REST
from youlin.domains.insight.rules.stories import still_shown
from youlin.domains.territory import queries as territory
from youlin.domains.territory.models import Territory
from youlin.foundation import audit
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import Period

TITLE_LIMIT, STORY_LIMIT, MOST_STORIES = 120, 1000, 12


def make_issue(*, actor: Actor, territory_key: UUID, first: date, last: date, now: datetime) -> Issue:
    """Begin a bulletin of a place and a span; the same span again is the same one. Raises NotThere, Invalid."""
    place = territory.get(territory_key)
    if place.subdistrict_id is None or not actor.can_at(Can.PUT_UP, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    period = queries.period_of(first, last)
    with transaction.atomic():
        row, made = Issue.objects.get_or_create(
            subdistrict_id=place.subdistrict_id,
            territory=place,
            first=first,
            last=last,
            defaults={
                "title": wording.issue_title(place.name, period)[:TITLE_LIMIT],
                "made_at": now,
                "by_name": actor.name,
            },
        )
        if made:
            _record("bulletin.make", row, actor, now)
    return row


def pick_story(
    *, actor: Actor, issue: UUID, case: UUID, title: str, text: str, now: datetime, named_by_consent: bool = False
) -> Story:
    """Tell a closed case in a bulletin, in words that somebody confirmed; picked again, the words are changed.

    Numbers and addresses never; names only where `named_by_consent`. Raises NotThere, Invalid, Refusal `published`.
    """
    with transaction.atomic():
        row = _open(actor, issue)
        found = queries.draft(actor, row, case)
        said, head = text.replace("\0", "").strip(), title.replace("\0", "").strip()
        if not head or len(head) > 60:
            raise Invalid("title_missing", _("请写一个 60 字以内的题目。"), field="title")
        if not said or len(said) > STORY_LIMIT:
            raise Invalid("text_missing", _("请写 %(n)d 字以内的一段话。") % {"n": STORY_LIMIT}, field="text")
        left = still_shown(f"{head}\n{said}", names=() if named_by_consent else queries.known_names(row, found.case))
        if left is not None:
            raise Invalid(left.left.value, wording.still_shown(left), field="text")
        known = Story.objects.filter(issue=row)
        if known.count() >= MOST_STORIES and not known.filter(case=case).exists():
            raise Refusal("stories_enough", _("一期最多 %(n)d 个故事，请先去掉一个。") % {"n": MOST_STORIES})
        story, _made = Story.objects.update_or_create(
            subdistrict_id=row.subdistrict_id,
            issue=row,
            case=found.case,
            defaults={
                "title": head,
                "text": said,
                "named_by_consent": named_by_consent,
                "picked_at": now,
                "picked_by": actor.name,
            },
        )
        _record("bulletin.story", row, actor, now, {"case": str(case), "named": named_by_consent})
    return story


def drop_story(*, actor: Actor, issue: UUID, case: UUID, now: datetime) -> None:
    """Take a story out again. Raises NotThere, Refusal `published`."""
    with transaction.atomic():
        row = _open(actor, issue)
        Story.objects.filter(issue=row, case=case).delete()
        _record("bulletin.unstory", row, actor, now, {"case": str(case)})


def publish(*, actor: Actor, issue: UUID, title: str, now: datetime) -> Issue:
    """Let everybody read it, with the figures as they are now. Raises NotThere, Invalid, Refusal `published`."""
    with transaction.atomic():
        row = _open(actor, issue)
        head = title.strip()
        if not head or len(head) > TITLE_LIMIT:
            raise Invalid("title_missing", _("请写上题目。"), field="title")
        Territory.objects.select_for_update().get(pk=row.subdistrict_id)  # two at once would not know of each other
        spans = queries.with_before(actor, row.territory, Period(row.first, row.last))
        row.title = head
        row.figures = {name: told.plain() for name, told in zip(("now", "before"), spans, strict=True)}
        row.published_at, row.published_by, row.withdrawn_at, row.withdrawn_because = now, actor.name, None, ""
        row.save(
            update_fields=["title", "figures", "published_at", "published_by", "withdrawn_at", "withdrawn_because"]
        )
        _remember(row, spans, now)
        _record("bulletin.publish", row, actor, now)
    return row


def _remember(row: Issue, spans: Iterable[queries.Outside], now: datetime) -> None:
    """Keep what was told: also after it is withdrawn, later spans could be subtracted from it."""
    cells = {(key, cell): n for told in spans for key, values in told.cells.items() for cell, n in values.items()}
    paths = {cell.place.removesuffix(REST) for _key, cell in cells}
    places = dict(Territory.objects.filter(path__in=paths).values_list("path", "pk"))
    add_rows(
        [
            ToldFigure(
                subdistrict_id=row.subdistrict_id, issue=row, territory_id=places[cell.place.removesuffix(REST)],
                rest=cell.place.endswith(REST), key=key.value, first=cell.first, last=cell.end - ONE_DAY, value=value,
                told_at=now,
            )
            for (key, cell), value in cells.items()
        ],
        skip_known=True,
    )  # fmt: skip


def withdraw_issue(*, actor: Actor, issue: UUID, reason: str, now: datetime) -> Issue:
    """Take it from the public pages; it can be corrected and published again. Raises NotThere, Invalid, Refusal."""
    with transaction.atomic():
        row = _locked(actor, issue)
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句为什么撤下。"), field="reason")
        if not row.shows:
            raise Refusal("not_published", _("这一期没有在公开。"))
        row.withdrawn_at, row.withdrawn_because = now, reason.strip()[:200]
        row.save(update_fields=["withdrawn_at", "withdrawn_because"])
        _record("bulletin.withdraw", row, actor, now, {"reason": row.withdrawn_because})
    return row


def set_template(
    *, actor: Actor, subdistrict: UUID, name: str, data: bytes, check: Callable[[bytes], None], now: datetime
) -> PaperTemplate:
    """Keep the office's own Word template, once `check` is content with it. Raises NotThere, Invalid."""
    check(data)
    return _keep_template(actor, subdistrict, name[:120], base64.b64encode(data).decode(), now)


def default_template(*, actor: Actor, subdistrict: UUID, now: datetime) -> PaperTemplate:
    """Bring the default template back. Raises NotThere."""
    return _keep_template(actor, subdistrict, "", "", now)


def template_again(*, actor: Actor, subdistrict: UUID, version: int, now: datetime) -> PaperTemplate:
    """Use an earlier version again. Raises NotThere."""
    found = PaperTemplate.objects.filter(subdistrict=subdistrict, version=version).first()
    if found is None:
        raise NotThere("version_unknown", _("没有这一版。"))
    return _keep_template(actor, subdistrict, found.name, found.content, now)


def _keep_template(actor: Actor, street: UUID, name: str, content: str, now: datetime) -> PaperTemplate:
    place = territory.get(street)
    if place.subdistrict_id != place.pk or not actor.can_at(Can.CONFIGURE, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    with transaction.atomic():
        last = PaperTemplate.objects.filter(subdistrict=place).order_by("-version").values_list("version", flat=True)
        row = PaperTemplate(
            subdistrict=place, version=(last.first() or 0) + 1, name=name, content=content, at=now, by_name=actor.name
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refusal("changed_meanwhile", _("刚刚有人换过模板，请看看最新的再换。")) from error
        deed = audit.Deed("bulletin.template", "paper_template", row.pk, place.pk, {"name": name})
        audit.record([deed], actor=actor, now=now)
    return row


def _locked(actor: Actor, key: UUID) -> Issue:
    row = (
        Issue.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .filter(pk=key)
        .select_related("territory", "subdistrict")
        .first()
    )
    if row is None:
        raise NotThere("issue_unknown", _("没有这一期简报。"))
    return row


def _open(actor: Actor, key: UUID) -> Issue:
    row = _locked(actor, key)
    if row.shows:
        raise Refusal("published", _("这一期已经公开了。要改，请先撤下。"))
    return row


def _record(verb: str, row: Issue, actor: Actor, now: datetime, changes: dict[str, object] | None = None) -> None:
    audit.record([audit.Deed(verb, "issue", row.pk, row.territory_id, changes or {})], actor=actor, now=now)
