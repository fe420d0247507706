"""Opening the doors."""

from __future__ import annotations

import socket

import pytest

from youlin.cli.main import main


@pytest.mark.django_db
def test_a_door_that_another_program_holds_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    assert f"127.0.0.1:{port}" in capsys.readouterr().err
