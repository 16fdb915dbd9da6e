"""What each role may do, in one table; `migrate` gives it to the groups that play the roles (docs/adr/0092)."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.utils import translation
from django.utils.text import capfirst
from wagtail.models import (
    AbstractGroupApprovalTask,
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowTask,
)

from editorial.models import EditorialCheckTask, MedicalReviewTask, Role

EDITOR, REVIEWER, TRANSLATOR, PUBLISHER, ADMINISTRATOR = Role.Code
VIEW, CHANGE, EDIT = ("view",), ("change",), ("add", "change")
WRITE = ("add", "change", "delete")
ALL = (*WRITE, "view")
EVERYONE = tuple(Role.Code)
RESPONSIBLE = (PUBLISHER, ADMINISTRATOR)

# On the root page, so on every page. What translators may do lies in `TRANSLATED_PAGE_PERMISSIONS`.
PAGE_PERMISSIONS = {
    EDITOR: EDIT,
    PUBLISHER: (*EDIT, "publish", "lock", "unlock"),
    ADMINISTRATOR: (*EDIT, "publish", "lock", "unlock", "bulk_delete"),
}
# On the home page of each language but the source language, once there is one.
TRANSLATED_PAGE_PERMISSIONS = {TRANSLATOR: EDIT}
# On the root collection, for images and documents.
COLLECTION_PERMISSIONS = {
    EDITOR: (*EDIT, "choose"),
    REVIEWER: ("choose",),
    TRANSLATOR: ("choose",),
    PUBLISHER: (*EDIT, "choose"),
    ADMINISTRATOR: (*EDIT, "choose"),
}
MODEL_PERMISSIONS: dict[str, dict[Role.Code, tuple[str, ...]]] = {
    # Labels: each that is registered for translation has a line here.
    "vocabulary.category": {
        **dict.fromkeys((EDITOR, REVIEWER, TRANSLATOR), VIEW),
        **dict.fromkeys(RESPONSIBLE, WRITE),
    },
    "vocabulary.person": {EDITOR: EDIT, REVIEWER: VIEW, TRANSLATOR: VIEW, **dict.fromkeys(RESPONSIBLE, WRITE)},
    "vocabulary.series": {
        EDITOR: (*EDIT, "view"),
        REVIEWER: VIEW,
        TRANSLATOR: (*CHANGE, "view"),
        **dict.fromkeys(RESPONSIBLE, ALL),
    },
    "vocabulary.term": {EDITOR: EDIT, REVIEWER: VIEW, TRANSLATOR: EDIT, **dict.fromkeys(RESPONSIBLE, WRITE)},
    # The register: all read it, nobody writes in it but by signing and answering for it.
    "articles.declaredchange": dict.fromkeys(EVERYONE, VIEW),
    "editorial.signoff": dict.fromkeys(EVERYONE, VIEW),
    "editorial.override": dict.fromkeys(EVERYONE, VIEW),
    "editorial.edition": dict.fromkeys((EDITOR, REVIEWER, *RESPONSIBLE), VIEW),
    "editorial.withdrawal": {EDITOR: VIEW, **dict.fromkeys(RESPONSIBLE, (*CHANGE, "view"))},
    # What readers say and look for, and what they are told.
    "contact.message": dict.fromkeys(RESPONSIBLE, ("view", "delete")),
    "feedback.dailycount": dict.fromkeys(EVERYONE, VIEW),
    "home.announcement": dict.fromkeys(RESPONSIBLE, ALL),
    "search.promotion": dict.fromkeys(RESPONSIBLE, ALL),
    "wagtailredirects.redirect": dict.fromkeys(RESPONSIBLE, WRITE),
    # The house itself.
    "auth.group": {ADMINISTRATOR: WRITE},
    "auth.user": {ADMINISTRATOR: WRITE},
    "editorial.checklevel": {ADMINISTRATOR: CHANGE},
    "home.sitesettings": {ADMINISTRATOR: WRITE},
    "wagtailcore.collection": {ADMINISTRATOR: WRITE},
    "wagtailcore.locale": {ADMINISTRATOR: EDIT},
    "wagtailcore.site": {ADMINISTRATOR: CHANGE},
    "wagtailcore.task": {ADMINISTRATOR: WRITE},
    "wagtailcore.workflow": {ADMINISTRATOR: WRITE},
}
# Permissions that aren't made of a model and one of Django's actions.
OTHER_PERMISSIONS = {
    "editorial.override_check": RESPONSIBLE,
    "translations.override_finding": RESPONSIBLE,
    "vocabulary.link_account": RESPONSIBLE,
    "wagtail_localize.submit_translation": (EDITOR, TRANSLATOR, *RESPONSIBLE),
    "wagtailadmin.access_admin": EVERYONE,
}


def permissions_of(role: str) -> set[str]:
    """What the table gives to a role wherever it is, as Django names permissions: “vocabulary.add_term”."""
    of_models = {
        f"{app}.{action}_{name}"
        for model, roles in MODEL_PERMISSIONS.items()
        for app, name in [model.split(".")]
        for action in roles.get(Role.Code(role), ())
    }
    return of_models | {permission for permission, roles in OTHER_PERMISSIONS.items() if role in roles}


def synchronise_roles(**kwargs: Any) -> None:
    """A `post_migrate` receiver: each role has a group, and the group whatever the table gives to the role.

    What a group has beyond the table stays. A portal without roles gets its first workflow too.
    """
    if Role._meta.db_table not in connection.introspection.table_names():  # not migrated so far
        return
    root_page, root_collection = Page.objects.filter(depth=1).first(), Collection.objects.filter(depth=1).first()
    if not (root_page and root_collection):  # a test cleared the tables
        return
    _make_permissions()
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        is_new = not Role.objects.exists()
        for code in Role.Code:
            _give(_group_of(code), code, root_page, root_collection)
        if is_new:
            _replace_stock_workflow()


def _make_permissions() -> None:
    """Django makes an app's permissions after all migrations, but for some apps later than this is called."""
    named = {*MODEL_PERMISSIONS, *OTHER_PERMISSIONS, "wagtailimages", "wagtaildocs"}
    for label in sorted({name.partition(".")[0] for name in named}):
        create_permissions(apps.get_app_config(label), verbosity=0)


def _group_of(code: Role.Code) -> Group:
    """The group that plays the role. It is made in the interface's language, and may be renamed since."""
    role = Role.objects.filter(code=code).select_related("group").first()
    if not role:
        group, _created = Group.objects.get_or_create(name=str(code.label))
        role = Role.objects.create(code=code, group=group)
    return role.group


def _give(group: Group, code: Role.Code, root_page: Page, root_collection: Collection) -> None:
    group.permissions.add(*_named(permissions_of(code)))
    for permission in _named({f"wagtailcore.{action}_page" for action in PAGE_PERMISSIONS.get(code, ())}):
        GroupPagePermission.objects.get_or_create(group=group, page=root_page, permission=permission)
    files = {
        f"{app}.{action}_{model}"
        for action in COLLECTION_PERMISSIONS[code]
        for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    }
    for permission in _named(files):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root_collection, permission=permission)


def _named(names: set[str]) -> list[Permission]:
    """The permissions of these names. One of an app that isn't migrated so far is given when it is."""
    found = Permission.objects.filter(codename__in={name.partition(".")[2] for name in names})
    return [
        each
        for each in found.select_related("content_type")
        if f"{each.content_type.app_label}.{each.codename}" in names
    ]


def _replace_stock_workflow() -> None:
    """Wagtail's approval by moderators becomes this house's: a publisher checks, then a reviewer signs."""
    stock = "Moderators approval"
    for workflow in Workflow.objects.filter(name=stock):
        workflow.name = capfirst(str(MedicalReviewTask._meta.verbose_name))
        workflow.save()
        workflow.workflow_tasks.all().delete()
        steps: list[tuple[type[AbstractGroupApprovalTask], Role.Code]] = [
            (EditorialCheckTask, PUBLISHER),
            (MedicalReviewTask, REVIEWER),
        ]
        for order, (step, code) in enumerate(steps):
            task = step.objects.create(name=capfirst(str(step._meta.verbose_name)))
            task.groups.set([_group_of(code)])
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    GroupApprovalTask.objects.filter(name=stock).delete()
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
