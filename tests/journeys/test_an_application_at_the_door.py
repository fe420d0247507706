"""Hardship is found and helped: from a lead on a chief's phone to the authority's decision, and what comes after it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import xlsxwriter
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE, House, walk
from tests.journeys.test_a_chief_is_chosen import account, inside
from tests.journeys.test_a_street_runs import log_in, press
from youlin.foundation import clock

pytestmark = pytest.mark.sqlite_only  # the same rules and tables are tested on both; here it is about people's hands

WHO, WITH, NUMBER = "覃荣生", "彭秋月", "430899196404010014"
PROGRAMME = "最低生活保障（低保）"

# A couple whom no roster knows, he with a disability card; and the line of the place, which two people confirmed.
HARDSHIP = """
import uuid
from datetime import date
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits.models import LocalFigure
from youlin.domains.chiefs.models import Appointment
from youlin.domains.residents import actions
place = Appointment.objects.get(user__username={chief!r}).post.territory
home = actions.register_household(
    actor=SYSTEM, home=actions.NewHousehold(uuid.uuid4(), place.pk, "石桥边1号"), now=now
)
people = [
    actions.register_resident(
        actor=SYSTEM, person=actions.NewResident(uuid.uuid4(), home.pk, name, number, "", sex, born, what), now=now
    )
    for name, number, sex, born, what in (
        ({who!r}, {number!r}, "1", None, "户主"), ({other!r}, "", "2", date(1966, 4, 1), "配偶"),
    )
]
card = actions.NewCircumstance(people[0].pk, "disabled", date(2020, 1, 1), "残疾证", "肢体二级")
actions.note_circumstance(actor=SYSTEM, found=card, now=now)
for kind in ("urban", "rural"):
    LocalFigure.objects.create(
        subdistrict_id=place.subdistrict_id, parameter="dibao.standard." + kind, value="65000",
        valid_from=date(2026, 1, 1), source="区民政局通知", state="confirmed", client_id=uuid.uuid4(),
        proposed_by=uuid.uuid4(), proposed_by_name="小覃", proposed_at=now,
        decided_by=uuid.uuid4(), decided_by_name="老彭", decided_at=now,
    )
answer = str(home.pk)
"""

# A year later, on the night's round: whoever receives so long is to be looked at again.
A_YEAR_LATER = """
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions
from youlin.domains.benefits.models import Enrolment
row = Enrolment.objects.get(resident__name={who!r}, programme="dibao")
answer = actions.open_reviews(actor=SYSTEM, subdistrict=row.subdistrict_id, now=now)
"""

# The days pass: everything of the application happened so much earlier.
DAYS_PASS = """
from datetime import timedelta
from youlin.domains.benefits.models import Application, ApplicationStep
from youlin.domains.messaging.models import Posting
def back(rows, *names):
    for row in rows:
        days = {{name: getattr(row, name) - timedelta(days={days}) for name in names if getattr(row, name)}}
        type(row).objects.filter(pk=row.pk).update(**days)
rows = Application.objects.filter(applicant__name={who!r})
back(rows, "due_on")
back(ApplicationStep.objects.filter(application__in=rows), "happened_on", "due_on")
back(Posting.objects.filter(about__in=rows.values("pk")), "first_day", "last_day")
answer = True
"""


def paper() -> bytes:
    """A photograph of a paper."""
    out = io.BytesIO()
    Image.new("RGB", (1200, 1600), "beige").save(out, "JPEG")
    return out.getvalue()


def back_to_the_application(page: Page) -> None:
    page.get_by_role("link", name="这份申请", exact=True).click()


def answer_until_it_is_settled(phone: Page) -> int:
    """Tap the first answer, question after question. Returns how many were asked."""
    for asked in range(30):
        if phone.locator("section.card", has_text=PROGRAMME).get_by_role("button", name="帮办申请").count():
            return asked
        question = phone.locator("section.card").first
        with phone.expect_navigation():
            question.locator("button.tall").first.click()
    raise AssertionError("the questions do not end")


def sign_on_glass(page: Page, name: str) -> None:
    """A finger over the glass, for somebody who has not signed yet."""
    page.locator("li.cell", has_text=name).get_by_role("link").click()
    box = page.locator("[data-glass] canvas").bounding_box()
    assert box is not None
    assert box["width"] <= page.evaluate("document.documentElement.clientWidth")
    for row in (0.3, 0.7):
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] * row)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] * (row + 0.1), steps=12)
        page.mouse.up()
    press(page, "签好了")
    expect(page.get_by_text(f"{name}签好了。")).to_be_visible()


def gather_at_the_door(phone: Page) -> None:
    """Papers, a photograph, the authorisation by both, the question about relatives, the applicant's name."""
    phone.get_by_role("link", name="材料", exact=True).click()
    for box in phone.locator("[name=ready]").all():
        box.check()
    press(phone, "记下")
    phone.get_by_role("link", name="材料", exact=True).click()
    phone.get_by_text("拍一份材料").click()
    phone.locator("[name=paper]").select_option(index=1)
    phone.locator("[name=photo]").set_input_files({"name": "1.jpg", "mimeType": "image/jpeg", "buffer": paper()})
    press(phone, "加密保存")
    expect(phone.get_by_text("照片已加密保存。")).to_be_visible()
    back_to_the_application(phone)
    press(phone, "都齐了，递交")
    expect(phone.locator(".problems")).to_contain_text("授权")

    phone.get_by_role("link", name="授权核对家庭经济状况").click()
    sign_on_glass(phone, WHO)
    sign_on_glass(phone, WITH)
    back_to_the_application(phone)
    phone.get_by_role("link", name="近亲属备案").click()
    phone.get_by_label("没有", exact=True).check()
    press(phone, "记下")
    phone.get_by_role("link", name="申请书签名").click()
    sign_on_glass(phone, WHO)
    back_to_the_application(phone)
    press(phone, "都齐了，递交")
    expect(phone.get_by_text("已递交，等街道来调查。")).to_be_visible()


def survey_the_home(phone: Page) -> None:
    """Two who are no relatives; the form shows what was told already; three names below it."""
    phone.get_by_role("link", name="入户调查", exact=True).click()
    for name in ("覃远山", "彭秀芳"):
        phone.locator("details:not([open]) > summary", has_text="写上一位调查人").evaluate_all(
            "all => all.forEach(one => one.click())"
        )
        phone.locator("[name=name]").fill(name)
        phone.locator("[name=office]").fill("社区，民政专干")
        phone.get_by_label("没有", exact=True).check()
        press(phone, "写上", exact=True)
    expect(phone.locator(".field", has_text="家庭年收入（元）")).to_contain_text("上门询问")
    phone.locator("[name=seen]").fill("一间瓦房，屋里整洁。")
    press(phone, "记下")
    for name in (WHO, "覃远山", "彭秀芳"):
        sign_on_glass(phone, name)


def take_step(desk: Page, stage: str, **said: str) -> None:
    """Record at the desk what was done, or what the authority said."""
    desk.get_by_label(stage, exact=True).check()
    for name, words in said.items():
        desk.locator(f"form.narrow [name={name}]").fill(words)
    press(desk, "记下", exact=True)
    expect(desk.locator("main")).to_contain_text("已记下。")


def post_it_for_seven_days(desk: Page, phone: Page, house: House) -> None:
    """The notice has a name, a size and an amount; nothing goes on before its days are over."""
    take_step(desk, "公示中", amount="520")
    phone.context.clear_cookies()
    phone.goto(f"{house.url}/notices/")
    phone.get_by_role("link", name=f"{PROGRAMME}公示").first.click()
    line = phone.locator("tr, li.cell", has_text=WHO)
    expect(line).to_contain_text("520")
    for secret in ("石桥边", NUMBER, "残疾", "肢体"):
        expect(phone.locator("main")).not_to_contain_text(secret)
    desk.get_by_label("已报区县审核", exact=True).check()
    press(desk, "记下", exact=True)
    expect(desk.locator("main")).to_contain_text("公示还没有满7天")
    inside(house, DAYS_PASS, days=8, who=WHO)
    take_step(desk, "已报区县审核")


def refuse_and_appeal(desk: Page) -> None:
    """The authority does not agree: with its document and reasons. He does not agree with that, and is heard."""
    desk.get_by_label("主管部门没有同意", exact=True).check()
    desk.locator("[name=document]").fill("武民救2026年7号")
    press(desk, "记下", exact=True)
    expect(desk.locator(".problems")).to_contain_text("理由")
    assert desk.locator("[name=document]").input_value() == "武民救2026年7号", "what was typed stays"
    take_step(desk, "主管部门没有同意", note="家庭人均收入高于标准。")
    letter = desk.get_by_role("link", name="不予批准告知书")
    assert desk.request.get(desk.url + "refusal/").body().startswith(b"%PDF")
    expect(letter).to_be_visible()
    desk.get_by_role("link", name="告知书送到了").click()
    desk.locator("[name=how]").fill("当面交给本人")
    press(desk, "记下", exact=True)
    expect(desk.locator("main")).to_contain_text("告知书已送达")
    desk.get_by_role("link", name="记一条不同意见").click()
    desk.get_by_label("申请行政复议", exact=True).check()
    desk.locator("[name=grounds]").fill("儿子寄的钱只有一次。")
    press(desk, "记下", exact=True)
    take_step(desk, "已递给受理的部门")
    desk.locator("[name=outcome]").select_option(label="改了原来的决定")
    take_step(desk, "已有答复", document="武复2026年1号", answer="重新核定，予以批准。")
    desk.get_by_role("link", name="看一看").click()
    expect(desk.locator("main")).to_contain_text("主管部门同意")
    expect(desk.locator("main")).to_contain_text("武复2026年1号")


def enrol_from_the_authoritys_list(desk: Page, house: House) -> None:
    """Nothing is paid because of what stands here: he receives once he is on the authority's list."""
    desk.goto(f"{house.url}/office/benefits/enrolments/?q={WHO}")
    expect(desk.locator("tbody tr")).to_have_count(0)
    desk.goto(f"{house.url}/office/benefits/lists/new/")
    desk.locator("[name=programme]").select_option("dibao")
    data = listed()
    desk.locator("[name=file]").set_input_files({"name": "发放名单.xlsx", "mimeType": XLSX, "buffer": data})
    desk.locator("[name=as_of]").fill((clock.day_of(clock.now()) - timedelta(days=350)).isoformat())
    desk.locator("[name=source]").fill("区民政局发放表")
    press(desk, "核对名单")
    desk.locator("tbody tr", has_text=WHO).locator("[name=chosen]").check()
    desk.get_by_label("照名单记").check()
    desk.locator("[name=reason]").fill("和区民政局核对过")
    press(desk, "记下勾选的")
    assert inside(house, A_YEAR_LATER, who=WHO) >= 1


def look_again_and_stop_with_grace(desk: Page, house: House) -> None:
    """A review that is due is written down and cuts nothing; a stop is the authority's, and softened."""
    desk.goto(f"{house.url}/office/benefits/reviews/")
    desk.locator("tbody tr", has_text=WHO).get_by_role("link", name="记下看到的").click()
    desk.get_by_label("情况有变", exact=False).check()
    desk.locator("[name=note]").fill("儿子回来了，已报区民政局。")
    press(desk, "记下", exact=True)
    desk.goto(f"{house.url}/office/benefits/enrolments/?q={WHO}")
    desk.get_by_role("link", name=WHO).click()
    expect(desk.locator("h1").locator("..").locator("..")).to_contain_text("正在享受")
    desk.get_by_role("link", name="记停发决定").click()
    desk.locator("[name=document]").fill("武民救2026年21号")
    desk.locator("[name=reason]").fill("家庭收入高于标准。")
    desk.locator("[name=until]").fill((clock.day_of(clock.now()) + timedelta(days=60)).isoformat())
    press(desk, "记下", exact=True)
    expect(desk.locator("main")).to_contain_text("渐退期")
    desk.goto(f"{house.url}/office/benefits/enrolments/?state=grace")
    expect(desk.locator("tbody")).to_contain_text(WHO)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listed() -> bytes:
    """The authority's list of one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "身份证号", "金额"])
        sheet.write_row(1, 0, [WHO, NUMBER, 520])
    return out.getvalue()


def test_from_a_lead_to_the_authoritys_word_and_what_comes_after(demo_house: House, chromium_browser: Browser) -> None:
    house = demo_house
    chief, community, street = (
        account(house, role) for role in ("neighbourhood_chief", "community_staff", "subdistrict_staff")
    )
    inside(house, HARDSHIP, chief=chief.username, who=WHO, other=WITH, number=NUMBER)
    for desk in walk(chromium_browser.new_context(viewport=DESK, locale="zh-CN")):  # type: ignore[arg-type]
        log_in(desk, house, street)
        desk.goto(f"{house.url}/office/benefits/")
        press(desk, "现在核对一遍")
        for phone in walk(chromium_browser.new_context(viewport=PHONE, locale="zh-CN")):  # type: ignore[arg-type]
            log_in(phone, house, chief)
            phone.goto(f"{house.url}/me/benefits/")
            phone.get_by_role("link", name=WHO).first.click()
            assert 0 < answer_until_it_is_settled(phone) <= 15
            with phone.expect_navigation():
                phone.locator("section.card", has_text=PROGRAMME).get_by_role("button", name="帮办申请").click()
            gather_at_the_door(phone)
            survey_the_home(phone)

            log_in(desk, house, community)
            desk.goto(f"{house.url}/office/benefits/applications/")
            desk.locator("tbody tr", has_text=WHO).get_by_role("link").click()
            take_step(desk, "已入户调查")
            expect(desk.locator("main")).to_contain_text("覃远山、彭秀芳")
            take_step(desk, "已核对家庭经济状况")
            post_it_for_seven_days(desk, phone, house)
            refuse_and_appeal(desk)
            log_in(desk, house, street)
            enrol_from_the_authoritys_list(desk, house)
            look_again_and_stop_with_grace(desk, house)
