#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Week 7 of 2023 on real answers, as it stood on its Wednesday. Skipped where there are no saved answers."""

import json
import statistics

from fair import KEY, check, expect, main, shared, stand_in
from picks_table import PREDICTIONS, check_picks, parse_time, read

NOW = '2023-10-11T12:00:00Z'


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


def close_spreads(folder):
    closes = {}
    with open(folder / 'lines_2023.json', encoding='utf-8') as answer:
        for game in json.load(answer):
            numbers = [float(line['spread']) for line in game['lines'] if line.get('spread') is not None]
            if numbers:
                closes[str(game['id'])] = statistics.median(numbers)
    return closes


def check_week(home, folder):
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


def check_backtest(home):
    table = home.root / 'predictions.csv'
    expect(home.run('--as-of', '2024-03-01T12:00:00Z', 'backtest', '--from', '2017', '--to', '2022', '--predictions', table,
                    timeout=900), 0)
    rows = read(table, PREDICTIONS)
    misses = {'margin': [], 'total': [], 'close': [], 'close total': []}
    for row in rows:
        check(row['frozen_at_utc'] <= row['kickoff_utc'], row)
        check(parse_time(row['frozen_at_utc']).strftime('%a %H:%M') == 'Tue 12:00', row)
        if row['home_points'] and row['close_spread']:
            margin = int(row['home_points']) - int(row['away_points'])
            misses['margin'].append(abs(margin - float(row['pred_margin'])))
            misses['close'].append(abs(margin + float(row['close_spread'])))
            if row['close_total']:
                points = int(row['home_points']) + int(row['away_points'])
                misses['total'].append(abs(points - float(row['pred_total'])))
                misses['close total'].append(abs(points - float(row['close_total'])))
    means = {name: sum(values) / len(values) for name, values in misses.items()}
    print(f'# {len(misses["margin"])} games with a close: ' + ', '.join(f'{name} {mean:.2f}' for name, mean in means.items()))
    check(len(misses['margin']) > 4000, f'{len(misses["margin"])} games')
    check(means['margin'] < 13.2 and means['total'] < 13.6, f'{means}')
    check(means['margin'] > means['close'] - 0.15, f'too good to be true: {means}')
    check(11.8 < means['close'] < 12.8, f'the close itself is off, so a sign or a join is wrong: {means}')


def case_week_and_backtest(home):
    folder = shared()
    load(home, folder)
    check_week(home, folder)
    expect(home.run('--as-of', NOW, 'ledger', 'verify'), 0)
    check_backtest(home)


if __name__ == '__main__':
    main()
