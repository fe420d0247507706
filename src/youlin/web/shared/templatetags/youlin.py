"""The parts that pages are built of. docs/design.md shows each with an example; /style/ draws them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, QueryDict
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from youlin.foundation import clock
from youlin.web.shared import assets, charts, display, masks, nav, notices, receipt, wording
from youlin.web.shared.forms import PageForm
from youlin.web.shared.parts import Chip, Choice, Figure, NavLink, Row, Step, Tone

register = template.Library()

register.filter("day", wording.day)
register.filter("day_full", wording.day_full)
register.filter("hour", wording.hour)
register.filter("moment", wording.moment)
register.filter("mask_phone", masks.phone)
register.filter("mask_id", masks.id_number)
register.filter("mask_name", masks.name)

SHAPES = {"done": "check", "due": "clock", "late": "alert", "accent": "dot", "plain": "dot"}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawing from the sprite. Hidden from screen readers: a word always stands beside it."""
    return format_html(
        '<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("youlin/icons.svg"),
        name,
    )


@register.simple_tag
def status(tone: Tone, words: object) -> SafeString:
    """A state in a word, a shape and a colour. Tones: plain, done, due, late, accent."""
    said = words if isinstance(words, SafeString) else capfirst(str(words))  # English words stand alone here
    return format_html('<span class="tag tag-{}">{}{}</span>', tone, icon(SHAPES[tone]), said)


@register.simple_tag
def lateness(due: date | datetime) -> SafeString:
    """How late or how soon: 「晚了 2 天」. A date is due by the end of its day, an instant at that instant."""
    now = clock.now()
    said = wording.lateness(due, now) if isinstance(due, datetime) else wording.lateness_by_day(due, clock.day_of(now))
    return status(said.tone, said.text)


@register.simple_tag
def when(value: date | datetime, relative: bool = False, now: datetime | None = None) -> SafeString:
    """A `time` element: 「今天 09:05」. With `relative=True` the script turns it into 「3 分钟前」."""
    now = now or clock.now()
    if not isinstance(value, datetime):
        return format_html(
            '<time datetime="{}">{}</time>', value.isoformat(), wording.day_near(value, clock.day_of(now))
        )
    return format_html(
        '<time datetime="{}"{}>{}</time>',
        value.isoformat(),
        SafeString(" data-relative") if relative else "",
        wording.moment_near(value, now),
    )


@register.simple_block_tag(end_name="endheading")
def heading(
    content: SafeString, title: object, back: str = "", back_label: str = "", kicker: object = ""
) -> SafeString:
    """The head of a page: way back, title, and what can be done here (the block's content)."""
    return _part("heading", actions=content, title=title, back=back, back_label=back_label, kicker=kicker)


@register.simple_block_tag(end_name="endnotice")
def notice(content: SafeString, tone: Tone = "plain", title: object = "") -> SafeString:
    """A boxed remark inside a page, its shape by its tone."""
    return _part("notice", body=content, tone=tone, title=title, shape=SHAPES[tone] if tone != "plain" else "info")


@register.simple_block_tag(end_name="endtable")
def table(
    content: SafeString,
    caption: object,
    export: str = "",
    printable: bool = True,
    note: object = "",
) -> SafeString:
    """A table with its caption, sticky head, and the row with export and print."""
    return _part("table", body=content, caption=caption, export=export, printable=printable, note=note)


@register.simple_tag
def nothing(title: object, hint: object = "", url: str = "", action: object = "") -> SafeString:
    """What a list says when it is empty: that it is, and how to begin."""
    return _part("nothing", title=title, hint=hint, url=url, action=action)


@register.simple_tag
def chips(items: Iterable[Chip], label: object) -> SafeString:
    """Filters as links; the current ones are marked."""
    return _part("chips", items=list(items), label=label)


@register.simple_tag
def choice(one: Choice) -> SafeString:
    """One choice of a list's filters, with its label. No widget of a form, which takes eight times as long to draw."""
    options = ((value, SafeString(" selected") if value == one.chosen else "", words) for value, words in one.options)
    return format_html(
        '<label for="id_{0}">{1}</label><select name="{0}" id="id_{0}">{2}</select>',
        one.name,
        one.label,
        format_html_join("", '<option value="{}"{}>{}</option>', options),
    )


@register.simple_tag
def summary(rows: Iterable[Row]) -> SafeString:
    """What is known of one thing, line by line."""
    return _part("summary", rows=list(rows))


@register.simple_tag
def figures(items: Iterable[Figure], label: object = "") -> SafeString:
    """Numbers with their names; each leads to its records."""
    return _part("figures", items=list(items), label=label)


@register.simple_tag
def timeline(steps: Iterable[Step]) -> SafeString:
    """What happened, in order."""
    return _part("timeline", steps=list(steps))


@register.simple_tag
def chart(drawing: charts.Chart) -> SafeString:
    """A chart of `charts.py`, with its numbers in a table beside it."""
    return drawing.render()


@register.simple_tag(takes_context=True)
def pages(context: RequestContext, page: Page[Any], name: str = "page") -> SafeString:
    """Ways to the other pages of a list; keeps the rest of the query."""
    query: QueryDict = context["request"].GET.copy()
    links = {}
    for way, number in (("previous", page.number - 1), ("next", page.number + 1)):
        query[name] = str(number)
        links[way] = f"?{query.urlencode()}"
    return _part("pages", page=page, **links)


@register.simple_tag
def problems(form: BaseForm) -> SafeString:
    """The error summary: what has to be put right, each line a link to its field. Nothing where all is well."""
    return _part("problems", form=form, links=_problem_links(form)) if form.errors else SafeString("")


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field with label, hint and error, wired together."""
    return bound.as_field_group()


@register.simple_tag
def hidden(form: BaseForm) -> SafeString:
    """The hidden fields of a form whose visible ones are placed by hand."""
    return SafeString("".join(str(bound) for bound in form.hidden_fields()))


@register.simple_tag
def one_tap() -> SafeString:
    """The hidden fields of a form that is one button: its identity, and the moment of the tap."""
    return hidden(PageForm(auto_id=False))


@register.simple_tag(takes_context=True)
def page_class(context: RequestContext) -> str:
    """The class of `html` that the reader's own wishes add: `large`."""
    request = context.get("request")
    return "large" if isinstance(request, HttpRequest) and display.is_large(request) else ""


@register.simple_tag
def common_sheets() -> tuple[str, ...]:
    """The style sheets that every page begins with."""
    return assets.sheets()


@register.simple_tag(takes_context=True)
def last_arrival(context: RequestContext) -> datetime | None:
    """When something that was noted on this phone last reached us; None where nothing has."""
    request = context.get("request")
    return receipt.last(request) if isinstance(request, HttpRequest) else None


@register.simple_tag(takes_context=True)
def here(context: RequestContext) -> str:
    """The present address with its query, for the way back after a switch."""
    request = context.get("request")
    return request.get_full_path() if isinstance(request, HttpRequest) else "/"


@register.simple_tag(takes_context=True)
def nav_links(context: RequestContext, audience: str) -> Sequence[NavLink]:
    """The places of an audience that exist and that the reader may go to."""
    request = context.get("request")
    return nav.links(audience, request) if isinstance(request, HttpRequest) else ()


@register.simple_tag(takes_context=True)
def opens(context: RequestContext, url_name: str) -> bool:
    """Whether a page would open for the reader."""
    request = context.get("request")
    return isinstance(request, HttpRequest) and nav.opens(url_name, request)


@register.simple_tag(takes_context=True)
def notices_of(context: RequestContext) -> list[notices.Notice]:
    """Messages for the reader, each with its undo if it has one."""
    request = context.get("request")
    return notices.take(request) if isinstance(request, HttpRequest) else []


def _part(part: str, **values: object) -> SafeString:
    return SafeString(render_to_string(f"shared/parts/{part}.html", values))


def _problem_links(form: BaseForm) -> list[tuple[str, str]]:
    """(address of the field or "", sentence) for each thing to put right, in the order of the form."""
    links = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else f"#{bound.id_for_label or bound.auto_id}"
        links.extend((target, str(error)) for error in bound.errors)
    return links
