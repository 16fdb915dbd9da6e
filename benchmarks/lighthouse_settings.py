"""Production as Lighthouse meets it: its settings, with the two things that a web server in front would do."""

from portal.settings.production import *  # noqa: F403 -- a settings file is its base plus what differs

SERVE_MEDIA = True
SECURE_SSL_REDIRECT = False  # Lighthouse takes 127.0.0.1 for as safe as HTTPS
