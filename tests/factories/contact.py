"""Contact forms."""

from contact.models import ContactPage
from tests.factories.articles import InParentsLanguage, stream


def topics(*labels):
    """A topic per label, each with a mailbox named for its number."""
    return stream(
        ContactPage.topics.field,
        *(("topic", {"label": label, "mailbox": f"boite{n}@example.org"}) for n, label in enumerate(labels, start=1)),
    )


class ContactPageFactory(InParentsLanguage):
    class Meta:
        model = ContactPage

    title = "Nous écrire"
    slug = "nous-ecrire"
    introduction = "Une erreur, une idée ?"
    warning = "N’écrivez rien sur votre santé."
    thanks = "<p>Réponse sous une semaine.</p>"
    topics = topics("Une erreur dans un article", "Autre chose")
