"""What the roster knows of a candidate."""

from __future__ import annotations

from django.db.models import Q

from youlin.domains.chiefs.models import Appointment, Candidature
from youlin.domains.chiefs.rules.selection.fitness import Known, Standing
from youlin.domains.chiefs.rules.selection.states import STILL_IN
from youlin.domains.chiefs.wording import post_name
from youlin.domains.residents.models import Household, Resident


def known_of(row: Candidature) -> Known:
    """What the roster and the consent on record say; nothing of somebody who is not linked to the roster."""
    person = row.resident
    consented = row.consented_on is not None
    if person is None:
        return Known(consented=consented)
    home = person.household
    return Known(
        born=person.birth_date,
        lives_here=_lives_here(person, home),
        consented=consented,
        relatives=_same_household(row, home),
    )


def _lives_here(person: Resident, home: Household) -> bool | None:
    """Permanent is yes, registered only or moved is no; away or an empty flat is for somebody to find out."""
    if not person.lives_here or home.residence in (Household.Residence.REGISTERED_ONLY, Household.Residence.MOVED):
        return False
    return True if home.residence == Household.Residence.PERMANENT else None


def _same_household(row: Candidature, home: Household) -> tuple[str, ...]:
    """People of the household who will hold a post when the term begins, or stand in the same round."""
    round_ = row.contest.round
    held = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=round_.starts_on), resident__household=home
    ).exclude(resident=row.resident_id)
    others = Candidature.objects.filter(
        contest__round=round_, resident__household=home, state__in=sorted(STILL_IN)
    ).exclude(resident=row.resident_id)
    said = [
        f"{one.user.display_name}（{post_name(one.post)}）" for one in held.select_related("user", "post__territory")
    ]
    said += [
        f"{one.name}（{post_name(one.contest.post)}）" for one in others.select_related("contest__post__territory")
    ]
    return tuple(said)


def standing_known(row: Candidature) -> frozenset[Standing]:
    """The standing that the roster states."""
    person = row.resident
    return frozenset({Standing.PARTY_MEMBER}) if person and "党员" in person.political_status else frozenset()
