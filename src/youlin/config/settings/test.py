"""Tests: quick password hashes, no log-in throttle between cases, keys of its own."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("YOULIN_HOME", tempfile.mkdtemp(prefix="youlin-test-"))

from youlin.config.settings.base import *  # noqa: F403
from youlin.config.settings.base import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
SECRET_KEY = "only-for-tests"
FIELD_KEYS = {"t": bytes(range(32))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "INVALID[%s]"
AXES_ENABLED = True
Q_CLUSTER = {"name": "youlin-test", "orm": "default", "sync": True, "ack_failures": False, "timeout": 60, "retry": 90}
