"""Seconds of the processor. It stands alone: a peer reads it too, by its own interpreter, in which Youlin is not."""

import os
import time
from pathlib import Path

from django.db import connection


def processor_seconds() -> float:
    """What this program has worked so far, and the PostgreSQL process that works for it where Linux says so."""
    ours = time.process_time()
    if connection.vendor != "postgresql":
        return ours
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():
        return ours
    fields = stat.read_text().rsplit(")", maxsplit=1)[1].split()
    return ours + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
