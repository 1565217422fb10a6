"""The mailbox's server, honest or not: what it is asked, and that no answer of it does harm."""

import logging
import ssl

import pytest
from factories.mailboxes import mailbox_of, opened, put
from factories.odd_imap import OddServer, fetched

from askall.asking.records import Limits
from askall.foundation.errors import BadInput
from askall.mail import imap
from askall.mail.folders import Folder
from askall.mail.imap import Connection, Declined, Dropped, Opened, Refused, TooLarge
from askall.mail.mailbox import Mailbox, Server
from askall.mail.reconnecting import FolderRenumbered, Line, OutOfReach
from askall.mail.secrets import Secret
from askall.simulation.mail_servers import HOST

INBOX = Folder("INBOX", b"INBOX", "inbox")
PASSWORD = Secret("corréct horse ☂")


def mailbox(port, security="plain", **changes):
    known = {"provider": "own", "address": "s@c.example", "name": "Jane", "user": "s@c.example", "login": "password"}
    servers = {"smtp": Server("localhost", 25, "plain"), "imap": Server("localhost", port, security)}
    paces = {"limits": Limits(0, 0, 0), "plus_addresses": False, "copy_to_self": False, "timeout": 5}
    return Mailbox(**{**known, **servers, **paces, **changes})


@pytest.fixture
def connected():
    """Connections to an odd server, hung up at the end."""
    made = []

    def connect(server, **changes):
        made.append(Connection(mailbox(server.port, **changes), Secret("secret")))
        return made[-1]

    yield connect
    for connection in made:
        connection.close()


# --- An honest server -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["tls", "starttls", "plain"])
def test_each_way_in(security, mail_servers, account):
    port = mail_servers.ports.imaps if security == "tls" else mail_servers.ports.imap
    box = mailbox_of(mail_servers, account, imap=Server(HOST, port, security))
    connection = Connection(box, Secret(account.password))
    assert {one.role for one in connection.folders()} >= {"inbox", "sent", "drafts", "trash", "junk"}
    connection.close()


def test_a_password_may_have_letters_of_any_alphabet(mail_servers):
    account = mail_servers.open_account("umlaut@campaign.example", PASSWORD.reveal())
    Connection(mailbox_of(mail_servers, account), PASSWORD).close()


def test_a_server_that_cannot_be_verified_is_refused(mail_servers, account):
    with pytest.raises(Refused, match="certificate of localhost is not to be trusted"):
        Connection(mailbox_of(mail_servers, account, ca_file=None), Secret(account.password))
    plain_port = Server(HOST, mail_servers.ports.imap, "tls")
    with pytest.raises(Dropped, match="localhost"):
        Connection(mailbox_of(mail_servers, account, imap=plain_port), Secret(account.password))


def test_starttls_that_is_not_offered_is_not_done_without(connected):
    with OddServer() as server, pytest.raises(Refused, match="offers no STARTTLS"):
        connected(server, imap=Server("localhost", server.port, "starttls"))
    assert not any("LOGIN" in command for command in server.heard)


def test_without_an_imap_server_or_a_login_there_is_nothing_to_fetch():
    for changes in ({"imap": None}, {"login": "none"}):
        with pytest.raises(BadInput, match="needs an imap server and a login"):
            Connection(mailbox(1, **changes), Secret(""))


def test_reading_asks_for_nothing_that_changes_the_mailbox(connected):
    lines, whole = b"Subject: x\r\n\r\n", b"Subject: x\r\n\r\nyes\r\n"
    answer = [fetched(4, lines, b"RFC822.SIZE 19 BODY[HEADER.FIELDS (FROM)]"), fetched(4, whole)]
    with OddServer(UID_FETCH=[one + b"%(tag)s OK done\r\n" for one in answer]) as server:
        connection = connected(server)
        assert connection.examine(INBOX) == Opened(7, 3)
        assert connection.uids_after(3) == [4, 5, 8]
        assert connection.headers([4])[4] == imap.Headers(19, lines)
        assert connection.messages([4]) == {4: whole}
        connection.close()
    verbs = [command.split()[0] if command[:3] != "UID" else command for command in server.heard]
    assert "SELECT" not in verbs
    assert not any("STORE" in verb or "EXPUNGE" in verb for verb in verbs)
    assert all("BODY.PEEK[" in verb for verb in verbs if "FETCH" in verb)


def test_a_message_of_ours_can_be_put_into_a_folder(mail_servers, account, now):
    connection = Connection(mailbox_of(mail_servers, account), Secret(account.password))
    sent = next(one for one in connection.folders() if one.role == "sent")
    connection.append(sent, b"Subject: ours\r\n\r\nSent.\r\n", now)
    assert connection.examine(sent).messages == 1
    assert connection.messages(connection.uids_after(0)) == {1: b"Subject: ours\r\n\r\nSent.\r\n"}
    connection.close()
    with opened(mail_servers, account) as client:
        client.select_folder("Sent", readonly=True)
        [flags] = client.get_flags([1]).values()
        assert b"\\Seen" in flags


def test_nothing_secret_is_told_or_logged(mail_servers, account, caplog, connected):
    caplog.set_level(logging.DEBUG)
    Connection(mailbox_of(mail_servers, account), Secret(account.password)).close()
    with OddServer(LOGIN=b"%(tag)s NO secret is wrong, c2VjcmV0 too\r\n") as server, pytest.raises(Refused) as error:
        connected(server)
    assert "secret" not in str(error.value)
    assert "c2VjcmV0" not in str(error.value)
    assert error.value.__cause__ is None
    assert account.password not in caplog.text
    assert repr(Secret(account.password)) not in account.password


def test_a_password_that_login_cannot_carry_is_not_shown():
    with OddServer() as server, pytest.raises(Dropped) as error:
        Connection(mailbox(server.port), PASSWORD)
    assert "corr" not in str(error.value)


# --- A server that is odd or means harm -------------------------------------------------------------------------------


def test_folders_of_every_kind(connected):
    listed = (
        b'* LIST (\\HasNoChildren) "." INBOX\r\n'
        b'* LIST (\\HasNoChildren) "." "INBOX.Gesendete Objekte"\r\n'
        b'* LIST () NIL "&ZeVnLIqe-"\r\n'
        b'* LIST (\\Noselect) "." "INBOX.nothing"\r\n'
        b'* LIST () "." 2021\r\n'
        b'* LIST () "." "broken &name"\r\n'
        b'* LIST () "." {4}\r\nab"c\r\n'
        b"%(tag)s OK done\r\n"
    )
    with OddServer(LIST=listed) as server:
        found = connected(server).folders()
    assert [(one.name, one.role) for one in found] == [
        ("INBOX", "inbox"),
        ("INBOX.Gesendete Objekte", "sent"),
        ("日本語", ""),
        ("INBOX.nothing", "none"),
        ("2021", ""),
        (found[5].name, ""),
        ('ab"c', ""),
    ]
    assert found[5].raw == b"broken &name", "it is opened by the name the server gave it"


def test_a_literal_larger_than_allowed_is_not_read(connected):
    with OddServer(UID_FETCH=b"* 1 FETCH (UID 4 BODY[] {999999999999}\r\nabc") as server:
        connection = connected(server)
        connection.examine(INBOX)
        with pytest.raises(TooLarge, match="larger than 150 MB"):
            connection.messages([4])


def test_an_answer_without_end_is_given_up(monkeypatch, connected):
    monkeypatch.setattr(imap, "ANSWER_BYTES", 50_000)
    for endless in (b"* OK and\r\n" * 100_000, b"* SEARCH " + b"1 " * 100_000, b"\x00" * 200_000):
        with OddServer(UID_SEARCH=endless) as server:
            connection = connected(server)
            connection.examine(INBOX)
            with pytest.raises(TooLarge):
                connection.uids_after(0)


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 FETCH " + b"(" * 5_000 + b"\r\n%(tag)s OK done\r\n",
        b"* 1 FETCH (UID 4 BODY[] {3}\r\nabc\r\n%(tag)s OK done\r\n",
        b"* 1 FETCH (UID x BODY[] NIL)\r\n%(tag)s OK done\r\n",
        b"* 1 FETCH (UID 4 BODY)\r\n%(tag)s OK done\r\n",
        b'* 1 FETCH (UID 4 BODY[] "abc\r\n%(tag)s OK done\r\n',
        b"* \xff\xfe FETCH\r\n%(tag)s OK done\r\n",
        b"wrong OK done\r\n",
        b"* BYE I have had enough\r\n",
        b"\r\n\r\n\r\n",
        None,
    ],
)  # fmt: skip
def test_garbage_drops_the_connection_in_one_sentence(answer, connected):
    with OddServer(UID_FETCH=answer) as server:
        connection = connected(server)
        connection.examine(INBOX)
        with pytest.raises(Dropped, match=r"^The connection to localhost was lost: [^\n]{1,310}\.$"):
            connection.messages([4])


def test_a_silent_server_is_left_after_its_time(connected):
    with OddServer(UID_SEARCH=30) as server:
        connection = connected(server, timeout=1)
        connection.examine(INBOX)
        with pytest.raises(Dropped, match="timed out"):
            connection.uids_after(0)


def test_what_was_not_asked_for_is_not_taken(connected):
    answer = fetched(9, b"another") + fetched(4, b"this one") + b"* 5 FETCH (FLAGS (\\Seen))\r\n%(tag)s OK done\r\n"
    with OddServer(UID_FETCH=answer) as server:
        connection = connected(server)
        connection.examine(INBOX)
        assert connection.messages([4]) == {4: b"this one"}


def test_what_was_deleted_meanwhile_is_missing_and_no_fault(connected):
    gone = b"%(tag)s NO [EXPUNGEISSUED] Some messages are gone\r\n"
    nothing = b"* 1 FETCH (UID 4 BODY[] NIL)\r\n%(tag)s OK done\r\n"
    with OddServer(UID_FETCH=[gone, nothing, gone]) as server:
        connection = connected(server)
        connection.examine(INBOX)
        assert connection.messages([4]) == {}
        assert connection.messages([4]) == {}
        with pytest.raises(Declined):
            connection.messages([4, 5])


def test_a_folder_without_lasting_numbers_is_declined(connected):
    with (
        OddServer(EXAMINE=b"* 3 EXISTS\r\n%(tag)s OK done\r\n") as server,
        pytest.raises(Declined, match="UIDVALIDITY"),
    ):
        connected(server).examine(INBOX)


def test_a_folder_that_may_not_be_opened_leaves_the_connection(connected):
    refusal = b"%(tag)s NO \x1b[31mpermission denied\r\n"
    opened_well = OddServer().answers["EXAMINE"]
    with OddServer(EXAMINE=[refusal, opened_well]) as server:
        connection = connected(server)
        with pytest.raises(Declined) as error:
            connection.examine(INBOX)
        assert str(error.value).isprintable()
        assert connection.examine(INBOX) == Opened(7, 3)


def test_a_search_that_names_the_last_message_again(connected):
    """RFC 3501: "9:*" names the newest message even if its UID is lower."""
    with OddServer() as server:
        connection = connected(server)
        connection.examine(INBOX)
        assert connection.uids_after(8) == []


# --- Again and again --------------------------------------------------------------------------------------------------


def test_a_question_that_breaks_every_connection_is_asked_three_times(connected):
    waits = []
    with OddServer(UID_FETCH=None) as server:
        line = Line(lambda: connected(server), waits.append)
        line.open(INBOX)
        with pytest.raises(Dropped):
            line.ask(lambda connection: connection.messages([4]))
        assert sum(command.startswith("UID FETCH") for command in server.heard) == 3
        assert line.ask(lambda connection: connection.uids_after(3)) == [4, 5, 8], "the folder is open again"
    assert waits == [1.0] * 3


def test_the_one_that_breaks_it_is_found_by_halves(connected):
    good = [fetched(uid, b"m%d" % uid) + b"%(tag)s OK done\r\n" for uid in (1, 3, 4)]
    answers = [None, None, None, None, None, None, good[0], None, None, None, good[1] + good[2]]
    answers[-1] = fetched(3, b"m3") + fetched(4, b"m4") + b"%(tag)s OK done\r\n"
    with OddServer(UID_FETCH=answers) as server:
        line = Line(lambda: connected(server), lambda seconds: None)
        line.open(INBOX)
        found, faults = line.ask_for([1, 2, 3, 4], lambda connection, some: connection.messages(some))
    assert found == {1: b"m1", 3: b"m3", 4: b"m4"}
    assert list(faults) == [2]


def test_a_folder_made_anew_while_we_were_away(connected):
    again = [b"* 3 EXISTS\r\n* OK [UIDVALIDITY %d] valid\r\n%%(tag)s OK done\r\n" % number for number in (7, 8)]
    with OddServer(EXAMINE=again, UID_FETCH=None) as server:
        line = Line(lambda: connected(server), lambda seconds: None)
        line.open(INBOX)
        with pytest.raises(FolderRenumbered):
            line.ask(lambda connection: connection.messages([4]))


def test_a_server_that_went_away_is_out_of_reach(connected):
    with OddServer(UID_SEARCH=None) as server:
        line = Line(lambda: connected(server), lambda seconds: server.__exit__())
        line.open(INBOX)
        with pytest.raises(OutOfReach, match="cannot be reached"):
            line.ask(lambda connection: connection.uids_after(0))


def test_large_messages_arrive_whole(mail_servers, account):
    large = b"Subject: large\r\n\r\n" + b"x" * 70 + b"\r\n" + bytes(range(32, 127)) * 30_000 + b"\r\n"
    put(mail_servers, account, [large])
    connection = Connection(mailbox_of(mail_servers, account), Secret(account.password))
    connection.examine(INBOX)
    [content] = connection.messages([1]).values()
    assert content == large
    assert isinstance(mailbox_of(mail_servers, account).tls(), ssl.SSLContext)
    connection.close()
