"""What `make run` says when it can't."""

import socket

import pytest

from portal.launcher import HOST, free_port


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
