"""Where Postfix, Dovecot and openssl are on this machine, and whether they can be run."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

# The folders of a system's own programs are not on everybody's path.
_FOLDERS = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"
_NEEDED = {"postconf": "postfix", "dovecot": "dovecot-imapd dovecot-lmtpd", "openssl": "openssl"}


def available() -> str:
    """Empty if both servers can be run here; otherwise one sentence why not."""
    for name, package in _NEEDED.items():
        if shutil.which(name, path=_FOLDERS) is None:
            return f"{name} is not installed (Debian: apt-get install {package})."
    for part in ("imap", "lmtp"):
        if not (dovecot_folder() / part).exists():
            return f"Dovecot lacks {part} (Debian: apt-get install dovecot-{part}d)."
    return "" if os.geteuid() == 0 else "Postfix can be started only by root."


def program(name: str) -> str:
    """The path of a program of this name; the name itself if there is none."""
    return shutil.which(name, path=_FOLDERS) or name


@cache
def postfix_folder() -> Path:
    """The folder of Postfix's own programs, `master` among them."""
    return _told("postconf", "-dh", "daemon_directory")


@cache
def dovecot_folder() -> Path:
    """The folder of Dovecot's own programs."""
    return _told("doveconf", "-dh", "libexec_dir")


def _told(name: str, *arguments: str) -> Path:
    done = subprocess.run([program(name), *arguments], capture_output=True, text=True, check=True)  # noqa: S603
    return Path(done.stdout.strip())
