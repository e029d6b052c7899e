#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A season without a person: 26 weekly runs while the API, the network, the clock and the disk fail one after the other.
FAIR_LONG=1 tries more orders of faults."""

import datetime
import http.client
import json
import os
import random
import resource
import signal
import sqlite3

from fair import KEY, check, expect, main, shared, stand_in

LONG = bool(os.environ.get('FAIR_LONG'))
FIRST = datetime.datetime(2025, 8, 20, 15, tzinfo=datetime.timezone.utc)
REAL_FIRST = datetime.datetime(2023, 8, 23, 15, tzinfo=datetime.timezone.utc)
WEEKS = 26
WEEK = 7 * 24 * 3600


def at(week, days=0):
    return (FIRST + datetime.timedelta(weeks=week, days=days)).strftime('%Y-%m-%dT%H:%M:%SZ')


def settle(home, *lines, first=2024):
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'settings.ini').write_text('\n'.join([
        '[io/github/faircatch/FairCatch]', f'first-season={first}', 'schedule-on-battery=true', 'schedule-on-metered=true',
        "schedule-lines='off'", *lines, '']), encoding='utf-8')


def upstream(relay, path):
    connection = http.client.HTTPConnection(relay.upstream, timeout=60)
    connection.request('GET', path, headers={'Authorization': f'Bearer {KEY}'})
    return connection.getresponse().read().decode()


# Each fault is an answer in place of the API's; None passes a request on.

def too_many(relay):
    return lambda path: (429, 'text/plain', 'slow down')


def broken(relay):
    return lambda path: (500, 'text/html', '<html>out of order</html>') if path.startswith('/lines') else None


def silent(relay):
    return lambda path: (502, 'text/html', '') # a gateway's way to tell of a time-out


def cut(relay):
    def answer(path):
        body = upstream(relay, path)
        return (200, 'application/json', body[:len(body) // 2]) if not path.startswith('/info') else None
    return answer


def moved(relay):
    """One game is played a day later, one not at all."""
    def answer(path):
        if not path.startswith('/games?') or '2025' not in path:
            return None
        games = json.loads(upstream(relay, path))
        open_games = [game for game in games if not game.get('completed')]
        if len(open_games) > 4:
            start = datetime.datetime.fromisoformat(open_games[1]['startDate'].replace('Z', '+00:00'))
            open_games[1]['startDate'] = (start + datetime.timedelta(days=1)).strftime('%Y-%m-%dT%H:%M:%S.000Z')
            games.remove(open_games[3])
        return 200, 'application/json', json.dumps(games)
    return answer


FAULTS = {'429': too_many, '500': broken, 'time-out': silent, 'cut': cut, 'moved': moved}
SILENT = ('moved', None) # which are no faults of ours, and have nothing to tell


def publications(home):
    if not home.store().exists():
        return {}
    with sqlite3.connect(f'file:{home.store()}?mode=ro', uri=True) as store:
        return dict(store.execute('SELECT publication_id, chain_hash FROM publication'))


def check_nothing_lost(home, before):
    now = publications(home)
    check(all(now.get(number) == chain for number, chain in before.items()), 'a publication was lost or changed')
    if home.store().exists():
        expect(home.run('ledger', 'verify'), 0)


def check_no_stale_pick(home):
    """Whatever was picked live was picked with lines that had been asked for within a week."""
    with sqlite3.connect(f'file:{home.store()}?mode=ro', uri=True) as store:
        row = store.execute('SELECT publication_id, frozen_at, kind FROM publication ORDER BY publication_id DESC').fetchone()
        asked = store.execute("SELECT max(checked_at) FROM raw_answer WHERE path LIKE '/lines%'").fetchone()[0]
        picks = store.execute('SELECT count(*) FROM pick WHERE publication_id = ? AND is_pick', row[:1]).fetchone()[0]
    check(row[2] == 'replay' or picks == 0 or row[1] - asked <= WEEK, f'{picks} picks on lines that are {row[1] - asked} s old')


def small_disk():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def run_week(home, week, fault, days=0):
    before = publications(home)
    quota = ['--quota', '1'] if fault == 'quota' else []
    with stand_in(home, '--now', at(week, days), *quota) as api:
        api.answer = FAULTS[fault](api) if fault in FAULTS else None
        if fault == 'disk':
            process = home.start('--as-of', at(week, days), '--api-url', api.url, 'run', '--unattended', key=KEY,
                                 preexec_fn=small_disk)
            out, err = process.communicate(timeout=120)
            code = process.returncode
        else:
            result = home.run('--as-of', at(week, days), '--api-url', api.url, 'run', '--unattended', key=KEY)
            out, err, code = result.out, result.err, result.code
    check(code in (0, 1, 3, 4), f'{fault}: exit {code}\n{out[-2000:]}{err[-2000:]}')
    if fault not in SILENT:
        check(code != 0 and err.strip(), f'{fault} in week {week} was not seen: exit {code}\n{out[-1500:]}{err[-1500:]}')
    check_nothing_lost(home, before)
    if publications(home):
        check_no_stale_pick(home)
    return code


def season(home, seed):
    """Faults in half of the weeks, in an order of their own; the week after each must heal by itself."""
    order = [*FAULTS, 'quota', 'disk', 'sleep', 'clock']
    random.Random(seed).shuffle(order)
    settle(home)
    week = 0
    expect_done = run_week(home, week, None)
    check(expect_done == 0, 'the first week was not done')
    for week in range(1, WEEKS):
        fault = order[(week // 2) % len(order)] if week % 2 else None
        if fault == 'sleep':
            continue # the computer is off all week
        if fault == 'clock':
            run_week(home, week, None)
            run_week(home, week - 1, None) # back by a week
            run_week(home, week, None, days=1)
            continue
        code = run_week(home, week, fault)
        check(fault is not None or code == 0, f'week {week} did not heal: exit {code}')
    expect(home.run('ledger', 'verify'), 0)
    expect(home.run('--as-of', at(WEEKS), 'backup', 'drill'), 0)
    check(len(publications(home)) >= WEEKS // 2, publications(home))


def case_season(home):
    season(home, 1)


def case_more_seasons(home):
    if LONG:
        for seed in range(2, 12):
            season(home, seed)
            home.close()
            home.__init__()


def case_real_season(home):
    """2023 as it was, week by week: no manual step, and each run can be made again from the backup of its day."""
    if not LONG:
        return
    folder = shared()
    settle(home, first=2019)
    for week in range(22):
        now = (REAL_FIRST + datetime.timedelta(weeks=week)).strftime('%Y-%m-%dT%H:%M:%SZ')
        with stand_in(home, '--archive', folder, '--now', now) as api:
            expect(home.run('--as-of', now, '--api-url', api.url, 'run', '--unattended', key=KEY, timeout=300), 0)
            check(week == 0 or len(api.metered()) <= 10, api.metered())
        check('the same' in expect(home.run('--as-of', now, 'backup', 'drill'), 0).out, f'{now}: other picks')
    expect(home.run('ledger', 'verify'), 0)


if __name__ == '__main__':
    main()
