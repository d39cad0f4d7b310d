"""An encoder fine-tuned the plain way: a linear layer over its first token, and nothing told but the answers.

lianshen's own fine-tuning (``training/finetune``) learns sentences, codes and asks as well, and varies what
must not matter. This shows what that is worth. Needs the extra ``encoder``.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import AutoModel, AutoTokenizer
from transformers.utils import logging

from model.content import units
from model.draft import Draft
from model.errors import EncoderError
from model.rubric import FLAGS
from training.baselines.baseline import Judge, Judged, Sorter
from training.baselines.truth import flags_of, text_of, units_of
from training.finetune.precision import half_precision
from training.labels import Corpus

_WIDTH = 256
"""Most tokens that are read of a text: all of three drafts in four."""
_EPOCHS, _LOT = 2, 16
_ENCODER_RATE, _HEAD_RATE, _WARM_UP = 1e-4, 1e-3, 0.1

Missed = Callable[[Tensor, Tensor], Tensor]
"""From scores, and the numbers of the texts they are of, to how far they are from the answers."""

Score = Callable[[Sequence[str]], NDArray[np.float64]]
"""From texts to scores, one row a text."""


class Encoder:
    """One network for flags and units together, or for topics.

    Args:
        checkpoint: folder of any encoder that ``transformers`` knows; nothing is fetched.
        report: called as the learning goes on.

    Raises:
        EncoderError: there is none in the folder.
    """

    def __init__(self, checkpoint: Path, report: Callable[[str, float], None]) -> None:
        self._checkpoint, self._report = checkpoint, report
        logging.set_verbosity_error()  # a layer not used may be missing
        logging.disable_progress_bar()
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(checkpoint, local_files_only=True)
            self._load()
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise EncoderError(
                "读不出编码器",
                where=str(checkpoint),
                remedy="请写上它的文件夹，里面有 config.json、权重和词表",
            ) from error

    def learn(self, corpus: Corpus) -> Judge:
        """Fine-tune on drafts and titles at once; of a title only the unit is known."""
        texts, mains = units_of(corpus)
        flags, unit_of = torch.tensor(flags_of(corpus), dtype=torch.float32), torch.tensor(mains)

        def missed(scores: Tensor, rows: Tensor) -> Tensor:
            drafts = rows < len(flags)
            flag = binary_cross_entropy_with_logits(
                scores[drafts, : len(FLAGS)], flags[rows[drafts]], reduction="sum"
            )
            return flag / len(rows) + cross_entropy(scores[:, len(FLAGS) :], unit_of[rows])

        score = self._fine_tuned(list(map(text_of, texts)), len(FLAGS) + len(units()), missed)

        def judge(drafts: Sequence[Draft]) -> Judged:
            scores = score(list(map(text_of, drafts)))
            likely = 1 / (1 + np.exp(-scores[:, : len(FLAGS)]))
            return Judged(likely, likely > 0.5, scores[:, len(FLAGS) :])

        return judge

    def learn_topics(self, texts: Sequence[str], topics: Sequence[str]) -> Sorter:
        """Fine-tune on the topics."""
        names = sorted(set(topics))
        score = self.learn_scores(texts, topics)
        return lambda asked: [names[best] for best in score(asked).argmax(axis=1)]

    def learn_scores(self, texts: Sequence[str], topics: Sequence[str]) -> Score:
        """Fine-tune on the topics; the scores are log-odds, one column a topic in alphabetical order."""
        names = sorted(set(topics))
        topic_of = torch.tensor([names.index(topic) for topic in topics])
        return self._fine_tuned(texts, len(names), lambda scores, rows: cross_entropy(scores, topic_of[rows]))

    def _load(self) -> Any:
        return AutoModel.from_pretrained(
            self._checkpoint,
            dtype=torch.float32,
            local_files_only=True,
            attention_probs_dropout_prob=0.0,  # half of all the time a step takes
        )

    def _fine_tuned(self, texts: Sequence[str], outputs: int, missed: Missed) -> Score:
        torch.manual_seed(0)
        encoder = self._load()
        head = torch.nn.Linear(encoder.config.hidden_size, outputs)

        def scored(read: Any) -> Tensor:
            scores: Tensor = head(encoder(**read).last_hidden_state[:, 0]).float()
            return scores

        lots = list(self._lots(texts))
        rates = [(encoder.parameters(), _ENCODER_RATE), (head.parameters(), _HEAD_RATE)]
        optimizer = torch.optim.AdamW([{"params": list(each), "lr": rate} for each, rate in rates])
        steps = _EPOCHS * len(lots)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimizer,
            [rate for _, rate in rates],
            total_steps=steps + 1,
            pct_start=_WARM_UP,
            cycle_momentum=False,
        )
        encoder.train()
        for step in range(steps):
            if step % len(lots) == 0:
                order = torch.randperm(len(lots)).tolist()
            rows, read = lots[order[step % len(lots)]]
            with half_precision():
                scores = scored(read)
            missed(scores, torch.tensor(rows)).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*encoder.parameters(), *head.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            self._report(f"微调第 {step // len(lots) + 1}/{_EPOCHS} 轮", step / steps)
        encoder.eval()

        def score(asked: Sequence[str]) -> NDArray[np.float64]:
            found = np.zeros((len(asked), outputs))
            with torch.inference_mode(), half_precision():
                for rows, read in self._lots(asked):
                    found[rows] = scored(read).numpy()
            return found

        return score

    def _lots(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Any]]:
        """Yield texts of similar length together: their numbers, and how they are read."""
        ids = self._tokenizer(list(texts), truncation=True, max_length=_WIDTH)["input_ids"]
        order = sorted(range(len(ids)), key=lambda number: len(ids[number]))
        for start in range(0, len(order), _LOT):
            rows = order[start : start + _LOT]
            yield rows, self._tokenizer.pad({"input_ids": [ids[row] for row in rows]}, return_tensors="pt")
