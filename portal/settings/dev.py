"""A development machine: readable errors, an embedded database, mail on the console."""

from .base import *  # noqa: F403 -- a settings file is its base plus what differs

DEBUG = True
SECRET_KEY = SECRET_KEY or "development-only"  # noqa: F405
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ALLOWED_HOSTS]  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
