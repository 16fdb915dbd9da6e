"""Shared labels that some language has no words for."""

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AbstractUser
from django.db.models import Model, Q
from django.utils.translation import get_language_info
from modeltranslation.translator import translator
from wagtail.admin.admin_url_finder import AdminURLFinder

from vocabulary.models import LANGUAGES
from vocabulary.translation import LabelTranslationOptions

GAPS = 50


@dataclass(frozen=True)
class Gap:
    """A shared label that some language has no words for."""

    label: Model
    kind: str
    languages: str
    url: str


def label_gaps(user: AbstractUser) -> list[Gap]:
    """Categories, series, terms and people without a name, terms without a definition: one query each, GAPS at most."""
    gaps: list[Gap] = []
    for model in translator.get_registered_models(abstract=False):
        fields = cast(LabelTranslationOptions, translator.get_options_for_model(model)).awaited
        is_empty = {
            language: Q(
                *(Q(**{f"{field}_{language}": value}) for field in fields for value in (None, "")), _connector=Q.OR
            )
            for language in LANGUAGES
        }
        may_change = user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")
        for label in model._default_manager.filter(Q(*is_empty.values(), _connector=Q.OR)).order_by("pk")[:GAPS]:
            missing = [
                str(get_language_info(language)["name_translated"])
                for language in LANGUAGES
                if any(not getattr(label, f"{field}_{language}") for field in fields)
            ]
            url = AdminURLFinder().get_edit_url(label) if may_change else ""
            gaps.append(Gap(label, str(model._meta.verbose_name), ", ".join(missing), url or ""))
    return gaps[:GAPS]
