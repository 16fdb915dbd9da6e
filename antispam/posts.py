"""What a stranger's post must pass: it was sent from a page of the portal, and not too often from one place.

Readers have no cookie: there is no session that another site could abuse, and nothing to tie a token to. So the browser
is asked where a post comes from. How often is counted in the memory of one process, by a keyed hash of the address.
Nobody can turn the hash back once the process ends.
"""

import ipaddress
import secrets
from hashlib import blake2b
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

_KEY = secrets.token_bytes(32)


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this portal sent it. Browsers that say nothing are believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    # A browser that hides where a post comes from says “null”.
    return not origin or (origin != "null" and urlsplit(origin).netloc == request.get_host())


def is_too_many(request: HttpRequest, purpose: str, limit: int, seconds: int) -> bool:
    """Count this post; whether it is more than `limit` for this purpose from one place within `seconds`."""
    place = blake2b(network_of(request).encode(), key=_KEY, digest_size=16).hexdigest()
    counts, key = caches["counts"], f"{purpose}:{place}"
    counts.add(key, 0, seconds)
    try:
        return int(counts.incr(key)) > limit
    except ValueError:  # it was forgotten this very moment
        return False


def network_of(request: HttpRequest) -> str:
    """The address that the nearest trusted proxy saw; of IPv6 the network, which is what one household has."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    count = settings.TRUSTED_PROXIES
    address = seen[-count] if 0 < count <= len(seen) else request.META.get("REMOTE_ADDR", "")
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if found.version == 6 else address
