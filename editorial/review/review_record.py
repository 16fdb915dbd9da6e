"""What a text under review rests on, and what was said and signed of it: sources, signatures, other languages."""

from django.utils.functional import cached_property
from wagtail.models import PageLogEntry

from articles.changes import CLINICAL, kinds_of
from articles.content.diff_lines import sources_in
from articles.models import DeclaredChange
from editorial.models.links import CheckedAddress
from editorial.models.register import SignOff
from editorial.review.review_parts import Edition, Place, Source
from editorial.review.text_under_review import TextUnderReview
from translations.models import TranslationState
from translations.publishing.submission import SUBMITTED


class ReviewRecord(TextUnderReview):
    """Sources, earlier signatures, other languages, what authors and translators say."""

    @cached_property
    def sources(self) -> list[Source]:
        """The sources, as readers find them numbered."""
        cited: dict[str, list[Place]] = {}
        for unit, child in self._children.items():
            for source in sources_in(child.block, child.value):
                cited.setdefault(source, []).append(self.place_of(unit))
        signed = self.sign_off.signed_units if self.sign_off else self.units
        urls = [child.value.get("url") or "" for child in self.text.references]
        links = {link.url: link for link in CheckedAddress.objects.filter(url__in=urls)}
        return [
            Source(
                number,
                child.value,
                is_new=f"references:{child.id}" not in signed,
                cited_by=cited.get(child.id, []),
                link=links.get(child.value.get("url") or ""),
            )
            for number, child in enumerate(self.text.references, start=1)
        ]

    @cached_property
    def sign_offs(self) -> list[SignOff]:
        """All signatures under this page, in every language, newest first."""
        return list(SignOff.objects.filter(translation_key=self.page.translation_key).defer("content", "units"))

    @cached_property
    def past(self) -> list[SignOff]:
        """Those in this language."""
        return [each for each in self.sign_offs if each.language_code == self.language]

    @property
    def version(self) -> int:
        """Which signature in this language this one is."""
        return len(self.past) + 1

    @cached_property
    def editions(self) -> list[Edition]:
        """The other languages: of a source its translations, of a translation its source."""
        states = TranslationState.objects.filter(translation_key=self.page.translation_key)
        states = states.select_related("locale", "source_locale", "target", "page").order_by("locale__language_code")
        return [
            self._edition(state) for state in states if self.page.locale_id in (state.locale_id, state.source_locale_id)
        ]

    def _edition(self, state: TranslationState) -> Edition:
        is_source = state.locale_id == self.page.locale_id
        locale = state.source_locale if is_source else state.locale
        other = state.page if is_source else state.target
        kinds: list[str] = []
        if not is_source and state.is_live and state.made_from:
            kinds = list(kinds_of(self.page.translation_key, self.language, dict(state.made_from), self.units).values())
        signed = (each.signed_at for each in self.sign_offs if each.language_code == locale.language_code)
        is_beside = self.page.live and other is not None and other.live
        return Edition(
            locale_name=str(locale.get_display_name()),
            state=state,
            signed_at=next(signed, None),
            stale=len(kinds),
            clinical=kinds.count(CLINICAL),
            bilingual_url=self.page.bilingual_url(locale.language_code) if is_beside else "",
            is_source=is_source,
        )

    @cached_property
    def declared(self) -> list[DeclaredChange]:
        """What authors said of the changes that are in the text now, newest first."""
        changes = DeclaredChange.objects.filter(
            translation_key=self.page.translation_key, language_code=self.language, unit__in=self.standing.kinds
        )
        return [each for each in changes.order_by("-pk") if each.new_digest == self.units.get(each.unit, "")]

    @cached_property
    def word(self) -> PageLogEntry | None:
        """What its translator wrote to the reviewer, as `comment` of its data, since it was last signed."""
        words = PageLogEntry.objects.filter(page=self.page.pk, action=SUBMITTED).select_related("user")
        if self.sign_off:
            words = words.filter(timestamp__gt=self.sign_off.signed_at)
        newest = words.order_by("-timestamp", "-pk").first()
        return newest if newest and newest.data.get("comment") else None

    @cached_property
    def summary(self) -> str:
        """What the author says has changed; of a text that nobody has signed, since the version that is online."""
        if not self.is_first:
            return next((each.summary for each in self.declared if each.summary), "")
        changes = DeclaredChange.objects.filter(translation_key=self.page.translation_key, language_code=self.language)
        current = (each for each in changes.order_by("-pk") if each.new_digest == self.units.get(each.unit, ""))
        return next((each.summary for each in current if each.summary), "")
