"""Essays made up by hypothesis: written as files, and as the essays that reading should make of them."""

from hypothesis import strategies as st

WORDS = (
    "river border treaty winter harvest minister silence orchard winters bordered crossing lantern village teacher "
    "merchant signing signed promise promised corridor mountain railway autumn letter council delay stone market"
).split()
NAMES = "Armenia Anna Mr. Dr. U.S. Vienna 1920 3.5 €40 “quoted” naïve Երևան Αθήνα 北京 re-opened it’s".split()

words = st.sampled_from(WORDS + NAMES)
endings = st.sampled_from([".", ".", ".", "?", "!", "…", ".”"])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One sentence of three to twelve words."""
    chosen = draw(st.lists(words, min_size=3, max_size=12))
    return " ".join(["The", *chosen]) + draw(endings)


paragraphs = st.lists(sentences(), min_size=1, max_size=4).map(" ".join)
headings = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(lambda chosen: " ".join(chosen).capitalize())
sections = st.tuples(headings, st.lists(paragraphs, min_size=1, max_size=3))
outlines = st.tuples(st.lists(paragraphs, min_size=1, max_size=3), st.lists(sections, max_size=3))


def as_markdown(outline: tuple[list[str], list[tuple[str, list[str]]]]) -> str:
    """A Markdown file with a title, an opening and headed sections."""
    opening, headed = outline
    blocks = ["# A title of its own", *opening]
    for heading, body in headed:
        blocks += [f"## {heading}", *body]
    return "\n\n".join(blocks)


questions = st.one_of(
    st.lists(words, min_size=1, max_size=8).map(lambda chosen: "What about " + " ".join(chosen) + "?"),
    st.text(max_size=80),
)
