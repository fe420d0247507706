"""Nobody reads a row outside the own territory, whatever roles one has, and nobody reads by default."""

from functools import reduce
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.cast import Street
from youlin.domains.access.actor import NOBODY, Actor, Grant
from youlin.domains.access.rules import Role
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level

# Tables that say something about a person and have no `visible_to`, and through which table they are read instead.
READ_THROUGH = {
    "access.RoleGrant": "the account's own log-in, and chiefs",
    "residents.ResidenceFact": "its household",
    "messaging.Notice": "the account that it was written to",
    "messaging.Consent": "the account's own",
    "messaging.LetterStep": "its letter",
    "messaging.LetterWish": "the account's own",
    "messaging.Reply": "its letter",
    "insight.Story": "its bulletin",
    "chiefs.Appointment": "its post",
    "chiefs.CardReissue": "its appointment",
    "chiefs.Portrait": "its appointment",
    "chiefs.Offer": "the account's own, and a post in sight",
    "care.CareNeeds": "its resident",
    "care.MatchDecline": "its plan",
    "chiefs.HandoverTick": "its term",
    "chiefs.BoxLine": "its vote",
    "chiefs.Nomination": "its candidate",
    "chiefs.Review": "its candidate",
    "chiefs.RollLine": "its vote",
    "chiefs.SelectionEntry": "its round",
    "care.ContactTakenBack": "its contact",
    "care.Alarm": "its obligation",
    "care.DeliveryItem": "its delivery",
    "care.Receipt": "its delivery",
    "cases.Holding": "its case",
    "cases.CaseEvent": "its case",
    "cases.CasePhoto": "its case",
    "outreach.CampaignMark": "its door",
    "cases.HazardEvent": "its hazard",
    "cases.HazardPhoto": "its hazard",
    "cases.Rectification": "its hazard",
    "cases.Inspection": "its door",
    "cases.InspectionAnswer": "its inspection",
    "cases.AuthorityDuty": "its case",
    "cases.Complained": "nobody: it keeps a case from whom it complains of",
    "cases.SealedReporter": "its case, each look on record",
    "cases.Helping": "a case in sight",
    "outreach.SignUp": "its activity, or the telephone and a code on one of its receipts",
    "cases.Writing": "a case in sight",
    "outreach.AgendaItem": "its meeting",
    "outreach.Presence": "its meeting",
    "outreach.Raised": "its meeting",
    "cases.DisputeAgreement": "its dispute",
    "cases.DisputeParty": "its dispute",
    "cases.DisputeSession": "its dispute",
    "cases.DisputeStep": "its dispute",
    "cases.DisputeTerm": "its dispute",
    "cases.Mediator": "its dispute",
    "cases.BatchItem": "the batch of whoever did it, whose cases were in sight",
    "benefits.ApplicationStep": "its application",
    "benefits.ApplicationPhoto": "its application, each look on record",
    "benefits.AppealStep": "its appeal",
    "benefits.EnrolmentEvent": "its enrolment",
    "benefits.Investigator": "its application",
    "benefits.Signature": "its application",
    "benefits.SurveyVisit": "its application",
    "care.RoundWish": "its chief's own account",
    "chiefs.DrawnHome": "its drawing",
    "chiefs.DrawnPart": "its drawing",
}
ABOUT_PEOPLE = {"residents.Household", "residents.Resident", "access.User"}


def tables() -> list[type[models.Model]]:
    return [table for table in apps.get_models() if table.__module__.startswith("youlin.domains.")]


def scoped() -> list[type[models.Model]]:
    return [table for table in tables() if isinstance(table._default_manager.all(), ScopedQuerySet)]


def about_people(table: type[models.Model], seen: frozenset[Any] = frozenset()) -> bool:
    """Whether rows of `table` are tied to a person, directly or by way of another table."""
    if table in seen:
        return False
    others = [field.related_model for field in table._meta.local_fields if field.is_relation]
    return any(
        other._meta.label in ABOUT_PEOPLE or about_people(other, seen | {table})
        for other in others
        if isinstance(other, type)
    )


def test_a_table_about_people_is_read_in_scope() -> None:
    unscoped = {table._meta.label for table in tables() if about_people(table) and table not in scoped()}
    assert unscoped == READ_THROUGH.keys()


def path_of(row: models.Model, path_field: str) -> str:
    return str(reduce(getattr, path_field.split("__"), row))


def rightly_seen(table: type[models.Model], actor: Actor) -> set[Any]:
    """Rows that the actor may see, by asking of each row what `visible_to` asks of the table."""
    queryset: Any = table._default_manager.all()
    return {row.pk for row in queryset if actor.can_at(queryset.capability, path_of(row, queryset.path_field))}


def seen(table: type[models.Model], actor: Actor) -> set[Any]:
    queryset: Any = table._default_manager.all()
    return set(queryset.visible_to(actor).values_list("pk", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("table", scoped(), ids=lambda table: table._meta.label)
def test_without_a_role_there_is_nothing_to_see(street: Street, table: type[models.Model]) -> None:
    assert seen(table, NOBODY) == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_list_shows_just_what_asking_row_by_row_would(street: Street, data: st.DataObject) -> None:
    places = list(Territory.objects.order_by("path"))
    grants = data.draw(st.lists(st.tuples(st.sampled_from(list(Role)), st.sampled_from(places)), max_size=3))
    actor = Actor(
        user_id=street.users["李邻长"].pk,
        name="李邻长",
        grants=tuple(
            Grant(role, place.pk, place.path, Level(place.level), place.subdistrict_id) for role, place in grants
        ),
    )
    for table in scoped():
        mine, right = seen(table, actor), rightly_seen(table, actor)
        narrower = "visible_to" in vars(table._default_manager.all().__class__)
        assert mine <= right if narrower else mine == right, table._meta.label


def test_the_guard_has_rows_to_look_at(street: Street) -> None:
    looked_at = {table._meta.label for table in scoped() if table._default_manager.exists()}
    assert looked_at >= {"residents.Household", "residents.Resident", "residents.Circumstance", "chiefs.Post"}


def test_a_scope_that_is_too_wide_is_seen(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    households = next(table for table in scoped() if table._meta.label == "residents.Household")
    monkeypatch.setattr(ScopedQuerySet, "visible_to", lambda self, actor: self)
    assert seen(households, street.actor("李邻长")) > rightly_seen(households, street.actor("李邻长"))
