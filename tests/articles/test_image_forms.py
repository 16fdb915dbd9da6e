"""A picture's description, where it is uploaded and where it is used."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

ADDRESS = "/admin/images/chooser/create/"
PREFIX = "image-chooser-upload"


def upload(client, width, **fields):
    file = SimpleUploadedFile(
        "pic.png", get_test_image_file(size=(width, 60)).file.getvalue(), content_type="image/png"
    )
    posted = {"title": "pic", "file": file, "collection": Collection.get_first_root_node().pk, **fields}
    answer = client.post(ADDRESS, {f"{PREFIX}-{name}": value for name, value in posted.items()}).json()
    assert answer["step"] == "chosen", answer
    return answer["result"]


@pytest.mark.django_db
def test_what_is_proposed_as_its_words_is_its_description_and_never_its_title(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert upload(admin_client, 80)["default_alt_text"] == ""
    assert upload(admin_client, 90, description="Deux cercles.")["default_alt_text"] == "Deux cercles."


def test_the_upload_says_what_a_description_is_for(admin_client):
    assert "pour les lecteurs qui ne la voient pas" in admin_client.get("/admin/images/chooser/").json()["html"]
