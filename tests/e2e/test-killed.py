#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that is killed wherever it may be: in each stage of a run, and while it fetches, backs up, restores or keeps house.
The store opens, nothing that was published, settled, typed or backed up is lost, and the next run makes what an undisturbed one
makes. FAIR_LONG=1 kills 2,000 times instead of 50."""

import collections
import contextlib
import os
import random
import shutil
import sqlite3
import time

from fair import KEY, SLOW, check, expect, main, stand_in

TOTAL = 2000 if os.environ.get('FAIR_LONG') else 50
BEFORE, NOW = '2025-10-15T15:00:00Z', '2025-10-22T15:00:00Z'
STAGES = ('sync', 'settle', 'fit', 'predict', 'price', 'check', 'export')
SETTINGS = '[io/github/faircatch/FairCatch]\nfirst-season=2024\nbackup-keep-days=2\n'


@contextlib.contextmanager
def reading(home):
    store = sqlite3.connect(f'file:{home.store()}?mode=ro', uri=True, timeout=10)
    try:
        yield store
    finally:
        store.close()


def ask(home, query):
    with reading(home) as store:
        return store.execute(query).fetchall()


def kept(home):
    """What must outlive everything."""
    return {table: set(ask(home, f'SELECT {columns} FROM {table}')) for table, columns in (
        ('publication', 'publication_id, chain_hash'),
        ('pick', 'publication_id, game_id, market, side, line, price, is_pick'),
        ('pick_result', 'publication_id, game_id, market, outcome, units'),
        ('adjustment', 'adjustment_id, margin, note'))}


def has_stage(store, run, stage):
    """Whether a run after @run has come to @stage, or past it."""
    begun = {name for (name,) in store.execute('SELECT stage FROM run_stage WHERE run_id > ?', [run])}
    return bool(begun & set(STAGES[STAGES.index(stage):]))


def wait_for(process, condition):
    end = time.monotonic() + 60 * SLOW
    while process.poll() is None and not condition():
        check(time.monotonic() < end, 'the moment to kill it did not come')


def has_come_to(store, run, stage):
    """Whether a run after @run has begun @stage, or one that follows."""
    begun = {name for (name,) in store.execute('SELECT stage FROM run_stage WHERE run_id > ?', [run])}
    return bool(begun & set(STAGES[STAGES.index(stage):]))


def at_stage(home, api, process, stage):
    (run,), = ask(home, 'SELECT max(run_id) FROM run')
    with reading(home) as store:
        wait_for(process, lambda: has_come_to(store, run, stage))


def at_request(home, api, process, number):
    wait_for(process, lambda: len(api.requests) >= number)


def at_file(home, api, process, folder):
    """As soon as something new lies in a folder of the data."""
    place = home.data / 'league' / folder
    before = set(place.iterdir())
    wait_for(process, lambda: set(place.iterdir()) - before)


MOMENTS = [(('run', '--unattended'), at_stage, stage) for stage in STAGES] + [
    (('run', '--unattended'), at_file, 'backups'), (('sync',), at_request, 2), (('sync',), at_request, 4),
    (('backup', 'create'), at_file, 'backups'), (('upkeep',), at_file, 'backups'), (('backup', 'restore'), at_file, '.')]


def begin(home, api):
    """A store with a week behind it, and what an undisturbed run makes of the next one."""
    league, base = home.data / 'league', home.root / 'base'
    league.mkdir(parents=True)
    (league / 'settings.ini').write_text(SETTINGS, encoding='utf-8')
    expect(home.run('--as-of', BEFORE, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    expect(home.run('--as-of', BEFORE, 'adjust', 'add', '--team', 'Ashton', '--margin', '-3', '--note', 'their best is out'), 0)
    shutil.copytree(league, base)
    return base


def run_now(home, api):
    expect(home.run('--as-of', NOW, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    return (home.data / 'league' / 'exports' / 'fair-catch-picks.csv').read_bytes()


def kill_once(home, api, luck, command, wait, what):
    """Returns whether it was still there to be killed."""
    if command[-1] == 'restore':
        command = (*command, next((home.data / 'league' / 'backups').glob('*.zst')))
    api.forget()
    process = home.start('--as-of', NOW, '--api-url', api.url, *command, key=KEY)
    wait(home, api, process, what)
    time.sleep(luck.uniform(0, 0.02))
    process.kill()
    process.communicate()
    return process.returncode < 0


def check_whole(home, before, wanted):
    after = kept(home)
    check(all(before[table] <= after[table] for table in before), 'something was lost')
    expect(home.run('ledger', 'verify'), 0)
    for path in (home.data / 'league' / 'exports').glob('*.csv'):
        check(path.read_bytes() in wanted, f'{path.name} is not whole')
    for path in (home.data / 'league' / 'backups').glob('*.zst'):
        expect(home.run('backup', 'verify', path), 0)


def case_killed(home):
    with stand_in(home, '--now', BEFORE) as api:
        base = begin(home, api)
    league = home.data / 'league'
    luck = random.Random(4)
    killed = collections.Counter()
    with stand_in(home, '--now', NOW, '--quota', 20 * TOTAL) as api:
        undisturbed = run_now(home, api)
        wanted = {undisturbed, *(path.read_bytes() for path in (base / 'exports').iterdir())}
        for number in range(TOTAL):
            moment = MOMENTS[number % len(MOMENTS)]
            shutil.rmtree(league)
            shutil.copytree(base, league)
            before = kept(home)
            killed[moment] += kill_once(home, api, luck, *moment)
            check_whole(home, before, wanted)
            check(run_now(home, api) == undisturbed, f'{moment}: the next run made something else')
    missed = [moment for moment in MOMENTS if not killed[moment]]
    check(not missed, f'these had always ended before they were killed: {missed}')


if __name__ == '__main__':
    main()
