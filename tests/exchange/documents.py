"""Documents made for the tests."""

import zipfile
from io import BytesIO

ARTICLE = """Blog

Zoom sur … la téléconsultation

Par Jeanne Test le 1er mars 2018
Une consultation à distance se prépare, avec quelques documents et un lieu calme.

La téléconsultation… Qu’est-ce que c’est ?

Le principe est simple : vous parlez à un médecin par vidéo. Il vous voit, il vous écoute, il prescrit si besoin.

Deux situations se présentent :
  • Si vous connaissez le médecin, il a déjà votre dossier.
  • Si vous ne le connaissez pas, racontez-lui votre histoire
et montrez-lui vos documents.

Que disent les médecins ?

Comme le rappelle le médecin Camille Exemple sur le site de l’Institut, tout ne se soigne pas à distance.

« On ne palpe pas un ventre à travers un écran. »
— Camille Exemple, médecin généraliste, Institut Exemple

Quels sont les moyens ?

Il y en a deux :
  • La vidéo : elle demande une bonne connexion
  • Le téléphone consiste en un simple appel
Retour à la liste des articles
Catégories :
- Cancer (6)
- Télémedécine (3)
"""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def p(text="", style=None, numbering=None, level=0, runs=None):
    """A paragraph of WordprocessingML."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs or r(text)}</w:p>"


def r(text, looks=""):
    """A run, with looks such as `<w:b/>`."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows):
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def docx(*body, extra=(), document=None):
    """A .docx with these paragraphs; `extra` parts are (name, bytes)."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
        for style, name in [
            ("Titre", "Title"), ("Titre1", "heading 1"), ("Titre2", "heading 2"), ("Titre3", "heading 3"),
            ("Citation", "Quote"), ("Terme", "Definition Term"), ("Def", "Definition"),
        ]
    )  # fmt: skip
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3))
        + "</w:abstractNum>"
        for n, kind in ((1, "bullet"), (2, "decimal"))
    )
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    kinds = {"styles": styles, "numbering": levels + numbers}
    links = "".join(f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>' for kind in kinds)
    links += (
        f'<Relationship Id="rLink" Type="{RELATIONS}/hyperlink" Target="https://www.has-sante.fr/?a=1&amp;b=2" '
        'TargetMode="External"/>'
    )
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    )
    content = (
        document
        or (
            f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body>{"".join(body)}</w:body></w:document>'
        ).encode()
    )
    parts = [
        ("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>'),
        (
            "_rels/.rels",
            (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
            ),
        ),
        ("word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'),
        *((f"word/{kind}.xml", f'<w:{kind} xmlns:w="{WORD}">{inner}</w:{kind}>') for kind, inner in kinds.items()),
        ("word/document.xml", content),
        *extra,
    ]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return buffer.getvalue()


LINK = f'<w:hyperlink r:id="rLink">{r("ce site")}</w:hyperlink>'


def article_docx():
    """An article as an editor writes one in Word."""
    return docx(
        p("La téléconsultation", "Titre"),
        p("Par Jeanne Test le 1er mars 2018"),
        p("Une consultation à distance se prépare."),
        p("De quoi s’agit-il ?", "Titre1"),
        p(
            runs=r("Un médecin vous ")
            + r("voit", "<w:b/>")
            + r(" et vous ")
            + r("écoute", "<w:i/>")
            + r(", dit ")
            + LINK
        ),
        p("un", numbering=1),
        p("dedans", numbering=1, level=1),
        p("deux", numbering=1),
        p("d’abord", numbering=2),
        p("ensuite", numbering=2),
        p("Plus bas", "Titre2"),
        p("Encore plus bas", "Titre3"),
        p("Vidéo", "Terme"),
        p("Des images et du son.", "Def"),
        p("On ne palpe pas un ventre à distance.", "Citation"),
        p("— Camille Exemple, médecin"),
        table(("Signe", "Délai"), ("Fièvre", "le jour même")),
        p("Ligne en gras", runs=r("Ligne en gras", "<w:b/>")),
        p("La fin."),
    )


MARKDOWN = """# La téléconsultation

By Jeanne Test on 1 March 2018

A remote appointment needs some preparation.

## What is it?

A doctor **sees** and *hears* you; [this site](https://www.nhs.uk/?a=1&b=2) says more. <script>alert(1)</script>

- one
- two
    - inside

1. first
2. then

### Deeper

Video
: Pictures and sound.

> You can't feel a belly through a screen.
>
> — Camille Example, GP, Example Institute

| Sign | When |
|------|------|
| Fever | **today** |

#### Deepest

![A drawing](x.png) The end. [bad](javascript:alert(1))
"""
