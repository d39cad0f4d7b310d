"""What somebody tried that no page of ours brings about, told where those look who watch over the door.

Not each of these is an attack: files are damaged, and a bookmark may be older than what it leads to. But who
feels along the limits and the readers, or counts through the numbers of others' drafts, shows by such lines
(ASVS 5.0, V16.3.2 and V16.3.3). What is refused for other reasons is told where it is refused.
"""

from api.accounts.events import Event, at_the_door
from api.http.answered import Answer

_EVENTS: dict[str, tuple[Event, str]] = {
    "NotThere": ("not_there", "要看没有的或不归他看的"),
    "LimitReached": ("limit_reached", "超过了一个账号的限度"),
    "EnoughForToday": ("limit_reached", "超过了一个账号的限度"),
    **dict.fromkeys(
        (
            "BadFields",
            "BadRequest",
            "BodyTooLarge",
            "BodyTooSlow",
            "DraftDamaged",
            "DraftTooLarge",
            "MethodNotAllowed",
            "WrongContentType",
            "WrongHost",
        ),
        ("input_refused", "收不下的请求"),
    ),
}
"""By the kind of the error that was answered."""


def tell_what_was_tried(answer: Answer) -> None:
    """Log an answer by which something was refused that our pages do not ask for."""
    event, said = _EVENTS.get(answer.kind, (None, ""))
    if event is None or (event == "not_there" and not _is_about_something(answer)):
        return
    at_the_door(
        event,
        f"{said}（{answer.kind}）",
        account_id=answer.account_id,
        line=answer.line,
        route=f"{answer.method} {answer.route}",
        kind=answer.kind,
    )


def _is_about_something(answer: Answer) -> bool:
    """Whether somebody who is signed in named something: other addresses that are not there mean nothing."""
    return answer.account_id is not None and "{" in answer.route
