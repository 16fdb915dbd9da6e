"""Who sees what readers say, by role."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ["editor", "reviewer", "translator", "publisher", "administrator"]
ACTIONS = ["view"]


def give(apps, schema_editor):
    """Idempotent: a permission is held once."""
    app_config = apps.get_app_config("feedback")
    # Django makes permissions after all migrations; these are needed now.
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="feedback", codename__in=[f"{action}_dailycount" for action in ACTIONS]
    )
    for role in apps.get_model("editorial", "Role").objects.filter(code__in=ROLES):
        role.group.permissions.add(*permissions)


class Migration(migrations.Migration):
    """Needs the roles, which editorial makes."""

    dependencies = [("feedback", "0001_initial"), ("editorial", "0002_create_roles")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
