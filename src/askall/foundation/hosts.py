"""Computers by their names: which of them is this one."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether what goes to this host never leaves the computer."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
