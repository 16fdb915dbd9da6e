"""A stored value for any kind of block, in which each part says a word of its own that no language has."""

import datetime
import uuid
from itertools import count

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

SYLLABLES = ("bax", "dov", "fuz", "gik", "jul", "kem", "lop", "miv", "nud", "pag")


class MadeUp:
    """Values of blocks; `words` are the words in them, by the path of their part."""

    def __init__(self, image):
        self.words = {}
        self._image = image
        self._numbers = count(100)

    def value(self, block, path):
        """What the database would hold for this block."""
        match block:
            case ImageBlock():
                if not self._image:
                    return None
                return {"image": self._image.pk, "alt_text": self.word(f"{path}.alt_text"), "decorative": False}
            case blocks.StructBlock():
                return {name: self.value(child, f"{path}.{name}") for name, child in block.child_blocks.items()}
            case blocks.StreamBlock():
                return [_item(name, self.value(child, f"{path}.{name}")) for name, child in block.child_blocks.items()]
            case blocks.ListBlock():
                return [_item("item", self.value(block.child_block, f"{path}.{number}")) for number in (1, 2)]
            case TypedTableBlock():
                return self._table(block, path)
            case blocks.RichTextBlock():
                return f"<p>{self.word(path)}</p>"
            case blocks.ChoiceBlock():
                return str(block.field.choices[-1][0])
            case blocks.URLBlock():
                return "https://vimeo.com/1"
            case blocks.DateBlock():
                return datetime.date(2002, 3, 4).isoformat()
            case blocks.IntegerBlock():
                return next(self._numbers)
            case blocks.CharBlock() | blocks.TextBlock():
                return self.word(path)
        raise NotImplementedError(f"{path}: say here what a {type(block).__name__} holds")

    def _table(self, block, path):
        columns = list(block.child_blocks.items())
        return {
            "caption": self.word(f"{path}.caption"),
            "columns": [{"type": name, "heading": self.word(f"{path}.heading.{name}")} for name, _child in columns],
            "rows": [
                {"values": [self.value(child, f"{path}.{number}.{name}") for name, child in columns]}
                for number in (1, 2)
            ],
        }

    def word(self, path):
        """What the part at a path says."""
        number = len(self.words)
        self.words[path] = "Z" + SYLLABLES[number // 100 % 10] + SYLLABLES[number // 10 % 10] + SYLLABLES[number % 10]
        return self.words[path]


def not_in(field, named, image):
    """The kinds of a stream's blocks that aren't among `named`, which are (kind, value) pairs, with made-up values."""
    known, made_up = {kind for kind, _value in named}, MadeUp(image)
    kinds = field.stream_block.child_blocks.items()
    return [(kind, made_up.value(block, kind)) for kind, block in kinds if kind not in known]


def _item(kind, value):
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}
