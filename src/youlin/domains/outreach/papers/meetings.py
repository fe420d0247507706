"""A meeting on paper: its agenda before, its minutes after. Neither is kept: each is set anew."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from youlin.domains.chiefs.papers import setting
from youlin.domains.chiefs.wording import post_name
from youlin.domains.outreach.models import AgendaItem
from youlin.domains.outreach.queries.meetings import Item, Record
from youlin.foundation import clock

ROOM = Path(__file__).parent


def agenda(record: Record) -> bytes:
    """What is to be talked about, with room to write."""
    return setting.pdf("meeting", _values(record, _("%(title)s议程"), minutes=False), room=ROOM)


def minutes(record: Record) -> bytes:
    """What was said, decided, raised and given out, to be signed."""
    return setting.pdf("meeting", _values(record, _("%(title)s会议记录"), minutes=True), room=ROOM)


def _values(record: Record, title: str, *, minutes: bool) -> dict[str, object]:
    row = record.meeting
    local = row.starts_at.astimezone(clock.SHANGHAI)
    count = _("到场 %(n)d / 应到 %(all)d") % {"n": record.present, "all": record.expected}
    guests = _("，另有 %(n)d 位旁听") % {"n": row.guests} if row.guests else ""
    rows = [
        (_("什么会"), row.get_kind_display()),
        (_("时间"), f"{setting.day(local.date())} {local:%H:%M}"),
        (_("地点"), row.place),
        (_("哪里的会"), row.territory.full_name),
    ]
    if minutes:
        rows += [(_("主持"), row.chair), (_("到场"), count + guests)]
    return {
        "title": title % {"title": row.title},
        "rows": [{"label": label, "value": value} for label, value in rows],
        "items": [_item(item, minutes) for item in record.items],
        "minutes": row.minutes if minutes else "",
        "raised": [f"{one.case.number} {one.case.text}" for one in record.raised] if minutes else [],
        "tasks": [
            f"{post_name(task.post)}：{task.text}（{_('%(day)s以前') % {'day': setting.day(task.due_on)}}）"
            for task in record.tasks
        ]
        if minutes
        else [],
        "write": not minutes,
        "words": {
            "agenda": _("议程"),
            "answer": _("答复"),
            "decision": _("决定"),
            "minutes": _("会议情况"),
            "raised": _("会上反映的"),
            "tasks": _("会上交办的"),
            "sign": _("主持人（签名）____________　　记录人（签名）____________　　日期____________")
            if minutes
            else "",
        },
    }


def _item(item: Item, minutes: bool) -> dict[str, str]:
    row = item.row
    hands = ""
    if minutes and row.hands_for is not None:
        hands = _("举手：赞成 %(yes)d，反对 %(no)d，弃权 %(abstain)d") % {
            "yes": row.hands_for, "no": row.hands_against, "abstain": row.hands_abstaining,
        }  # fmt: skip
    who = post_name(row.task.post) + "：" if row.task is not None else ""
    return {
        "number": str(row.number),
        "kind": "" if row.kind == AgendaItem.Kinds.TOPIC else row.get_kind_display(),
        "text": who + row.text,
        "answer": item.answer,
        "said": row.said if minutes else "",
        "decision": "　".join(part for part in (row.decision, hands) if part) if minutes else "",
    }
