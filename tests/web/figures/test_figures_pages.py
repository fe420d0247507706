"""The desk's figures, their records, and the bulletin."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import docx
import openpyxl
import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories import cast
from youlin.domains.cases import actions as cases
from youlin.domains.outreach import actions as outreach
from youlin.foundation import clock

NOON = clock.at(date(2026, 11, 5), 12)
SPAN = "from=2026-11-01&to=2026-11-30"
Desk = Callable[[str], Client]


@pytest.fixture
def help_given(street: cast.Street) -> None:
    """Three lines of 李邻长 in November."""
    for number in range(3):
        at = NOON + timedelta(days=number * 7)
        service = outreach.NewService(uuid4(), street.lin1.pk, f"帮王奶奶换灯泡第{number}次", at)
        outreach.log_service(actor=street.actor("李邻长"), service=service, now=at)


@pytest.mark.usefixtures("help_given")
def test_街道老彭_reads_the_figures_with_their_definitions(logged_in: Desk) -> None:
    page = logged_in("街道老彭").get(f"/office/figures/?{SPAN}&figure=micro_services").content.decode()

    assert "INVALID" not in page
    assert "开展微服务" in page
    assert "一句话记一次" in page
    assert "比上期多 3" in page
    assert "溪布社区" in page
    assert 'href="/office/figures/records/micro_services/?place=' in page


@pytest.mark.usefixtures("help_given")
def test_a_figure_leads_to_its_records(street: cast.Street, logged_in: Desk) -> None:
    page = logged_in("社区小覃").get(f"/office/figures/records/micro_services/?{SPAN}").content.decode()
    assert page.count("帮王奶奶换灯泡") == 3
    assert "INVALID" not in page

    none_before = logged_in("社区小覃").get("/office/figures/records/micro_services/?from=2026-10-01&to=2026-10-31")
    assert "这段时间没有记录" in none_before.content.decode()


@pytest.mark.usefixtures("help_given")
def test_records_are_kept_as_a_workbook(logged_in: Desk) -> None:
    answer = logged_in("街道老彭").get(f"/office/figures/records/micro_services/?{SPAN}&as=xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert len(rows) == 4


@pytest.mark.usefixtures("help_given")
def test_the_figures_by_place_go_home_as_a_workbook_and_add_up(logged_in: Desk) -> None:
    answer = logged_in("街道老彭").get(f"/office/figures/?{SPAN}&as=xlsx")
    head, *rows = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].values
    at = head.index("开展微服务")
    assert {row[0]: row[at] for row in rows} == {"溪布社区": 3, "岩门社区": 0, "合计": 3}


@pytest.mark.parametrize("key", ["problems_found", "appeals_handled", "disputes_settled", "hazards_removed", "chiefs"])
def test_every_figure_has_a_page_of_records(logged_in: Desk, key: str) -> None:
    answer = logged_in("街道老彭").get(f"/office/figures/records/{key}/?{SPAN}")
    assert answer.status_code == 200
    assert "INVALID" not in answer.content.decode()


def test_a_place_out_of_reach_is_not_there(street: cast.Street, logged_in: Desk) -> None:
    desk = logged_in("社区小覃")
    for address in ("", "records/chiefs/", "bulletin/", "bulletin/pdf/"):
        assert desk.get(f"/office/figures/{address}?place={street.yanmen.pk}").status_code == 404
    assert desk.get("/office/figures/records/gold/").status_code == 404
    assert desk.get("/office/figures/bulletin/exe/").status_code == 404


def test_days_that_run_backwards_get_a_sentence(logged_in: Desk) -> None:
    page = logged_in("街道老彭").get("/office/figures/?from=2026-11-30&to=2026-11-01").content.decode()
    assert "开始的日子要早于结束的日子" in page


@pytest.mark.usefixtures("help_given")
def test_the_bulletin_says_the_sentence_and_comes_as_a_file(logged_in: Desk) -> None:
    desk = logged_in("街道老彭")
    page = desk.get(f"/office/figures/bulletin/?{SPAN}").content.decode()
    assert "开展微服务3次" in page
    assert "INVALID" not in page

    word = desk.get(f"/office/figures/bulletin/docx/?{SPAN}")
    assert "开展微服务3次" in "".join(part.text for part in docx.Document(BytesIO(word.content)).paragraphs)
    assert desk.get(f"/office/figures/bulletin/pdf/?{SPAN}").content.startswith(b"%PDF-")


def test_a_bulletin_of_the_county_opens(logged_in: Desk) -> None:
    assert logged_in("县里老胡").get(f"/office/figures/bulletin/?{SPAN}").status_code == 200


def test_figures_cost_a_fixed_number_of_questions(
    logged_in: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk = logged_in("街道老彭")
    with django_assert_max_num_queries(40):
        desk.get(f"/office/figures/?{SPAN}")


def test_a_case_behind_a_figure_opens_for_staff_and_for_chiefs(street: cast.Street, logged_in: Desk) -> None:
    new = cases.NewCase(text="屋后檐沟堵了", kind="problem", territory=street.lin1.pk)
    case = cases.report(actor=street.actor("李邻长"), case=new, now=NOON)

    for name, address in (("社区小覃", f"/office/cases/{case.pk}/"), ("田组长", f"/me/cases/{case.pk}/")):
        reader = logged_in(name)
        assert f'href="{address}"' in reader.get(f"/office/figures/records/problems_found/?{SPAN}").content.decode()
        assert reader.get(address).status_code == 200


def test_a_chief_who_reads_figures_finds_them_on_the_phone_and_the_way_back(logged_in: Desk) -> None:
    phone = logged_in("田组长")
    assert 'href="/office/figures/"' in phone.get("/me/mine/").content.decode()
    assert 'href="/office/figures/"' not in logged_in("李邻长").get("/me/mine/").content.decode()
    assert 'class="back" href="/me/' in phone.get("/office/figures/").content.decode()
    assert 'class="back"' not in logged_in("街道老彭").get("/office/figures/").content.decode()
