"""A developer's machine: pages say what went wrong."""

from __future__ import annotations

from youlin.config.settings.base import *  # noqa: F403

DEBUG = True
