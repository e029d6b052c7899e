#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kept models from outside: the list, a rollback over a run, the way back, and the rule of promotion."""

import atexit
import shutil
import sqlite3

from fair import Home, check, expect, expect_sentence, main

FIRST = {}


def demo(home):
    """A data folder in which the demo league has run in two weeks, copied after the first time."""
    if 'folder' not in FIRST:
        fresh = Home()
        atexit.register(fresh.close)
        expect(fresh.run('--demo', 'run', timeout=300), 0)
        expect(fresh.run('--demo', 'demo', 'next'), 0)
        expect(fresh.run('--demo', 'run', timeout=300), 0)
        FIRST['folder'] = fresh.data
    shutil.copytree(FIRST['folder'], home.data)


def models(home):
    return expect(home.run('--demo', '--json', 'model', 'list'), 0).json()


def case_list(home):
    demo(home)
    found = models(home)
    check(found['champion'] == 'full' and found['rolled_back_to'] is None and not found['choices'], found)
    check([(fit['week'], fit['design']) for fit in found['models']]
          == [(10, 'full'), (10, 'scores'), (9, 'full'), (9, 'scores')], found)
    for fit in found['models']:
        check(fit['games'] > 5000 and fit['scores']['margin']['n'] > 300, fit)
        check(10 < fit['scores']['margin']['mae'] < 15 and fit['settings'].count('\n') > 2, fit)
        check(fit['first_result_utc'] < fit['last_result_utc'] < fit['freeze_utc'], fit)
    text = expect(home.run('--demo', 'model', 'list'), 0).out
    check(all(fit['model_id'] in text for fit in found['models']), text)
    check('champion' in text and 'challenger' in text, text)


def case_same_bytes(home):
    """Another home, the same league: every fit is the same to the last byte."""
    demo(home)
    other = Home()
    atexit.register(other.close)
    expect(other.run('--demo', 'run', timeout=300), 0)
    rows = [sqlite3.connect(place.store()).execute(
        'SELECT * FROM model_fit WHERE week = 9 ORDER BY model_id').fetchall() for place in (home, other)]
    check(len(rows[0]) == 2 and rows[0] == rows[1], 'the fits differ')


def case_rollback(home):
    demo(home)
    before = {fit['week']: fit['model_id'] for fit in models(home)['models'] if fit['design'] == 'full'}
    check(before[9] in expect(home.run('--demo', 'model', 'rollback'), 0).out, 'not last week’s model')
    check('already' in expect(home.run('--demo', 'model', 'rollback'), 0).out, 'a second rollback is none')
    check(before[9] in expect(home.run('--demo', 'status'), 0).out, 'the status does not tell')
    check(expect(home.run('--demo', '--json', 'status'), 0).json()['rolled_back_to'] == before[9], 'nor in JSON')
    result = expect(home.run('--demo', 'run', timeout=300), 0)
    check(before[9] in result.err and 'resume' in result.err, result)
    run = expect(home.run('--demo', '--json', 'run', timeout=300), 0).json()
    check(run['rolled_back_to'] == before[9] and run['model_id'] not in before.values(), run)
    check(run['design'] == 'full', run)
    repeats = [fit for fit in models(home)['models'] if fit['repeats']]
    check([fit['model_id'] for fit in repeats] == [run['model_id']], repeats)
    expect(home.run('--demo', 'ledger', 'verify'), 0)
    expect(home.run('--demo', 'lines'), 0)

    check('again' in expect(home.run('--demo', 'model', 'resume'), 0).out, 'no way back')
    run = expect(home.run('--demo', '--json', 'run', timeout=300), 0).json()
    check(run['rolled_back_to'] is None and run['model_id'] == before[10], run)
    check([choice['kind'] for choice in models(home)['choices']] == ['rollback', 'resume'], models(home))


def case_conservative(home):
    def picks():
        run = expect(home.run('--demo', 'run', timeout=300), 0)
        table = expect(home.run('--demo', '--json', 'picks'), 0).json()
        return run.err, [row for row in table['picks'] if row['status'] == 'pick']

    demo(home)
    _, usual = picks()
    expect(home.run('--demo', 'model', 'conservative', 'on'), 0)
    said, careful = picks()
    check('onservative' in said, said)
    check(len(careful) < len(usual), f'{len(careful)} picks of {len(usual)}')
    small = [row for row in careful if row['market'] != 'moneyline' and abs(row['edge_points']) < 7]
    check(careful and not small, small)
    expect(home.run('--demo', 'model', 'conservative', 'off'), 0)
    said, again = picks()
    check(len(again) == len(usual) and 'onservative' not in said, said)
    expect_sentence(home.run('--demo', 'model', 'conservative', 'perhaps'), 2)


def case_rollback_to_one(home):
    demo(home)
    target = next(fit for fit in models(home)['models'] if fit['design'] == 'scores' and fit['week'] == 9)
    expect(home.run('--demo', 'model', 'rollback', target['model_id']), 0)
    run = expect(home.run('--demo', '--json', 'run', timeout=300), 0).json()
    check(run['design'] == 'scores' and run['rolled_back_to'] == target['model_id'], run)
    check(len([fit for fit in models(home)['models'] if fit['week'] == 10]) == 3, 'the designs are fitted all the same')


def case_bad_ids(home):
    demo(home)
    expect_sentence(home.run('--demo', 'model', 'rollback', 'nobody'), 2, 'nobody', 'fair model list')
    expect_sentence(home.run('--demo', 'model', 'rollback', ''), 2)
    expect_sentence(home.run('--demo', 'model', 'rollback', 'a', 'b'), 2)
    expect_sentence(home.run('--demo', 'model', 'promote'), 2)
    expect_sentence(home.run('--demo', 'model', 'promote', 'neural'), 2, 'neural')
    expect_sentence(home.run('--demo', 'model', 'list', 'full'), 2)
    check(not models(home)['choices'], 'something was chosen')
    expect(home.run('--demo', 'model', 'resume'), 0)
    check(not models(home)['choices'], 'there was nothing to resume from')


def case_promote(home):
    """Whatever the rule says of the demo league: it is told why, and nobody but a person promotes."""
    demo(home)
    result = home.run('--demo', 'model', 'promote', 'scores', timeout=300)
    expect_sentence(result, 4)
    check('of 4 periods' in result.out and 'log loss' in result.out, result)
    check(models(home)['champion'] == 'full', 'it was promoted all the same')
    check('already' in expect(home.run('--demo', 'model', 'promote', 'full'), 0).out, 'it is the champion')
    agreed = home.run('--demo', 'model', 'promote', 'scores', '--yes', timeout=300)
    check(agreed.code in (0, 4), agreed)
    if agreed.code == 0:
        found = models(home)
        check(found['champion'] == 'scores' and 'of 4 periods' in found['choices'][0]['reason'], found)
        run = expect(home.run('--demo', '--json', 'run', timeout=300), 0).json()
        check(run['design'] == 'scores', run)


def case_locked(home):
    """While another writes, a choice is refused."""
    import fcntl
    demo(home)
    lock = next(path for path in home.store().parent.iterdir() if 'lock' in path.name)
    with open(lock, 'r+b') as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        expect_sentence(home.run('--demo', 'model', 'rollback'), 4)


if __name__ == '__main__':
    main()
