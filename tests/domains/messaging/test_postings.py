"""Public notices: who puts up, how they come down by themselves, how residents object and are answered."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import translation

from tests.factories import cast
from youlin.domains.messaging import actions, queries
from youlin.domains.messaging.models import Notice, Objection, ObjectionAnswer, Posting, TakeDown
from youlin.foundation import clock, outbox
from youlin.foundation.models import AuditEntry, Look
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.jobs import reactions

NOW = cast.START
TODAY = clock.day_of(NOW)
DAY = timedelta(days=1)


def put_up(street: cast.Street, who: str = "社区小覃", **more: object) -> Posting:
    given: dict[str, object] = {
        "kind": "candidates",
        "territory": street.xibu.pk,
        "about": None,
        "title": "溪布社区邻长候选人公示",
        "lines": [{"name": "覃大山", "post": "邻长", "place": "邻1", "born": "1970-01-01"}],
        "days": 15,
        "now": NOW,
    }
    return actions.put_up(actor=street.actor(who), **(given | more))  # type: ignore[arg-type]


def objected(posting: Posting, text: str = "他已经搬走了", *, client: UUID | None = None, phone: str = "") -> Objection:
    return actions.object_to(posting=posting.pk, text=text, name="", phone=phone, client_id=client or uuid4(), now=NOW)


def titles(day: date) -> list[str]:
    return [row.title for row in queries.showing(day)]


def test_it_shows_for_its_days_and_is_gone_without_anybody_doing_anything(street: cast.Street) -> None:
    posting = put_up(street, days=15)
    assert titles(TODAY - DAY) == []
    assert titles(TODAY) == titles(TODAY + 15 * DAY) == [posting.title]
    assert titles(TODAY + 16 * DAY) == []
    assert queries.public_posting(posting.pk, TODAY + 16 * DAY)[1] is False


def test_the_birth_date_judges_and_is_not_kept(street: cast.Street) -> None:
    posting = put_up(street)
    assert posting.lines == [{"name": "覃大山", "post": "邻长", "place": "邻1"}]
    assert "1970" not in str(AuditEntry.objects.get(verb="posting.put_up").changes)


def test_a_minor_is_refused_with_a_sentence_that_names_the_line(street: cast.Street) -> None:
    lines = [{"name": "刘小满", "post": "邻长", "born": "2017-05-09"}]
    with pytest.raises(Invalid) as refused:
        put_up(street, lines=lines)
    assert refused.value.code == "minor"
    assert "第 1 行" in refused.value.message
    assert not Posting.objects.exists()


def test_a_childs_name_does_not_go_up_in_an_announcement(street: cast.Street) -> None:
    with pytest.raises(Invalid) as refused:
        put_up(street, kind="general", lines=[], title="通知", text="请刘小满家长来社区")
    assert refused.value.code == "minor"
    cast.resident(street.zhao_home, "刘小满", born=date(1980, 1, 1))  # a grown-up of the same name
    assert put_up(street, kind="general", lines=[], title="通知", text="请刘小满来社区").title == "通知"


def test_only_a_desk_puts_up_and_only_for_its_own_places(street: cast.Street) -> None:
    for who in ("李邻长", "向片长", "岩门小吴", "民政老杜", "县里老胡"):
        with pytest.raises(NotThere):
            put_up(street, who)
    assert put_up(street, "街道老彭", territory=street.subdistrict.pk).by_name == "街道老彭"


def test_the_same_press_twice_is_one_notice(street: cast.Street) -> None:
    key = uuid4()
    assert put_up(street, client_id=key) == put_up(street, client_id=key)
    assert Posting.objects.count() == 1


def test_by_hand_it_comes_down_with_a_reason_and_once(street: cast.Street) -> None:
    posting = put_up(street)
    office = street.actor("社区小覃")
    with pytest.raises(Invalid):
        actions.take_down(actor=office, posting=posting.pk, reason=" ", now=NOW)
    actions.take_down(actor=office, posting=posting.pk, reason="名单有误", now=NOW)
    assert titles(TODAY) == []
    with pytest.raises(Refusal) as again:
        actions.take_down(actor=office, posting=posting.pk, reason="名单有误", now=NOW)
    assert again.value.code == "already_down"
    assert TakeDown.objects.count() == 1
    with pytest.raises(NotThere):
        objected(posting)


def test_what_is_over_cannot_be_taken_down_again(street: cast.Street) -> None:
    posting = put_up(street, days=3)
    with pytest.raises(Refusal) as over:
        actions.take_down(actor=street.actor("社区小覃"), posting=posting.pk, reason="x", now=NOW + timedelta(days=5))
    assert over.value.code == "already_down"


def test_a_resident_objects_once_and_the_phone_is_ciphertext(street: cast.Street) -> None:
    posting, key = put_up(street), uuid4()
    first = objected(posting, client=key, phone="140 0000 0009")
    assert objected(posting, client=key) == first
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM messaging_objection")
        assert "14000000009" not in cursor.fetchone()[0]
    assert Objection.objects.get().phone == "14000000009"


@pytest.mark.parametrize(("text", "phone", "code"), [(" ", "", "text_missing"), ("不对", "12", "phone_bad")])
def test_an_objection_that_says_nothing_is_refused(street: cast.Street, text: str, phone: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        objected(put_up(street), text, phone=phone)
    assert refused.value.code == code


def test_the_desk_answers_once_and_history_stays(street: cast.Street) -> None:
    made = objected(put_up(street))
    office = street.actor("社区小覃")
    assert queries.waiting(office) == 1
    with pytest.raises(NotThere):
        actions.answer_objection(actor=street.actor("岩门小吴"), objection=made.pk, upheld=True, text="是", now=NOW)
    actions.answer_objection(actor=office, objection=made.pk, upheld=True, text="已核实，取消资格", now=NOW)
    with pytest.raises(Refusal) as again:
        actions.answer_objection(actor=office, objection=made.pk, upheld=False, text="又改了", now=NOW)
    assert again.value.code == "already_answered"
    assert (queries.waiting(office), ObjectionAnswer.objects.get().upheld) == (0, True)
    found = queries.objection(made.pk)
    assert found and [one.text for one in found.answers.all()] == ["已核实，取消资格"]


def test_the_desk_hears_of_an_objection_and_nobody_else(street: cast.Street) -> None:
    reactions.connect()
    made = objected(put_up(street, "街道老彭"))
    outbox.dispatch_waiting(now=NOW)
    outbox.dispatch_waiting(now=NOW)
    notices = Notice.objects.filter(template="posting.objection")
    assert [one.user for one in notices] == [street.users["社区小覃"]]
    assert str(made.posting_id) in notices.get().url


def test_a_look_at_who_objected_is_on_record(street: cast.Street) -> None:
    made = objected(put_up(street), phone="14000000009")
    looked = actions.look_at_objector(actor=street.actor("社区小覃"), objection=made.pk, now=NOW)
    assert looked.phone == "14000000009"
    assert Look.objects.get().target == made.pk


def test_what_concerns_a_place_is_put_up_there_above_or_below(street: cast.Street) -> None:
    above = put_up(street, "街道老彭", territory=street.subdistrict.pk, title="街道")
    below = put_up(street, territory=street.group.pk, title="老屋场")
    beside = put_up(street, "岩门小吴", territory=street.yanmen.pk, title="岩门")
    assert set(queries.showing(TODAY, path=street.xibu.path)) == {above, below}
    assert set(queries.showing(TODAY)) == {above, below, beside}


def test_what_it_is_about_finds_it(street: cast.Street) -> None:
    about = uuid4()
    posting = put_up(street, about=about)
    made = objected(posting)
    assert list(queries.of(about)) == [posting]
    assert list(queries.objections(street.actor("社区小覃"), about=about)) == [made]
    assert list(queries.objections(street.actor("岩门小吴"), about=about)) == []


def test_a_refusal_speaks_english_too(street: cast.Street) -> None:
    with translation.override("en"), pytest.raises(Invalid) as refused:
        put_up(street, days=1)
    assert "at least 3 days" in refused.value.message
