"""Articles under medical review, and who is at work on them."""

import datetime
import uuid
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone
from wagtail.models import Workflow, WorkflowTask

from articles.content.digest import DIGEST_VERSION, digest_of, units_of
from articles.models import ArticleAuthor, ArticlePage, Review
from editorial.models import MedicalReviewTask, Role, SignOff
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import PersonFactory

SOURCE = str(uuid.uuid4())
BODY = ArticlePage.body.field

NOBODY = 2_000_000_000  # the number of no row: the register outlives those it names


def member(code, name="", **fields):
    """An account that plays a role."""
    user = get_user_model().objects.create_user(
        name or code, f"{name or code}@example.org", "secret", last_name=(name or code).title(), **fields
    )
    user.groups.add(Role.objects.get(code=code).group)
    return user


def doctor(name="reviewer", **fields):
    """A reviewer who may sign in both languages."""
    user = member("reviewer", name)
    qualified = {"qualification_fr": "Oncologue", "qualification_en": "Oncologist", **fields}
    PersonFactory(name_fr=user.last_name, name_en=user.last_name, account=user, **qualified)
    return user


def text(**blocks):
    """A stored stream of paragraphs by id."""
    return [{"type": "paragraph", "value": f"<p>{words}</p>", "id": key} for key, words in blocks.items()]


def checked_article(parent, author=None, **fields):
    """A draft without blocking findings, by `author`."""
    values = {
        "title": "La dose",
        "purpose": "Savoir quand appeler.",
        "audience": "Les patients",
        "body": [("paragraph", "<p>Appelez votre équipe.</p>", "a")],
        "live": False,
        **fields,
    }
    values["body"] = BODY.stream_block.to_python(
        [
            block if isinstance(block, dict) else dict(zip(("type", "value", "id"), block, strict=True))
            for block in values["body"]
        ]
    )
    values["references"] = ArticlePage.references.field.stream_block.to_python(
        [{"type": "reference", "value": {"organisation": "HAS", "title": "Guide", "year": 2026}, "id": SOURCE}]
    )
    page = ArticlePageFactory(parent=parent, **values)
    page.article_authors.set([ArticleAuthor(person=PersonFactory())])
    page.save()
    page.save_revision(user=author)
    return page


def submit(page, user):
    """Into medical review, and nothing else: the workflow has one step."""
    task = MedicalReviewTask.objects.first()
    workflow = Workflow.objects.filter(name="Signature").first()
    if not workflow:
        workflow = Workflow.objects.create(name="Signature")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    state = workflow.start(page, user)
    return state.current_task_state


def change(page, user=None, **fields):
    """A new draft."""
    draft = page.get_latest_revision_as_object() if page.latest_revision else page
    for name, value in fields.items():
        field = ArticlePage._meta.get_field(name)
        setattr(draft, name, field.stream_block.to_python(value) if hasattr(field, "stream_block") else value)
    draft.save_revision(user=user)
    page.refresh_from_db()
    return page


def sign_off_of(shown, **fields):
    """A row of the register under the text that is in memory, and nothing else."""
    units = units_of(shown)
    values = {
        "signer_id": NOBODY,
        "signer_name": "Relectrice",
        "qualification": "oncologue",
        "person_id": NOBODY,
        "statement": "Lu et approuvé.",
        "next_review_on": timezone.localdate() + datetime.timedelta(days=700),
        **fields,
    }
    return SignOff.objects.create(
        translation_key=shown.translation_key,
        language_code=shown.locale.language_code,
        page_id=shown.pk,
        title=shown.title,
        digest_version=DIGEST_VERSION,
        digest=digest_of(units),
        units=[[unit, digest] for unit, digest in units.items()],
        content=shown.serializable_data(),
        **values,
    )


@contextmanager
def unprotected(table, *triggers):
    """Triggers of a table off, for what nobody can do otherwise. What is pending is checked before."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for trigger in triggers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        yield
        for trigger in triggers:
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def sign_as_it_was(page, user, *, days=30, due_in=700):
    """A signature under the latest text, some days ago, that readers are told of. Not how it is done: how it was."""
    sign_off = sign_off_of(
        page.get_latest_revision_as_object(),
        signer_id=user.pk,
        signer_name=user.last_name,
        qualification="Oncologue",
        person_id=user.person.pk,
        statement="J’ai lu.",
        signed_at=timezone.now() - datetime.timedelta(days=days),
        next_review_on=timezone.localdate() + datetime.timedelta(days=due_in),
    )
    if page.live:
        Review.objects.update_or_create(
            page=page,
            defaults={
                "reviewer": user.person,
                "reviewed_on": timezone.localdate(sign_off.signed_at),
                "next_review_on": sign_off.next_review_on,
                "sign_off_id": sign_off.pk,
            },
        )
    return sign_off
