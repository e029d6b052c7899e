#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo league from nothing to picks, then everything that reads them."""

import atexit
import shutil
import sqlite3

from fair import Home, check, expect, expect_sentence, main
from picks_table import check_picks

FIRST = {}


def exports(home):
    return sorted((home.data / 'league' / 'exports').glob('*.csv'))


def demo(home):
    """A data folder in which the demo league has run once, copied after the first time."""
    if 'folder' in FIRST:
        shutil.copytree(FIRST['folder'], home.data)
        return
    fresh = Home()
    atexit.register(fresh.close)
    expect(fresh.run('--demo', 'run', timeout=300), 0)
    FIRST['folder'] = fresh.data
    shutil.copytree(fresh.data, home.data)


def case_run(home):
    result = expect(home.run('--demo', 'run', timeout=300), 0)
    tables = exports(home)
    check(tables, f'nothing was exported: {result}')
    rows = check_picks(tables[0])
    check(90 <= len(rows) <= 300, f'{len(rows)} rows')
    check(any(row['status'] == 'pick' for row in rows), 'a week without a single pick is no demo')
    check(any(row['side'] for row in rows if row['market'] == 'moneyline'), 'no moneyline')
    check(str(home.data) in result.out, f'the file written is not named: {result}')
    check('provisional' in (result.out + result.err).lower(), f'no provisional table while the rest is fetched: {result}')
    demo(again := Home())
    check(exports(again)[0].read_bytes() == tables[0].read_bytes(), 'the same league gave other picks')
    again.close()


def case_rerun_and_tables(home):
    demo(home)
    before = exports(home)[0].read_bytes()
    expect(home.run('--demo', 'run', timeout=300), 0)
    check(exports(home)[0].read_bytes() == before, 'a rerun on the same data changed the picks')
    for command in (['status'], ['picks'], ['games'], ['ratings'], ['ledger', 'list'], ['ledger', 'verify'],
                    ['performance'], ['ledger', 'settle']):
        check(expect(home.run('--demo', *command), 0).out.strip(), f'{command} says nothing')
    for command in (['status'], ['picks'], ['games'], ['ratings'], ['performance']):
        expect(home.run('--demo', '--json', *command), 0).json()
    copy = home.root / 'copy.csv'
    expect(home.run('--demo', 'picks', '--csv', copy), 0)
    check(check_picks(copy) == check_picks(exports(home)[0]), 'picks --csv and the export differ')
    expect(home.run('--demo', 'lines'), 0)


def case_next_week(home):
    demo(home)
    first = check_picks(exports(home)[0])
    expect(home.run('--demo', 'demo', 'next'), 0)
    expect(home.run('--demo', 'run', timeout=300), 0)
    newest = check_picks(max(exports(home), key=lambda path: path.stat().st_mtime))
    check(int(newest[0]['week']) == int(first[0]['week']) + 1, 'the next week is not the next week')
    record = expect(home.run('--demo', '--json', 'performance'), 0)
    check(record.json(), record)
    expect(home.run('--demo', 'ledger', 'verify'), 0)
    expect(home.run('--demo', 'demo', 'reset'), 0)
    check(home.run('demo', 'next').code == 2, 'the real league has no such clock')


def case_charts(home):
    demo(home)
    starts = {'png': b'\x89PNG', 'svg': b'<?xml', 'pdf': b'%PDF', 'csv': b''}
    for name in ('units', 'edge', 'weekly', 'calibration', 'error'):
        files = {kind: home.root / f'{name}.{kind}' for kind in starts}
        expect(home.run('--demo', 'chart', name, '--replay',
                        *(part for kind, path in files.items() for part in (f'--{kind}', path))), 0)
        for kind, path in files.items():
            check(path.read_bytes().startswith(starts[kind]) and path.stat().st_size > 20, f'{path.name} is no {kind}')
    check(home.run('--demo', 'chart', 'frobnicate').code == 2, 'an unknown chart is wrong usage')


def case_without_data_dir(home):
    expect(home.run('--demo', 'run', folder=False, timeout=300), 0)
    expect(home.run('--demo', 'picks', folder=False), 0)
    result = expect(home.run('status', folder=False), 0)
    check('2025' not in result.out, f'the demo league leaked into the real profile: {result}')


def case_backtest(home):
    demo(home)
    table = home.root / 'predictions.csv'
    result = expect(home.run('--demo', 'backtest', '--from', '2022', '--to', '2024', '--predictions', table, timeout=300), 0)
    check('2023' in result.out and table.stat().st_size > 100000, result)
    expect(home.run('--demo', '--json', 'backtest', '--from', '2023', '--to', '2023', timeout=300), 0).json()


def case_tampering_is_seen(home):
    demo(home)
    expect(home.run('--demo', 'ledger', 'verify'), 0)
    with sqlite3.connect(home.store()) as store:
        for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f'DROP TRIGGER {name}')
        changed = store.execute("UPDATE pick SET line = line + 1 WHERE is_pick = 1").rowcount
    check(changed > 0, 'nothing to tamper with')
    expect_sentence(home.run('--demo', 'ledger', 'verify'), 1)


def case_picks_cannot_be_changed(home):
    demo(home)
    store = sqlite3.connect(home.store())
    for sql in ('UPDATE pick SET line = 0', 'DELETE FROM pick', 'UPDATE publication SET version = 9', 'DELETE FROM publication'):
        try:
            store.execute(sql)
        except sqlite3.IntegrityError:
            continue
        finally:
            store.rollback()
        check(False, f'the store allowed: {sql}')
    store.close()


def case_newer_store(home):
    demo(home)
    with sqlite3.connect(home.store()) as store:
        store.execute('PRAGMA user_version = 999')
    size = home.store().stat().st_size
    for command in ('status', 'run', 'picks'):
        expect_sentence(home.run('--demo', command), 1, 'newer')
    check(home.store().stat().st_size == size, 'the store was touched')


if __name__ == '__main__':
    main()
