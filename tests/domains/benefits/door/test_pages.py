"""The small pages at the door."""

import uuid
from typing import Any

from django.urls import reverse

from tests.factories import cast, door
from youlin.domains.benefits.models import (
    Application,
    Observation,
    Signature,
)
from youlin.foundation import clock

NOW = cast.START
DAY = clock.day_of(NOW)


def test_a_paper_is_signed_on_the_phone_with_or_without_script(
    street: cast.Street, row: Application, logged_in: Any
) -> None:
    phone = logged_in("李邻长")
    signing = reverse("chief:application_signing", args=[row.pk, "consent"])
    assert "王建国" in phone.get(signing).content.decode()
    address = reverse("chief:application_sign", args=[row.pk, "consent", street.wang.pk])
    page = phone.get(address).content.decode()
    assert "data-glass hidden" in page  # until a script has drawn it
    assert "已在纸上签好" in page
    refused = phone.post(address, {"way": "glass", "strokes": "", "proxy": "儿子代签"})
    assert refused.status_code == 422
    assert "儿子代签" in refused.content.decode()
    assert (
        phone.post(address, {"way": "glass", "strokes": door.NAME, "client_id": str(uuid.uuid4())}).status_code == 302
    )
    assert phone.get(reverse("chief:application_sign", args=[row.pk, "nothing", street.wang.pk])).status_code == 404
    assert Signature.objects.get().way == "glass"


def test_the_survey_is_filled_on_a_phone_and_only_what_is_new_is_kept(
    street: cast.Street, row: Application, logged_in: Any
) -> None:
    desk = logged_in("社区小覃")
    address = reverse("office:application_survey", args=[row.pk])
    form = desk.get(address).context["form"]
    income = next(name for name, line in form.lines.items() if line.fact.id == "income_year")
    known = {name: form.initial[name] for name in form.lines if name in form.initial}
    assert known
    sent = {
        **known,
        income: "6000",
        "visited_on": DAY.isoformat(),
        "seen": "房顶漏雨。",
        "client_id": str(uuid.uuid4()),
    }
    assert desk.post(address, {**sent, income: "-5"}).status_code == 422
    for _ in range(2):
        assert desk.post(address, sent).status_code == 302
    assert [(one.fact, one.value) for one in Observation.objects.all()] == [("income_year", 600_000)]
    after = desk.get(address).context["form"]
    assert after.initial[income] == 6000
