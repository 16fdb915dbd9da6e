"""The words that a text under review explains, as they differ from what the signature has seen."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.content.diff import plain_difference
from articles.content.glossary_terms import Explanation, explanations_of
from editorial.changes.definition_changes import signed_words, unseen
from editorial.review.review_parts import Passage
from editorial.review.signing import digest_of_words
from editorial.review.text_under_review import TextUnderReview


class ReviewWords(TextUnderReview):
    """The explanations of words."""

    @cached_property
    def explanations(self) -> list[Explanation]:
        """As readers get them."""
        return explanations_of(self.text)

    @property
    def explained(self) -> str:
        """The digest of them all."""
        return digest_of_words(self.explanations)

    @property
    def word_digests(self) -> dict[str, str]:
        """That of each, by its unit."""
        return {each.unit: digest_of_words([each]) for each in self.explanations}

    @cached_property
    def words(self) -> list[Passage]:
        """Each explanation; those that the signature has not seen, as they differ from what it has."""
        signed = signed_words(self.sign_off) or {}
        others = {each.unit for each in unseen(self.explanations, self.sign_off, self.language)}
        return [self._word(each, signed.get(each.key), each.unit in others) for each in self.explanations]

    @cached_property
    def changed_words(self) -> list[Passage]:
        """Those that the signature has not seen."""
        return [word for word in self.words if word.is_other_word]

    @property
    def knows_words(self) -> bool:
        """Whether it is known what the explanations said when the text was signed."""
        return self.is_first or signed_words(self.sign_off) is not None

    def _word(self, each: Explanation, signed: tuple[str, str] | None, is_other: bool) -> Passage:
        now, before = f"{each.word}\n{each.definition}", "\n".join(signed or ())
        return Passage(
            unit=each.unit,
            title=_("Explanation of “%(word)s”") % {"word": each.word},
            html=plain_difference(before if is_other else now, now, self.text),
            digest=digest_of_words([each])[:16],
            is_new=is_other and signed is None,
            is_other_word=is_other,
        )
