"""`youlin match`: figures as JSON; nothing changes without --accept."""

import json

import pytest

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.cli.main import main
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.care.models import CarePlan, MatchRun
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.residents.models import Household

pytestmark = pytest.mark.django_db
FAR = 900 / 111_195


@pytest.fixture
def hamlet(street: Street) -> Street:
    for home, north in ((street.wang_home, FAR), (street.liu_home, 0.0), (street.zhao_home, FAR)):
        Household.objects.filter(pk=home.pk).update(latitude=29.4 + north, longitude=110.5)
    cast.circumstance(street.zhao, "disabled")
    actions.open_plans(actor=SYSTEM, now=START)
    return street


def test_it_shows_and_changes_nothing(hamlet: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["people", "matched", "unmatched", "objective", "bound", "gap", "moved"]
    assert (told["people"], told["matched"], told["unmatched"], told["gap"], told["moved"]) == (3, 3, [], 0, 1)
    assert told["objective"] == told["bound"]
    assert not MatchRun.objects.exists()


def test_accepted_it_holds_and_again_moves_nobody(hamlet: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--accept", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["moved"] == 1
    assert CarePlan.objects.get(resident=hamlet.wang).neighbourhood == hamlet.lin2
    assert main(["match", "--accept", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["moved"] == 0


def test_who_has_nobody_is_named_with_what_is_missing(hamlet: Street, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("李邻长", "周邻长"):
        offer = chiefs.NewOffer(people=1)
        chiefs.say_offer(actor=hamlet.actor("社区小覃"), user=hamlet.users[name].pk, offer=offer, now=START)
    main(["match", "--json"])
    [left] = json.loads(capsys.readouterr().out)["unmatched"]
    assert "老屋场组还差 1 位有空的邻长" in left["reason"]


def test_a_code_that_is_no_community_is_refused(hamlet: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--territory", "999999999999"]) == 1
    assert "没有编码是" in capsys.readouterr().err
