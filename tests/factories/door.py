"""What is gathered for an application at the door, as people would do it: with real actions."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from youlin.domains.access.actor import Actor
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import Application
from youlin.domains.benefits.rules.door import Paper, Way
from youlin.foundation import clock

NAME = "100,120 140,118 180,122 220,119 260,121 300,120;200,60 202,110 201,160 199,210 203,260"


def opened(actor: Actor, applicant: uuid.UUID, programme: str, *, now: datetime) -> Application:
    """An application that was just begun."""
    return actions.open_application(
        actor=actor, application=actions.NewApplication(uuid.uuid4(), applicant, programme), now=now
    )


def sign_all(actor: Actor, row: Application, paper: Paper, *, now: datetime) -> None:
    """Everybody who must signs a paper on glass."""
    for signer in queries.dossier(row, clock.day_of(now)).signers.get(paper, ()):
        new = actions.NewSignature(uuid.uuid4(), row.pk, paper, signer.key, Way.GLASS, now, NAME)
        actions.sign(actor=actor, signature=new, now=now)


def gather(actor: Actor, row: Application, *, now: datetime) -> Application:
    """Papers, consent, the question about relatives, the applicant's name: ready to be filed."""
    ready = list(range(len(row.checklist)))
    actions.set_material(actor=actor, application=row.pk, ready=ready, now=now)
    declared = actions.Declared(uuid.uuid4(), "none", now)
    actions.declare_relative(actor=actor, application=row.pk, said=declared, now=now)
    for paper in (Paper.CONSENT, Paper.FORM):
        sign_all(actor, row, paper, now=now)
    row.refresh_from_db()
    return row


def survey(actor: Actor, row: Application, *, now: datetime, visited: date | None = None) -> Application:
    """Two investigators, what they found, and every name below it: ready to be recorded as surveyed."""
    for name, office in (("覃调查", "溪布社区，民政专干"), ("彭调查", "锣溪街道，民政办")):
        new = actions.NewInvestigator(uuid.uuid4(), name, office, related=False)
        actions.name_investigator(actor=actor, application=row.pk, new=new, now=now)
    found = actions.Surveyed(uuid.uuid4(), visited or clock.day_of(now), "两间瓦房，屋里整洁。")
    actions.keep_survey(actor=actor, application=row.pk, found=found, now=now)
    sign_all(actor, row, Paper.SURVEY, now=now)
    return row
