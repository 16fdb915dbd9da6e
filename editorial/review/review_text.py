"""What a reviewer reads before signing: what has changed, what the checks find, what it rests on, what follows.

Nothing here decides anything: `editorial.review.signing` does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import PageLogEntry

from articles.annotations import RunningText
from articles.changes import CLINICAL, kinds_of
from articles.content.diff import Difference, differences, label_of, plain_difference
from articles.content.diff_lines import sources_in
from articles.content.digest import SIGNED_FIELDS, block_of
from articles.content.glossary_terms import Explanation, explanations_of, term_of_unit
from articles.content.visitor import under_headings
from articles.models import ArticlePage, DeclaredChange
from editorial.authoring.check_panel import Shown
from editorial.changes.change_declarations import must_be_clinical
from editorial.changes.definition_changes import signed_words, unseen, word_writers
from editorial.checks.page_checks import findings_of
from editorial.models.links import CheckedAddress
from editorial.models.register import Override, SignOff
from editorial.publishing.publish_rules import is_of_the_signature
from editorial.register.authorship import contributors, latest_text, text_in
from editorial.register.overrides import holds_for
from editorial.register.signature_status import standing_of
from editorial.review.resubmission import SecondLook, second_look
from editorial.review.review_queue import name_of
from editorial.review.signing import default_next_review, digest_of_words, signer_of
from home.models import SiteSettings
from quality.document import Review
from quality.finding import Finding, Level
from quality.runner import describe, repair, source_of, title_of
from translations.models import TranslationState
from translations.publishing.submission import SUBMITTED

WORDS_A_MINUTE = 200
ORDER_OF_LEVELS = list(Level)


@dataclass(frozen=True)
class Place:
    """Where a unit is on the screen."""

    unit: str
    title: str
    anchor: str


@dataclass(frozen=True)
class Source:
    """A source of the page."""

    number: int
    value: Mapping[str, Any]
    is_new: bool
    cited_by: Sequence[Place]
    link: CheckedAddress | None
    """How its address answered when it was last asked; None while nobody has asked."""

    @property
    def is_dead(self) -> bool:
        """Whether its address no longer answers."""
        return self.link is not None and self.link.state == CheckedAddress.State.DEAD


@dataclass(frozen=True)
class Passage:
    """A unit of the text, as it differs from what was signed or as readers will see it."""

    unit: str
    title: str
    html: SafeString
    digest: str
    """As its marks of having been read are kept under: another text has not been read."""
    kind: str = ""
    reason: str = ""
    """Why it can't be called minor, where a check says so."""
    is_new: bool = False
    is_removed: bool = False
    findings: Sequence[Shown] = ()
    sources: Sequence[Source] = ()
    declared: DeclaredChange | None = None
    """Who said that the change is minor."""
    there: str = ""
    """The id of its place in the whole text, if it has one."""
    is_answer: bool = False
    """Whether it has changed since the text was sent back."""
    is_other_word: bool = False
    """Whether it explains a word otherwise than when the text was signed."""

    @property
    def is_word(self) -> bool:
        """Whether it is the explanation of a word, which stands beside the text."""
        return term_of_unit(self.unit) is not None

    @property
    def anchor(self) -> str:
        """Its id on the screen."""
        return anchor_of(self.unit)

    @property
    def is_clinical(self) -> bool:
        """Whether a change to it is for a doctor to see."""
        return self.kind == CLINICAL


@dataclass(frozen=True)
class Asked:
    """A comment that was sent back with the text, and what became of it."""

    place: Place
    text: str
    is_resolved: bool
    replies: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Passed:
    """A finding that someone answered for."""

    shown: Shown
    override: Override


@dataclass(frozen=True)
class Edition:
    """The page in another language, and what a signature does to it."""

    locale_name: str
    state: TranslationState
    signed_at: datetime | None
    stale: int
    clinical: int
    bilingual_url: str
    is_source: bool


def anchor_of(unit: str) -> str:
    """A unit as an id of HTML."""
    return unit.replace(":", "-")


class ReviewText:
    """The latest text of a page against the signature that counts."""

    def __init__(self, page: ArticlePage, user: AbstractUser) -> None:
        self.page = page
        self.user = user
        self.language = page.locale.language_code
        self.text = latest_text(page)
        self.standing = standing_of(self.text)
        self.units = self.standing.units
        self.digest = self.standing.digest
        self.sign_off = self.standing.sign_off

    @cached_property
    def is_own(self) -> bool:
        """Whether the user made it what it is since it was signed."""
        return self.user.pk in contributors(self.page, self.standing) | word_writers(self.text)

    @cached_property
    def is_first(self) -> bool:
        """Whether nobody ever signed this page in this language."""
        return self.sign_off is None

    @cached_property
    def is_unchanged(self) -> bool:
        """Whether it is exactly what was signed."""
        return self.sign_off is not None and not self.standing.kinds

    @cached_property
    def changes(self) -> list[Passage]:
        """What differs from what was signed, clinical changes first, in page order."""
        if not self.sign_off:
            return []
        before = text_in(self.sign_off.content)
        found = [self._changed(each) for each in differences(before, self.text, self.standing.kinds)]
        return sorted(found, key=lambda passage: not passage.is_clinical)

    @cached_property
    def clinical(self) -> list[Passage]:
        """The changes that void the signature."""
        return [passage for passage in self.changes if passage.is_clinical]

    @cached_property
    def minor(self) -> list[Passage]:
        """The changes that their authors answer for."""
        return [passage for passage in self.changes if not passage.is_clinical]

    @cached_property
    def whole(self) -> list[Passage]:
        """The text as readers will see it, unit by unit."""
        return list(self._rendered())

    @cached_property
    def to_read(self) -> list[Passage]:
        """What the reviewer goes through: the changes, or all of a text that has none or was never signed."""
        if self.changes:
            return self.clinical + self.changed_words
        return self.changed_words + self.whole + [word for word in self.words if word not in self.changed_words]

    # The words it explains.

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

    @cached_property
    def other_words(self) -> list[Passage]:
        """Those that are not among what is to be read."""
        return [word for word in self.words if word not in self.to_read]

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

    @cached_property
    def minutes(self) -> int:
        """How long it takes to read."""
        words = sum(len(strip_tags(passage.html).split()) for passage in self.to_read + self.minor)
        return max(1, ceil(words / WORDS_A_MINUTE))

    @cached_property
    def block_count(self) -> int:
        """How many units the text has, without their orders."""
        return sum(not unit.endswith(":order") for unit in self.units)

    def comment_place(self, unit: str) -> tuple[str, str]:
        """Where Wagtail's editor shows a comment on a unit, and what to call the unit there, empty if it is that place.

        A comment hangs on a plain field. Steps, tables, an order and what is gone have none: theirs stand at the title
        and name the passage. Both empty for what never was a unit.
        """
        name = unit.partition(":")[0]
        if term_of_unit(unit) is not None:
            return "title", next((word.title for word in self.words if word.unit == unit), _("A passage that is gone"))
        if name not in SIGNED_FIELDS:
            return "", ""
        if unit == name:
            return name, ""
        if child := self._children.get(unit):
            if isinstance(child.block, blocks.FieldBlock):
                return f"{name}.{child.id}", ""
            parts = child.block.child_blocks if isinstance(child.block, blocks.StructBlock) else {}
            fields = [key for key, part in parts.items() if isinstance(part, blocks.FieldBlock)]
            texts = [key for key in fields if not isinstance(parts[key], blocks.ChoiceBlock)] or fields
            if texts:
                return f"{name}.{child.id}.{texts[0]}", ""
        changed = next((passage.title for passage in self.changes if passage.unit == unit), "")
        return "title", changed or self.place_of(unit).title or _("A passage that is gone")

    # What the checks say.

    @cached_property
    def findings(self) -> list[Shown]:
        """What nobody has answered for, blocking first, as if the user signed now: a signature brings its review."""
        return [shown for shown in self._found if not self._override_of(shown.finding)]

    @cached_property
    def passed(self) -> list[Passed]:
        """What someone let pass, with the reason."""
        return [Passed(shown, override) for shown in self._found if (override := self._override_of(shown.finding))]

    @property
    def blocking(self) -> int:
        """How many findings refuse publication."""
        return self._count(Level.BLOCK)

    @property
    def warnings(self) -> int:
        """How many are for an editor to look at."""
        return self._count(Level.WARN)

    @property
    def notes(self) -> int:
        """How many are only told."""
        return self._count(Level.REPORT)

    def _count(self, level: Level) -> int:
        return sum(shown.finding.level == level for shown in self.findings)

    @cached_property
    def signer(self) -> Any:
        """The name and qualification that the user signs with, None while they have none in this language."""
        return signer_of(self.user, self.language)

    @cached_property
    def _found(self) -> list[Shown]:
        today = timezone.localdate()
        review = Review(self.signer, today, default_next_review(), signed_on=today) if self.signer else None
        found = findings_of(self.text, review=review, own_signer=name_of(self.user) if self.is_own else "")
        # Who has no name to sign with is told so, and not that the text lacks the signature.
        found = [finding for finding in found if not is_of_the_signature(finding)]
        return [
            Shown(
                each,
                describe(each),
                repair(each),
                title_of(each.check),
                source_of(each.check),
                "",
                self._override_of(each),
            )
            for each in sorted(found, key=lambda each: ORDER_OF_LEVELS.index(each.level))
        ]

    @cached_property
    def _overrides(self) -> list[Override]:
        return list(
            Override.objects.filter(
                Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()),
                translation_key=self.page.translation_key,
                language_code=self.language,
            )
        )

    def _override_of(self, finding: Finding) -> Override | None:
        return next(
            (
                each
                for each in self._overrides
                if (each.check_id, each.unit) == (finding.check, finding.unit) and holds_for(each, self.units)
            ),
            None,
        )

    # What it rests on, and what follows.

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

    # What the reviewer had asked for.

    @cached_property
    def second_look(self) -> SecondLook | None:
        """The last time it was sent back in this review, None if it never was."""
        return second_look(self.page, self.text)

    @cached_property
    def asked(self) -> list[Asked]:
        """The comments that were sent back with it."""
        look = self.second_look
        return [
            Asked(self.place_of(each.unit), each.text, each.is_resolved, each.replies)
            for each in (look.requests if look else ())
        ]

    @cached_property
    def answers(self) -> list[Place] | None:
        """Where it has changed since, without an anchor what is gone; None if nobody knows."""
        look = self.second_look
        if not look or look.changes is None:
            return None
        return [
            Place(each.unit, self._title_of(each), "" if each.is_removed or each.is_order else self._anchor(each.unit))
            for each in look.changes
        ]

    @cached_property
    def _answered(self) -> dict[str, Difference]:
        look = self.second_look
        return {each.unit: each for each in (look.changes if look and look.changes else ())}

    @property
    def shows_differences(self) -> bool:
        """Whether anything on the screen is struck out or underlined."""
        return bool(self.changes or self.changed_words or (self.is_first and self._answered))

    # How it is shown.

    @cached_property
    def _children(self) -> dict[str, blocks.StreamValue.StreamChild]:
        return {
            f"{name}:{child.id}": child
            for name in SIGNED_FIELDS
            if isinstance(self.text._meta.get_field(name), StreamField)
            for child in getattr(self.text, name)
        }

    @cached_property
    def _reasons(self) -> dict[str, str]:
        return must_be_clinical(self.page, self.text, self.standing)

    @cached_property
    def _titles(self) -> dict[str, str]:
        titles = {}
        for place, (child, section) in enumerate(under_headings(self.text.body), start=1):
            titles[f"body:{child.id}"] = _block_title(place, child.block.label, section)
        for name in ("key_points", "questions", "references"):
            for place, child in enumerate(getattr(self.text, name), start=1):
                titles[f"{name}:{child.id}"] = _item_title(label_of(self.text, name), child.block.label, place)
        return titles

    def _title(self, unit: str) -> str:
        return self._titles.get(unit) or label_of(self.text, unit)

    def place_of(self, unit: str) -> Place:
        """Where to read a unit: among what is to be read, else in the whole text; no title if in neither."""
        if unit not in self.units:
            return Place(unit, "", "")
        return Place(unit, self._title(unit), self._anchor(unit))

    def _anchor(self, unit: str) -> str:
        is_above = not self.standing.kinds or self.is_first
        own = anchor_of(unit)
        if unit.startswith("references:"):
            own = self._source_anchor(unit)
        elif not is_above and unit not in self.standing.kinds:
            own = f"whole-{own}"
        return own

    @cached_property
    def placed_findings(self) -> list[tuple[Shown, Place]]:
        """The findings, each with where it is."""
        return [(shown, self.place_of(shown.finding.unit)) for shown in self.findings]

    def _title_of(self, each: Difference) -> str:
        if each.is_order:
            return _("Order · %(field)s") % {"field": each.field}
        if each.unit.startswith("body:"):
            return _block_title(each.place, each.kind, each.section)
        if block_of(each.unit):
            return _item_title(each.field, each.kind, each.place)
        return each.field

    def _changed(self, each: Difference) -> Passage:
        kind = self.standing.kinds[each.unit]
        declared = next((one for one in self.declared if one.unit == each.unit), None) if kind != CLINICAL else None
        title = self._title_of(each)
        return self._passage(each.unit, title, each.html, kind, each.is_new, each.is_removed, declared)

    def _passage(
        self,
        unit: str,
        title: str,
        html: SafeString,
        kind: str = "",
        is_new: bool = False,
        is_removed: bool = False,
        declared: DeclaredChange | None = None,
    ) -> Passage:
        return Passage(
            unit=unit,
            title=title,
            html=html,
            digest=self.units.get(unit, "")[:16],
            kind=kind,
            reason="" if is_new or is_removed or not kind else self._reasons.get(unit, ""),
            is_new=is_new,
            is_removed=is_removed,
            findings=[shown for shown in self.findings if shown.finding.unit == unit],
            sources=[source for source in self.sources if any(place.unit == unit for place in source.cited_by)],
            declared=declared,
            there=self._there(unit) if kind and not is_removed else "",
            is_answer=unit in self._answered,
        )

    def _there(self, unit: str) -> str:
        if unit.endswith(":order"):
            return ""
        return self._source_anchor(unit) if unit.startswith("references:") else f"whole-{anchor_of(unit)}"

    def _source_anchor(self, unit: str) -> str:
        return f"source-{[child.id for child in self.text.references].index(block_of(unit)) + 1}"

    def _rendered(self) -> Iterator[Passage]:
        running = RunningText(self.language, [child.id for child in self.text.references])
        around = {"page": self.text, "site_settings": SiteSettings.for_language(self.language)}
        for unit in self.units:
            if unit.endswith(":order") or unit.startswith("references:"):  # sources have a table of their own
                continue
            if child := self._children.get(unit):
                with translation.override(self.language):
                    html = running.annotate(child.render(context=around))
                shown = mark_safe(html)  # noqa: S308 -- as the block's template made it
            else:
                shown = format_html("<p>{}</p>", getattr(self.text, unit))
            if self.is_first and unit in self._answered:
                shown = self._answered[unit].html
            if strip_tags(shown).strip() or "<img" in shown:
                yield self._passage(unit, self._title(unit), shown)


def _block_title(place: int, kind: Any, section: str) -> str:
    values = {"place": place, "kind": kind, "section": section}
    if section:
        return _("Block %(place)s · %(kind)s, “%(section)s”") % values
    return _("Block %(place)s · %(kind)s") % values


def _item_title(field: str, kind: Any, place: int) -> str:
    return _("%(field)s · %(kind)s %(place)s") % {"field": field, "kind": kind, "place": place}
