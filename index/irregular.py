"""English words whose forms no stemmer brings together: "went" meets "go" here, before stemming.

The base form stands first. Forms that are as often a word of their own ("found", "left", "saw") are not among them.
"""

__all__ = ["BASE_FORMS"]

_VERBS = """
arise arose arisen; awake awoke awoken; beat beaten; become became; begin began begun; bend bent; bet; bind bound;
bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build built;
burn burnt; buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept; deal dealt;
dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; dwell dwelt; eat ate eaten;
fall fell fallen; feed fed; feel felt; fight fought; flee fled; fling flung; fly flew flown;
forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten;
give gave given; go went gone; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept;
kneel knelt; know knew known; lead led; lean leant; leap leapt; learn learnt; lend lent; lose lost; make made;
mean meant; meet met; mistake mistook mistaken; overcome overcame; overtake overtook overtaken; pay paid;
ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold;
send sent; sew sewn; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung;
sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid; smell smelt; sow sown; speak spoke spoken;
speed sped; spell spelt; spend spent; spill spilt; spin spun; spoil spoilt; spring sprang sprung; stand stood;
steal stole stolen; stick stuck; sting stung; stink stank stunk; strike struck stricken; strive strove striven;
swear swore sworn; sweep swept; swell swollen; swim swam swum; swing swung; take took taken; teach taught;
tear tore torn; tell told; think thought; throw threw thrown; tread trod trodden; undergo underwent undergone;
understand understood; undertake undertook undertaken; wake woke woken; wear wore worn; weave wove woven;
weep wept; win won; withdraw withdrew withdrawn; withstand withstood; wring wrung; write wrote written; die dying;
tie tying; uphold upheld; foresee foresaw foreseen; overthrow overthrew overthrown; behold beheld;
beget begot begotten; bereave bereft; betake betook; cleave clove cloven; forsake forsook forsaken; inlay inlaid;
mislead misled; outgrow outgrew outgrown; overhear overheard; override overrode overridden;
oversee oversaw overseen; overdo overdid overdone; partake partook partaken; rebuild rebuilt; repay repaid;
rewrite rewrote rewritten; shear shorn; sling slung; slink slunk; smite smote smitten; stride strode stridden;
string strung; thrive throve thriven; undo undid undone; unwind unwound; beseech besought; clothe clad;
abide abode
"""

_NOUNS = """
man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; louse lice; ox oxen;
person people; penny pence; life lives; wife wives; knife knives; wolf wolves; leaf leaves; half halves;
calf calves; elf elves; loaf loaves; shelf shelves; thief thieves; scarf scarves; hoof hooves; sheaf sheaves;
dwarf dwarves; crisis crises; thesis theses; analysis analyses; basis bases; hypothesis hypotheses;
diagnosis diagnoses; axis axes; oasis oases; phenomenon phenomena; criterion criteria; bacterium bacteria;
curriculum curricula; stratum strata; spectrum spectra; symposium symposia; memorandum memoranda; stimulus stimuli;
nucleus nuclei; radius radii; fungus fungi; cactus cacti; alumnus alumni; focus foci; locus loci; genus genera;
corpus corpora; matrix matrices; appendix appendices; vertex vertices; vortex vortices; larva larvae;
vertebra vertebrae; alga algae; antenna antennae; formula formulae; nebula nebulae; gentleman gentlemen;
policeman policemen; fisherman fishermen; grandchild grandchildren; brother brethren; englishman englishmen;
frenchman frenchmen; dutchman dutchmen; nobleman noblemen; businessman businessmen; congressman congressmen
"""

_ADJECTIVES = "good better best; bad worse worst; far farther further farthest furthest; old elder eldest"


def _base_forms(*tables: str) -> dict[str, str]:
    entries = (entry.split() for table in tables for entry in table.split(";"))
    return {form: base for base, *forms in entries for form in forms}


BASE_FORMS: dict[str, str] = _base_forms(_VERBS, _NOUNS, _ADJECTIVES)
