#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done without anybody asking: backups here and elsewhere, the fire drill, and what is old enough to go."""

import csv
import datetime
import json
import os
import shutil
import sqlite3
import subprocess

from fair import KEY, Skip, check, expect, expect_sentence, main, stand_in

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


def rules(home, as_of):
    return {rule['rule']: rule for rule in home.run('--json', '--as-of', as_of, 'health', key=KEY).json()['rules']}


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
    found = rules(home, WEEKS[2])
    check(found['folders']['state'] == 'orange' and str(there) in found['folders']['sentence'], found['folders'])
    check(found['backup']['state'] == 'yellow' and 'second folder' in found['backup']['sentence'], found['backup'])
    # Nobody brings it back, while those here go on: the copies grow old.
    expect(home.run('--as-of', '2025-11-01T12:00:00Z', 'upkeep', key=KEY), 3)
    late = rules(home, '2025-11-01T12:00:00Z')['backup']
    check(late['state'] == 'orange' and late['threshold'] == 15, late)
    # When none can be made here that is told at once, and the next that can ends it.
    settle(home)
    here.rename(home.root / 'away')
    here.write_text('no folder', encoding='utf-8')
    expect(home.run('--as-of', '2025-11-02T12:00:00Z', 'upkeep', key=KEY), 3)
    rule = rules(home, '2025-11-02T12:00:00Z')['backup']
    check(rule['state'] == 'orange' and str(here) in rule['sentence'], rule)
    here.unlink()
    (home.root / 'away').rename(here)
    expect(home.run('--as-of', '2025-11-03T12:00:00Z', 'upkeep', key=KEY), 0)
    check(rules(home, '2025-11-03T12:00:00Z')['backup']['state'] == 'green', 'the alarm did not end')


def epoch(as_of):
    return int(datetime.datetime.fromisoformat(as_of.replace('Z', '+00:00')).timestamp())


def case_clock_ahead(home):
    """A clock that has run ahead for a day takes nothing away, and nothing of it stands for what is missing later."""
    here = home.data / 'league' / 'backups'
    there = home.root / 'there'
    there.mkdir()
    settle(home, f"backup-folder='{there}'", 'backup-keep-days=1', 'backup-keep-weeks=0', 'backup-keep-months=0')
    run_week(home, WEEKS[0])
    with sqlite3.connect(home.store()) as store:
        answers = store.execute('SELECT id FROM raw_answer WHERE length(body) > 0').fetchall()
    ahead, next_day = '2035-01-01T12:00:00Z', '2025-10-09T12:00:00Z'
    home.run('--as-of', ahead, 'upkeep', key=KEY)
    check('fair-catch-backup-20350101T120000Z.tar.zst' in backups(here) and backups(here) == backups(there), backups(here))
    expect(home.run('--as-of', next_day, 'upkeep', key=KEY), 0)
    for folder in (here, there):
        check('fair-catch-backup-20251009T120000Z.tar.zst' in backups(folder), backups(folder))
    with sqlite3.connect(home.store()) as store:
        check(store.execute('SELECT id FROM raw_answer WHERE length(body) > 0').fetchall() == answers, 'answers are gone')
        check(store.execute("SELECT text FROM model_cache WHERE key = 'drill'").fetchall() == [(f'{epoch(next_day)} ',)],
              'the drill was not due')
    rule = rules(home, '2025-10-20T12:00:00Z')['backup']
    check(rule['state'] != 'green', f'a backup from the future counts: {rule}')


def case_damaged_store(home):
    """A store with a damaged page that nothing has read yet is told of, and takes no good backup's place."""
    settle(home, 'backup-keep-days=1', 'backup-keep-weeks=0', 'backup-keep-months=0')
    run_week(home, WEEKS[0])
    here = home.data / 'league' / 'backups'
    before = backups(here)
    with sqlite3.connect(home.store()) as store:
        root = store.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'raw_answer_path'").fetchone()[0]
        size = store.execute('PRAGMA page_size').fetchone()[0]
        store.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    with open(home.store(), 'r+b') as file:
        file.seek((root - 1) * size + 8)
        file.write(b'\xff' * 64)
    for as_of in (WEEKS[0], '2025-10-09T12:00:00Z'):
        result = expect(home.run('--as-of', as_of, 'upkeep', key=KEY), 3)
        check('damaged' in result.err and backups(here) == before, result)
    result = home.run('--as-of', '2025-10-09T12:00:00Z', 'health', key=KEY)
    check(result.code != 0 and 'damaged' in result.out + result.err, result)


def case_demo_makes_none(home):
    home.set('first-season=2023')
    expect(home.run('--demo', 'run', timeout=300), 0)
    check(not (home.data / 'league' / 'backups').exists(), 'the demo league was backed up')
    found = home.run('--demo', '--json', '--as-of', '2025-11-20T12:00:00Z', 'health').json()['rules']
    check(next(rule for rule in found if rule['rule'] == 'backup')['state'] == 'none', 'and is asked for')


def drill(home, as_of):
    """Backs up, and asks whether the last run can be made again from that."""
    expect(home.run('--as-of', as_of, 'backup', 'create'), 0)
    return home.run('--as-of', as_of, 'backup', 'drill')


def change_results(home, points):
    with sqlite3.connect(home.store()) as store:
        store.execute('UPDATE game SET home_points = home_points + ? WHERE season = 2025 AND week = 3', [points])


def case_drill(home):
    settle(home)
    expect_sentence(home.run('--as-of', WEEKS[0], 'backup', 'drill'), 1, 'backup create')
    run_week(home, WEEKS[0])
    said = expect(home.run('--as-of', WEEKS[0], 'backup', 'drill'), 0).out
    check('the same' in said, said)
    exports = sorted(path.name for path in (home.data / 'league' / 'exports').iterdir())
    # Data other than the run had is found out, and the alarm ends by itself when all is well again.
    change_results(home, 3)
    expect_sentence(drill(home, '2025-10-09T12:00:00Z'), 1, 'other picks')
    rule = rules(home, '2025-10-09T12:00:00Z')['backup']
    check(rule['state'] == 'red' and 'fire drill' in rule['sentence'], rule)
    check(exports == sorted(path.name for path in (home.data / 'league' / 'exports').iterdir()), 'a drill has exported')
    change_results(home, -3)
    expect(home.run('--as-of', '2025-10-10T12:00:00Z', 'upkeep', key=KEY), 0)
    check(rules(home, '2025-10-10T12:00:00Z')['backup']['state'] == 'green', 'a drill that failed was not repeated')


def case_drill_after_changes(home):
    """What people and books do after a run changes nothing about it."""
    settle(home)
    run_week(home, '2025-10-01T23:00:00Z')
    run_week(home, '2025-10-08T23:00:00Z')
    # The last run found no API, and a line that was typed: neither is so when it is done again.
    sheet, typed = home.root / 'sheet.csv', home.root / 'typed.csv'
    expect(home.run('--as-of', '2025-10-09T04:00:00Z', 'lines', 'sheet', sheet), 0)
    names, *games = sheet.read_text(encoding='utf-8').splitlines()
    typed.write_text(f'{names}\n{games[-1].replace(",,,,,", ",,0,30.5,,")}\n', encoding='utf-8')
    expect(home.run('--as-of', '2025-10-09T04:30:00Z', 'lines', 'take', typed), 0)
    rows = expect(home.run('--as-of', '2025-10-09T05:00:00Z', '--api-url', 'http://127.0.0.1:9', '--json', 'run', key=KEY),
                  3).json()['picks']
    check(all('cached_data' in row['reason'] for row in rows) and any('typed_line' in row['reason'] for row in rows), rows[0])
    settle(home, 'edge-threshold-spread=1.0', 'edge-threshold-total=1.0', "books=['Bovada']", 'conservative=true')
    check('the same' in expect(drill(home, '2025-10-09T05:30:00Z'), 0).out, 'a run was made by later settings')
    for hour in ('2025-10-09T18:00:00Z', '2025-10-11T15:00:00Z'):
        with stand_in(home, '--now', hour) as api:
            expect(home.run('--as-of', hour, '--api-url', api.url, 'schedule', 'run', key=KEY), 0)
            check(api.metered() and all(path.startswith('/lines') for path in api.metered()), api.metered())
    check('the same' in expect(drill(home, '2025-10-11T16:00:00Z'), 0).out, 'lines that were seen later changed a run')
    expect(home.run('--as-of', '2025-10-11T17:00:00Z', 'model', 'rollback'), 0)
    check('the same' in expect(drill(home, '2025-10-11T18:00:00Z'), 0).out, 'a model that was chosen later made a run')
    change_results(home, 3)
    expect_sentence(drill(home, '2025-10-11T19:00:00Z'), 1, 'other picks')


def case_drill_after_late_results(home):
    """Results that came late may lead to other picks; that is told, is no alarm, and does not count as a drill."""
    settle(home, 'backup-daily=false')
    late = '2025-10-09T12:00:00Z'
    # The API lags a week behind.
    with stand_in(home, '--now', '2025-10-01T12:00:00Z') as api:
        home.run('--as-of', WEEKS[0], '--api-url', api.url, 'run', '--unattended', key=KEY)
    with stand_in(home, '--now', late) as api:
        expect(home.run('--as-of', late, '--api-url', api.url, 'sync', key=KEY), 0)
    check('proves nothing' in expect(drill(home, late), 3).out, 'late results were not told of')
    with sqlite3.connect(home.store()) as store:
        check(not store.execute("SELECT 1 FROM model_cache WHERE key = 'drill'").fetchall(), 'it counted as a drill')


def case_drill_without_room(home):
    """That a drill could not be tried for want of room says nothing about a backup."""
    settle(home)
    run_week(home, WEEKS[0])
    league, small = home.data / 'league', home.root / 'small'
    small.mkdir()
    room = sum(path.stat().st_size for path in league.rglob('*') if path.is_file()) // 1024 + 2000
    script = (f'mount -t tmpfs -o size={room}k none "$1" && cp -r "$2/." "$1" || exit 77\n'
              'drill=0; "$3" --data-dir "$1" --as-of "$4" backup drill || drill=$?\n'
              '"$3" --data-dir "$1" --as-of "$4" --json health; exit $drill')
    done = subprocess.run(['unshare', '-rm', 'sh', '-c', script, 'sh', small, league, home.command([])[0], WEEKS[0]],
                          env=dict(home.env, TMPDIR=str(small), CFBD_API_KEY=KEY), capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        raise Skip('no file system can be mounted here')
    check(done.returncode == 1 and 'could not be tried' in done.stderr, done)
    rule = next(rule for rule in json.loads(done.stdout)['rules'] if rule['rule'] == 'backup')
    check(rule['state'] == 'green', rule)


def case_purge(home):
    settle(home, 'keep-answers-days=30', 'keep-runs-days=30', 'backup-daily=false')
    run_week(home, WEEKS[0])
    data = home.data / 'league'
    stores = [data / 'replaced-20250901T120000Z', data / f'faircatch.db.schema-3-{epoch("2025-09-01T12:00:00Z")}',
              data / 'replaced-20251021T120000Z', data / 'replaced-things']
    for path in stores:
        if path.name.startswith('replaced'):
            path.mkdir()
            path = path / 'faircatch.db'
        shutil.copy(home.store(), path)
    said = expect(home.run('--as-of', WEEKS[0], 'purge'), 0).out
    check('of 0 raw answers' in said and '2 copies' in said, said)
    run_week(home, WEEKS[2])
    late = '2025-11-10T12:00:00Z'
    before = home.store().stat().st_size
    preview = expect(home.run('--as-of', late, '--json', 'purge'), 0).json()
    check(preview['answers'] > 5 and preview['copies'] == 2 and preview['copy_bytes'] > 2 * before / 3 and
          not preview['done'], preview)
    check(home.store().stat().st_size == before and all(path.exists() for path in stores), 'a preview removed something')
    expect(home.run('--as-of', late, 'purge', '--yes'), 0)
    check([path.exists() for path in stores] == [False, False, True, True], sorted(data.iterdir()))
    check('Nothing' in expect(home.run('--as-of', late, 'purge'), 0).out, 'not all is gone')
    check(home.store().stat().st_size < before, 'the room was not given back')
    expect(home.run('ledger', 'verify'), 0)
    # Of runs, too, only so many are kept, however young.
    with sqlite3.connect(home.store()) as store:
        store.executemany("INSERT INTO run (started_at, as_of, season, season_type, week, status)"
                          " SELECT started_at, as_of, season, season_type, week, status FROM run WHERE run_id = ?",
                          [store.execute('SELECT max(run_id) FROM run').fetchone()] * 80)
    settle(home, 'keep-answers-days=30', 'keep-runs-days=36500', 'keep-runs=50', 'backup-daily=false')
    expect(home.run('--as-of', late, 'purge', '--yes'), 0)
    with sqlite3.connect(home.store()) as store:
        check(store.execute('SELECT count(*) FROM run').fetchone() == (50,), 'not 50 runs are kept')
    # Nothing is asked twice because its bytes are gone.
    with stand_in(home, '--now', WEEKS[2]) as api:
        expect(home.run('--as-of', WEEKS[2], '--api-url', api.url, 'sync', key=KEY), 0)
        check(not api.metered(), api.metered())


def case_sweep(home):
    """What a killed run left behind goes when it is old; what a person calls alike, and what may be in use, stays."""
    exports = home.root / 'exports'
    exports.mkdir()
    settle(home, f"export-folders=['{exports}']", 'backup-daily=false')
    run_week(home, WEEKS[0])
    data = home.data / 'league'
    ours = [exports / '.fair-catch-part-Ab12Cd', data / '.fair-catch-part-Zz99Aa', data / '.fair-catch-scratch-Qw12Er',
            data / '.fair-catch-scratch-Qw34Er']
    theirs = [exports / '.fair-config', exports / 'fair-backup-202510', data / 'fair-backup-laptop',
              data / '.fair-catch-scratch-mine77', data / '.fair-catch-part-mine77']
    young = data / '.fair-catch-part-Bb34Ef'
    for path in (ours[2], ours[3], *theirs[1:]):
        path.mkdir()
    for path in (ours[0], ours[1], ours[2] / '.fair-catch-scratch', ours[2] / 'faircatch.db', theirs[0], young,
                 *(path / 'precious' for path in theirs[1:])):
        path.write_text('half', encoding='utf-8')
    for path in (*ours, *theirs):
        os.utime(path, (0, 0))
    expect(home.run('--as-of', WEEKS[0], 'upkeep', key=KEY), 0)
    check(not [path for path in ours if path.exists()], list(home.root.rglob('.fair*')))
    check(young.exists() and all(path.exists() for path in theirs), list(home.root.rglob('*fair*')))
    check(all((path / 'precious').exists() for path in theirs[1:]), 'what a person calls alike was emptied')


def take_out(home, path, folder=None):
    """All files of a takeout, by name."""
    if folder is None:
        expect(home.run('--as-of', WEEKS[0], 'takeout', path), 0)
    else:
        expect(home.run('--data-dir', folder, '--as-of', WEEKS[0], 'takeout', path, folder=False), 0)
    unpacked = home.root / path.stem
    unpacked.mkdir()
    subprocess.run(['tar', '--zstd', '-xf', path, '-C', unpacked], check=True)
    return {str(file.relative_to(unpacked)): file.read_text(encoding='utf-8') for file in unpacked.rglob('*')
            if file.is_file()}


def case_takeout(home):
    settle(home)
    with stand_in(home, '--now', WEEKS[0]) as api:
        expect(home.run('--as-of', WEEKS[0], '--api-url', api.url, 'sync', key=KEY), 0)
    team = sqlite3.connect(home.store()).execute('SELECT school FROM team JOIN game ON team.team_id = home_id'
                                                 ' WHERE game.season = 2025 AND week = 7').fetchone()[0]
    expect(home.run('--as-of', WEEKS[0], 'adjust', 'add', '--team', team, '--margin', '3', '--note', 'hurt'), 0)
    run_week(home, WEEKS[0])
    sheet, path, left = home.root / 'sheet.csv', home.root / 'mine.tar.zst', home.root / '.fair-catch-scratch-Qw12Er'
    expect(home.run('--as-of', WEEKS[0], 'lines', 'sheet', sheet), 0)
    rows = list(csv.DictReader(sheet.open(encoding='utf-8')))
    rows[0].update(book='Corner', spread='-3.5')
    with sheet.open('w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    expect(home.run('--as-of', WEEKS[0], 'lines', 'take', sheet), 0)
    with sqlite3.connect(home.store()) as store:
        store.execute("INSERT INTO model_choice (made_at, kind, design, model_id, reason)"
                      " SELECT made_at, 'promote', design, '', 'because' FROM model_fit LIMIT 1")
    left.mkdir()
    os.utime(left, (0, 0))
    files = take_out(home, path)
    check(not left.exists(), 'what a takeout that was killed left there stays')
    expect_sentence(home.run('--as-of', WEEKS[0], 'takeout', path), 4, 'another file')
    check({'manifest.json', 'record.csv', 'adjustments.csv', 'incidents.csv', 'settings.ini'} <= set(files), set(files))
    table = 'picks/2025-regular-week-07-live-v1'
    check(files[f'{table}.csv'] != files[f'{table}-unadjusted.csv'], 'the week without adjustments is missing')
    check('edge-threshold-spread=' in files[f'{table}-policy.ini'], 'what counted as a pick is missing')
    ledger = expect(home.run('--json', 'ledger', 'list'), 0).json()
    check(ledger[0]['chain_hash'] in files['ledger.csv'], files['ledger.csv'])
    check('because' in files['model-choices.csv'], files['model-choices.csv'])
    typed = list(csv.DictReader(files['typed-lines.csv'].splitlines()))
    check(len(typed) == 1 and typed[0]['home'] == rows[0]['home'] and typed[0]['away'] == rows[0]['away']
          and (typed[0]['book'], float(typed[0]['spread']), typed[0]['total'], typed[0]['home_moneyline'])
          == ('Corner', -3.5, '', ''), typed)
    check(not any(KEY in text for text in files.values()), 'the key was taken out')
    # What the person typed is no answer of the API.
    backup = expect(home.run('--as-of', WEEKS[0], 'backup', 'create', '--to', home.root, '--without-answers'), 0).out.strip()
    expect(home.run('backup', 'restore', backup, '--into', home.root / 'other'), 0)
    again = take_out(home, home.root / 'again.tar.zst', home.root / 'other')
    check(again['typed-lines.csv'] == files['typed-lines.csv'], 'a backup without raw answers lost what was typed')


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
