"""Each language's small set: how good the answers are with the language known, against the same essay as English."""

import subprocess
import sys
from pathlib import Path

import pytest

from index import Essay
from index.answering import Answerer
from index.evaluation import Answerers, Measures, measure, read_questions, run
from index.languages import ENGLISH, SNOWBALL, UNKNOWN, language_of
from index.reading import parse_essay, read_essay
from index.terms import Analyzer

FOLDER = Path(__file__).parents[1] / "data" / "languages"
LANGUAGES = {"canal": "fr", "buchdruck": "de", "magistral": "ru"}


@pytest.fixture(scope="module")
def essays() -> dict[str, Essay]:
    return {name: read_essay(FOLDER / f"{name}.md") for name in LANGUAGES}


def measured(essays: dict[str, Essay], language: str | None = None) -> Measures:
    """All three sets together; `language` given, or as it was found out."""
    update = {"language": language} if language else {}
    asked = {name: essay.model_copy(update=update) for name, essay in essays.items()}
    questions = [one for name in asked for one in read_questions(FOLDER / f"{name}.questions.jsonl")]
    return measure(list(run(questions, Answerers(asked))))


def test_the_language_of_an_essay_is_found_out(essays: dict[str, Essay]) -> None:
    assert {name: essay.language for name, essay in essays.items()} == LANGUAGES


def test_an_essay_is_answered_better_in_its_own_language_than_as_english(essays: dict[str, Essay]) -> None:
    known, as_english, as_unknown = measured(essays), measured(essays, "en"), measured(essays, UNKNOWN.code)
    assert known.hit_at_1
    assert as_english.hit_at_1
    assert as_unknown.hit_at_1
    assert known.hit_at_1.value >= 0.95
    assert known.hit_at_1.value > as_english.hit_at_1.value
    assert known.auroc
    assert as_english.auroc
    assert known.auroc >= 0.96 > as_english.auroc


def test_what_an_essay_in_another_language_does_not_say_is_refused(essays: dict[str, Essay]) -> None:
    known = measured(essays)
    assert known.answered
    assert known.answered_wrongly
    assert known.answered.value >= 0.62
    assert known.answered_wrongly.value <= 0.02


@pytest.mark.parametrize(
    ("code", "asked", "written"),
    [
        ("fr", "l'écluse", "Écluses"),
        ("fr", "qu’Henri", "henri"),
        ("it", "dell'isola", "isole"),
        ("de", "Häuser", "haus"),
        ("de", "Strasse", "Straßen"),
        ("ru", "мосту", "мостами"),
        ("tr", "Ankara'da", "ankara"),
        ("hu", "házakban", "házak"),
        ("hy", "Նավե՛րը", "նավերը"),
    ],
)
def test_forms_of_a_word_are_one_term(code: str, asked: str, written: str) -> None:
    analyzer = Analyzer(language_of(code))
    assert analyzer.terms(asked) == analyzer.terms(written)


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("fr", "Combien y en a-t-il ?"),
        ("de", "Wozu und für wen?"),
        ("ru", "Какие они были?"),
        ("hy", "Ե՞րբ և ինչո՞ւ"),
        ("el", "Πότε και πώς;"),
        ("tr", "Kaç ve nasıl?"),
    ],
)
def test_questions_of_function_words_ask_nothing(code: str, question: str) -> None:
    assert all(token.is_stop_word for token in Analyzer(language_of(code)).tokens(question))


def test_words_of_an_unknown_language_stay_as_they_are() -> None:
    assert Analyzer(UNKNOWN).terms("running the houses") == ["running", "the", "houses"]
    assert Analyzer(language_of("tlh")).terms("running the houses") == ["running", "the", "houses"]


def test_every_stemmer_is_one_of_snowballs() -> None:
    assert language_of("en") is ENGLISH
    for code in SNOWBALL:
        assert Analyzer(language_of(code)).terms("a")


def test_a_word_typed_without_its_accents_is_found() -> None:
    essay = parse_essay("---\nlang: fr\n---\n\nLes péniches passèrent.\n\nUn réservoir garde l'eau.", Path("a.md"))
    assert Answerer(essay).answer("reservoir").quotes[0].text == "Un réservoir garde l'eau."


def test_unknown_words_are_shown_as_they_were_typed() -> None:
    essay = parse_essay("---\nlang: el\n---\n\nΟι μέλισσες πετούν.", Path("a.md"))
    assert Answerer(essay).answer("Ο Κένταυρος Ωρίων;").unknown == ("κένταυρος", "ωρίων")


def test_words_that_are_common_in_english_tell_as_much_as_others() -> None:
    essay = parse_essay("---\nlang: fr\n---\n\nLe livre s'ouvre sur une page blanche.\n\nRien d'autre.", Path("a.md"))
    assert Answerer(essay).answer("Quelle page ?").quotes


def test_suggestions_hold_no_english_in_an_essay_of_another_language(essays: dict[str, Essay]) -> None:
    suggestions = Answerer(essays["canal"]).suggestions
    assert suggestions
    assert not any("What" in question for question in suggestions)


def test_asking_the_shipped_essay_loads_nothing_for_other_languages() -> None:
    code = (
        "import sys, index; index.Answerer(index.shipped_essay()).answer('Who is Khovayev?');"
        "sys.exit(bool({'py3langid', 'stop_words', 'stopwordsiso'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
