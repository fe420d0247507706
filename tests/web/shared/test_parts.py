"""The parts say what they must, escape what they are given, and keep quiet where there is nothing to say."""

import re
from datetime import timedelta

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from youlin.foundation import clock
from youlin.web.shared.parts import Chip, Figure, Row, Step


def draw(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


def test_a_state_has_a_word_and_a_shape_beside_its_colour() -> None:
    html = draw('{% status "late" "晚了 2 天" %}')
    assert "tag-late" in html
    assert re.search(r'icons\.svg\?v=[0-9a-f]{8}#alert"', html)
    assert "晚了 2 天" in html


def test_lateness_takes_a_day_or_an_instant() -> None:
    today = clock.day_of(clock.now())
    assert "晚了 2 天" in draw("{% lateness due %}", due=today - timedelta(days=2))
    assert "晚了 2 小时" in draw("{% lateness due %}", due=clock.now() - timedelta(hours=2, minutes=5))


def test_a_time_carries_its_machine_form() -> None:
    instant = clock.at(clock.day_of(clock.now()), 9, 5)
    assert f'<time datetime="{instant.isoformat()}">今天 09:05</time>' == draw("{% when at %}", at=instant)
    assert "data-relative" in draw("{% when at relative=True %}", at=instant)
    assert draw("{% when at %}", at=instant.date()) == f'<time datetime="{instant.date()}">今天</time>'


def test_an_icon_is_hidden_from_who_only_listens() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "heart" %}')


def test_a_table_has_its_caption_and_can_be_reached_by_keyboard() -> None:
    html = draw('{% table caption="事项" export="/x.xlsx" %}<tbody><tr><td>1</td></tr></tbody>{% endtable %}')
    assert '<caption class="unseen">事项</caption>' in html
    assert 'tabindex="0"' in html
    assert 'href="/x.xlsx"' in html
    assert "<tr><td>1</td></tr>" in html
    assert "导出" not in draw('{% table caption="事项" printable=False %}{% endtable %}')


def test_an_empty_list_says_how_to_begin() -> None:
    html = draw('{% nothing "还没有事项" hint="报上来就会在这里。" url="/new/" action="记一件事" %}')
    assert 'href="/new/"' in html
    assert "报上来就会在这里。" in html
    assert "<a" not in draw('{% nothing "还没有事项" %}')


def test_a_chip_that_is_on_says_so() -> None:
    html = draw(
        '{% chips chips label="按状态" %}', chips=[Chip("全部", "?"), Chip("晚了的", "?s=late", current=True, count=0)]
    )
    assert html.count("aria-current") == 1
    assert '<span class="chip-count">0</span>' in html


def test_a_change_link_names_what_it_changes() -> None:
    html = draw("{% summary rows %}", rows=[Row("住址", "3 号", "/edit/", "改"), Row("姓名", "<b>王</b>")])
    assert '改<span class="unseen"> 住址</span>' in html
    assert "&lt;b&gt;王" in html


def test_figures_lead_to_their_records() -> None:
    html = draw('{% figures items label="本月" %}', items=[Figure("发现问题", 189, "/x/", note="上月 170")])
    assert '<a href="/x/">发现问题</a>' in html
    assert "上月 170" in html


def test_a_trail_is_in_order_with_who_and_what() -> None:
    now = clock.now()
    html = draw(
        "{% timeline steps %}",
        steps=[Step(now, "李邻长", "报上来", note="<i>急</i>"), Step(now, "组里", "办好了", tone="done")],
    )
    assert html.index("报上来") < html.index("办好了")
    assert "&lt;i&gt;急" in html


def test_pages_keep_the_rest_of_the_question() -> None:
    request = RequestFactory().get("/office/cases/?state=late&page=2")
    page = Paginator(range(100), 20).get_page(2)
    html = draw("{% pages page %}", page=page, request=request)
    assert 'href="?state=late&amp;page=1"' in html
    assert 'href="?state=late&amp;page=3"' in html
    assert "第 2 页，共 5 页" in html
    assert draw("{% pages page %}", page=Paginator([1], 20).get_page(1), request=request).strip() == ""


def test_a_heading_draws_its_actions_only_where_there_are_some() -> None:
    assert 'class="actions"' not in draw('{% heading "事项" %}\n {% endheading %}')
    html = draw('{% heading "事项" back="/office/" back_label="今天要办" %}<a href="/new/">记</a>{% endheading %}')
    assert '<a href="/new/">记</a>' in html
    assert "今天要办" in html


@pytest.mark.parametrize("tone", ["plain", "done", "due", "late", "accent"])
def test_a_remark_has_a_shape_for_each_tone(tone: str) -> None:
    html = draw("{% notice tone title=title %}<p>去看看</p>{% endnotice %}", tone=tone, title="没有音讯")
    assert f"notice-{tone}" in html
    assert "icons.svg?v=" in html
    assert "<p>去看看</p>" in html


def test_one_tap_carries_an_identity_and_room_for_the_moment() -> None:
    html = draw("{% one_tap %}")
    assert 'name="client_id"' in html
    assert "data-happened-at" in html
    assert " id=" not in html
    assert draw("{% one_tap %}") != html
