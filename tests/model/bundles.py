"""A bundle made by hand: whole in shape, its weights drawn by lot."""

from dataclasses import replace

import numpy as np

from model.bundle import Bundle, Training
from model.calibration import Choice, Platt
from model.content import REASONS, units
from model.draft import Draft
from model.features import Heads, Vocabulary, draft_blocks, sentence_blocks
from model.review import TRIAGE
from model.rubric import FLAGS
from model.tier import Blend, Calibration, FullTier, Thresholds
from model.unit_list import bundled_units
from tests.model.cards import CARD
from training.matrix import fit_vocabulary

DRAFTS = (
    Draft("关于在大湾村小学校门口装红绿灯的建议", "校门口车多，去年撞伤两人。\n建议县公安局装一组红绿灯。"),
    Draft("关于修路的建议", "近年来，有的路段坑坑洼洼，群众出行很不方便。希望有关部门高度重视，尽快解决。"),
    Draft("关于全面推进乡村振兴的建议", "一、加强组织领导，提高认识。二、请县财政局一次性安排资金42亿元。"),
)
CALIBRATION = Calibration(
    flags=dict.fromkeys(FLAGS, Platt(1.0, 0.0)),
    codes=dict.fromkeys(REASONS, Platt(1.0, 0.0)),
    co=Platt(1.0, 0.0),
    units=Choice(1.0, Platt(1.0, 0.0)),
    items=Choice(1.0, Platt(1.0, 0.0)),
    context=0.5,
    triage=Choice(1.0, Platt(1.0, 0.0)),
)
THRESHOLDS = Thresholds(holds=0.65, unsure=0.4, unit=0.5, co=0.4)
FULL = FullTier(
    encoder="e" * 64,
    blend=Blend(too_broad=2.0, vague=1.0, infeasible=0.25, triage=0.5, units=0.125, asks=0.0, passages=0.5),
    calibration=replace(CALIBRATION, context=0.25, triage=Choice(2.0, Platt(0.5, -0.25))),
    thresholds=Thresholds(holds=0.7, unsure=0.3, unit=0.6, co=0.5),
)


def made(seed: int = 0) -> Bundle:
    """Return a bundle that knows the words of :data:`DRAFTS`; another seed gives other weights and curves."""
    random = np.random.default_rng(seed)

    def heads(names: tuple[str, ...], vocabulary: Vocabulary) -> Heads:
        weights = random.normal(size=(len(vocabulary.hashes), len(names))).astype(np.float16)
        return Heads(names, weights, random.normal(size=len(names)).astype(np.float32))

    drafts = fit_vocabulary([draft_blocks(draft) for draft in DRAFTS], min_texts=1)
    sentences = fit_vocabulary(
        [sentence_blocks(s.text, s.zone) for draft in DRAFTS for s in draft.sentences], min_texts=1
    )
    return Bundle(
        version="",
        training=Training("0" * 64, seed, len(DRAFTS), 0),
        units=bundled_units(),
        vocabularies={"drafts": drafts, "sentences": sentences},
        heads={
            "drafts": heads((*FLAGS, *REASONS, *TRIAGE, *units()), drafts),
            "sentences": heads(REASONS, sentences),
        },
        calibration=replace(CALIBRATION, co=Platt(1.0, float(seed))),
        thresholds=THRESHOLDS,
        card=CARD,
    )
