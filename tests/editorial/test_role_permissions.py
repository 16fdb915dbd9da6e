"""What the table of roles gives, and what it leaves to administrators."""

import pytest
from django.contrib.auth.models import Group, Permission
from modeltranslation.translator import translator
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Task, Workflow

from editorial.models import Role
from editorial.permissions.role_permissions import MODEL_PERMISSIONS, permissions_of, synchronise_roles

pytestmark = pytest.mark.django_db


def group_of(code):
    return Role.objects.get(code=code).group


def granted():
    """All that is the groups' own, as rows."""
    return [
        set(rows.values_list())
        for rows in (
            Role.objects,
            Group.permissions.through.objects,
            GroupPagePermission.objects,
            GroupCollectionPermission.objects,
            Workflow.objects,
            Task.objects,
        )
    ]


def test_every_label_says_what_each_role_may_do_with_it():
    labels = {model._meta.label_lower for model in translator.get_registered_models(abstract=False)}
    assert labels
    assert not {label for label in labels if MODEL_PERMISSIONS.get(label, {}).keys() != set(Role.Code)}


@pytest.mark.parametrize("code", Role.Code)
def test_a_role_has_what_the_table_names_and_nothing_else(code):
    held = group_of(code).permissions.values_list("content_type__app_label", "codename")
    assert {f"{app}.{codename}" for app, codename in held} == permissions_of(code)


def test_another_migrate_changes_nothing():
    before = granted()
    synchronise_roles()
    assert granted() == before


def test_what_is_missing_is_given_again():
    before = granted()[1:]
    group = group_of("translator")
    group.permissions.clear()
    GroupCollectionPermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.filter(group=group_of("editor")).delete()
    synchronise_roles()
    assert {f"{each.content_type.app_label}.{each.codename}" for each in group.permissions.all()} == permissions_of(
        "translator"
    )
    assert [len(rows) for rows in granted()[1:]] == [len(rows) for rows in before]


def test_what_an_administrator_added_or_renamed_stays():
    group = group_of("translator")
    more = Permission.objects.get(codename="view_message")
    group.permissions.add(more)
    group.name = "Traductrices"
    group.save()
    synchronise_roles()
    assert group_of("translator").name == "Traductrices"
    assert more in group_of("translator").permissions.all()


def test_a_role_that_is_missing_gets_a_group_and_the_workflows_stay():
    Workflow.objects.update(name="Autre")
    Role.objects.filter(code="translator").delete()
    synchronise_roles()
    assert group_of("translator").name == "Traduction"
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Autre"]
