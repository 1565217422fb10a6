"""A certificate authority of one run and a certificate of it for localhost, made with the openssl command."""

import subprocess
from pathlib import Path

_DAYS = "30"
# Python 3.13 and later hold certificates to RFC 5280 by the letter: an authority says that it is one.
_AUTHORITY = ("basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign", "subjectKeyIdentifier=hash")
_SERVER = (
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature",
    "extendedKeyUsage=serverAuth",
    "subjectAltName=DNS:localhost,IP:127.0.0.1",
    "subjectKeyIdentifier=hash",
    "authorityKeyIdentifier=keyid",
)


def make_certificates(folder: Path) -> None:
    """`ca.crt` and `ca.key`, and signed by it `server.crt` and `server.key`, into the folder. Valid for 30 days."""
    _make(folder, "ca", "/CN=Authority of one simulation", _AUTHORITY)
    signed_by = ("-CA", str(folder / "ca.crt"), "-CAkey", str(folder / "ca.key"))
    _make(folder, "server", "/CN=localhost", _SERVER, signed_by)


def _make(folder: Path, name: str, subject: str, extensions: tuple[str, ...], signed_by: tuple[str, ...] = ()) -> None:
    # A configuration of our own: the system's adds extensions that contradict these.
    bare = folder / "openssl.cnf"
    bare.write_text("[req]\ndistinguished_name = name\n[name]\n", encoding="ascii")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", str(folder / f"{name}.key"))
    added = [part for one in extensions for part in ("-addext", one)]
    command = ["openssl", "req", "-x509", "-config", str(bare), "-days", _DAYS, "-subj", subject, *key, *signed_by]
    subprocess.run([*command, *added, "-out", str(folder / f"{name}.crt")], check=True, capture_output=True)  # noqa: S603
