"""Asking whether an address answers: politely, and never into a private network. Servers here, names made up."""

import gzip
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.linkcheck import http_probe
from editorial.linkcheck.http_probe import Answer, Pace, ask, is_public


class Site(ThreadingHTTPServer):
    """A server that answers as `answers` says, by path: a status, or a status and a place to go to."""

    daemon_threads = True

    def __init__(self, answers):
        self.answers, self.seen = answers, []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def port(self):
        return self.server_address[1]


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.server.seen.append((self.command, self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path, 404)
        answer = answer.get(self.command, 500) if isinstance(answer, dict) else answer
        status, location = answer if isinstance(answer, tuple) else (answer, "")
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


@contextmanager
def site(answers):
    with Site(answers) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def here(monkeypatch):
    """`here(server, path)`: asks a server of this machine under the name of a public one."""

    def put(server, path="/", **options):
        monkeypatch.setattr(http_probe, "PORTS", (server.port,))
        options.setdefault("resolve", lambda host, port: ["127.0.0.1"])
        options.setdefault("is_allowed", lambda address: True)
        return ask(f"http://site.example:{server.port}{path}", user_agent="Test", **options)

    return put


def test_a_page_that_is_there_is_asked_for_once_without_its_text(here):
    with site({"/a?b=c": 200}) as server:
        assert here(server, "/a?b=c#part").is_fine
        ((method, path, headers),) = server.seen
    assert (method, path) == ("HEAD", "/a?b=c")
    assert headers["Host"] == f"site.example:{server.port}"
    assert headers["User-Agent"] == "Test"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_a_server_that_knows_no_head_is_asked_again(here, status):
    with site({"/": {"HEAD": status, "GET": 200}}) as server:
        assert here(server).is_fine
        assert [method for method, _path, _headers in server.seen] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "is_failure"), [(404, True), (410, True), (500, True), (401, False), (403, False), (429, False)]
)
def test_only_what_nobody_gets_is_a_failure(here, status, is_failure):
    with site({"/": status}) as server:
        answer = here(server)
    assert (answer.status, answer.is_fine, answer.is_failure) == (status, False, is_failure)


def test_redirects_are_followed_and_a_permanent_one_is_told(here):
    with site({"/": (301, "/b"), "/b": (308, "/ç"), "/%C3%A7": 200, "/t": (302, "/ç")}) as server:
        answer = here(server)
        assert answer.is_fine
        assert answer.is_permanent
        assert answer.final_url.endswith("/ç")
        assert not here(server, "/t").is_permanent


def test_redirects_without_end_are_a_failure(here):
    with site({"/": (302, "/")}) as server:
        answer = here(server)
        assert (answer.problem, answer.is_failure) == ("redirects", True)
        assert len(server.seen) == http_probe.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "scheme"),
        ("ftp://site.example/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("http://", "malformed"),
        ("http://[::1", "malformed"),
        ("http://site.example/\nHost: x", "malformed"),
        ("http://me:secret@site.example/", "credentials"),
        ("http://me@site.example/", "credentials"),
        ("http://site.example:22/", "port"),
        ("http://site.example:5432/", "port"),
    ],
)
def test_what_is_no_public_address_is_not_asked(url, problem):
    answer = ask(url, user_agent="Test", resolve=None)
    assert (answer.problem, answer.is_failure, answer.is_fine) == (problem, False, False)


PRIVATE = [
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "3fff::1",
    "192.0.0.8",
    "192.88.99.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b:1::7f00:1",
    "100::1",
    "5f00::1",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_of_a_private_address_is_refused_even_beside_a_public_one(address):
    assert not is_public(address)
    for found in ([address], ["93.184.215.14", address]):
        answer = ask("http://site.example/", user_agent="Test", resolve=lambda host, port, found=found: found)
        assert (answer.problem, answer.is_failure) == ("private", False)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_public_address_is_one(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"),
        *("0177.0.0.1", "017700000001", "0x7f000001", "0", "[0:0:0:0:0:ffff:7f00:1]", "%31%32%37.0.0.1"),
        *("[::ffff:0:7f00:1]", "127.0.0.1\\.example", "LOCALHOST"),
    ],
)
def test_the_names_that_this_machine_gives_itself_are_refused(host):
    """The system's own resolver, which asks no network for these."""
    assert ask(f"http://{host}/", user_agent="Test").problem == "private"


def test_a_redirect_into_a_private_network_is_not_followed(here):
    with site({"/": (302, "http://inside.example/secret")}) as server, site({"/secret": 200}) as inside:
        names = {"site.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}
        answer = here(server, resolve=lambda host, port: names[host], is_allowed=lambda address: address != "10.0.0.1")
        assert inside.seen == []
    assert (answer.problem, answer.is_failure) == ("lost", True)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "http://me:secret@site.example/", "http://site.example:22/"]
)
def test_a_redirect_to_what_is_no_public_address_leads_nowhere(here, location):
    with site({"/": (302, location)}) as server:
        assert here(server).problem == "lost"


def test_the_connection_goes_to_the_address_that_was_looked_at(here):
    """A name that is public when looked at, and private a moment later: it is resolved once for each question."""
    asked = []

    def rebind(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with site({"/": 200}) as server:
        assert here(server, resolve=rebind, is_allowed=lambda address: address == "127.0.0.1").is_fine
    assert asked == ["site.example"]


def test_the_next_address_is_taken_where_the_first_takes_no_connection(here):
    with site({"/": 200}) as server:
        assert here(server, resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"]).is_fine


def test_a_name_that_does_not_exist_is_a_failure(here):
    def unknown(host, port):
        raise socket.gaierror

    answer = ask("http://gone.example/", user_agent="Test", resolve=unknown)
    assert (answer.problem, answer.is_failure) == ("name", True)


def test_a_closed_port_is_a_failure(here):
    with site({}) as server:
        pass
    answer = here(server)
    assert (answer.problem, answer.is_failure) == ("connection", True)


@contextmanager
def raw(speak):
    """A server that does with each connection what it likes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def serve():
            while True:
                try:
                    connection, _address = listener.accept()
                except OSError:
                    return
                with connection:
                    try:
                        connection.recv(10_000)
                        speak(connection)
                    except OSError:
                        pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield type("Raw", (), {"port": listener.getsockname()[1]})
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=10)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (b"", "connection"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000, "protocol"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500, "protocol"),
    ],
)
def test_what_is_no_web_server_is_a_failure(here, said, problem):
    with raw(lambda connection: connection.sendall(said)) as server:
        answer = here(server)
    assert (answer.problem, answer.is_failure) == (problem, True)


def test_a_server_that_says_nothing_is_given_up(here, monkeypatch):
    monkeypatch.setattr(http_probe, "SILENCE", 0.2)
    with raw(lambda connection: connection.recv(1)) as server:  # until the other side has gone
        assert here(server).problem == "timeout"


def test_a_server_that_speaks_a_letter_at_a_time_is_given_up(here, monkeypatch):
    """It never ends by itself."""
    monkeypatch.setattr(http_probe, "WHOLE", 0.5)

    def mumble(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            connection.sendall(b"y")
            time.sleep(0.05)

    with raw(mumble) as server:
        assert here(server).problem == "timeout"


@pytest.mark.parametrize("kind", ["endless", "bomb"])
def test_of_a_page_no_more_is_read_than_its_head(here, kind):
    """However much follows, and whatever it would become when unpacked."""
    sent = []
    bomb = gzip.compress(b"0" * 50_000_000)
    encoding = b"Content-Encoding: gzip\r\n" if kind == "bomb" else b""

    def pour(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + encoding + b"Content-Type: text/html\r\n\r\n")
        for _number in range(1000):
            connection.sendall(bomb)
            sent.append(len(bomb))

    with raw(pour) as server:
        begun = time.process_time()  # the processor's seconds: other work on the machine doesn't count
        assert here(server).is_fine
        assert time.process_time() - begun < 5
    assert sum(sent) < 10_000_000  # what the system's own buffers took


def test_a_server_that_says_wait_without_end_is_given_up(here, monkeypatch):
    monkeypatch.setattr(http_probe, "WHOLE", 0.5)

    def delay(connection):
        while True:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.01)

    with raw(delay) as server:
        assert here(server).problem == "timeout"


def test_a_server_that_greets_a_letter_at_a_time_is_given_up(monkeypatch):
    """Of TLS, before there is an answer at all; it never ends by itself."""
    monkeypatch.setattr(http_probe, "SILENCE", 0.5)

    def mumble(connection):
        connection.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16 kB
        while True:
            connection.sendall(b"y")
            time.sleep(0.05)

    with raw(mumble) as server:
        monkeypatch.setattr(http_probe, "PORTS", (server.port,))
        options = {"resolve": lambda host, port: ["127.0.0.1"], "is_allowed": lambda address: True}
        answer = ask(f"https://site.example:{server.port}/", user_agent="Test", **options)
        assert not answer.is_fine and answer.is_failure


def test_addresses_that_send_to_each_other_are_left(here):
    with site({"/": (302, "/b"), "/b": (307, "/c"), "/c": (303, "/")}) as server:
        assert here(server).problem == "redirects"
        assert len(server.seen) == http_probe.MOST_REDIRECTS + 1


@pytest.mark.parametrize("location", ["/" + "a" * 60_000, "//", "http://[::1", "\x01", "?" + "%" * 5000, "http:///x"])
def test_a_redirect_to_nonsense_is_an_answer(here, location):
    with site({"/": (302, location)}) as server:
        answer = here(server)
    assert isinstance(answer, Answer)
    assert not answer.is_fine


def test_what_speaks_no_tls_is_no_https_server(monkeypatch):
    with raw(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as server:
        monkeypatch.setattr(http_probe, "PORTS", (server.port,))
        answer = ask(
            f"https://site.example:{server.port}/",
            user_agent="Test",
            resolve=lambda host, port: ["127.0.0.1"],
            is_allowed=lambda address: True,
        )
    assert (answer.problem, answer.is_failure) == ("certificate", True)


def test_a_server_is_asked_at_a_pace_and_others_do_not_wait_for_it():
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(3, clock=lambda: now[0], sleep=sleep)
    for host in ("a.example", "A.example", "b.example"):
        pace.wait(host)
    now[0] += 10
    pace.wait("a.example")
    assert slept == [3]


@given(st.text(max_size=80))
def test_no_text_makes_it_fail(text):
    for url in (text, f"http://{text}", f"https://site.example/{text}"):
        answer = ask(url, user_agent="Test", resolve=lambda host, port: [])
        assert isinstance(answer, Answer)
        assert not answer.is_fine
