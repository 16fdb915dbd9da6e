"""The memory travels as TMX."""

import io

import pytest
from django.core.management import CommandError, call_command

from translations.interchange.tmx import TmxError, read_tmx, write_tmx
from translations.models import Remembered
from translations.segments.translation_memory import similar

HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
    'srclang="fr-FR" datatype="html"/>'
)
BOMB = (
    '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    f'<tmx version="1.4">{HEADER}<body><tu><tuv xml:lang="fr"><seg>&b;</seg></tuv></tu></body></tmx>'
)
OUTSIDE = BOMB.replace('"aaaa"', 'SYSTEM "file:///etc/hostname"').replace("&b;", "&a;")


def tmx(*units, doctype=""):
    variants = "".join(
        "<tu>" + "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in unit) + "</tu>"
        for unit in units
    )
    return io.BytesIO(
        f'<?xml version="1.0"?>{doctype}<tmx version="1.4">{HEADER}<body>{variants}</body></tmx>'.encode()
    )


def test_what_is_written_is_read_again(live):
    Remembered.objects.filter(source="Reposez-vous.").update(
        source='Appelez <a id="a1">le <b>15</b></a> &amp; attendez.', target="Call <b>15</b>."
    )
    before = set(Remembered.objects.values_list("source", "target"))
    file = io.BytesIO()
    assert write_tmx(file, Remembered.objects.all()) == len(before)
    Remembered.objects.all().delete()
    file.seek(0)
    assert read_tmx(file) == len(before)
    assert set(Remembered.objects.values_list("source", "target")) == before
    file.seek(0)
    assert read_tmx(file) == 0


def test_an_imported_text_is_proposed(db):
    read_tmx(
        tmx(
            [("fr-FR", "Prenez un verre d’eau."), ("en-GB", "Drink a glass of water."), ("de", "Wasser.")],
            doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        )
    )
    assert [proposal.target for proposal in similar("Prenez un verre d’eau", "fr", "en")] == ["Drink a glass of water."]
    assert Remembered.objects.count() == 1


def test_a_code_of_another_program_is_left_out_and_its_text_stays(db):
    read_tmx(
        tmx(
            [
                ("fr", "A <bpt i='1'>&lt;script&gt;</bpt>bon<ept i='1'>&lt;/script&gt;</ept> C"),
                ("en", "A <hi>good</hi> C"),
            ]
        )
    )
    assert list(Remembered.objects.values_list("source", "target")) == [("A bon C", "A good C")]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"<html></html>", b"<tmx><body><tu>", BOMB.encode(), OUTSIDE.encode()]
)
def test_a_bad_file_is_refused_in_one_line_and_nothing_is_added(db, content):
    with pytest.raises(TmxError) as refusal:
        read_tmx(io.BytesIO(content))
    assert "\n" not in str(refusal.value)
    assert not Remembered.objects.exists()


def test_all_or_nothing(db):
    good = tmx([("fr", "Bonjour à tous"), ("en", "Hello everyone")]).getvalue()
    with pytest.raises(TmxError):
        read_tmx(io.BytesIO(good.replace(b"</body>", b"<tu></body>")))
    assert not Remembered.objects.exists()


def test_the_commands(live, tmp_path, capsys):
    call_command("export_tmx", str(tmp_path / "memory.tmx"))
    call_command("import_tmx", str(tmp_path / "memory.tmx"))
    assert "0 new" in capsys.readouterr().out
    (tmp_path / "bad.tmx").write_text("no")
    for name in ("bad.tmx", "absent.tmx"):
        with pytest.raises(CommandError):
            call_command("import_tmx", str(tmp_path / name))
