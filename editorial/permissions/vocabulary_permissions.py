"""What labels say on pages that a doctor signed: who may change it.

Receivers of `vocabulary.forms.label_validation`. A label is no page: it has no versions, and what is saved is online.
Whoever saves it is told what its readers are told.
"""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from articles.content.glossary_terms import unit_of_term
from articles.models import ArticlePage, BlockNotice
from editorial.models.register import SignOff
from home.models import HomePage, only_page
from vocabulary.models import LANGUAGES, Person, Term

DEFINITIONS = ("short_definition", "long_definition")


def keep_languages(instance: Any, changed: Collection[str], user: Any, **kwargs: Any) -> dict[str, str]:
    """A language's words are for those who write its pages: a translator sees the source language's, as in a page."""
    refused: dict[str, str] = {}
    for language in LANGUAGES:
        names = [name for name in changed if name.endswith(f"_{language}")]
        if names and (home := only_page(HomePage, language)) and not home.permissions_for_user(user).can_edit():
            values = {"language": get_language_info(language)["name_translated"]}
            reason = _("You don’t write pages in this language (%(language)s), nor its words. Nothing was saved yet.")
            refused |= dict.fromkeys(names, reason % values)
    return refused


def keep_definitions(instance: Term, changed: Collection[str], user: Any, **kwargs: Any) -> dict[str, str]:
    """A definition that stands in live articles is for those who publish. A new one is for whoever writes it."""
    refused: dict[str, str] = {}
    for language in LANGUAGES:
        names = [
            name
            for name in changed
            if name in {f"{field}_{language}" for field in DEFINITIONS} and getattr(instance, name)
        ]
        if not names or not instance.pk:
            continue
        articles = ArticlePage.objects.live().filter(article_terms__term=instance, locale__language_code=language)
        home = only_page(HomePage, language)
        if home and articles.exists() and not home.permissions_for_user(user).can_publish():
            reason = _("Live articles show this definition, so a publisher changes it. Nothing was saved yet.")
            refused |= dict.fromkeys(names, reason)
    return refused


def keep_signatories(instance: Person, changed: Collection[str], user: Any, **kwargs: Any) -> dict[str, str]:
    """Under which name and qualification someone signs, and signed, is for those who link accounts to people."""
    signed = {f"{field}_{language}" for field in ("name", "qualification") for language in LANGUAGES}
    names = signed.intersection(changed)
    if not names or not instance.pk or user.has_perm("vocabulary.link_account"):
        return {}
    if not instance.account_id and not SignOff.objects.filter(person_id=instance.pk).exists():
        return {}
    reason = _(
        "Medical reviews are signed under this name and title, so a publisher changes them. Nothing was saved yet."
    )
    return dict.fromkeys(names, reason)


def tell_where_marked(request: HttpRequest, instance: Any) -> None:
    """An `after_edit_snippet` hook: in how many live articles a word's explanation is marked now, and until when."""
    if not isinstance(instance, Term):
        return
    count = BlockNotice.objects.of_words().filter(unit=unit_of_term(instance.pk), page__live=True).count()
    if count:
        said = ngettext(
            "%(count)d live article was signed when this word had another explanation. Its readers are told so at the "
            "word until a reviewer has signed the article again; reviewers find it in “My reviews”. Nothing else is "
            "needed from you.",
            "%(count)d live articles were signed when this word had another explanation. Their readers are told so at "
            "the word until a reviewer has signed each of them again; reviewers find them in “My reviews”. Nothing "
            "else is needed from you.",
            count,
        )
        messages.info(request, said % {"count": count})
