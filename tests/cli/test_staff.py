"""The first desk of a street, from the command line."""

from __future__ import annotations

import json

import pytest

from youlin.cli.main import main
from youlin.domains.access.models import User
from youlin.domains.chiefs.models import Appointment
from youlin.domains.territory.models import Territory

pytestmark = pytest.mark.django_db


def test_the_first_account_of_a_new_street_can_log_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["staff", "老彭", "--subdistrict-name", "锣溪街道", "--subdistrict", "430899001000", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    user = User.objects.get(username=shown["username"])
    assert user.check_password(shown["password"])
    assert Appointment.objects.get(user=user).post.territory.name == "锣溪街道"


def test_a_second_person_joins_the_only_street_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    main(["staff", "老彭", "--subdistrict-name", "锣溪街道"])
    assert main(["staff", "小覃"]) == 0
    assert Territory.objects.filter(name="锣溪街道").count() == 1
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["staff", "老彭"], "--subdistrict-name"),
        (["staff", "老彭", "--subdistrict-name", "锣溪街道", "--community", "天上社区"], "没有“天上社区”这个社区"),
        (["staff", " ", "--subdistrict-name", "锣溪街道"], "姓名"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    assert says in capsys.readouterr().err
