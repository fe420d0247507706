"""Finds the browser that the journeys walk in."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOW_TO_GET_ONE = (
    "No Chromium was found, so the journeys in a real browser did NOT run.\n"
    "Get one:  Debian, Ubuntu: sudo apt install chromium    Fedora: sudo dnf install chromium    "
    "macOS: brew install --cask chromium\n"
    "or name one that you have: YOULIN_CHROMIUM=/path/to/chrome"
)


def find() -> str | None:
    """The path of a Chromium: the one that YOULIN_CHROMIUM names, else the first on the PATH."""
    named = os.environ.get("YOULIN_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)
