"""Every channel of this installation, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from youlin.channels.console import Console
from youlin.channels.ways import Channel

_ALL: tuple[Channel, ...] = (Console(),)
CHANNELS: Mapping[str, Channel] = MappingProxyType({channel.code: channel for channel in _ALL})
