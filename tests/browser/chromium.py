"""Find a Chromium for the tests, or fetch one: `python -m tests.browser.chromium`.

Looked for in this order: $CHROMIUM, a Chromium or Chrome on the path, the one that Playwright
keeps. Where there is none, root on Debian installs Debian's (and a font that has Japanese), and
anyone else lets Playwright fetch its own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find() -> str | None:
    """Path of a Chromium on this machine, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), None) or _playwrights_own()


def fetch() -> None:
    """Install a Chromium by the first way that is open here; a failure is left to `find` to show."""
    if os.geteuid() == 0 and _is_debian():
        subprocess.run(("apt-get", "update", "-q"), check=False)
        install = ("apt-get", "install", "-q", "-y", "--no-install-recommends", *PACKAGES)
        subprocess.run(install, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    if not find():
        subprocess.run((sys.executable, "-m", "playwright", "install", "chromium"), check=False)


def main() -> int:
    """Print the browser that the tests will drive; under CI, fail where there is none."""
    if not find():
        fetch()
    browser = find()
    print(f"browser for the tests: {browser or 'none found, so what needs one is skipped'}", flush=True)
    return 1 if os.environ.get("CI") and not browser else 0


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _is_debian() -> bool:
    release = Path("/etc/os-release")
    named = release.exists() and "ID=debian" in release.read_text().splitlines()
    return named and shutil.which("apt-get") is not None


if __name__ == "__main__":
    sys.exit(main())
