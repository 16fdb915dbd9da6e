"""Production: nothing has a default that could be guessed. `manage.py check --deploy` says what is missing."""

from .base import *  # noqa: F403 -- a settings file is its base plus what differs

DEBUG = False
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ["^health/"]  # a probe asks the process itself, not the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
