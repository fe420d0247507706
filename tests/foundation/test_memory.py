"""The collector waits, and is as it was afterwards."""

import gc

import pytest

from youlin.foundation.memory import uncollected


def test_it_waits_and_goes_on() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_accident() -> None:
    with pytest.raises(ValueError, match="accident"), uncollected():
        raise ValueError("accident")
    assert gc.isenabled()
