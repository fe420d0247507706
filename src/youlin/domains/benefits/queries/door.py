"""What was gathered at the door for one application, and the register of near relatives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits.models import (
    Application,
    ApplicationPhoto,
    Investigator,
    Signature,
    StaffRelative,
    SurveyVisit,
)
from youlin.domains.benefits.queries import own
from youlin.domains.benefits.rules.door import Dweller, Paper, checks_means, must_consent
from youlin.domains.residents.models import Resident
from youlin.domains.residents.rules import grown_up_if_born_by
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who must sign a paper, and the signature if there is one. `key`: of the resident or investigator."""

    key: UUID
    name: str
    part: str  # resident, investigator
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that was gathered for one application."""

    row: Application
    people: list[Resident]
    signers: dict[Paper, list[Signer]]
    investigators: list[Investigator]
    photos: list[ApplicationPhoto]
    visit: SurveyVisit | None
    relative: StaffRelative | None  # the latest word; None while nobody asked
    means: bool  # the programme looks at what the family has, so the check of it is to be authorised

    @property
    def serving(self) -> list[Investigator]:
        """Those who survey: a near relative stands aside."""
        return [one for one in self.investigators if not one.related]

    def signed(self, paper: Paper) -> bool:
        """Whether everybody who must has signed; nobody must where there is nothing to authorise."""
        return all(one.signature for one in self.signers.get(paper, ()))


def dossier(row: Application, day: date) -> Dossier:
    """What was gathered for an application in sight, in six queries. The caller has been allowed to see it."""
    people = list(
        Resident.objects.filter(household=row.household_id, left_on__isnull=True)
        .defer("id_number", "phone")
        .order_by("created_at", "pk")
    )
    investigators = list(Investigator.objects.filter(application=row, left_at__isnull=True).order_by("added_at", "pk"))
    latest: dict[tuple[str, UUID | None], Signature] = {
        (one.paper, one.resident_id or one.investigator_id): one
        for one in Signature.objects.filter(application=row).order_by("recorded_at", "pk")
    }
    programme = own.programme(row.programme, row.subdistrict_id)
    means = programme is None or checks_means(one.when for one in programme.conditions)
    papers = [paper for paper in Paper if means or paper is not Paper.CONSENT]
    return Dossier(
        row,
        people,
        {paper: _signers(row, paper, people, investigators, latest, day) for paper in papers},
        investigators,
        list(ApplicationPhoto.objects.filter(application=row, removed_at__isnull=True).order_by("added_at", "pk")),
        SurveyVisit.objects.filter(application=row).order_by("recorded_at", "pk").last(),
        StaffRelative.objects.filter(application=row, ended_at__isnull=True).order_by("recorded_at", "pk").last(),
        means,
    )


def _signers(
    row: Application,
    paper: Paper,
    people: list[Resident],
    investigators: Iterable[Investigator],
    latest: dict[tuple[str, UUID | None], Signature],
    day: date,
) -> list[Signer]:
    names = {person.pk: person.name for person in people} | {row.applicant_id: row.applicant.name}
    keys = [row.applicant_id]
    if paper is Paper.CONSENT:
        dwellers = [Dweller(person.pk, person.birth_date, person.lives_here) for person in people]
        keys = must_consent(dwellers, row.applicant_id, adult_if_born_by=grown_up_if_born_by(day))
    found = [Signer(key, names[key], "resident", latest.get((paper.value, key))) for key in keys]
    if paper is Paper.SURVEY:
        found += [
            Signer(one.pk, one.name, "investigator", latest.get((paper.value, one.pk)))
            for one in investigators
            if not one.related
        ]
    return found


def application_photo(actor: Actor, application: UUID, key: UUID) -> ApplicationPhoto:
    """One photograph of a paper of an application in sight. Raises NotThere."""
    rows = Application.objects.visible_to(actor).filter(pk=application)
    found = ApplicationPhoto.objects.filter(pk=key, application__in=rows, removed_at__isnull=True).first()
    if found is None:
        raise NotThere("photo_unknown", _("没有这张照片。"))
    return found


def applicant_name(actor: Actor, resident: UUID) -> str:
    """What somebody in sight is called. Raises NotThere."""
    name = Resident.objects.visible_to(actor).filter(pk=resident).values_list("name", flat=True).first()
    if name is None:
        raise NotThere("resident_unknown", _("没有这位居民。"))
    return name


def staff_relatives(actor: Actor) -> QuerySet[StaffRelative]:
    """The register in sight (近亲属备案), the latest first: who is a near relative of whom."""
    rows = StaffRelative.objects.visible_to(actor).filter(ended_at__isnull=True)
    rows = rows.exclude(standing=StaffRelative.Standings.NONE)
    return rows.select_related("resident", "household__neighbourhood", "application").order_by("-recorded_at", "pk")
