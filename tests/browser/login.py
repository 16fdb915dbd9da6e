"""The way into the admin. The form itself is tried in tests/browser/test_login.py."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client


def log_in(page, username, address="/admin/"):
    """Give the browser a session of that account. Returns when what lies behind it has loaded."""
    client = Client()
    client.force_login(get_user_model().objects.get_by_natural_key(username))
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "domain": "localhost", "path": "/"}])
    page.goto(address)
