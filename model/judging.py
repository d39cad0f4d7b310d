"""From scores to the three flags and their reason codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.calibration import stated
from model.content import REASONS, rubric
from model.review import FlagJudgement, State
from model.rubric import FLAGS, FlagName
from model.tier import Calibration, Thresholds

FLAG_OF: dict[str, FlagName] = {
    code: {"B": FLAGS[0], "V": FLAGS[1], "F": FLAGS[2]}[code[0]] for code in REASONS
}


_CODES_OF = {flag: tuple(code for code in REASONS if FLAG_OF[code] == flag) for flag in FLAGS}
_EXCLUDED = {"B1": "B3", "B3": "B1"}
_UPHELD_ALL: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class CodeJudgement:
    """A reason code that holds or may hold."""

    code: str
    probability: float
    state: Literal["成立", "拿不准"]


def flag_score(scores: dict[str, float], flag: FlagName) -> float:
    """Return the score of a flag: its own head and the strongest of its codes, added.

    A draft is faulty for one reason as a rule, so the best code says as much as the flag's own head;
    together they hold up better on drafts by other writers than either alone.
    """
    return scores[flag] + max([scores[code] for code in _CODES_OF[flag]])


def flag_chance(
    scores: dict[str, float], flag: FlagName, calibration: Calibration, upheld: Mapping[str, float]
) -> float:
    """Return the probability of a flag, 0 to 1, as far as the codes behind it are upheld in the place."""
    probability = calibration.flags[flag].probability(flag_score(scores, flag))
    if not upheld:
        return probability
    behind = codes_behind(scores, flag, calibration)
    return probability * sum(share * upheld.get(code, 1.0) for code, share in behind.items())


def judge_flags(
    scores: dict[str, float],
    calibration: Calibration,
    thresholds: Thresholds,
    reserved: frozenset[str] = frozenset(),
    upheld: Mapping[str, float] = _UPHELD_ALL,
) -> tuple[FlagJudgement, ...]:
    """Judge the three flags, in the rubric's order.

    Args:
        scores: of every head, by name.
        calibration: of the bundle.
        thresholds: of the bundle.
        reserved: codes that are only doubted; a flag that rests on such a code alone is doubted, too.
        upheld: of the bundle, likewise.
    """
    judged = []
    for flag in FLAGS:
        probability = flag_chance(scores, flag, calibration, upheld)
        (_, code), *others = _likely(flag, scores, calibration, upheld)
        if code in reserved and all(other < thresholds.holds for other, _ in others):
            probability = min(probability, _doubt(thresholds))
        probability = stated(probability)
        state: State = "不成立"
        if probability >= thresholds.unsure:
            state = "成立" if probability >= thresholds.holds else "拿不准"
        judged.append(FlagJudgement(flag, rubric().flags[flag].name, probability, state))
    return tuple(judged)


def judge_codes(  # noqa: PLR0913, PLR0917 - what it hangs on
    flags: tuple[FlagJudgement, ...],
    scores: dict[str, float],
    calibration: Calibration,
    thresholds: Thresholds,
    reserved: frozenset[str] = frozenset(),
    upheld: Mapping[str, float] = _UPHELD_ALL,
) -> list[CodeJudgement]:
    """Name the codes behind the flags that hold or may hold, likeliest flag first, likeliest code first.

    A flag always has at least its likeliest code. A code is never surer than its flag. Of B1 and B3, which
    exclude each other (the text is as wide as the title, or it is not), only the likelier is named.
    """
    judged = []
    for flag in sorted(flags, key=lambda each: -each.probability):
        if flag.state == "不成立":
            continue
        likely = [
            (min(probability, _doubt(thresholds)) if code in reserved else probability, code)
            for probability, code in _likely(flag.flag, scores, calibration, upheld)
        ]
        likely.sort(key=lambda pair: (-pair[0], pair[1]))
        order = [code for _, code in likely]
        for rank, (probability, code) in enumerate(likely):
            if rank and (probability < thresholds.holds or _EXCLUDED.get(code) in order[:rank]):
                continue
            sure = flag.state == "成立" and probability >= thresholds.holds
            judged.append(
                CodeJudgement(code, min(probability, flag.probability), "成立" if sure else "拿不准")
            )
    return judged


def codes_behind(scores: dict[str, float], flag: FlagName, calibration: Calibration) -> dict[str, float]:
    """Return how much each code of a flag is behind it, summing to 1: by the fourth powers of their chances.

    So a code that is hardly there has hardly a share. Chosen beside lower powers by how little twelve drafts
    that only V3 speaks against move drafts that are vague for other reasons.
    """
    powers = {code: calibration.codes[code].probability(scores[code]) ** 4 for code in _CODES_OF[flag]}
    total = sum(powers.values())
    return {code: power / total for code, power in powers.items()}


def _likely(
    flag: FlagName, scores: dict[str, float], calibration: Calibration, upheld: Mapping[str, float]
) -> list[tuple[float, str]]:
    """Return the codes of a flag with their probabilities, likeliest first."""
    chances = [
        (stated(calibration.codes[code].probability(scores[code]) * upheld.get(code, 1.0)), code)
        for code in _CODES_OF[flag]
    ]
    return sorted(chances, key=lambda pair: (-pair[0], pair[1]))


def _doubt(thresholds: Thresholds) -> float:
    return (thresholds.holds + thresholds.unsure) / 2
