"""How Discord says no."""

from tests.discord_server.model import Json

__all__ = [
    "CANNOT_EDIT_OTHERS",
    "CANNOT_SEND_TO_USER",
    "EMPTY_MESSAGE",
    "Refusal",
    "invalid_form",
    "missing_access",
    "missing_permissions",
    "unknown",
]


class Refusal(Exception):  # noqa: N818 - it is what Discord answers, no error of ours
    """An answer that is no success; a violation if the bot should have known better."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None, *, violates: bool) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.violates = violates

    def wire(self) -> Json:
        said: Json = {"message": self.message, "code": self.code}
        return said | {"errors": self.errors} if self.errors else said


def invalid_form(field: str, code: str, message: str) -> Refusal:
    """What is sent breaks a rule; `field` is the path to it, like `data.components.0.label`."""
    errors: Json = {"_errors": [{"code": code, "message": message}]}
    for key in reversed(field.split(".")):
        errors = {key: errors}
    return Refusal(400, 50035, f"Invalid Form Body ({field}: {message})", errors, violates=True)


def unknown(code: int, what: str) -> Refusal:
    """Something that is not there, or no longer."""
    return Refusal(404, code, f"Unknown {what}", violates=False)


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access", violates=False)


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions", violates=False)


EMPTY_MESSAGE = Refusal(400, 50006, "Cannot send an empty message", violates=True)
CANNOT_EDIT_OTHERS = Refusal(403, 50005, "Cannot edit a message authored by another user", violates=True)
CANNOT_SEND_TO_USER = Refusal(403, 50007, "Cannot send messages to this user", violates=False)
