"""Publishers and administrators set promoted results."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def let_roles_promote(apps, schema_editor):
    app_config = apps.get_app_config("search")
    app_config.models_module = True  # Django makes permissions after all migrations; these are needed now.
    create_permissions(app_config, apps=apps, verbosity=0)
    app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="search", content_type__model="promotion"
    )
    for role in apps.get_model("editorial", "Role").objects.filter(code__in=["publisher", "administrator"]):
        role.group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_add_unmet_searches"),
        ("editorial", "0002_create_roles"),
    ]
    operations = [migrations.RunPython(let_roles_promote, migrations.RunPython.noop)]
