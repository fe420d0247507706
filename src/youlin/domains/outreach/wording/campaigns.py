"""What a campaign's letters say, by the name of their template."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

NOTICES: dict[str, str | Promise] = {
    "campaigns.begin": gettext_lazy("新的宣讲“%(title)s”，您这里 %(n)s 户，%(until)s以前说到。"),
    "campaigns.sweep": gettext_lazy("紧急：“%(title)s”，您这里 %(n)s 户，请马上一户一户去说，说一户点一户。"),
}
