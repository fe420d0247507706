"""Builders for tests; `cast` has the people whom the tests are about."""
