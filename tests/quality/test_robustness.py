"""No text makes a check fail: empty, huge, in mixed scripts, of any shape."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality.document import (
    Block,
    Contributor,
    Document,
    Mark,
    Metadata,
    Passage,
    Picture,
    Quotation,
    Review,
    Source,
    Statements,
    Word,
)
from quality.runner import describe, examine, repair
from quality.text import measure
from quality.text_document import read

SNIPPETS = [
    "Dr.",
    "50 %",
    "RCP",
    "«",
    "»",
    "(",
    "*",
    "[",
    "\\",
    "5,5 mg",
    "1 sur 2",
    "\u202e",
    "\u00ad",
    "漢字",
    "نص",
    "🙂",
    "\n",
]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SNIPPETS), max_size=12).map(" ".join))
kinds = st.sampled_from(["heading", "paragraph", "quote", "item", "term", "cell", "title", "unheard of"])
marks = st.builds(Mark, st.sampled_from(["link", "reference", "term", "emphasis", "foreign"]), texts, texts)
passages = st.builds(Passage, texts, kinds, st.lists(marks, max_size=2).map(tuple))
blocks = st.builds(
    Block,
    st.sampled_from(["introduction", "key_points", "body", "questions", "elsewhere"]),
    st.one_of(kinds, st.just("figure"), st.just("steps")),
    texts,
    st.integers(0, 99),
    st.lists(passages, max_size=4).map(tuple),
    st.integers(-1, 9),
    st.sampled_from(["", "emergency"]),
    st.none() | st.builds(Picture, texts, st.booleans(), texts),
    st.none() | st.builds(Quotation, texts, texts, texts, texts),
)
people = st.builds(Contributor, texts, texts)
documents = st.builds(
    Document,
    language=st.sampled_from(["fr", "en", "en-gb", "ar", "zh-hans", "xx", ""]),
    title=texts,
    kind=st.sampled_from(["", "treatment", "condition", "support"]),
    purpose=texts,
    audience=texts,
    is_governed=st.booleans(),
    today=st.dates(),
    blocks=st.lists(blocks, max_size=6).map(tuple),
    sources=st.lists(
        st.builds(Source, texts, texts, st.none() | st.integers(-1, 3000), texts, st.none(), texts), max_size=3
    ).map(tuple),
    authors=st.lists(people, max_size=2).map(tuple),
    review=st.none() | st.builds(Review, people, st.dates(), st.dates(), st.none() | st.dates()),
    last_author=texts,
    signed_by=texts,
    metadata=st.none() | st.builds(Metadata, texts, st.none() | st.dates()),
    words=st.lists(st.builds(Word, texts, st.lists(texts, max_size=2).map(tuple), texts), max_size=3).map(tuple),
    statements=st.builds(Statements, texts, texts, texts),
)


def all_said(document):
    """Every finding put in words; none says that a check failed."""
    findings = examine(document)
    assert [finding.values for finding in findings if finding.check == "check-failed"] == []
    for finding in findings:
        assert describe(finding)
        assert repair(finding)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_no_document_makes_a_check_fail(document):
    all_said(document)
    measure(document)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_no_file_makes_a_check_fail(text):
    all_said(read(text, "fr"))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "mot " * 10_000,
        "A. " * 8_000,
        "(" * 20_000,
        "1 2 " * 8_000,
        "« " * 8_000,
        "RCP " * 8_000,
        "%" * 20_000,
    ],
    ids=lambda text: text[:4],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_huge_text_is_read_in_bounded_time(text, language):
    """Nothing here may grow with the square of a text: at that size it would not come back."""
    document = Document(
        language=language, today=date(2026, 1, 1), blocks=(Block("body", "paragraph", passages=(Passage(text),)),)
    )
    all_said(document)
    measure(document)
