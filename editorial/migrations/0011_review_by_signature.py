"""Editorial check, then medical review by signature; who sees the register, who may let something pass.

Only the workflow that 0002 made is changed, and only where nobody has put it together differently since.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

REVIEW = {"Relecture médicale", "Medical review"}
SEE = ["signoff", "override"]
OVERRIDE = ["publisher", "administrator"]


def grant(apps, schema_editor):
    """The register is for everyone who works here to read; nobody writes in it but by signing and answering for it."""
    for label in ("editorial", "articles"):
        app_config = apps.get_app_config(label)
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)
    Permission = apps.get_model("auth", "Permission")
    see = Permission.objects.filter(
        content_type__app_label="editorial", codename__in=[f"view_{model}" for model in SEE]
    ) | Permission.objects.filter(content_type__app_label="articles", codename="view_declaredchange")
    override = Permission.objects.get(content_type__app_label="editorial", codename="override_check")
    for role in apps.get_model("editorial", "Role").objects.select_related("group"):
        role.group.permissions.add(*see)
        if role.code in OVERRIDE:
            role.group.permissions.add(override)


def sign_reviews(apps, schema_editor):
    """What is in review goes on: with its signature instead of a click."""
    Role = apps.get_model("editorial", "Role")
    roles = {role.code: role.group_id for role in Role.objects.all()}
    if not {"reviewer", "publisher"} <= set(roles):
        return
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    groups = {task.pk: set(task.groups.values_list("pk", flat=True)) for task in GroupApprovalTask.objects.all()}
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="editorial", model="medicalreviewtask"
    )
    for workflow in apps.get_model("wagtailcore", "Workflow").objects.filter(name__in=REVIEW):
        steps = list(workflow.workflow_tasks.order_by("sort_order").select_related("task"))
        if [groups.get(step.task_id) for step in steps] != [{roles["reviewer"]}, {roles["publisher"]}]:
            continue
        first, second = steps
        old = first.task
        if old.name not in REVIEW or second.task.name != "Publication":
            continue
        task = apps.get_model("editorial", "MedicalReviewTask").objects.create(name=old.name, content_type=content_type)
        task.groups.set([roles["reviewer"]])
        check = second.task
        check.name = "Contrôle éditorial" if old.name == "Relecture médicale" else "Editorial check"
        check.save()
        first.task_id, first.sort_order = check.pk, 0
        second.delete()
        first.save()
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.task_ptr_id, sort_order=1
        )
        apps.get_model("wagtailcore", "TaskState").objects.filter(task_id=old.pk, status="in_progress").update(
            task_id=task.task_ptr_id
        )
        old.active = False
        old.save()


class Migration(migrations.Migration):

    dependencies = [("editorial", "0010_add_seals")]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(sign_reviews, migrations.RunPython.noop),
    ]
