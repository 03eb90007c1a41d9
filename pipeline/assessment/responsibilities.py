"""Who does each process of the supplier-agreement control: provider, customer, both, or nobody."""

from collections.abc import Sequence

from pipeline.assessment.binding_words import Force
from pipeline.assessment.sides import CUSTOMER, PROVIDER
from pipeline.assessment.speaking import statements_on
from pipeline.assessment.statements import Statement
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage
from pipeline.domain.review import Evidence, Responsibility

NOBODY = "nobody"  # the owner of a process that binds no side
QUOTES = 2  # a side
NOBODY_AT_MOST = 0.95  # a process may be named in words that no cue knows


def responsibilities_of(passages: Sequence[Passage], within: Set) -> tuple[Responsibility, ...]:
    """Return one row for each process of the library's matrix, in its order."""
    said = statements_on(within, passages)
    near = {p.process: _nearest(p.requirements, passages) for p in within.library.processes}
    return tuple(
        _row(process.process, said[process.process], near[process.process], within)
        for process in within.library.processes
    )


def _nearest(requirements: Sequence[str], passages: Sequence[Passage]) -> float:
    return max((p.probability for p in passages if p.requirement in requirements), default=0.0)


def _row(process: str, said: Sequence[Statement], near: float, within: Set) -> Responsibility:
    declined = [s for s in said if s.force is Force.DECLINES and PROVIDER in s.sides]
    provider, customer = _owning(said)
    owner = {(True, False): "provider", (False, True): "customer", (True, True): "shared"}.get(
        (bool(provider), bool(customer)), NOBODY
    )
    sides = [max(s.sure for s in side) for side in (provider, customer) if side]
    sure = min(sides) if sides else min(NOBODY_AT_MOST, 1 - near * 0.5)
    ours, theirs = _quoted(provider), _quoted(customer)
    return Responsibility(
        process=process,
        owner=owner,
        evidence=(*ours, *theirs),
        provider=ours,
        customer=theirs,
        confidence=round(sure, 2),
        reason=_reason(provider, customer, declined, within),
        declined=_quoted(declined),
    )


def _owning(said: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Return the statements that put the process on the provider, and on the customer, best first.

    Where the customer stands alone for it, what the provider tells of itself without a promise does
    not make it shared; nor does it where a table names the customer.
    """
    binding = sorted(
        (s for s in said if s.force is not Force.DECLINES),
        key=lambda s: (-s.sure, s.evidence.document, s.evidence.span),
    )
    provider = [s for s in binding if PROVIDER in s.sides]
    customer = [s for s in binding if CUSTOMER in s.sides]
    alone = any(s.sole or s.by_row for s in customer)
    if alone and all(s.force is Force.DOES or s.soft for s in provider):
        provider = []
    return provider, customer


def _quoted(statements: Sequence[Statement]) -> tuple[Evidence, ...]:
    """Return the words of the surest statements, the same words once."""
    first: dict[str, Evidence] = {}
    for statement in statements:
        first.setdefault(" ".join(statement.evidence.quote.split()).lower(), statement.evidence)
    return tuple(first.values())[:QUOTES]


def _reason(
    provider: Sequence[Statement], customer: Sequence[Statement], declined: Sequence[Statement], within: Set
) -> str:
    if provider and customer:
        return _capital(f"{_of_provider(provider[0], within)}; {_of_customer(customer[0], within)}.")
    if provider:
        return _capital(f"{_of_provider(provider[0], within)}.")
    if customer:
        also = f"; the provider declines it in {_where(declined[0], within)}" if declined else ""
        return _capital(f"{_of_customer(customer[0], within)}{also}.")
    if declined:
        where = _where(declined[0], within)
        return f"Nobody is bound: the provider declines it in {where}, and no words put it on the customer."
    return "Nobody is bound: no words put it on either side."


def _of_provider(statement: Statement, within: Set) -> str:
    where = _where(statement, within)
    if statement.soft:
        return f"the provider undertakes it in {where}, but with words that weaken it"
    if statement.force is Force.MAY:
        return f"the customer has a right to it under {where}, which binds the provider"
    if not statement.named:
        return f"{where} provides for it without naming who; read as the provider's"
    if statement.force is Force.DOES:
        return f"the provider says in {where} what it does, without a word of duty"
    return f"the provider is bound to it in {where}"


def _of_customer(statement: Statement, within: Set) -> str:
    alone = " alone" if statement.sole else ""
    if statement.force is Force.SHOULD:
        return f"{_where(statement, within)} advises the customer to do it"
    return f"{_where(statement, within)} puts it on the customer{alone}"


def _where(statement: Statement, within: Set) -> str:
    """Name the clause, and its document where there are several."""
    evidence = statement.evidence
    agreement = within.documents[evidence.document]
    clause = next(c for c in agreement.clauses if c.id == evidence.clause)
    name = agreement.document.source.name
    of = f" of {name}" if len(within.documents) > 1 else ""
    number = clause.path or clause.number
    if number[:1].isdigit():
        return f"clause {number}{of}"
    if number[:1].isalpha() and " " in number:  # "Annex II, 3.5"
        return f"{number}{of}"
    return f"“{clause.heading}”{of}" if clause.heading else (f"a clause{of}" if of else "the text")


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
