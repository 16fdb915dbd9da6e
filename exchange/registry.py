"""What an export holds: its tables in their order, how rows are named, and what is left out, with the reason."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

from home.models import Announcement, SiteSettings
from vocabulary.models import LANGUAGES, Category, Person, Series, Term

FORMAT, VERSION = "patient-portal-content", 1


Say = Callable[[str], None]


Row = dict[str, Any]


# Rows without a tree, in the order in which they are made. Pages have their places before the second of them is made.
TABLES: list[type[models.Model]] = [
    Locale,
    Image,
    Document,
    Category,
    Series,
    Term,
    Person,
    Site,
    SiteSettings,
    Announcement,
    Redirect,
]


TRANSLATION_MODELS: list[type[models.Model]] = [TranslationSource, Translation, StringTranslation, SegmentOverride]


# Rows of the rooms above, in the order in which they are made, after those of `TABLES`: see `carry`.
REGISTERS: list[type[models.Model]] = []


# Which of their rows, where it isn't all.
_ONLY: dict[type[models.Model], models.Q] = {}


# Columns that point to a row without being a foreign key, by "<model>.<column>".
POINTERS: dict[str, type[models.Model]] = {}


# Columns that hold a version of a page, as `Page.serializable_data()`.
VERSIONS: dict[str, type[Page]] = {}


_ACCOUNT = "who did it: accounts are not content"


_MEASURED = "measured from the file"


_STRUCTURE = "said by the row's place in the export"


LEFT_OUT: dict[str, dict[str, str]] = {
    "vocabulary.person": {"account": _ACCOUNT},
    "articles.declaredchange": {"author_id": _ACCOUNT},
    "wagtailcore.page": {
        **dict.fromkeys(
            ("path", "depth", "numchild", "url_path", "content_type", "locale", "translation_key"), _STRUCTURE
        ),
        **dict.fromkeys(("latest_revision", "live_revision"), "made again from the page's “revisions”"),
        **dict.fromkeys(("owner", "locked", "locked_at", "locked_by"), _ACCOUNT),
        "wagtail_admin_comments": "a discussion between accounts",
    },
    "wagtailimages.image": {
        **dict.fromkeys(("width", "height", "file_size", "file_hash"), _MEASURED),
        "collection": "collections are permissions",
        "uploaded_by_user": _ACCOUNT,
    },
    "wagtaildocs.document": {
        **dict.fromkeys(("file_size", "file_hash"), _MEASURED),
        "collection": "collections are permissions",
        "uploaded_by_user": _ACCOUNT,
    },
    "wagtail_localize.translationsource": {
        **dict.fromkeys(("object", "specific_content_type", "content_json"), _STRUCTURE),
    },
    "wagtail_localize.translation": {"source": _STRUCTURE},
    "wagtail_localize.stringtranslation": {
        **dict.fromkeys(("translation_of", "context"), _STRUCTURE),
        "last_translated_by": _ACCOUNT,
    },
    "wagtail_localize.segmentoverride": {
        **dict.fromkeys(("context", "data_json"), _STRUCTURE),
        "last_translated_by": _ACCOUNT,
    },
}


LEFT_OUT_MODELS: dict[str, str] = {
    "wagtailcore.page": "its types are exported; the root is every installation's own",
    "wagtailcore.revision": "history; what is live, scheduled or newest is among a page's “revisions”",
    **dict.fromkeys(
        ("wagtailcore.pagelogentry", "wagtailcore.modellogentry", "wagtail_localize.translationlog"), "history"
    ),
    **dict.fromkeys(
        (
            "wagtailcore.referenceindex",
            "wagtailsearch.indexentry",
            "search.entry",
            "search.word",
            "search.phrase",
        ),
        "an index: built again",
    ),
    **dict.fromkeys(
        (
            "wagtail_localize.translatableobject",
            "wagtail_localize.string",
            "wagtail_localize.translationcontext",
            "wagtail_localize.template",
            "wagtail_localize.stringsegment",
            "wagtail_localize.templatesegment",
            "wagtail_localize.relatedobjectsegment",
            "wagtail_localize.overridablesegment",
        ),
        "cut again from the source",
    ),
    "translations.translationoverride": "history: it was given for texts that the other installation may not have",
    "wagtail_localize.localesynchronization": "forbidden here (portal.E006)",
    "wagtailimages.rendition": "made again on demand",
    "wagtailcore.uploadedfile": "an upload under way",
    "contact.message": "what readers wrote: theirs, and deleted after a time",
    "feedback.dailycount": "what readers answered here: no content",
    "editorial.checklevel": "a setting of the installation: what it refuses is its own to decide",
    **dict.fromkeys(
        ("editorial.examination", "editorial.pagefinding", "editorial.checkedaddress", "editorial.linkuse"),
        "found again by check_content and check_links",
    ),
    **dict.fromkeys(("taggit.tag", "taggit.taggeditem"), "written as the tags of an image or a document"),
    **dict.fromkeys(("wagtailcore.collection", "wagtailcore.collectionviewrestriction"), "collections are permissions"),
    "wagtailcore.pageviewrestriction": "private pages are not exported: the export is refused",
    **dict.fromkeys(
        (
            "wagtailcore.groupsitepermission",
            "wagtailcore.groupcollectionpermission",
            "wagtailcore.grouppagepermission",
            "auth.permission",
            "auth.group",
            "auth.user",
            "wagtailcore.apitoken",
            "wagtailusers.userprofile",
            "editorial.role",
            "articles.ownership",
            "editorial.reminder",
        ),
        "accounts and what they may do",
    ),
    **dict.fromkeys(
        (
            "wagtailcore.workflowcontenttype",
            "wagtailcore.workflowstate",
            "wagtailcore.workflow",
            "wagtailcore.workflowtask",
            "wagtailcore.workflowpage",
            "wagtailcore.task",
            "wagtailcore.groupapprovaltask",
            "editorial.medicalreviewtask",
            "editorial.editorialchecktask",
            "wagtailcore.taskstate",
            "wagtailcore.comment",
            "wagtailcore.commentreply",
            "wagtailcore.pagesubscription",
            "wagtailadmin.editingsession",
            "wagtailadmin.formstate",
            "sessions.session",
        ),
        "work under way between accounts",
    ),
    "articles.blocknotice": "told to readers again by who knows it",
    "editorial.seal": "made again by the database, from what goes live",
    "translations.madefrom": "of a draft: it is taken to be made from the source that its translator sees",
    "translations.segmentnote": "talk between the people of this installation, about work in progress",
    "translations.remembered": "translations of live and former texts: manage.py export_tmx",
    "editorial.glossarygap": "counted again by find_glossary_gaps; what was set aside is one glossary's",
    "search.promotion": "answers what the readers of one portal type",
    **dict.fromkeys(("search.unmetquery", "search.unmetday"), "counted from the readers of one portal"),
    "django_tasks_database.dbtaskresult": "work under way",
    **dict.fromkeys(("wagtailadmin.admin", "contenttypes.contenttype"), "belongs to the program"),
}


# What belongs to a page as a whole and not to one of its versions.
PAGE_STATE = frozenset(
    {
        "live",
        "has_unpublished_changes",
        "expired",
        "draft_title",
        "first_published_at",
        "last_published_at",
        "latest_revision_created_at",
        "alias_of",
    }
)


def first_of(label: Any, field: str) -> str:
    """What it says in the first language that says it: a name in an export doesn't hang on who exports in which."""
    return next((value for language in LANGUAGES if (value := getattr(label, f"{field}_{language}"))), "")


def _label_name(label: Any) -> str:
    return first_of(label, "slug") or slugify(first_of(label, "name")) or "-"


NAMES: dict[type[models.Model], Any] = {
    Locale: lambda locale: locale.language_code,
    Site: lambda site: f"{site.hostname}:{site.port}",
    Page: lambda page: f"{page.locale.language_code}:{page.translation_key}",
    Image: lambda image: image.file.name,
    Document: lambda document: document.file.name,
    Category: _label_name,
    Term: _label_name,
    **dict.fromkeys((Series, Person), lambda label: first_of(label, "name") or "-"),
}


def carry(
    model: type[models.Model],
    *,
    name: Callable[[Any], str] | None = None,
    only: models.Q | None = None,
    left_out: dict[str, str] | None = None,
    pointers: dict[str, type[models.Model]] | None = None,
    versions: dict[str, type[Page]] | None = None,
) -> None:
    """Have exports hold the rows of a room above, or `only` some: called once, from its `AppConfig.ready()`.

    What is left out is 0 or empty in the rows that come in. A pointer and what a version points to may be gone.
    """
    label = model._meta.label_lower
    REGISTERS.append(model)
    LEFT_OUT.setdefault(label, {}).update(left_out or {})
    POINTERS.update({f"{label}.{column}": target for column, target in (pointers or {}).items()})
    VERSIONS.update({f"{label}.{column}": target for column, target in (versions or {}).items()})
    if name:
        NAMES[model] = name
    if only:
        _ONLY[model] = only


def rows_of(model: type[models.Model]) -> list[models.Model]:
    """The rows of a table that an export holds, in the order in which they were made."""
    return list(model._default_manager.filter(_ONLY.get(model, models.Q())).order_by("pk"))


def version_columns(model: type[models.Model]) -> list[str]:
    """The columns of a register that hold a version of a page."""
    label = f"{model._meta.label_lower}."
    return [name.removeprefix(label) for name in VERSIONS if name.startswith(label)]
