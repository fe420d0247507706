"""Makes `.venv`: the locked packages, checked by hash, then Youlin itself. Standard library only."""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import time
import tomllib
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "youlin-stamp"
LOCKS = ROOT / "requirements"

# What pip calls it, and what uv calls it. uv does not read pip's configuration, so it is passed on.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}


def prepare() -> None:
    """Bring `.venv` to what the lock says. Where it is so already, this takes a moment."""
    wanted = fingerprint()
    if not (PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted):
        started = time.monotonic()
        say("building .venv (once; the next start is quick)")
        make_venv()
        install_locked()
        install_youlin()
        STAMP.write_text(wanted)
        say(f"ready after {time.monotonic() - started:.1f} s")
    keep_what_is_compiled()
    if catalogues_are_stale():
        call("-m", "tools.messages", "compile")


def keep_what_is_compiled() -> None:
    """Let Python keep its compiled modules inside `.venv`, for whatever is started from here on.

    Container images often forbid it to write any beside the sources; each of the hundred processes that a suite starts
    then compiles the same thousand modules for two seconds. A place that somebody chose for them stays.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "compiled"))


def call(*args: str, env: Mapping[str, str] | None = None) -> int:
    """Run the environment's Python in the repository; returns its exit code."""
    return subprocess.call([str(PYTHON), *args], cwd=ROOT, env={**os.environ, **(env or {})})


def say(text: str) -> None:
    """One line to the person at the terminal."""
    print(f"youlin: {text}", file=sys.stderr, flush=True)


def fingerprint() -> str:
    """Changes when anything that `.venv` is made from changes, or the place that it leads to."""
    packaging = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    made_from = [(LOCKS / name).read_text() for name in ("uv.txt", "dev.txt")]
    made_from += [str(ROOT), repr(packaging["project"]), repr(packaging["build-system"])]
    return hashlib.sha256("\0".join(made_from).encode()).hexdigest()


def make_venv() -> None:
    """Make `.venv` with pip in it; Debian's Python without `venv` gets its pip from outside."""
    if (
        PYTHON.exists()
        and subprocess.call([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]) == 0
    ):
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        venv.create(VENV, clear=True, with_pip=False)
    else:
        venv.create(VENV, clear=True, with_pip=True)


def pip(*args: str) -> list[str]:
    """The command that runs pip on `.venv`, from inside it or, failing that, from this Python."""
    quiet = ["--disable-pip-version-check", "--no-input"]
    if (
        subprocess.call([str(PYTHON), "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        == 0
    ):
        return [str(PYTHON), "-m", "pip", *quiet, *args]
    if (
        subprocess.call(
            [sys.executable, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        == 0
    ):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON), *quiet, *args]
    sys.exit("This Python comes without pip. On Debian and Ubuntu: sudo apt install python3-venv, then run this again.")


def install_locked() -> None:
    """Install the lock: by uv where it can be had, else by pip. Each file is checked against its hash."""
    lock = ["--require-hashes", "-r", str(LOCKS / "dev.txt")]
    uv = find_uv()
    if uv and subprocess.call([uv, "pip", "install", "--python", str(PYTHON), *lock], env=uv_environment()) == 0:
        return
    say("without uv, so pip does it: slower, the same packages")
    subprocess.check_call(pip("install", "--quiet", *lock))


def find_uv() -> str | None:
    """The pinned uv, inside `.venv`."""
    fetched = subprocess.call(pip("install", "--quiet", "--require-hashes", "-r", str(LOCKS / "uv.txt"))) == 0
    return shutil.which("uv", path=str(BIN)) if fetched else None


def uv_environment() -> dict[str, str]:
    """This environment, with pip's settings said in uv's words. What is set for uv already stays."""
    env = dict(os.environ)
    listed = subprocess.run(pip("config", "list"), capture_output=True, text=True, check=False).stdout
    for name, value in pip_settings(listed).items():
        words = ",".join(value.split()) if name == "find-links" else value
        env.setdefault(UV_NAMES[name], words)
    # Every package is pinned by hash, so any index that has the file will do.
    env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return env


def pip_settings(listed: str) -> dict[str, str]:
    """What `pip config list` says about where packages come from; the environment wins over files."""
    found: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            key, _, value = line.partition("=")
            name = key.removeprefix(section)
            if key.startswith(section) and name in UV_NAMES and value:
                found[name] = str(ast.literal_eval(value))
    return found


def install_youlin() -> None:
    """Install Youlin as an editable package, so that `.venv/bin/youlin` runs what stands in `src/`."""
    subprocess.check_call(pip("install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)))


def catalogues_are_stale() -> bool:
    """Whether a .po is newer than its .mo."""
    for source in (ROOT / "src").rglob("*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def lock(rest: list[str]) -> int:
    """Pin the dependencies again; `--upgrade` takes the newest of each. Holds hashes and no addresses."""
    compile_ = [str(BIN / "uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    for sources, target in (
        (["requirements/uv.in"], "uv.txt"),
        (["pyproject.toml"], "run.txt"),
        (["pyproject.toml", "--group", "dev", "--constraint", "requirements/run.txt"], "dev.txt"),
    ):
        command = [*compile_, "--python-version", "3.11", *sources, "--output-file", f"requirements/{target}", *rest]
        subprocess.check_call(command, cwd=ROOT, env=uv_environment())
    return 0
