"""The demo accounts: one per role, made once."""

import pytest
from django.contrib.auth import authenticate

from development.demo_accounts import ensure_demo_accounts
from editorial.models import Role


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.mark.django_db
def test_each_role_has_an_account_that_can_log_in():
    made, passwords = ensure_demo_accounts()
    assert made == list(passwords) == Role.Code.values
    for code, password in passwords.items():
        user = authenticate(username=code, password=password)
        assert [group.role.code for group in user.groups.all()] == [code]
        assert not user.is_superuser


@pytest.mark.django_db
def test_the_second_time_nothing_changes(state, django_assert_num_queries):
    _made, passwords = ensure_demo_accounts()
    written = (state / "accounts.json").stat()
    with django_assert_num_queries(1):
        assert ensure_demo_accounts() == ([], passwords)
    assert (state / "accounts.json").stat() == written


@pytest.mark.django_db
def test_an_account_that_is_there_keeps_its_password(django_user_model):
    django_user_model.objects.create_user("editor", password="somebody's own")
    made, _passwords = ensure_demo_accounts()
    assert "editor" not in made
    assert authenticate(username="editor", password="somebody's own")


@pytest.mark.django_db
def test_the_passwords_are_for_their_owner_alone(state):
    ensure_demo_accounts()
    assert (state / "accounts.json").stat().st_mode & 0o077 == 0
