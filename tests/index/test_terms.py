from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import Analyzer

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Azerbaijan’s", "azerbaijan"),
        ("states'", "state"),
        ("US–Russia", "US-Russia"),
        ("Erdoğan", "Erdogan"),
        ("Łódź", "lodz"),
        ("ﬁne ＴＡＬＫＳ", "fine talks"),
        ("U.S.", "US"),
        ("1,500", "1500"),
        ("Straße", "STRASSE"),
        ("co\u00adop\u200berate", "cooperate"),
        ("negotiations", "negotiation"),
        ("O’Brien", "o'brien"),
    ],
)
def test_a_word_meets_itself_however_it_is_written(one: str, other: str) -> None:
    assert ANALYZER.terms(one) == ANALYZER.terms(other) != []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Նա եկավ։", ["նա", "եկավ"]),
        ("Россия й", ["россия", "й"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("北京很大", ["北京", "京很", "很大"]),
        ("3.5 percent in COVID-19", ["3.5", "percent", "in", "covid", "19"]),
        ("x_y e-mail", ["x", "y", "e", "mail"]),
    ],
)
def test_words_of_any_script_are_tokens(text: str, words: list[str]) -> None:
    assert [token.word for token in ANALYZER.tokens(text)] == words


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("What are the two preconditions?", ["two", "preconditions"]),
        ("What did the WHO say about US involvement?", ["who", "say", "us", "involvement"]),
        ("WHAT IS THE CAPITAL?", ["capital"]),
        ("don't you know who's there", ["know"]),
        ("What happened in May?", ["happened", "may"]),
        ("WHAT IS 2+2?", ["2", "2"]),
        ("What is the U.S.'s policy?", ["us", "policy"]),
        ("what's up?", []),
    ],
)
def test_a_question_keeps_the_words_that_carry_meaning(question: str, kept: list[str]) -> None:
    assert [token.word for token in ANALYZER.question_tokens(question) if not token.is_stop_word] == kept


@pytest.mark.parametrize(
    ("form", "base"), [("went", "go"), ("children", "child"), ("crises", "crisis"), ("fought", "fights")]
)
def test_irregular_forms_meet_their_base(form: str, base: str) -> None:
    assert ANALYZER.terms(form) == ANALYZER.terms(base)


def test_many_accents_on_one_letter_take_no_longer_than_few() -> None:
    assert ANALYZER.terms("a" + "\u0301" * 49_000) == ["a"]


@given(st.text(max_size=200))
def test_analysis_takes_any_text_and_gives_the_same_again(text: str) -> None:
    terms = ANALYZER.terms(text)
    assert terms == Analyzer().terms(text)
    assert all(term and not term.isspace() for term in terms)


def test_threads_share_an_analyzer() -> None:
    texts = [f"negotiations{n} promised{n} countries{n} talking{n}" for n in range(500)]
    expected = [Analyzer().terms(text) for text in texts]
    shared = Analyzer()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.terms, texts)) == expected
