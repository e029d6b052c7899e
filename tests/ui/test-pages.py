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
    away = home.root / 'away'
    with open(folder / 'settings.ini', 'a', encoding='utf-8') as settings:
        settings.write(f"\n[io/github/faircatch/FairCatch]\nexport-folders=['{away}']\n")
    with Window(home, '--demo', '--data-dir', folder) as window:
        window.wait_text('· model', 20)
        window.keys('alt+4')
        window.wait_text('1 thing needs you at once.', 20)
        window.wait_text(f'“{away}” cannot be written to', 5)
        shown = texts(window.root)
        check('red' in shown and 'not applicable' in shown, 'the states are not told by words')
        check(any('Since' in text and 'at most 0 folders · at once' in text for text in shown), shown)
        # It is brought back meanwhile: who returns to the window sees that.
        away.mkdir()
        window.keys('ctrl+comma')
        window.wait_text('Preferences', 10)
        window.keys('Escape')
        window.wait_text('Every folder can be reached', 20)
        check('1' in shown, 'the sidebar does not count what needs the person')
        window.click('Back Up Now')
        window.wait_text('the backup is whole', 60)
        check(list((folder / 'backups').glob('*.tar.zst')), 'there is no backup')


if __name__ == '__main__':
    main()
