import errno
import http.client
import socket
import time
from collections.abc import Callable

from newsroom.env import stop

# A site that was killed a moment ago may still be letting go of its port.
LET_GO_SECONDS = 2.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


def claim(host: str, port: int) -> None:
    """Stop with one line when the port cannot be had.

    Asked here because granian shares its port: a second site on the same one would
    start without a word, and each would get half of the visitors.
    """
    until = time.monotonic() + LET_GO_SECONDS
    while fault := _fault(host, port):
        if fault != errno.EADDRINUSE:
            stop(f"cannot listen on {host} port {port}: {_reason(fault)}.")
        if time.monotonic() > until:
            other = port + 1 if port < 65535 else 8000
            stop(f"port {port} is in use. Choose another: make run PORT={other}")
        time.sleep(0.2)


def _fault(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
        # Some systems let two share a port when one of them asked for every address.
        with socket.socket(family) as probe:
            probe.settimeout(1)
            if probe.connect_ex((EVERYWHERE.get(host, host), port)) == 0:
                return errno.EADDRINUSE
    except OSError as error:
        return error.errno or errno.EINVAL
    except OverflowError:
        return errno.ERANGE
    return 0


def _reason(fault: int) -> str:
    if fault == errno.EACCES:
        return "ports below 1024 need root"
    if fault == errno.EADDRNOTAVAIL:
        return "this machine has no such address"
    if fault == errno.ERANGE:
        return "ports end at 65535"
    return "the address cannot be used"


def wait_until_served(
    host: str, port: int, given_up: Callable[[], bool], seconds: float = 60
) -> bool:
    """Whether the site answered in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not given_up():
        asked = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=2)
        try:
            asked.request("GET", "/healthz", headers={"Host": "localhost"})
            asked.getresponse().read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return True
        finally:
            asked.close()
    return False
