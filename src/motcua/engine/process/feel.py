"""A small, safe part of FEEL for conditions: values and comparisons, never code.

Grammar: `or` < `and` < comparison (`= != < <= > >=`, `in (a, b)`, `in [1..5]`, `between … and …`)
< `+ -` < `* /` < unary `-`, `not(…)`, literals, names (dotted), parentheses. Three-valued logic as
in DMN: an unknown name is null, a comparison of unlike things is null, and only `true` is true.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = bool | int | Decimal | str | None
Facts: TypeAlias = Mapping[str, object]
Expression: TypeAlias = Callable[[Facts], Value]

MAX_LENGTH = 2_000
MAX_DEPTH = 40


class FeelError(ValueError):
    """The text is not of this language: `reason` is a word, `position` counts characters."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"{reason} at {position}")
        self.reason = reason
        self.position = position


def holds(condition: str, facts: Facts) -> bool:
    """Whether the condition is true (null is not). Raises `FeelError`."""
    return parse(condition)(facts) is True


def evaluate(text: str, facts: Facts) -> Value:
    """The value of the expression. Raises `FeelError` on text that is not FEEL."""
    return parse(text)(facts)


@lru_cache(maxsize=4_096)
def parse(text: str) -> Expression:
    """The expression as a function of the facts. Raises `FeelError`."""
    if len(text) > MAX_LENGTH:
        raise FeelError("too_long", MAX_LENGTH)
    return _Parser(text).whole()


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.(?!\.)\d+)?|\.\d+)
    | (?P<string>"(?:[^"\\]|\\.)*")
    | (?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
    | (?P<sign>\.\.|!=|<=|>=|[=<>+\-*/(),\[\]])
    )""",
    re.VERBOSE,
)
_WORDS = frozenset({"and", "or", "not", "in", "between", "true", "false", "null"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


def _tokens(text: str) -> list[tuple[str, str, int]]:
    tokens = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise FeelError("unknown_sign", position)
        kind = str(match.lastgroup)
        word = match.group(kind)
        tokens.append(
            ("word" if kind == "name" and word in _WORDS else kind, word, match.start(kind))
        )
        position = match.end()
    return [*tokens, ("end", "", len(text))]


class _Parser:
    """Recursive descent; each method leaves the reader after what it understood."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._or()
        if self._tokens[self._at][0] != "end":
            raise self._lost("unexpected")
        return expression

    def _lost(self, reason: str) -> FeelError:
        return FeelError(reason, self._tokens[self._at][2])

    def _take(self, *words: str) -> str:
        kind, word, _ = self._tokens[self._at]
        if kind in ("sign", "word") and word in words:
            self._at += 1
            return word
        return ""

    def _expect(self, word: str) -> None:
        if not self._take(word):
            raise self._lost(f"expected {word}")

    def _or(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._lost("too_deep")
        parts = [self._and()]
        while self._take("or"):
            parts.append(self._and())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else _any(tuple(parts))

    def _and(self) -> Expression:
        parts = [self._comparison()]
        while self._take("and"):
            parts.append(self._comparison())
        return parts[0] if len(parts) == 1 else _all(tuple(parts))

    def _comparison(self) -> Expression:
        left = self._sum()
        if sign := self._take("=", "!=", "<=", ">=", "<", ">"):
            return _compared(sign, left, self._sum())
        if self._take("between"):
            low = self._sum()
            self._expect("and")
            return _all((_compared(">=", left, low), _compared("<=", left, self._sum())))
        return self._membership(left) if self._take("in") else left

    def _membership(self, left: Expression) -> Expression:
        if self._take("["):
            low = self._sum()
            self._expect("..")
            high = self._sum()
            self._expect("]")
            return _all((_compared(">=", left, low), _compared("<=", left, high)))
        self._expect("(")
        tests = [_compared("=", left, self._sum())]
        while self._take(","):
            tests.append(_compared("=", left, self._sum()))
        self._expect(")")
        return _any(tuple(tests))

    def _sum(self) -> Expression:
        left = self._product()
        while sign := self._take("+", "-"):
            left = _reckoned(sign, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._unary()
        while sign := self._take("*", "/"):
            left = _reckoned(sign, left, self._unary())
        return left

    def _unary(self) -> Expression:
        is_negative = False
        while self._take("-"):
            is_negative = not is_negative
        value = self._atom()
        return _reckoned("-", _constant(0), value) if is_negative else value

    def _atom(self) -> Expression:
        kind, word, _ = self._tokens[self._at]
        if kind == "word" or word == "(":
            return self._word(word)
        self._at += 1
        if kind == "number":
            return _constant(Decimal(word))
        if kind == "string":
            return _constant(re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[0]), word[1:-1]))
        if kind == "name":
            return _named(word)
        self._at -= 1
        raise self._lost("expected a value")

    def _word(self, word: str) -> Expression:
        if word in ("true", "false", "null"):
            self._at += 1
            return _constant({"true": True, "false": False, "null": None}[word])
        is_negated = bool(self._take("not"))
        self._expect("(")
        inner = self._or()
        self._expect(")")
        return _negated(inner) if is_negated else inner


def _constant(value: Value) -> Expression:
    return lambda facts: value


def _named(name: str) -> Expression:
    path = name.split(".")

    def value(facts: Facts) -> Value:
        found: object = facts
        for part in path:
            found = found.get(part) if isinstance(found, Mapping) else None
        return _known(found)

    return value


def _known(fact: object) -> Value:
    """A fact as a value of the language; what is none of its kinds is null."""
    if isinstance(fact, float):
        fact = Decimal(repr(fact))
    if isinstance(fact, Decimal):
        return fact if fact.is_finite() else None
    return fact if isinstance(fact, bool | int | str) else None


def _negated(inner: Expression) -> Expression:
    return lambda facts: {True: False, False: True}.get(_truth(inner(facts)))  # type: ignore[arg-type]


def _truth(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def _all(parts: tuple[Expression, ...]) -> Expression:
    def value(facts: Facts) -> Value:
        found = [_truth(part(facts)) for part in parts]
        return False if False in found else None if None in found else True

    return value


def _any(parts: tuple[Expression, ...]) -> Expression:
    def value(facts: Facts) -> Value:
        found = [_truth(part(facts)) for part in parts]
        return True if True in found else None if None in found else False

    return value


def _compared(sign: str, left: Expression, right: Expression) -> Expression:
    def value(facts: Facts) -> Value:
        one, other = left(facts), right(facts)
        if sign in ("=", "!="):
            return _equal(one, other) if sign == "=" else _not(_equal(one, other))
        return _ordered(sign, one, other)

    return value


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _equal(one: Value, other: Value) -> bool | None:
    if one is None or other is None:
        return one is other
    return one == other if _sort(one) == _sort(other) else None


def _ordered(sign: str, one: Value, other: Value) -> bool | None:
    if one is None or other is None or _sort(one) != _sort(other) or isinstance(one, bool):
        return None
    is_less, is_equal = one < other, one == other  # type: ignore[operator]
    return {"<": is_less, "<=": is_less or is_equal, ">=": not is_less}.get(
        sign, not is_less and not is_equal
    )


def _sort(value: Value) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number"


def _reckoned(sign: str, left: Expression, right: Expression) -> Expression:
    def value(facts: Facts) -> Value:
        one, other = left(facts), right(facts)
        if sign == "+" and isinstance(one, str) and isinstance(other, str):
            return one + other
        if _is_number(one) and _is_number(other):
            return _number(sign, Decimal(one), Decimal(other))  # type: ignore[arg-type]
        return None

    return value


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _number(sign: str, one: Decimal, other: Decimal) -> Decimal | None:
    try:
        if sign == "/":
            return one / other
        return one + other if sign == "+" else one - other if sign == "-" else one * other
    except (DivisionByZero, InvalidOperation, Overflow):
        return None
