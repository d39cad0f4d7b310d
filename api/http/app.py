"""The service: settings in, an ASGI application out."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from importlib.metadata import version

from fastapi import FastAPI
from starlette.routing import Mount

from api.desk.handed_in import put_missing
from api.home import home
from api.http import health, v1, v2
from api.http.answered import Answered
from api.http.cookies import SignedCookies
from api.http.failures import answer_failures
from api.http.following import Following
from api.http.head import HeadAsGet
from api.http.headers import SecurityHeaders
from api.http.hosts import OwnHosts
from api.http.keys import all_keys
from api.http.limits import BodyLimits
from api.http.logs import log_answer
from api.http.metrics import Metrics
from api.http.numbered import Numbered
from api.http.parsing import Parser
from api.http.quiet import QuietFailures, silence_parser
from api.http.rate import PerMinute, RateLimit
from api.http.reviewing import Desk
from api.http.tried import tell_what_was_tried
from api.http.uploads import keep_uploads_in_memory
from api.jobs.queue import Queue
from api.labels.doubting import Doubts
from api.labels.line import Line
from api.sealing import Seal
from api.settings import Settings
from api.storage.database import Database
from api.tracing import switch_on
from api.watching.watch import Watch
from api.web import (
    accounts,
    batches,
    charts,
    desk,
    drafts,
    due,
    exports,
    groups,
    labelling,
    labels,
    models,
    page,
    piece,
    second_factor,
    signing,
    watching,
)
from api.web.templates import static_files
from model.reviewer import Reviewer
from training.default import bundle_in_use

COOKIE = "lianshen"
_MEGABYTE = 1 << 20
_ABOUT = """\
联审的接口：送一份建议草稿，得到审读结果。草稿只在本机处理，不保存，不写日志。

错误一律是 `application/problem+json`（RFC 9457）。要登录的，请带 `Authorization: Bearer 令牌`，\
令牌由 `lianshen users token` 或网页上的“我的账号”发给。"""


def create_app(settings: Settings) -> FastAPI:
    """Return the application.

    Args:
        settings: of this process.

    Raises:
        LianshenError: the key file cannot be used; what else cannot be is found out when it starts.
    """
    keep_uploads_in_memory(settings.body_megabytes * _MEGABYTE)
    silence_parser()
    app = FastAPI(
        title="联审",
        version=version("lianshen"),
        description=_ABOUT,
        lifespan=_lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would have a program repeat its token, by http behind some proxies
    )
    app.state.settings = settings
    keys = all_keys(settings.key_file)
    app.state.seal = Seal(keys)
    app.state.metrics = metrics = Metrics()
    app.state.per_account = PerMinute(settings.account_rate, "您的账号")
    app.state.to_label = Line()
    app.state.doubts = Doubts()
    app.state.watch = Watch()
    for router in (v1.router, v2.router, health.router):
        app.include_router(router)
    for router in (
        page.router,
        drafts.router,
        signing.router,
        accounts.router,
        second_factor.router,
        desk.router,
        groups.router,
        piece.router,
        batches.router,
        charts.router,
        due.router,
        exports.router,
        labelling.router,
        models.router,
        labels.router,
        watching.router,
    ):
        app.include_router(router, include_in_schema=False)
    app.router.routes.append(Mount("/static", static_files(), name="static"))
    answer_failures(app)
    # The last one added is the outermost.
    app.add_middleware(
        SignedCookies,
        key=keys[0],
        name=cookie_name(settings),
        hours=settings.session_hours,
        by_https=settings.by_https,
    )
    app.add_middleware(
        BodyLimits,
        most=settings.body_megabytes * _MEGABYTE,
        seconds=settings.body_seconds,
        onto_disk={batches.UPLOADS: settings.batch_megabytes * _MEGABYTE},
    )
    if settings.own_hosts is not None:
        app.add_middleware(OwnHosts, names=settings.own_hosts)
    app.add_middleware(RateLimit, per_minute=settings.rate)
    app.add_middleware(Answered, metrics.answered, log_answer, tell_what_was_tried)
    app.add_middleware(HeadAsGet)
    app.add_middleware(QuietFailures)
    app.add_middleware(SecurityHeaders, https=settings.by_https)  # of what fails, too
    app.add_middleware(Numbered)
    return app


def cookie_name(settings: Settings) -> str:
    """Return the name of the cookie.

    Over https a browser takes ``__Host-`` from this very host alone, and gives it back to no other: neither a
    neighbour below the same domain nor somebody between can plant one (RFC 6265bis, 4.1.3.2).
    """
    return f"__Host-{COOKIE}" if settings.by_https else COOKIE


def _threads(workers: int) -> int:
    """Return how many threads the encoder of one process gets; all processes together use all cores."""
    return 0 if workers == 1 else max(1, (os.cpu_count() or 1) // workers)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    async with AsyncExitStack() as stack:
        stack.callback(switch_on())
        database = Database.open(settings.database_url.get_secret_value())
        stack.callback(database.close)
        app.state.metrics.watch(database.engine)
        put_missing(database)
        app.state.jobs = queue = Queue(settings.jobs_url.get_secret_value())
        stack.callback(queue.close)
        load = partial(Reviewer.load, tier=settings.tier, threads=_threads(settings.workers))
        reviewer = load(bundle_in_use(home()))
        desk = Desk(reviewer, settings.review_seconds, settings.waiting, app.state.metrics)
        stack.callback(desk.close)
        stack.callback(Following(home(), desk, load).close)
        app.state.scanner = scanner = settings.scanner(settings.read_seconds)
        parser = Parser(settings.read_seconds, settings.waiting, scanner)
        stack.callback(parser.close)
        app.state.database, app.state.desk, app.state.parser = database, desk, parser
        yield
