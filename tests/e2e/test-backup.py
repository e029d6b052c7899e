#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups from outside: made while others work, killed in the middle, damaged, restored elsewhere and over a store."""

import atexit
import shutil
import signal
import subprocess
import time
from pathlib import Path

from fair import PROGRAM, Home, check, expect, expect_sentence, main

FIRST = {}


def demo(home):
    """A data folder in which the demo league has run once, copied after the first time."""
    if 'folder' not in FIRST:
        fresh = Home()
        atexit.register(fresh.close)
        fresh.set('first-season=2023')
        expect(fresh.run('--demo', 'run', timeout=300), 0)
        FIRST['folder'] = fresh.data
    shutil.copytree(FIRST['folder'], home.data)
    return home.data / 'league'


def create(home, *arguments):
    return Path(expect(home.run('--demo', 'backup', 'create', *arguments), 0).out.strip())


def case_round_trip(home):
    demo(home)
    backup = create(home)
    check(backup.is_file() and backup.with_name(backup.name + '.sha256').is_file(), f'{backup} is not there')
    check('is whole' in expect(home.run('backup', 'verify', backup), 0).out, 'not whole')
    listed = expect(home.run('--demo', '--json', 'backup', 'list'), 0).json()
    check([entry['path'] for entry in listed] == [str(backup)], listed)
    before = expect(home.run('--demo', '--json', 'picks'), 0).json()
    elsewhere = home.root / 'elsewhere'
    expect(home.run('backup', 'restore', backup, '--into', elsewhere), 0)
    restored = expect(home.run('--demo', '--data-dir', elsewhere, '--json', 'picks', folder=False), 0).json()
    check(restored == before, 'the picks are not what they were')
    expect(home.run('--demo', '--data-dir', elsewhere, 'ledger', 'verify', folder=False), 0)
    # An address is as good as a path, and what is not there is said not to be.
    there = home.root / 'there'
    there.mkdir()
    copy = create(home, '--to', f'file://{there}')
    check(copy.parent == there and copy.stat().st_mode & 0o777 == 0o600, f'{copy} {list(there.iterdir())}')
    check(str(copy) in expect(home.run('backup', 'list', '--to', f'file://{there}'), 0).out, 'not listed')
    expect_sentence(home.run('--demo', 'backup', 'create', '--to', 'dav://127.0.0.1:1/'), 1)
    expect_sentence(home.run('backup', 'list', '--to', home.root / 'nothing'), 1, 'not there')
    # Over what has gone on: that is kept.
    expect(home.run('--demo', 'demo', 'next'), 0)
    expect(home.run('--demo', 'run', timeout=300), 0)
    out = expect(home.run('--demo', 'backup', 'restore', backup), 0).out
    kept = Path(out.split('“')[1].split('”')[0])
    check((kept / 'faircatch.db').is_file(), f'{out} {list(kept.iterdir())}')
    check(len(expect(home.run('--demo', '--json', 'ledger', 'list'), 0).json()) == 9, 'not the ledger of then')


def case_session_settings(home):
    """Where the settings are the session's, a restore leaves none of those that it replaces, and keeps them."""
    demo(home)
    backup = create(home)
    home.env['GSETTINGS_BACKEND'] = 'keyfile'
    folder = Path(home.env['XDG_CONFIG_HOME']) / 'glib-2.0' / 'settings'
    folder.mkdir(parents=True)
    (folder / 'keyfile').write_text("[io/github/faircatch/FairCatch]\nmaximum-bets=9\nmail-readers=['later@x.org']\n"
                                    "heartbeat-url='https://ping/me'\n", encoding='utf-8')
    out = expect(home.run('backup', 'restore', backup, folder=False), 0).out
    now = (folder / 'keyfile').read_text(encoding='utf-8')
    check('maximum-bets' not in now and 'later@x.org' not in now and 'https://ping/me' in now, now)
    kept = Path(out.split('“')[1].split('”')[0]) / 'session-settings.ini'
    text = kept.read_text(encoding='utf-8')
    check('maximum-bets=9' in text and 'later@x.org' in text and 'ping' not in text, text)


def case_kill(home):
    """Whatever moment it is killed at, what has the name of a backup is one."""
    folder = demo(home)
    for step in range(12):
        process = subprocess.Popen([PROGRAM, '--demo', '--data-dir', folder, 'backup', 'create'], env=home.env,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.012 * step)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for found in (folder / 'backups').glob('fair-catch-backup-*.tar.zst'):
            expect(home.run('backup', 'verify', found), 0)
            found.unlink()
    expect(home.run('--demo', 'ledger', 'verify'), 0)
    expect(home.run('backup', 'verify', create(home)), 0)


def case_refusals(home):
    folder = demo(home)
    backup = create(home)
    shutil.copy(backup, home.root / backup.name)
    expect_sentence(home.run('backup', 'verify', home.root / backup.name), 1, 'hash')
    data = bytearray(backup.read_bytes())
    data[len(data) // 3] ^= 4
    backup.write_bytes(data)
    expect_sentence(home.run('backup', 'verify', backup), 1, 'not what was saved')
    expect_sentence(home.run('--demo', 'backup', 'restore', backup), 1, 'not what was saved')
    check(not list(folder.glob('replaced-*')), 'something was moved for a damaged backup')
    expect_sentence(home.run('--demo', 'backup', 'create', '--to', home.root / 'away'), 1)
    check(not (home.root / 'away').exists(), 'a folder was made where a drive may be away')
    expect_sentence(home.run('backup', 'verify', home.root / 'nothing.tar.zst'), 1)
    expect_sentence(home.run('--demo', 'backup', 'burn'), 2, 'fair backup create')


if __name__ == '__main__':
    main()
