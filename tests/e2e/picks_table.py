# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader of the two CSV files that shares nothing with the program: docs/csv-schema.md, written a second time."""

import csv
import datetime
import io
import math
import re
from pathlib import Path

from fair import check

PICKS = ('schema,season,season_type,week,game_id,kickoff_utc,away_team,home_team,neutral_site,market,side,line,price,'
         'provider,model_value,edge_points,win_probability,push_probability,expected_value,stake_units,confidence,'
         'status,reason,model_id,frozen_at_utc')
PREDICTIONS = ('schema,game_id,season,season_type,week,kickoff_utc,frozen_at_utc,home_team,away_team,neutral_site,'
               'pred_margin,pred_total,margin_sd,total_sd,home_win_probability,blend_margin,blend_total,'
               'cover_probability,over_probability,open_spread,close_spread,open_total,close_total,home_points,'
               'away_points')
DOCUMENT = Path(__file__).resolve().parents[2] / 'docs/csv-schema.md'
REASONS = set(re.findall(r'^\| `([a-z_]+)` \|', DOCUMENT.read_text(encoding='utf-8').split('### Reasons')[1].split('###')[0], re.M))
REMARKS = {'backup_model', 'cached_data', 'typed_line', 'adjusted'}
SIDES = {'spread': {'home', 'away'}, 'total': {'over', 'under'}, 'moneyline': {'home', 'away'}}


def parse_time(text):
    return datetime.datetime.strptime(text, '%Y-%m-%dT%H:%M:%SZ').replace(tzinfo=datetime.timezone.utc)


def read(path, header):
    raw = path.read_bytes()
    check(raw.startswith(header.encode() + b'\r\n'), f'{path.name}: the header is {raw[:600]!r}')
    check(raw.endswith(b'\r\n') and raw.count(b'\n') == raw.count(b'\r\n'), f'{path.name}: the lines do not end as RFC 4180 says')
    rows = list(csv.DictReader(io.StringIO(raw.decode('utf-8'), newline=''), strict=True))
    for row in rows:
        check(None not in row and None not in row.values(), f'{path.name}: a row of another length: {row}')
        check(row['schema'] == '1', row)
    return rows


def number(row, column):
    value = float(row[column])
    check(math.isfinite(value), row)
    return value


def check_pick_row(row):
    market, side = row['market'], row['side']
    check(row['neutral_site'] in ('true', 'false') and row['status'] in ('pick', 'pass'), row)
    check(row['confidence'] in ('high', 'medium', 'low'), row)
    check(parse_time(row['frozen_at_utc']) and parse_time(row['kickoff_utc']), row)
    check(row['model_id'] and row['home_team'] and row['away_team'] and row['home_team'] != row['away_team'], row)
    codes = [code for code in row['reason'].split('+') if code]
    check((row['status'] == 'pick') == (not [code for code in codes if code not in REMARKS]), row)
    check(all(code in REASONS for code in codes), row)
    if side == '':
        check(row['line'] == row['price'] == row['provider'] == '' and row['status'] == 'pass', row)
        check(codes[0] == 'no_line', row)
        return
    check(side in SIDES[market] and row['provider'], row)
    win, push = number(row, 'win_probability'), number(row, 'push_probability')
    check(0 <= win <= 1 and 0 <= push <= 1 and win + push <= 1 + 1e-9, row)
    price = int(row['price'])
    check(abs(price) >= 100, row)
    profit = price / 100 if price > 0 else 100 / -price
    rounding = 0.5e-4 * (profit + 2) + 1e-4 # chances and value have four decimals
    check(abs(number(row, 'expected_value') - (win * profit - (1 - win - push))) < rounding, row)
    line, model, edge = number(row, 'line'), number(row, 'model_value'), number(row, 'edge_points')
    if market == 'spread': # more points than the model thinks are needed
        check(abs(edge - (line - model)) < 0.06 and edge >= 0, row)
    elif market == 'total':
        check(abs(edge - (model - line if side == 'over' else line - model)) < 0.06 and edge >= 0, row)
    else:
        check(line == price, row)
    if market != 'moneyline' and line != round(line):
        check(push == 0, row)
    check((number(row, 'stake_units') > 0) == (row['status'] == 'pick'), row)


def check_picks(path, season=None, week=None):
    """The rows of a picks file, after every promise of schema 1 has been looked at."""
    rows = read(path, PICKS)
    markets = {}
    for row in rows:
        check_pick_row(row)
        markets.setdefault(row['game_id'], []).append(row['market'])
        check(season is None or int(row['season']) == season, row)
        check(week is None or int(row['week']) == week, row)
    for game, names in markets.items():
        check(names == ['spread', 'total', 'moneyline'], f'{path.name}: game {game} has the rows {names}')
    kickoffs = [(row['kickoff_utc'], int(row['game_id'])) for row in rows]
    check(kickoffs == sorted(kickoffs), f'{path.name} is not in the order of kickoff')
    picked = [row['game_id'] for row in rows if row['status'] == 'pick']
    check(len(picked) == len(set(picked)) and len(picked) <= 12, f'{path.name}: picks break the limits: {picked}')
    return rows
