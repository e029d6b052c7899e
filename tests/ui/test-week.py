#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""This Week: what the table says, sorted, filtered, searched and exported, is what lies in the store."""

import csv
import json

from window import Window, children, is_showing, name_of, run_demo, walk

from fair import check, expect, main


class Week:
    """The window on a demo league that was run once, all games shown."""

    def __init__(self, home):
        run_demo(home)
        self.stored = json.loads(expect(home.run('--demo', '--json', 'picks'), 0).out)['picks']
        self.window = Window(home, '--demo', '--data-dir', home.data / 'league')

    def __enter__(self):
        self.window.__enter__()
        self.window.wait_text(f'picks in {len(self.stored) // 3} games', 20)
        return self

    def __exit__(self, *trace):
        self.window.__exit__(*trace)

    def rows(self):
        """The cells of the rows that are there; GTK makes some two hundred at most."""
        table = self.window.find('Picks', ('table', 'tree table', 'list'))
        rows = []
        for part in children(table):
            for row in children(part):
                cells = [name_of(label) for cell in children(row) for label in [cell, *children(cell)]
                         if label.get_role_name() == 'label']
                if len(cells) > 5 and is_showing(row):
                    rows.append(cells)
        return rows

    def titles(self):
        """{words: widget} of the heads, from left to right."""
        head = next(children(self.window.find('Picks', ('table', 'tree table', 'list'))))
        return {name_of(part): title for title in children(head) for part in walk(title)
                if part.get_role_name() == 'label' and is_showing(part)}

    def wait_rows(self, condition, what):
        return self.window.wait(lambda: (lambda rows: rows if condition(rows) else None)(self.rows()), 10, what)


def is_falling(cells):
    numbers = [float(cell.replace('−', '-')) for cell in cells if cell != '–']
    return len(numbers) > 5 and numbers == sorted(numbers, reverse=True)


def case_picks_and_passes(home):
    with Week(home) as week:
        picks = [row for row in week.stored if row['status'] == 'pick']
        rows = week.wait_rows(lambda rows: len(rows) == len(picks), f'{len(picks)} picks')
        for row, pick in zip(rows, picks):
            check(f'{pick["away_team"]} @ {pick["home_team"]}' in row, f'{row} {pick}')
            check(f'{pick["edge_points"]:+.1f}' in row, f'{row} {pick}')
            check(f'{100 * pick["win_probability"]:.1f} %' in row, f'{row} {pick}')
        week.window.click('All Games')
        week.wait_rows(lambda rows: len(rows) > len(picks), 'the passes, too')
        check(any('Pass: the edge is below the threshold' in row for row in week.rows()), week.rows()[:5])


def case_sort_filter_and_export(home):
    with Week(home) as week:
        week.window.click('All Games')
        week.wait_rows(lambda rows: len(rows) > 15, 'the passes, too')
        week.window.keys('ctrl+f')
        week.window.type('spread')
        rows = week.wait_rows(lambda found: found and all('Spread' in row for row in found), 'spreads alone')
        week.window.press(week.titles()['Edge'])
        column = list(week.titles()).index('Edge')
        rows = week.wait_rows(lambda found: is_falling([row[column] for row in found]), 'the greatest edge first')
        target = home.root / 'shown.csv'
        week.window.keys('ctrl+e')
        week.window.wait_text('Name:', 10) # the toolkit's own dialog, where there is no portal
        week.window.keys('ctrl+a')
        week.window.type(str(target))
        week.window.keys('Return')
        week.window.wait(target.exists, 10, 'the file')
        with open(target, encoding='utf-8', newline='') as file:
            table = list(csv.DictReader(file))
        every = [row for row in week.stored if row['market'] == 'spread']
        check(len(table) == len(every), f'{len(table)} rows of {len(every)}')
        for shown, written in zip(rows, table):
            check(any(written['matchup'] == cell for cell in shown), f'{shown} {written}')
        edges = [float(row['edge_points']) for row in table if row['edge_points']]
        check(edges == sorted(edges, reverse=True), 'the file is in another order')


if __name__ == '__main__':
    main()
