"""What stands before every page: who may ask, how much, from where, and what a browser may do with it."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing from elsewhere, no script or style inside a page, no frame around it.
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}
COOKIE = "herodotus_token"
# Our forms send a few paths; a list of filters fits an address of this length many times over.
MOST_BODY, LONGEST_ADDRESS = 64 * 1024, 8 * 1024
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Guard:
    """Asks every request for its host, its token where one is needed, and its size, before a page sees it."""

    def __init__(self, app: ASGIApp, *, token: str | None = None, hosts: Iterable[str] = ()) -> None:
        """Stand before `app`; with a token other machines may ask; `hosts` are more names of this one."""
        self.app = app
        self.token = token
        self.hosts = {*_LOOPBACK, *(host.lower() for host in hosts)}
        if token is not None:
            self.hosts.add(socket.gethostname().lower())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page speaks over a web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refuse(scope)

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if refusal is not None:
            await refusal(scope, receive, headed)
            return
        await self.app(scope, _bounded(receive), headed)

    def _refuse(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._knows(headers.get("host", "")):
            return _no(400, "this address is not one of Herodotus'", "use http://127.0.0.1 and the port")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _no(414, "the address is too long", "ask for less at once")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > MOST_BODY:
            return _no(413, "the request is too large", "no form of Herodotus sends so much")
        if self.token is not None and not self._has_token(headers):
            return self._enter(scope)
        if scope["method"] not in _SAFE and not _from_here(headers):
            return _no(403, "this request comes from another site", "use the form on the page itself")
        return None

    def _knows(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self.hosts:
            return True
        # Behind a token an address in numbers is safe: no other site's name can be bent to it.
        return self.token is not None and _is_address(name)

    def _has_token(self, headers: Headers) -> bool:
        given = headers.get("authorization", "").removeprefix("Bearer ")
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            cookies = SimpleCookie()
        kept = cookies[COOKIE].value if COOKIE in cookies else ""
        return any(self._is_token(one) for one in (given, kept))

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), (self.token or "").encode())

    def _enter(self, scope: Scope) -> Response:
        """Take the token from the address into a cookie, so that it stays in no link and no history."""
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = next((value for name, value in pairs if name == "token"), "")
        if not self._is_token(given):
            return _no(403, "a token is needed", "open the address that `herodotus serve` printed")
        rest = urlencode([(name, value) for name, value in pairs if name != "token"])
        # The path alone: two slashes at its start would lead to another host.
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), status_code=303)
        answer.set_cookie(COOKIE, given, httponly=True, samesite="strict")
        return answer


def _bounded(receive: Receive) -> Receive:
    """Return `receive` that ends a body which is longer than its sender said or than we take."""
    left = MOST_BODY

    async def take() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return take


def _from_here(headers: Headers) -> bool:
    """Whether a form was sent from our own pages: browsers say so, and programs say nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == headers.get("host")
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _no(status: int, message: str, hint: str) -> Response:
    return PlainTextResponse(f"error: {message}\nhint: {hint}\n", status_code=status)
