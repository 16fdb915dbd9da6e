"""What goes over the wire, and in which coding."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.http.compression import CompressionMiddleware

PAGE = "<p>Une biopsie est un prélèvement.</p>" * 20


def answer(accepted, response, **cookies):
    request = RequestFactory(headers={"Accept-Encoding": accepted}).get("/fr/")
    request.COOKIES |= cookies
    return CompressionMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize("accepted", ["br", "gzip, deflate, br", "gzip;q=0.5, br;q=1"])
def test_a_reader_gets_brotli(accepted):
    response = answer(accepted, HttpResponse(PAGE, headers={"ETag": '"x"'}))
    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content).decode() == PAGE
    assert response["Content-Length"] == str(len(response.content))
    assert response["Vary"] == "Accept-Encoding"
    assert response["ETag"] == 'W/"x"'


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br;q=0", "gzip, br; q=0"])
def test_who_takes_no_brotli_gets_gzip(accepted):
    response = answer(accepted, HttpResponse(PAGE))
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == PAGE


def test_an_editor_gets_the_coding_that_blurs_its_length():
    response = answer("br, gzip", HttpResponse(PAGE), **{settings.SESSION_COOKIE_NAME: "a session"})
    assert response["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(b"%PDF" * 100, content_type="application/pdf"),
        HttpResponse(PAGE, headers={"Content-Encoding": "zstd"}),
        HttpResponse(status=304),
    ],
)
def test_what_gains_nothing_is_left_as_it_is(response):
    before = response.content
    assert answer("br, gzip", response).content == before


def test_a_stream_stays_one():
    response = answer("br, gzip", StreamingHttpResponse([PAGE.encode()]))
    assert gzip.decompress(b"".join(response)).decode() == PAGE


def test_a_page_of_the_portal_comes_compressed(db, client):
    response = client.get("/robots.txt", headers={"Accept-Encoding": "br"})
    assert not response.has_header("Content-Encoding")
    response = client.get("/fr/nothing/", headers={"Accept-Encoding": "br"})
    assert response["Content-Encoding"] == "br"
