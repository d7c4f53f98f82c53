"""A worker for tests of the inbox, run as a process: python -m tests.assistant.inbox_worker DATABASE LOG SECONDS

It takes items until none is left. For each that it begins, and each that it could say was answered, it writes a line
that ends in its own number.
"""

from __future__ import annotations

import os
import random
import sys
import time

from sqlalchemy import create_engine

from assistant.inbox import Inbox

LEASE = 0.6


def main(url: str, log: str, seconds: str) -> None:
    sqlite = url.startswith("sqlite")
    inbox = Inbox(create_engine(url, connect_args={"timeout": 30} if sqlite else {}), settling=0)
    # A line in one write at the end of the file is never torn, whoever else writes.
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    me = str(os.getpid())
    while inbox.waiting():
        item = inbox.claim(me, LEASE)
        if item is None:
            time.sleep(0.01)
            continue
        os.write(file, f"begun {item.thread} {item.event_id} {me}\n".encode())
        time.sleep(random.uniform(0, float(seconds)))
        if inbox.finish(item):
            os.write(file, f"done {item.thread} {item.event_id} {me}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
