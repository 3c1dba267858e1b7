"""An internet address → why nothing is fetched from it; None for the addresses of the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["forbidden"]

# Sources: IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890), with the multicast ranges.
_V4 = {
    "0.0.0.0/8": "means this machine",
    "10.0.0.0/8": "is private",
    "100.64.0.0/10": "is a provider's own",
    "127.0.0.0/8": "is this machine",
    "169.254.0.0/16": "is link-local",
    "172.16.0.0/12": "is private",
    "192.0.0.0/24": "is reserved for protocols",
    "192.0.2.0/24": "is reserved for documentation",
    "192.88.99.0/24": "is a relay of tunnels",
    "192.168.0.0/16": "is private",
    "198.18.0.0/15": "is reserved for measurements",
    "198.51.100.0/24": "is reserved for documentation",
    "203.0.113.0/24": "is reserved for documentation",
    "224.0.0.0/4": "is multicast",
    "255.255.255.255/32": "is broadcast",
    "240.0.0.0/4": "is reserved",
}
_V6 = {
    "::/128": "means this machine",
    "::1/128": "is this machine",
    "::ffff:0:0/96": "is an IPv4 address in disguise",
    "::/96": "is an IPv4 address in disguise",
    "64:ff9b::/96": "is translated to IPv4 (NAT64)",
    "64:ff9b:1::/48": "is translated to IPv4 (NAT64)",
    "2001::/32": "is a tunnel (Teredo)",
    "2001::/23": "is reserved for protocols",
    "2001:db8::/32": "is reserved for documentation",
    "2002::/16": "is a tunnel (6to4)",
    "3fff::/20": "is reserved for documentation",
    "fc00::/7": "is private",
    "fe80::/10": "is link-local",
    "fec0::/10": "is private",
    "ff00::/8": "is multicast",
}
_NETWORKS_4 = tuple((IPv4Network(network), why) for network, why in _V4.items())
_NETWORKS_6 = tuple((IPv6Network(network), why) for network, why in _V6.items())
_PUBLIC_6 = IPv6Network("2000::/3")
"""All that IANA has given out for the public internet."""


def forbidden(address: str) -> str | None:
    """Why nothing is fetched from the address, in words that follow it; None where it is public.

    >>> forbidden("169.254.169.254"), forbidden("9.9.9.9")
    ('is link-local', None)
    """
    try:
        known = ip_address(address)
    except ValueError:
        return "is no address"
    return _four(known) if isinstance(known, IPv4Address) else _six(known)


def _four(address: IPv4Address) -> str | None:
    return next((why for network, why in _NETWORKS_4 if address in network), None)


def _six(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "names an interface of this machine"
    why = next((why for network, why in _NETWORKS_6 if address in network), None)
    return why or (None if address in _PUBLIC_6 else "is reserved")
