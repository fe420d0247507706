"""What is still to be done for an application, and how far each thing has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.benefits.queries import Dossier
from youlin.domains.benefits.rules.clock import EMERGENCIES, INVESTIGATORS
from youlin.domains.benefits.rules.door import Paper
from youlin.web.shared.applications.room import Room
from youlin.web.shared.parts import Tone


@dataclass(frozen=True, slots=True)
class Task:
    """One small page: its name, where it is, and its state in a word."""

    title: str
    url: str
    tone: Tone
    word: str
    note: str = ""


def tasks(found: Dossier, room: Room) -> list[Task]:
    """The pages of an application in the order in which they are gone through at the door."""
    row = found.row
    ready = sum(bool(one["ready"]) for one in row.checklist)
    listed = [
        Task(
            _("材料"),
            room.url("application_materials", row.pk),
            *_state(ready == len(row.checklist), _("%(n)s / %(all)s 份") % {"n": ready, "all": len(row.checklist)}),
            note=ngettext("照片 %(n)s 张", "照片 %(n)s 张", len(found.photos)) % {"n": len(found.photos)}
            if found.photos
            else "",
        )
    ]
    if found.means:
        listed.append(_signing(found, room, Paper.CONSENT, _("授权核对家庭经济状况")))
    listed += [
        Task(
            _("近亲属备案"),
            room.url("application_relatives", row.pk),
            *_state(found.relative is not None, _("还没有问")),
            note=found.relative.get_standing_display() if found.relative else "",
        ),
        _signing(found, room, Paper.FORM, _("申请书签名")),
    ]
    if row.programme in EMERGENCIES:  # no survey: help came first
        return listed
    listed.append(
        Task(
            _("入户调查"),
            room.url("application_survey", row.pk),
            *_state(
                found.visit is not None and len(found.serving) >= INVESTIGATORS,
                _("调查人 %(n)s / %(all)s") % {"n": len(found.serving), "all": INVESTIGATORS},
            ),
            note=_("递交以后再做也行"),
        )
    )
    if found.row.stage != "gathering":
        listed.append(_signing(found, room, Paper.SURVEY, _("入户调查表签名")))
    return listed


def _signing(found: Dossier, room: Room, paper: Paper, title: str) -> Task:
    signers = found.signers[paper]
    done = sum(one.signature is not None for one in signers)
    words = _("%(n)s / %(all)s 人签了") % {"n": done, "all": len(signers)}
    return Task(title, room.url("application_signing", found.row.pk, paper.value), *_state(found.signed(paper), words))


def _state(done: bool, open_words: str) -> tuple[Tone, str]:
    return ("done", _("好了")) if done else ("due", open_words)
