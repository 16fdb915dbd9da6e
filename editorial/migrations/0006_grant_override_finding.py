"""Publishers and administrators may let a finding about a translation pass, with a reason."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ["publisher", "administrator"]


def grant(apps, schema_editor):
    """Django makes permissions after all migrations; this one is needed now."""
    app_config = apps.get_app_config("translations")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="translations", codename="override_finding"
    )
    for role in apps.get_model("editorial", "Role").objects.filter(code__in=ROLES):
        role.group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [("editorial", "0005_let_administrators_set_check_levels"), ("translations", "0001_add_overrides")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
