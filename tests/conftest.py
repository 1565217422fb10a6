"""What every test may use: a clock that stands still, a file store, real mail servers, and with --postgres a real
PostgreSQL server."""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from factories.mail_servers import need_mail_servers, new_account  # noqa: E402
from factories.needed import REQUIRE_ALL  # noqa: E402
from factories.postgres import PostgresServer, find_postgres  # noqa: E402

# A machine that is busy with other tests makes examples slowly; that says nothing of the code.
settings.register_profile("busy", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("busy")
ADDRESS = "ASKALL_DATABASE_URL"
server: PostgresServer | None = None


def pytest_addoption(parser):
    parser.addoption("--postgres", action="store_true", help="run on a PostgreSQL server started for this run")


def pytest_configure(config):
    global server  # one server a run, shared by its workers, which find its address in the environment
    if not config.getoption("--postgres") or hasattr(config, "workerinput") or os.environ.get(ADDRESS):
        return
    programs = find_postgres()
    if programs is None:
        message = "PostgreSQL is not installed (Debian: apt-get install postgresql); its tests cannot run."
        if REQUIRE_ALL:
            raise pytest.UsageError(message)
        pytest.exit(f"SKIPPED: {message}", returncode=0)
    server = PostgresServer(programs)
    os.environ[ADDRESS] = server.start()
    use_database(os.environ[ADDRESS])


def use_database(address):
    """Django has read its settings before any conftest is loaded: the database is exchanged before the first query."""
    import dj_database_url
    from django.conf import settings
    from django.db import connections

    settings.DATABASES["default"] = dict(dj_database_url.parse(address))
    vars(connections).pop("settings", None)
    with suppress(AttributeError):
        del connections["default"]


def pytest_unconfigure(config):
    if server is not None and not hasattr(config, "workerinput"):
        server.stop()


@pytest.fixture
def now():
    return datetime(2022, 2, 7, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    from askall.foundation.files import FileStore

    return FileStore(tmp_path / "files")


@pytest.fixture(scope="session")
def mail_servers():
    """A real Postfix and a real Dovecot, started once for the run."""
    from askall.simulation.mail_servers import MailServers

    need_mail_servers()
    with MailServers() as servers:
        yield servers


@pytest.fixture
def account(mail_servers):
    """A researcher's mailbox on them, empty."""
    return new_account(mail_servers)
