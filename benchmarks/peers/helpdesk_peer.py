"""The same works in django-helpdesk, for comparison; run by its own interpreter, figures as JSON on stdout.

It is installed into a throw-away environment by the benchmark and is no part of the product. `sys.argv`: tickets to
escalate, tickets in the list, how often each work is done (escalate, list, create), and the database's address, empty
for SQLite in a temporary folder.
"""
# mypy: ignore-errors

import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from processor import processor_seconds  # beside this file: run as a script, its folder comes first

OVERDUE, LISTED, SWEEPS, LOOKS, MADE = (int(word) for word in sys.argv[1:6])
ADDRESS = sys.argv[6]
HOME = tempfile.mkdtemp(prefix="youlin-helpdesk-")


def database():
    """The settings of the database."""
    if not ADDRESS:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(HOME) / "helpdesk.sqlite3")}
    host = parse_qs(urlsplit(ADDRESS).query)["host"][0]
    return {"ENGINE": "django.db.backends.postgresql", "NAME": "helpdesk", "USER": "postgres", "HOST": host}


def set_up():
    """A project with nothing but the helpdesk in it, as its documents say."""
    import django
    from django.conf import settings

    if ADDRESS:
        import psycopg

        with psycopg.connect(host=database()["HOST"], user="postgres", autocommit=True) as link:
            link.execute("DROP DATABASE IF EXISTS helpdesk")
            link.execute("CREATE DATABASE helpdesk")
    settings.configure(
        DEBUG=False,
        SECRET_KEY="bench",  # of a database that lives a minute
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": database()},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.sites",
            "django.contrib.humanize",
            "django.contrib.staticfiles",
            "django.contrib.admin",
            "rest_framework",
            "helpdesk",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        ROOT_URLCONF="helpdesk_peer_urls",
        SITE_ID=1,
        USE_TZ=True,
        STATIC_URL="/static/",
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGGING_CONFIG=None,
        HELPDESK_TEAMS_MODE_ENABLED=False,
    )
    import types

    urls = types.ModuleType("helpdesk_peer_urls")
    sys.modules["helpdesk_peer_urls"] = urls
    urls.urlpatterns = []
    django.setup()
    from django.contrib import admin
    from django.urls import include, path

    urls.urlpatterns += [
        path("helpdesk/", include("helpdesk.urls", namespace="helpdesk")),
        path("admin/", admin.site.urls),
    ]


def timed(work):
    """Seconds of the clock and of the processor."""
    clock, processor = time.perf_counter(), processor_seconds()
    work()
    return time.perf_counter() - clock, processor_seconds() - processor


def main():
    """Make the house, and measure the three works."""
    set_up()
    from django.contrib.auth.models import User
    from django.core import mail
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone
    from helpdesk.forms import TicketForm
    from helpdesk.models import Queue, Ticket
    from helpdesk.query import query_to_base64

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    officer = User.objects.create_user("qin", "qin@example.invalid", "x", is_staff=True, is_superuser=True)
    queue = Queue.objects.create(title="desk", slug="desk", escalate_days=1, email_address="desk@example.invalid")
    old = timezone.now() - timedelta(days=5)

    def tickets(count):
        rows = [
            Ticket(title=f"lamp {n}", queue=queue, created=old, status=1, priority=3, assigned_to=officer,
                   submitter_email="a@example.invalid", description="The lamp is out", secret_key=str(n))
            for n in range(count)
        ]  # fmt: skip
        Ticket.objects.bulk_create(rows, batch_size=1000)

    tickets(OVERDUE)
    swept = []
    for _sweep in range(SWEEPS):
        Ticket.objects.update(created=old, priority=3, last_escalation=None)
        mail.outbox = []  # letters of the sweep before are not kept
        swept.append(timed(lambda: call_command("escalate_tickets")))
    tickets(LISTED - OVERDUE)
    client = Client()
    client.force_login(officer)
    asked = query_to_base64(
        {"filtering": {"status__in": [1, 2]}, "filtering_null": {}, "sorting": "created", "sortreverse": False,
         "search_string": ""}
    )  # fmt: skip
    columns = "&".join(f"columns[{n}][data]=id" for n in range(8))
    first = "draw=1&start=0&length=50&order[0][column]=0&order[0][dir]=asc"
    rows = f"/helpdesk/datatables_ticket_list/{asked}?{first}&{columns}"

    def look():
        for address in ("/helpdesk/tickets/", rows):
            answer = client.get(address)
            if answer.status_code != 200:
                raise AssertionError(f"{address}: {answer.status_code} {answer.content[:300]}")

    look()
    lists = [timed(look) for _each in range(LOOKS)]

    def create():
        form = TicketForm(
            data={"queue": queue.pk, "title": "lamp", "body": "The lamp is out", "submitter_email": "a@example.invalid",
             "priority": 3, "assigned_to": officer.pk},
            queue_choices=[(queue.pk, "desk")],
        )  # fmt: skip
        form.fields["assigned_to"].choices = [(officer.pk, "qin")]
        if not form.is_valid():
            raise AssertionError(form.errors.as_json())
        form.save(user=officer)

    create()
    made = [timed(create) for _each in range(MADE)]
    print(json.dumps({"escalate": swept, "list": lists, "create": made}))


if __name__ == "__main__":
    main()
