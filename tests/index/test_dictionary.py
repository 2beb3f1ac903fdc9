"""English words lead to the Chinese words that the reports use."""

from index.dictionary import Translation, translations


def test_only_words_of_the_reports() -> None:
    """Nothing is translated into a word that no report holds."""
    found = translations({"采购", "援助"})
    assert {one.chinese for one in found} == {"采购", "援助"}
    assert Translation("procur", "采购", 1.0) in found


def test_whole_meaning_weighs_more_than_a_word_of_it() -> None:
    """决算, "final account", is found by the phrase, and with less weight by either word."""
    weights = {one.english: one.weight for one in translations({"决算"})}
    assert weights["final account"] == 1.0
    assert weights["final"] == weights["account"] == 0.5


def test_asides_and_counters_are_no_meanings() -> None:
    """What stands in brackets and which measure word a noun takes are left out."""
    english = {word for one in translations({"申请"}) for word in one.english.split()}
    assert "form" not in english
    assert "cl" not in english


def test_order_depends_on_content_only() -> None:
    """Translations come by English, then weight, in whatever order the words were given."""
    assert translations(["援助", "采购"]) == translations(["采购", "援助"])


def test_single_characters_are_left_out() -> None:
    """A single character stands for too much to search for."""
    assert translations({"件", "年"}) == ()


def test_english_for_a_synonym_of_the_reports_word() -> None:
    """A whole meaning of a word that no report holds leads to its synonym that one does, less surely.

    Words of several senses (先生: teacher, husband, doctor) lead nowhere.
    """
    found = {one.english: one.weight for one in translations({"教师", "诉讼"})}
    assert found["teacher"] == 1.0
    assert found["sue"] < 1.0
    assert found.keys().isdisjoint({"husband", "doctor"})
