"""The forms of a meeting: calling it, and each thing that can be done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases.queries import Case
from youlin.domains.outreach.actions.meetings import NewMeeting, Said
from youlin.domains.outreach.queries.meetings import Meeting, Record
from youlin.domains.outreach.rules.meetings import Deed
from youlin.web.shared.cases.forms import more_words, words
from youlin.web.shared.disputes.forms import PICK, day
from youlin.web.shared.forms import PageForm


class CallForm(PageForm):
    """Who is called, where and when, and what is to be talked about."""

    kind = forms.ChoiceField(
        label=_("什么会"),
        choices=Meeting.Kinds.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一种会。")},
    )
    territory = forms.ChoiceField(label=_("哪里的会"), error_messages={"required": _("请选哪里的会。")})
    title = forms.CharField(label=_("会议叫什么"), max_length=100, error_messages={"required": _("请写会议叫什么。")})
    starts_at = forms.DateTimeField(
        label=_("什么时候"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"required": _("请写什么时候。"), "invalid": _("时间不对，请写成 2026-11-22 19:30。")},
    )
    place = forms.CharField(label=_("在哪里"), max_length=100, error_messages={"required": _("请写在哪里。")})
    topics = forms.CharField(
        label=_("议什么"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("一行一条。上次反映的有了答复、上次交办的，会自己排在前面。"),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places if len(places) == 1 else [*PICK, *places]  # type: ignore[attr-defined]

    def said(self) -> NewMeeting:
        """As outreach takes it."""
        typed = self.cleaned_data
        return NewMeeting(
            self.identity(), typed["kind"], UUID(typed["territory"]), typed["title"], typed["starts_at"],
            typed["place"], typed["topics"].splitlines(),
        )  # fmt: skip


class DeedForm(PageForm):
    """Something that is done with one meeting."""

    def __init__(self, *args: Any, record: Record, posts: list[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.record, self.posts = record, posts


class ItemForm(DeedForm):
    """One more thing on the agenda."""

    text = forms.CharField(label=_("议什么"), max_length=200, error_messages={"required": _("请写议什么。")})


class SayForm(DeedForm):
    """What was said to one item, decided, and how many hands."""

    item = forms.ChoiceField(label=_("哪一条"), error_messages={"required": _("请选一条。")})
    said = more_words(_("说了什么"))
    decision = forms.CharField(label=_("决定了什么"), required=False, max_length=500)
    hands_for = forms.IntegerField(label=_("举手赞成"), required=False, min_value=0, max_value=9999)
    hands_against = forms.IntegerField(label=_("举手反对"), required=False, min_value=0, max_value=9999)
    hands_abstaining = forms.IntegerField(
        label=_("弃权"), required=False, min_value=0, max_value=9999, help_text=_("没有表决就都空着。一户举一次手。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        left = sorted(self.record.items, key=lambda one: one.row.done_at is not None)
        choices = [(str(one.row.pk), f"{one.row.number}. {one.row.text[:40]}") for one in left]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]

    def words(self) -> Said:
        """As outreach takes it."""
        typed = self.cleaned_data
        hands = (typed["hands_for"], typed["hands_against"], typed["hands_abstaining"])
        return Said(typed["said"], typed["decision"], hands)


class RaiseForm(DeedForm):
    """What somebody raised."""

    text = words(
        _("反映什么"), _("请写反映的是什么。"), hint=_("会成为一件事项，有人办、有时限；答复在下次会上读给大家听。")
    )
    kind = forms.ChoiceField(label=_("哪一类"), choices=Case.Kinds.choices, initial="appeal")
    place = forms.CharField(label=_("具体在哪里"), required=False, max_length=200)
    by = forms.CharField(label=_("谁反映的"), required=False, max_length=60)


class TaskForm(DeedForm):
    """Who is to do what by when."""

    post = forms.ChoiceField(label=_("交给谁"), error_messages={"required": _("请选交给谁。")})
    text = forms.CharField(label=_("做什么"), max_length=200, error_messages={"required": _("请写要做什么。")})
    due_on = day(_("到哪天"), hint=_("没做完会一直排在下次会的议程上。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].choices = [*PICK, *((str(key), name) for key, name in self.posts)]  # type: ignore[attr-defined]


class GuestsForm(DeedForm):
    """Who led, and how many came who are on no list."""

    chair = forms.CharField(label=_("谁主持"), required=False, max_length=60)
    guests = forms.IntegerField(label=_("名单以外来了几位"), min_value=0, max_value=9999, initial=0)


class CloseForm(DeedForm):
    """The record."""

    minutes = words(_("会上说了什么"), _("请写几句会上说了什么。"), rows=6)


class CancelForm(DeedForm):
    """Why not."""

    reason = forms.CharField(
        label=_("为什么不开了"), max_length=200, error_messages={"required": _("请写一句为什么不开了。")}
    )


class DoneForm(PageForm):
    """A word on what was done."""

    note = forms.CharField(label=_("怎么做的"), required=False, max_length=200)


FORMS: dict[Deed, type[DeedForm]] = {
    Deed.ITEM: ItemForm,
    Deed.PRESENT: GuestsForm,
    Deed.SAY: SayForm,
    Deed.RAISE: RaiseForm,
    Deed.TASK: TaskForm,
    Deed.CLOSE: CloseForm,
    Deed.CANCEL: CancelForm,
}
