"""Three-valued rules over facts that may be missing: yes, no, or unknown, each with its reasons.

Belongs here: facts and their possible values, expressions, their evaluation and explanation, the next question.
Does not: any programme (these stand in rules/*.yaml), any table, any clock: the day is an argument.

    vocabulary  what can be known, and of whom          expression  the small language, read from a whitelisted tree
    rulebook    programmes, conditions, parameters      reading     YAML text to a rulebook, with line numbers
    folding     parameters put in, division put away    closures    expressions made callable
    assembly    rules folded for one place and day      rows        a family as a row of values
    edition     asking those rules about households     answers     what comes out
    tracing     why                                     columns     the same verdicts for many at once
    questions   what to ask next                        linting     what is wrong with the rules themselves
"""
