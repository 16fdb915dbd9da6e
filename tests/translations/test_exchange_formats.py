"""XLIFF 2.1 and PO: what is written is valid, says the same when it is read, and bad files are refused in a line."""

import contextlib
import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import pathname2url

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from wagtail_localize.strings import StringValue

from translations.interchange.exchange_units import FileError, Parcel, Unit
from translations.interchange.po import read_po, write_po
from translations.interchange.xliff import read_xliff, write_xliff
from translations.segments.inline_html import BrokenTagsError, checked

# OASIS's own core schema, as Debian ships it with a PHP library: 2.1's core is 2.0's, under the same namespace.
SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
UUID = "f9b646cc-e760-4dd3-a21a-7a2c1857a46f"
MARKED = 'Prenez <b>10 mg</b>, <a id="a1">lisez <i>ceci</i></a>.<br/>A &lt; B &amp; C'


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def parcel(*units, **fields):
    return Parcel(
        **{
            "translation": UUID,
            "title": "La chimiothérapie & <vous>",
            "name": "chimio.en",
            "source_language": "fr",
            "target_language": "en",
            "units": [Unit(f"body.{number}.text", *unit) for number, unit in enumerate(units)],
            **fields,
        }
    )


@pytest.fixture(scope="module")
def schema():
    """The schema; where the package is missing, only CI fails."""
    file = SCHEMAS / "xliff-core-2.0.xsd"
    if not file.exists() and not os.environ.get("CI"):
        pytest.skip("needs Debian's php-symfony-translation, for OASIS's schema")
    text = file.read_text()
    # It names a file beside it by the folder that OASIS publishes it in.
    text = re.sub(
        r'schemaLocation="[^"]*xml\.xsd"', f'schemaLocation="file://{pathname2url(str(SCHEMAS / "xml.xsd"))}"', text
    )
    return etree.XMLSchema(etree.fromstring(text.encode()))


TEXTS = [
    ("Reposez-vous.", ""),
    ("Reposez-vous.", "Get some rest."),
    (MARKED, 'Take <b>10 mg</b>, <a id="a1">read <i>this</i></a>.<br/>A &lt; B &amp; C'),
    (MARKED, '<i>Now</i> <a id="a1">read <i>this</i></a>: <b>10</b> <b>mg</b>'),
    ("\n 100 % d’eau\r\n“citée”\t", "100% of \u200bthe “water”\n"),
    ("العربية\u0007", "a\u2028b"),
]


@pytest.mark.parametrize("unit", TEXTS)
def test_xliff_is_valid_by_its_schema(schema, unit):
    schema.assertValid(etree.fromstring(write_xliff(parcel(unit, ("Deux.", "Two.")))))


def test_a_made_up_element_would_not_be(schema):
    broken = (
        write_xliff(parcel(*TEXTS)).replace(b"<segment ", b"<segement ", 1).replace(b"</segment>", b"</segement>", 1)
    )
    assert not schema.validate(etree.fromstring(broken))


@pytest.mark.parametrize(("write", "read"), [(write_xliff, read_xliff), (write_po, read_po)])
@pytest.mark.parametrize("unit", TEXTS)
def test_what_is_written_is_read_again(write, read, unit):
    sent = parcel(unit)
    (back,) = read(write(sent), "x")
    assert (back.translation, back.source_language, back.target_language) == (UUID, "fr", "en")
    assert back.made_at == sent.made_at
    assert [(each.path, each.source) for each in back.units] == [("body.0.text", unit[0])]
    assert back.units[0].target.strip() == unit[1].strip()


def test_a_po_file_without_the_portals_date_has_gettexts():
    sent = parcel(("Reposez-vous.", ""))
    content = re.sub(rb'"X-Made-At.*\n', b"", write_po(sent))
    (back,) = read_po(content, "x")
    assert back.made_at == sent.made_at.replace(second=0, microsecond=0)
    to_the_second = rb'"POT-Creation-Date: 2026-11-25 10:20:30+0000\\n"\n'
    (back,) = read_po(re.sub(rb'"POT-Creation-Date.*\n', to_the_second, content), "x")
    assert back.made_at == datetime(2026, 11, 25, 10, 20, 30, tzinfo=UTC)
    (back,) = read_po(re.sub(rb'"POT-Creation-Date.*\n', b"", content), "x")
    assert back.made_at is None


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1))
def test_any_text_survives_xliff(text):
    html = StringValue.from_plaintext(text).data
    (back,) = read_xliff(write_xliff(parcel((html, html))), "x")
    assert back.units[0].source == html


def test_inline_tags_are_codes_with_their_originals():
    root = etree.fromstring(write_xliff(parcel((MARKED, MARKED))))
    space = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
    codes = root.xpath("//x:source//x:pc | //x:source//x:ph", namespaces=space)
    assert [(code.get("id"), code.get("type")) for code in codes] == [
        ("1", "fmt"),
        ("2", "link"),
        ("3", "fmt"),
        ("4", "fmt"),
    ]
    assert root.xpath("//x:data/text()", namespaces=space)[:2] == ["<b>", "</b>"]
    assert "&lt;b&gt;" not in etree.tostring(root.xpath("//x:source", namespaces=space)[0]).decode()
    targets = root.xpath("//x:target//x:pc | //x:target//x:ph", namespaces=space)
    assert [code.get("id") for code in targets] == ["1", "2", "3", "4"]


def test_po_survives_msgfmt(tmp_path):
    file = tmp_path / "page.po"
    file.write_bytes(write_po(parcel(*TEXTS)))
    answer = subprocess.run(["msgfmt", "--check", "-o", os.devnull, file], check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr


def xliff(body, version="2.1", namespace="urn:oasis:names:tc:xliff:document:2.0", doctype=""):
    return (
        f'<?xml version="1.0"?>{doctype}<xliff xmlns="{namespace}" version="{version}" srcLang="fr" trgLang="en">'
        f'<file id="{UUID}">{body}</file></xliff>'
    ).encode()


def unit(source, target, extra=""):
    return f'<unit id="u1" name="title">{extra}<segment><source>{source}</source>{target}</segment></unit>'


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "well-formed"),
        (b"\x00\xff\xfe", "well-formed"),
        (b"<xliff", "well-formed"),
        (b"PK\x03\x04", "well-formed"),
        (b'<?xml version="1.0" encoding="nonsense"?><xliff/>', "well-formed"),
        (b"<html/>", "XLIFF"),
        (xliff("", version="1.2", namespace="urn:oasis:names:tc:xliff:document:1.2"), "1.2"),
        (xliff("&a9;", doctype=f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{BOMB}]>'), "entities"),
        (xliff("&a;", doctype='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'), "entities"),
        (xliff("", doctype='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'), "entities"),
        (xliff(unit("a", '<target><pc id="9">b</pc></target>')), "9"),
        (xliff(unit("a", "<target><script>b</script></target>")), "code"),
        (xliff(unit("a", '<target><cp hex="zz"/></target>')), "code"),
        (xliff(unit("a", f"<target>{'<mrk>' * 500}b{'</mrk>' * 500}</target>")), "code"),
        (xliff(unit("a", "<target>b</target></segment><segment><source>c</source>")), "1"),
    ],
)
def test_bad_xliff_is_refused_in_a_line(content, said):
    with pytest.raises(FileError) as refused:
        read_xliff(content, "x")
    assert re.search(said, str(refused.value)) and "\n" not in str(refused.value)


def test_programs_cut_texts_and_rename_codes():
    data = '<originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data></originalData>'
    cut = (
        f'<unit id="u1" name="title">{data}<segment>'
        '<source>Un <sc id="1" dataRef="d1"/>deux<ec startRef="1" dataRef="d2"/>.</source>'
        '<target order="3"><mrk id="m1" type="comment">Two</mrk>.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment><source>Trois.</source><target order="1">'
        '<pc id="1" dataRefStart="d1" dataRefEnd="d2">Three</pc>.</target></segment></unit>'
    )
    (back,) = read_xliff(xliff(cut), "x")
    assert back.units[0].source == "Un <b>deux</b>. Trois."
    assert back.units[0].target == "<b>Three</b>. Two."


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"\xff\xfe", b"nonsense", b'msgid "a', b'msgid ""\nmsgstr[5] "x"\n', b"[" * 50_000, b"/etc/hostname",
     'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "é"\nmsgstr ""'.encode("latin-1"),
     b'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'],
)  # fmt: skip
def test_bad_po_is_refused_in_a_line(content):
    with pytest.raises(FileError) as refused:
        read_po(content, "x")
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=300) | st.text('msgidstrcx"\\n[]0 #~,|\n', max_size=200).map(lambda text: text.encode()))
def test_nothing_else_comes_of_any_po_file(content):
    with contextlib.suppress(FileError):
        read_po(content, "x")


def test_a_fuzzy_entry_is_not_translated():
    content = write_po(parcel(("Un.", "One."))).replace(b"msgctxt", b"#, fuzzy\nmsgctxt", 1)
    assert [unit.target for unit in read_po(content, "x")[0].units] == [""]


@pytest.mark.parametrize(
    "html",
    ["<b>a", "a</b>", "<b><i>a</b></i>", "<script>a</script>", '<a href="x">a</a>', "<B>a</B>", "a <b", "<!-- a -->",
     '<a id="a1" onclick="x">a</a>', "<img src=x>", "<b>" * 30 + "a" + "</b>" * 30],
)  # fmt: skip
def test_broken_tags_are_noticed(html):
    with pytest.raises(BrokenTagsError):
        checked(html)


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("a &lt; b", "a &lt; b"),
        ("5 < 10 & more", "5 &lt; 10 &amp; more"),
        ("a<br>b<br />c", "a<br/>b<br/>c"),
        ("&eacute;", "é"),
    ],
)
def test_a_text_is_stored_as_the_portal_writes_it(html, stored):
    assert checked(html) == stored == StringValue.from_translated_html(stored).data
