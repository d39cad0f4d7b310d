"""A small Chinese encoder, fine-tuned and quantised, and what it reads in a draft.

It lies in ``data/encoder/``: a graph of int8 arrays for onnxruntime, the heads over it, and a manifest that
says how it was made. Nothing of it can run by itself, and nothing is fetched.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load

from model import content
from model.characters import Characters
from model.draft import Draft, Part
from model.errors import EncoderError
from model.windows import Layout, lay_out_draft

GRAPH, HEADS, MANIFEST = "encoder.onnx", "heads.safetensors", "manifest.json"
_MAKE = "请重新安装 lianshen，或用 lianshen train --finetune 重新微调"


@dataclass(frozen=True, slots=True)
class Projection:
    """A linear head: ``weights`` of shape (inputs, outputs), ``bias`` of shape (outputs,)."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the scores of one input of shape (inputs,), shape (outputs,)."""
        # Not by BLAS: its sums depend on the number of cores, and its threads would wait for the encoder's.
        return np.asarray(np.einsum("i,ij->j", inputs, self.weights) + self.bias, np.float32)


@dataclass(frozen=True, slots=True)
class EncoderHeads:
    """The heads over an encoder's states.

    Attributes:
        whole: over the pooled states of a draft: flags, codes, triage, units, in the order of the fast heads.
        passages: over the mean state of a passage: the codes it is evidence of.
        asks: over the mean state of an ask: the units.
    """

    whole: Projection
    passages: Projection
    asks: Projection


@dataclass(frozen=True)
class Reading:
    """What the encoder reads in one draft.

    Attributes:
        layout: where its tokens stand.
        states: of the tokens, shape (tokens, width).
        heads: over them.
    """

    layout: Layout
    states: NDArray[np.float32]
    heads: EncoderHeads

    @cached_property
    def whole(self) -> NDArray[np.float32]:
        """Scores of the whole draft: over the mean and maximum of all tokens, the mean of title and asks."""
        title = np.arange(len(self.states)) < len(self.layout.title_at)
        highest = self.states.max(axis=0, initial=-1e4)
        everything = np.ones(len(self.states), np.bool_)
        mean, titled, asked = (self._mean(chosen) for chosen in (everything, title, self.layout.asked))
        return self.heads.whole.score(np.concatenate((mean, highest, titled, asked)))

    def passage(self, part: Part, start: int, end: int) -> NDArray[np.float32]:
        """Return how much a stretch of the draft shows each reason code, shape (codes,)."""
        return self.heads.passages.score(self._span(part, start, end))

    def ask(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the scores of the units for an ask of the body, shape (units,)."""
        return self.heads.asks.score(self._span("body", start, end))

    def _span(self, part: Part, start: int, end: int) -> NDArray[np.float32]:
        low, high = self.layout.tokens(part, start, end)
        return np.asarray(self.states[low:high].sum(axis=0) / max(high - low, 1), np.float32)

    def _mean(self, chosen: NDArray[np.bool_]) -> NDArray[np.float32]:
        return np.asarray(self.states[chosen].sum(axis=0) / max(int(chosen.sum()), 1), np.float32)


class Encoder:
    """Reads drafts.

    Attributes:
        digest: what tells it from others.
        manifest: how it was made.
    """

    def __init__(
        self, session: Any, characters: Characters, heads: EncoderHeads, manifest: dict[str, Any]
    ) -> None:
        self._session = session
        self._characters = characters
        self._heads = heads
        self.digest = digest_of(manifest)
        self.manifest = manifest

    @classmethod
    def load(cls, folder: Path, threads: int = 0, graph: str = GRAPH) -> "Encoder":
        """Load the encoder in ``folder``, after checking that not a byte of it changed.

        Args:
            folder: such as ``data/encoder``.
            threads: that compute one window; 0 for all cores.
            graph: another graph of the folder that the manifest need not know, for comparison.

        Raises:
            EncoderError: there is none, it was changed, or onnxruntime cannot read it.
        """
        import onnxruntime  # noqa: PLC0415 - the fast tier must not wait for it

        manifest = read_manifest(folder)
        try:
            files = {name: (folder / name).read_bytes() for name in (graph, HEADS)}
        except OSError as error:
            raise EncoderError("编码器的文件读不出来", where=str(folder), remedy=_MAKE) from error
        for name, whole in files.items():
            if name in manifest["files"] and hashlib.sha256(whole).hexdigest() != manifest["files"][name]:
                raise EncoderError(f"编码器的文件 {name} 被改动过", where=str(folder), remedy=_MAKE)
        if _known(manifest) != manifest["files"].get("characters", _known(manifest)):
            raise EncoderError("编码器认得的字被改动过", where=str(folder), remedy=_MAKE)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Threads that wait by spinning keep the next step of the review off their core.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # A graph may name other files for its arrays, which nobody checks. Beneath a file there are none.
        beneath = str(folder / GRAPH)
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", beneath)
        try:
            # By its name: of bytes handed over the session keeps a copy for as long as it lives.
            session = onnxruntime.InferenceSession(
                folder / graph, options, providers=["CPUExecutionProvider"]
            )
            heads = _heads(load(files[HEADS]))
        except Exception as error:  # those of onnxruntime have no other base in common
            raise EncoderError("编码器的内容读不出来", where=str(folder), remedy=_MAKE) from error
        return cls(session, Characters(manifest["characters"]), heads, manifest)

    def read(self, draft: Draft) -> Reading:
        """Read one draft; its identifiers of persons should be masked already."""
        layout = lay_out_draft(draft, self._characters)
        states = [
            self._session.run(None, {"numbers": window[None]})[0][0][np.r_[parts]]
            for window, parts in zip(layout.windows, layout.kept, strict=True)
        ]
        return Reading(layout, np.concatenate(states), self._heads)


def shipped() -> Path | None:
    """Return the folder of the encoder that comes with the program, if it does."""
    folder = content.FOLDER / "encoder"
    return folder if (folder / MANIFEST).is_file() else None


def beside(bundles: Path, digest: str) -> Path:
    """Return where an encoder that was fine-tuned here lies, among the bundles that use it."""
    return bundles / f"encoder-{digest[:12]}"


def find_encoder(digest: str, bundles: Path) -> Path:
    """Return the folder of an encoder: the one that is shipped, or one beside the bundles.

    Raises:
        EncoderError: it is in neither place.
    """
    for folder in (shipped(), beside(bundles, digest)):
        if folder and (folder / MANIFEST).is_file() and digest_of(read_manifest(folder)) == digest:
            return folder
    raise EncoderError("模型要用的编码器不在了", where=str(bundles), remedy="请重新运行 lianshen train")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of the encoder in a folder.

    Raises:
        EncoderError: there is none, or it is not what it should be.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        if {GRAPH, HEADS} <= set(manifest["files"]) and isinstance(manifest["characters"], str):
            return dict(manifest)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise EncoderError("这里没有可用的编码器", where=str(folder), remedy=_MAKE)


def digest_of(manifest: dict[str, Any]) -> str:
    """Return what tells one encoder from another: the SHA-256 of its files' digests."""
    return hashlib.sha256(json.dumps(manifest["files"], sort_keys=True).encode()).hexdigest()


def _known(manifest: dict[str, Any]) -> str:
    """Return the SHA-256 of the characters, which the encoder that comes with the program does not state."""
    return hashlib.sha256(manifest["characters"].encode("utf-8", "surrogatepass")).hexdigest()


def _heads(arrays: dict[str, Any]) -> EncoderHeads:
    return EncoderHeads(
        *(
            Projection(
                arrays[f"{name}.weights"].astype(np.float32), arrays[f"{name}.bias"].astype(np.float32)
            )
            for name in ("whole", "passages", "asks")
        )
    )
