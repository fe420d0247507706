"""The proof against programs: cheap for one, dear for a thousand, and never without a way for who has no script."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.cases.rules import proof


def test_a_solution_is_found_and_holds_for_its_serial_alone() -> None:
    serial = "8f2c"
    found = next(str(number) for number in count() if proof.solves(serial, str(number), bits=10))
    assert proof.solves(serial, found, bits=10)
    assert not proof.solves("8f2d", found, bits=10) or proof.zero_bits(b"") == 0
    assert not proof.solves(serial, "")
    assert not proof.solves(serial, "0" * 21, bits=0)


@given(st.binary(min_size=4, max_size=32))
def test_zero_bits_are_those_in_front(digest: bytes) -> None:
    written = "".join(f"{byte:08b}" for byte in digest)
    assert proof.zero_bits(digest) == len(written) - len(written.lstrip("0"))


@given(st.integers(0, 2**32 - 1))
def test_the_sum_is_one_that_a_child_can_do(seed: int) -> None:
    one, other = proof.sum_of(seed)
    assert 2 <= one <= 8 and 2 <= other <= 8
    assert proof.right(seed, str(one + other))
    assert not proof.right(seed, str(one + other + 1))
    assert not proof.right(seed, "许多")
