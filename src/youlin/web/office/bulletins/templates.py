"""The Word template: fetch it, change it in Word, bring it in, look at what comes out, go back to the default."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.insight import actions, queries
from youlin.domains.insight.papers import FORMS, word
from youlin.domains.insight.papers.sheet import example
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.bulletins import TYPES
from youlin.web.shared.forms import PageForm, run

# What a template may say, with what it means.
PLACES = (
    ("{{ sheet.title }}", gettext_lazy("题目")),
    ("{{ sheet.place }}", gettext_lazy("哪里")),
    ("{{ sheet.span }}", gettext_lazy("从哪天到哪天")),
    ("{{ sheet.sentence }}", gettext_lazy("数字写成的那句话")),
    ("{%tr for line in sheet.lines %} … {%tr endfor %}", gettext_lazy("表格里一项数字一行")),
    ("{{ line.name }} {{ line.value }} {{ line.unit }} {{ line.before }} {{ line.change }} {{ line.definition }}",
     gettext_lazy("名称、本期、单位、上期、比较、口径")),
    ("{%p for story in sheet.stories %} … {%p endfor %}", gettext_lazy("一个故事一段")),
    ("{{ story.title }} {{ story.text }}", gettext_lazy("故事的题目和话")),
    ("{{ sheet.made_on }}", gettext_lazy("哪天整理的")),
)  # fmt: skip


class UploadForm(PageForm):
    """A Word file."""

    file = forms.FileField(
        label=gettext_lazy("改好的模板"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=gettext_lazy("Word 文件（.docx），最多 2 MB。"),
        error_messages={"required": gettext_lazy("请选一个文件。")},
    )


@page(Can.CONFIGURE)
def template(request: HttpRequest) -> HttpResponse:
    """The template in force, and bringing in another."""
    actor = actor_of(request)
    street = access.roots(actor, Can.CONFIGURE)[0].pk
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file: Any = form.cleaned_data["file"]
        before = _present(street)
        done = run(
            form,
            lambda: actions.set_template(
                actor=actor, subdistrict=street, name=file.name, data=file.read(), check=word.check, now=clock.now()
            ),
        )
        if done is not None:
            notices.done(request, _("已换上，简报从现在起按它来。"), undo=_undo(before))
            return redirect("office:bulletin_template")
    versions = queries.template_versions(street)
    own = queries.template(street) is not None
    values = {"form": form, "versions": versions, "own": own, "places": PLACES}
    return render(request, "office/bulletins/template.html", values, status=422 if form.errors else 200)


@page(Can.CONFIGURE)
@require_POST
def default(request: HttpRequest) -> HttpResponse:
    """Back to the default; undone by using the version before."""
    actor = actor_of(request)
    street = access.roots(actor, Can.CONFIGURE)[0].pk
    before = _present(street)
    actions.default_template(actor=actor, subdistrict=street, now=clock.now())
    notices.done(request, _("已用回原来的模板。"), undo=_undo(before))
    return redirect("office:bulletin_template")


@page(Can.CONFIGURE)
@require_POST
def again(request: HttpRequest, version: int) -> HttpResponse:
    """Use an earlier version."""
    actor = actor_of(request)
    street = access.roots(actor, Can.CONFIGURE)[0].pk
    before = _present(street)
    actions.template_again(actor=actor, subdistrict=street, version=version, now=clock.now())
    notices.done(request, _("已用回这一版。"), undo=_undo(before))
    return redirect("office:bulletin_template")


@page(Can.CONFIGURE)
@require_GET
def download(request: HttpRequest, which: str) -> HttpResponse:
    """The template itself (`own`, `default`), or an invented bulletin set by it (`docx`, `pdf`, `html`)."""
    street = access.roots(actor_of(request), Can.CONFIGURE)[0].pk
    own = queries.template(street)
    if which == "default" or (which == "own" and own is None):
        return _file(word.TEMPLATE.read_bytes(), _("简报模板.docx"), TYPES["docx"])
    if which == "own" and own is not None:
        return _file(own, _("简报模板.docx"), TYPES["docx"])
    if which not in FORMS:
        raise Http404
    return _file(FORMS[which](example(), own), _("简报样子") + f".{which}", TYPES[which])


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=kind, headers=headers)


def _present(street: Any) -> int:
    """The number of the version in force; 0 where none was ever made."""
    return next((one.version for one in queries.template_versions(street)), 0)


def _undo(version: int) -> str:
    if version == 0:
        return reverse("office:bulletin_template_default")
    return reverse("office:bulletin_template_again", args=[version])
