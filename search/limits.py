"""No address may keep the server busy: a bucket of searches for each, which fills again.

Kept in the memory of the process, under a hash that nobody can turn back and that changes every day; never written down.
Each process counts for itself, so the limit is per process.
"""

import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

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
