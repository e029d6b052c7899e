#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every chart of the record: what a screen reader is told, its table, its points by keyboard; the filters act on all."""

from window import Atspi, Window, is_showing, name_of, run_demo, walk

from fair import check, main

CHARTS = ['Units won and lost', 'Return by edge', 'Units by week', 'Calibration', 'Error of the margin']


def performance(home):
    window = Window(home, '--demo', '--data-dir', run_demo(home))
    window.fill_screen() # a menu of what is scrolled away has no place to open at
    window.keys('alt+2')
    window.wait_text('Replay: these weeks', 20)
    window.wait(lambda: len(charts(window)) == len(CHARTS), 20, 'the charts')
    return window


def charts(window):
    """The charts by title; GTK gives an image's role different names. They are below the fold, so not all are showing."""
    found = {}
    for node in walk(window.root):
        title = name_of(node)
        if node.get_role_name() in ('image', 'graphic', 'icon') and title.endswith('(replayed weeks)'):
            found[title.removesuffix(' (replayed weeks)')] = node
    return found


def describe(node):
    node.clear_cache()
    return node.get_description()


def case_descriptions(home):
    with performance(home) as window:
        found = charts(window)
        check(sorted(found) == sorted(CHARTS), f'{sorted(found)}')
        for title, node in found.items():
            text = node.get_description()
            check(title in text and 'Lowest' in text and 'n = ' in text or title == 'Units won and lost' and 'Last' in text,
                  f'{title} is described as “{text}”')


def case_tables(home):
    with performance(home) as window:
        for title in CHARTS:
            button = f'More about “{title} (replayed weeks)”'
            node = window.wait(lambda name=button: next((each for each in walk(window.root) if name_of(each) == name), None),
                               10, button)
            # The part of a menu button that can be pressed is inside it.
            toggle = [each for each in walk(node) if each.get_n_actions() > 0]
            check(toggle and toggle[-1].do_action(0), f'{button} cannot be pressed')
            item = window.wait(lambda: next((each for each in walk(window.root)
                                             if name_of(each).replace('_', '') == 'Show as Table'
                                             and each.get_role_name() in ('check menu item', 'menu item', 'push button',
                                                                         'check box') and is_showing(each)), None),
                               10, f'the menu of {title}')
            check(item.do_action(0), 'Show as Table cannot be chosen')
        window.wait(lambda: sum(name_of(each) == 'Series' for each in walk(window.root)) == len(CHARTS), 10, 'five tables')


def case_points_by_keyboard(home):
    with performance(home) as window:
        node = charts(window)['Units won and lost']
        window.press(node)
        for keys, said in [(('Home', 'Right', 'Right'), 'Record, 2:'), (('End',), 'Record, 48:'),
                           (('Escape',), 'Units won and lost (replayed weeks): ')]:
            window.keys(*keys)
            window.wait(lambda start=said: describe(node).startswith(start), 10, f'“{said}” after {keys}')


def case_reached_by_tab(home):
    """From the filters on, every chart and its menu is reached without a pointer."""
    with performance(home) as window:
        window.keys('F6')
        reached = set()
        for _ in range(4 + 2 * len(CHARTS)):
            window.keys('Tab')
            reached |= {name_of(node) for node in walk(window.root)
                        if node.get_state_set().contains(Atspi.StateType.FOCUSED)}
        for title in CHARTS:
            check(f'{title} (replayed weeks)' in reached, f'{title} is not reached: {sorted(reached)}')
            check(f'More about “{title} (replayed weeks)”' in reached, f'the menu of {title} is not reached')
        check('Period: All time' in reached, f'{sorted(reached)}')


def case_filters(home):
    with performance(home) as window:
        window.click('Live', roles=('toggle button', 'radio button', 'push button', 'button'))
        window.wait_text('Nothing Settled Here', 10)
        window.click('Show All That Is Settled')
        window.wait_text('Replay: these weeks', 10)


if __name__ == '__main__':
    main()
