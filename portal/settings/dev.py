"""A development machine: static files and uploads without a web server, mail on the console.

Errors look as readers see them; `DEBUG=1` shows Django's own pages.
"""

from .base import *  # noqa: F403 -- a settings file is its base plus what differs

BASE_URL = WAGTAILADMIN_BASE_URL = BASE_URL or f"http://127.0.0.1:{PORT}"  # noqa: F405
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
SECRET_KEY = SECRET_KEY or "development-only"  # noqa: F405
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ALLOWED_HOSTS]  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
