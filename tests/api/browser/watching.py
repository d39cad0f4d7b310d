"""What no page may do: complain in the console, break, or ask anybody but its own server."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError


class Watch:
    """Listens to every page of a visit."""

    def __init__(self, address: str) -> None:
        self._own = (f"{address}/", "about:blank", "blob:", "data:")
        self._troubles: list[str] = []
        self._forgiven: tuple[str, ...] = ()

    def listen(self, context: BrowserContext) -> None:
        """Listen to the pages of a browser context, those it opens later included."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def forgive(self, *words: str) -> None:
        """Expect messages of the console: a browser itself reports every answer that is no success."""
        self._forgiven += words

    @property
    def troubles(self) -> list[str]:
        """What went wrong and was not expected."""
        return [each for each in self._troubles if not any(words in each for words in self._forgiven)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._troubles.append(f"{message.type}: {message.text} at {message.location}")

    def _error(self, error: WebError) -> None:
        self._troubles.append(f"uncaught: {error.error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self._own):
            self._troubles.append(f"asked elsewhere: {request.url}")
