"""Pure rules of cases: `states` (what may follow what), `ladder` (rungs, up and down), `clocks` (a rung's hours).

`ways` in and back, `danger` and whom to tell of it, `proof` against programs, `chat`: what a pasted chat may mean.
"""
