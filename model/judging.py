"""From scores to the three flags and their reason codes."""

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


def judge_flags(
    scores: dict[str, float],
    calibration: Calibration,
    thresholds: Thresholds,
    reserved: frozenset[str] = frozenset(),
) -> tuple[FlagJudgement, ...]:
    """Judge the three flags, in the rubric's order.

    Args:
        scores: of every head, by name.
        calibration: of the bundle.
        thresholds: of the bundle.
        reserved: codes that are only doubted; a flag that rests on such a code alone is doubted, too.
    """
    judged = []
    for flag in FLAGS:
        probability = calibration.flags[flag].probability(flag_score(scores, flag))
        (_, code), *others = _likely(flag, scores, calibration)
        if code in reserved and all(other < thresholds.holds for other, _ in others):
            probability = min(probability, _doubt(thresholds))
        probability = stated(probability)
        state: State = "不成立"
        if probability >= thresholds.unsure:
            state = "成立" if probability >= thresholds.holds else "拿不准"
        judged.append(FlagJudgement(flag, rubric().flags[flag].name, probability, state))
    return tuple(judged)


def judge_codes(
    flags: tuple[FlagJudgement, ...],
    scores: dict[str, float],
    calibration: Calibration,
    thresholds: Thresholds,
    reserved: frozenset[str] = frozenset(),
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
            for probability, code in _likely(flag.flag, scores, calibration)
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


def _likely(flag: FlagName, scores: dict[str, float], calibration: Calibration) -> list[tuple[float, str]]:
    """Return the codes of a flag with their probabilities, likeliest first."""
    chances = [(stated(calibration.codes[code].probability(scores[code])), code) for code in _CODES_OF[flag]]
    return sorted(chances, key=lambda pair: (-pair[0], pair[1]))


def _doubt(thresholds: Thresholds) -> float:
    return (thresholds.holds + thresholds.unsure) / 2
