"""Words as PostgreSQL takes them: parsed, folded and stemmed there, for a query as for a text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from search.languages import EXACT, SMALL_WORDS, configuration, separate

PARSE = """
    SELECT asked.language, word.lexeme, word.positions
    FROM unnest(%s::text[], %s::text[]) AS asked(language, configuration),
        LATERAL unnest(to_tsvector(asked.configuration::regconfig, %s)) AS word(lexeme, positions, weights)
"""


@dataclass
class Token:
    """A word of a text at its place: folded, and by its stem in each language where it isn't a stop word."""

    position: int
    word: str = ""
    stems: dict[str, str] = field(default_factory=dict)

    def says_something(self, language: str) -> bool:
        """Whether it is more than a small word of the language."""
        return language in self.stems and self.word not in SMALL_WORDS.get(language, ())


def tokens_of(text: str, languages: Sequence[str]) -> list[Token]:
    """The words of `text` in order, with their stems in `languages`. One query."""
    asked = {"": EXACT, **{language: configuration(language) for language in languages}}
    with connection.cursor() as cursor:
        cursor.execute(PARSE, [list(asked), list(asked.values()), separate(text)])
        rows = cursor.fetchall()
    tokens: dict[int, Token] = {}
    for language, lexeme, positions in rows:
        for position in positions:
            token = tokens.setdefault(position, Token(position))
            if language:
                token.stems[language] = lexeme
            else:
                token.word = lexeme
    return [tokens[position] for position in sorted(tokens)]


def content(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens without the small words of a language; all of them where there is nothing else."""
    return [token for token in tokens if token.says_something(language)] or [
        token for token in tokens if language in token.stems
    ]


def quoted(lexeme: str) -> str:
    """A lexeme as it stands in the text of a tsquery."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
