"""Utterances -> attributions: sources become voices, and voices nest, the report always first."""

from __future__ import annotations

from herodotus.analyse.certainty import certainty, commitments
from herodotus.analyse.sources import owner_of
from herodotus.analyse.speech import find_utterances
from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Speaker, Utterance, holds, length
from herodotus.knowledge.actors import load_actor_words
from herodotus.knowledge.speech import Speech, load_speech
from herodotus.types import Act, Attribution, Entity, Mention, Report, Voice, VoiceRole

_PERSONAL = frozenset({"speaker", "speakers"})


def report_voice(report: Report) -> Voice:
    """Return the report's own voice: its source's name, else its title, else its key."""
    name = (report.source.name if report.source else None) or report.title or report.key
    return Voice(role=VoiceRole.REPORT, name=name, named=True)


def find_attributions(
    report: Report,
    trees: list[Tree],
    mentions: tuple[Mention, ...],
    entities: tuple[Entity, ...],
) -> tuple[Attribution, ...]:
    """Return who says what in a report, in text order.

    Each chain is complete: to know whose words a clause is, take the attribution with the smallest
    content that contains it; where none does, the report says it itself.
    """
    speech = load_speech()
    reader = _Voices(report, trees, mentions, entities, speech)
    utterances = find_utterances(trees, report.text, speech)
    _warn(utterances, reader)
    return tuple(reader.attribution(utterance, utterances) for utterance in utterances)


def _warn(utterances: list[Utterance], reader: _Voices) -> None:
    """ "X warned that it would strike" threatens; "X warned that violence would spread" only tells."""
    for utterance in utterances:
        tree = utterance.tree
        if (
            utterance.token < 0
            or tree.lemma(utterance.token) not in {"warn", "warning"}
            or utterance.source is None
        ):
            continue
        clause = tree.kid(utterance.token, "ccomp", "acl")
        subject = tree.kid(clause, "nsubj") if clause is not None else None
        if clause is None or subject is None:
            continue
        ahead = any(tree.lemma(kid) in {"will", "would", "shall"} for kid in tree.kids(clause, "aux"))
        if ahead and reader.same(utterance.source, Speaker(tree, subject)):
            utterance.act = Act.THREATEN


class _Voices:
    """Names the voices of one report and nests them."""

    def __init__(
        self,
        report: Report,
        trees: list[Tree],
        mentions: tuple[Mention, ...],
        entities: tuple[Entity, ...],
        speech: Speech,
    ) -> None:
        self.own = report_voice(report)
        self.trees = trees
        self.text = report.text
        self.speech = speech
        self.words = load_actor_words()
        self.entities = {entity.id: entity for entity in entities}
        self.at = {mention.head: mention for mention in mentions}
        self.chains: dict[int, tuple[Voice, ...]] = {}
        self.issuers: list[tuple[int, str, Voice]] = []
        for tree in trees:
            self._issued(tree)

    def _issued(self, tree: Tree) -> None:
        """Note who issues each statement or report that a sentence speaks of."""
        for noun, token in enumerate(tree.tokens):
            lemma = tree.lemma(noun)
            if token.upos != "NOUN" or lemma not in self.speech.documents:
                continue
            owner = owner_of(tree, noun, self.speech)
            if owner is not None:
                self.issuers.append((token.start, lemma, self._voice(Speaker(tree, owner), (self.own,))))

    def same(self, left: Speaker, right: Speaker) -> bool:
        """Say whether two phrases mean one actor."""
        a, b = (self.at.get(s.tree.tokens[s.token].start) for s in (left, right))
        return a is not None and b is not None and a.entity == b.entity

    def attribution(self, utterance: Utterance, all_of_them: list[Utterance]) -> Attribution:
        """Return the finished attribution of an utterance."""
        chain = self.chain(utterance, all_of_them)
        sure = certainty(utterance, chain)
        return Attribution(
            chain=chain,
            cue=utterance.cue,
            act=utterance.act,
            content=tuple(sorted(utterance.content)),
            quote=utterance.quote,
            negated=utterance.negated,
            confidence=sure,
            commitments=commitments(utterance, chain, self.speech, sure=sure),
        )

    def chain(self, utterance: Utterance, all_of_them: list[Utterance]) -> tuple[Voice, ...]:
        """Return the chain of an utterance: its parent's, then who hands on, then who says."""
        known = self.chains.get(id(utterance))
        if known is not None:
            return known
        self.chains[id(utterance)] = (self.own,)
        parent = _parent(utterance, all_of_them)
        outer = self.chain(parent, all_of_them) if parent is not None else (self.own,)
        voices = [] if utterance.own else self._spoken(utterance, outer)
        chain = list(outer)
        for voice in voices:
            unstated = voice.name == chain[-1].name == self.speech.unstated
            if unstated or (voice.entity is not None and voice.entity == chain[-1].entity):
                chain[-1] = voice
            else:
                chain.append(voice)
        made = (chain[0], *(_with_role(voice, VoiceRole.RELAY) for voice in chain[1:-1]), *chain[1:][-1:])
        self.chains[id(utterance)] = made
        return made

    def _spoken(self, utterance: Utterance, outer: tuple[Voice, ...]) -> list[Voice]:
        relay = utterance.relay or self._told(utterance)
        hands_on = [*([relay] if relay is not None else []), *utterance.via]
        voices = [self._voice(speaker, outer) for speaker in hands_on]
        if utterance.source is None:
            return [*voices, Voice(role=VoiceRole.SOURCE, name=self.speech.unstated, named=False)]
        return [voice for voice in (*voices, self._voice(utterance.source, outer)) if voice is not self.own]

    def _voice(self, speaker: Speaker, outer: tuple[Voice, ...]) -> Voice:
        """Return the voice of a phrase; "I" is whoever speaks around it."""
        tree, token = speaker.tree, speaker.tree.tokens[speaker.token]
        word = token.text.lower()
        if token.upos == "PRON" and self.words.pronouns.get(word) in _PERSONAL:
            return self._speaking(outer[-1], token.start, token.end)
        mention = self.at.get(token.start)
        start, end = tree.offsets(tree.phrase(speaker.token))
        if speaker.relative is not None:
            name = self.text[start:end]
            at = tree.tokens[speaker.relative]
            entity = self.entities[mention.entity] if mention else None
            return Voice(
                role=VoiceRole.SOURCE,
                name=name,
                named=entity.named if entity else token.upos == "PROPN",
                entity=entity.id if entity else None,
                start=at.start,
                end=at.end,
            )
        spoken = self._written(speaker) if word == "it" and mention is not None else None
        if spoken is not None:
            return spoken
        if speaker.document == speaker.token:
            return self._of_document(speaker, start, end)
        if mention is None:
            return Voice(
                role=VoiceRole.SOURCE,
                name=self.text[start:end],
                named=token.upos == "PROPN",
                start=start,
                end=end,
            )
        entity = self.entities[mention.entity]
        name = entity.name if mention.form == "pronoun" else mention.text
        return Voice(
            role=VoiceRole.SOURCE,
            name=name,
            named=entity.named,
            entity=entity.id,
            start=mention.start,
            end=mention.end,
        )

    def _written(self, speaker: Speaker) -> Voice | None:
        """Return the document that "it" is: what the sentence before has for its subject and lets speak."""
        tree = speaker.tree
        before = self.trees[tree.number - 1] if tree.number else None
        root = next((i for i, head in enumerate(before.heads) if head < 0), -1) if before else -1
        subject = before.kid(root, "nsubj") if before and root >= 0 else None
        if before is None or subject is None or before.lemma(subject) not in self.speech.documents:
            return None
        if before.lemma(root) not in self.speech.verbs or self.at.get(before.tokens[subject].start):
            return None
        named = self._of_document(
            Speaker(before, subject, document=subject), *before.offsets(before.phrase(subject))
        )
        at = tree.tokens[speaker.token]
        return Voice(
            role=named.role,
            name=named.name,
            named=named.named,
            entity=named.entity,
            start=at.start,
            end=at.end,
        )

    def _speaking(self, voice: Voice, start: int, end: int) -> Voice:
        """Return who "I" is: the voice around it, with the span of the pronoun where it is no report's."""
        if voice is self.own or voice.entity is None:
            return voice
        return Voice(
            role=voice.role, name=voice.name, named=voice.named, entity=voice.entity, start=start, end=end
        )

    def _of_document(self, speaker: Speaker, start: int, end: int) -> Voice:
        """Return "the statement" as the voice of whoever issued the last statement before it."""
        tree, at = speaker.tree, speaker.tree.tokens[speaker.token].start
        definite = any(tree.word(kid) in {"the", "this", "that"} for kid in tree.kids(speaker.token, "det"))
        issued = [entry for entry in self.issuers if entry[0] < at and entry[1] == tree.lemma(speaker.token)]
        mention = self.at.get(at)
        entity = mention.entity if mention else None
        if definite and issued:
            issuer = max(issued, key=lambda entry: entry[0])[2]
            return Voice(
                role=VoiceRole.SOURCE,
                name=self.text[start:end],
                named=issuer.named,
                entity=issuer.entity,
                start=start,
                end=end,
            )
        return Voice(
            role=VoiceRole.SOURCE, name=self.text[start:end], named=False, entity=entity, start=start, end=end
        )

    def _told(self, utterance: Utterance) -> Speaker | None:
        """Return the outlet that was told, or in or to which it was said."""
        tree = utterance.tree
        if utterance.token < 0 or utterance.frame in {"line", "noun", "according"}:
            return None
        for kid in tree.kids(utterance.token, "iobj", "obj", "obl"):
            for index in [kid, *tree.kids(kid, "nmod", "appos")]:
                token = tree.tokens[index]
                mention = self.at.get(token.start)
                outside = not holds(utterance.content, token.start, token.end)
                if mention and outside and self._is_outlet(self.entities[mention.entity]):
                    return Speaker(tree, index)
        return None

    def _is_outlet(self, entity: Entity) -> bool:
        return entity.named and entity.kind == "media"


def _with_role(voice: Voice, role: VoiceRole) -> Voice:
    return Voice(
        role=role, name=voice.name, named=voice.named, entity=voice.entity, start=voice.start, end=voice.end
    )


def _parent(utterance: Utterance, all_of_them: list[Utterance]) -> Utterance | None:
    """Return the smallest utterance whose content holds this one's cue (or content, where it has no cue)."""
    if utterance.follows is not None:
        return _parent(utterance.follows, all_of_them)
    start, end = utterance.cue or utterance.content[0]
    around = [
        other
        for other in all_of_them
        if other is not utterance and holds(other.content, start, end) and not _inside(other, utterance)
    ]
    return min(around, key=lambda other: length(other.content), default=None)


def _inside(inner: Utterance, outer: Utterance) -> bool:
    """Say whether an utterance's cue stands in another's content."""
    return inner.cue is not None and holds(outer.content, *inner.cue)
