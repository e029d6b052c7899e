#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, empty and filled: it can be gone to by keyboard, warns of nothing, and has no control without a name."""

from window import Window, run_demo, texts

from fair import check, main

PAGES = ['This Week', 'Performance', 'Ratings', 'Data and Health', 'About the Model']


def visit_all(window):
    for number, title in enumerate(PAGES, 1):
        window.keys(f'alt+{number}')
        # Once in the sidebar and once as the window's title.
        window.wait(lambda: texts(window.root).count(title) >= 2, 10, f'the page “{title}”')
        bad = window.nameless()
        check(not bad, f'{title}: {bad}')


def case_empty(home):
    with Window(home, '--demo', '--data-dir', home.data / 'league') as window:
        visit_all(window)


def case_filled(home):
    with Window(home, '--demo', '--data-dir', run_demo(home)) as window:
        window.wait_text('· model', 20)
        visit_all(window)


def case_welcome(home):
    with Window(home, '--data-dir', home.data / 'league') as window:
        window.wait_text('Fair Catch')
        check(not window.nameless(), window.nameless())


def case_watch(home):
    folder = run_demo(home)
    with open(folder / 'settings.ini', 'a', encoding='utf-8') as settings:
        settings.write("\n[io/github/faircatch/FairCatch]\nexport-folders=['/nowhere/at/all']\n")
    with Window(home, '--demo', '--data-dir', folder) as window:
        window.wait_text('· model', 20)
        window.keys('alt+4')
        window.wait_text('1 thing needs you at once.', 20)
        window.wait_text('“/nowhere/at/all” cannot be written to', 5)
        check('red' in texts(window.root), 'the state is not told by a word')


if __name__ == '__main__':
    main()
