"""The seal that PostgreSQL compares a live article with (`editorial.register.integrity`)."""

from django.db import models


class Seal(models.Model):
    """The hash of what a live article says. One row per page: an earlier text has none, and can't come back unseen."""

    page_id = models.PositiveBigIntegerField(primary_key=True)
    language_code = models.CharField(max_length=100)
    seal = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} ({self.language_code})"
