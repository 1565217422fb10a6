"""Learning: what people decided on this study teaches how far the reader's suggestions can be trusted.

For each thing asked the reader has one suggestion and others it put second. A logistic model over what the reader saw
(`why`, the values, the kind of reason) says of each how probably it is right. Three ways compete on codings that none
of them was taught by (cross-validation, all of a body's letters on one side): leave the suggestions as they are, only
state truer confidences, or also choose another of the values weighed. A way that does not do clearly better is not
taken, so that learning never makes a study worse than the reader alone.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from typing import Any

from askall.foundation.work import Progress
from askall.reading.evaluation import Figures, Judged, figures
from askall.reading.leaning import said_above
from askall.reading.records import Suggestion

LEARNER = "learner 2"
FEWEST = 10  # lessons
MOST = 4_000  # the newest ones: more teach nothing new and take longer
FOLDS = 5
FITS = 2 * FOLDS + 1  # models fitted at most in one learning
ROUNDS = 60
RATE = 0.3
PRIOR = 1.0  # how strongly a weight is held to nothing, in lessons
RARE = 3  # a feature met less often teaches nothing
LIKELY = 0.5  # a value put second takes the first one's place, or that of silence, only if it is likelier than not
LESS_SURE = "less sure than the study asks for"
NONE, CALIBRATE, CHOOSE = "none", "calibrate", "choose"
WAYS = (NONE, CALIBRATE, CHOOSE)
LEAST, SUREST = 0.02, 0.98
EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the reader suggested of one variable of one request, and the value that people decided; "" if they found no
    value there. `body` groups what is not to stand on both sides of a test."""

    body: str
    variable: str
    suggestion: Suggestion
    decided: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """`way` is one of WAYS; weights by feature. `trust` scales the reader's own confidence; 1 takes it as it is."""

    way: str = NONE
    trust: float = 1.0
    weights: tuple[tuple[str, float], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"way": self.way, "trust": self.trust, "weights": dict(self.weights)}


def model_from_json(stored: dict[str, Any]) -> Model:
    """The model that `as_json` came from."""
    return Model(stored["way"], stored["trust"], tuple(sorted(stored["weights"].items())))


@dataclass(frozen=True, slots=True)
class Learnt:
    """The model taken, the lessons and bodies it rests on, and what each way did on lessons it was not taught by."""

    model: Model
    lessons: int
    bodies: int
    tried: tuple[tuple[str, Figures], ...]
    by_variable: tuple[tuple[str, Figures, Figures], ...] = ()  # before and after

    @property
    def before(self) -> Figures:
        """The reader alone."""
        return dict(self.tried)[NONE]

    @property
    def after(self) -> Figures:
        """With the way that is taken."""
        return dict(self.tried)[self.model.way]


def learn(lessons: Iterable[Lesson], line: float = 0.0, progress: Progress | None = None) -> Learnt:
    """The way to go on from these lessons, oldest first, where nothing less sure than `line` is said: the same line
    that holds when the model is used. Below FEWEST lessons, or with one body, that is to learn nothing. The same
    lessons give the same model. `progress` is told the number of models fitted, of FITS."""
    listed = list(lessons)[-MOST:]
    folds = _folds(listed)
    tried = {NONE: _tried(listed, [Model()] * len(folds), folds, line)}
    model, fits = Model(), count(1)
    if len(listed) >= FEWEST and len(folds) > 1:
        rows = {way: [_rows(one, way) for one in listed] for way in (CALIBRATE, CHOOSE)}

        def fitted(way: str, left_out: frozenset[int] = frozenset()) -> Model:
            kept = [some for one, some in zip(listed, rows[way], strict=True) if _fold(one.body) not in left_out]
            found = _fitted([row for some in kept for row in some], way)
            if progress:
                progress(next(fits))
            return found

        for way in rows:
            tried[way] = _tried(listed, [fitted(way, fold) for fold in folds], folds, line)
        way = _best(tried)
        model = fitted(way) if way != NONE else model
    measured = tuple((way, figures(judged)) for way, judged in tried.items())
    told = tuple(_by_variable(tried[NONE], tried[model.way]))
    return Learnt(model, len(listed), len({one.body for one in listed}), measured, told)


def _by_variable(before: Sequence[Judged], after: Sequence[Judged]) -> Iterator[tuple[str, Figures, Figures]]:
    for variable in dict.fromkeys(sorted(one.variable for one in before)):
        alone, learnt = ([one for one in listed if one.variable == variable] for listed in (before, after))
        yield variable, figures(alone), figures(learnt)


def applied(suggestion: Suggestion, variable: str, model: Model, line: float = 0.0) -> Suggestion:
    """What the reader suggests of this variable, as the model sees it; below the line an abstention."""
    return said_above(_seen(suggestion, variable, model), line, LESS_SURE)


def _seen(suggestion: Suggestion, variable: str, model: Model) -> Suggestion:
    if model.way == NONE:
        return suggestion
    weights = dict(model.weights)
    candidates = _candidates(suggestion)
    if model.way == CALIBRATE:
        candidates = [one for one in candidates if one is suggestion]
    if not candidates:
        return suggestion
    chances = [
        _chance(_features(one, suggestion, variable, model.way), one, model.trust, weights) for one in candidates
    ]
    best = max(range(len(candidates)), key=lambda at: (chances[at], -at))
    chosen, sure = candidates[best], round(chances[best], 4)
    if chosen is suggestion:
        return replace(suggestion, confidence=sure)
    if sure < LIKELY:
        return suggestion if suggestion.value is None else replace(suggestion, confidence=round(chances[0], 4))
    others = tuple(one for one in candidates if one is not chosen)
    return Suggestion(chosen.value, sure, chosen.evidence, why=suggestion.why, others=others)


def _candidates(suggestion: Suggestion) -> list[Suggestion]:
    first = [suggestion] if suggestion.value is not None else []
    return [*first, *(one for one in suggestion.others if one.value is not None and one.evidence)]


def _features(candidate: Suggestion, suggestion: Suggestion, variable: str, way: str) -> list[str]:
    """What can be seen of a candidate: whether it was first, its value, and what spoke in its favour."""
    if way == CALIBRATE:
        return ["all", f"of {variable}"]
    place = "first" if candidate is suggestion else "second"
    value = f"{variable}={candidate.value}" if isinstance(candidate.value, str) else variable
    led = str(suggestion.value) if suggestion.value is not None else suggestion.abstained.split(":")[0]
    seen = ["all", place, f"{place} {value}", f"{place} {value} beside {led}"]
    return seen + [f"{place} {value}, {reason}" for reason in suggestion.why]


def _chance(features: Iterable[str], candidate: Suggestion, trust: float, weights: dict[str, float]) -> float:
    return _share(trust * _stated(candidate) + sum(weights.get(one, 0.0) for one in features))


def _stated(candidate: Suggestion) -> float:
    """The reader's own confidence as log odds."""
    stated = min(max(candidate.confidence, LEAST), SUREST)
    return math.log(stated / (1 - stated))


def _share(odds: float) -> float:
    return min(max(1 / (1 + math.exp(-max(min(odds, 30.0), -30.0))), LEAST), SUREST)


Row = tuple[list[str], float, bool]
"""The features of a candidate, the reader's confidence in it as log odds, and whether people decided on it."""


def _rows(lesson: Lesson, way: str) -> list[Row]:
    seen = _candidates(lesson.suggestion) if way == CHOOSE else _first(lesson.suggestion)
    return [
        (_features(one, lesson.suggestion, lesson.variable, way), _stated(one), _is(one, lesson.decided))
        for one in seen
    ]


def _fitted(rows: Sequence[Row], way: str) -> Model:
    """Logistic regression held to the reader's own confidence (weights 0, trust 1), by AdaGrad in a fixed order
    (Duchi, Hazan and Singer, 2011)."""
    counts = Counter(feature for features, _, _ in rows for feature in features)
    names = sorted(one for one, number in counts.items() if number >= RARE)
    places = {one: at for at, one in enumerate(names)}
    numbered = [([places[one] for one in seen if one in places], stated, right) for seen, stated, right in rows]
    weights, steps = [0.0] * len(names), [EPSILON] * len(names)
    trust, trust_step = 1.0, EPSILON
    hold = PRIOR / max(1, len(rows))
    for _ in range(ROUNDS):
        for seen, stated, right in numbered:
            off = _share(trust * stated + sum([weights[at] for at in seen])) - right
            for at in seen:
                slope = off + hold * weights[at]
                steps[at] += slope * slope
                weights[at] -= RATE * slope / math.sqrt(steps[at])
            slope = off * stated + 10 * hold * (trust - 1)
            trust_step += slope * slope
            trust = min(3.0, max(0.0, trust - 0.1 * slope / math.sqrt(trust_step)))
    kept = tuple((one, round(weight, 4)) for one, weight in zip(names, weights, strict=True) if abs(weight) >= 0.0001)
    return Model(way, round(trust, 4), kept)


def _first(suggestion: Suggestion) -> list[Suggestion]:
    return [suggestion] if suggestion.value is not None else []


def _is(suggestion: Suggestion, decided: str | tuple[str, ...]) -> bool:
    return bool(decided) and Judged("", "", decided, suggestion).right


def _fold(body: str) -> int:
    return int(sha256(body.encode()).hexdigest()[:8], 16) % (FOLDS * 8)


def _folds(lessons: Iterable[Lesson]) -> list[frozenset[int]]:
    """Buckets of bodies, dealt to at most FOLDS folds."""
    buckets = sorted({_fold(one.body) for one in lessons})
    dealt = [frozenset(buckets[at::FOLDS]) for at in range(FOLDS)]
    return [one for one in dealt if one]


def _tried(
    lessons: Sequence[Lesson], models: Sequence[Model], folds: Sequence[frozenset[int]], line: float
) -> list[Judged]:
    """Each lesson as the model of the other folds sees it."""
    found = []
    for number, one in enumerate(lessons):
        at = next(place for place, fold in enumerate(folds) if _fold(one.body) in fold)
        seen = applied(one.suggestion, one.variable, models[at], line)
        found.append(Judged(str(number), one.variable, one.decided or None, seen))
    return found


def _best(tried: dict[str, list[Judged]]) -> str:
    """The way that is clearly better than the reader alone: by what it says, or else by how well it knows itself."""
    way = NONE
    for other in (CALIBRATE, CHOOSE):
        if _clearly_better(tried[way], tried[other]) or (
            way == NONE and not _worse(tried[NONE], tried[other]) and _loss(tried[other]) < _loss(tried[NONE])
        ):
            way = other
    return way


def _clearly_better(old: Sequence[Judged], new: Sequence[Judged]) -> bool:
    """Whether gains outweigh losses by more than chance leaves open (a sign test at one standard error)."""
    gains, losses = _moved(old, new)
    return gains - losses > max(1.0, math.sqrt(gains + losses))


def _worse(old: Sequence[Judged], new: Sequence[Judged]) -> bool:
    gains, losses = _moved(old, new)
    return losses > gains


def _moved(old: Sequence[Judged], new: Sequence[Judged]) -> tuple[int, int]:
    changes = [_worth(after) - _worth(before) for before, after in zip(old, new, strict=True)]
    return sum(one for one in changes if one > 0), -sum(one for one in changes if one < 0)


def _worth(one: Judged) -> int:
    """A right word helps; a wrong one costs twice what silence does."""
    return 1 if one.right and one.spoke else -1 if one.spoke else 0


def _loss(judged: Sequence[Judged]) -> float:
    """Mean logarithmic loss (Good, 1952); silence counts as an even chance, so that saying less gains nothing."""
    stated = [(min(max(one.suggestion.confidence, LEAST), SUREST), one) for one in judged]
    losses = [math.log(sure if one.right else 1 - sure) if one.spoke else math.log(0.5) for sure, one in stated]
    return -sum(losses) / max(1, len(losses))
