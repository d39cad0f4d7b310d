"""Every error that the faces of lianshen raise on purpose, one tree under ``LianshenError``.

::

    LianshenError               model/errors.py
    ├── SettingsError           a setting is not what it may be
    ├── StorageError            the database cannot be reached, opened or used
    ├── AccountError            an account, password, token or invitation is not what it may be
    │   ├── LimitReached          the account has as many as one may have
    │   │   └── EnoughForToday      it has handed in as many as one may in a day
    │   ├── LogInRefused          wrong name or password, or a disabled account
    │   └── LogInDelayed          too many failures; try again later
    ├── BatchError              a run over many drafts cannot begin, go on or be written out
    │   ├── ColumnError           the columns of a table cannot be told, or are named wrongly
    │   ├── OwnResult             a table is what this program wrote, and holds no drafts
    │   ├── OtherRun              an unfinished run over other things is there, or what it wrote
    │   ├── RunBusy               somebody else is at the same run
    │   ├── ClusterError          a cluster cannot be reached, or does not do its part
    │   └── OutputRefused         the output cannot be written
    ├── ModelError              a model cannot be put in use
    ├── TrainingError           a training cannot be begun
    │   └── TrainingBusy          another one is under way
    ├── LabelFormError          a file of labels is of no form that is known
    ├── UnitListError           a list of units cannot be used
    ├── BackupError             a backup cannot be made
    │   └── BackupDamaged         a file is no backup, or is not as it was written
    ├── RestoreRefused          a backup cannot be restored here, as things are
    ├── LetterTemplateError     the template of the letters cannot be read, is wrong, or does too much
    ├── ServiceFailed           the service does not start, or does not review what it is sent
    └── RequestError            the service does not do what was asked
        ├── BadRequest            the request cannot be understood
        ├── NotSignedIn           nobody is signed in, and somebody must be
        ├── NotAllowed            somebody is, and may not do this
        ├── FormExpired           the form was not one of ours, or is too old
        ├── WrongHost             the service is not known by this host name
        ├── NotThere              no such page or thing
        ├── ChangedMeanwhile      somebody else has changed it since it was looked at
        ├── BodyTooLarge          more bytes than are taken
        ├── BodyTooSlow           the bytes do not arrive in time
        ├── VirusFound            a file that was sent has a virus in it
        ├── ScannerAway           what looks for viruses does not answer
        ├── TooManyRequests       from one address or account in a minute
        ├── Busy                  too many drafts wait already
        └── TookTooLong           a draft or a file took longer than is allowed
"""

from model.errors import LianshenError


class SettingsError(LianshenError):
    """A setting is not what it may be."""


class StorageError(LianshenError):
    """The database cannot be reached, opened or used."""


class AccountError(LianshenError):
    """An account, password, token or invitation is not what it may be."""


class LimitReached(AccountError):
    """The account has as many as one may have."""


class EnoughForToday(LimitReached):
    """The account has handed in as many drafts as one may in 24 hours.

    Args:
        most: how many that are.
        seconds: after which there is room for another one.
    """

    def __init__(self, most: int, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"24 小时里已经提交了 {most} 件，一个账号最多这么多",
            remedy=f"请过 {_in_words(seconds)}再提交；要多交的，请管理员把 LIANSHEN_DAILY_DRAFTS 调大",
        )


class LogInRefused(AccountError):
    """Wrong name or password, or a disabled account."""


class LogInDelayed(AccountError):
    """Too many failures; try again later.

    Args:
        seconds: after which to try again.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__("登录失败的次数太多", remedy=f"请等 {seconds} 秒再试")


class BatchError(LianshenError):
    """A run over many drafts cannot begin, go on or be written out."""


class ColumnError(BatchError):
    """The columns of a table cannot be told, or are named wrongly."""


class OwnResult(BatchError):
    """A table is what this program wrote, and holds no drafts."""


class OtherRun(BatchError):
    """An unfinished run over other things is there, or what an earlier one wrote."""


class RunBusy(BatchError):
    """Somebody else is at the same run."""


class ClusterError(BatchError):
    """A cluster cannot be reached, or does not do its part."""


class OutputRefused(BatchError):
    """The output cannot be written."""


class ModelError(LianshenError):
    """A model cannot be put in use."""


class TrainingError(LianshenError):
    """A training cannot be begun."""


class TrainingBusy(TrainingError):
    """Another training is under way."""


class LabelFormError(LianshenError):
    """A file of labels is of no form that is known."""


class UnitListError(LianshenError):
    """A list of units cannot be used."""


class BackupError(LianshenError):
    """A backup cannot be made."""


class BackupDamaged(BackupError):
    """A file is no backup, or is not as it was written."""


class RestoreRefused(LianshenError):
    """A backup cannot be restored here, as things are."""


class LetterTemplateError(LianshenError):
    """The template of the letters cannot be read, is wrong, or does what a letter may not."""


class ServiceFailed(LianshenError):
    """The service does not start, or does not review what it is sent."""


class RequestError(LianshenError):
    """The service does not do what was asked."""


class BadRequest(RequestError):
    """The request cannot be understood."""


class NotSignedIn(RequestError):
    """Nobody is signed in, and somebody must be."""


class NotAllowed(RequestError):
    """Somebody is signed in, and may not do this."""


class FormExpired(RequestError):
    """The form was not one of ours, or is too old."""


class WrongHost(RequestError):
    """The service is not known by this host name."""


class NotThere(RequestError):
    """No such page or thing."""


class ChangedMeanwhile(RequestError):
    """Somebody else has changed it since it was looked at."""


class BodyTooLarge(RequestError):
    """More bytes than are taken."""


class BodyTooSlow(RequestError):
    """The bytes do not arrive in time."""


class VirusFound(RequestError):
    """A file that was sent has a virus in it."""


class ScannerAway(RequestError):
    """What looks for viruses does not answer, so that no file is taken."""


class TooManyRequests(RequestError):
    """Too many from one address or account in a minute.

    Attributes:
        seconds: after which the next one is taken, where that is known.
        first: whether it is the first one too many in that minute.
    """

    seconds: int | None = None
    first: bool = False


class Busy(RequestError):
    """Too many drafts wait already."""


class TookTooLong(RequestError):
    """A draft or a file took longer than is allowed."""


def _in_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{minutes} 分钟" if minutes < 60 else f"{-(-minutes // 60)} 小时"
