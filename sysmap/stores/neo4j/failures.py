"""The driver's and the server's errors in plain words, one line each, without a password in any."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions

from sysmap.errors import StoreError
from sysmap.stores.neo4j.addresses import Neo4jAddress
from sysmap.stores.neo4j.credentials import Sought

_LINES = {
    "Neo.ClientError.Security.CredentialsExpired": "the password for {server} has expired: set a new one with "
    "ALTER CURRENT USER SET PASSWORD in Neo4j Browser or cypher-shell",
    "Neo.ClientError.Security.AuthenticationRateLimit": "{server} takes no more passwords for a while, as too many "
    "were wrong: wait a minute",
    "Neo.ClientError.Security.AuthorizationExpired": "what {server} allows you has changed: try again",
    "Neo.ClientError.Security.TokenExpired": "the sign-in to {server} has expired: sign in again",
    "Neo.ClientError.Security.Forbidden": "you have no right to do that in database {database} on {server}: ask "
    "whoever runs it for a role that may",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "database {database} on {server} is read-only: nothing can "
    "be written there",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": "database {database} on {server} is read-only: nothing "
    "can be written there",
    "Neo.ClientError.Statement.AccessMode": "this may only read, and the statement would write",
    "Neo.ClientError.Database.DatabaseNotFound": "{server} has no database {database}: look at the address",
    "Neo.TransientError.General.DatabaseUnavailable": "database {database} on {server} is not available now: try again "
    "in a moment",
    "Neo.ClientError.Transaction.TransactionTimedOut": "{server} ended what took longer than it allows",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "{server} has not enough memory for that",
}
_UNAUTHORIZED = "Neo.ClientError.Security.Unauthorized"


@contextmanager
def in_plain_words(address: Neo4jAddress, sought: Sought | None = None) -> Iterator[None]:
    """Turn what the driver raises inside into a `StoreError`.

    Parameters
    ----------
    address : Neo4jAddress
        What to call the server.
    sought : Sought, optional
        While signing in, what came of looking for a user and password.
    """
    try:
        yield
    except (exceptions.Neo4jError, exceptions.DriverError, OSError) as error:
        raise StoreError(line_for(error, address, sought)) from error


def line_for(error: BaseException, address: Neo4jAddress, sought: Sought | None = None) -> str:
    """Give the line to show for an error."""
    names = {"server": address.server, "database": address.database}
    if isinstance(error, exceptions.Neo4jError):
        return _refused(error, address, sought).format(**names)
    if _for_want_of_trust(error):
        line = "the certificate of {server} is not trusted: name the file of your own authority with ca= in the address"
    elif isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | OSError):
        line = (
            "no Neo4j answers at {server}: look whether it runs and the address is right; what was acknowledged "
            "before is safe, and nothing is half written"
        )
    else:
        line = "{server} cannot be used: {said}"
    return line.format(**names, said=(str(error) or type(error).__name__).splitlines()[0])


def _refused(error: exceptions.Neo4jError, address: Neo4jAddress, sought: Sought | None) -> str:
    if error.code == _UNAUTHORIZED:
        return _as_it_is(_unauthorized(address, sought))
    if error.code in _LINES:
        return _LINES[error.code]
    if isinstance(error, exceptions.TransientError):
        return "{server} is too busy for that now: try again in a moment"
    said = (error.message or str(error)).strip().splitlines()[0]
    return "{server} refused that: " + _as_it_is(said)


def _as_it_is(said: str) -> str:
    """Escape a text in which nothing is to be filled in."""
    return said.replace("{", "{{").replace("}", "}}")


def _unauthorized(address: Neo4jAddress, sought: Sought | None) -> str:
    if sought is None or sought.credentials:
        return f"user or password is wrong for {address.server}"
    return (
        f"{address.server} asks for a user and password: set SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD, or keep them "
        f"in the system's keyring; {sought.missing}"
    )


def _for_want_of_trust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError) or type(error).__name__ == "BoltSecurityError":
            return True
        error = error.__cause__ or error.__context__
    return False
