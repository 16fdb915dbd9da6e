"""Demo accounts of a development machine: one per role, named like it, with a password of this machine's own."""

import json
import os
import secrets

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from development.database import make_state_directory
from editorial.models import Role


def ensure_demo_accounts() -> tuple[list[str], dict[str, str]]:
    """Make the accounts that are missing. Returns the names of the new ones, and every role's password.

    The passwords are kept in the state directory, for the eyes of its owner alone. An account that exists is left as
    it is: it may be somebody's, on a database that isn't only ours.
    """
    passwords = _passwords()
    User = get_user_model()
    made = []
    for role in Role.objects.exclude(code__in=User.objects.values("username")).select_related("group"):
        with transaction.atomic():
            user = User.objects.create_user(
                role.code,
                # The profile's form asks for all three.
                email=f"{role.code}@example.org",
                password=passwords[role.code],
                first_name=role.get_code_display(),
                last_name=_("(demonstration)"),
            )
            user.groups.add(role.group)
        made.append(role.code)
    return made, passwords


def _passwords() -> dict[str, str]:
    """The passwords by role, made on the first call."""
    file = make_state_directory() / "accounts.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    if missing := [code for code in Role.Code.values if code not in known]:
        known |= {code: secrets.token_urlsafe(9) for code in missing}
        unfinished = file.with_suffix(".unfinished")
        with open(unfinished, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as output:
            json.dump(known, output, indent=2)
        unfinished.rename(file)
    return {code: known[code] for code in Role.Code.values}
