"""The settings of a served house, in which a log-in takes no second: a journey is not about the strength of a hash."""

from youlin.config.settings.prod import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
