"""Words that live texts use and the glossary does not hold."""

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePage
from vocabulary.models import Term


class GlossaryGap(models.Model):
    """A word without a term. One that an editor has set aside stays so, however often it is counted."""

    language_code = models.CharField(_("language"), max_length=100)
    key = models.CharField(max_length=200)
    word = models.CharField(_("word"), max_length=200)
    use_count = models.PositiveIntegerField(_("uses"))
    article_count = models.PositiveIntegerField(_("articles"))
    example = models.CharField(_("example"), max_length=300)
    example_page = models.ForeignKey(
        ArticlePage, verbose_name=_("article"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_set_aside = models.BooleanField(_("set aside"), default=False)
    counted_at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("word without a term")
        verbose_name_plural = _("words without a term")
        constraints = [models.UniqueConstraint(fields=["language_code", "key"], name="gap_once")]

    def __str__(self) -> str:
        return self.word

    @property
    def add_url(self) -> str:
        """Where its term is made, with the word filled in."""
        filled_in = urlencode({f"name_{self.language_code}": self.word})
        return f"{reverse(Term.snippet_viewset.get_url_name('add'))}?{filled_in}"
