from pathlib import Path

import pytest

from index.errors import EssayError
from index.essay import Essay
from index.reading import parse_essay
from index.reading.language import language_of_text, stated_language

PORTUGUESE = "Os navios saíam do porto de manhã cedo, quando o vento soprava da terra e as gaivotas ainda dormiam. " * 3
ENGLISH = "The ships left the harbour early in the morning, when the wind blew off the land."


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ({"language": "fr"}, "fr"),
        ({"lang": "pt-BR"}, "pt"),
        ({"lang": "zh_Hans"}, "zh"),
        ({"language": "nb"}, "no"),
        ({"language": "French"}, None),
        ({"language": "French", "lang": "fr"}, "fr"),
        ({}, None),
    ],
)
def test_front_matter_states_a_code(fields: dict[str, str], language: str | None) -> None:
    assert stated_language(fields) == language


def test_what_is_stated_goes_before_what_is_seen() -> None:
    essay = parse_essay(f"---\nlanguage: gl\n---\n\n{PORTUGUESE}", Path("a.md"))
    assert essay.language == "gl"
    assert not essay.left_out
    assert parse_essay(PORTUGUESE, Path("a.md")).language == "pt"


@pytest.mark.parametrize("text", ["", "12 34 5", "Ein Haus.", "Réservoir, péniche, écluse."])
def test_in_too_few_words_no_language_is_seen(text: str) -> None:
    assert language_of_text(text) == "und"


@pytest.mark.parametrize(
    "text", ["Dogs bark loudly. Cats sleep daily.", "Photosynthesis converts sunlight into chemical energy."]
)
def test_a_few_english_words_are_english(text: str) -> None:
    assert language_of_text(text) == "en"


def test_english_shows_itself_without_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.reading.language._named", lambda _: pytest.fail("the library was asked"))
    assert language_of_text(ENGLISH) == "en"


def test_scripts_without_spaces_are_seen() -> None:
    assert (
        language_of_text(
            "唐代的陆羽写了茶经，这是世界上第一部专门讲茶的书。书中记载了采茶的季节、煮茶的器具和泉水的等级。"
        )
        == "zh"
    )


def test_an_essay_kept_before_it_had_a_language_is_english() -> None:
    assert Essay.model_validate({"title": "T", "sections": []}).language == "en"


def test_sentences_are_cut_by_the_rules_of_the_language() -> None:
    text = "---\nlanguage: de\n---\n\nEr kam am 3. Mai nach Mainz. Dort blieb er."
    assert len(parse_essay(text, Path("a.md")).paragraphs[0].sentences) == 2


def test_front_matter_that_is_broken_is_still_told() -> None:
    with pytest.raises(EssayError):
        parse_essay("---\nlang: [fr\n---\n\nTexte.", Path("a.md"))
