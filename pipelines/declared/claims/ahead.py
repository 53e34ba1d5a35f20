"""What a clause calls open before it names its subject: "made in Leith and open-sourced in May, Gull reads". Pure."""

from __future__ import annotations

from pipelines.declared.claims.phrase import Mention, Role
from pipelines.declared.claims.subject import capitalised, first_words, is_own_model, says
from pipelines.declared.names import Names


def is_ahead(mention: Mention, names: Names) -> bool | None:
    """Is it this model that what stands before a subject is said of: "made here and open-sourced, Gull", "small, open
    source, Gull"? None where it stands elsewhere.
    """
    if _is_institution(mention, names):
        return False
    if mention.text.lower().endswith("sourced") and says("participle", mention.before):
        _, comma, clause = mention.after.partition(",")
        return bool(comma) and is_own_model(first_words(clause, 2), names)
    if mention.governor.role is Role.START and not mention.rest.strip(" *_") and mention.tail.startswith(","):
        goes_before = not mention.noun or mention.noun.startswith("and ")
        return goes_before and names.of_itself(capitalised(first_words(mention.tail[1:], 2)))
    return None


def _is_institution(mention: Mention, names: Names) -> bool:
    """ "a member of the Open Source Alliance": is the mention the beginning of the name of somebody else?"""
    named = mention.noun[:1].isupper() and mention.text.istitle() and not mention.what
    return named and mention.before.lower().endswith("the ") and not names.of_itself(mention.noun)
