"""What every channel must do, asked of each that is registered: a new one is tried by being in the registry."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from tests.factories import cast
from youlin.channels.registry import CHANNELS
from youlin.channels.ways import Channel, Message, UnreadableError, fitted
from youlin.domains.messaging.models import ConsoleLetter
from youlin.foundation.db import new_id


@pytest.fixture(params=sorted(CHANNELS), ids=str)
def channel(request: pytest.FixtureRequest) -> Channel:
    return CHANNELS[request.param]


def message(street: cast.Street) -> Message:
    li = street.users["李邻长"]
    return Message(
        id=new_id(),
        subdistrict=street.subdistrict.pk,
        user=li.pk,
        name=li.display_name,
        phone="14000000009",
        title="有一件事请您看一看",
        text="诉求 26-0001 报到您这里。",
        url="/me/cases/",
        at=cast.START,
    )


def test_it_says_who_it_is_in_words_that_consent_can_keep(channel: Channel) -> None:
    assert CHANNELS[channel.code] is channel
    assert channel.code == channel.code.lower().strip() and 0 < len(channel.code) <= 20
    assert str(channel.name) and len(str(channel.explanation)) > 10
    assert channel.capability.most_signs > 0


def test_what_it_takes_has_a_receipt_and_the_same_letter_twice_has_the_same(
    channel: Channel, street: cast.Street
) -> None:
    letter = message(street)
    first = channel.send(letter, now=cast.START)
    again = channel.send(letter, now=cast.START)
    assert first.reference and first == again
    assert channel.send(replace(letter, id=new_id()), now=cast.START) != first


def test_the_console_lays_a_letter_on_the_outbox_page_once(street: cast.Street) -> None:
    letter = message(street)
    for _time in range(2):
        CHANNELS["console"].send(letter, now=cast.START)
    assert ConsoleLetter.objects.get().pk == letter.id


@pytest.mark.parametrize("payload", [{}, {"letter": "x"}, {"letter": str(UUID(int=1)), "text": "好"}, {"rubbish": "1"}])
def test_what_is_not_its_own_it_refuses_to_read(channel: Channel, payload: dict[str, str]) -> None:
    with pytest.raises(UnreadableError):
        channel.receive(payload, now=cast.START)


def test_what_comes_in_says_which_letter_it_answers_and_the_same_twice_is_the_same(channel: Channel) -> None:
    said: dict[str, Any] = {"letter": str(UUID(int=7)), "text": " 收到 ", "id": "n1"}
    if channel.capability.inbound:
        first, again = (channel.receive(said, now=cast.START) for _time in range(2))
        assert first == again and first[0].external and first[0].letter == UUID(int=7) and first[0].text == "收到"
    else:
        with pytest.raises(UnreadableError):
            channel.receive(said, now=cast.START)


def test_a_long_text_is_cut_to_what_a_channel_carries(channel: Channel) -> None:
    cut = fitted("字" * (channel.capability.most_signs + 5), channel.capability, "…")
    assert len(cut) == channel.capability.most_signs and cut.endswith("…")
