#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person knows and the model does not, from outside: typed, picked with, recorded with and without, withdrawn."""

import atexit
import csv
import shutil

from fair import Home, check, expect, expect_sentence, main
from picks_table import check_picks

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


def table(home):
    path = next(home.data.rglob('exports/fair-catch-picks.csv'))
    check_picks(path, 2025, 9)
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def case_picks(home):
    demo(home)
    before = table(home)
    team = before[0]['home_team']
    out = expect(home.run('--demo', 'adjust', 'add', '--team', team.upper(), '--margin', '-14', '--note', 'Quarterback out'), 0).out
    check(team in out and 'next run' in out, out)
    expect(home.run('--demo', 'run', timeout=300), 0)
    after = table(home)
    changed = [row for row in after if 'adjusted' in row['reason'].split('+')]
    check({row['market'] for row in changed} == {'spread', 'moneyline'}, changed)
    check({row['game_id'] for row in changed} == {before[0]['game_id']}, changed)
    spreads = [next(row for row in rows if row['game_id'] == before[0]['game_id'] and row['market'] == 'spread')
               for rows in (before, after)]
    numbers = [float(row['model_value']) * (1 if row['side'] == 'home' else -1) for row in spreads]
    check(abs(numbers[1] - numbers[0] - 14) < 0.011, spreads)
    # The model itself has no part in it, and the record keeps both.
    record = expect(home.run('--demo', '--json', 'performance'), 0).json()
    check(record['adjusted']['open'] > 0 and record['unadjusted']['open'] > 0, record)
    check('without' in expect(home.run('--demo', 'performance'), 0).out, 'the record does not tell them apart')
    expect(home.run('--demo', 'ledger', 'verify'), 0)
    expect(home.run('--demo', 'adjust', 'withdraw', '1'), 0)
    expect(home.run('--demo', 'run', timeout=300), 0)
    plain = table(home)
    check(not any('adjusted' in row['reason'] for row in plain), 'withdrawn, and still in the picks')
    check([row['model_value'] for row in plain] == [row['model_value'] for row in before], 'not what it was before')


def case_list(home):
    demo(home)
    check('no adjustment' in expect(home.run('--demo', 'adjust', 'list'), 0).out, 'an empty list')
    game = table(home)[0]['game_id']
    expect(home.run('--demo', 'adjust', 'add', '--game', game, '--total', '3.5', '--note', 'Both lines are hurt',
                    '--expires', '2025-10-30T00:00:00Z'), 0)
    found = expect(home.run('--demo', '--json', 'adjust', 'list'), 0).json()
    check(len(found) == 1 and found[0]['kind'] == 'game' and str(found[0]['of']) == game, found)
    check(found[0]['total'] == 3.5 and found[0]['state'] == 'in force' and found[0]['withdrawn_at_utc'] is None, found)
    check(found[0]['expires_at_utc'] == '2025-10-30T00:00:00Z', found)


def case_refusals(home):
    demo(home)
    add = ('--demo', 'adjust', 'add')
    for arguments in (('--note', 'x', '--margin', '3'), ('--team', 'Ashdale', '--note', 'x'),
                      ('--team', 'Ashdale', '--margin', '30', '--note', 'x'), ('--team', 'Ashdale', '--margin', '3'),
                      ('--team', 'Ashdale', '--margin', 'three', '--note', 'x'), ('--game', '1', '--margin', '3', '--note', 'x'),
                      ('--team', 'Nowhere U', '--margin', '3', '--note', 'x'),
                      ('--team', 'Ashdale', '--margin', '3', '--note', 'x', '--expires', '2020-01-01T00:00:00Z')):
        expect_sentence(home.run(*add, *arguments), 2)
    check('perhaps you mean' in home.run(*add, '--team', 'ashda', '--margin', '3', '--note', 'x').err, 'no near names')
    check(expect(home.run('--demo', '--json', 'adjust', 'list'), 0).json() == [], 'a refused one was kept')
    expect_sentence(home.run('--demo', 'adjust', 'withdraw', '5'), 2, 'number 5')
    expect_sentence(home.run('--demo', 'adjust', 'forget'), 2, 'fair adjust list')


if __name__ == '__main__':
    main()
