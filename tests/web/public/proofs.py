"""A form that anybody may send, with its proof solved as the page's script does it."""

from itertools import count

from youlin.domains.cases.rules import proof as rules
from youlin.web.public import proofs


def proved() -> dict[str, str]:
    """The fields of a fresh proof, solved."""
    token = proofs.issue()
    serial = proofs.serial_of(token)
    solution = next(str(number) for number in count() if rules.solves(serial, str(number)))
    return {"proof_token": token, "proof_solution": solution}


def answered() -> dict[str, str]:
    """The fields of a fresh proof, with the sum answered by somebody without script."""
    token = proofs.issue()
    return {"proof_token": token, "proof_answer": str(sum(rules.sum_of(proofs.seed_of(proofs.serial_of(token)))))}
