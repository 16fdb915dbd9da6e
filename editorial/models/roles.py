"""Which group plays which part."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """A part someone plays, and the group that plays it. The group may be renamed; the code may not."""

    class Code(models.TextChoices):
        """The roles that code asks for."""

        EDITOR = "editor", _("Medical editors")
        REVIEWER = "reviewer", _("Medical reviewers")
        TRANSLATOR = "translator", _("Translators")
        PUBLISHER = "publisher", _("Publishers")
        ADMINISTRATOR = "administrator", _("Administrators")

    code = models.CharField(_("role"), max_length=20, choices=Code, unique=True)
    group = models.OneToOneField(Group, verbose_name=_("group"), on_delete=models.PROTECT, related_name="role")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.get_code_display()
