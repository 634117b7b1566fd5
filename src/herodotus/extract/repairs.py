"""Mends what a parser often gets wrong by patterns that hold whatever the words; heads and relations only."""

from __future__ import annotations

from herodotus.types import Token

Heads = list[int]
Relations = list[str]
_LONGEST_DATELINE = 24  # tokens of place, date and agency before the dash
_SHORTEST_TOWN = 3  # letters; "A" opens a sentence, "GAO" a dateline
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl"})
_OPENERS = frozenset({"after", "before", "since", "until", "as", "when", "while", "once"})


def mended(tokens: tuple[Token, ...]) -> tuple[Heads, Relations]:
    """Return heads (-1 for a root, without circles) and relations of a sentence, mended."""
    heads = _sound_heads(tokens)
    relations = [token.deprel for token in tokens]
    for mend in (
        _lift_cases,
        _step_over_datelines,
        _read_perfects,
        _give_subjects_behind_for,
        _turn_fronted_clauses,
        _turn_named_subjects,
        _free_subjects,
        _return_told_subjects,
        _share_out_objects,
    ):
        mend(tokens, heads, relations)
    return heads, relations


def _sound_heads(tokens: tuple[Token, ...]) -> Heads:
    heads = [token.head if -1 <= token.head < len(tokens) else -1 for token in tokens]
    for index in range(len(heads)):
        seen = {index}
        node = index
        while heads[node] >= 0:
            if heads[node] in seen:
                heads[node] = -1
                break
            node = heads[node]
            seen.add(node)
    return heads


def _turn_fronted_clauses(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "to besiege towns" where the verb hangs on its own object: a clause on a noun stands behind it."""
    for index, token in enumerate(tokens):
        noun = heads[index]
        fronted = relations[index] == "acl" or (relations[index] == "amod" and token.xpos == "VB")
        if token.upos != "VERB" or not fronted or noun <= index or heads[noun] == index:
            continue
        if any(
            relations[other] == "case" and heads[other] == noun and other < index for other in range(noun)
        ):
            continue
        heads[index], relations[index] = heads[noun], relations[noun]
        heads[noun], relations[noun] = index, "obj"


def _turn_named_subjects(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "a day after Marr, the envoy, called on both": an opener of clauses took the name for its own."""
    for verb, token in enumerate(tokens):
        name = heads[verb]
        if relations[verb] != "acl" or token.xpos not in {"VBD", "VBN"} or not 0 <= name < verb:
            continue
        openers = [
            one
            for one in range(name)
            if heads[one] == name and relations[one] == "case" and tokens[one].text.lower() in _OPENERS
        ]
        torn = tokens[openers[0]].upos == "SCONJ" if openers else False
        aside = tokens[verb - 1].text == "," and any(token.text == "," for token in tokens[name : verb - 1])
        speaks = any(
            heads[one] == verb and one > verb and relations[one] != "punct" for one in range(len(tokens))
        )
        if not torn and not (aside and speaks and tokens[name].upos == "PROPN"):
            continue
        passive = any(heads[one] == verb and relations[one] == "obl:agent" for one in range(len(tokens)))
        if passive or tokens[name].upos not in {"PROPN", "PRON", "NOUN"}:
            continue
        heads[verb], relations[verb] = heads[name], "advcl"
        heads[name], relations[name] = verb, "nsubj"
        for one in openers:
            heads[one], relations[one] = verb, "mark"


def _lift_cases(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "on Port Vell" where "on" hangs on the name's first word: it opens the whole phrase."""
    for word in range(len(tokens)):
        top = heads[word]
        while (
            relations[word] == "case" and 0 <= word < top and relations[top] in {"compound", "flat", "amod"}
        ):
            if heads[top] <= top:
                break
            top = heads[top]
        if relations[word] == "case" and top >= 0:
            heads[word] = top


def _step_over_datelines(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "GAO, 3 May (AP) -- Rebels have ..." where the town was taken for the subject."""
    start = dateline_end(tokens)
    for town in range(start):
        verb = heads[town]
        if not relations[town].startswith("nsubj") or verb < start:
            continue
        beside = [
            one
            for one in range(start, verb)
            if heads[one] == town and relations[one] in {"appos", "parataxis", "dep", "conj", "nmod", "flat"}
        ]
        if beside:
            heads[beside[0]], relations[beside[0]] = verb, relations[town]
            heads[town], relations[town] = verb, "dep"


def _give_subjects_behind_for(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "called for the mayor to resign": the noun behind "for" is who should do it."""
    for mark, token in enumerate(tokens):
        verb = heads[mark]
        if token.text.lower() != "for" or relations[mark] != "mark" or verb <= mark:
            continue
        for noun in range(mark + 1, verb):
            cased = any(heads[one] == noun and relations[one] == "case" for one in range(len(tokens)))
            if heads[noun] == heads[verb] and relations[noun] in {"obl", "obj"} and not cased:
                heads[noun], relations[noun] = verb, "nsubj"
                break


def _read_perfects(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "and have seized weapons" read as owning seized weapons: the participle is the verb."""
    for verb in range(len(tokens) - 1):
        participle = verb + 1
        noun = heads[participle]
        has = tokens[verb].text.lower() in {"have", "has", "had"} and relations[verb] != "aux"
        described = tokens[participle].xpos == "VBN" and relations[participle] == "amod" and noun > participle
        if not (has and described and heads[noun] == verb and relations[noun] == "obj"):
            continue
        heads[participle], relations[participle] = heads[verb], relations[verb]
        for one in range(len(tokens)):
            if heads[one] == verb:
                heads[one] = participle
        heads[verb], relations[verb] = participle, "aux"


def _free_subjects(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "the army backed by tanks attacked the town": the participle took the subject of the verb."""
    for verb, token in enumerate(tokens):
        if token.xpos not in _FINITE or relations[verb].split(":")[0] not in _CLAUSES:
            continue
        kids = [one for one in range(len(tokens)) if heads[one] == verb]
        if any(relations[one].startswith(("nsubj", "csubj", "aux", "mark", "expl")) for one in kids):
            continue
        subject = _held_subject(tokens, heads, relations, verb=verb)
        if subject is None:
            continue
        participle = heads[subject]
        heads[subject], relations[subject] = verb, "nsubj"
        heads[participle], relations[participle] = subject, "acl"


def _return_told_subjects(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "soon, says Ada Moreau, officers were arming them": the officers were put beside the speaker."""
    for beside, relation in enumerate(relations):
        speaker = heads[beside]
        if relation != "appos" or speaker < 0 or not relations[speaker].startswith("nsubj"):
            continue
        cue = heads[speaker]
        told = [
            one
            for one in range(beside + 1, len(tokens))
            if heads[one] == cue and relations[one] == "ccomp" and tokens[one].upos == "VERB"
        ]
        for clause in told:
            kids = [one for one in range(len(tokens)) if heads[one] == clause]
            if any(relations[one].startswith(("nsubj", "mark", "expl")) for one in kids):
                continue
            first = min([clause, *(one for one in kids if relations[one].startswith("aux"))])
            own = {one for one in range(beside, first) if one == beside or _hangs_on(heads, one, beside)}
            if own == set(range(beside, first)):
                heads[beside], relations[beside] = clause, "nsubj"


def _hangs_on(heads: Heads, index: int, above: int) -> bool:
    """Return whether a token stands below another in the tree."""
    for _ in range(len(heads)):
        index = heads[index]
        if index == above:
            return True
        if index < 0:
            return False
    return False


def _held_subject(tokens: tuple[Token, ...], heads: Heads, relations: Relations, *, verb: int) -> int | None:
    """Return the subject of a bare participle with "by" that ends right before the verb."""
    before = verb - 1
    while before >= 0 and tokens[before].upos in {"ADV", "PUNCT"}:
        before -= 1
    if before < 0 or relations[before] not in {"obl:agent", "obl"}:
        return None
    participle = heads[before]
    if participle < 0 or tokens[participle].xpos not in {"VBD", "VBN"} or participle >= before:
        return None
    kids = [one for one in range(len(tokens)) if heads[one] == participle]
    by = any(heads[one] == before and tokens[one].text.lower() == "by" for one in range(participle, before))
    subject = next((one for one in kids if relations[one].startswith("nsubj") and one < participle), None)
    if not by or subject is None or any(relations[one].startswith(("aux", "cop")) for one in kids):
        return None
    return subject


def _share_out_objects(tokens: tuple[Token, ...], heads: Heads, relations: Relations) -> None:
    """Mend "arming rebels and sponsoring raids": the second object belongs to the second verb."""
    for verb, token in enumerate(tokens):
        first = heads[verb]
        if token.upos != "VERB" or relations[verb] != "conj" or first < 0 or first > verb:
            continue
        own = [one for one in range(len(tokens)) if heads[one] == first and relations[one] == "obj"]
        has = any(
            heads[one] == verb and relations[one] in {"obj", "ccomp", "xcomp"} for one in range(len(tokens))
        )
        later = [one for one in own if one > verb]
        if has or not later or not any(one < verb for one in own):
            continue
        heads[later[0]] = verb


def dateline_end(tokens: tuple[Token, ...]) -> int:
    """Return the first token behind "GAO, 3 May (AP) --"; 0 where the sentence opens without a dateline."""
    if not tokens or not tokens[0].text.isupper() or len(tokens[0].text) < _SHORTEST_TOWN:
        return 0
    for index, token in enumerate(tokens[:_LONGEST_DATELINE]):
        if token.upos in {"VERB", "AUX"}:
            return 0
        spaced = index > 0 and tokens[index - 1].end < token.start
        if spaced and token.text in {"--", "\u2014", "\u2013", "-"}:
            return index + 1
    return 0
