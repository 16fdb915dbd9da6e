"""Tests: as production where it shows, fast where it does not."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403 -- a settings file is its base plus what differs

SECRET_KEY = "tests-only"
BASE_URL = WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
ALLOWED_HOSTS = ["*"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portal-test-media-"))
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="portal-test-static-"))
CACHES["made"]["LOCATION"] = tempfile.mkdtemp(prefix="portal-test-made-")  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
CHECK_LINKS = False  # a test asks nobody
# A test that commits clears the database by TRUNCATE, which registers refuse otherwise (articles.models.append_only).
# Tests of other things than signatures write articles with `update` (editorial.register.integrity, tests/conftest.py).
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c portal.allow_truncate=on -c portal.allow_unsealed=on"  # noqa: F405
