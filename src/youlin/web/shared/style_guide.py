"""What the style guide shows: invented people, every part once, in every state."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from youlin.foundation import clock
from youlin.web.shared import charts
from youlin.web.shared.forms import PageForm
from youlin.web.shared.parts import Bar, Chip, Figure, Row, Step

MODES = ("desk", "phone", "public")
SPRITE = Path(__file__).parent / "static" / "youlin" / "icons.svg"


class SampleForm(PageForm):
    """One field of each kind."""

    text = forms.CharField(
        label="什么事",
        help_text="说清是什么、在哪里就好。",
        widget=forms.Textarea,
        error_messages={"required": "请写一句是什么事。"},
    )
    place = forms.CharField(label="在哪里", required=False)
    phone = forms.CharField(
        label="电话", help_text="只有承办的人看得到。", error_messages={"required": "请留一个电话，好回您的话。"}
    )
    day = forms.DateField(label="哪一天", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    kind = forms.ChoiceField(
        label="哪一类", choices=[("appeal", "诉求"), ("hazard", "安全隐患"), ("dispute", "矛盾纠纷")]
    )
    how = forms.ChoiceField(
        label="人怎么样",
        choices=[("fine", "都好"), ("something", "有点事"), ("urgent", "要紧")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="需要什么",
        choices=[("rice", "米面油"), ("doctor", "看病"), ("repair", "修东西")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    picture = forms.FileField(
        label="照片", required=False, widget=forms.FileInput(attrs={"accept": "image/*", "data-shrink": "1600"})
    )
    agree = forms.BooleanField(label="本人同意登记这些内容")


def values(request: HttpRequest, mode: str) -> dict[str, object]:
    """Everything the page draws."""
    now = clock.now()
    today = clock.day_of(now)
    broken = SampleForm({"text": "", "place": "老屋场组 3 号", "kind": "hazard"}, auto_id="broken_%s")
    return {
        "layout": f"shared/{mode}.html",
        "modes": [Chip(one, f"/style/{one}/", current=one == mode) for one in MODES],
        "icons": re.findall(r'<symbol id="([a-z]+)"', SPRITE.read_text(encoding="utf-8")),
        "now": now,
        "today": today,
        "late_day": today - timedelta(days=2),
        "soon": now + timedelta(minutes=40),
        "ago": now - timedelta(minutes=3),
        "form": SampleForm(),
        "broken": broken,
        "chips": [
            Chip("全部", "?", current=True, count=124),
            Chip("晚了的", "?state=late", count=3),
            Chip("今天到期", "?state=due", count=12),
            Chip("已办好", "?state=done"),
        ],
        "rows": [
            Row("姓名", "王秀兰", url="#", action="改"),
            Row("住址", "老屋场组 3 号"),
            Row("身份证号", "430899********002X", url="#", action="看全号"),
            Row("情形", "独居老人、残障（肢体二级）", url="#", action="改"),
        ],
        "figures": [
            Figure("发现问题", 189, url="#"),
            Figure("办理诉求", 97, url="#", note="按时 94 件"),
            Figure("晚了的", 3, url="#", tone="late"),
            Figure("今天到期", 12, url="#", tone="due"),
            Figure("微服务", 265, url="#", tone="done"),
        ],
        "steps": [
            Step(
                now - timedelta(days=2, hours=3),
                "李邻长",
                "报上来：王奶奶家电线老化",
                note="插座冒火花，已经先拉了闸。",
            ),
            Step(now - timedelta(days=2), "老屋场组", "上报到片里", tone="due"),
            Step(now - timedelta(days=1), "街道", "逾期，自动升一级", tone="late"),
            Step(now - timedelta(hours=1), "街道", "答复：电工今天下午上门", tone="accent"),
            Step(now, "李邻长", "办好了，王奶奶说没事了", tone="done"),
        ],
        "page": Paginator(range(1, 90), 20).get_page(2),
        "cases": [
            ("YL-0341", "王奶奶家电线老化", "老屋场组", 2, "late", "晚了 2 天"),
            ("YL-0342", "巷口路灯不亮", "新桥组", 0, "due", "今天要办"),
            ("YL-0339", "两家为排水沟争吵", "竹园组", 5, "plain", "还有 3 天"),
            ("YL-0330", "低保怎么申请", "老屋场组", 9, "done", "已办好"),
        ],
        "bars": charts.bars(
            "各社区办理的诉求",
            [Bar("张家界社区", 48, "#"), Bar("锣鼓塔社区", 31, "#"), Bar("袁家界社区", 18, "#"), Bar("林场", 0)],
            head="社区",
            unit="件",
        ),
        "lines": charts.lines(
            "每周的问候和走访",
            [f"第{week}周" for week in range(1, 13)],
            [
                charts.Series("问候", [310, 322, 335, 328, 341, 350, None, 347, 352, 360, 358, 366]),
                charts.Series("走访", [120, 128, 131, 125, 140, 138, None, 141, 145, 150, 149, 152], "done"),
            ],
            head="周",
            unit="次",
        ),
    }
