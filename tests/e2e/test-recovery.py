#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both ways back, timed: a store that is damaged, and a computer that is gone. Where what is said in docs/operations.md
takes longer than promised there, it shows here."""

import json
import sqlite3
import subprocess
import time
from pathlib import Path

from fair import KEY, SLOW, check, expect, main, stand_in

WEEK = '2025-10-22T12:00:00Z'
SETUP = Path(__file__).resolve().parents[2] / 'data' / 'fair-server-setup'


def settle(home):
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'settings.ini').write_text("[io/github/faircatch/FairCatch]\nfirst-season=2024\n"
                                         "webhook-url='https://hook/t0ken'\ndata-folder='/gone'\n", encoding='utf-8')


def newest_backup(home):
    return sorted((home.data / 'league' / 'backups').glob('*.tar.zst'))[-1]


def case_damaged_store(home):
    settle(home)
    with stand_in(home, '--now', WEEK) as api:
        expect(home.run('--as-of', WEEK, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    before = expect(home.run('--json', 'ledger', 'list'), 0).out
    store = home.store()
    store.write_bytes(store.read_bytes()[:100_000]) # half of it is gone
    check(home.run('ledger', 'verify').code == 1, 'the damage was not seen')
    started = time.monotonic()
    expect(home.run('backup', 'restore', newest_backup(home)), 0)
    expect(home.run('ledger', 'verify'), 0)
    seconds = time.monotonic() - started
    print(f'# a damaged store was put back in {seconds:.2f} s')
    check(seconds < 60 * SLOW, f'{seconds:.0f} s')
    check(expect(home.run('--json', 'ledger', 'list'), 0).out == before, 'it is not what it was')
    # No backup has such an address, so it is this computer's that stays.
    check(expect(home.run('--json', 'alerts', 'status'), 0).json()['webhook'], 'the webhook is forgotten')


def run_setup(home, fresh, backup, *arguments, typed='', **variables):
    """On a machine where nothing of the first is there but the backup."""
    fresh.mkdir(exist_ok=True)
    env = dict(home.env, FAIR=home.command([])[0], HOME=str(fresh), XDG_CONFIG_HOME=str(fresh / 'config'),
               XDG_DATA_HOME=str(fresh / 'data'), XDG_STATE_HOME=str(fresh / 'state'))
    done = subprocess.run([SETUP, '--restore', backup, *arguments], env=dict(env, **variables), input=typed,
                          capture_output=True, text=True, cwd=fresh)
    check(KEY not in done.stdout + done.stderr, 'the key was printed')
    return done, env


def is_scheduled(fresh):
    return (fresh / 'config' / 'systemd' / 'user' / 'fair-catch.timer').exists()


def case_new_machine(home):
    settle(home)
    with stand_in(home, '--now', WEEK) as api:
        expect(home.run('--as-of', WEEK, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    before = expect(home.run('--json', 'ledger', 'list'), 0).out
    backup = newest_backup(home)
    fresh = home.root / 'new machine'
    started = time.monotonic()
    done, env = run_setup(home, fresh, backup, '--data-dir', fresh / 'fair', CFBD_API_KEY=KEY,
                          FAIR_HEARTBEAT_URL='https://beat/t0ken')
    seconds = time.monotonic() - started
    print(f'# a new machine was set up in {seconds:.2f} s')
    check(done.returncode == 0 and 'the same' in done.stdout, done)
    check('t0ken' not in done.stdout + done.stderr, 'an address that is a secret was printed')
    check(seconds < 15 * 60, f'{seconds:.0f} s')
    check(is_scheduled(fresh), 'the schedule was not resumed')

    def ask(*arguments):
        return subprocess.run([env['FAIR'], *arguments], env=env, capture_output=True, text=True)

    check(ask('--data-dir', fresh / 'fair', '--json', 'ledger', 'list').stdout == before, 'the ledger is another one')
    # The timer runs without the variables of whoever set it up.
    check(ask('--data-dir', fresh / 'fair', 'key', 'status').returncode == 0, 'the key was not kept')
    alerts = json.loads(ask('--data-dir', fresh / 'fair', '--json', 'alerts', 'status').stdout)
    check(alerts['heartbeat'] and not alerts['webhook'], alerts)
    # Without --data-dir, and with what is secret typed: settings are kept, but for where the data was on the other one.
    fresh = home.root / 'fresh'
    done, env = run_setup(home, fresh, backup, typed=f'{KEY}\n\nhttps://hook/t0ken\n')
    check(done.returncode == 0 and is_scheduled(fresh), done)
    check((fresh / 'data' / 'faircatch' / 'faircatch.db').exists(), done)
    alerts = json.loads(subprocess.run([env['FAIR'], '--json', 'alerts', 'status'], env=env, capture_output=True,
                                       text=True).stdout)
    check(alerts['webhook'] and not alerts['heartbeat'], alerts)
    made = subprocess.run([env['FAIR'], 'backup', 'create'], env=env, capture_output=True, text=True).stdout.strip()
    settings = subprocess.run(['tar', '--zstd', '-xOf', made, 'settings.ini'], capture_output=True, text=True).stdout
    check('first-season=2024' in settings and 'data-folder' not in settings, settings)


def case_new_machine_unproved(home):
    """A last run that does not come out the same starts no schedule, unless somebody says so."""
    settle(home)
    with stand_in(home, '--now', WEEK) as api:
        expect(home.run('--as-of', WEEK, '--api-url', api.url, 'sync', key=KEY), 0)
        expect(home.run('--as-of', WEEK, 'backup', 'create'), 0)
        done, _ = run_setup(home, home.root / 'empty', newest_backup(home), CFBD_API_KEY=KEY)
        check(done.returncode == 0 and 'Nothing was published' in done.stdout and is_scheduled(home.root / 'empty'), done)
        expect(home.run('--as-of', WEEK, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    # Results that came after the run.
    with sqlite3.connect(home.store()) as store:
        store.execute('UPDATE game SET home_points = home_points + 3 WHERE season = 2025 AND week = 3')
        store.execute("UPDATE raw_answer SET fetched_at = fetched_at + 99 WHERE path LIKE '/games?%'")
    expect(home.run('--as-of', '2025-10-23T12:00:00Z', 'backup', 'create'), 0)
    fresh = home.root / 'fresh'
    done, _ = run_setup(home, fresh, newest_backup(home), CFBD_API_KEY=KEY)
    check(done.returncode != 0 and '--accept-unproved' in done.stderr and not is_scheduled(fresh), done)
    done, _ = run_setup(home, fresh, newest_backup(home), '--accept-unproved', CFBD_API_KEY=KEY)
    check(done.returncode == 0 and is_scheduled(fresh), done)


def case_new_machine_with_a_bad_backup(home):
    settle(home)
    with stand_in(home, '--now', WEEK) as api:
        expect(home.run('--as-of', WEEK, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    backup = newest_backup(home)
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    fresh = home.root / 'other'
    done = subprocess.run([SETUP, '--restore', backup, '--data-dir', fresh], capture_output=True, text=True,
                          env=dict(home.env, FAIR=home.command([])[0], CFBD_API_KEY=KEY), stdin=subprocess.DEVNULL)
    check(done.returncode != 0 and 'take another' in done.stderr, done)
    check(not list(Path(home.env['XDG_CONFIG_HOME']).rglob('*.timer')), 'the schedule was started')


if __name__ == '__main__':
    main()
