"""Every error lianshen raises on purpose, in one tree.

::

    LianshenError
    ├── ContentError            a file under data/ (rubric, units) is not what it should be
    ├── LabelledDataError       a line of labelled data is not what it should be
    ├── DraftError              this input cannot be read as a draft
    │   ├── DraftNotFound         the file is missing, or is a folder
    │   ├── DraftEmpty            there is no text in it
    │   ├── DraftTooLarge         larger than the program reads, packed or unpacked
    │   ├── DraftUnsupported      a kind of file the program does not read
    │   ├── DraftDamaged          the file is broken, or is not what its ending says
    │   ├── DraftProtected        the file is encrypted
    │   ├── DraftNeedsOcr         the pages are pictures and the extra ``ocr`` is not installed
    │   └── DraftNotChinese       there is text, but none that can be judged
    ├── BundleError             a trained model cannot be used
    │   ├── BundleNotFound        there is none at that place
    │   ├── BundleTampered        a file is missing, added or changed
    │   ├── BundleUntrusted       nobody vouches for it whom the place trusts
    │   └── BundleFormatError     written by another version of the program
    ├── ReviewFormatError       a stored review cannot be read
    ├── EarlierError            the drafts of earlier sessions cannot be used or kept
    │   ├── EarlierNotFound       there are none at that place
    │   ├── EarlierDamaged        a file of them is missing or changed
    │   └── EarlierFormatError    kept by another version of the program
    ├── EncoderError            an encoder cannot be used, fine-tuned or accepted
    ├── WorkersLost             processes that review cannot be started, or keep being killed
    └── ExtraMissing            a library of an extra is not installed

A message says what was wrong, where, and what to do, in Chinese: it is shown to users as it is.
"""


class LianshenError(Exception):
    """What was wrong, where, and what to do about it.

    Args:
        problem: what was wrong, in Chinese, without a full stop.
        where: the file, and the row, field or column if known; empty when there is no such place.
        remedy: what the user can do, in Chinese, without a full stop.
    """

    def __init__(self, problem: str, *, where: str = "", remedy: str = "") -> None:
        self.problem = problem
        self.where = where
        self.remedy = remedy
        located = f"{where}：{problem}" if where else problem
        super().__init__(f"{located}。{remedy}。" if remedy else f"{located}。")

    def __reduce__(self) -> tuple[object, ...]:
        """Say how to copy the error, or to send it to another process: as it is, without calling it anew.

        An exception is otherwise made again from its message alone, which is no problem, place or remedy.
        """
        return _as_it_was, (type(self), str(self)), self.__dict__


def _as_it_was(kind: type[LianshenError], message: str) -> LianshenError:
    return kind.__new__(kind, message)


class ContentError(LianshenError):
    """A file under ``data/`` (rubric, units) is not what it should be."""


class LabelledDataError(LianshenError):
    """A line of labelled data is not what it should be."""


class DraftError(LianshenError):
    """This input cannot be read as a draft."""


class DraftNotFound(DraftError):
    """The file is missing, or is a folder."""


class DraftEmpty(DraftError):
    """There is no text in it."""


class DraftTooLarge(DraftError):
    """Larger than the program reads, packed or unpacked."""


class DraftUnsupported(DraftError):
    """A kind of file the program does not read."""


class DraftDamaged(DraftError):
    """The file is broken, or is not what its ending says."""


class DraftProtected(DraftError):
    """The file is encrypted."""


class DraftNeedsOcr(DraftError):
    """The pages are pictures and the extra ``ocr`` is not installed."""


class DraftNotChinese(DraftError):
    """There is text, but none that can be judged."""


class BundleError(LianshenError):
    """A trained model cannot be used."""


class BundleNotFound(BundleError):
    """There is no model at that place."""


class BundleTampered(BundleError):
    """A file of the model is missing, added or changed."""


class BundleUntrusted(BundleError):
    """Nobody vouches for the model whom the place trusts."""


class BundleFormatError(BundleError):
    """The model was written by another version of the program."""


class ReviewFormatError(LianshenError):
    """A stored review cannot be read."""


class EarlierError(LianshenError):
    """The drafts of earlier sessions cannot be used, or cannot be kept."""


class EarlierNotFound(EarlierError):
    """There are no drafts of earlier sessions at that place."""


class EarlierDamaged(EarlierError):
    """A file of the drafts of earlier sessions is missing or changed."""


class EarlierFormatError(EarlierError):
    """The drafts of earlier sessions were kept by another version of the program."""


class EncoderError(LianshenError):
    """An encoder cannot be used, fine-tuned or accepted."""


class WorkersLost(LianshenError):
    """Processes that review cannot be started, or keep being killed."""


class ExtraMissing(LianshenError):
    """A library of an extra is not installed."""
