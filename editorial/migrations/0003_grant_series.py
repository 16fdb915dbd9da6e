"""Who may make a series: those who may make a word of the glossary. Who may see one: everybody in the admin."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ACTIONS = {
    "editor": ["add", "change", "view"],
    "reviewer": ["view"],
    "translator": ["change", "view"],
    "publisher": ["add", "change", "delete", "view"],
    "administrator": ["add", "change", "delete", "view"],
}


def grant_series(apps, schema_editor):
    """Once the tables are there; permissions are otherwise made after all migrations."""
    app_config = apps.get_app_config("vocabulary")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0)
    Permission = apps.get_model("auth", "Permission")
    for role in apps.get_model("editorial", "Role").objects.select_related("group"):
        codenames = [f"{action}_series" for action in ACTIONS.get(role.code, [])]
        role.group.permissions.add(
            *Permission.objects.filter(content_type__app_label="vocabulary", codename__in=codenames)
        )


class Migration(migrations.Migration):

    dependencies = [
        ("editorial", "0002_create_roles"),
        ("vocabulary", "0002_add_series"),
    ]

    operations = [migrations.RunPython(grant_series, migrations.RunPython.noop)]
