"""A proof that a person is at the page: a little arithmetic, by the browser or by whoever reads.

Nobody else's service is asked. The work costs a phone about a second and a program that floods us as much each time.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

BITS = 13  # about 8,000 tries: under two seconds on a cheap phone, while the words are typed
LIFE = timedelta(hours=2)  # how long one may sit over a form
LONGEST = 20  # signs of a solution


def zero_bits(digest: bytes) -> int:
    """How many bits are zero from the front.

    >>> zero_bits(bytes([0, 16]))
    11
    """
    number = int.from_bytes(digest)
    return len(digest) * 8 - number.bit_length()


def solves(serial: str, solution: str, bits: int = BITS) -> bool:
    """Whether a solution is one: the digest of serial and solution begins with that many zero bits."""
    if not solution or len(solution) > LONGEST:
        return False
    return zero_bits(sha256(f"{serial}:{solution}".encode()).digest()) >= bits


def sum_of(seed: int) -> tuple[int, int]:
    """The question for who has no script: two small numbers to add.

    >>> sum_of(0)
    (2, 2)
    """
    return 2 + seed % 7, 2 + seed // 7 % 7


def right(seed: int, answer: str) -> bool:
    """Whether the sum was answered; full-width digits count too.

    >>> right(0, " ４ ")
    True
    """
    plain = answer.strip()
    return plain.isdecimal() and len(plain) <= 3 and int(plain) == sum(sum_of(seed))
