"""What readers have seen: each published text is kept as it stood, and whether a signature covered it.

Written when an article goes live, and when what is live is signed; never from a draft.
"""

from django.db import transaction

from articles.models import ArticlePage, DeclaredChange
from editorial.models.register import Edition
from editorial.register.signature_status import Standing, standing_of


@transaction.atomic
def record(page: ArticlePage, standing: Standing | None = None) -> Edition | None:
    """Keep a live text as its readers see it; None where it is kept already, under the same signature.

    `standing` is the page's, where it is known.
    """
    standing = standing or standing_of(page)
    kept = Edition.objects.filter(translation_key=page.translation_key, language_code=page.locale.language_code)
    last = kept.defer("content").last()
    sign_off = standing.sign_off
    if last and (last.digest, last.sign_off_id, last.unsigned) == (
        standing.digest,
        sign_off.pk if sign_off else None,
        _unsigned(standing),
    ):
        return None
    is_new_signature = bool(sign_off and (not last or last.sign_off_id != sign_off.pk))
    return Edition.objects.create(
        translation_key=page.translation_key,
        language_code=page.locale.language_code,
        page_id=page.pk,
        title=page.title,
        digest=standing.digest,
        content=page.serializable_data(),
        sign_off_id=sign_off.pk if sign_off else None,
        unsigned=_unsigned(standing),
        is_minor=bool(sign_off and not is_new_signature and not standing.unsigned),
        summary=sign_off.summary if sign_off and is_new_signature else _declared(page, last),
    )


def record_missing() -> int:
    """Keep what is live and was published before there was a register, or by an import; the number of texts."""
    kept = set(Edition.objects.values_list("translation_key", "language_code"))
    articles = ArticlePage.objects.live().filter(alias_of=None).select_related("locale").order_by("pk")
    number = 0
    for page in articles.iterator(chunk_size=100):
        if (page.translation_key, page.locale.language_code) not in kept:
            number += record(page) is not None
    return number


def _unsigned(standing: Standing) -> list[str]:
    """Nothing where nobody ever signed: then it is all of it."""
    return standing.unsigned if standing.sign_off else []


def _declared(page: ArticlePage, last: Edition | None) -> str:
    """What the authors have said of their changes since the last edition."""
    declared = DeclaredChange.objects.filter(
        translation_key=page.translation_key, language_code=page.locale.language_code
    ).exclude(summary="")
    if last:
        declared = declared.filter(declared_at__gt=last.published_at)
    return declared.order_by("-declared_at", "-pk").values_list("summary", flat=True).first() or ""
