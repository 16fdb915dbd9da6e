"""Administrators set the levels of the checks."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def let_administrators(apps, schema_editor):
    """The role's group, whatever it is called; nothing where there is none."""
    app_config = apps.get_app_config("editorial")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0)
    role = apps.get_model("editorial", "Role").objects.filter(code="administrator").first()
    if role:
        permission = apps.get_model("auth", "Permission").objects.get(
            content_type__app_label="editorial", codename="change_checklevel"
        )
        role.group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [("editorial", "0004_add_checks")]

    operations = [migrations.RunPython(let_administrators, migrations.RunPython.noop)]
