#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done without anybody asking: backups here and elsewhere, the fire drill, and what is old enough to go."""

import sqlite3
import subprocess

from fair import KEY, check, expect, expect_sentence, main, stand_in

WEEKS = ['2025-10-08T12:00:00Z', '2025-10-15T12:00:00Z', '2025-10-22T12:00:00Z']


def settle(home, *lines):
    """Writes the settings; few seasons are enough here."""
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    text = '\n'.join(['[io/github/faircatch/FairCatch]', 'first-season=2024', *lines, ''])
    (folder / 'settings.ini').write_text(text, encoding='utf-8')


def run_week(home, as_of, code=0):
    with stand_in(home, '--now', as_of) as api:
        return expect(home.run('--as-of', as_of, '--api-url', api.url, 'run', '--unattended', key=KEY), code)


def backups(folder):
    return sorted(path.name for path in folder.glob('fair-catch-backup-*.tar.zst'))


def case_backups(home):
    here = home.data / 'league' / 'backups'
    there = home.root / 'there'
    there.mkdir()
    settle(home, f"backup-folder='{there}'", 'backup-keep-days=2', 'backup-keep-weeks=0', 'backup-keep-months=0')
    run_week(home, WEEKS[0])
    check(backups(here) == backups(there) == ['fair-catch-backup-20251008T120000Z.tar.zst'], backups(there))
    # Neither a second run of the day nor the daily upkeep makes another one, and there a week has to pass.
    run_week(home, WEEKS[0])
    expect(home.run('--as-of', '2025-10-08T20:00:00Z', 'upkeep', key=KEY), 0)
    check(len(backups(here)) == 1, backups(here))
    expect(home.run('--as-of', '2025-10-09T12:00:00Z', 'upkeep', key=KEY), 0)
    check(len(backups(here)) == 2 and len(backups(there)) == 1, (backups(here), backups(there)))
    run_week(home, WEEKS[1])
    check(len(backups(here)) == 2, 'the oldest was not removed')
    check(len(backups(there)) == 2, backups(there))
    # The second folder goes away: the run says so and does the rest.
    for path in there.iterdir():
        path.unlink()
    there.rmdir()
    result = run_week(home, WEEKS[2], 3)
    check(str(there) in result.err and not there.exists(), result)
    check('fair-catch-backup-20251022T120000Z.tar.zst' in backups(here), backups(here))


def case_demo_makes_none(home):
    expect(home.run('--demo', 'run', timeout=300), 0)
    check(not (home.data / 'league' / 'backups').exists(), 'the demo league was backed up')


def case_drill(home):
    settle(home)
    expect_sentence(home.run('--as-of', WEEKS[0], 'backup', 'drill'), 1, 'backup create')
    run_week(home, WEEKS[0])
    said = expect(home.run('--as-of', WEEKS[0], 'backup', 'drill'), 0).out
    check('the same' in said, said)
    exports = sorted(path.name for path in (home.data / 'league' / 'exports').iterdir())
    # Who changes what is picked after the backup changes nothing about it; who does so before it is found out.
    settle(home, 'edge-threshold-spread=1.0', 'edge-threshold-total=1.0')
    expect(home.run('--as-of', '2025-10-09T12:00:00Z', 'backup', 'create'), 0)
    expect_sentence(home.run('--as-of', '2025-10-09T12:00:00Z', 'backup', 'drill'), 1, 'other picks')
    found = home.run('--json', '--as-of', '2025-10-09T12:00:00Z', 'health', key=KEY).json()['rules']
    rule = next(rule for rule in found if rule['rule'] == 'backup')
    check(rule['state'] == 'red' and 'fire drill' in rule['sentence'], rule)
    check(exports == sorted(path.name for path in (home.data / 'league' / 'exports').iterdir()), 'a drill has exported')


def case_purge(home):
    settle(home, 'keep-answers-days=30', 'keep-runs-days=30', 'backup-daily=false')
    run_week(home, WEEKS[0])
    check('Nothing' in expect(home.run('--as-of', WEEKS[0], 'purge'), 0).out, 'something is old already')
    run_week(home, WEEKS[2])
    late = '2025-11-10T12:00:00Z'
    before = home.store().stat().st_size
    preview = expect(home.run('--as-of', late, '--json', 'purge'), 0).json()
    check(preview['answers'] > 5 and not preview['done'], preview)
    check(home.store().stat().st_size == before, 'a preview removed something')
    expect(home.run('--as-of', late, 'purge', '--yes'), 0)
    check('Nothing' in expect(home.run('--as-of', late, 'purge'), 0).out, 'not all is gone')
    check(home.store().stat().st_size < before, 'the room was not given back')
    expect(home.run('ledger', 'verify'), 0)
    # Nothing is asked twice because its bytes are gone.
    with stand_in(home, '--now', WEEKS[2]) as api:
        expect(home.run('--as-of', WEEKS[2], '--api-url', api.url, 'sync', key=KEY), 0)
        check(not api.metered(), api.metered())


def case_takeout(home):
    settle(home)
    run_week(home, WEEKS[0])
    path = home.root / 'mine.tar.zst'
    expect(home.run('--as-of', WEEKS[0], 'takeout', path), 0)
    expect_sentence(home.run('--as-of', WEEKS[0], 'takeout', path), 4, 'another file')
    names = subprocess.run(['tar', '--zstd', '-tf', path], capture_output=True, text=True, check=True).stdout.split()
    check({'manifest.json', 'record.csv', 'adjustments.csv', 'incidents.csv', 'settings.ini'} <= set(names), names)
    check('picks/2025-regular-week-07-live-v1.csv' in names, names)
    check(KEY.encode() not in subprocess.run(['tar', '--zstd', '-xOf', path], capture_output=True, check=True).stdout)


def case_without_answers(home):
    settle(home, 'backup-without-answers=true')
    run_week(home, WEEKS[0])
    path = home.data / 'league' / 'backups' / backups(home.data / 'league' / 'backups')[0]
    other = home.root / 'other'
    expect(home.run('backup', 'restore', path, '--into', other), 0)
    with sqlite3.connect(other / 'faircatch.db') as store:
        n, size = store.execute('SELECT count(*), total(length(body)) FROM raw_answer').fetchone()
    check(n > 5 and size == 0, (n, size))
    # What was read out of them is all there.
    expect(home.run('--as-of', WEEKS[0], 'backup', 'drill'), 0)


if __name__ == '__main__':
    main()
