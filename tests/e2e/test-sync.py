#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetching over HTTP from the stand-in, with everything that can go wrong on the way. A relay counts the calls."""

import csv
import http.client
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import time

from fair import KEY, Skip, check, expect, expect_sentence, main, stand_in, wait_until
from picks_table import check_picks

NOW = '2025-10-22T12:00:00Z'
NEXT_DAY = '2025-10-23T12:00:00Z'
WEEK_LATER = '2025-10-28T13:00:00Z'
TWO_WEEKS_LATER = '2025-11-05T12:00:00Z'
SEASONS = ('--from', '2023', '--to', '2025')


def sync(home, relay, *extra, **options):
    return home.run('--api-url', relay.url, '--as-of', NOW, 'sync', *(extra or SEASONS), key=KEY, **options)


def weekly(home, relay, *extra, **options):
    return home.run('--api-url', relay.url, '--as-of', NOW, *extra, 'run', key=KEY, timeout=300, **options)


def games_stored(home):
    return expect(home.run('--as-of', NOW, '--json', 'status'), 0).json()


def case_second_sync_is_free(home):
    with stand_in(home, '--now', NOW) as relay:
        expect(sync(home, relay), 0)
        full = len(relay.metered())
        check(10 <= full <= 40, f'three seasons took {full} calls')
        check(len(set(relay.metered())) == full, 'a request was made twice')
        relay.forget()
        expect(sync(home, relay), 0)
        check(relay.metered() == [], f'the second sync asked for {relay.metered()}')


def case_full_load_and_refresh(home):
    with stand_in(home, '--now', NOW) as relay:
        expect(weekly(home, relay), 0)
        full = len(relay.metered())
        check(full <= 100, f'a full load took {full} calls')
        relay.forget()
        expect(home.run('--api-url', relay.url, '--as-of', WEEK_LATER, 'run', key=KEY, timeout=300), 0)
        print(f'# full load {full} calls, a week later {len(relay.metered())}')
        check(len(relay.metered()) <= 10, f'a refresh took {len(relay.metered())} calls: {relay.metered()}')


def case_key_only_in_the_header(home):
    with stand_in(home, '--now', NOW) as relay:
        # pasted with the word before it
        expect(home.run('--api-url', relay.url, '--as-of', NOW, 'sync', *SEASONS, key=f' Bearer {KEY} '), 0)
        check(relay.requests and all(header == f'Bearer {KEY}' for _, _, header in relay.requests), 'the header is wrong')
        check(not any(KEY in path for path, _, _ in relay.requests), 'the key is in an address')
        check(not any('week=0' in path for path, _, _ in relay.requests), 'week=0 means a season, and was sent')
    check(not any(KEY in text for text in home.seen), 'the key was printed')
    for path in home.root.rglob('*'):
        check(not path.is_file() or KEY.encode() not in path.read_bytes(), f'the key is in {path}')


def case_wrong_key(home):
    with stand_in(home, '--now', NOW) as relay:
        relay.answer = lambda path: (401, 'application/json', '{"message": "Unauthorized"}')
        expect_sentence(sync(home, relay), 1, 'key')
        check(len(relay.requests) <= 6, f'{len(relay.requests)} requests with a key that is refused')


def case_faults_are_survived(home):
    with stand_in(home, '--now', NOW, '--fail', '0.2', '--seed', '7') as relay:
        expect(sync(home, relay, timeout=300), 0)
        check(any(status != 200 for _, status, _ in relay.requests), 'the stand-in injected nothing')
    with stand_in(home, '--now', NOW) as relay:
        expect(sync(home, relay), 0)
        check(relay.metered() == [], f'faults left holes: {relay.metered()}')


def case_html_is_not_data(home):
    with stand_in(home, '--now', NOW) as relay:
        relay.answer = lambda path: (200, 'text/html', '<html>sign in</html>') if '/lines' in path else None
        result = sync(home, relay, timeout=300)
        check(result.code in (1, 3), result)
        relay.answer = None
        relay.forget()
        expect(sync(home, relay), 0)
        check(relay.metered() and all('/lines' in path for path in relay.metered()), relay.metered())


def case_empty_answer_now_expires(home):
    with stand_in(home, '--now', NOW) as relay:
        relay.answer = lambda path: (200, 'application/json', '[]') if '/lines' in path and '2025' in path else None
        check(sync(home, relay).code in (0, 3), 'an empty answer is no failure')
        relay.answer = None
        relay.forget()
        expect(home.run('--api-url', relay.url, '--as-of', NEXT_DAY, 'sync', *SEASONS, key=KEY), 0)
        check(any('/lines' in path for path in relay.metered()), 'an empty answer for the current season was kept for good')


def case_reserve(home):
    with stand_in(home, '--now', NOW, '--quota', '100') as relay:
        expect_sentence(sync(home, relay), 4, 'reserve')
        check(relay.metered() == [], f'the reserve was touched: {relay.metered()}')
        expect(home.run('--api-url', relay.url, '--as-of', NOW, '--use-reserve', 'sync', *SEASONS, key=KEY), 0)


def case_quota_used_up(home):
    with stand_in(home, '--now', NOW, '--quota', '5') as relay:
        result = home.run('--api-url', relay.url, '--as-of', NOW, '--use-reserve', 'sync', *SEASONS, key=KEY)
        check(result.code in (1, 3, 4), result)
        refused = [path for path, status, _ in relay.requests if status == 429]
        check(len(refused) <= 3, f'a used-up quota was asked {len(refused)} times')


def case_api_down_with_data(home):
    exports = home.data / 'league' / 'exports'
    with stand_in(home, '--now', NOW) as relay:
        expect(sync(home, relay, '--from', '2023', '--to', '2025'), 0)
    down = ('--api-url', 'http://127.0.0.1:9')
    result = expect(home.run(*down, '--as-of', NEXT_DAY, 'run', key=KEY, timeout=300), 3)
    check(exports.is_dir() and list(exports.glob('*.csv')), f'no picks without the API: {result}')
    rows = check_picks(sorted(exports.glob('*.csv'))[0])
    check(any(row['status'] == 'pick' for row in rows), 'data of yesterday gave no picks')
    check(all('cached_data' in row['reason'] and row['confidence'] != 'high' for row in rows), 'nothing says how old the data is')
    check(f'data of {NOW}' in result.err, result)
    found = {step['step']: step for step in
             expect(home.run('--json', '--as-of', NEXT_DAY, 'checklist', key=KEY), 0).json()}
    check(found['The API']['state'] == 'open' and 'no usable answer' in found['The API']['sentence'], found['The API'])
    check(found['Stored data, lower confidence']['state'] == 'done', found['Stored data, lower confidence'])
    result = expect(home.run(*down, '--as-of', TWO_WEEKS_LATER, '--json', 'run', key=KEY, timeout=300), 3)
    check(result.json().get('data_stale') is True, f'data of two weeks ago is not called stale: {result}')
    newest = max(exports.glob('*.csv'), key=lambda path: path.stat().st_mtime)
    check(not any(row['status'] == 'pick' for row in check_picks(newest)), 'stale data gave picks')


def case_api_down_in_a_watched_week(home):
    """The run of a week ago, the watcher since, and nobody answers on Wednesday: the lines are young, so there are picks."""
    folder = home.data / 'league'
    folder.mkdir(parents=True)
    (folder / 'settings.ini').write_text("[io/github/faircatch/FairCatch]\nfirst-season=2024\nschedule-lines='full'\n"
                                         'backup-daily=false\n', encoding='utf-8')

    def at_work(as_of, url):
        return home.run('--as-of', as_of, '--api-url', url, 'schedule', 'run', key=KEY, timeout=300)

    with stand_in(home, '--now', '2025-10-22T14:05:00Z') as relay:
        expect(at_work('2025-10-22T14:05:00Z', relay.url), 0)
    for hour in ('2025-10-26T21:05:00Z', '2025-10-29T13:30:00Z'):
        with stand_in(home, '--now', hour) as relay:
            said = expect(at_work(hour, relay.url), 0).out
            check('no picks are published for their week yet' in said, said)
            check(relay.metered() and all('week=10' in path for path in relay.metered()), relay.metered())
    published = []
    for hour in ('2025-10-29T14:10:00Z', '2025-10-29T17:15:00Z'):
        expect(at_work(hour, 'http://127.0.0.1:9'), 3)
        rows = check_picks(folder / 'exports' / 'fair-catch-picks.csv')
        published.append([row['game_id'] for row in rows if row['status'] == 'pick'])
        check(all(row['season'] == '2025' and row['week'] == '10' for row in rows), rows[0])
    check(published[0] and published[1] == published[0], published)


def type_lines(blank, filled):
    """What a person does with the sheet: an even game and a low total everywhere, which a model will not agree with."""
    with open(blank, encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(spread='0', total='30.5')
    with open(filled, 'w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator='\n')
        writer.writeheader()
        writer.writerows(rows)
    return rows


def open_in_a_spreadsheet(path, folder):
    """Opens the file in LibreOffice and returns the cells as it understood them."""
    office = shutil.which('soffice')
    if office is None:
        raise Skip('there is no LibreOffice')
    subprocess.run([office, '--headless', f'-env:UserInstallation=file://{folder}/office', '--convert-to',
                    'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false', '--outdir', folder / 'seen', path],
                   check=True, capture_output=True, timeout=180)
    with open(folder / 'seen' / path.name, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file, delimiter='\t'))


def case_typed_lines(home):
    down = ('--api-url', 'http://127.0.0.1:9', '--as-of', TWO_WEEKS_LATER)
    blank, filled, exports = home.root / 'blank.csv', home.root / 'filled.csv', home.data / 'league' / 'exports'
    with stand_in(home, '--now', NOW) as relay:
        expect(sync(home, relay, '--from', '2022', '--to', '2025'), 0)
    expect(home.run(*down, 'lines', 'sheet', blank), 0)
    check('no line in it' in expect(home.run(*down, 'lines', 'take', blank), 1).err, 'an empty sheet was taken')
    rows = type_lines(blank, filled)
    good = filled.read_text(encoding='utf-8')
    for bad in (good.replace('30.5', 'thirty', 1), good.replace('30.5', '305', 1), good.replace('30.5', 'nan', 1),
                good.replace('30.5', '-30.5', 1), good.replace('30.5', '0x1e', 1), good.replace('30.5,,', '30.5,,-150', 1),
                good.replace('30.5,,', '30.5,200,200', 1), good.replace('0,30.5,,', '-20,30.5,-900,600', 1),
                good + good.splitlines()[1] + '\n', good.replace('spread', 'line', 1),
                good.replace(rows[0]['home'], 'Nowhere', 1)):
        filled.write_text(bad, encoding='utf-8')
        check('of the sheet' in expect(home.run(*down, 'lines', 'take', filled), 1).err, 'a wrong sheet was taken')
    # One game is left out: its line is as old as before.
    rows, good = rows[1:], ''.join(line for line in good.splitlines(True) if line.split(',')[1] != rows[0]['home'])
    # As half of the world saves it, with other numbers; then corrected within the second, and a total typed alone.
    for sheet in (good.replace(',', ';').replace(';0;30.5', ';−3,5; 31,5 ') + '\n', good.replace(',0,', ',PK,'),
                  good.replace(',0,30.5', ',,30.5', 1)):
        filled.write_text(sheet, encoding='utf-8')
        found = expect(home.run(*down, '--json', 'lines', 'take', filled), 0).json()
        check(found == {'lines': len(rows)}, found)
    result = expect(home.run(*down, '--json', 'run', key=KEY, timeout=300), 3).json()
    check(result['data_stale'] is True, 'the API had not answered')
    newest = max(exports.glob('*.csv'), key=lambda path: path.stat().st_mtime)
    picks = check_picks(newest)
    typed = {row['home'] for row in rows}
    picked = [row for row in picks if row['status'] == 'pick']
    check(picked and all(row['home_team'] in typed and float(row['line']) in (0, 30.5) for row in picked), picked)
    left_out = [row for row in picks if row['home_team'] not in typed]
    check(left_out and all('stale_data' in row['reason'] or 'no_line' in row['reason'] for row in left_out), left_out)
    check(all('typed_line' in row['reason'] and row['confidence'] == 'low' for row in picked), picked)
    seen = open_in_a_spreadsheet(newest, home.root)
    check(len(seen) == len(picks), f'{len(seen)} of {len(picks)} rows are seen')
    for mine, theirs in zip(picks, seen):
        for name in ('line', 'edge_points'):
            check(not mine[name] or float(mine[name]) == float(theirs[name]), f'{name}: {mine[name]} is {theirs[name]}')


def case_typed_lines_end(home):
    """What the API tells takes the place of what was typed, in picks and in what is measured."""
    blank, filled, exports = home.root / 'blank.csv', home.root / 'filled.csv', home.data / 'league' / 'exports'
    home.set('first-season=2023')
    with stand_in(home, '--now', NOW) as relay:
        expect(sync(home, relay), 0)
    expect(home.run('--as-of', NEXT_DAY, 'lines', 'sheet', blank), 0)
    type_lines(blank, filled)
    expect(home.run('--as-of', NEXT_DAY, 'lines', 'take', filled), 0)
    later = '2025-10-24T12:00:00Z'
    with stand_in(home, '--now', later) as relay:
        expect(home.run('--as-of', later, '--api-url', relay.url, 'run', key=KEY, timeout=300), 0)
    rows = check_picks(exports / 'fair-catch-picks.csv')
    check(not any('typed_line' in row['reason'] for row in rows), 'a typed line lives on')
    check(not any(row['market'] == 'total' and row['line'] == '30.5' for row in rows), 'a typed total lives on')
    steps = expect(home.run('--json', '--as-of', later, 'checklist', key=KEY), 0).json()
    step = next(step for step in steps if step['step'] == 'Lines by hand')
    check(step['state'] == 'person' and 'its own since' in step['sentence'], step)


def as_of(home, time_, *command):
    return expect(home.run('--as-of', time_, '--json', *command, timeout=300), 0).json()


def case_look_back(home):
    """A time in the past knows no later result, also where it is stored."""
    table = home.root / 'predictions.csv'
    with stand_in(home, '--now', NOW) as relay:
        expect(sync(home, relay), 0)
    week = ('games', '--season', '2025', '--week', '7')
    check(all(game['completed'] and 'home_points' in game for game in as_of(home, NOW, *week)), 'week 7 is not over')
    before = as_of(home, '2025-10-08T12:00:00Z', *week)
    check(before and not any(game['completed'] or game.get('home_points') is not None for game in before), before[:2])
    as_of(home, '2025-10-08T12:00:00Z', 'backtest', '--from', '2025', '--to', '2025', '--predictions', table)
    with open(table, encoding='utf-8', newline='') as file:
        known = [row['kickoff_utc'] for row in csv.DictReader(file) if row['home_points']]
    check(known and max(known) < '2025-10-08', f'the backtest knows {max(known)}')


def case_lines_taken_back(home):
    """What no book offers any more is not picked, and a pick on it stands no more."""
    def upstream(path):
        connection = http.client.HTTPConnection(relay.upstream, timeout=60)
        connection.request('GET', path, headers={'Authorization': f'Bearer {KEY}'})
        return json.loads(connection.getresponse().read())

    def nothing_offered(path):
        if not path.startswith('/lines'):
            return None
        return 200, 'application/json', json.dumps([{**game, 'lines': []} for game in upstream(path)])

    settings = home.data / 'league' / 'settings.ini'
    settings.parent.mkdir(parents=True)
    settings.write_text('[io/github/faircatch/FairCatch]\nfirst-season=2024\n', encoding='utf-8')
    with stand_in(home, '--now', NOW) as relay:
        expect(weekly(home, relay), 0)
        relay.answer = nothing_offered
        lines = ('--api-url', relay.url, '--as-of', NEXT_DAY, '--json', 'lines')
        rows = expect(home.run(*lines, key=KEY), 0).json()['lines']
        check(any(row['was_pick'] for row in rows) and not any(row['stands'] for row in rows), 'a pick stands on nothing')
        result = expect(home.run('--api-url', relay.url, '--as-of', NEXT_DAY, '--json', 'run', key=KEY, timeout=300), 0)
        picks = result.json()['picks']
        check(picks and all(row['status'] != 'pick' for row in picks), 'nothing was offered, and was picked')


def case_api_down_without_data(home):
    expect_sentence(home.run('--api-url', 'http://127.0.0.1:9', 'sync', *SEASONS, key=KEY, timeout=300), 1)


def case_killed_and_resumed(home):
    with stand_in(home, '--now', NOW) as relay:
        relay.delay = 0.15
        process = home.start('--api-url', relay.url, '--as-of', NOW, 'sync', *SEASONS, key=KEY)
        wait_until(lambda: len(relay.metered()) >= 8 or process.poll() is not None, 60, 'eight answers')
        check(process.poll() is None, 'the sync was over before it could be killed')
        process.kill()
        process.communicate()
        first = relay.metered()
        relay.delay = 0
        relay.forget()
        expect(sync(home, relay), 0)
        again = [path for path in relay.metered() if path in first]
        check(len(again) <= 4, f'{len(again)} of {len(first)} answers were fetched again: {again}')
        relay.forget()
        expect(sync(home, relay), 0)
        check(relay.metered() == [], 'the resumed sync left something out')


def case_interrupted(home):
    with stand_in(home, '--now', NOW) as relay:
        relay.delay = 0.2
        process = home.start('--api-url', relay.url, '--as-of', NOW, 'sync', *SEASONS, key=KEY)
        wait_until(lambda: len(relay.metered()) >= 4 or process.poll() is not None, 60, 'four answers')
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        out, err = process.communicate(timeout=60)
        check(process.returncode not in (0, 2), f'exit {process.returncode} {err}')
        check(time.monotonic() - started < 20, 'it took too long to stop')
        relay.delay = 0
        expect(sync(home, relay), 0)


def case_one_run_at_a_time(home):
    with stand_in(home, '--now', NOW) as relay:
        relay.delay = 0.2
        process = home.start('--api-url', relay.url, '--as-of', NOW, 'sync', *SEASONS, key=KEY)
        wait_until(lambda: len(relay.metered()) >= 3 or process.poll() is not None, 60, 'three answers')
        check(process.poll() is None, 'the first sync was over too soon')
        expect_sentence(sync(home, relay), 4)
        expect(home.run('--as-of', NOW, 'status'), 0)
        process.kill()
        process.communicate()
        relay.delay = 0
        expect(sync(home, relay), 0)


def case_vanished_folder(home):
    with stand_in(home, '--now', NOW) as relay:
        expect(sync(home, relay), 0)
        folder = home.data / 'league'
        folder.rename(home.data / 'unplugged')
        for command in (['status'], ['picks'], ['run'], ['sync']):
            result = home.run('--api-url', relay.url, '--as-of', NOW, *command, key=KEY)
            expect_sentence(result, 1, str(folder))
            check(not home.store().exists(), f'{command} began an empty store')
        relay.forget()
        (home.data / 'unplugged').rename(folder)
        expect(sync(home, relay), 0)
        check(relay.metered() == [], 'the store that came back is not whole')
        folder.rename(home.data / 'gone')
        expect(home.run('--api-url', relay.url, '--as-of', NOW, '--new-store', 'sync', *SEASONS, key=KEY), 0)
        check(home.store().exists(), '--new-store began nothing')


def case_unreachable_export_folder(home):
    folder = home.root / 'stick' / 'picks'
    with stand_in(home, '--now', NOW) as relay:
        expect(sync(home, relay), 0)
        home.set('first-season=2023', f"export-folders=['{folder}']")
        result = weekly(home, relay)
        check(result.code == 0 and not folder.exists(), f'the missing folder was made: {result}')
        check(str(folder) in result.out + result.err, f'nobody was told about the folder: {result}')
        folder.mkdir(parents=True)
        expect(weekly(home, relay), 0)
        tables = list(folder.glob('*.csv'))
        check(tables, 'what was queued was not written')
        check_picks(tables[0])
        check(not [path for path in folder.iterdir() if re.search(r'tmp|\.[A-Za-z0-9]{6}$', path.name)], 'leftovers')


def case_plan_is_shown_before_it_is_spent(home):
    with stand_in(home, '--now', NOW) as relay:
        result = expect(sync(home, relay), 0)
        n = len(relay.metered())
        check(re.search(rf'\b{n}\b', result.out + result.err), f'the plan of {n} calls is not shown: {result}')


if __name__ == '__main__':
    main()
