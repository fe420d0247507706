"""A photograph in a form: cleaned and shrunk while the form is checked, so that a bad one loses no words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases import pictures
from youlin.foundation.refusal import Refusal


class PhotoField(forms.FileField):
    """Gives the bytes of a JPEG as it is kept, or b"" where none was chosen."""

    def __init__(self) -> None:
        super().__init__(
            label=_("照片"),
            help_text=_("拍地方和东西，不拍人。照片里的位置信息会去掉。"),
            required=False,
            widget=forms.FileInput(attrs={"accept": "image/*", "data-shrink": str(pictures.LONGEST_SIDE)}),
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The picture, small and clean."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return b""
        try:
            return pictures.shrink(upload.read(pictures.MOST_BYTES + 1)).data
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal


class PortraitField(PhotoField):
    """The photograph on a card: as above, and one of a person, who chose it."""

    def __init__(self) -> None:
        super().__init__()
        self.label = _("照片")
        self.help_text = _("正面、看得清脸就行。照片里的位置信息会去掉。")


class PaperPhotoField(PhotoField):
    """A photograph of a paper: never compulsory, and kept sealed."""

    def __init__(self) -> None:
        super().__init__()
        self.label = _("照片")
        self.help_text = _("只拍材料，不拍人；不拍也能办。照片加密保存，谁看过都有记录。")
