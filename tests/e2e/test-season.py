#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A season without a person: 26 weekly runs while the API, the network, the clock and the disk fail one after the other.
FAIR_LONG=1 tries more orders of faults."""

import datetime
import gzip
import http.client
import itertools
import json
import os
import random
import resource
import signal
import sqlite3

from fair import KEY, SLOW, check, expect, main, shared, stand_in

LONG = bool(os.environ.get('FAIR_LONG'))
FIRST = datetime.datetime(2025, 8, 20, 15, tzinfo=datetime.timezone.utc)
REAL_FIRST = datetime.datetime(2023, 8, 23, 15, tzinfo=datetime.timezone.utc)
RUNS = 26
REGULAR = range(6, 15) # weeks in which there is always something to pick
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


def used_up(relay):
    """Somebody else has spent the month's calls with the same key."""
    return lambda path: None if path == '/info' else (429, 'application/json', '{"message": "Monthly call quota exceeded."}')


def broken(relay):
    return lambda path: (500, 'text/html', '<html>out of order</html>') if path.startswith('/lines') else None


def timed_out(relay):
    return lambda path: (504, 'text/html', '') # a gateway's way to tell of it; silence itself is the client's test


def cut(relay):
    def answer(path):
        body = upstream(relay, path)
        half = len(body) // 2
        return None if path == '/info' else (200, 'application/json', body[:half], len(body) - half)
    return answer


def half(relay):
    def answer(path):
        body = upstream(relay, path)
        return None if path == '/info' else (200, 'application/json', body[:len(body) // 2])
    return answer


def change(relay, start, edit):
    def answer(path):
        if not path.startswith(start) or '2025' not in path:
            return None
        records = json.loads(upstream(relay, path))
        edit(records)
        return 200, 'application/json', json.dumps(records)
    return answer


def moved(relay):
    """One game is played a day later, one not at all."""
    def edit(games):
        still_open = [game for game in games if not game.get('completed')]
        if len(still_open) > 4:
            start = datetime.datetime.fromisoformat(still_open[1]['startDate'].replace('Z', '+00:00'))
            still_open[1]['startDate'] = (start + datetime.timedelta(days=1)).strftime('%Y-%m-%dT%H:%M:%S.000Z')
            games.remove(still_open[3])
    return change(relay, '/games?', edit)


def withdrawn(relay):
    """A book takes its lines back."""
    def edit(games):
        for game in games:
            game['lines'] = [line for line in game['lines'] if line['provider'] != 'Bovada']
    return change(relay, '/lines?', edit)


FAULTS = {'429': too_many, 'used up': used_up, '500': broken, 'time-out': timed_out, 'cut': cut, 'half': half, 'moved': moved,
          'withdrawn': withdrawn}
SILENT = ('moved', 'withdrawn', None) # which are no faults of ours, and have nothing to tell
WITH_EARLIER_LINES = ('500', 'withdrawn') # so that there are some that could be picked on


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


def offered(store):
    """Of each game when its lines were last told, and by which books they were offered then."""
    found = {}
    for checked, body in store.execute("SELECT checked_at, body FROM raw_answer WHERE path LIKE '/lines%'"
                                       " AND length(body) > 0 ORDER BY checked_at, fetched_at"):
        for game in json.loads(gzip.decompress(body)):
            found[game['id']] = checked, {line['provider'] for line in game['lines']}
    return found


def check_no_stale_pick(home):
    """Whatever was picked live was offered by its book when last asked, within a week. Returns the number of picks."""
    with sqlite3.connect(f'file:{home.store()}?mode=ro', uri=True) as store:
        number, frozen, kind = store.execute('SELECT publication_id, frozen_at, kind FROM publication'
                                             ' ORDER BY publication_id DESC').fetchone()
        picks = store.execute('SELECT game_id, provider FROM pick WHERE publication_id = ? AND is_pick', [number]).fetchall()
        lines = offered(store)
    for game, book in picks if kind == 'live' else ():
        checked, books = lines[game]
        check(frozen - checked <= WEEK and book in books, f'picked on {book}, game {game}, told {frozen - checked} s ago')
    return len(picks)


def look(home, week, days):
    found = home.run('--json', '--as-of', at(week, days), 'health', key=KEY).json()['rules']
    return {rule['rule']: rule['state'] for rule in found}


def small_disk():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def fetch_lines(home, week):
    """A look at the lines on the evening before, when all is still well."""
    with stand_in(home, '--now', at(week, -0.5)) as api:
        expect(home.run('--as-of', at(week, -0.5), '--api-url', api.url, 'lines', key=KEY), 0)


def run_week(home, week, fault, days=0, command=('run', '--unattended')):
    before = publications(home)
    quota = ['--quota', '1'] if fault == 'quota' else []
    small = {'preexec_fn': small_disk} if fault == 'disk' else {}
    with stand_in(home, '--now', at(week, days), *quota) as api:
        api.answer = FAULTS[fault](api) if fault in FAULTS else None
        process = home.start('--as-of', at(week, days), '--api-url', api.url, *command, key=KEY, **small)
        out, err = process.communicate(timeout=120 * SLOW)
        code = process.returncode
    check(code in (0, 1, 3, 4), f'{fault}: exit {code}\n{out[-2000:]}{err[-2000:]}')
    if fault not in SILENT:
        check(code != 0 and err.strip(), f'{fault} in week {week} was not seen: exit {code}\n{out[-1500:]}{err[-1500:]}')
    check_nothing_lost(home, before)
    return code


def season(home, seed):
    """Faults in two of three weeks, in an order of their own; the third must heal by itself, and all of it be seen."""
    order = [*FAULTS, 'quota', 'disk', 'sleep', 'clock']
    random.Random(seed).shuffle(order)
    faults = itertools.cycle(order)
    settle(home)
    expect_done = run_week(home, 0, None)
    check(expect_done == 0, 'the first week was not done')
    runs, week, slept = 1, 0, False
    while runs < RUNS:
        week += 1
        fault = next(faults) if week % 3 else None
        if fault == 'sleep':
            slept = True # the computer is off all week, and catches up by its schedule
            continue
        if fault == 'clock':
            run_week(home, week, None)
            run_week(home, week - 1, None) # back by a week
            run_week(home, week, None, days=1)
            runs += 3
            continue
        if fault in WITH_EARLIER_LINES and week in REGULAR:
            fetch_lines(home, week)
        code = run_week(home, week, fault, command=('schedule', 'run') if slept else ('run', '--unattended'))
        slept = False
        runs += 1
        n_picks = check_no_stale_pick(home)
        check(n_picks or fault not in WITH_EARLIER_LINES or week not in REGULAR, f'week {week}, {fault}: nothing was picked')
        check(fault is not None or code == 0, f'week {week} did not heal: exit {code}')
        if fault != 'disk': # which leaves no trace in a store that cannot be written
            state = look(home, week, 0)['run']
            check((state == 'green') == (code == 0), f'week {week}, {fault}: exit {code}, and the last run is {state}')
    expect(home.run('ledger', 'verify'), 0)
    expect(home.run('--as-of', at(week + 1), 'backup', 'drill'), 0)
    check(len(publications(home)) >= RUNS // 2, publications(home))


def case_season(home):
    season(home, 2)


def case_more_seasons(home):
    if LONG:
        for seed in range(3, 13):
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
