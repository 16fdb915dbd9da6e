"""Asking whether an address of the web still answers, without harm to whoever is asked nor to the network we are in.

An address comes from what an editor has typed, and a server may send us anywhere. So each address asked, those of
redirects too, must resolve to public addresses only. The connection goes to the very address that was looked at, so a
name that changes its mind in between (DNS rebinding) changes nothing. No cookie, no account, no proxy.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util import Url, parse_url

SILENCE = 10.0  # seconds without a sign of life
WHOLE = 30.0  # seconds for one question, however slowly it is answered
MOST_REDIRECTS = 5
MOST_ADDRESSES = 4  # of one name
STANDARD_PORTS = {"http": 80, "https": 443}
PORTS = (80, 443, 8080, 8443)
# IPv6 that stands for an IPv4 which some gateway reaches, and ranges for protocols and documentation that older Pythons
# don't know.
_NO_SERVERS = [
    ipaddress.ip_network(network)
    for network in (
        *("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "2002::/16", "2001::/32", "::/96", "3fff::/20"),
        *("192.0.0.0/24", "192.88.99.0/24"),
    )
]

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
Wait = Callable[[str], None]


@dataclass(frozen=True)
class Answer:
    """What became of a question. `status` is the last server's, 0 where none answered; `problem` names what failed."""

    status: int = 0
    problem: str = ""
    final_url: str = ""
    is_permanent: bool = False  # moved for good, at every step

    @property
    def is_fine(self) -> bool:
        """Whether a page is there."""
        return not self.problem and 200 <= self.status < 400

    @property
    def is_failure(self) -> bool:
        """Whether nothing was there for anybody. Not where we did not ask, nor where programs aren't let in."""
        return self.problem in FAILURES or self.status in (404, 410) or self.status >= 500


class RefusedError(Exception):
    """An address that is not asked; the argument is its problem."""


# Problems of an answer: what we refuse to ask, and what failed.
REFUSALS = ("malformed", "scheme", "credentials", "port", "private")
FAILURES = ("name", "connection", "certificate", "timeout", "protocol", "redirects", "lost")


def resolve_name(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system knows them; OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet's, of a single machine."""
    try:
        ip: IPAddress = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip.is_site_local:
            return False
    if any(ip in network for network in _NO_SERVERS):
        return False
    return ip.is_global and not (
        ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified
    )


def host_of(url: str) -> str:
    """Whose server an address is on; "" for what is no address."""
    try:
        return (parse_url(url).host or "").lower()
    except LocationParseError:
        return ""


def ask(
    url: str,
    *,
    user_agent: str,
    wait: Wait = lambda host: None,
    resolve: Resolve = resolve_name,
    is_allowed: Callable[[str], bool] = is_public,
) -> Answer:
    """Ask for `url`: HEAD, then GET where HEAD isn't answered well; redirects are followed, each looked at anew.

    `wait` is called with the name of each server just before it is asked.
    """
    permanent, moved = True, 0
    while True:
        try:
            target = _checked(url)
            addresses = _addresses(target, resolve, is_allowed)
        except RefusedError as refused:
            # A redirect into a private network is a dead end for readers too.
            problem = str(refused)
            return Answer(problem=problem if not moved or problem in FAILURES else "lost", final_url=url)
        status, location, problem = 0, "", ""
        for method in ("HEAD", "GET"):
            wait(str(target.host))
            status, location, problem = _request(method, target, addresses, user_agent)
            # Many servers answer HEAD with an error, or not at all, and GET as they should.
            if problem == "certificate" or (not problem and status < 400):
                break
        if problem or status not in (301, 302, 303, 307, 308) or not location:
            return Answer(status, problem, url, is_permanent=permanent and bool(moved))
        moved, permanent = moved + 1, permanent and status in (301, 308)
        if moved > MOST_REDIRECTS:
            return Answer(status, "redirects", url)
        try:
            url = urljoin(url, location)
        except ValueError:  # what it sends us to is no address
            return Answer(status, "lost", url)


def _checked(url: str) -> Url:
    """The parts of an address that may be asked."""
    try:
        target = parse_url(url)
    except LocationParseError as error:
        raise RefusedError("malformed") from error
    if target.scheme not in ("http", "https"):
        raise RefusedError("scheme")
    if target.auth is not None:
        raise RefusedError("credentials")
    if not target.host or any(sign < " " for sign in url):
        raise RefusedError("malformed")
    if (target.port or STANDARD_PORTS[target.scheme]) not in PORTS:
        raise RefusedError("port")
    return target


def _addresses(target: Url, resolve: Resolve, is_allowed: Callable[[str], bool]) -> list[str]:
    """Where the connection may go. One address that isn't public is enough to refuse: such a name is a trick."""
    host = str(target.host).strip("[]")
    try:
        found = resolve(host, target.port or STANDARD_PORTS[str(target.scheme)])
    except (OSError, UnicodeError) as error:
        raise RefusedError("name") from error
    if not found:
        raise RefusedError("name")
    if not all(is_allowed(address) for address in found):
        raise RefusedError("private")
    return found


def _request(method: str, target: Url, addresses: list[str], user_agent: str) -> tuple[int, str, str]:
    """Status, redirect and problem of one request, to the first of the addresses that takes the connection.

    Of the answer only its head is read, which http.client bounds; the connection is closed before the rest.
    """
    problem = "connection"
    for address in addresses[:MOST_ADDRESSES]:
        connection = _connection(target, address)
        try:
            with _deadline() as watch:
                connection.connect()
                watch(connection.sock)
                connection.request(
                    method,
                    target.request_uri,
                    headers={
                        "Host": _host_header(target),
                        "User-Agent": user_agent,
                        "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.8",
                        "Accept-Encoding": "identity",
                        "Connection": "close",
                    },
                    preload_content=False,
                )
                response = connection.getresponse()
                location = response.headers.get("Location") or ""
                response.close()
                return response.status, _as_text(location), ""
        except NewConnectionError:
            problem = "connection"  # a machine without IPv6 reaches the next
        except ConnectTimeoutError:
            problem = "timeout"
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            return 0, "", _problem(error)
        finally:
            connection.close()
    return 0, "", problem


def _as_text(header: str) -> str:
    """A header comes as Latin-1, and addresses in it as UTF-8."""
    try:
        return header.strip().encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header.strip()


def _connection(target: Url, address: str) -> HTTPConnection:
    """A connection to `address` and nowhere else; its certificate must be the name's."""
    if target.scheme == "http":
        return HTTPConnection(address, target.port or 80, timeout=SILENCE)
    host = str(target.host).strip("[]")
    return HTTPSConnection(
        address,
        target.port or 443,
        timeout=SILENCE,
        server_hostname=host,
        assert_hostname=host,
        ca_certs=certifi.where(),
        cert_reqs="CERT_REQUIRED",
    )


def _host_header(target: Url) -> str:
    is_standard = target.port in (None, STANDARD_PORTS[str(target.scheme)])
    return str(target.host) if is_standard else f"{target.host}:{target.port}"


@contextmanager
def _deadline() -> Iterator[Callable[[Any], None]]:
    """End a connection that lives too long: a server that sends a letter now and then passes every other limit.

    Yields the function that is told of the socket.
    """
    sockets: list[Any] = []
    is_late = threading.Event()

    def end() -> None:
        is_late.set()
        for sock in sockets:
            with suppress(OSError):  # it has ended by itself
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(WHOLE, end)
    timer.daemon = True
    timer.start()
    try:
        yield sockets.append
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if is_late.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
    if is_late.is_set():  # a connection that was ended looks like an answer that has
        raise TimeoutError


def _problem(error: Exception) -> str:
    """The name of what failed."""
    if isinstance(error, TimeoutError | ReadTimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError | SSLError):
        return "certificate"
    return "connection" if isinstance(error, OSError) else "protocol"


class Pace:
    """At most one question to a server in so many seconds."""

    def __init__(
        self, seconds: float, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.seconds, self.clock, self.sleep = seconds, clock, sleep
        self._last: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Come back when the server may be asked."""
        host = host.lower()
        if host in self._last and (rest := self._last[host] + self.seconds - self.clock()) > 0:
            self.sleep(rest)
        self._last[host] = self.clock()
