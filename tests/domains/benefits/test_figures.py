"""Figures that a place fills in count once a second pair of eyes has seen them."""

import uuid
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.factories import cast
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import LocalFigure
from youlin.foundation.clock import day_of
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
URBAN = "dibao.standard.urban"


def figure(street: cast.Street, **changes: Any) -> actions.NewFigure:
    said = {
        "client_id": uuid.uuid4(),
        "subdistrict": street.subdistrict.pk,
        "parameter": URBAN,
        "value": "650元",
        "valid_from": date(2026, 7, 1),
        "source": "区民政局通知",
    }
    return actions.NewFigure(**{**said, **changes})


def standard(street: cast.Street, on: date | None = None) -> object:
    return queries.edition_for(street.subdistrict, on or day_of(NOW)).figures[URBAN]


def second_pair(street: cast.Street) -> Any:
    """A colleague at the street's desk."""
    from youlin.domains.access import actions as access
    from youlin.domains.access import queries as access_queries
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.chiefs import actions as chiefs
    from youlin.domains.chiefs.models import Post

    [colleague] = access.open_accounts(
        actor=SYSTEM, accounts=[access.NewAccount("tan", "街道小谭", cast.PASSWORD)], now=NOW
    )
    post = Post.objects.get(territory=street.subdistrict, department="", role="subdistrict_staff")
    chiefs.appoint_many(actor=SYSTEM, terms=[chiefs.NewTerm(post.pk, colleague.pk, "staff", date(2026, 1, 1))], now=NOW)
    return access_queries.actor_of(colleague.pk, today=day_of(NOW))


def test_what_one_person_says_does_not_count_yet(street: cast.Street) -> None:
    actions.propose_figure(actor=street.actor("街道老彭"), figure=figure(street), now=NOW)
    assert standard(street) is None


def test_it_counts_once_another_has_confirmed_it_and_only_from_its_day(street: cast.Street) -> None:
    row = actions.propose_figure(actor=street.actor("街道老彭"), figure=figure(street), now=NOW)
    actions.decide_figure(actor=second_pair(street), figure=row.pk, adopt=True, now=NOW)

    assert standard(street) == 65_000
    assert standard(street, date(2026, 6, 30)) is None
    [shown] = [one for one in queries.parameters(street.subdistrict) if one.id == URBAN]
    assert (shown.value, shown.confirmed_by, shown.source) == (Fraction(65_000), "街道小谭", "区民政局通知")


def test_nobody_confirms_the_own_figure(street: cast.Street) -> None:
    peng = street.actor("街道老彭")
    row = actions.propose_figure(actor=peng, figure=figure(street), now=NOW)
    with pytest.raises(NotAllowed):
        actions.decide_figure(actor=peng, figure=row.pk, adopt=True, now=NOW)
    assert standard(street) is None


def test_a_declined_figure_never_counts_and_stays_in_the_history(street: cast.Street) -> None:
    row = actions.propose_figure(actor=street.actor("街道老彭"), figure=figure(street), now=NOW)
    colleague = second_pair(street)
    actions.decide_figure(actor=colleague, figure=row.pk, adopt=False, now=NOW)
    with pytest.raises(Refusal):
        actions.decide_figure(actor=colleague, figure=row.pk, adopt=True, now=NOW)
    assert standard(street) is None
    assert [one.state for one in queries.proposals(colleague)] == ["declined"]


def test_a_newer_figure_stands_above_the_older_one(street: cast.Street) -> None:
    peng, colleague = street.actor("街道老彭"), second_pair(street)
    for value, since in (("650元", date(2025, 7, 1)), ("690元", date(2026, 7, 1))):
        row = actions.propose_figure(actor=peng, figure=figure(street, value=value, valid_from=since), now=NOW)
        actions.decide_figure(actor=colleague, figure=row.pk, adopt=True, now=NOW + timedelta(hours=1))
    assert standard(street) == 69_000
    assert standard(street, date(2026, 1, 1)) == 65_000


def test_the_same_figure_sent_twice_is_one(street: cast.Street) -> None:
    said = figure(street)
    for _ in range(2):
        actions.propose_figure(actor=street.actor("街道老彭"), figure=said, now=NOW)
    assert LocalFigure.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"parameter": "dibao.nothing"}, "parameter_unknown"),
        ({"value": "很多"}, "figure_bad"),
        ({"parameter": "dibao.work.share", "value": "20"}, "share_bad"),
        ({"source": " "}, "source_missing"),
        ({"valid_to": date(2026, 1, 1)}, "period_bad"),
    ],
)
def test_a_figure_without_sense_or_source_is_refused(street: cast.Street, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.propose_figure(actor=street.actor("街道老彭"), figure=figure(street, **wrong), now=NOW)
    assert refused.value.code == code


def test_a_community_sets_no_figures(street: cast.Street) -> None:
    with pytest.raises(NotThere):
        actions.propose_figure(actor=street.actor("社区小覃"), figure=figure(street), now=NOW)
