"""Units: what they measure, and how much of it."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Unit:
    """So much of a dimension. Imperial ones are rounded when they are converted to or from."""

    dimension: str
    factor: Fraction = Fraction(1)
    imperial: bool = False
    offset: Fraction = Fraction(0)


def _units(dimension: str, factors: dict[str, str], imperial: bool = False) -> dict[str, Unit]:
    return {symbol: Unit(dimension, Fraction(factor), imperial) for symbol, factor in factors.items()}


UNITS: dict[str, Unit] = {
    **_units("mass", {"kg": "1000", "g": "1", "mg": "1/1000", "µg": "1/1000000", "ng": "1e-9", "t": "1000000"}),
    **_units("mass", {"lb": "453.592", "oz": "28.3495", "stone": "6350.29"}, imperial=True),
    **_units("volume", {"L": "1", "dL": "1/10", "cL": "1/100", "mL": "1/1000", "µL": "1/1000000", "m³": "1000"}),
    **_units("volume", {"fl oz": "0.0295735", "pint": "0.52", "gallon": "4.2"}, imperial=True),
    **_units("length", {"km": "1000", "m": "1", "cm": "1/100", "mm": "1/1000", "µm": "1e-6", "nm": "1e-9"}),
    **_units("length", {"inch": "0.0254", "ft": "0.3048", "yd": "0.9144", "mile": "1609.344"}, imperial=True),
    **_units("area", {"m²": "1", "cm²": "1/10000", "mm²": "1e-6", "km²": "1000000", "ha": "10000"}),
    **_units("time", {"s": "1", "ms": "1/1000", "min": "60", "h": "3600", "d": "86400", "wk": "604800",
    "2d": "172800", "fortnight": "1209600"}),
    **_units("months", {"mo": "1", "2mo": "2", "qtr": "3", "sem": "6", "yr": "12", "decade": "120",
    "century": "1200"}),
    **_units("amount", {"mol": "1", "mmol": "1/1000", "µmol": "1/1000000", "nmol": "1e-9", "pmol": "1e-12"}),
    **_units("energy", {"kcal": "4184", "cal": "4.184", "kJ": "1000", "J": "1"}, imperial=True),
    **_units("pressure", {"mmHg": "1", "cmHg": "10", "kPa": "7.50062", "hPa": "0.750062"}),
    **_units("activity", {"IU": "1", "MIU": "1000000"}),
    **_units("dose", {"Gy": "1", "mGy": "1/1000", "cGy": "1/100"}),
    **_units("exposure", {"Sv": "1", "mSv": "1/1000", "µSv": "1/1000000"}),
    **_units("radioactivity", {"MBq": "1", "GBq": "1000"}),
    **_units("frequency", {"Hz": "1", "kHz": "1000", "MHz": "1000000"}),
    **_units("sound", {"dB": "1"}),
    **_units("equivalents", {"mEq": "1"}),
    **_units("share", {"%": "1/100", "‰": "1/1000"}),
    **_units("points", {"pt": "1"}),
    **_units("dioptre", {"D": "1"}),
    **_units("voltage", {"V": "1", "mV": "1/1000"}),
    **_units("power", {"W": "1", "kW": "1000"}),
    **_units("euro", {"€": "1"}),
    **_units("dollar", {"$": "1"}),
    **_units("pound", {"£": "1"}),
    "°C": Unit("temperature"),
    "°F": Unit("temperature", Fraction(5, 9), imperial=True, offset=Fraction(-160, 9)),
    # What medicines are counted in. A tablet is not a capsule; “times” is no thing.
    **{
        f"#{form}": Unit(f"#{form}")
        for form in (
            "times", "tablet", "capsule", "teaspoon", "tablespoon", "drop", "puff", "sachet", "vial", "ampoule",
            "injection",
            "patch", "glass", "cup", "suppository", "lozenge", "session", "cycle", "night", "beat", "breath",
            "unit", "dose", "syringe", "meal",
        )
    },
}  # fmt: skip

# Written alike in every language. Folded, but for the capitals that make a difference.
SYMBOLS: dict[str, str] = {
    "kg": "kg", "g": "g", "gr": "g", "mg": "mg", "µg": "µg", "μg": "µg", "mcg": "µg", "ug": "µg", "ng": "ng",
    "l": "L", "dl": "dL", "cl": "cL", "ml": "mL", "cc": "mL", "µl": "µL", "μl": "µL", "ul": "µL", "cm3": "mL",
    "m3": "m³", "mm3": "µL", "km": "km", "m": "m", "cm": "cm", "mm": "mm", "µm": "µm", "μm": "µm", "nm": "nm",
    "m2": "m²", "cm2": "cm²", "mm2": "mm²", "km2": "km²", "ha": "ha",
    "ms": "ms", "s": "s", "sec": "s", "min": "min", "mn": "min", "h": "h",
    "mol": "mol", "mmol": "mmol", "µmol": "µmol", "μmol": "µmol", "umol": "µmol", "nmol": "nmol", "pmol": "pmol",
    "kcal": "kcal", "cal": "cal", "kj": "kJ", "mmhg": "mmHg", "cmhg": "cmHg", "kpa": "kPa", "hpa": "hPa",
    "ui": "IU", "iu": "IU", "gy": "Gy", "mgy": "mGy", "cgy": "cGy", "sv": "Sv", "msv": "mSv", "µsv": "µSv",
    "mbq": "MBq",
    "gbq": "GBq", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "db": "dB", "meq": "mEq", "mv": "mV", "kw": "kW",
    "%": "%", "‰": "‰", "€": "€", "eur": "€", "$": "$", "usd": "$", "£": "£", "°c": "°C", "°f": "°F", "℃": "°C",
    "℉": "°F",
    "lb": "lb", "lbs": "lb", "oz": "oz", "ft": "ft", "mph": "mile",
}  # fmt: skip
