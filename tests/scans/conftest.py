"""Scans are read for real, with the network forbidden; the engine is loaded once for all of them."""

import os
import socket

import pytest

from tests.end_to_end.conftest import jixiao
from toolkit.read import ocr

__all__ = ["jixiao"]

if not ocr.available() and not os.environ.get("CI"):
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Fail where anything is asked of another machine."""

    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
