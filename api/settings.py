"""Every setting of the service, in one place. Each is an environment variable: ``LIANSHEN_`` and the name.

Secret ones had better be handed over by the system, see :mod:`api.credentials`; the environment wins.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSource

from api.accounts.roles import Role
from api.credentials import handed_folder
from api.errors import SettingsError
from api.home import home
from api.viruses import Scanner, address_of
from model.network import is_loopback

PREFIX = "LIANSHEN_"
_NO_NAME = frozenset("/@*? \t")
"""Characters of addresses, of patterns and of lists otherwise parted, which stand in no host name."""


def _expanded(path: Path) -> Path:
    return path.expanduser()


def _parts(given: str) -> list[str]:
    return [part.strip() for part in given.split(",")] if given else []


class Settings(BaseSettings):
    """What an office may set; each field's description is the one in ``docs/serve.md``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="在哪个地址上等人访问；0.0.0.0 是本机所有的地址")
    hosts: str = Field(
        "",
        description="只在哪些主机名下答复，逗号分开，不带端口；"
        "不写，只在本机上使用时是 localhost 和 127.0.0.1 这样的，开给网络时不限",
    )
    port: int = Field(8000, ge=0, le=65535, description="端口；0 由系统挑一个空着的")
    workers: int = Field(1, ge=1, le=64, description="进程数")
    tier: Literal["full", "fast", "auto"] | None = Field(
        None, description="用模型的哪一档：full、fast 或 auto；不写就用最细的一档"
    )
    database_url: SecretStr = Field(
        SecretStr(""),
        description="数据库；不写就用数据文件夹里的 SQLite，也可以是 postgresql:///库名?host=/run/postgresql",
    )
    secret_file: Annotated[Path | None, AfterValidator(lambda path: path and _expanded(path))] = Field(
        None, description="给登录凭证签名的密钥文件；不写就用数据文件夹里的 secret.key，没有就新建"
    )
    anonymous: bool | None = Field(
        None,
        description="不登录能不能预审：true 或 false；"
        "不写，只在本机上使用、又没有要求所有人两步验证时能，否则不能",
    )
    certificate: Annotated[Path | None, AfterValidator(lambda path: path and _expanded(path))] = Field(
        None, description="https 的证书（PEM，连同中间证书）；写了，服务自己只用 https 答复"
    )
    certificate_key: Annotated[Path | None, AfterValidator(lambda path: path and _expanded(path))] = Field(
        None, description="证书的私钥（PEM，不带密码）；不写就在证书的文件里找"
    )
    plain_http: bool = Field(
        False,
        description="true：没有证书也让别的机器访问，密码和草稿在网上不加密；只给可信的网里试用",
    )
    secure_cookies: bool = Field(
        False, description="true：登录凭证只走 https；前面有 https 反向代理的应设，服务自己有证书的不必"
    )
    letter_template: Annotated[Path | None, AfterValidator(lambda path: path and _expanded(path))] = Field(
        None, description="意见函的模板（.docx）；不写就用自带的"
    )
    personal: Literal["reviewer", "administrator"] = Field(
        "reviewer",
        description="谁能导出含姓名和联系方式的表格、意见函和原件："
        "reviewer（审核人员和管理员）或 administrator",
    )
    second_factor: Literal["optional", "staff", "everyone"] = Field(
        "optional",
        description="谁登录必须用两步验证："
        "optional（各人自己定）、staff（审核人员和管理员）或 everyone（所有人）",
    )
    session_hours: int = Field(12, ge=1, le=24 * 30, description="登录多久以后要重新登录，小时")
    idle_minutes: int = Field(
        120, ge=5, le=24 * 60 * 30, description="登录以后多久没有动过网页，就要重新登录，分钟"
    )
    log: Literal["text", "json"] = Field(
        "text", description="日志的写法：text 给人看，json 每行一个事件，给程序读"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="从哪一级起写日志：debug、info（每次请求、批次和训练）、warning 或 error"
    )
    proxies: str = Field("127.0.0.1", description="信任哪些反向代理报来的客户地址，逗号分开")
    body_megabytes: int = Field(25, ge=1, le=200, description="一次请求最大多少 MB，连同文件")
    batch_megabytes: int = Field(200, ge=1, le=4096, description="成批上传一次最大多少 MB，所有文件一起")
    jobs_url: SecretStr = Field(
        SecretStr(""),
        description="批次排队的地方；不写就用数据文件夹里的 jobs.sqlite3，"
        "也可以是 rediss://主机:6379/0 或 postgresql:///库名?host=/run/postgresql",
    )
    mlflow_uri: SecretStr = Field(
        SecretStr(""), description="每次再训练的指标另记到哪个 MLflow，如 https://主机:5000；不写就不记"
    )
    clamd: str = Field(
        "",
        description="查上传的文件有没有病毒的 ClamAV：unix:/run/clamav/clamd.ctl 或 tcp:127.0.0.1:3310；"
        "不写就不查",
    )
    body_seconds: float = Field(60, gt=0, le=3600, description="一次请求最迟多少秒要传完")
    review_seconds: float = Field(30, gt=0, le=600, description="一件草稿最多等多少秒出结果")
    read_seconds: float = Field(30, gt=0, le=600, description="读一份文件最多用多少秒")
    waiting: int = Field(200, ge=1, le=10_000, description="每个进程最多有多少件草稿排队，再多就请稍后再试")
    rate: int = Field(
        1200, ge=0, le=1_000_000, description="同一地址每分钟最多多少次请求，每个进程分别计；0 不限"
    )

    account_rate: int = Field(
        600, ge=0, le=1_000_000, description="同一账号每分钟最多多少次请求，每个进程分别计；0 不限"
    )
    daily_drafts: int = Field(
        100, ge=0, le=1_000_000, description="同一账号 24 小时里最多提交多少件草稿；0 不限"
    )
    own_batches: int = Field(10, ge=0, le=10_000, description="同一账号最多有多少个没有做完的批次；0 不限")
    own_tokens: int = Field(20, ge=0, le=10_000, description="同一账号最多有多少个令牌；0 不限")

    @field_validator("database_url")
    @classmethod
    def _in_the_data_folder(cls, given: SecretStr) -> SecretStr:
        return given if given.get_secret_value() else SecretStr(f"sqlite:///{home() / 'lianshen.sqlite3'}")

    @field_validator("jobs_url")
    @classmethod
    def _beside_the_database(cls, given: SecretStr) -> SecretStr:
        return given if given.get_secret_value() else SecretStr(f"sqlite:///{home() / 'jobs.sqlite3'}")

    @field_validator("hosts")
    @classmethod
    def _names_alone(cls, given: str) -> str:
        if any(not name or set(name) & _NO_NAME or name[-1] == "." for name in _parts(given)):
            raise ValueError
        return given

    @field_validator("clamd")
    @classmethod
    def _on_this_machine(cls, given: str) -> str:
        address = address_of(given) if given else ""
        if isinstance(address, tuple) and not is_loopback(address[0]):  # drafts go there as they are
            raise ValueError
        return given

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return is_loopback(self.host)

    @property
    def own_hosts(self) -> frozenset[str] | None:
        """The host names under which the service answers, beside those of this machine; ``None`` for any."""
        if not self.hosts:
            return frozenset() if self.on_loopback else None
        return frozenset(name.lower().strip("[]") for name in _parts(self.hosts))

    @property
    def by_https(self) -> bool:
        """Whether everybody reaches the service by https, from itself or from a proxy before it."""
        return self.secure_cookies or self.certificate is not None

    @property
    def open_to_all(self) -> bool:
        """Whether a draft may be pre-checked without an account."""
        if self.anonymous is None:
            return self.on_loopback and self.second_factor != "everyone"
        return self.anonymous

    def wants_second_factor(self, role: Role) -> bool:
        """Whether whoever has a role must sign in by two factors."""
        return self.second_factor == "everyone" or (self.second_factor == "staff" and role != "deputy")

    @property
    def observed_by_all(self) -> bool:
        """Whether everybody may read the metrics.

        Behind a proxy on this machine the whole network comes from here; who closes the page to strangers
        closes these, too.
        """
        return self.on_loopback and self.open_to_all

    def scanner(self, seconds: float) -> Scanner | None:
        """Return what looks for viruses, if anything does.

        Args:
            seconds: that a look may take.
        """
        return Scanner(address_of(self.clamd), seconds) if self.clamd else None

    @property
    def key_file(self) -> Path:
        """The file with the key that signs cookies."""
        return self.secret_file or home() / "secret.key"


def read_settings(**given: Any) -> Settings:
    """Return the settings of the environment and of the files that the system hands over.

    Args:
        given: settings from the command line, which win; ``None`` is not given.

    Raises:
        SettingsError: a setting is not what it may be; the message names the variable.
    """
    known = {name: value for name, value in given.items() if value is not None}
    known["_secrets_dir"] = handed_folder()
    try:
        return Settings(**known)
    except (OSError, UnreadableSource) as error:
        remedy = "请检查系统交来的密钥文件：运行服务的用户要能读，里面是 UTF-8 的文字"
        raise SettingsError("密钥文件读不出来", where="CREDENTIALS_DIRECTORY", remedy=remedy) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(
            f"设置的值“{first['input']}”不能用",
            where=PREFIX + name.upper(),
            remedy=f"它的意思是：{Settings.model_fields[name].description}",
        ) from error
