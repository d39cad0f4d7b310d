"""What tier ``auto`` saves, and what it says otherwise than the full tier."""

import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from model.draft import Draft
from model.review import Review
from model.reviewer import Reviewer, Tier
from training.fit import Progress
from training.robustness.outcome import share
from training.stages import within


def auto_beside_full(bundle: Path, progress: Progress, *, drafts: Sequence[Draft]) -> dict[str, Any]:
    """Let both tiers review the same drafts in this process, with one thread.

    Returns:
        ``verdicts``, on how many drafts both come to the same verdict; ``settled``, on how many the encoder
        was not asked; ``ratio`` of the reviews a second of processor time; and these by tier.
    """
    full, spent_full = _reviewed(bundle, "full", drafts, within(progress, 0.0, 0.6))
    auto, spent_auto = _reviewed(bundle, "auto", drafts, within(progress, 0.6, 1.0))
    alike = sum(one.verdict == other.verdict for one, other in zip(full, auto, strict=True))
    settled = sum(review.model.startswith("fast-") for review in auto)
    return {
        "verdicts": asdict(share(alike, len(drafts))),
        "settled": asdict(share(settled, len(drafts))),
        "ratio": spent_full / spent_auto,
        "per_second": {"full": len(drafts) / spent_full, "auto": len(drafts) / spent_auto},
    }


def _reviewed(
    bundle: Path, tier: Tier, drafts: Sequence[Draft], progress: Progress
) -> tuple[list[Review], float]:
    reviewer = Reviewer.load(bundle, tier, threads=1)
    reviewer.review(replace(drafts[0]))  # words and libraries are loaded with the first
    reviews = []
    with threadpool_limits(1):
        began = time.process_time()
        for review in reviewer.review_many(map(replace, drafts)):  # one that was read keeps what was found
            reviews.append(review)
            progress(f"审读，{tier} 档", len(reviews) / len(drafts))
        return reviews, time.process_time() - began
