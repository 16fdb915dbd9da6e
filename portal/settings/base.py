"""Settings that hold everywhere. The environment is read here, once, at the top."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from environs import Env

BASE_DIR = Path(__file__).resolve().parents[2]

env = Env()

SECRET_KEY = env.str("SECRET_KEY", "")
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
BASE_URL = env.str("BASE_URL", "")
PORT = env.str("PORT", "8000")  # on a development machine
DATABASE_URL = env.str("DATABASE_URL", "")
DATABASE = env.dj_db_url("DATABASE_URL", "postgres:///portal", conn_max_age=60, conn_health_checks=True)
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "media")
MADE_FILES = env.path("MADE_FILES", BASE_DIR / "made")
EMAIL = env.dj_email_url("EMAIL_URL", "console:")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "portal@localhost")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
LIBRETRANSLATE_URL = env.str("LIBRETRANSLATE_URL", "")
LIBRETRANSLATE_KEY = env.str("LIBRETRANSLATE_KEY", "")
CHECK_LINKS = env.bool("CHECK_LINKS", True)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "portal",
    "frontend",
    "editorial",
    "translations",
    "search",
    "exchange",
    "feedback",
    "home",
    "articles",
    "contact",
    "vocabulary",
    "quality",
    "modeltranslation",
    "wagtail_localize",
    "wagtail.locales",
    "wagtail.api.v2",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.http.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.http.compression.CompressionMiddleware",  # within WhiteNoise, which has compressed its files beforehand
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.http.language.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "translations.publishing.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "editorial.publishing.withdrawal.WithdrawnMiddleware",
    "portal.http.redirects.RedirectMiddleware",
]

CSRF_FAILURE_VIEW = "frontend.errors.form_expired"
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site",
            ],
        },
    },
]

CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # How often one place has posted (antispam.posts), in the memory of each process, bounded.
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # What takes long to make and is asked for often, by the digest of what it is made from: leaflets, share pictures.
    "made": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": MADE_FILES,
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Without an address, `development.database` (development and tests) or a system check (production) has the word.
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# French before the first migrate: Wagtail's first Locale is made from it.
LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", _("French")), ("en", _("English"))]
# Pinned: a language added to LANGUAGES must not change the columns of a released migration.
MODELTRANSLATION_LANGUAGES = ("fr", "en")
MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_FALLBACK_LANGUAGES = ()
MODELTRANSLATION_CUSTOM_FIELDS = ("LinesField",)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "portal.formats"
TIME_ZONE = "Europe/Paris"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_FINDERS = [
    "frontend.staticfiles.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
SERVE_MEDIA = False  # uploads are the web server's; in development, the portal's
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

vars().update(EMAIL)  # EMAIL_BACKEND, EMAIL_HOST and the rest
EMAIL_TIMEOUT = 10  # seconds

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# A reader gets no cookie; this is the editors'.
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

WAGTAIL_SITE_NAME = "Zoom Santé"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "articles.image_forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "txt"]
# Background work waits in the database; `manage.py db_worker` does it (docs/operations.md).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# The admin's own search, in any language. Readers' is the room `search`.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# What was signed goes live, not what is the latest by then.
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.publishing.workflow_finish.publish_signed"
# A live French page must not appear under /en/ because it was sent to translation (docs/architecture.md).
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# No machine, unless the operator runs one: texts under way are sent to it.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = (
    {
        "CLASS": "translations.segments.machine_translation.LibreTranslate",
        "OPTIONS": {"LIBRETRANSLATE_URL": LIBRETRANSLATE_URL.rstrip("/"), "API_KEY": LIBRETRANSLATE_KEY, "TIMEOUT": 20},
    }
    if LIBRETRANSLATE_URL
    else None
)

# Players that set the fewest trackers; a reader's click alone calls them, and the content policy lets in no other.
VIDEO_PLAYERS = {
    "youtube.com": "https://www.youtube-nocookie.com/embed/{video}",
    "vimeo.com": "https://player.vimeo.com/video/{video}?dnt=1",
    "dailymotion.com": "https://geo.dailymotion.com/player.html?video={video}",
}
