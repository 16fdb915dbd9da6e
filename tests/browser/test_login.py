"""The way into the admin."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect
from wagtail.models import Collection, Locale, Page


def test_an_editor_logs_in(page, accessible, django_user_model):
    django_user_model.objects.create_superuser("editor", password="a password")
    page.goto("/admin/")
    accessible(page)
    page.locator("#id_username").fill("editor")
    page.locator("#id_password").fill("a password")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/admin/")


@pytest.mark.parametrize("test", ["a first", "a second"])
def test_it_starts_on_what_the_migrations_made(page, test):
    assert Page.objects.filter(depth=1).exists()
    assert Collection.objects.exists()
    assert Locale.objects.filter(language_code="fr").exists()
    assert Group.objects.exists()
