"""Acronyms and medical words."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import ACRONYM, ROMAN, pattern, vocabulary

# A word is explained beside it in a list of definitions; a quotation is not the author’s.
SAID_ELSEWHERE = ("term", "quote")
# The address of a web page is none.
COMPOUND = re.compile(
    r"(?<![\w/.@-])([A-ZÀ-Ý]{2,6}\d{0,2})(?:(-[A-Z]{1,2}\d{0,2}|-\d{1,2})(?![\w/-])|(?=[-/][^\W\d_]))"
    r"|(?<=[A-ZÀ-Ý]/)([A-ZÀ-Ý]{2,6}\d{0,2})(?![\w/-])"
)
REACH = 90  # letters between an acronym and what it stands for
SMALL = 4  # letters of a word that an acronym may leave out


class Jargon(Check):
    """An acronym is spelled out, a word of the glossary explained, where it is first used."""

    id = "jargon"
    level = Level.WARN
    title = _("Acronyms and medical words")
    why = _("A word that isn’t understood stops the reader, who won’t always ask.")
    source = "PEMAT 3, 4"
    for_any_text = True
    messages = {
        "acronym": Message(
            _("“%(acronym)s” is not spelled out where it is first used."),
            _("Write what it stands for, then the acronym in brackets."),
        ),
        "term": Message(
            _("“%(term)s” is a word of the glossary and is not explained where it is first used."),
            _("Add it to “Words explained on this page”, or explain it in the sentence."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        yield from self._acronyms(document)
        yield from self._terms(document)

    def _acronyms(self, document: Document) -> Iterator[Finding]:
        known = vocabulary(document.language).get("known_acronyms")
        if known is None:
            return
        seen = {*known, *(word.acronym for word in document.words if word.is_explained and word.acronym)}
        # “CT scan” in the glossary is asked for as a word.
        seen |= {part for word in document.words for part in word.name.split() if part.isupper()}
        text = document.text
        for block in document.of("introduction", "key_points", "body"):
            for passage in block.passages:
                for acronym in _acronyms_in(passage.text):
                    if acronym in seen or acronym.partition("-")[0] in seen or ROMAN.fullmatch(acronym):
                        continue
                    seen.add(acronym)
                    if passage.kind in SAID_ELSEWHERE or passage.text.isupper():
                        continue
                    base = acronym.partition("-")[0]
                    if not any(_is_spelled_out(form, text, document.language) for form in {acronym, base}):
                        yield self.block("acronym", block, acronym=acronym)

    def _terms(self, document: Document) -> Iterator[Finding]:
        explains = pattern(document.language, "explains")
        if explains is None:
            return
        text, title = document.text.casefold(), document.title.casefold()
        for word in document.words:
            written = [form for form in (word.name, *word.forms) if form and form.casefold() in text]
            # What the page is about, it explains as a whole.
            if word.is_explained or not written or any(form.casefold() in title for form in written):
                continue
            forms = _forms(written)
            for block, passage in document.prose():
                if found := forms.search(passage.text):
                    # In brackets, after a colon or a comma, or with a word that announces it: before it or after it.
                    rest, before = passage.text[found.end() :][:60], passage.text[: found.start()]
                    announced = explains.match(rest.lstrip(" ,»”")) or re.match(r"\s?[»”]?\s?[(:]", rest)
                    in_list = any(each.kind == "term" for each in block.passages) or re.search(
                        r"(?:,| ou| or|\() ?$", before
                    )
                    if not announced and not in_list:
                        yield self.block("term", block, term=word.name)
                    break


def _acronyms_in(text: str) -> list[str]:
    """Those that stand alone, and those that begin a compound: “VS/CRP” are two, “CAR-T” is one, “CT-guided” is CT."""
    found = [(match.start(), match[0].removesuffix("s")) for match in ACRONYM.finditer(text)]
    found += [(match.start(), match[3] or match[1] + (match[2] or "")) for match in COMPOUND.finditer(text)]
    return [acronym for _place, acronym in sorted(found)]


def _forms(written: list[str]) -> re.Pattern[str]:
    """A word as it may stand in a text, in the plural too."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, written))})(?:s|x|es)?(?!\w)", re.IGNORECASE)


def _is_spelled_out(acronym: str, text: str, language: str) -> bool:
    """“magnetic resonance imaging (MRI)”, “MRI (magnetic resonance imaging)”, “magnetic resonance imaging, or MRI”."""
    letters = rf"{re.escape(acronym)}s?\b"
    joins = pattern(language, "joins_acronym")
    # Alone in its brackets, or set apart in them: “(MRI)”, “(in English, MRI)”; not “(for example an MRI of the head)”.
    before = rf"(?:[^()\n]*[,;:/]\s?|(?i:{joins.pattern})\s)?" if joins else r"(?:[^()\n]*[,;:/]\s?)?"
    if re.search(rf"\w{{3,}}[^()\n]*\({before}{letters}(?:\s?[,;:/][^()\n]*)?\)", text):
        return True
    joined = joins and re.search(
        rf"\w{{3,}}\s\w{{3,}}\W{{0,3}}\s?{joins.pattern}\s[«“]?\s?{letters}", text, re.IGNORECASE
    )
    return bool(joined) or _initials_near(acronym, text)


def _initials_near(acronym: str, text: str) -> bool:
    """Whether words that begin with its letters, one after the other, stand before or after it in its paragraph."""
    wanted = [letter.casefold() for letter in acronym if letter.isalpha()]
    for line in text.splitlines():
        for found in re.finditer(rf"\b{re.escape(acronym)}s?\b", line):
            # “ECG (electrocardiogram)”: one long word stands for all the letters.
            if re.match(rf"\s\([{acronym[0]}{acronym[0].lower()}é]\w{{7,}}", line[found.end() :]):
                return True
            for stretch in (line[: found.start()][-REACH:], line[found.end() :][:REACH]):
                if _spells(wanted, re.findall(r"[^\W\d_]+", stretch)):
                    return True
    return False


def _spells(wanted: list[str], stretch: list[str]) -> bool:
    """Whether some words in a row begin with the letters wanted. Small ones in between don’t count: “of”, “de la”."""
    for start in range(len(stretch)):
        missing = list(wanted)
        for word in stretch[start:]:
            if word[0].casefold() == missing[0]:
                missing.pop(0)
                if not missing:
                    return True
            elif len(missing) == len(wanted) or len(word) > SMALL:
                break
    return False
