"""What a sentence says right before the first and right behind the last word that is quoted of it.

"… allowed to close the ferry" of "is not allowed to close the ferry" has every word right and the sense turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.quotations.disguise import undisguised
from argmap.quotations.lexicon import CONDITION, DENIAL, REFUSAL, SPEAKER, Lexicon, without_article
from argmap.quotations.match import Difference, DifferenceWeight
from argmap.quotations.quoting import ELLIPSIS
from argmap.quotations.scope import LIMIT, limiting
from argmap.quotations.tokens import Token, tokenise

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|\n\s*\n|\f|[;:]")
_WORD = re.compile(r"\w")
# So many letters to either side are looked at, and so many words.
_NEAR = 120
_BEFORE = _BEHIND = 2
_OPENED = 4
_LONGEST_LEAD = 8
_LONGEST_CONDITION = 12
_COMPLEMENT = 4
_SOFTENED = 6
_LONGEST_SENTENCE = 400
_CLOSING = " \n\"'”’»)]"


def cut_off(quote: str, text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Difference]:
    """What turns round the words ``text[start:end]``, quoted as `quote`, and stands right before or behind them.

    With an ellipsis at that end it is an alteration, and so it is without where nothing else is left of the sentence;
    where the quotation goes on in the author's own words without a mark, these may say it: a warning. What softens the
    words is told where an ellipsis or a capital of the author's own makes them a sentence, and an alteration where such
    a capital and a full stop give them out as the whole one.
    """

    def difference(side: str, word: str, kind: str, left_out: bool) -> Difference:
        note = f"“{word}” ({kind}) stands right {side} the words quoted"
        weight: DifferenceWeight = "alteration" if left_out else "warning"
        return Difference("negation" if kind == DENIAL else "omission", "", word, weight, note, start, end)

    dots = [(found.start(), found.end()) for found in ELLIPSIS.finditer(quote)]
    # the first and the last ellipsis decide: a line of leaders has thousands
    opened = bool(dots) and not _WORD.search(quote, 0, dots[0][0])
    closed = bool(dots) and not _WORD.search(quote, dots[-1][1])
    before, behind = _words_before(text, start), _words_behind(text, end)
    # "Although the model was rejected, | the results …": what a lead denies is not the rest
    apart = opened and "," in text[max(0, start - 2) : start]
    if not apart and (found := _denying(before[-_OPENED if opened else -_BEFORE :], lexicon, aside=not opened)):
        yield difference("before", *found, opened)
    elif opened and not apart and len(before) <= _LONGEST_LEAD and (word := _opening_denial(before, lexicon)):
        yield difference("before", word, DENIAL, True)  # "At no stage were …", "No farmer in the valley …"
    elif opened and (found := _leading(before, text, start, lexicon)):
        yield difference("before", *found, True)
    elif apart and lexicon.restrictions_ahead.intersection(_keys(lead := _lead(before))[:1]):
        yield difference("before", lead[0].form, "it says when or where they hold", False)
    elif (opened or _begins_anew(quote, text, start)) and (soft := _softening(before[-_SOFTENED:], lexicon)):
        # from a capital of the author's own to the full stop it is given out as the whole sentence
        whole = not opened and not behind and quote.rstrip(_CLOSING)[-1:] in (".", "!", "?")
        yield difference("before", soft, "it softens them", whole)
    elif not opened and (
        found := _denied_saying(before, lexicon) or _condition_ahead(before, behind, text[:start], lexicon)
    ):
        yield difference("before", *found, False)
    if len(behind) <= _BEHIND and (found := _denying(behind, lexicon)):
        # "Der Rat zahlte die Schuld" of "Der Rat zahlte die Schuld nicht."; but "birth rates are" of "… are declining."
        yield difference("behind", *found, closed or found[1] == DENIAL)
    elif word := _opening_denial(behind[:_OPENED], lexicon):
        yield difference("behind", word, DENIAL, False)
    elif behind and lexicon.conditions.begins(_keys(behind)):
        yield difference("behind", behind[0].form, CONDITION, closed)
    elif closed and (speaker := _trailing(behind, lexicon)):
        yield difference("behind", speaker, SPEAKER, True)
    elif closed and lexicon.restrictions.begins(_keys(behind)):
        yield difference("behind", behind[0].form, "it says when or where they hold", False)
    elif behind and (closed or not before) and "," not in behind[0].gap:
        comma = next((at for at, word in enumerate(behind) if at and "," in word.gap), len(behind))
        quoted = tokenise(text, max(start, end - _LONGEST_SENTENCE), end)
        # without an ellipsis or a full stop the author's own sentence may go on to say it
        given_whole = closed or quote.rstrip(_CLOSING)[-1:] == "."
        if limit := limiting(behind[:comma], quoted, (), lexicon, by_itself=not given_whole):
            yield difference("behind", limit, LIMIT, False)


def _denying(words: list[Token], lexicon: Lexicon, aside: bool = True) -> tuple[str, str] | None:
    """The words that turn round what stands beside them: a negation or a refusal, at most small words between.

    All other words must be small ones; those in front of it need not where `aside` is false.
    """
    keys = lexicon.without_hollow(lexicon.but_names(words))
    for kind, listed in ((DENIAL, lexicon.denials), (REFUSAL, lexicon.refusals)):
        for at in reversed(range(len(words))):
            found = listed.found(keys[at:])
            if found is None or found[0]:
                continue
            last = at + found[1]
            if lexicon.function_words.issuperset(keys[last:] + keys[:at] * aside):
                return " ".join(word.form for word in words[at:last]), kind
    return None


def _denied_saying(before: list[Token], lexicon: Lexicon) -> tuple[str, str] | None:
    """What denies that what follows is so, was said or thought: "nobody believed that", "it is wrong to say that"."""
    keys = lexicon.without_hollow(_keys(before))
    at = next((at for at in reversed(range(len(keys))) if keys[at] not in lexicon.function_words), 0)
    at = next((i for i in range(max(0, at), len(keys)) if keys[i] in lexicon.complementisers), -1)
    # "the council, which had no seal, wrote that": what is denied before a comma is not the saying
    comma = max((i for i in range(at) if "," in before[i].gap), default=0)
    clause = keys[max(comma, at - _LONGEST_LEAD) : at] if at > 0 else []
    heads = (lexicon.saying_heads, lexicon.truths)
    denied = lexicon.denials.found(clause) if any(word in words for word in clause for words in heads) else None
    governs = ((REFUSAL, lexicon.refusals), (SPEAKER, lexicon.untruths))
    # "it would be wrong to say | that"
    small = (lexicon.saying_heads, lexicon.function_words)
    said = [*clause]
    while len(said) > 1 and not any(said[-1] in listed for _, listed in governs) and any(said[-1] in s for s in small):
        said.pop()
    for kind, found in ((DENIAL, denied), *((kind, listed.found(said[-1:])) for kind, listed in governs)):
        if found:
            first = at - (len(clause) if kind == DENIAL else len(clause) - len(said) + 1)
            return " ".join(word.form for word in before[first + found[0] : first + found[1]]), kind
    return None


def _softening(before: list[Token], lexicon: Lexicon) -> str:
    """The hedge right before the words quoted, or the word that says of how many they hold; small words between."""
    keys = _keys(before)
    for at in reversed(range(len(keys))):
        if keys[at] in lexicon.hedges or keys[at] in lexicon.partial or lexicon.begins_soft(keys[at:]):
            return " ".join(word.form for word in before[at : at + (lexicon.begins_soft(keys[at:]) or 1)])
        if keys[at] not in lexicon.function_words and not any(lexicon.begins_soft(keys[i:]) for i in range(at)):
            break
    return before[-2].form if len(before) > 1 and lexicon.depends(keys) else ""


def _leading(before: list[Token], text: str, start: int, lexicon: Lexicon) -> tuple[str, str] | None:
    """What the words up to the quotation make of it: somebody's saying ("According to his rivals,"), or a condition."""
    keys = _keys(before)
    if lexicon.complementisers.intersection(keys[-1:]) and not lexicon.own_voice.found(keys):
        said = next((w.form for w in before[-_LONGEST_LEAD:-1] if w.key in lexicon.saying_heads), "")
        if said:
            return said, SPEAKER
    beside = len(keys) - bool(lexicon.complementisers.intersection(keys[-1:]))
    # "as legend has it, | the bell"; but of "he called it false, | and they" the one word is another clause's
    nearest = beside if "," not in text[max(0, start - 2) : start] else beside - 1
    for at in range(max(0, beside - _COMPLEMENT), nearest):
        if lexicon.attributions.found(keys[at:beside]) == (0, beside - at):
            return before[at].form, SPEAKER
    # a lead of its own between the sentence's start, or a comma, and the comma right before the quotation
    named = lexicon.attributions.found(keys[:_LONGEST_LEAD])
    if named and named[0] == 0 and named[1] > 1 and len(keys) <= _LONGEST_LEAD:
        return " ".join(word.form for word in before[: named[1]]), SPEAKER
    if keys[-1:] and keys[-1][2:].endswith(lexicon.conditions.endings):
        return before[-1].form, CONDITION  # "… ödemezse", "if he does not pay"
    if (
        len(keys) <= _LONGEST_CONDITION
        and lexicon.conditions.begins(keys)
        and not any("," in w.gap for w in before[1:])
    ):
        return before[0].form, CONDITION  # "Only in the north did …", without a comma behind the lead
    lead = _lead(before)
    if "," not in text[max(0, start - 2) : start] or not 0 < len(lead) <= _LONGEST_LEAD:
        return None
    told = _keys(lead)
    if told[-1] in lexicon.conditions_behind:
        return lead[-1].form, CONDITION
    excepted = lexicon.conditions.found(told)  # "with the exception of the mills,"; but "after only two years,"
    if (excepted and (excepted[0] == 0 or excepted[1] - excepted[0] > 1)) or told[0] in lexicon.conditions_ahead:
        return lead[0].form, CONDITION
    begins = lead[0] if lexicon.attributions.begins(told) else None
    speaks = next((w for w in lead if w.key in lexicon.views), begins)
    if speaks is None and (speaker := lexicon.names_a_speaker(told)):
        speaks = next(w for w in lead if w.key == speaker)
    return (speaks.form, SPEAKER) if speaks else None


def _condition_ahead(before: list[Token], behind: list[Token], ahead: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The condition that a clause sets before the comma right before the words quoted: "If the price falls,"."""
    lead = lexicon.without_hollow(_keys(before))
    if "," not in ahead[-2:] or not 1 < len(lead) <= _LONGEST_CONDITION:
        return None
    if any("," in word.gap for word in (*before[1:], *behind[:1])):
        return None  # "if the mayor, | the boatmen's friend |, had come"
    if lead[-1][2:].endswith(lexicon.conditions.endings) or lead[-1] in lexicon.conditions_behind:
        return before[-1].form, CONDITION
    opens = lead[0] in lexicon.conditions_ahead or lexicon.conditions.begins(lead)
    return (before[0].form, CONDITION) if opens else None


def _lead(before: list[Token]) -> list[Token]:
    """The words from the sentence's start, or from the last comma, to the quotation."""
    return before[max((i for i, word in enumerate(before) if "," in word.gap), default=0) :]


def _keys(words: list[Token]) -> list[str]:
    return [without_article(word.form, word.key) for word in words]


def _trailing(behind: list[Token], lexicon: Lexicon) -> str:
    """Who says it, right behind the quotation: ", according to his rivals", ", the paper alleged"."""
    found = lexicon.attributions.found([word.key for word in behind[:_COMPLEMENT]])
    if found or not behind or "," not in behind[0].gap:
        return behind[found[0]].form if found else ""
    speaker = lexicon.names_a_speaker([word.key for word in behind])
    return next((word.form for word in behind if word.key == speaker), "")


def _opening_denial(words: list[Token], lexicon: Lexicon) -> str:
    """The negation with which the words begin, at most a small word before it and no comma: "in none of the four"."""
    keys = lexicon.without_hollow(_keys(words))[:2]
    at = next((at for at, key in enumerate(keys) if key in lexicon.plain_negations), -1)
    apart = at < 0 or any("," in word.gap for word in words)
    return "" if apart or not lexicon.function_words.issuperset(keys[:at]) else words[at].form


def _begins_anew(quote: str, text: str, start: int) -> bool:
    """The quotation has a capital at its start where the text has a small letter."""
    first = _WORD.search(quote)
    return first is not None and first.group().isupper() and text[start : start + 1].islower()


def _words_before(text: str, start: int) -> list[Token]:
    """The words of the same sentence before a place, those near by."""
    near = undisguised(text[max(0, start - _NEAR) : start])
    ends = [found.end() for found in _SENTENCE_END.finditer(near)]
    return [] if near[-1:].isalnum() else tokenise(near, ends[-1] if ends else 0, len(near))


def _words_behind(text: str, end: int) -> list[Token]:
    """The words of the same sentence behind a place, those near by."""
    near = undisguised(text[end : end + _NEAR]) + " "
    found = _SENTENCE_END.search(near)
    return [] if near[:1].isalnum() else tokenise(near, 0, found.start() if found else len(near))
