"""Paragraphs of three or four lines, the last of them short, for pages that look as pages do."""

__all__ = ["PROSE"]

PROSE = (
    "The river rises in the hills above the town, where the snow melts late in spring, and it runs for many miles "
    "through meadows before anybody has thought of giving it a name of its own. Shepherds call it the water.",
    "It falls over a ledge of slate into the valley, and from there it is called by the name that the maps have for "
    "it, although the farmers along its upper course still use another one. Nobody has ever asked them to explain it, "
    "and they would not know what to say.",
    "Two mills stood below the ledge until the flood of 1911 carried off the lower of them with its wheel, its stones "
    "and a whole winter of flour. The upper mill went on grinding for forty years, and when it closed the miller moved "
    "into the town and sold bicycles.",
    "What the flood left behind was a bank of gravel on which willows grew, then alders, and at last an oak that "
    "nobody had planted. Children swim there in July. In winter the otters have it to themselves, and the prints of "
    "their feet are the only ones in the snow.",
    "A treaty of the last century made the middle of the stream a border, and for a time two customs officers sat on "
    "its banks and watched each other fish. Both of them were called Martin. They are said to have exchanged their "
    "catch at Christmas, which neither government was ever told.",
    "Below the border the valley widens and the water grows slow and brown. Barges begin here, carrying timber down "
    "to the coast and coal back up, and the towns have quays of granite with iron rings as thick as an arm. The tide "
    "can be felt up to the second lock.",
)
