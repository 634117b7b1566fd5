"""Verbs of saying -> utterances: act by lemma and frame, content by what hangs on the verb."""

from __future__ import annotations

from herodotus.analyse.interruptions import Aside
from herodotus.analyse.said import what_is_said
from herodotus.analyse.sources import can_speak, passive, speaker_of_noun, speaker_of_verb
from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Speaker, Utterance, spans_of
from herodotus.knowledge.speech import Speech
from herodotus.types import Act

_ASKING = frozenset({"what", "why", "how", "which", "whoever", "whatever"})


def verb_utterance(
    tree: Tree, verb: int, speech: Speech, asides: dict[int, Aside] | None = None
) -> Utterance | None:
    """Return the utterance that this verb makes, None where it says nothing here."""
    lemma = phrasal(tree, verb)
    if asides and verb in asides:
        return _aside(tree, asides[verb], lemma, speech)
    figure = _figure(tree, verb, lemma, speech)
    figure = figure or _toll(tree, verb, lemma, speech)
    if figure is not None:
        return figure
    if lemma not in speech.verbs or tree.tokens[verb].upos not in {"VERB", "AUX", "NOUN"}:
        return None
    if tree.tokens[verb].upos == "NOUN" and tree.kid(verb, "nsubj") is None:
        return None
    quoted = _quoted_as(tree, verb, speech)
    if quoted is not None:
        return quoted
    said = what_is_said(tree, verb, lemma, speech)
    if said is None:
        return None
    act = speech.act(lemma, said.frame)
    if act is None:
        return None
    named = {tree.lemma(i) for i in said.tokens} if said.frame == "as" else set()
    if named & speech.falsehood and named & (speech.nouns.keys() | speech.documents):
        act = Act.DENY  # "called the report a fabrication"
    source = speaker_of_verb(tree, verb, speech)
    if source is not None and source.document == source.token and lemma in speech.showing:
        act = Act.EVIDENCE
    if source is not None and tree.word(source.token) in _ASKING:
        return None
    made = Utterance(
        tree=tree,
        cue=cue_span(tree, verb),
        token=verb,
        act=act,
        frame=said.frame,
        source=source,
        content=spans_of(tree, said.tokens),
        negated=negated(tree, verb, speech),
    )
    _cited(made, speech)
    if source is not None and made.relay is None:
        made.relay = _who_quoted(tree, source, speech)
    return made


def _figure(tree: Tree, verb: int, lemma: str, speech: Speech) -> Utterance | None:
    """ "The union puts the dead at 17": a number said by setting it."""
    if lemma not in speech.setting:
        return None
    thing = tree.kid(verb, "nsubj") if passive(tree, verb) else tree.kid(verb, "obj")
    number = next(
        (
            kid
            for kid in tree.kids(verb, "obl")
            if any(tree.word(case) == "at" for case in tree.kids(kid, "case"))
            and any(tree.tokens[i].upos == "NUM" for i in tree.subtree(kid))
        ),
        None,
    )
    if thing is None or number is None or thing > number:
        return None
    return Utterance(
        tree=tree,
        cue=cue_span(tree, verb),
        token=verb,
        act=Act.BELIEVE if lemma == "estimate" else Act.ASSERT,
        frame="np",
        source=speaker_of_verb(tree, verb, speech),
        content=spans_of(tree, [*tree.subtree(thing), *tree.subtree(number)]),
        negated=negated(tree, verb, speech),
    )


def _toll(tree: Tree, verb: int, lemma: str, speech: Speech) -> Utterance | None:
    """ "Hospitals report seven dead", "the ministry spoke of five dead": counting them is saying it."""
    if lemma not in speech.counting or passive(tree, verb) or tree.kid(verb, "ccomp") is not None:
        return None
    said = [kid for kid in tree.kids(verb, "obj", "obl", "xcomp") if kid > verb]
    told = sorted(i for kid in said for i in tree.subtree(kid))
    numbers = [i for i in told if tree.tokens[i].upos == "NUM"]
    hurt = [i for i in told if tree.word(i) in speech.hurt]
    if not numbers or not hurt or min(hurt) < min(numbers):
        return None
    return Utterance(
        tree=tree,
        cue=cue_span(tree, verb),
        token=verb,
        act=Act.ASSERT,
        frame="np",
        source=speaker_of_verb(tree, verb, speech),
        content=spans_of(tree, told),
        negated=negated(tree, verb, speech),
    )


def _who_quoted(tree: Tree, source: Speaker, speech: Speech) -> Speaker | None:
    """Return who hands on "the paper quoted a nurse who said S"."""
    verb = tree.head(source.token)
    if source.relative is None or verb < 0 or tree.rels[source.token] != "obj":
        return None
    return speaker_of_verb(tree, verb, speech) if tree.lemma(verb) in {"quote", "cite"} else None


def _aside(tree: Tree, aside: Aside, lemma: str, speech: Speech) -> Utterance | None:
    """Return the utterance of a cue that interrupts or follows what is said."""
    act = speech.act(lemma, "quote") or speech.act(lemma, "that")
    if act is None:
        return None
    made = Utterance(
        tree=tree,
        cue=cue_span(tree, aside.verb),
        token=aside.verb,
        act=act,
        frame="aside",
        source=speaker_of_noun(tree, aside.subject, speech),
        content=spans_of(tree, aside.content),
        negated=negated(tree, aside.verb, speech),
    )
    _cited(made, speech)
    return made


def phrasal(tree: Tree, verb: int) -> str:
    """Return the verb's lemma, with its particle where it has one ("point out")."""
    particle = next((kid for kid in tree.children[verb] if tree.tokens[kid].deprel == "compound:prt"), None)
    lemma = tree.lemma(verb)
    return f"{lemma} {tree.word(particle)}" if particle is not None else lemma


def cue_span(tree: Tree, verb: int) -> tuple[int, int]:
    """Return the characters of a cue verb, with a particle that follows it."""
    particle = next((kid for kid in tree.children[verb] if tree.tokens[kid].deprel == "compound:prt"), None)
    return tree.offsets([verb] if particle is None or particle != verb + 1 else [verb, particle])


def negated(tree: Tree, verb: int, speech: Speech) -> bool:
    """Say whether the saying itself is denied ("did not say", "refused to confirm", "no one said")."""
    if any(
        tree.word(kid) in speech.negation or tree.lemma(kid) in speech.negation
        for kid in tree.kids(verb, "advmod", "det", "cc")
    ):
        return True
    subject = tree.kid(verb, "nsubj")
    if subject is not None:
        words = {tree.word(subject), *(tree.word(kid) for kid in tree.kids(subject, "det"))}
        if words & {"no", "nobody", "none", "neither"}:
            return True
    head = tree.head(verb)
    if tree.rels[verb] == "xcomp" and head >= 0:
        return tree.lemma(head) in speech.silence | {"unable"} or negated(tree, head, speech)
    return False


def _quoted_as(tree: Tree, verb: int, speech: Speech) -> Utterance | None:
    """ "AFP quoted X as saying S", "X was quoted by AFP as saying S": X says it, AFP hands it on."""
    if tree.lemma(verb) not in speech.relay:
        return None
    saying = next(
        (
            kid
            for kid in tree.kids(verb, "advcl", "xcomp", "ccomp", "obl", "nmod")
            if tree.tokens[kid].upos == "VERB"
            and tree.word(kid).endswith("ing")
            and any(tree.word(mark) == "as" for mark in tree.kids(kid, "mark", "case"))
        ),
        None,
    )
    if saying is None or phrasal(tree, saying) not in speech.verbs:
        return None
    said = what_is_said(tree, saying, phrasal(tree, saying), speech)
    if said is None:
        return None
    gives = speaker_of_verb(tree, verb, speech)
    speaks = next((kid for kid in tree.children[verb] if tree.tokens[kid].deprel == "nsubj:pass"), None)
    if speaks is None:
        speaks = tree.kid(verb, "obj", "iobj")
    source = speaker_of_noun(tree, speaks, speech) if speaks is not None else None
    act = speech.act(phrasal(tree, saying), said.frame) or Act.ASSERT
    return Utterance(
        tree=tree,
        cue=cue_span(tree, saying),
        token=saying,
        act=act,
        frame=said.frame,
        source=source,
        relay=gives,
        content=spans_of(tree, said.tokens),
        negated=negated(tree, verb, speech),
    )


def _cited(made: Utterance, speech: Speech) -> None:
    """ "AFP reported, citing officials": the officials say it, AFP hands it on."""
    tree = made.tree
    for kid in tree.kids(made.token, "advcl", "xcomp"):
        if tree.lemma(kid) in {"cite", "quote"} and tree.word(kid).endswith("ing"):
            cited = tree.kid(kid, "obj")
            if cited is not None and can_speak(tree, cited, speech):
                made.relay, made.source = made.source, Speaker(tree, cited)
                _who_quotes(made, cited, speech)


def _who_quotes(made: Utterance, cited: int, speech: Speech) -> None:
    """ "citing an officer who quoted survivors": the officer hands on, the survivors say it."""
    tree = made.tree
    for kid in tree.kids(cited, "acl"):
        inner = tree.kid(kid, "obj") if tree.lemma(kid) in {"cite", "quote"} else None
        if inner is not None and can_speak(tree, inner, speech):
            made.via, made.source = [Speaker(tree, cited)], Speaker(tree, inner)
