"""What is changed in other packages is still wrong there. A test that fails says: take the patch away."""

import inspect
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import TaskState, WorkflowState

from articles.models import ArticlePage
from articles.wagtail_patches import WAGTAILS_ALT_TEXT
from tests.factories.editorial import checked_article, member, submit


def test_wagtail_still_proposes_a_title_for_a_description():
    """`articles.wagtail_patches`."""
    assert WAGTAILS_ALT_TEXT.fget(SimpleNamespace(title="IMG_2041.jpg", description="")) == "IMG_2041.jpg"


class ConnectionLostError(Exception):
    pass


def test_wagtail_still_cancels_half_of_a_workflow(portal, monkeypatch):
    """`editorial.publishing.workflow_patches`."""
    article = checked_article(portal.fr.articles, member("editor"))
    submit(ArticlePage.objects.get(pk=article.pk), get_user_model().objects.get())
    state = WorkflowState.objects.get()

    def fail(*args, **kwargs):
        raise ConnectionLostError

    monkeypatch.setattr(TaskState, "cancel", fail)
    with pytest.raises(ConnectionLostError):
        inspect.unwrap(WorkflowState.cancel)(state)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED
