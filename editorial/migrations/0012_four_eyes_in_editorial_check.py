"""The editorial check becomes a step that nobody takes for their own change; publishers say who signs under a name."""

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def convert(apps, schema_editor):
    """The steps around a medical review change their type and keep their number, so what waits in them goes on."""
    Old = apps.get_model("wagtailcore", "GroupApprovalTask")
    New = apps.get_model("editorial", "EditorialCheckTask")
    Review = apps.get_model("editorial", "MedicalReviewTask")
    reviewed = apps.get_model("wagtailcore", "Workflow").objects.filter(
        workflow_tasks__task__in=Review.objects.values("task_ptr")
    )
    make_of(apps, Old.objects.filter(workflow_tasks__workflow__in=reviewed).distinct(), New)


def convert_back(apps, schema_editor):
    """All of them, for their type goes."""
    make_of(
        apps,
        apps.get_model("editorial", "EditorialCheckTask").objects.all(),
        apps.get_model("wagtailcore", "GroupApprovalTask"),
    )


def make_of(apps, tasks, New):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=New._meta.app_label, model=New._meta.model_name
    )
    for old in tasks:
        groups = list(old.groups.all())
        new = New(task_ptr_id=old.pk, name=old.name, active=old.active, content_type_id=content_type.pk)
        new.save()
        new.groups.set(groups)
        old.groups.clear()
        old.delete(keep_parents=True)


def let_link_accounts(apps, schema_editor):
    """For those who look after people, not for whoever may write a name."""
    app_config = apps.get_app_config("vocabulary")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="vocabulary", codename="link_account"
    )
    for role in apps.get_model("editorial", "Role").objects.filter(code__in=["publisher", "administrator"]):
        role.group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("editorial", "0011_review_by_signature"),
        ("vocabulary", "0004_add_link_account"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditorialCheckTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={"verbose_name": "editorial check", "verbose_name_plural": "editorial checks"},
            bases=("wagtailcore.task",),
        ),
        # Backwards, between the two: PostgreSQL drops no table whose rows it has still to check.
        migrations.RunSQL(migrations.RunSQL.noop, "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.RunPython(convert, convert_back),
        migrations.RunPython(let_link_accounts, migrations.RunPython.noop),
    ]
