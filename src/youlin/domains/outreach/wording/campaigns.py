"""What a campaign's letters say, by the name of their template."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

NOTICES: dict[str, str | Promise] = {
    "campaigns.begin": gettext_lazy("新的宣讲“%(title)s”，您这里 %(n)s 户，%(until)s以前说到。"),
    "campaigns.sweep": gettext_lazy("紧急：“%(title)s”，您这里 %(n)s 户，请马上一户一户去说，说一户点一户。"),
    "campaigns.sweep_silent": gettext_lazy(
        "紧急：“%(title)s”，您这里 %(n)s 户还没有动静。去不了请告诉上一级，去了请点一下。"
    ),
    "campaigns.sweep_handed": gettext_lazy(
        "紧急：“%(title)s”，有邻长还没有动静，那里的 %(n)s 户也列到您手机上了，请帮着去说。"
    ),
    "campaigns.sweep_missing": gettext_lazy("紧急：“%(title)s”，您这里还差 %(n)s 户。没人在的，再去一次或者打个电话。"),
}
