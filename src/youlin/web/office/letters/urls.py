"""Doors of letters and notices, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.letters import burden, log, mine, outbox, words

urlpatterns = [
    path("", log.log, name="letters"),
    path("mine/", mine.notices, name="notices_mine"),
    path("mine/read/", mine.read, name="notices_mine_read"),
    path("own/", mine.own, name="own_letters"),
    path("own/<str:channel>/agree/", mine.agree, name="own_agree"),
    path("own/<str:channel>/stop/", mine.stop, name="own_stop"),
    path("outbox/", outbox.outbox, name="letter_outbox"),
    path("outbox/<uuid:sheet>/pass-on/", outbox.pass_on, name="letter_pass_on"),
    path("outbox/<uuid:sheet>/not-yet/", outbox.unpass, name="letter_unpass"),
    path("outbox/<uuid:sheet>/reply/", outbox.reply, name="letter_reply"),
    path("texts/", words.texts, name="letter_texts"),
    path("texts/<str:template>/", words.text, name="letter_text"),
    path("texts/<str:template>/<int:version>/", words.restore, name="letter_text_restore"),
    path("hours/", words.hours, name="letter_hours"),
    path("burden/", burden.burden, name="burden"),
    path("<uuid:letter>/", log.letter, name="letter"),
    path("<uuid:letter>/again/", log.again, name="letter_again"),
]
