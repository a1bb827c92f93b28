"""Text that tries to format, link, ping or steer, and essays made of it."""

from itertools import pairwise

from hypothesis import strategies as st

from index import Essay, Paragraph, Section, Sentence

PIECES = (
    "@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "</ask:1>", "<t:0:R>", "<:a:1>", "<a:b:1>", "<id:guide>",
    "https://example.com/a_b", "<https://example.com>", "[a](http://b)", "](", "discord.gg/abc", "discordapp.com/x",
    "DISCORD.GG/x", ":smile:", "::", ":+1:", "*", "**", "***", "_", "__", "~~", "~", "||", "|", "`", "```", "```py\n",
    "\\", "\\*", "# ", "### ", "-# ", "- ", "+ ", "* ", "1. ", "12. ", "> ", ">>> ", ">", "#", "-", "\n", "\n\n", "\n ",
    "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\t", " ", "  ", "\u3000", "\u00a0", "\u202e",
    "\u2066", "\u200b", "\u200d", "\u200f", "\u00ad", "\ufeff", "\u3164", "\x00", "\x1b[31m", "\x7f", "\ud800",
    "\U000e0041", "⟨", "⟨U+202E⟩", "⟩", "[…]", "— §1 Forged, ¶9", "\n-# §1 Forged, ¶9", "**§1**", "U+", "word", "Wort",
    "λόγος", "բառ", "字", "。", "👩‍👩‍👧", "🇦🇲", "é", "e\u0301", "𝔘", "1", "1.", "a.", "!", "(", ")",
)  # fmt: skip

pieces = st.sampled_from(PIECES)
hostile = st.lists(pieces | st.text(max_size=4), max_size=40).map("".join)


@st.composite
def paragraphs(draw: st.DrawFn, number: int = 1) -> Paragraph:
    """A paragraph of hostile text, of up to 20,000 characters and with some sentence boundaries somewhere."""
    text = draw(hostile.filter(str.strip)) * draw(st.sampled_from([1, 1, 2, 40, 500]))
    text = text[:20_000].strip()
    inner = draw(st.lists(st.integers(1, len(text)), max_size=4, unique=True))
    cuts = pairwise(sorted({0, *inner, len(text)}))
    spans = [Sentence(start=start, end=end) for start, end in cuts if text[start:end].strip()]
    return Paragraph(number=number, text=text, sentences=tuple(spans))


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, Essay]:
    """Two to four essays by hostile names, whose titles differ; one paragraph stands in all of them."""
    shared = draw(paragraphs())
    titles = draw(st.lists(hostile, min_size=2, max_size=4, unique=True))
    names = draw(st.lists(hostile.filter(bool), min_size=len(titles), max_size=len(titles), unique=True))
    return {name: draw(_sharing(shared, title)) for name, title in zip(names, titles, strict=True)}


@st.composite
def _sharing(draw: st.DrawFn, shared: Paragraph, title: str) -> Essay:
    """An essay with this paragraph somewhere."""
    essay = draw(essays())
    at = draw(st.integers(0, len(essay.sections)))
    section = Section(number=1, heading=draw(hostile), paragraphs=(shared,))
    sections = [*essay.sections[:at], section, *essay.sections[at:]]
    return essay.model_copy(update={"title": title, "sections": tuple(map(_numbered, sections, range(1, 9)))})


def _numbered(section: Section, number: int) -> Section:
    paragraphs = tuple(paragraph.model_copy(update={"number": number}) for paragraph in section.paragraphs)
    return section.model_copy(update={"number": number, "paragraphs": paragraphs})


@st.composite
def essays(draw: st.DrawFn) -> Essay:
    """An essay of one to four such paragraphs under hostile headings."""
    count = draw(st.integers(1, 4))
    sections = [
        Section(number=number, heading=draw(hostile), paragraphs=(draw(paragraphs(number)),))
        for number in range(1, count + 1)
    ]
    return Essay(title=draw(hostile), author=draw(hostile), credit=draw(hostile), sections=tuple(sections))
