"""The survey in the home: two who are no relatives, a form filled from what is known."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import cast, door
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import (
    Application,
    Investigator,
    Observation,
)
from youlin.domains.benefits.rules.door import Paper
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, Refusal

NOW = cast.START
DAY = clock.day_of(NOW)


def investigator(name: str, *, related: bool = False) -> actions.NewInvestigator:
    return actions.NewInvestigator(uuid.uuid4(), name, "溪布社区，民政专干", related)


def test_two_different_people_survey_and_none_of_them_is_of_the_house(street: cast.Street, row: Application) -> None:
    qin = street.actor("社区小覃")

    def name(new: actions.NewInvestigator) -> Investigator:
        return actions.name_investigator(actor=qin, application=row.pk, new=new, now=NOW)

    first = investigator("覃调查")
    assert name(first).pk == name(first).pk
    for wrong, code in (("王 建国", "investigator_own"), ("覃　调查", "investigator_twice")):
        with pytest.raises(Invalid) as refused:
            name(investigator(wrong))
        assert refused.value.code == code
    aside = name(investigator("彭亲戚", related=True))
    assert [one.name for one in queries.dossier(row, DAY).serving] == ["覃调查"]
    assert aside.related
    name(investigator("彭调查"))
    found = queries.dossier(row, DAY)
    assert [one.name for one in found.serving] == ["覃调查", "彭调查"]
    assert [one.name for one in found.signers[Paper.SURVEY]] == ["王桂英", "覃调查", "彭调查"]


def test_a_registered_relative_cannot_survey(street: cast.Street, row: Application) -> None:
    declared = actions.Declared(uuid.uuid4(), "cadre", NOW, "覃主任", "溪布社区，主任", "sibling")
    actions.declare_relative(actor=street.actor("李邻长"), application=row.pk, said=declared, now=NOW)
    with pytest.raises(Invalid) as refused:
        actions.name_investigator(
            actor=street.actor("社区小覃"), application=row.pk, new=investigator("覃主任"), now=NOW
        )
    assert refused.value.code == "investigator_relative"


def test_who_was_replaced_no_longer_counts_and_a_new_one_signs(street: cast.Street, row: Application) -> None:
    li, qin = street.actor("李邻长"), street.actor("社区小覃")
    door.gather(li, row, now=NOW)
    actions.take_step(actor=li, application=row.pk, step=actions.Step("filed", DAY), now=NOW)
    row.refresh_from_db()
    door.survey(qin, row, now=NOW)
    gone = queries.dossier(row, DAY).serving[0]
    for _ in range(2):
        actions.drop_investigator(actor=qin, application=row.pk, investigator=gone.pk, now=NOW)
    surveyed = actions.Step("surveyed", DAY)
    with pytest.raises(Invalid) as refused:
        actions.take_step(actor=qin, application=row.pk, step=surveyed, now=NOW)
    assert refused.value.code == "investigators_missing"
    actions.name_investigator(actor=qin, application=row.pk, new=investigator("田调查"), now=NOW)
    with pytest.raises(Invalid) as refused:
        actions.take_step(actor=qin, application=row.pk, step=surveyed, now=NOW)
    assert refused.value.code == "survey_unsigned"
    door.sign_all(qin, row, Paper.SURVEY, now=NOW)
    done = actions.take_step(actor=qin, application=row.pk, step=surveyed, now=NOW)
    assert done.steps.get(stage="surveyed").people == ["彭调查", "田调查"]
    with pytest.raises(Refusal):
        actions.name_investigator(actor=qin, application=row.pk, new=investigator("晚来的"), now=NOW)


def lines_of(street: cast.Street, row: Application) -> list[queries.Line]:
    home = queries.home(street.actor("社区小覃"), row.household_id)
    return queries.survey_lines(queries.edition_for(street.subdistrict, DAY), home, row)


def test_the_survey_form_is_filled_from_what_is_known_and_asks_nothing_of_the_authority(
    street: cast.Street, row: Application
) -> None:
    lines = lines_of(street, row)
    names = {line.fact.id for line in lines}
    assert {"income_year", "relation", "lives_here", "serious_illness"} <= names
    assert not {"property_within_limits", "enrolled_dibao"} & names  # 社会救助法 art. 62
    here = next(line for line in lines if line.fact.id == "lives_here" and line.person == street.wang)
    assert here.known is not None
    assert (here.open, here.known.value, here.known.on) == (False, 1, DAY)
    assert next(line for line in lines if line.fact.id == "income_year").open


def test_what_was_found_in_the_home_is_kept_with_its_day_and_once(street: cast.Street, row: Application) -> None:
    qin = street.actor("社区小覃")
    told = actions.Told(uuid.uuid4(), street.wang_home.pk, "income_year", 600_000, DAY)
    found = actions.Surveyed(uuid.uuid4(), DAY, "房顶漏雨。", (told,))
    for _ in range(2):
        visit = actions.keep_survey(actor=qin, application=row.pk, found=found, now=NOW)
    seen = Observation.objects.get()
    assert (seen.fact, seen.value, seen.source, seen.observed_on) == ("income_year", 600_000, "入户调查", DAY)
    assert visit.seen == "房顶漏雨。"
    assert not next(line for line in lines_of(street, row) if line.fact.id == "income_year").open
    assert "漏雨" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))
    with pytest.raises(Invalid):
        tomorrow = actions.Surveyed(uuid.uuid4(), DAY + timedelta(days=1))
        actions.keep_survey(actor=qin, application=row.pk, found=tomorrow, now=NOW)
    with pytest.raises(Invalid):
        wrong = actions.Told(uuid.uuid4(), street.wang_home.pk, "born", 19440302, DAY)  # of a person, not a household
        actions.keep_survey(
            actor=qin, application=row.pk, found=actions.Surveyed(uuid.uuid4(), DAY, "", (wrong,)), now=NOW
        )


def test_many_answers_are_one_statement(
    street: cast.Street, row: Application, django_assert_max_num_queries: Any
) -> None:
    told = [
        actions.Told(uuid.uuid4(), street.wang_home.pk, "serious_illness", 0, DAY, person.pk)
        for person in queries.home(street.actor("社区小覃"), row.household_id).people
    ]
    with django_assert_max_num_queries(16):
        actions.keep_survey(
            actor=street.actor("社区小覃"),
            application=row.pk,
            found=actions.Surveyed(uuid.uuid4(), DAY, "", told),
            now=NOW,
        )
    assert Observation.objects.count() == 3
