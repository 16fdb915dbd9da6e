"""The way into the admin, as people take it."""


def log_in(page, username, address="/admin/"):
    """Fill in the form; the password is everybody's in these tests. Returns when what lies behind it has loaded."""
    page.goto(f"/admin/login/?next={address}")
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill("secret")
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)  # a pattern would match what follows “next=”
