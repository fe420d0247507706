"""What every form that takes a report asks alike: whom it is about, and what may be kept of who says it."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.ways import Secrecy

ABOUT = [
    ("", _("不是反映三长")),
    (str(Rung.NEIGHBOURHOOD.value), _("反映邻长")),
    (str(Rung.GROUP.value), _("反映组长")),
    (str(Rung.AREA.value), _("反映片长")),
]
ABOUT_HINT = _("选了，这位三长就看不到这件事，换了岗位也看不到。")
SECRECIES = [
    (Secrecy.OPEN.value, _("留名，管这件事的人知道是谁")),
    (Secrecy.CONFIDENTIAL.value, _("保密，称呼和电话封起来，只有街道能看，每看一次有记录")),
    (Secrecy.ANONYMOUS.value, _("匿名，什么都不留，凭查询码看答复")),
]


class Folding(forms.Form):
    """A form of which what is seldom needed is folded away."""

    FOLDED: ClassVar[tuple[str, ...]] = ("danger", "about", "secrecy")

    def plain(self) -> list[forms.BoundField]:
        """What everybody is asked."""
        return [bound for bound in self.visible_fields() if bound.name not in self.FOLDED]

    def folded(self) -> list[forms.BoundField]:
        """What few need."""
        return [bound for bound in self.visible_fields() if bound.name in self.FOLDED]

    def unfolded(self) -> bool:
        """Whether something in it was chosen or is wrong."""
        return any(bound.errors or bound.value() not in ("", None, "open") for bound in self.folded())


def about_rung(chosen: str) -> Rung | None:
    """The level complained of; None where nobody is."""
    return Rung(int(chosen)) if chosen else None
