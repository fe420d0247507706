"""Pure rules of cases: `states` (what may follow what), `ladder` (rungs, up and down), `clocks` (a rung's hours)."""
