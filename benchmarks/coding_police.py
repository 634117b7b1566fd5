"""IndiaPoliceEvents' questions, asked of the shipped line: what police did, from claims and from the trees they rest on."""

from __future__ import annotations

from claims import POLICE, labels_of

from herodotus.extract.arguments import is_passive, subjects
from herodotus.extract.modality import grammar_at
from herodotus.extract.tree import Tree
from herodotus.extract.words import words_of
from herodotus.types import Claim, Modality, Sentence

FORCES = frozenset(
    {
        *POLICE,
        "troop",
        "soldier",
        "jawan",
        "sentry",
        "commando",
        "cop",
        "policewoman",
        "superintendent",
        "sp",
        "ssp",
        "dsp",
        "dcp",
        "acp",
        "dgp",
        "sho",
        "guard",
    }
)
BODIES = frozenset(
    {"rapid", "reserve", "para-military", "paramilitary", "rpf", "grp", "srpf", "raf", "crpf", "bsf"}
)
FORCE = {
    "fire", "shoot", "lathicharge", "lathi-charge", "lob", "burst", "beat", "kill", "baton-charge", "cane-charge",
    "thrash", "torture", "assault", "attack", "charge", "teargas", "tear-gas", "gun", "hit", "injure",
}  # fmt: skip
FORCE_NOUNS = {
    "firing",
    "firng",
    "lathicharge",
    "lathi-charge",
    "teargas",
    "tear-gas",
    "encounter",
    "cane-charge",
}
DEATH = {"kill", "die", "dead", "death", "succumb", "fatal", "body", "perish"}
ARREST = {
    "arrest",
    "detain",
    "nab",
    "apprehend",
    "custody",
    "remand",
    "round",
    "interrogate",
    "interrogation",
}
IDLE_NOUNS = {
    "inaction",
    "absence",
    "failure",
    "negligence",
    "apathy",
    "indifference",
    "inability",
    "lapse",
    "delay",
    "dereliction",
    "complicity",
}
IDLE_WORDS = {
    "fail",
    "refuse",
    "neglect",
    "delay",
    "ignore",
    "decline",
    "duck",
    "inactive",
    "absent",
    "mute",
    "spectator",
    "helpless",
    "unable",
    "idle",
}
WORK_NOUNS = {
    "patrolling",
    "patrol",
    "bandobast",
    "combing",
    "deployment",
    "curfew",
    "raid",
    "search",
    "surveillance",
    "chargesheet",
    "fir",
}
DONE_TO = {
    "deploy",
    "station",
    "post",
    "rush",
    "impose",
    "clamp",
    "intensify",
    "beef",
    "barricade",
    "seize",
    "recover",
    "deport",
    "escort",
    "disperse",
    "cordon",
    "patrol",
    "tighten",
    "requisition",
}
NO_ACT = frozenset(
    {
        "be",
        "have",
        "seem",
        "remain",
        "know",
        "believe",
        "think",
        "want",
        "fear",
        "suspect",
        "claim",
        "hope",
        "feel",
        "need",
    }
)


def police_labels(sentences: tuple[Sentence, ...], claims: tuple[Claim, ...]) -> set[str]:
    """Return the labels of one sentence of the corpus (which the line may have cut into several)."""
    found: set[str] = set().union(*(labels_of(claim) for claim in claims)) if claims else set()
    for tree in map(Tree, sentences):
        found |= _of_tree(tree)
    if found & {"KILL", "ARREST", "FORCE"}:
        found.add("ANY_ACTION")
    return found


def _is_police(tree: Tree, index: int) -> bool:
    around = [index, *tree.kids(index, "compound", "amod", "nmod", "flat")]
    return any(tree.lemmas[at] in FORCES or tree.low[at] in BODIES for at in around)


def _of_tree(tree: Tree) -> set[str]:
    found: set[str] = set()
    police = [at for at in range(len(tree)) if _is_police(tree, at)]
    for index in range(len(tree)):
        word = tree.low[index]
        told = grammar_at(tree, index)[0] == Modality.ASSERTED
        if word in FORCE_NOUNS or (word == "rounds" and "fired" in tree.low):
            if (told and (police or word != "firing")) or (word == "firing" and "mobs" in tree.low):
                found.add("FORCE")
        elif tree.lemmas[index] in WORK_NOUNS and told:
            found.add("ANY_ACTION")
        elif tree.lemmas[index] in IDLE_NOUNS and any(_near(tree, at, index) for at in police):
            found.add("FAIL")
        elif word == "arrests" and told:
            found.add("ARREST")
        elif tree.upos(index) == "VERB":
            found |= _of_verb(tree, index)
    if "FORCE" in found and DEATH & set(tree.lemmas):
        found.add("KILL")
    return found


def _near(tree: Tree, first: int, second: int) -> bool:
    return tree.head(first) == second or tree.head(second) == first or abs(first - second) < 4


def _of_verb(tree: Tree, verb: int) -> set[str]:
    lemma = tree.lemmas[verb]
    passive = is_passive(tree, verb)
    doers = (
        [kid for kid in tree.kids(verb, "obl") if tree.case(kid) == "by"] if passive else subjects(tree, verb)
    )
    police = any(_is_police(tree, at) for at in doers)
    if passive and not doers:
        police = lemma in ARREST | DONE_TO or any(_is_police(tree, at) for at in subjects(tree, verb))
        if police and lemma not in ARREST | DONE_TO:
            return set()
    if any(tree.low[at] in {"nobody", "none"} for at in subjects(tree, verb)):
        return set()
    if not police or lemma in words_of("modality", "speech") or lemma in {"say", "tell", "add"}:
        return set()
    modality = grammar_at(tree, verb)[0]
    if lemma in ARREST and tree.head(verb) >= 0 and tree.lemmas[tree.head(verb)] == "able":
        modality = Modality.ASSERTED  # "have been able to arrest only two"
    if modality == Modality.REQUESTED and tree.head(verb) >= 0 and tree.low[tree.head(verb)] == "had":
        modality = Modality.ASSERTED  # "police had to fire" tells that they did
    if modality == Modality.DENIED or lemma in IDLE_WORDS:
        return {"FAIL"} if not passive or doers else set()
    if modality != Modality.ASSERTED:
        return set()
    below = {tree.lemmas[kid] for kid in tree.children[verb]}
    if below & IDLE_WORDS:
        return {"FAIL"}
    if lemma in FORCE and not (lemma in {"charge", "hit"} and passive):
        return {"FORCE", "ANY_ACTION"}
    if lemma in {"open", "resort", "use"} and below & {"fire", "firing", "force", "teargas"}:
        return {"FORCE", "ANY_ACTION"}
    if lemma in ARREST:
        return {"ARREST", "ANY_ACTION"}
    return set() if lemma in NO_ACT else {"ANY_ACTION"}
