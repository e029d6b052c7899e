#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Week 7 of 2023 on real answers, as it stood on its Wednesday. Skipped where there are no saved answers."""

import atexit
import json
import statistics
import tempfile
from pathlib import Path

from fair import KEY, Home, check, expect, main, shared, stand_in
from picks_table import PREDICTIONS, check_picks, parse_time, read

NOW = '2023-10-11T12:00:00Z'
OVER = '2024-03-01T12:00:00Z'
ONCE = {}


def games_of_week(folder, season, week):
    with open(folder / f'games_{season}.json', encoding='utf-8') as answer:
        return {game['id']: game for game in json.load(answer)
                if game['week'] == week and game['seasonType'] == 'regular'
                and 'fbs' in (game['homeClassification'], game['awayClassification'])}


def load(home, folder):
    with stand_in(home, '--archive', folder, '--now', NOW) as relay:
        result = expect(home.run('--api-url', relay.url, '--as-of', NOW, 'run', '--season', '2023', '--week', '7',
                                 key=KEY, timeout=600), 0)
        print(f'# {len(relay.metered())} calls')
        check(len(relay.metered()) <= 100, f'{len(relay.metered())} calls')
    return result


def case_late_statistics(home):
    folder = shared()
    with tempfile.TemporaryDirectory() as bare:
        for answer in folder.iterdir():
            if answer.name != 'stats_game_advanced_2023.json':
                (Path(bare) / answer.name).symlink_to(answer)
        with stand_in(home, '--archive', bare, '--now', NOW) as relay:
            result = expect(home.run('--api-url', relay.url, '--as-of', NOW, 'run', '--season', '2023', '--week', '7',
                                     key=KEY, timeout=600), 3)
    check('backup model' in result.err, 'nobody was told of the backup model')
    rows = check_picks(next((home.data / 'league' / 'exports').glob('*.csv')), 2023, 7)
    check(all(row['reason'].endswith('backup_model') and row['confidence'] == 'low' for row in rows),
          'a row of the backup model is not marked')


def close_spreads(folder):
    closes = {}
    with open(folder / 'lines_2023.json', encoding='utf-8') as answer:
        for game in json.load(answer):
            numbers = [float(line['spread']) for line in game['lines'] if line.get('spread') is not None]
            if numbers:
                closes[str(game['id'])] = statistics.median(numbers)
    return closes


def loaded():
    """A home in which week 7 was run, made once for all cases."""
    folder = shared()
    if 'home' not in ONCE:
        ONCE['home'] = Home()
        atexit.register(ONCE['home'].close)
        load(ONCE['home'], folder)
    return ONCE['home'], folder


def case_week(_):
    home, folder = loaded()
    wanted = games_of_week(folder, 2023, 7)
    table = next((home.data / 'league' / 'exports').glob('*.csv'))
    rows = check_picks(table, 2023, 7)
    check({int(row['game_id']) for row in rows} == set(wanted), 'the games of the week are not those of the archive')
    lined = [row for row in rows if row['side']]
    check(len(lined) > len(rows) / 2, 'most rows have no line')
    check(all(row['frozen_at_utc'] <= NOW for row in rows), 'a row was frozen after its time')
    check(not any(row['side'] for row in rows if row['market'] == 'moneyline' and parse_time(row['kickoff_utc']) > parse_time(NOW)),
          'a closing moneyline was known before kickoff')
    # Favourites by the archive's closing spread and by the line that was shown must nearly always agree.
    closes = close_spreads(folder)
    agree = total = 0
    for row in rows:
        if row['market'] == 'spread' and row['side'] and abs(closes.get(row['game_id'], 0)) >= 7:
            shown = float(row['line']) * (1 if row['side'] == 'home' else -1)
            agree += (shown < 0) == (closes[row['game_id']] < 0)
            total += 1
    check(total >= 15 and agree == total, f'{agree} of {total} lines have the sign of the close')


def case_ledger(_):
    home, _ = loaded()
    expect(home.run('--as-of', NOW, 'ledger', 'verify'), 0)
    expect(home.run('--as-of', NOW, '--json', 'performance'), 0).json()


def fbs_games(folder):
    """Ids of the games between two FBS teams."""
    ids = set()
    for season in range(2017, 2024):
        with open(folder / f'games_{season}.json', encoding='utf-8') as answer:
            ids.update(str(game['id']) for game in json.load(answer)
                       if game['homeClassification'] == game['awayClassification'] == 'fbs')
    return ids


def misses_of(row):
    """Absolute errors of the model and of the close, margin and total."""
    margin = int(row['home_points']) - int(row['away_points'])
    points = int(row['home_points']) + int(row['away_points'])
    misses = {'margin': margin - float(row['pred_margin']), 'close': margin + float(row['close_spread'])}
    if row['close_total']:
        misses.update({'total': points - float(row['pred_total']), 'close total': points - float(row['close_total'])})
    return {name: abs(miss) for name, miss in misses.items()}


def case_backtest(_):
    home, folder = loaded()
    table = home.root / 'predictions.csv'
    with stand_in(home, '--archive', folder) as relay:
        expect(home.run('--api-url', relay.url, '--as-of', OVER, 'sync', key=KEY, timeout=300), 0)
    expect(home.run('--as-of', OVER, 'backtest', '--from', '2017', '--to', '2023', '--predictions', table, timeout=900), 0)
    rows = read(table, PREDICTIONS)
    fbs = fbs_games(folder)
    misses = {}
    for row in rows:
        check(row['frozen_at_utc'] <= row['kickoff_utc'], row)
        check(parse_time(row['frozen_at_utc']).strftime('%a %H:%M') == 'Tue 12:00', row)
        if row['game_id'] in fbs and row['home_points'] and row['close_spread']:
            for name, miss in misses_of(row).items():
                misses.setdefault(name, []).append(miss)
    means = {name: statistics.fmean(values) for name, values in misses.items()}
    print(f'# {len(misses["margin"])} games with a close: ' + ', '.join(f'{name} {mean:.3f}' for name, mean in means.items()))
    check(len(misses['margin']) > 5000, f'{len(misses["margin"])} games')
    check(means['margin'] <= means['close'] + 0.42 and means['total'] <= means['close total'] + 0.35, f'{means}')
    check(means['margin'] > means['close'] - 0.15, f'too good to be true: {means}')
    check(abs(means['close'] - 12.33) < 0.05 and abs(means['close total'] - 12.89) < 0.05,
          f'the close itself is off, so a sign or a join is wrong: {means}')


if __name__ == '__main__':
    main()
