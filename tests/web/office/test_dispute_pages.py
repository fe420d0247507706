"""A dispute from its case to its last promise, on the phone and at the desk, and what a desk may read of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from tests.factories import cast
from youlin.domains.cases import actions as cases
from youlin.domains.cases.actions import disputes
from youlin.domains.cases.models import Case, Dispute, Mediator
from youlin.domains.chiefs.models import Appointment
from youlin.foundation import clock
from youlin.foundation.models import Look

NOW = cast.START
TODAY = clock.day_of(NOW).isoformat()
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def on_monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def quarrel(street: cast.Street) -> Case:
    new = cases.NewCase(text="两家为排水沟吵架", kind="dispute", territory=street.lin1.pk)
    return cases.report(actor=street.actor("李邻长"), case=new, now=NOW)


def begun(street: cast.Street) -> Dispute:
    new = disputes.NewDispute("neighbour", "排水沟纠纷", "沟被堵了", case=quarrel(street).pk)
    return disputes.open_dispute(actor=street.actor("李邻长"), dispute=new, now=NOW)


def test_a_chief_brings_two_neighbours_together_on_the_phone(street: cast.Street, logged_in: As) -> None:
    li, case = logged_in("李邻长"), quarrel(street)
    assert f"/me/disputes/of/{case.pk}/" in said(li.get(f"/me/cases/{case.pk}/"))
    start = f"/me/disputes/of/{case.pk}/"
    assert "两家为排水沟吵架" in said(li.get(start))
    assert li.post(start, {"kind": "neighbour", "title": ""}).status_code == 422
    li.post(
        start, {"kind": "neighbour", "title": "排水沟纠纷", "facts": "沟被堵", "people": "2", "deadline": "2026-11-30"}
    )
    row = Dispute.objects.get()
    page = f"/me/disputes/{row.pk}/"
    assert "加当事人" in said(li.get(page)) and "看调解" in said(li.get(f"/me/cases/{case.pk}/"))

    def make(move: str, **values: object) -> str:
        return said(li.post(f"{page}moves/{move}/", values, follow=True))

    assert "花名册里没有这个名字" in make("party", side="a", kind="resident", name="没这人")
    make("party", side="a", kind="resident", name="王桂英")
    assert "还不能坐下来谈" in make("party", side="b", kind="organisation", name="溪布砖厂", phone="14000000999")
    a, b = row.parties.order_by("side")
    assert a.resident == street.wang and b.phone == "14000000999"
    make("ask", party=a.pk, will="willing", asked_on=TODAY)
    make("ask", party=b.pk, will="willing", asked_on=TODAY, text="愿意谈")
    term = Appointment.objects.get(user=street.users["李邻长"])
    make("propose", appointment=term.pk, way="chosen")
    assert "坐下来谈了" in make("accept", mediator=Mediator.objects.get().pk)
    assert "至少两位" in make("meet", held_at=f"{TODAY}T07:00", place="村部", present=[a.pk], minutes="谈")
    make("meet", held_at=f"{TODAY}T07:00", place="村部", present=[a.pk, b.pk], minutes="各让一步")
    lines = {"party_1": b.pk, "text_1": "清沟", "due_1": "2026-11-10", "text_2": "道歉"}
    wrong = make("agree", form="written", made_on=TODAY, facts="砖厂堵沟", **lines)
    assert "请选这一条由谁来做" in wrong and "砖厂堵沟" in wrong
    done = make("agree", form="written", made_on=TODAY, facts="砖厂堵沟", **lines, party_2=b.pk, due_2=TODAY)
    assert "已记下协议" in done and "最晚12月2日" in done and "清沟" in done
    paper = li.get(f"{page}agreement/")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert Look.objects.filter(target=row.pk, field="agreement", actor_name="李邻长").count() == 1
    assert "排水沟纠纷" in said(li.get("/me/disputes/"))
    for promise in row.terms.order_by("number"):
        make("keep", term=promise.pk, done_on=TODAY)
    assert "调解成功" in said(li.get(page)) and "没有请您调解的纠纷" in said(li.get("/me/disputes/"))
    assert "排水沟纠纷" in said(li.get("/me/disputes/?view=all"))
    assert "征求意愿 · 甲方 王桂英 · 愿意调解" in said(li.get(page))
    li.cookies["youlin_language"] = "en"
    english = said(li.get(page))
    assert "Side A 王桂英 · willing" in english and "written agreement" in english and "愿意调解" not in english


def test_a_desk_reads_what_is_sealed_only_for_a_reason(street: cast.Street, logged_in: As) -> None:
    row = begun(street)
    new = disputes.NewParty("a", "resident", "王桂英", resident=street.wang.pk)
    disputes.add_party(actor=street.actor("李邻长"), dispute=row.pk, party=new, now=NOW)
    qin, page = logged_in("社区小覃"), f"/office/disputes/{row.pk}/"
    sealed = said(qin.get(page))
    assert "内容封存" in sealed and "甲方（居民）" in sealed and "王桂英" not in sealed and "沟被堵了" not in sealed
    assert qin.get(f"{page}agreement/").status_code == 422 and Look.objects.count() == 0
    assert qin.post(f"{page}unseal/", {"reason": ""}).status_code == 422
    open_ = said(qin.post(f"{page}unseal/", {"reason": "当事人来问进展"}))
    assert "王桂英" in open_ and "沟被堵了" in open_
    assert Look.objects.get().reason == "当事人来问进展"
    assert "王桂英" not in said(qin.get(page))  # for that once
    for name in ("岩门小吴", "周邻长"):
        client, room = logged_in(name), "/office" if name == "岩门小吴" else "/me"
        assert client.get(f"{room}/disputes/{row.pk}/").status_code == 404


def test_the_ledger_has_no_names_unless_somebody_says_why(street: cast.Street, logged_in: As) -> None:
    row = begun(street)
    new = disputes.NewParty("a", "resident", "王桂英", resident=street.wang.pk)
    disputes.add_party(actor=street.actor("李邻长"), dispute=row.pk, party=new, now=NOW)
    qin = logged_in("社区小覃")
    assert "排水沟纠纷" in said(qin.get("/office/disputes/"))
    assert "没有这样的纠纷" in said(qin.get("/office/disputes/?stage=failed"))

    def cells(content: bytes) -> str:
        sheet = load_workbook(BytesIO(content)).active
        return repr([[cell.value for cell in line] for line in sheet.iter_rows()])  # type: ignore[union-attr]

    plain = cells(qin.get("/office/disputes/?as=xlsx").content)
    assert "甲方（居民）" in plain and "王桂英" not in plain and Look.objects.count() == 0
    assert qin.post("/office/disputes/ledger/", {"reason": " "}).status_code == 422
    named = cells(qin.post("/office/disputes/ledger/", {"reason": "平安建设检查"}).content)
    assert "甲方 王桂英" in named and Look.objects.filter(field="ledger").count() == 1
    assert logged_in("民政老杜").post("/office/disputes/ledger/", {"reason": "看"}).status_code == 404


def test_what_comes_straight_to_a_desk_is_registered_there_and_refused_on_paper(
    street: cast.Street, logged_in: As
) -> None:
    qin = logged_in("社区小覃")
    typed = {"kind": "wage", "title": "拖欠工钱", "people": "3", "deadline": "2026-11-30"}
    qin.post("/office/disputes/new/", typed | {"territory": street.xibu.pk})
    row = Dispute.objects.get()
    page = f"/office/disputes/{row.pk}/"
    assert qin.get(f"{page}routes/").status_code == 409
    qin.post(f"{page}moves/party/", {"side": "a", "kind": "household", "name": "00003"})
    qin.post(f"{page}moves/party/", {"side": "b", "kind": "outsider", "name": "包工头老覃"})
    boss = row.parties.get(side="b")
    assert row.parties.get(side="a").household == street.zhao_home
    qin.post(f"{page}moves/ask/", {"party": boss.pk, "will": "refused", "asked_on": TODAY, "text": "没空"})
    over = said(qin.get(page))
    assert "劳动人事争议仲裁" in over and "打印告知书" in over and "不愿调解" in over
    assert qin.get(f"{page}routes/").content.startswith(b"%PDF")
    told = said(qin.post(f"{page}moves/routes/", {"party": boss.pk, "told_on": TODAY}, follow=True))
    assert "告知了法律途径" in told
    assert qin.post(f"{page}moves/nonsense/", {}).status_code == 404


def test_the_list_asks_as_often_for_many_as_for_few(
    street: cast.Street, logged_in: As, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    qin = logged_in("社区小覃")
    for _n in range(4):
        begun(street)
    qin.get("/office/disputes/")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        assert said(qin.get("/office/disputes/")).count("排水沟纠纷") >= 4
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        qin.get("/office/disputes/?as=xlsx")


def test_a_promise_that_is_late_stands_on_the_first_page_of_the_desk(street: cast.Street, logged_in: As) -> None:
    row, li = begun(street), street.actor("李邻长")
    for side, name in (("a", "甲"), ("b", "乙")):
        disputes.add_party(actor=li, dispute=row.pk, party=disputes.NewParty(side, "outsider", name), now=NOW)
    a, b = row.parties.order_by("side")
    for one in (a, b):
        disputes.record_will(
            actor=li, dispute=row.pk, party=one.pk, will="willing", asked_on=clock.day_of(NOW), now=NOW
        )
    term = Appointment.objects.get(user=street.users["李邻长"])
    disputes.propose(actor=li, dispute=row.pk, appointment=term.pk, way="chosen", related=False, now=NOW)
    disputes.accept(actor=li, dispute=row.pk, mediator=Mediator.objects.get().pk, now=NOW)
    session = disputes.NewSession(NOW, "村部", [a.pk, b.pk], "谈")
    disputes.hold_session(actor=li, dispute=row.pk, session=session, now=NOW)
    promise = disputes.NewTerm(a.pk, "清沟", clock.day_of(NOW))
    new = disputes.NewAgreement("oral", "沟", clock.day_of(NOW), [promise])
    disputes.agree(actor=li, dispute=row.pk, agreement=new, now=NOW)
    assert "纠纷协议要跟一跟" not in said(logged_in("社区小覃").get("/office/"))
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        page = said(logged_in("社区小覃").get("/office/"))
    assert "纠纷协议要跟一跟" in page and "有一条没履行" in page and "清沟" not in page
