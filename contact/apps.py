"""Messages that readers write to the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    """A form per language, the messages, their delivery and their end."""

    name = "contact"
    verbose_name = _("Contact")
