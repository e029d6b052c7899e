#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is watched: breaks one thing after the other, and looks whether it is said, once, and with the right exit code."""

from fair import check, expect, main, stand_in

WEDNESDAY = '2025-10-22T12:00:00Z'
THURSDAY = '2025-10-23T12:00:00Z'
TWO_WEEKS_ON = '2025-11-06T12:00:00Z'


def settle(home, *lines):
    """Writes the settings; two earlier seasons are enough here."""
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    text = '\n'.join(['[io/github/faircatch/FairCatch]', 'first-season=2023', 'watch-calibration=6', *lines, ''])
    (folder / 'settings.ini').write_text(text, encoding='utf-8')


def rules(home, as_of, code):
    result = expect(home.run('--json', '--as-of', as_of, 'health', key='any'), code)
    return {rule['rule']: rule for rule in result.json()['rules']}


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
        check('need' in expect(home.run('--as-of', TWO_WEEKS_ON, 'health', key='any'), 1).out.splitlines()[0])

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


def case_thresholds_are_settings(home):
    settle(home, 'watch-games=60', 'watch-disk-megabytes=1000000')
    with stand_in(home, '--now', WEDNESDAY) as api:
        run_week(home, api, WEDNESDAY)
    found = {rule['rule']: rule for rule in home.run('--json', '--as-of', WEDNESDAY, 'health', key='any').json()['rules']}
    check(found['games']['threshold'] == 60, found['games'])
    check(found['disk']['threshold'] == 1000000, found['disk'])


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
    for step in ((run, 'Note what happened'), (model, 'Conservative mode'), (model, 'Last week\'s model'),
                 (run, 'Lines by hand'), (needs, 'Tell the readers')):
        check(before[step]['state'] == 'person' and before[step]['command'].startswith('fair '), before[step])

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


def case_failed_run(home):
    settle(home)
    with stand_in(home, '--now', WEDNESDAY) as api:
        expect(run_week(home, api, WEDNESDAY), 0)
        (home.data / 'league' / 'outbox').write_text('no folder')
        settle(home, "export-folders=['/nowhere/at/all']")
        expect(run_week(home, api, WEDNESDAY), 1)
    run = rules(home, WEDNESDAY, 1)['run']
    check(run['state'] == 'red' and 'failed' in run['sentence'], run)


if __name__ == '__main__':
    main()
