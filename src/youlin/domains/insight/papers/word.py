"""Word by docxtpl, from `bulletin.docx` or from the template that an office made of it in Word.

An office's template is somebody's file: it is unpacked within bounds, and its places are filled in a sandbox.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from youlin.domains.insight.papers.sheet import Sheet, example
from youlin.foundation.refusal import Invalid

TEMPLATE = Path(__file__).with_name("bulletin.docx")
MOST_BYTES, MOST_UNPACKED = 2 * 1024 * 1024, 30 * 1024 * 1024
_NAME = re.compile(r"'([^']+)'(?:$| is undefined)")


def render(sheet: Sheet, template: bytes | None = None) -> bytes:
    """The bulletin as a Word document."""
    document = DocxTemplate(BytesIO(template if template is not None else TEMPLATE.read_bytes()))
    environment = SandboxedEnvironment(undefined=StrictUndefined)
    # autoescape: a name with < in it is a name, not markup.
    document.render({"sheet": sheet.plain()}, jinja_env=environment, autoescape=True)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def check(data: bytes) -> None:
    """Whether a template can be filled, tried with an invented bulletin. Raises Invalid with what is wrong in it."""
    if len(data) > MOST_BYTES:
        raise Invalid("template_large", _("模板太大了，最多 2 MB。请把里面的图片缩小。"), field="file")
    try:
        with ZipFile(BytesIO(data)) as packed:
            inside = packed.infolist()
    except BadZipFile as error:
        raise Invalid(
            "template_not_word", _("这不是 Word 文件（.docx），请在 Word 里另存一次。"), field="file"
        ) from error
    if "word/document.xml" not in {one.filename for one in inside}:
        raise Invalid("template_not_word", _("这不是 Word 文件（.docx），请在 Word 里另存一次。"), field="file")
    if sum(one.file_size for one in inside) > MOST_UNPACKED:
        raise Invalid("template_large", _("模板太大了，最多 2 MB。请把里面的图片缩小。"), field="file")
    try:
        made = render(example(), data)
    except UndefinedError as error:
        said = _NAME.search(error.message or "")
        name = said[1] if said else error.message
        text = _("模板里写了“%(name)s”，简报没有这一项。请照下面列出的写。") % {"name": name}
        raise Invalid("template_unknown", text, field="file") from error
    except TemplateSyntaxError as error:
        text = _("模板里有一处花括号没有写对：%(why)s。请看看是不是成对。") % {"why": error.message}
        raise Invalid("template_syntax", text, field="file") from error
    except SecurityError as error:
        raise Invalid("template_unsafe", _("模板里有不许用的写法，请只用下面列出的。"), field="file") from error
    except (TemplateError, ValueError, KeyError, TypeError, OverflowError) as error:
        text = _("模板填不出来：%(why)s。请从原来的模板改起。") % {"why": error}
        raise Invalid("template_broken", text, field="file") from error
    if not made:
        raise Invalid("template_broken", _("模板填不出来：它是空的。请从原来的模板改起。"), field="file")
