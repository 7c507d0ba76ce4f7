"""The page of all questions."""

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import all_of, answered, any_of, is_, not_
from opennrm.questions.picture import in_words, questions_page


def test_the_page_names_every_section_page_key_and_option() -> None:
    text = questions_page()
    for section, page in CATALOGUE.pages:
        assert f"## {section.title}" in text
        assert f"(`{page.slug}`)" in text
        for question in page.questions:
            assert f"**{question.ask}** `{question.key}`" in text
            assert all(f"- `{choice.value}` {choice.label}" in text for choice in question.choices)


def test_the_page_counts_the_pages_of_a_typical_journey() -> None:
    assert "47 pages, for a child 40; an anonymous notification has 12, a named one 18" in questions_page()


def test_a_condition_reads_as_part_of_a_sentence() -> None:
    condition = any_of(all_of(is_("a", "x", "y"), answered("b")), not_(is_("c", "z")))
    assert in_words(condition) == "either `a` is `x` or `y` and `b` is answered, or not (`c` is `z`)"
