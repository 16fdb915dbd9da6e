"""Which content security policy goes where."""

import pytest


@pytest.mark.parametrize(
    ("address", "is_editor", "allowed", "forbidden"),
    [
        ("/health/live", False, "script-src 'self';", "unsafe-inline"),
        ("/health/live", True, "script-src 'self' 'unsafe-inline'", "sandbox"),
        ("/admin/login/", False, "script-src 'self' 'unsafe-inline'", "sandbox"),
        ("/media/drawing.svg", False, "sandbox", "script-src"),
        ("/media/drawing.svg", True, "sandbox", "script-src"),
    ],
)
def test_readers_strict_editors_workable_uploads_closed(db, client, address, is_editor, allowed, forbidden):
    if is_editor:
        client.cookies["sessionid"] = "x"
    policy = client.get(address)["Content-Security-Policy"] + ";"
    assert allowed in policy
    assert forbidden not in policy
