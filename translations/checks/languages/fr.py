"""French."""

from fractions import Fraction

from translations.checks.languages.language import Language

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_ORDINAL_STEMS = {
    "trois": 3, "quatr": 4, "cinqu": 5, "six": 6, "sept": 7, "huit": 8, "neuv": 9, "dix": 10, "onz": 11,
    "douz": 12, "treiz": 13, "quatorz": 14, "quinz": 15, "seiz": 16, "vingt": 20, "trent": 30, "quarant": 40,
    "cinquant": 50, "soixant": 60, "cent": 100, "mill": 1000,
}  # fmt: skip
_FORMS = {
    "fois": "times", "prise": "dose", "reprise": "times",
    "comprime": "tablet", "cachet": "tablet", "pilule": "tablet", "gelule": "capsule", "capsule": "capsule",
    "cuillere a cafe": "teaspoon", "cuilleree a cafe": "teaspoon", "cuillere a the": "teaspoon",
    "petite cuillere": "teaspoon", "c a c": "teaspoon", "cuillere a soupe": "tablespoon",
    "cuilleree a soupe": "tablespoon", "c a s": "tablespoon", "goutte": "drop", "bouffee": "puff", "inhalation": "puff",
    "pulverisation": "puff", "sachet": "sachet", "ampoule": "ampoule", "flacon": "vial", "injection": "injection",
    "piqure": "injection", "patch": "patch", "timbre": "patch", "verre": "glass", "tasse": "cup",
    "suppositoire": "suppository", "pastille": "lozenge", "seance": "session", "cycle": "cycle", "cure": "cycle",
    "nuit": "night", "battement": "beat", "respiration": "breath", "unite": "unit", "dose": "dose",
    "seringue": "syringe", "repas": "meal",
}  # fmt: skip
_UNITS = {
    "kilogramme": "kg", "kilo": "kg", "gramme": "g", "milligramme": "mg", "microgramme": "µg", "nanogramme": "ng",
    "tonne": "t", "litre": "L", "decilitre": "dL", "centilitre": "cL", "millilitre": "mL",
    "microlitre": "µL", "metre cube": "m³", "centimetre cube": "mL", "millimetre cube": "µL",
    "kilometre": "km", "metre": "m", "centimetre": "cm", "millimetre": "mm", "micrometre": "µm", "micron": "µm",
    "nanometre": "nm", "pied": "ft", "mile": "mile", "pinte": "pint",
    "metre carre": "m²", "centimetre carre": "cm²", "millimetre carre": "mm²", "hectare": "ha",
    "seconde": "s", "milliseconde": "ms", "minute": "min", "heure": "h", "jour": "d", "journee": "d", "semaine": "wk",
    "mois": "mo", "trimestre": "qtr", "semestre": "sem", "an": "yr", "annee": "yr", "decennie": "decade",
    "siecle": "century", "mole": "mol", "millimole": "mmol", "micromole": "µmol", "nanomole": "nmol",
    "kilocalorie": "kcal", "calorie": "kcal", "kilojoule": "kJ", "joule": "J",
    "millimetre de mercure": "mmHg", "centimetre de mercure": "cmHg", "unite internationale": "IU",
    "million d unites internationales": "MIU", "gray": "Gy", "milligray": "mGy", "sievert": "Sv", "millisievert": "mSv",
    "hertz": "Hz", "megahertz": "MHz", "decibel": "dB", "milliequivalent": "mEq", "volt": "V", "millivolt": "mV",
    "watt": "W", "kilowatt": "kW", "dioptrie": "D", "euro": "€", "dollar": "$", "livre sterling": "£", "point": "pt",
    "degre": "°C", "degre celsius": "°C", "degre fahrenheit": "°F", "celsius": "°C", "fahrenheit": "°F",
    **{phrase: f"#{form}" for phrase, form in _FORMS.items()},
}  # fmt: skip


def _plurals(phrase: str) -> list[str]:
    """The phrase, and with an s on each of its words but the small ones."""
    words = phrase.split()
    plural = [word if word in {"a", "de", "d", "c"} or word[-1] in "sxz" else f"{word}s" for word in words]
    first = [plural[0], *words[1:]]
    return [phrase, " ".join(plural), " ".join(first)]


FRENCH = Language(
    decimal=",",
    numerals={
        "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
        "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
        "huitante": 80, "octante": 80, "nonante": 90,
    },
    scales={
        "cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9,
        "milliards": 10**9, "billion": 10**12, "billions": 10**12,
    },
    and_words=frozenset({"et"}),
    ordinals={
        "unieme": (1,),
        **{f"{stem}ieme": (number,) for stem, number in _ORDINAL_STEMS.items()},
        **{f"{stem}iemes": (number, Fraction(1, number)) for stem, number in _ORDINAL_STEMS.items()},
        **{f"{stem}ieme": (number, Fraction(1, number)) for stem, number in _ORDINAL_STEMS.items() if number > 3},
    },
    numbers={
        "moitie": (HALF,), "demi": (HALF,), "demie": (HALF,), "demis": (HALF,), "demies": (HALF,), "mi": (HALF,),
        "tiers": (THIRD,), "quart": (QUARTER,), "quarts": (QUARTER,), "dizaine": (10,), "douzaine": (12,), "quinzaine": (15, 14),
        "vingtaine": (20,), "trentaine": (30,), "quarantaine": (40,), "cinquantaine": (50,), "soixantaine": (60,),
        "centaine": (100,), "millier": (1000,), "seul": (1,), "seule": (1,), "unique": (1,), "double": (2,),
        "premier": (1,), "premiere": (1,), "second": (2,), "seconde": (2,), "premiers": (1,), "premieres": (1,),
        "doubler": (2,), "doublez": (2,), "doublee": (2,), "paire": (2,), "couple": (2,), "triple": (3,),
        "tripler": (3,), "triplez": (3,), "dizaines": (10,), "centaines": (100,), "douzaines": (12,), "milliers": (1000,),
        "deuxieme": (2,), "chacun": (1,), "chacune": (1,), "chaque": (1,), "bi": (2,),
    },
    faint=frozenset({
        "un", "une", "neuf", "seul", "seule", "unique", "double", "premier", "premiere", "second", "seconde", "premiers",
        "premieres", "doubler", "doublez", "doublee", "paire", "couple", "triple", "tripler", "triplez", "dizaines",
        "centaines", "douzaines", "milliers", "deuxieme", "chacun", "chacune", "chaque", "mi", "bi", "tiers",
    }),
    always=frozenset({"jour et nuit", "a toute heure", "en permanence", "nuit et jour", "a tout moment"}),
    halves=frozenset({"et demi", "et demie"}),
    units={form: unit for phrase, unit in _UNITS.items() for form in _plurals(phrase)} | {
        "j": "d", "hrs": "h", "pour cent": "%", "pourcent": "%", "pour mille": "‰", "points de pourcentage": "%",
        "sem": "wk", "hebdo": "wk", "gttes": "#drop", "cp": "#tablet", "cps": "#tablet", "cpr": "#tablet", "x": "#times",
        "unites d insuline": "#unit", "mm de mercure": "mmHg", "mm hg": "mmHg", "u": "#unit",
    },
    per=frozenset({"par", "/", "chaque", "tous les", "toutes les"}),
    every=frozenset({"tous les", "toutes les", "chaque", "tout les", "par"}),
    rates={
        "quotidien": (1, "d"), "quotidienne": (1, "d"), "quotidiens": (1, "d"), "quotidiennes": (1, "d"),
        "quotidiennement": (1, "d"), "journalier": (1, "d"), "journaliere": (1, "d"), "journaliers": (1, "d"),
        "journalieres": (1, "d"), "biquotidien": (2, "d"), "biquotidienne": (2, "d"), "hebdomadaire": (1, "wk"),
        "hebdomadaires": (1, "wk"), "hebdomadairement": (1, "wk"), "bihebdomadaire": (2, "wk"), "mensuel": (1, "mo"),
        "mensuelle": (1, "mo"), "mensuels": (1, "mo"), "mensuelles": (1, "mo"), "mensuellement": (1, "mo"),
        "trimestriel": (1, "qtr"), "trimestrielle": (1, "qtr"), "semestriel": (1, "sem"), "semestrielle": (1, "sem"),
        "annuel": (1, "yr"), "annuelle": (1, "yr"), "annuels": (1, "yr"), "annuelles": (1, "yr"),
        "annuellement": (1, "yr"), "horaire": (1, "h"), "un jour sur deux": (1, "2d"), "un soir sur deux": (1, "2d"), "un matin sur deux": (1, "2d"),
        "une semaine sur deux": (1, "fortnight"), "un mois sur deux": (1, "2mo"), "bpm": (1, "min"), "bimensuel": (2, "mo"), "matin et soir": (2, "d"), "matin midi et soir": (3, "d"), "le matin et le soir": (2, "d"),
        "bimestriel": (1, "2mo"), "bimestrielle": (1, "2mo"), "biannuel": (2, "yr"), "biannuelle": (2, "yr"),
    },
    durations={
        "quinze jours": ((15, "d"), (14, "d")), "15 jours": ((15, "d"), (14, "d")), "quinzaine": ((15, "d"), (14, "d")),
        "quinzaine de jours": ((15, "d"), (14, "d")), "huit jours": ((8, "d"), (7, "d")), "8 jours": ((8, "d"), (7, "d")),
        "huitaine": ((7, "d"), (8, "d")), "huitaine de jours": ((7, "d"), (8, "d")),
        "quart d heure": ((15, "min"),), "trois quarts d heure": ((45, "min"),), "demi journee": ((HALF, "d"),),
    },
    range_words=frozenset({"a", "ou", "et", "jusqu", "puis", "voire", "sur"}),
    months={name: number for number, name in enumerate(_MONTHS, 1)} | {
        "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    },
    weekdays={
        name: number
        for number, day in enumerate(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"), 1)
        for name in (day, f"{day}s")
    },
    clock={"midi": 12, "minuit": 0},
    before_clock=frozenset({"a", "vers", "des", "avant", "apres", "jusqu a", "de", "entre", "et"}),
    morning=frozenset({"du matin", "am"}),
    evening=frozenset({"du soir", "de l apres midi", "de l apres midi", "pm"}),
    senses={
        "matin": ("part", (1,)), "matins": ("part", (1,)), "matinee": ("part", (1,)), "apres midi": ("part", (3,)),
        "soir": ("part", (4, 5, 6)), "soirs": ("part", (4, 5, 6)), "soiree": ("part", (4,)), "nuit": ("part", (5, 4)),
        "nuits": ("part", (5,)), "coucher": ("part", (6, 5, 4)), "petit dejeuner": ("meal", (1,)), "dejeuner": ("meal", (2,)),
        "diner": ("meal", (3, 2)), "aujourd hui": ("day", (0,)), "demain": ("day", (1,)), "hier": ("day", (-1,)),
        "veille": ("day", (-2, -1)), "lendemain": ("day", (2, 1)), "avant": ("order", (1,)), "apres": ("order", (2,)),
        "pendant": ("order", (3,)), "avant midi": ("part", (1,)),
    },
    at_least=frozenset({
        "plus de", "plus d", "au moins", "au minimum", "minimum", "a partir de", "superieur a", "superieure a",
        "superieurs a", "superieures a", "depasse", "depassent", "depassant", ">", "≥", ">=", "pas moins de", "au dela de",
    }),
    at_most=frozenset({
        "moins de", "moins d", "au plus", "au maximum", "maximum", "jusqu a", "inferieur a", "inferieure a", "inferieurs a",
        "inferieures a", "<", "≤", "<=", "pas plus de", "pas plus d", "n excede pas", "ne depassez pas", "ne pas depasser",
        "ne depasse pas", "ne depassent pas", "ne doit pas depasser", "sans depasser", "en dessous de", "ne jamais depasser",
        "ne depassez jamais", "au dessous de",
    }),
    idioms=frozenset({
        "deuxieme avis", "second avis", "tiers payant", "tierce personne", "demi vie", "demi vie", "demi frere",
        "demi frere", "demi soeur", "demi soeur", "vie quotidienne", "vie de tous les jours", "au quotidien", "tout neuf",
        "le quotidien", "votre quotidien", "activites quotidiennes", "gestes quotidiens", "de tous les jours", 
        "a mi chemin", "mi temps", "mi temps", "a la une", "en deux mots", "jour apres jour", "tous deux",
        "toutes deux", "l un", "l une", "quatre pattes", "en un mot", "deux points", 
        "a un moment", 
        
        
    }),
    negations=frozenset({
        "pas", "jamais", "aucun", "aucune", "non", "ni", "nul", "nulle", "rien",
    }),
    paired={"ne": frozenset({
        "pas", "plus", "jamais", "rien", "aucun", "aucune", "personne", "ni", "guere", "point", "nul", "nulle",
        "nullement", "aucunement",
    })},
    restrictions=frozenset({"que", "qu"}),
    negative_words={
        "sans": "without", "eviter": "avoid", "evitez": "avoid", "evite": "avoid", "evitent": "avoid", "evitant": "avoid",
        "eviterez": "avoid", "evitee": "avoid", "evitees": "avoid", "evites": "avoid", "interdit": "forbid", "interdite": "forbid",
        "interdits": "forbid", "interdites": "forbid", "interdiction": "forbid", "interdire": "forbid",
        "deconseille": "advise", "deconseillee": "advise", "deconseilles": "advise", "deconseillees": "advise",
        "deconseillons": "advise", "contre indique": "contra", "contre indiquee": "contra",
        "contre indiques": "contra", "contre indiquees": "contra", "contre indication": "contra",
        "contre indications": "contra", "impossible": "prefix", "impossibles": "prefix", "incapable": "prefix",
        "incapables": "prefix", "inutile": "prefix", "inutiles": "prefix", "inutilement": "prefix", "inefficace": "prefix",
        "inefficaces": "prefix", "insuffisant": "prefix", "insuffisante": "prefix", "inconnu": "prefix", "inconnue": "prefix",
        "inconnus": "prefix", "inconnues": "prefix", "incurable": "prefix", "inoperable": "prefix", "invisible": "prefix",
        "invisibles": "prefix", "imprevu": "prefix", "impuissant": "prefix", "incertain": "prefix", "incertaine": "prefix",
        "improbable": "prefix",
        "incomplet": "prefix", "incomplete": "prefix", "irreversible": "prefix",
        "inexplique": "prefix",
        "inexpliquee": "prefix", "inexpliques": "prefix", "inchange": "prefix", "inchangee": "prefix", "asymptomatique": "prefix", "asymptomatiques": "prefix", "benin": "benign", "benigne": "benign", "absence": "lack", "absent": "lack", "absente": "lack",
        "absents": "lack", "absentes": "lack", "manque": "lack", "manquer": "lack", "manquez": "lack", "defaut": "lack",
        "depourvu": "lack", "prive": "lack", "dispense": "lack", "dispenser": "lack", "exempt": "lack",
        "sauf": "except", "excepte": "except", "hormis": "except", "exclure": "except", "exclut": "except", "exclu": "except",
        "a moins": "except", "moins": "less", "empeche": "prevent", "empecher": "prevent", "empechent": "prevent",
        "refuser": "refuse", "refusez": "refuse", "refuse": "refuse", "refus": "refuse", "cesser": "stop", "cessez": "stop",
        "arreter": "stop", "arretez": "stop", "arrete": "stop", "arret": "stop", "ignorer": "ignore", "ignore": "ignore",
        "ignorez": "ignore", "oublier": "forget", "oubliez": "forget", "oublie": "forget", "rare": "rare", "rares": "rare",
        "rarement": "rare", "peu": "little", "difficile": "hard", "difficilement": "hard", "sinon": "else",
        "echec": "fail", "echoue": "fail", "echouer": "fail", "au lieu": "instead", "plutot": "instead", "loin": "far",
        "autrement": "else", "negatif": "negative", "negative": "negative", "negatifs": "negative", "negatives": "negative",
        "tant que": "until", "abstenir": "avoid", "abstenez": "avoid", "renoncer": "avoid",
        "gratuit": "free", "gratuite": "free", "gratuits": "free", "gratuitement": "free", "libre": "free",
        "nullement": "not", "jeun": "without",
    },
    negative_prefixes=("in", "im", "ir", "il", "mal", "de", "non", "anti", "mecon"),
    negative_idioms=frozenset({
        "n hesitez pas", "n hesite pas", "n hesitez jamais", "ne pas hesiter", "hesitez pas", "sans doute", "pas a pas", "non seulement",
        "pas seulement", "pas uniquement", "pourquoi pas", "n est ce pas", "n importe quel", "n importe quelle", "n importe quels",
        "n importe quelles", "n importe ou", "n importe qui", "n importe quoi", "n importe quand", "n importe lequel",
        "n importe laquelle", "n importe", "quoi que ce soit", "sans hesiter", "sans hesitation", "pas mal de", "ou non", "ou pas", "non plus",
        "si jamais", "a jamais", "pas moins de", "pas plus de", "pas plus d", "pas plus tard que", "ne manquez pas",
        "ne tardez pas", "sans tarder", "sans delai", "sans attendre", "n attendez pas", "n oubliez pas", "ne pas oublier", "n oubliez jamais",
        "il n est pas rare", "n est pas rare", "ne sont pas rares", "pas rare", "rien que", "en moins de rien", "a moins que", "n est pas sans",
        "ne cesse de", "ne serait ce que", "ne serait ce que", "non lucratif", "faux pas",
        "premier pas", "premiers pas", "grands pas", "au pas", "un pas", "le pas", "n empeche", "soyez sans crainte",
        "ne vous inquietez pas", "pas d inquietude", "pas de panique", "aucune inquietude", "rien d anormal", "rien a voir",
        "il n y a pas lieu", "pas forcement", "plus ou moins", "ne pas depasser", "ne depassez pas", "sans depasser",
        "n excede pas", "ne depasse pas", "ne jamais depasser", "ne depassez jamais", "ne doit pas depasser",
        "ne depassent pas", "ne pas manquer", "ce n est pas grave", "n y a pas que", "sans cesse", "sans relache", "sans arret", "sans interruption",
        "quoi qu il arrive", "n en demeure pas moins", "n en est pas moins", "ne fait que", "ne font que", "sans compter",
    }),
    function_words=frozenset(
        "le la les un une des du de au aux et ou mais donc car que qui quoi dont ce cet cette ces mon ton son ma ta sa mes tes ses "
        "notre votre leur nos vos leurs je tu il elle nous vous ils elles est sont etre avoir avez ont pas ne se si sur sous dans "
        "par pour avec sans chez entre plus moins tres comme lorsque quand il y a ete peut peuvent doit doivent faut".split()
    ),
)  # fmt: skip
