"""Reads of cases: `lists` (many), `record` (one), `public` (by number and code), `clocks`, `duty` (who may act)."""
