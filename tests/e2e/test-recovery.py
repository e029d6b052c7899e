#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both ways back, timed: a store that is damaged, and a computer that is gone. Where what is said in docs/operations.md
takes longer than promised there, it shows here."""

import subprocess
import time
from pathlib import Path

from fair import KEY, SLOW, check, expect, main, stand_in

WEEK = '2025-10-22T12:00:00Z'
SETUP = Path(__file__).resolve().parents[2] / 'data' / 'fair-server-setup'


def settle(home):
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'settings.ini').write_text('[io/github/faircatch/FairCatch]\nfirst-season=2024\n', encoding='utf-8')


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


def case_new_machine(home):
    settle(home)
    with stand_in(home, '--now', WEEK) as api:
        expect(home.run('--as-of', WEEK, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    before = expect(home.run('--json', 'ledger', 'list'), 0).out
    backup = newest_backup(home)
    # Another machine: nothing of the first is there but the backup.
    fresh = home.root / 'new machine'
    env = dict(home.env, FAIR=home.command([])[0], CFBD_API_KEY=KEY, HOME=str(fresh), XDG_CONFIG_HOME=str(fresh / 'config'),
               XDG_DATA_HOME=str(fresh / 'data'), XDG_STATE_HOME=str(fresh / 'state'))
    fresh.mkdir()
    started = time.monotonic()
    done = subprocess.run([SETUP, '--restore', backup, '--data-dir', fresh / 'fair'], env=env, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, cwd=fresh)
    seconds = time.monotonic() - started
    print(f'# a new machine was set up in {seconds:.2f} s')
    check(done.returncode == 0 and 'the same' in done.stdout, done)
    check(seconds < 15 * 60, f'{seconds:.0f} s')
    check(KEY not in done.stdout + done.stderr, 'the key was printed')
    check((fresh / 'config' / 'systemd' / 'user' / 'fair-catch.timer').exists(), 'the schedule was not resumed')
    listed = subprocess.run([env['FAIR'], '--data-dir', fresh / 'fair', '--json', 'ledger', 'list'], env=env,
                            capture_output=True, text=True)
    check(listed.stdout == before, 'the ledger is another one')


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
