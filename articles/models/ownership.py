"""Who looks after an article."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Ownership(models.Model):
    """Who answers for an article in all its languages, and who stands in for them.

    Not fields of the page: its older versions would bring back people who have left, and a change of hands would wait
    for publication. Without a row, whoever created the page (Wagtail's `page.owner`) looks after it.
    """

    translation_key = models.UUIDField(_("article"), unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    backup = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("backup"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("owner of an article")
        verbose_name_plural = _("owners of articles")

    def __str__(self) -> str:
        return f"{self.translation_key}: {self.owner or '–'}, {self.backup or '–'}"
