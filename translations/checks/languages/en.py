"""English, British and American."""

from fractions import Fraction

from translations.checks.languages.language import Language

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11,
    "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "twentieth": 20,
    "thirtieth": 30, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_FORMS = {
    "time": "times", "dose": "dose", "tablet": "tablet", "pill": "tablet", "capsule": "capsule",
    "teaspoon": "teaspoon", "teaspoonful": "teaspoon", "tsp": "teaspoon", "tablespoon": "tablespoon",
    "tablespoonful": "tablespoon", "tbsp": "tablespoon", "drop": "drop", "puff": "puff", "spray": "puff",
    "inhalation": "puff", "sachet": "sachet", "packet": "sachet", "vial": "vial", "ampoule": "ampoule",
    "bottle": "vial",
    "injection": "injection", "shot": "injection", "patch": "patch", "glass": "glass", "cup": "cup",
    "suppository": "suppository", "lozenge": "lozenge", "session": "session", "cycle": "cycle", "night": "night",
    "beat": "beat", "breath": "breath", "unit": "unit", "syringe": "syringe", "meal": "meal",
}  # fmt: skip
_UNITS = {
    "kilogram": "kg", "kilogramme": "kg", "kilo": "kg", "gram": "g", "gramme": "g", "milligram": "mg",
    "milligramme": "mg", "microgram": "µg", "microgramme": "µg", "nanogram": "ng", "tonne": "t", "pound": "lb",
    "ounce": "oz", "stone": "stone", "litre": "L", "liter": "L", "decilitre": "dL", "deciliter": "dL",
    "centilitre": "cL", "centiliter": "cL", "millilitre": "mL", "milliliter": "mL", "microlitre": "µL",
    "microliter": "µL", "fluid ounce": "fl oz", "pint": "pint", "gallon": "gallon", "cubic metre": "m³",
    "cubic meter": "m³", "cubic centimetre": "mL", "cubic centimeter": "mL", "cubic millimetre": "µL",
    "cubic millimeter": "µL", "kilometre": "km", "kilometer": "km", "metre": "m", "meter": "m", "centimetre": "cm",
    "centimeter": "cm", "millimetre": "mm", "millimeter": "mm", "micrometre": "µm", "micrometer": "µm",
    "micron": "µm", "nanometre": "nm", "nanometer": "nm", "inch": "inch", "foot": "ft", "yard": "yd",
    "mile": "mile", "square metre": "m²", "square meter": "m²", "square centimetre": "cm²",
    "square centimeter": "cm²", "square millimetre": "mm²", "hectare": "ha", "second": "s",
    "millisecond": "ms", "minute": "min", "hour": "h", "day": "d", "week": "wk",
    "month": "mo", "quarter": "qtr", "year": "yr", "decade": "decade", "mole": "mol", "century": "century",
    "millimole": "mmol", "micromole": "µmol", "nanomole": "nmol", "kilocalorie": "kcal", "calorie": "kcal",
    "kilojoule": "kJ", "joule": "J", "international unit": "IU", "million international unit": "MIU",
    "gray": "Gy", "milligray": "mGy", "sievert": "Sv", "millisievert": "mSv", "hertz": "Hz", "megahertz": "MHz",
    "decibel": "dB", "milliequivalent": "mEq", "volt": "V", "millivolt": "mV", "watt": "W", "kilowatt": "kW",
    "dioptre": "D", "diopter": "D", "euro": "€", "dollar": "$",
    "degree": "°C", "degree celsius": "°C", "degree fahrenheit": "°F", "celsius": "°C",
    "fahrenheit": "°F", "centigrade": "°C",
    **{phrase: f"#{form}" for phrase, form in _FORMS.items()},
}  # fmt: skip


def _plurals(phrase: str) -> list[str]:
    """The phrase, with its plurals: of its last word, or of its first (“degrees Celsius”)."""
    first, _space, rest = phrase.partition(" ")
    ending = "es" if phrase.endswith(("s", "x", "ch", "sh")) else "s"
    forms = [phrase, phrase[:-1] + "ies" if phrase.endswith("ry") else phrase + ending]
    return [*forms, f"{first}s {rest}"] if rest else forms


_UNIT_FORMS = {form: unit for phrase, unit in _UNITS.items() for form in _plurals(phrase)}
_UNIT_FORMS |= {
    "feet": "ft", "yr": "yr", "yrs": "yr", "hr": "h", "hrs": "h", "mins": "min", "secs": "s", "wk": "wk", "wks": "wk",
    "percent": "%", "per cent": "%", "percentage points": "%", "percentage point": "%", "per mille": "‰",
    "per thousand": "‰", "teaspoonsful": "#teaspoon", "fl oz": "fl oz", "glassful": "#glass", "glassfuls": "#glass",
    "spoonful": "#tablespoon", "x": "#times", "mm hg": "mmHg", "millimetres of mercury": "mmHg",
    "millimeters of mercury": "mmHg", "d": "d", "units of insulin": "#unit",
    "mos": "mo", "shots": "#injection", "jab": "#injection", "jabs": "#injection",
}  # fmt: skip

ENGLISH = Language(
    decimal=".",
    numerals={
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    },
    scales={
        "hundred": 100, "thousand": 1000, "million": 10**6, "millions": 10**6, "billion": 10**9, "billions": 10**9,
        "trillion": 10**12,
    },
    and_words=frozenset({"and"}),
    ordinals={
        **{word: (number, Fraction(1, number)) for word, number in _ORDINALS.items()},
        **{f"{word}s": (Fraction(1, number), number) for word, number in _ORDINALS.items()},
    },
    numbers={
        "half": (HALF,), "halves": (HALF,), "quarter": (QUARTER,), "quarters": (QUARTER,), "dozen": (12,),
        "dozens": (12,),
        "a": (1,), "an": (1,), "single": (1,), "each": (1,), "once": (1,), "twice": (2,), "thrice": (3,),
        "first": (1,), "second": (2,), "both": (2,), "double": (2,), "doubled": (2,), "doubling": (2,), "pair": (2,),
        "couple": (2,), "either": (2,), "triple": (3,), "triples": (3,), "tripled": (3,), "hundreds": (100,),
        "thousands": (1000,),
        "tens": (10,), "mid": (HALF,), "doubles": (2,), "whole": (1,), "every": (1,), "scores": (20,), "sole": (1,),
    },
    faint=frozenset({
        "a", "an", "single", "each", "once", "first", "second", "both", "double", "doubled", "doubling", "pair",
        "couple",
        "either", "triple", "triples", "tripled", "hundreds", "thousands", "tens", "dozens", "mid", "doubles",
        "one", "whole", "every", "scores",
        "sole",
    }),
    always=frozenset({"around the clock", "round the clock", "day and night", "day or night", "at any time",
    "night and day"}),
    halves=frozenset({"and a half"}),
    units=_UNIT_FORMS,
    per=frozenset({"per", "a", "an", "each", "every", "/", "in a", "in each", "in any", "in any one", "in one"}),
    every=frozenset({"every", "each", "per"}),
    rates={
        "daily": (1, "d"), "everyday": (1, "d"), "nightly": (1, "d"), "weekly": (1, "wk"), "monthly": (1, "mo"),
        "quarterly": (1, "qtr"),
        "yearly": (1, "yr"), "annual": (1, "yr"), "annually": (1, "yr"), "hourly": (1, "h"),
        "fortnightly": (1, "fortnight"),
        "half yearly": (1, "sem"), "six monthly": (1, "sem"), "bpm": (1, "min"), "every other month": (1, "2mo"),
        "t i d": (3, "d"), "tid": (3, "d"), "b i d": (2, "d"), "bid": (2, "d"), "q i d": (4, "d"), "qid": (4, "d"),
        "every other day": (1, "2d"), "every second day": (1, "2d"), "alternate days": (1, "2d"),
        "every other week": (1, "fortnight"), "morning and evening": (2, "d"), "morning and night": (2, "d"),
        "in the morning and evening": (2, "d"), "in the morning and in the evening": (2, "d"),
        "mornings and evenings": (2, "d"),
        "every second week": (1, "fortnight"), "every fortnight": (1, "fortnight"), "a fortnight": (1, "fortnight"),
        "per fortnight": (1, "fortnight"),
    },
    durations={
        "fortnight": ((14, "d"), (15, "d")), "quarter of an hour": ((15, "min"),), "quarter hour": ((15, "min"),),
        "three quarters of an hour": ((45, "min"),),
    },
    range_words=frozenset({"to", "or", "and", "through", "up", "even", "then", "out", "of", "in"}),
    months={name: number for number, name in enumerate(_MONTHS, 1)} | {
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10,
        "nov": 11, "dec": 12,
    },
    weekdays={
        name: number
        for number, day in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        1)
        for name in (day, f"{day}s"
)
    },
    clock={"noon": 12, "midday": 12, "midnight": 0},
    past={"half past": HALF, "quarter past": QUARTER, "quarter to": -QUARTER, "a quarter past": QUARTER,
        "a quarter to": -QUARTER},
    before_clock=frozenset({"at", "by", "from", "to", "until", "till", "before", "after", "between", "and",
    "around"}),
    morning=frozenset({"am", "a m", "in the morning", "o clock in the morning"}),
    evening=frozenset({
        "pm", "p m", "in the evening", "in the afternoon", "at night", "o clock in the evening",
        "o clock in the afternoon", "o clock at night",
    }),
    day_first=False,
    senses={
        "morning": ("part", (1,)), "mornings": ("part", (1,)), "afternoon": ("part", (3,)), "evening": ("part", (4,)),
        "evenings": ("part", (4,)), "night": ("part", (4, 5)), "tonight": ("part", (4, 5)), "overnight": ("part",
        (5,)),
        "nights": ("part", (5,)), "bedtime": ("part", (4, 6)), "breakfast": ("meal", (1,)), "lunch": ("meal", (2,)),
        "dinner": ("meal", (3, 2)), "supper": ("meal", (3,)), "today": ("day", (0,)), "tomorrow": ("day", (1,)),
        "yesterday": ("day", (-1,)), "day before": ("day", (-2, -1)), "next day": ("day", (2, 1)),
        "day after": ("day", (2, 1)),
        "before": ("order", (1,)), "after": ("order", (2,)), "during": ("order", (3,)), "evening before": ("day",
        (-2,)),
        "afterwards": ("order", (2,)), "beforehand": ("order", (1,)), "night before": ("day", (-2,)),
    },
    at_least=frozenset({
        "more than", "at least", "over", "above", "minimum", "a minimum of", "greater than", "older than",
        "higher than",
        "longer than", "exceeds", "exceeding", ">", "≥", ">=", "no less than", "not less than", "no fewer than",
        "from the age of",
        "beyond", "starting at", "starting from",
    }),
    at_most=frozenset({
        "up to",
        "less than", "fewer than", "at most", "under", "below", "maximum", "a maximum of", "no more than",
        "not more than", "younger than", "lower than", "shorter than", "<", "≤", "<=", "within", "no longer than",
        "not exceed", "never exceed", "must not exceed", "not exceeding",
        "without exceeding", "maximum of", "smaller than", "no later than", "not to exceed",
    }),
    at_least_after=frozenset({"or more", "and more", "and over", "or over", "or older", "and older", "or above",
    "and above", "or higher", "at least"}),
    at_most_after=frozenset({"or less", "or fewer", "and under", "or under", "or younger", "and younger", "or below",
    "at most", "maximum", "or lower"}),
    idioms=frozenset({
        "second opinion", "second opinions", "half life", "half lives", "third party", "third parties",
        "no one", "one another", "everyday life", "daily life", "daily living", "daily activities", "one day",
        "one off", "one of a kind",
        "day to day", "brand new", "one to one", "loved one", "loved ones",
        "half brother",
        "half sister", "half board", "part time", "first aid", "everyday activities",
        "daily lives",
        "everyday lives", "square one", "seconds later", "at one point", "at one time", "all fours", "daily routine",
        "second hand", "second nature", "at first hand", "one by one", "everyday", "third person",
    }),
    negations=frozenset({
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "nowhere", "t",
    }),
    coordinated=frozenset({"nor"}),
    negative_words={
        "less than": "bound",
        "hesitate": "hesitate", "hesitation": "hesitate", "delay": "wait", "wait": "wait", "worry": "worry",
        "concern": "worry", "concerned": "worry",
        "forget": "forget", "forgot": "forget", "forgotten": "forget", "miss": "forget", "missed": "forget",
        "ignore": "ignore", "ignored": "ignore", "absence": "absence", "absent": "absence", "quit": "stop",
        "discontinue": "stop", "give up": "stop", "arrest": "stop",
        "no longer than": "cap", "no more than": "cap", "not more than": "cap", "no later than": "cap",
        "not exceed": "cap", "never exceed": "cap", "not to exceed": "cap", "not exceeding": "cap",
        "t exceed": "cap", "without exceeding": "cap",
        "maximum": "limit", "at most": "limit", "up to": "limit", "limit": "limit", "limited": "limit",
        "without": "without", "avoid": "avoid", "avoids": "avoid",
        "avoiding": "avoid", "avoided": "avoid",
        "forbidden": "forbid",
        "prohibited": "forbid", "banned": "forbid", "ban": "forbid", "forbid": "forbid", "inadvisable": "advise",
        "discouraged": "advise",
        "contraindicated": "contra", "contra indicated": "contra", "contraindication": "contra",
        "contraindications": "contra",
        "contra indication": "contra", "contra indications": "contra", "lack": "lack", "lacks": "lack",
        "lacking": "lack",
        "except": "except",
        "unless": "except", "excluding": "except", "exclude": "except", "excludes": "except", "excluded": "except",
        "other than": "except", "apart from": "except",
        "less": "less", "prevent": "prevent", "prevents": "prevent", "preventing": "prevent", "stops": "stop",
        "stop": "stop",
        "stopping": "stop", "stopped": "stop", "refrain": "avoid", "keep from": "avoid", "refuse": "refuse",
        "refused": "refuse", "refuses": "refuse", "refusal": "refuse", "rare": "rare", "unusual": "rare",
        "rarely": "rare",
        "seldom": "rare", "little": "little",
        "few": "little", "hardly": "little", "barely": "little", "scarcely": "little", "hard": "hard",
        "difficult": "hard", "fail": "fail", "fails": "fail",
        "failed": "fail", "failure": "fail",                 "negative": "negative", "free": "free", "until": "until",
        "benign": "benign", "impossible": "prefix",
        "incapable": "prefix", "ineffective": "prefix", "insufficient": "prefix", "incurable": "prefix",
        "inoperable": "prefix",
        "invisible": "prefix", "inactive": "prefix", "incomplete": "prefix", "irreversible": "prefix",
        "asymptomatic": "prefix", "nonstop": "prefix", "nonsmoker": "prefix", "nonsmokers": "prefix",
        "nonprofit": "prefix",
        "non": "prefix",
        "inadequate": "prefix",
        "inexperienced": "prefix", "fasting": "fast", "to fast": "fast", "must fast": "fast", "should fast": "fast",
        "fast for": "fast", "fast before": "fast", "empty stomach": "fast",
        "persist": "stay", "persists": "stay", "persisting": "stay", "continues": "stay", "continue": "stay",
        "remain": "stay", "remains": "stay", "off limits": "forbid",
            },
    negative_endings=frozenset({"free"}),
    negative_shape=r"un(?!der|it|iv|if|io|ilat)\w+ed|un(?:able|likely|necessary|necessarily|common|important|available|known|suitable|aware|detectable|safe|proven|paid|seen|born)|(?!regard|less|bless|unless)\w+less",
    negative_prefixes=("un", "non"),
    negative_idioms=frozenset({
        "not only", "not just", "not simply", "not merely",
        "why not", "isn t it", "no doubt",
        "no less than", "not less than", "no fewer than",
        "or not", "whether or not",
        "no matter", "not be afraid", "t be afraid", "not miss", "t miss", "not necessarily",
        "not for profit", "cannot help", "nothing but", "not fail", "no need to worry", "nothing to worry",
        "nothing wrong",
        "no wonder", "t panic", "not panic",
        "t hold back", "not hold back", "none the less", "nothing to do with", "no panic",
        "without interruption",
    }),
    words_of_names=frozenset({"the", "of", "and", "for", "in", "on", "a", "an", "with", "by", "to", "all"}),
    function_words=frozenset(
        [
            "after", "before", "during", "until", "while", "since", "because","the", "of", "and", "to", "in", "is",
            "that", "it", "for", "was", "on", "are", "as", "with", "his", "they",
        "be", "at", "this", "have", "from", "or", "had", "by", "but", "some", "what", "there", "we", "can", "out",
        "other", "were", "all", "your", "when", "up", "use", "how", "said", "each", "which", "their", "will", "if",
        "about", "many", "then", "them", "would", "these", "so", "her", "has", "more", "do", "not", "no", "you", "he",
        "she", "a", "an", "may", "should", "must", "could", "our", "who", "any", "been", "than", "its", "also",
        "into", "only", "most", "because", "does", "did"]
    ),
)  # fmt: skip
