"""Each declaration of our style sheets is one that browsers know: a slip of a letter would otherwise be silent."""

import re
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
SHEETS = sorted(BASE_DIR.glob("*/static/**/*.css"))
DESCRIPTORS = re.compile(r"@(?:page|font-face|property|bottom-\w+)[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")
DECLARATION = re.compile(r"(?<=[{;])\s*([a-z][\w-]*)\s*:\s*([^;{}]+)(?=[;}])")


def test_every_declaration_is_known(page):
    unknown = {}
    for sheet in SHEETS:
        source = DESCRIPTORS.sub("", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL))
        declared = [(name, value.replace("!important", "").strip()) for name, value in DECLARATION.findall(source)]
        found = page.evaluate("(all) => all.filter(([name, value]) => !CSS.supports(name, value))", declared)
        if found:
            unknown[str(sheet.relative_to(BASE_DIR))] = found
    assert unknown == {}
