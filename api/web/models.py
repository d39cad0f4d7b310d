"""The pages of models, for administrators: which there are, retraining, comparing, promoting, going back."""

from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.errors import ChangedMeanwhile, ModelError, NotThere, TrainingBusy
from api.home import home
from api.http.access import GuardedRoute, only, signed_in
from api.http.problems import SCRIPT
from api.models.listing import Listed, listed
from api.models.switching import Models, Switched
from api.safe import safe
from api.storage.database import Database
from api.trail.listing import PAGE, steps
from api.trainings import table
from api.trainings.table import By, Training, comparison_between
from api.trainings.waiting import waiting_labels
from api.web.answers import go, page
from api.web.models_view import TRAINED, WIDTH, tables
from api.web.numbers import number_in
from api.web.templates import fill
from model.errors import BundleError, EncoderError

_ADDRESS = "/models"
_LATELY = 5
_LONGEST_REASON = 200

router = APIRouter(route_class=GuardedRoute)


class _Wanted(BaseModel):
    """Which model was in use when the button was shown, and why one wants it against the rule."""

    seen: str = ""
    reason: str = ""


@router.get(_ADDRESS)
@only("administrator")
def show_models(request: Request, before: str = "") -> Response:
    """Show the models, the training under way and the trail. The script asks for the training alone."""
    trainings = table.newest(_database(request), _LATELY)
    now = next((each for each in trainings if each.under_way), None)
    if SCRIPT in request.headers:
        return HTMLResponse(fill("parts/training_progress.html", training=now or _latest(trainings)))
    return page(request, "models.html", **_list(request, trainings, now, number_in(before)))


@router.post(_ADDRESS + "/train")
@only("administrator")
def train(request: Request) -> Response:
    """Have a model trained with the labels that hold now."""
    try:
        table.ask(_database(request), _by(request))
    except TrainingBusy as error:
        return go(request, _ADDRESS, str(error))
    return go(request, _ADDRESS, "已开始再训练，约需一到三分钟。可以离开这一页，正在用的模型照常审读。")


@router.post(_ADDRESS + "/trainings/{number}/stop")
@only("administrator")
def stop_training(request: Request, number: str) -> Response:
    """Stop a training.

    Raises:
        NotThere: there is none.
    """
    known = number_in(number)
    if known is None or table.find(_database(request), known) is None:
        raise NotThere("没有这次训练", remedy="请回到模型的页面里找")
    stopped = table.ask_to_stop(_database(request), known)
    return go(
        request, _ADDRESS, "正在停下，正在用的模型没有动。" if stopped else "这次训练已经结束，不用停了。"
    )


@router.get(_ADDRESS + "/{version}")
@only("administrator")
def show_model(request: Request, version: str) -> Response:
    """Show how a model compares with the one in use, and the form that puts it in use.

    Raises:
        NotThere: there is none.
    """
    return page(request, "model.html", **_one(request, version))


@router.post(_ADDRESS + "/{version}/promote")
@only("administrator")
def promote(request: Request, version: str, wanted: Annotated[_Wanted, Form()]) -> Response:
    """Put a model in use.

    Raises:
        NotThere: there is none.
    """
    models, reason = _models(request), " ".join(safe(wanted.reason).split())[:_LONGEST_REASON]
    try:
        switched = models.promote(version, _by(request), anyway=reason, seen=wanted.seen)
    except (ModelError, BundleError, EncoderError, ChangedMeanwhile) as error:
        return page(request, "model.html", 409, **_one(request, version, _told(error)))
    return go(request, _ADDRESS, _switched("已启用", switched))


@router.post(_ADDRESS + "/{version}/rollback")
@only("administrator")
def roll_back(request: Request, version: str, wanted: Annotated[_Wanted, Form()]) -> Response:
    """Go back to a model that has been in use.

    Raises:
        NotThere: there is none.
    """
    _find(request, version)
    try:
        switched = _models(request).roll_back(_by(request), version, seen=wanted.seen)
    except (ModelError, BundleError, EncoderError, ChangedMeanwhile) as error:
        return page(request, "model.html", 409, **_one(request, version, _told(error)))
    return go(request, _ADDRESS, _switched("已退回", switched))


def _list(
    request: Request, trainings: tuple[Training, ...], now: Training | None, before: int | None
) -> dict[str, Any]:
    database, models = _database(request), _models(request)
    trail = steps(database, before=before)
    return {
        "models": listed(models),
        "in_use": models.in_use,
        "labels": waiting_labels(database),
        "training": now,
        "latest": None if now else _latest(trainings),
        "states": TRAINED,
        "trail": trail,
        "older": f"{_ADDRESS}?before={trail[-1].id}#trail" if len(trail) == PAGE else "",
        "later": before is not None,
    }


def _one(request: Request, version: str, trouble: str = "") -> dict[str, Any]:
    found, models = _find(request, version), _models(request)
    with models.database.session() as session:
        comparison = comparison_between(session, version, models.in_use)
    return {
        "model": found,
        "in_use": models.in_use,
        "comparison": comparison,
        "tables": tables(comparison) if comparison else (),
        "width": WIDTH,
        "longest": _LONGEST_REASON,
        "trouble": trouble,
    }


def _find(request: Request, version: str) -> Listed:
    for each in listed(_models(request)):
        if each.version == version:
            return each
    raise NotThere("没有这个模型", remedy="请回到模型的页面里找")


def _latest(trainings: tuple[Training, ...]) -> Training | None:
    """Return the last one that was to learn: comparisons alone stand in the table, too."""
    return next((each for each in trainings if each.snapshot or each.state != "done"), None)


def _switched(how: str, switched: Switched) -> str:
    told = f"{how} {switched.version}，几秒之内都用它审读。"
    if switched.gone or switched.come:
        parts = (("不再有", switched.gone), ("新有", switched.come))
        listed_units = "；".join(f"{label}{_names(names)}" for label, names in parts if names)
        told += f"它认得的单位和先前的不一样：{listed_units}。"
    return told


def _names(names: tuple[str, ...]) -> str:
    shown = "、".join(names[:_LATELY])
    return shown if len(names) <= _LATELY else f"{shown}等 {len(names)} 个"


def _told(error: ModelError | BundleError | EncoderError | ChangedMeanwhile) -> str:
    """Say why it was refused, without the places on the server's disk."""
    return f"{error.problem}。" + (f"{error.remedy}。" if error.remedy else "")


def _models(request: Request) -> Models:
    return Models(_database(request), home())


def _by(request: Request) -> By:
    account = signed_in(request)
    return By(account.display, account.id)


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database
