"""Who sends a request: the session, and the account behind it.

Every request asks both, so both are prepared questions: a tenth of a page's processor time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, UUIDField

from youlin.domains.access.models import User
from youlin.foundation import clock
from youlin.foundation.prepared import Prepared, Slot


class SessionStore(db.SessionStore):
    """Sessions in the database, so that a log-out holds in every worker at once."""

    def _get_session_from_db(self) -> Session | None:
        """The session that is still good; none forgets its key, as Django's own does."""
        found = _session().first(key=self.session_key, now=clock.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found


class Accounts(ModelBackend):
    """Accounts by name and password. What they may do comes from posts (`actor.py`), not from Django's permissions."""

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session; none where it has been closed."""
        user = _account().first(key=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


@cache
def _session() -> Prepared[Session]:
    rows = Session.objects.filter(session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField()))
    return Prepared(rows.order_by()[:1])


@cache
def _account() -> Prepared[User]:
    return Prepared(User.objects.filter(pk=Slot("key", UUIDField())).order_by()[:1])
