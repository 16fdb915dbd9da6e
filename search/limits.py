"""No address may keep the server busy: a bucket of searches for each, which fills again.

Kept in the process's memory, under a hash that changes every day and can't be turned back; never written down.
Each process counts for itself.
"""

import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

ADDRESSES = 10_000  # the longest unseen is forgotten first


@dataclass
class Buckets:
    """A bucket for each address: `size` at once, then `rate` a second."""

    size: float
    rate: float
    _levels: "OrderedDict[bytes, tuple[float, float]]" = field(default_factory=OrderedDict)
    _salt: bytes = b""
    _day: int = -1
    _lock: Lock = field(default_factory=Lock)

    def take(self, address: str) -> bool:
        """Whether the address may do it once more now."""
        now = time.monotonic()
        with self._lock:
            if self._day != int(now // 86_400):
                self._day, self._salt = int(now // 86_400), secrets.token_bytes(32)
                self._levels.clear()
            key = hmac.digest(self._salt, address.encode(), "sha256")
            level, then = self._levels.pop(key, (self.size, now))
            level = min(self.size, level + (now - then) * self.rate)
            allowed = level >= 1
            self._levels[key] = (level - 1 if allowed else level, now)
            if len(self._levels) > ADDRESSES:
                self._levels.popitem(last=False)
            return allowed

    def forget(self) -> None:
        """Every bucket is full again."""
        with self._lock:
            self._levels.clear()


searches = Buckets(size=30, rate=1)
suggestions = Buckets(size=60, rate=6)
reports = Buckets(size=20, rate=0.5)


def address_of(request: HttpRequest) -> str:
    """Who asks: the connection's address, or what the outermost of our own proxies says of it.

    A household's IPv6 network is one. What a reader puts in the header stands left of what our proxies add.
    """
    address = request.META.get("REMOTE_ADDR") or ""
    if count := settings.TRUSTED_PROXIES:
        forwarded = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(forwarded) >= count and forwarded[-count]:
            address = forwarded[-count]
    return ":".join(address.split(":")[:4]) if address.count(":") > 1 else address
