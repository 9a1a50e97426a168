#!/usr/bin/env python3
"""Follows the events of a Stancewire API and keeps each of them once. Python 3.8 or later, and nothing beside it.

    python3 consumer.py http://127.0.0.1:4405 events.sqlite

STANCEWIRE_TOKEN holds the token, where one is needed. The event, what is done about it and the cursor are one transaction, so this program may be killed at
any moment. To do more than keep events, import it and give `main` a function of your own: see `keep_only`.
"""

import http.client
import json
import os
import random
import sqlite3
import sys
import time
import urllib.parse

TRIES = 5  # so often an event is tried before it is put aside
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before the next try to reach the API
SILENCE = 45.0  # seconds: a heartbeat comes every 15
PAGE = 1000


def keep_only(event, db):
    """What is done about an event: nothing but keeping it. Whatever is written through `db` is kept or lost with the event; raise where it cannot be done."""


class Refused(Exception):
    """The API answers, and does not give what was asked for."""

    def __init__(self, response):
        problem = response.read(65536).decode("utf-8", "replace")
        super().__init__(f"{response.status}: {problem}")
        self.status = response.status
        self.wait = float(response.getheader("Retry-After") or 0)


class Store:
    """The events that were handled, where to go on, and what could not be handled: one SQLite file."""

    def __init__(self, path):
        self.db = sqlite3.connect(path, isolation_level=None, timeout=10)
        self.db.execute("pragma journal_mode = wal")
        self.db.executescript(
            """
            create table if not exists event (number integer primary key, id text unique not null, type text not null,
              subject text not null, sequence text not null, body text not null);
            create table if not exists cursor (only_row integer primary key check (only_row = 1), id text);
            create table if not exists attempt (id text primary key, tries integer not null);
            create table if not exists dead_letter (id text primary key, body text not null, error text not null);
            insert or ignore into cursor values (1, null);
            """
        )

    def cursor(self):
        return self.db.execute("select id from cursor").fetchone()[0]

    def take(self, body, handle):
        """Handles an event that was not handled before, or puts it aside when it was tried often enough, and moves on."""
        event = json.loads(body)
        if self._is_known(event["id"]):
            return self._once(lambda: self._move_to(event))
        wait = 0.1
        while True:
            tries = self._count_try(event["id"])
            if tries > TRIES:
                return self._put_aside(event, body, "it ended this program")
            try:
                return self._once(lambda: self._keep(event, body, handle))
            except sqlite3.OperationalError:
                raise  # the store is in trouble, not the event
            except Exception as error:  # whatever the handler raises
                if tries == TRIES:
                    return self._put_aside(event, body, repr(error))
            time.sleep(wait)
            wait *= 2

    def _is_known(self, event_id):
        asked = "select 1 from event where id = ? union all select 1 from dead_letter where id = ?"
        return self.db.execute(asked, (event_id, event_id)).fetchone() is not None

    def _count_try(self, event_id):
        # By itself and before the try: an event at which this program dies is counted, too.
        self.db.execute("insert into attempt values (?, 1) on conflict do update set tries = tries + 1", (event_id,))
        return self.db.execute("select tries from attempt where id = ?", (event_id,)).fetchone()[0]

    def _once(self, work):
        self.db.execute("begin immediate")
        try:
            work()
            self.db.execute("commit")
        except BaseException:
            self.db.execute("rollback")
            raise

    def _keep(self, event, body, handle):
        handle(event, self.db)
        row = (event["id"], event["type"], event["subject"], event["sequence"], body)
        self.db.execute("insert into event (id, type, subject, sequence, body) values (?, ?, ?, ?, ?)", row)
        self._move_to(event)

    def _put_aside(self, event, body, error):
        def work():
            self.db.execute("insert into dead_letter values (?, ?, ?)", (event["id"], body, error))
            self._move_to(event)

        self._once(work)
        say(f"put aside after {TRIES} tries: {event['id']}: {error}")

    def _move_to(self, event):
        self.db.execute("delete from attempt where id = ?", (event["id"],))
        self.db.execute("update cursor set id = ?", (event["id"],))


def ask(base, path, headers, timeout):
    """Sends one request. The connection belongs to the response, and is closed with it."""
    url = urllib.parse.urlsplit(base)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.netloc, timeout=timeout)
    token = os.environ.get("STANCEWIRE_TOKEN")
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    connection.request("GET", url.path.rstrip("/") + path, headers={**headers, **bearer, "Connection": "close"})
    response = connection.getresponse()
    if response.status != 200:
        raise Refused(response)
    return response


def catch_up(base, store, handle):
    """Reads page after page from the cursor on, or from the first event where there is none, until one is empty."""
    after = store.cursor()
    while True:
        query = urllib.parse.urlencode({"limit": PAGE, **({"after": after} if after else {})})
        try:
            with ask(base, f"/v1/events?{query}", {"Accept": "application/x-ndjson"}, SILENCE) as response:
                lines = response.read().decode("utf-8").splitlines()
        except Refused as refused:
            if refused.status != 404 or after is None:
                raise
            after = None  # that event is kept no longer
            continue
        for line in lines:
            store.take(line, handle)
        if not lines:
            return
        after = store.cursor()


def stream(base, after):
    """The events behind `after` as they come, each as its name and data, and last the milliseconds after which to come again: Server-Sent Events."""
    headers = {"Accept": "text/event-stream", **({"Last-Event-ID": after} if after else {})}
    name, data = "message", []
    with ask(base, "/v1/events", headers, SILENCE) as response:
        while True:
            line = response.readline()
            if not line.endswith(b"\n"):
                return  # the end; what was begun is no event
            field, _, value = line.decode("utf-8").rstrip("\r\n").partition(":")
            value = value[1:] if value.startswith(" ") else value
            if field == "event":
                name = value
            elif field == "data":
                data.append(value)
            elif field == "" and value == "" and data:  # an empty line; one that begins with a colon is a heartbeat
                yield name, "\n".join(data)
                name, data = "message", []


def follow_once(base, store, handle):
    """Follows until the API ends it."""
    if store.cursor() is None:
        catch_up(base, store, handle)
    for name, data in stream(base, store.cursor()):
        if name != "gap":
            store.take(data, handle)
            continue
        say("a gap: reading all that is kept")
        store.db.execute("update cursor set id = null")
        return catch_up(base, store, handle)


def say(text):
    print(text, file=sys.stderr, flush=True)


def misused(text):
    say(text)
    sys.exit(2)


def base_of(address):
    """The address of the API; ends the program where it is none, for that never comes right."""
    try:
        url = urllib.parse.urlsplit(address)
        if url.scheme in ("http", "https") and url.hostname and url.port != 0:
            return address
    except ValueError:
        pass
    return misused(f"{address} is no address of an API: it is like http://127.0.0.1:4405")


def main(handle=keep_only):
    if len(sys.argv) != 3:
        misused(f"usage: {sys.argv[0]} BASE_URL STORE")
    base = base_of(sys.argv[1])
    try:
        follow(base, Store(sys.argv[2]), handle)
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell tells of Ctrl-C; what was taken is kept


def follow(base, store, handle):
    """Follows until it is stopped, or refused for good."""
    wait = FIRST_WAIT
    while True:
        reached, asked_for = store.cursor(), 0.0
        try:
            follow_once(base, store, handle)
        except Refused as refused:
            if refused.status in (400, 401, 403):
                sys.exit(f"refused: {refused}")
            say(f"refused for now: {refused}")
            asked_for = refused.wait
        except (OSError, http.client.HTTPException, UnicodeDecodeError, json.JSONDecodeError) as trouble:
            say(f"away: {trouble!r}")
        wait = FIRST_WAIT if store.cursor() != reached else min(wait * 2, LONGEST_WAIT)
        time.sleep(max(asked_for, wait * random.uniform(0.5, 1)))


if __name__ == "__main__":
    main()
