"""Taking back what was done to many cases at once: each case as it stood, as long as nobody moved it since."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions import bench as benches
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.actions.bulk import KEPT, announced
from youlin.domains.cases.events import CasesReverted
from youlin.domains.cases.models import Batch, BatchItem, Case, Helping
from youlin.domains.cases.rules.bulk import may_undo
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Step
from youlin.domains.chiefs.models import Post
from youlin.foundation import audit
from youlin.foundation.db import set_rows
from youlin.foundation.refusal import NotThere, Refusal


def undo_batch(*, actor: Actor, batch: UUID, now: datetime) -> Batch:
    """Put every case of one's own batch back, with an event that says so; what moved since stays and is listed.

    Twice is once. Raises NotThere, Refusal `too_late`.
    """
    with transaction.atomic():
        found = Batch.objects.filter(pk=batch).select_for_update().first()
        if found is None or found.actor != actor.user_id:
            raise NotThere("batch_unknown", _("没有这一批。"))
        if found.undone_at is not None:
            return found
        if not may_undo(at=found.at, undone=False, now=now):
            raise Refusal("too_late", _("过了一个小时，不能整批撤销了。请打开那一件来办。"))
        items = {item.case_id: item for item in found.items.filter(why_not="")}
        rows = Case.objects.visible_to(actor).filter(pk__in=items).select_for_update(of=("self",))
        laid = benches.lay(list(rows.select_related("territory").order_by("pk")))
        helper = Post.objects.filter(pk=found.helper).select_related("territory").first() if found.helper else None
        back = [bench for bench in laid if _put_back(bench, items[bench.case.pk], helper, actor, now)]
        if helper is not None:
            left = Helping.objects.filter(case__in=[bench.case.pk for bench in back], post=helper, until=None)
            left.update(until=now)
        benches.write(back, actor=actor, now=now, announcing=announced(back, lambda steps: CasesReverted(steps=steps)))
        found.undone_at = now
        found.save(update_fields=["undone_at"])
        set_rows(list(items.values()), ["undone", "why_kept"])
        changes = {"cases": [len(items), len(items) - len(back)]}
        audit.record([audit.Deed("batch.undo", "batch", found.pk, found.subdistrict_id, changes)], actor=actor, now=now)
    return found


def _put_back(bench: Bench, item: BatchItem, helper: Post | None, actor: Actor, now: datetime) -> bool:
    """Put one case back, or say on its line why not."""
    case, before = bench.case, item.before["case"]
    due, late = parse_datetime(before["due_at"]), before["overdue_since"]
    if case.version != item.version:
        item.why_kept = _("后来又有人动过这件事，没有撤销。")
    elif due is not None and due <= now and late in ("", "None", None):
        item.why_kept = _("原来的时限已经过了，没有撤销。")
    elif helper is not None:
        bench.step(Step.LEAVE, at=now, doer=actor, to_post=helper)
        item.undone = True
    else:
        _restore(bench, item, actor, now)
        item.undone = True
    return item.undone


def _restore(bench: Bench, item: BatchItem, actor: Actor, now: datetime) -> None:
    case, before = bench.case, item.before["case"]
    due = parse_datetime(before["due_at"])
    bench.step(Step.UNDO, at=now, doer=actor, to_rung=Rung(int(before["rung"])), due_at=due)
    for name in KEPT:
        column = Case._meta.get_field(name)
        text = before[name]
        value = None if text in ("", "None") and column.null else column.to_python(text)  # type: ignore[union-attr]
        setattr(case, column.attname, value)  # type: ignore[union-attr]
    for rung, held in bench.trail.items():
        known = item.before["held"].get(str(int(rung)))
        if known is None:
            held.active = False
        else:
            since = parse_datetime(known[1])
            held.post_id, held.since, held.active = UUID(known[0]), since or now, known[2]
        bench.touched.add(rung)
