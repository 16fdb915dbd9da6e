"""The groups of the house, in the interface's language, with their permissions and the first workflow."""

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

NAMES = {
    "fr": {
        "editor": "Rédaction médicale",
        "reviewer": "Relecture médicale",
        "translator": "Traduction",
        "publisher": "Publication",
        "administrator": "Administration",
    },
    "en": {
        "editor": "Medical editors",
        "reviewer": "Medical reviewers",
        "translator": "Translators",
        "publisher": "Publishers",
        "administrator": "Administrators",
    },
}
REVIEW = {"fr": "Relecture médicale", "en": "Medical review"}
PUBLICATION = {"fr": "Publication", "en": "Publication"}

# On the root page, so on every page. Translators get theirs when a language's home page is made.
PAGE_PERMISSIONS = {
    "editor": ["add", "change"],
    "publisher": ["add", "change", "publish", "lock", "unlock"],
    "administrator": ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
}
# On the root collection, for images and documents.
COLLECTION_PERMISSIONS = {
    "editor": ["add", "change", "choose"],
    "reviewer": ["choose"],
    "translator": ["choose"],
    "publisher": ["add", "change", "choose"],
    "administrator": ["add", "change", "choose"],
}
EDIT = ["add", "change"]
EVERYTHING = ["add", "change", "delete"]
MODEL_PERMISSIONS = {
    "editor": {"vocabulary.term": EDIT, "vocabulary.category": ["view"], "vocabulary.person": EDIT},
    "reviewer": {"vocabulary.term": ["view"], "vocabulary.category": ["view"], "vocabulary.person": ["view"]},
    "translator": {"vocabulary.term": EDIT, "vocabulary.category": ["view"], "vocabulary.person": ["view"]},
    "publisher": {
        "vocabulary.term": EVERYTHING,
        "vocabulary.category": EVERYTHING,
        "vocabulary.person": EVERYTHING,
        "wagtailredirects.redirect": EVERYTHING,
    },
    "administrator": {
        "vocabulary.term": EVERYTHING,
        "vocabulary.category": EVERYTHING,
        "vocabulary.person": EVERYTHING,
        "home.sitesettings": EVERYTHING,
        "auth.user": EVERYTHING,
        "auth.group": EVERYTHING,
        "wagtailcore.site": ["change"],
        "wagtailcore.locale": ["add", "change"],
        "wagtailcore.collection": EVERYTHING,
        "wagtailcore.workflow": EVERYTHING,
        "wagtailcore.task": EVERYTHING,
        "wagtailredirects.redirect": EVERYTHING,
    },
}
SENDS_TO_TRANSLATION = ["editor", "translator", "publisher", "administrator"]


def create_roles(apps, schema_editor):
    """Idempotent on a fresh database; Wagtail's stock groups go where nobody is in them yet."""
    for app_config in apps.get_app_configs():
        # Django makes permissions after all migrations; these are needed now.
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)

    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    Role = apps.get_model("editorial", "Role")
    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    PagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    CollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")

    def permission(app, codename):
        return Permission.objects.get(content_type__app_label=app, codename=codename)

    language = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in NAMES else "en"
    for code, name in NAMES[language].items():
        group, _created = Group.objects.get_or_create(name=name)
        Role.objects.update_or_create(code=code, defaults={"group": group})
        group.permissions.add(permission("wagtailadmin", "access_admin"))
        if code in SENDS_TO_TRANSLATION:
            group.permissions.add(permission("wagtail_localize", "submit_translation"))
        for model, actions in MODEL_PERMISSIONS[code].items():
            app, model_name = model.split(".")
            group.permissions.add(*(permission(app, f"{action}_{model_name}") for action in actions))
        for action in PAGE_PERMISSIONS.get(code, []):
            PagePermission.objects.get_or_create(
                group=group, page=root_page, permission=permission("wagtailcore", f"{action}_page")
            )
        for action in COLLECTION_PERMISSIONS[code]:
            for app, model_name in (("wagtailimages", "image"), ("wagtaildocs", "document")):
                CollectionPermission.objects.get_or_create(
                    group=group, collection=root_collection, permission=permission(app, f"{action}_{model_name}")
                )

    # Wagtail's default workflow, on the root page, becomes the medical review; then a publisher, who may, publishes.
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    for task in Task.objects.filter(name="Moderators approval"):
        task.name = REVIEW[language]
        task.save()
        task.groups.set([Role.objects.get(code="reviewer").group])
    for workflow in apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval"):
        workflow.name = REVIEW[language]
        workflow.save()
        content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="wagtailcore", model="groupapprovaltask"
        )
        publication = Task.objects.create(name=PUBLICATION[language], content_type=content_type)
        publication.groups.set([Role.objects.get(code="publisher").group])
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=publication.pk, sort_order=1
        )
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


class Migration(migrations.Migration):
    """Needs the tables of everything that a permission is given on."""

    dependencies = [
        ("editorial", "0001_initial"),
        ("vocabulary", "0001_initial"),
        ("home", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
