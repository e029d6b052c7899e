#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is watched: breaks one thing after the other, and looks whether it is said, once, and with the right exit code."""

import fcntl
import os
import sqlite3
import time

from fair import check, expect, main, stand_in

WEDNESDAY = '2025-10-22T12:00:00Z'
THURSDAY = '2025-10-23T12:00:00Z'
TWO_WEEKS_ON = '2025-11-06T12:00:00Z'
NEXT_MORNING = '2025-10-29T09:00:00Z'
NEXT_WEDNESDAY = '2025-10-29T14:00:00Z'


def settle(home, *lines):
    """Writes the settings; two earlier seasons are enough here."""
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    text = '\n'.join(['[io/github/faircatch/FairCatch]', 'first-season=2023', 'watch-calibration=6', *lines, ''])
    (folder / 'settings.ini').write_text(text, encoding='utf-8')


def rules(home, as_of, code=None):
    result = home.run('--json', '--as-of', as_of, 'health', key='any')
    return {rule['rule']: rule for rule in (result if code is None else expect(result, code)).json()['rules']}


def run_week(home, api, as_of):
    return home.run('--as-of', as_of, '--api-url', api.url, 'run', '--unattended', key='any')


def case_nothing_stored(home):
    check('fair run' in expect(home.run('health'), 0).out, 'the way on is not told')
    check(expect(home.run('--json', 'health'), 0).json() == {'data_dir': str(home.data / 'league'), 'stored': False})


def case_week(home):
    settle(home)
    with stand_in(home, '--now', WEDNESDAY) as api:
        expect(run_week(home, api, WEDNESDAY), 0)
        found = rules(home, WEDNESDAY, 0)
        check(found['run']['state'] == 'green', found['run'])
        check(found['games']['value'] >= 10 and found['games']['state'] == 'green', found['games'])
        check(found['data-age']['frequency'] == 'daily' and found['data-age']['threshold'] == 168, found['data-age'])

        # Nobody looks after it for two weeks.
        old = rules(home, TWO_WEEKS_ON, 1)
        check(old['data-age']['state'] == 'red' and old['picks-age']['state'] == 'red', old)
        shown = expect(home.run('--as-of', TWO_WEEKS_ON, 'health', key='any'), 1).out
        check('need' in shown.splitlines()[0] and 'at most 168 hours · daily' in shown, shown)
        # Since when is known without anybody having looked.
        check(old['data-age']['since_utc'] == '2025-11-05T12:00:00Z', old['data-age'])
        # A file of an old week that was made again is no new picks.
        sheet = home.data / 'league' / 'exports' / 'fair-catch-picks-2025-regular-week-03-v1-20251106T100000Z.csv'
        sheet.write_text('schema,season\n', encoding='utf-8')
        check(rules(home, TWO_WEEKS_ON, 1)['picks-age']['state'] == 'red', 'a replay counted as new picks')
        sheet.unlink()

        # No key: what a program without a person cannot do anything about.
        result = expect(home.run('--json', '--as-of', WEDNESDAY, 'health'), 1)
        check(result.json()['rules'][0]['rule'] == 'key' and result.json()['state'] == 'red', result)

        # A folder goes away: told once, with a since-when that stays.
        settle(home, "export-folders=['/nowhere/at/all']")
        first = run_week(home, api, WEDNESDAY)
        folders = rules(home, WEDNESDAY, 1)['folders']
        check(folders['state'] == 'red' and folders['value'] == 1 and '/nowhere/at/all' in folders['sentence'], folders)
        check(folders['sentence'] in first.err, f'the run does not tell: {first}')
        again = run_week(home, api, THURSDAY)
        check(folders['sentence'] not in again.err, f'told again: {again}')
        check(rules(home, THURSDAY, 1)['folders']['since_utc'] == WEDNESDAY, 'since when has moved')

    # A week on the upkeep finds all well, and five hours later there are no lines: told by the run that finds it.
    settle(home, 'watch-win-percent=100')
    home.run('--as-of', NEXT_MORNING, 'upkeep', key='any')
    check(rules(home, NEXT_MORNING)['games']['state'] == 'green', rules(home, NEXT_MORNING)['games'])
    with stand_in(home, '--now', NEXT_WEDNESDAY) as api:
        api.answer = lambda path: (200, 'application/json', '[]') if path.startswith('/lines') else None
        told = run_week(home, api, NEXT_WEDNESDAY)
    found = rules(home, '2025-10-30T14:00:00Z', 1)
    check(found['games']['state'] == 'red' and found['games']['value'] == 0, found['games'])
    check(found['games']['since_utc'] == NEXT_WEDNESDAY and found['games']['sentence'] in told.err, (found['games'], told))
    check(found['win-rate']['state'] in ('yellow', 'orange', 'red'), found['win-rate'])

    # Next year's first run is due on 19 August; nothing is late before the season is on.
    for day, state in (('08-31', 'none'), ('09-01', 'orange'), ('09-05', 'red')):
        found = rules(home, f'2026-{day}T12:00:00Z')
        check(found['picks-age']['state'] == found['data-age']['state'] == state, (day, found))


def case_refused_key(home):
    """A look at the lines meets it first, and it is told before the next run."""
    with stand_in(home, '--now', WEDNESDAY) as api:
        settle(home)
        expect(run_week(home, api, WEDNESDAY), 0)
        api.answer = lambda path: (401, 'application/json', '{"message": "Unauthorized"}')
        check(home.run('--as-of', WEDNESDAY, '--api-url', api.url, 'lines', key='any').code != 0, 'no key, and all is well')
        found = rules(home, WEDNESDAY, 1)['key']
        check(found['state'] == 'red' and 'did not take the key' in found['sentence'], found)
        api.answer = None
        expect(home.run('--as-of', WEDNESDAY, '--api-url', api.url, 'lines', key='any'), 0)
        check(rules(home, WEDNESDAY)['key']['state'] == 'green', rules(home, WEDNESDAY)['key'])


def case_thresholds_are_settings(home):
    with stand_in(home, '--now', WEDNESDAY) as api:
        settle(home)
        expect(run_week(home, api, WEDNESDAY), 0)
    waiting = home.data / 'league' / 'outbox-mail' / 'one.mail'
    waiting.parent.mkdir()
    waiting.write_text('[mail]\n', encoding='utf-8')
    os.utime(waiting, (time.time() - 12 * 3600,) * 2)
    strict = {'data-age': ('watch-age-hours', 24), 'picks-age': ('watch-age-hours', 24), 'games': ('watch-games', 100),
              'disk': ('watch-disk-megabytes', 1000000), 'backup': ('watch-backup-days', 1), 'alerts': ('watch-mail-hours', 4)}
    later = '2025-10-24T12:00:00Z'
    before = rules(home, later)
    settle(home, *(f'{key}={value}' for key, value in set(strict.values())))
    after = rules(home, later)
    for rule, (_, value) in strict.items():
        check(before[rule]['state'] in ('green', 'yellow') and after[rule]['state'] in ('orange', 'red'), after[rule])
        check(after[rule]['threshold'] == value, after[rule])
    check('100 should be' in after['games']['sentence'], after['games'])
    check(after['sharing']['state'] == 'none' and after['sharing']['threshold'] == 95, after['sharing'])


def steps(home, as_of):
    """The state of each step of the checklists, by list and title."""
    found = expect(home.run('--json', '--as-of', as_of, 'checklist', key='any'), 0).json()
    return {(step['emergency'], step['step']): step for step in found}


def case_checklist(home):
    run, model, needs = 'The Run Fails', 'The Model Is in Doubt', 'Something Needed Is Missing'
    settle(home)
    with stand_in(home, '--now', WEDNESDAY) as api:
        expect(run_week(home, api, WEDNESDAY), 0)
    before = steps(home, WEDNESDAY)
    check({emergency for emergency, _ in before} == {run, model, needs}, list(before))
    check(before[run, 'Last run']['state'] == before[run, 'Age of the data']['state'] == 'done', before)
    check(all(before[each, 'The API']['state'] == 'done' for each in (run, needs)), before)
    check(before[needs, 'Stored data, lower confidence']['state'] == 'done', before)
    for step in ((run, 'Backup model'), (needs, 'Lines by hand'), (run, 'Note what happened'), (model, 'Conservative mode'), (model, 'Last week\'s model'),
                 (run, 'Lines by hand'), (needs, 'Tell the readers')):
        check(before[step]['state'] == 'person' and before[step]['command'].startswith('fair '), before[step])

    expect(home.run('--as-of', WEDNESDAY, 'incidents', 'add', '   '), 2)
    expect(home.run('--as-of', WEDNESDAY, 'incidents', 'add', 'The provider was down.'), 0)
    expect(home.run('--as-of', WEDNESDAY, 'model', 'conservative', 'on'), 0)
    settle(home, 'conservative=true', "export-folders=['/nowhere/at/all']")
    after = steps(home, WEDNESDAY)
    check(all(after[each, 'Note what happened']['state'] == 'done' for each in (run, model, needs)), after)
    check(after[model, 'Conservative mode']['command'] == 'fair model conservative off', after[model, 'Conservative mode'])
    check(after[needs, 'Folders']['state'] == 'open', after[needs, 'Folders'])

    # Two weeks on nobody has looked: what was done is of another week.
    late = steps(home, TWO_WEEKS_ON)
    check(late[run, 'Age of the data']['state'] == 'open' and late[run, 'Note what happened']['state'] == 'person', late)
    check('[!] Age of the data' in expect(home.run('--as-of', TWO_WEEKS_ON, 'checklist', key='any'), 0).out, 'no mark for a reader')

    # Without its store there is less to do, and that is said.
    (home.data / 'league' / 'faircatch.db').write_bytes(b'this is no database' * 400)
    blind = expect(home.run('--json', 'checklist', key='any'), 1)
    check([(step['step'], step['state'], step['command']) for step in blind.json()][0]
          == ('The store', 'open', 'fair backup restore FILE') and 'is damaged' in blind.err, blind)


def cut_off(home):
    """The last run was killed."""
    with sqlite3.connect(home.store()) as store:
        store.execute("UPDATE run SET status = 'running', ended_at = NULL")
    run = rules(home, WEDNESDAY, 3)['run']
    check(run['state'] == 'orange' and 'cut off' in run['sentence'], run)
    with open(home.data / 'league' / 'faircatch.lock', 'rb') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        check(rules(home, WEDNESDAY, 0)['run']['state'] == 'green', 'a run that goes on was called cut off')
    # Who does the upkeep writes himself, and is no run.
    check(run['sentence'] in expect(home.run('--as-of', WEDNESDAY, 'upkeep', key='any'), 0).err, 'the upkeep does not tell')


def case_unfinished_runs(home):
    settle(home)
    with stand_in(home, '--now', WEDNESDAY) as api:
        expect(run_week(home, api, WEDNESDAY), 0)
        cut_off(home)
        (home.data / 'league' / 'outbox').write_text('no folder')
        settle(home, "export-folders=['/nowhere/at/all']")
        expect(run_week(home, api, WEDNESDAY), 1)
    run = rules(home, WEDNESDAY, 1)['run']
    check(run['state'] == 'red' and 'failed' in run['sentence'], run)
    run = rules(home, '2026-03-01T12:00:00Z')['run']
    check(run['state'] == 'yellow' and 'No run is due until 19 August 2026.' in run['sentence'], run)


if __name__ == '__main__':
    main()
