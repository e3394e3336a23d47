"""Finds the system's Chromium, or installs it where that is allowed; Playwright's own downloads are not used."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_INSTALL = (
    ("apt-get", "update"),
    ("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-color-emoji"),
)


class NoChromium(Exception):
    """There is no Chromium here, and none could be installed; the text says why and what to do."""


def find_chromium() -> str:
    """Give the path of a Chromium, installing one as root where there is apt-get; NoChromium where there is no way."""
    found = _installed()
    if found is not None:
        return found
    trouble = "installing it takes root and apt-get"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        trouble = f"apt-get could not install it: {_install()}"
        found = _installed()
    if found is None:
        raise NoChromium(f"no Chromium on this machine, and {trouble}; install the package chromium, or Google Chrome")
    return found


def _install() -> str:
    """Install Chromium, and give the last line of what was said against it."""
    said = ""
    for command in _INSTALL:
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
        said = (done.stderr or said).strip()
    return said.splitlines()[-1] if said else "it did not say why"


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
