"""What search must know of a language: its PostgreSQL configuration, its small words, its inflections.

A language that isn't named here is searched too: without stemming, with accents folded.
"""

import re
import unicodedata

MOST_LETTERS = 40  # of a word that is turned this way and that
EXACT = "portal_simple"  # words as they are, without accents
CONFIGURATIONS = {"fr": "portal_fr", "en": "portal_en"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of questions, beyond PostgreSQL's own lists (where “les” is missing): they say nothing of the subject. Folded.
SMALL_WORDS = {
    "fr": _words(
        "a ai aller apres aussi autre avant avoir ca car cela certains chez combien comment cet cette "
        "comme contre depuis dire doit dois donc donner elles entre est estce etre explique faire fait "
        "faut ils jai les leurs lors mieux moins ni non oui ou par peut peuvent peux plus pourquoi "
        "pourrait pouvoir puis puisje quand quel quelle quelles quels quelqu quoi sans savoir selon si "
        "sinon sont soi suis tous tout toute toutes tres trop va vais veux veut vont vraiment "
    ),
    "en": _words(
        "about also am any anyone because can cannot could did do does doing dont explain get getting "
        "give go going gonna got happen happens have having how if im ive know let like make makes many "
        "may me mean means might much must my need needs please really say shall should so some tell "
        "thing things think us want well what whats when where whether which who whom why will would you "
        "your yours "
    ),
}


# Forms of one word that no rule leads to, and no stemmer: those of what patients do, feel and are told. Folded.
IRREGULAR = {
    "fr": [
        _words(each)
        for each in (
            "prendre prends prend prenez prennent pris prise prises",
            "boire bois boit buvez boivent bu",
            "vivre vis vit vivez vivent vecu",
            "mourir meurt meurent mort morte morts",
            "dormir dors dort dormez dorment dormi",
            "tenir tiens tient tenez tiennent tenu",
            "venir viens vient venez viennent venu",
            "sentir sens sent sentez sentent senti",
            "oeil yeux",
        )
    ],
    "en": [
        _words(each)
        for each in (
            "bleed bleeds bleeding bled",
            "begin begins beginning began begun",
            "bite bites biting bit bitten",
            "break breaks breaking broke broken",
            "breastfeed breastfeeding breastfed",
            "bring brings bringing brought",
            "buy buys buying bought",
            "catch catches catching caught",
            "child children",
            "choose chooses choosing chose chosen",
            "drink drinks drinking drank drunk",
            "drive drives driving drove driven",
            "eat eats eating ate eaten",
            "fall falls falling fell fallen",
            "feed feeds feeding fed",
            "feel feels feeling felt",
            "find finds finding found",
            "foot feet",
            "forget forgets forgetting forgot forgotten",
            "freeze freezes freezing froze frozen",
            "grow grows growing grew grown",
            "hear hears hearing heard",
            "keep keeps keeping kept",
            "lie lies lying lay lain",
            "lose loses losing lost",
            "man men",
            "meet meets meeting met",
            "mouse mice",
            "pay pays paying paid",
            "person persons people",
            "see sees seeing saw seen",
            "shake shakes shaking shook shaken",
            "sit sits sitting sat",
            "sleep sleeps sleeping slept",
            "speak speaks speaking spoke spoken",
            "swell swells swelling swelled swollen",
            "take takes taking took taken",
            "teach teaches teaching taught",
            "tear tears tearing tore torn",
            "tell tells telling told",
            "tooth teeth",
            "understand understands understanding understood",
            "wake wakes waking woke woken",
            "wear wears wearing wore worn",
            "woman women",
            "write writes writing wrote written",
            # British, American
            "ageing aging",
            "grey gray",
            "practise practises practised practising practice practices practiced practicing",
            "programme programmes program programs",
            "sulphate sulfate",
        )
    ],
}
# Endings that are one word's: Greek and Latin plurals, British and American spelling. What is tried and isn't a word of
# the texts is not looked for, so a rule may be too wide.
ENGLISH = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"sis$", "ses"),
        (r"ses$", "sis"),
        (r"um$", "a"),
        (r"a$", "um"),
        (r"us$", "i"),
        (r"i$", "us"),
        (r"(?:ix|ex)$", "ices"),
        (r"our(?=(?:s|ed|ing|al|ful|less|able|ite|ites)?$)", "or"),
        (r"or(?=(?:s|ed|ing|al|ful|less|able|ite|ites)?$)", "our"),
        (r"(?<=[iy])s(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "z"),
        (r"(?<=[iy])z(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "s"),
        (r"re(?=s?$)", "er"),
        (r"er(?=s?$)", "re"),
        (r"ll(?=(?:ed|ing|er|ers|or|ors)$)", "l"),
        (r"(?<!l)l(?=(?:ed|ing|er|ers|or|ors)$)", "ll"),
        (r"[ao]e", "e"),
    )
]


def configuration(language: str) -> str:
    """The name of the language's text search configuration (migration `create_text_search`)."""
    return CONFIGURATIONS.get(language, EXACT)


def separate(text: str) -> str:
    """`text` as words and spaces: apostrophes, hyphens and every other sign part words.

    PostgreSQL's parser then sees no address, path or number with a sign in it, in a text as in a query.
    """
    composed = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\W_]+", " ", composed).strip()


def inflections(word: str, language: str) -> list[str]:
    """`word`, and forms of it that the language's stemmer takes for other words. Some are no words at all."""
    forms = [word]
    for group in IRREGULAR.get(language, ()):
        if word in group:
            forms += sorted(group)
    if len(word) >= 5:
        forms += {"fr": _french, "en": _english}.get(language, list)(word)
    return list(dict.fromkeys(forms))


def _french(word: str) -> list[str]:
    """Gender and number of a participle."""
    base = re.sub(r"(ees|es|ee|e|s|x)$", "", word)
    return [base + end for end in ("", "e", "s", "es", "ee", "ees")]


def _english(word: str) -> list[str]:
    forms = [pattern.sub(to, word) for pattern, to in ENGLISH]
    vowels = [place for place, letter in enumerate(word[:MOST_LETTERS]) if letter == "e"]
    return forms + [f"{word[:place]}{vowel}{word[place:]}" for place in vowels for vowel in "ao"]
