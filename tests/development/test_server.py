"""What `make run` says when it can't."""

import socket

import pytest
from wagtail.models import Site

from development.server import HOST, follow_base_url, free_port


def test_a_port_in_use_is_one_line_that_names_the_way_out():
    with socket.create_server((HOST, 0)) as other, pytest.raises(SystemExit, match="make run PORT="):
        free_port(str(other.getsockname()[1]))


def test_a_port_whose_server_has_just_gone_is_free():
    with socket.create_server((HOST, 0)) as gone:
        port = gone.getsockname()[1]
        with socket.create_connection((HOST, port)):
            gone.accept()[0].close()
    assert free_port(str(port)) == port


@pytest.mark.parametrize("wanted", ["http", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_refused(wanted):
    with pytest.raises(SystemExit, match=f"PORT={wanted} is no port"):
        free_port(wanted)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hostname", "base_url", "root_url"),
    [
        ("localhost", "http://127.0.0.1:8021", "http://127.0.0.1:8021"),
        ("127.0.0.1", "http://127.0.0.1:8021", "http://127.0.0.1:8021"),
        ("localhost", "https://portal.example", "https://portal.example"),
        ("www.example.org", "http://127.0.0.1:8021", "http://www.example.org"),
    ],
)
def test_links_in_mails_lead_to_where_the_server_is(settings, hostname, base_url, root_url):
    Site.objects.update(hostname=hostname, port=80)
    settings.BASE_URL = base_url
    follow_base_url()
    assert Site.objects.get(is_default_site=True).root_url == root_url
