"""Sentences -> mentions of actors: names, descriptions ("the militia") and pronouns."""

from __future__ import annotations

from herodotus.analyse.found import Found
from herodotus.analyse.kinds import country_of, describe_kind, gender_of, marking_of, number_of, title_words
from herodotus.analyse.trees import Tree
from herodotus.knowledge.actors import ActorWords, Countries, load_actor_words, load_countries
from herodotus.knowledge.speech import load_speech

_JOINED = frozenset({"flat", "fixed", "goeswith", "compound"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON", "X", "SYM"})


def find_mentions(trees: list[Tree], text: str) -> list[Found]:
    """Return every mention of an actor in text order, not yet told apart by whom they mean."""
    words, countries = load_actor_words(), load_countries()
    found: list[Found] = []
    for tree in trees:
        reader = _Sentence(tree, text, words, countries)
        found += filter(None, (reader.read(index) for index in range(len(tree.tokens))))
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


class _Sentence:
    """Reads the mentions of one sentence."""

    def __init__(self, tree: Tree, text: str, words: ActorWords, countries: Countries) -> None:
        self.tree, self.text, self.words, self.countries = tree, text, words, countries
        self.speech = load_speech()
        self.names = [(self._inside(name.start, name.end), name.label) for name in tree.sentence.names]

    def _inside(self, start: int, end: int) -> list[int]:
        return [i for i, token in enumerate(self.tree.tokens) if token.start < end and token.end > start]

    def read(self, index: int) -> Found | None:
        """Return the mention whose head is this token, if it is one."""
        tree = self.tree
        token = tree.tokens[index]
        if token.upos == "PRON":
            return self._pronoun(index)
        if tree.word(index) in {"former", "latter"} and tree.rels[index] not in {
            "amod",
            "compound",
            "advmod",
        }:
            return self._of_two(index)
        if token.upos not in _NOMINAL or tree.rels[index] in _JOINED or tree.kid(index, "fixed") is not None:
            return None
        if token.upos == "PROPN" and tree.word(index) in self.words.not_names:
            return None
        if self._inside_name(index) or tree.rels[index] == "amod":
            return None
        phrase = tree.phrase(index)
        named = self._name_of(index, phrase)
        if named is not None:
            inside, label = named
            return self._name(index, phrase, inside, label)
        return self._description(index, phrase) or self._unlisted(index, phrase)

    def _unlisted(self, index: int, phrase: list[int]) -> Found | None:
        """Return a name that the names layer missed: an outlet, or a capitalised subject."""
        tree = self.tree
        if tree.tokens[index].upos != "PROPN" or not tree.tokens[index].text[:1].isupper():
            return None
        first, last = index, index
        while last + 1 in phrase and tree.tokens[last + 1].upos == "PROPN":
            last += 1
        while first - 1 in phrase and tree.tokens[first - 1].upos == "PROPN":
            first -= 1
        run = list(range(first, last + 1))
        words = {tree.word(i) for i in run}
        if words & self.words.outlets:
            return self._name(index, phrase, run, "ORG")
        known = any(self.countries.code(word) for word in words) or words & self.words.not_names
        if known or tree.rels[tree.climb(index, "conj")] != "nsubj":
            return None
        titled = any(tree.word(i) in self.words.titles for i in phrase if i < first)
        person = titled or (len(run) > 1 and not any(tree.word(i) == "the" for i in phrase if i < first))
        made = self._name(index, phrase, run, "PER" if person else "ORG")
        if made is not None and not person:
            made.kind, made.gender = "unknown", "open"
        return made

    def _inside_name(self, index: int) -> bool:
        """Say whether this is a title or word within a name whose head is another word."""
        if self.tree.tokens[index].deprel == "nmod:desc":
            return any(self.tree.head(index) in inside for inside, _ in self.names)
        return any(index in inside and self.tree.top(inside) != index for inside, _ in self.names)

    def _name_of(self, index: int, phrase: list[int]) -> tuple[list[int], str] | None:
        """Return the name that this phrase is: over its head, or flat after a title that is the head."""
        for inside, label in self.names:
            if not inside:
                continue
            if index in inside and label != "LOC":
                return inside, label
            top = self.tree.top(inside)
            joined = self.tree.head(top) == index and (
                self.tree.rels[top] in {"flat", "compound", "appos"}
                or (self.tree.rels[top] == "nmod" and self.tree.kid(top, "case") is None)
            )
            if label == "PER" and joined and inside[-1] == phrase[-1] and inside[0] > index:
                return inside, label
            if index in inside:
                return inside, label
        return None

    def _name(self, index: int, phrase: list[int], inside: list[int], label: str) -> Found | None:
        tree, lemma = self.tree, self.tree.lemma(index)
        if label == "LOC":
            return self._state(index, phrase, inside)
        if label == "ORG" and tree.top(inside) == index:
            # "Defence and Security Forces": the tree joins what the name holds as one.
            phrase = sorted({*phrase, *inside})
        inside = [i for i in inside if i in phrase] or inside
        before = [i for i in phrase if i < inside[0]]
        titles, inside = title_words(tree, before, inside, self.words, person=label == "PER")
        start, end = tree.offsets(inside)
        name = self.text[start:end].strip(' .,*_[]()"“”')
        kind = (
            "person"
            if label == "PER"
            else describe_kind(tree, inside[-1], inside, self.words, default="organization")
        )
        if label == "ORG" and (kind in {"group", "person", "role", "organization"} or name.isupper()):
            kind = (
                "media" if set(name.lower().replace("-", " ").split()) & self.words.media else "organization"
            )
        made = self._make(index, phrase, "name", kind, marking="name")
        made.name, made.titles, made.label = name, titles, label
        made.called = self._called(before, name) if label == "PER" else None
        made.number = "one" if label == "PER" else "either"
        made.gender = gender_of(name, titles, self.words) if label == "PER" else "thing"
        made.country = country_of(tree, index, phrase, self.countries, own=inside)
        made.lemma = lemma
        if label == "ORG" and self.countries.code(name):
            return self._state(index, phrase, inside)
        return made

    def _called(self, before: list[int], name: str) -> str | None:
        """Return a person's name with the capitalised titles right before it: "General Wiranto"."""
        titles: list[str] = []
        for i in reversed(before):
            if not self.tree.tokens[i].text[:1].isupper() or self.tree.tokens[i].upos in {"DET", "PRON"}:
                break
            titles.insert(0, self.tree.tokens[i].text)
        return " ".join([*titles, name]) if titles and "'s" not in titles else None

    def _state(self, index: int, phrase: list[int], inside: list[int]) -> Found | None:
        """Return the government that a country's or capital's name stands for where it acts, else nothing."""
        start, end = self.tree.offsets(inside)
        name = self.text[start:end]
        code = self.countries.names.get(name.lower()) or self.countries.capitals.get(name.lower())
        if code is None or not self._acts(index):
            return None
        made = self._make(index, phrase, "name", "government", marking="name")
        made.name, made.country, made.key, made.number, made.gender = (
            name,
            code,
            ("government", code),
            "either",
            "thing",
        )
        return made

    def _acts(self, index: int) -> bool:
        """Say whether a place's name does something only a government does."""
        tree = self.tree
        first = tree.climb(index, "conj")
        rel, verb = tree.tokens[first].deprel, tree.head(first)
        if verb < 0:
            return False
        if rel.startswith("nsubj") and tree.tokens[verb].upos in {"VERB", "NOUN", "ADJ"}:
            done = {tree.lemma(one) for one in [verb, *tree.kids(verb, "conj")]}
            return not done.isdisjoint(self.words.acting) or not done.isdisjoint(self.speech.verbs)
        by = any(tree.word(kid) == "by" for kid in tree.kids(first, "case"))
        if by and tree.rels[verb] == "acl" and tree.tokens[verb].xpos == "VBN":
            return tree.lemma(verb) in self.words.acting
        if by and tree.kid(verb, "nsubj") is not None and tree.tokens[verb].upos == "VERB":
            return any(tree.tokens[kid].deprel in {"nsubj:pass", "aux:pass"} for kid in tree.children[verb])
        marks = {tree.word(kid) for kid in tree.kids(first, "case")}
        if rel.startswith("obj") or rel == "iobj":
            return tree.lemma(verb) in {
                "accuse",
                "tell",
                "urge",
                "warn",
                "blame",
                "condemn",
                "denounce",
                "ask",
                "pressure",
                "criticise",
                "criticize",
                "thank",
                "press",
            }
        return bool(marks & {"with", "between", "against"}) and tree.lemma(verb) in self.words.acting

    def _description(self, index: int, phrase: list[int]) -> Found | None:
        tree, words = self.tree, self.words
        lemma, core = tree.lemma(index), index
        if lemma in words.partitives or tree.tokens[index].upos == "NUM":
            core = self._counted(index)
            if core == index and lemma not in words.kinds:
                return None
        elif self._counts(index):
            return None
        kind = "" if self._remains(core) else describe_kind(tree, core, phrase, words, default="")
        if tree.lemma(core) in words.only_named and not tree.tokens[core].text[:1].isupper():
            kind = kind if kind != words.kinds.get(tree.lemma(core)) else ""
        if not kind:
            kind = self._people(core)
        if not kind:
            return None
        made = self._make(index, phrase, "description", kind, marking=marking_of(tree, index, phrase))
        made.number = number_of(tree, index, core, kind)
        made.country = country_of(tree, core, phrase, self.countries, own=[])
        made.lemma = tree.lemma(core)
        made.gender = gender_of(None, [made.lemma], words) if kind in {"person", "role"} else "thing"
        made.words = tuple(tree.word(i) for i in phrase if tree.rels[i] in {"amod", "compound"} or i == core)
        if made.number != "many" and made.lemma in words.roles and made.lemma not in words.collectives:
            # "The militia leader" is one person of the militia.
            made.kind, made.number = "role", "one"
            made.gender = gender_of(None, [made.lemma], words)
        if made.number == "one" and made.lemma in words.collectives:
            made.number, made.gender = "either", "thing"
        elif made.number == "one" and kind == "group":
            made.kind = "role" if made.lemma in words.roles else "person"
            made.gender = gender_of(None, [made.lemma], words)
        self._institution(made, core, phrase)
        return made

    def _remains(self, core: int) -> bool:
        """Say whether "body" is a dead one here: "bodies were found", "the body of a man"."""
        if self.tree.lemma(core) != "body":
            return False
        of = any(
            self.tree.word(case) == "of"
            for kid in self.tree.kids(core, "nmod")
            for case in self.tree.kids(kid, "case")
        )
        return of or self.tree.tokens[core].xpos in {"NNS", "NNPS"}

    def _institution(self, made: Found, core: int, phrase: list[int]) -> None:
        """A country's government, army or police is known by that country: "the Iraqi army"."""
        tree = self.tree
        proper = [i for i in phrase if tree.tokens[i].upos == "PROPN" and i <= core]
        code = made.country
        counted = any(tree.rels[i] == "nummod" for i in tree.children[core])
        if (
            made.kind not in {"government", "armed_force"}
            or counted
            or made.marking in {"a", "this", "whose"}
        ):
            return
        lemma = made.lemma
        if code and lemma in {"government", "administration", "regime", "authority", "authorities", "state"}:
            made.key = ("government", code)
        elif (
            code and made.kind == "armed_force" and lemma not in {"unit", "contingent", "patrol", "battalion"}
        ):
            made.key = (lemma, code)
        plain = [i for i in proper if self.countries.code(tree.word(i)) is None]
        if made.key or (plain and tree.tokens[core].text[:1].isupper()):
            first = next((i for i in phrase if tree.tokens[i].upos not in {"DET", "PUNCT"}), core)
            start = tree.tokens[first].start
            made.name = self.text[
                start : max(tree.tokens[core].end, made.end if core != phrase[-1] else 0)
            ].strip()

    def _counted(self, index: int) -> int:
        """Return the noun after "of" ("hundreds of armed men" -> men), else the token itself."""
        for kid in self.tree.kids(index, "nmod"):
            if any(self.tree.word(case) == "of" for case in self.tree.kids(kid, "case")):
                return kid
        return index

    def _counts(self, index: int) -> bool:
        """Say whether a counting noun above already speaks for this one."""
        head = self.tree.head(index)
        if head < 0 or self.tree.rels[index] != "nmod" or self._counted(head) != index:
            return False
        return self.tree.lemma(head) in self.words.partitives or self.tree.tokens[head].upos == "NUM"

    def _people(self, index: int) -> str:
        """Return "group" for peoples ("the Americans", "Kurds"), "" for what is none."""
        tree = self.tree
        token, word = tree.tokens[index], tree.word(index)
        plural = token.xpos in {"NNS", "NNPS"} or word.endswith(("s", "ese", "ish", "men"))
        singular = word.removesuffix("s")
        known = word in self.countries.peoples or singular in self.words.peoples or word in self.words.peoples
        marked = any(
            tree.word(i) in {"the", "some", "many", "most", "these", "those"} for i in tree.kids(index, "det")
        )
        if known and (plural or marked):
            return "group"
        if token.upos == "ADJ" and marked and tree.rels[index] in {"nsubj", "obj", "obl", "conj", "nmod"}:
            return "group" if known or word in self.words.kinds else ""
        return ""

    def _pronoun(self, index: int) -> Found | None:
        tree, word = self.tree, self.tree.word(index)
        group = self.words.pronouns.get(word)
        if group is None or tree.rels[index] == "expl":
            if word in self.words.relative and tree.rels[index] in {"nsubj", "obj", "nmod", "obl", "iobj"}:
                return self._relative(index)
            return None
        made = self._make(index, [index], "pronoun", "unknown", marking="pronoun")
        made.gender = group if group in {"male", "female", "thing"} else "open"
        made.number = "many" if group in {"plural", "speakers"} else "one"
        made.lemma = group
        return made

    def _of_two(self, index: int) -> Found | None:
        """Return "the former", "the latter": one of the two actors named last."""
        if not any(self.tree.word(kid) == "the" for kid in self.tree.kids(index, "det")):
            return None
        made = self._make(index, self.tree.phrase(index), "pronoun", "unknown", marking="pronoun")
        made.number, made.lemma = "either", self.tree.word(index)
        return made

    def _relative(self, index: int) -> Found | None:
        """A relative pronoun, marked with the noun that it stands for."""
        current = index
        while current >= 0 and not self.tree.tokens[current].deprel.startswith("acl"):
            current = self.tree.head(current)
        if current < 0:
            return None
        made = self._make(index, [index], "pronoun", "unknown", marking="pronoun")
        made.marking, made.words = "relative", (str(self.tree.head(current)),)
        return made

    def _make(self, index: int, phrase: list[int], form: str, kind: str, *, marking: str) -> Found:
        start, end = self.tree.offsets(phrase)
        return Found(
            tree=self.tree,
            token=index,
            start=start,
            end=end,
            form=form,
            kind=kind,
            number="one",
            gender="open",
            marking=marking,
            lemma=self.tree.lemma(index),
            text=self.text[start:end],
        )
