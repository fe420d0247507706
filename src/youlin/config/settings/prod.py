"""A served street. Also what `python3 dev.py run` uses: what is tried is what is run."""

from __future__ import annotations

from youlin.config.settings.base import *  # noqa: F403
