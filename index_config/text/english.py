"""English words to their stems: Snowball, after British and American spelling have been made one."""

import re
from functools import lru_cache

import Stemmer

_IRREGULAR = {
    "children": "child", "women": "woman", "men": "man", "wives": "wife", "lives": "life", "feet": "foot",
    "mice": "mouse", "indices": "index", "criteria": "criterion", "phenomena": "phenomenon", "laws": "law",
    "judgement": "judgment", "judgements": "judgment", "programme": "program", "programmes": "programs",
    "fulfil": "fulfill", "enrolment": "enrollment", "skilful": "skillful", "marihuana": "marijuana",
}  # fmt: skip

# Folding both spellings to one is all that matters here: "promise" becoming "promize" on both sides does no harm.
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"is(e|es|ed|er|ers|ing|able|ation|ations|ational)$", r"iz\1"),
        (r"ys(e|es|ed|er|ers|ing)$", r"yz\1"),
        (r"^(\w{3,})our(s|ed|ing|able|ful|al|ally|ite|ites|hood|hoods|er|ers)?$", r"\1or\2"),
        (r"tre(s|d)?$", r"ter\1"),
        (r"^(self|def|off|lic|pret)ence", r"\1ense"),
        (r"^(couns|trav|lab|canc|mod|sign|pan|chann|fu)ell(ing|ed|er|ers|or|ors)$", r"\1el\2"),
        (r"^(an)?aesth", r"\1esth"),
        (r"^(ortho)?paed", r"\1ped"),
        (r"haem|^haem", "hem"),
        (r"^gynaec", "gynec"),
        (r"aemia", "emia"),
        (r"^foet", "fet"),
        (r"rrhoea", "rrhea"),
        (r"^manoeuv(re|er)", "maneuver"),
    )
)


_PLURALS = (
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(ss|sh|ch|x)es$"), r"\1"),
    (re.compile(r"(?<=..)(?<!s)(?<!u)(?<!i)s$"), ""),
)


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", maxCacheSize=0)


def english_stem(word: str) -> str:
    """Return the stem of a folded Latin word: "programmes" and "program" → "program"; "women" → "woman"."""
    return str(_stemmer().stemWord(_one_spelling(word)))


def english_singular(word: str) -> str:
    """Return a folded Latin word without its plural: "convictions" → "conviction" (the stem would be "convict")."""
    word = _one_spelling(word)
    for pattern, replacement in _PLURALS:
        if pattern.search(word):
            return pattern.sub(replacement, word)
    return word


def _one_spelling(word: str) -> str:
    word = word.removesuffix("'").removesuffix("'s")
    word = _IRREGULAR.get(word, word)
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word
