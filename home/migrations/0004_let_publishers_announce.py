"""Who announces something on the home page, by role."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ["publisher", "administrator"]
ACTIONS = ["add", "change", "delete", "view"]


def give(apps, schema_editor):
    """Idempotent: a permission is held once."""
    app_config = apps.get_app_config("home")
    # Django makes permissions after all migrations; these are needed now.
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="home", codename__in=[f"{action}_announcement" for action in ACTIONS]
    )
    for role in apps.get_model("editorial", "Role").objects.filter(code__in=ROLES):
        role.group.permissions.add(*permissions)


class Migration(migrations.Migration):
    """Needs the roles, which editorial makes."""

    dependencies = [("home", "0003_add_announcements_and_features"), ("editorial", "0002_create_roles")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
