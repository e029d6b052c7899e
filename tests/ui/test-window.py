#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window itself: its keys, a second start, and data that cannot be read."""

import os
import shutil
import subprocess

from window import PROGRAM, Atspi, Window, name_of, run_few, texts, walk

from fair import check, expect, main


def demo(home):
    return Window(home, '--demo', '--data-dir', run_few(home))


def pages_shown(window):
    """What the button says of them: GTK 4.8 tells where a hidden widget was as if it were there."""
    button = window.find('Show the pages', ('toggle button', 'push button', 'button'))
    states = button.get_state_set()
    return states.contains(Atspi.StateType.PRESSED) or states.contains(Atspi.StateType.CHECKED)


def case_keys(home):
    with demo(home) as window:
        window.wait_text('· model', 20)
        window.keys('ctrl+comma')
        window.wait_text('Preferences', 10)
        window.keys('Escape')
        window.wait(lambda: not window.has_text('Appearance'), 10, 'the preferences to close')
        window.keys('ctrl+question')
        window.wait_text('Keyboard shortcuts', 10)
        window.keys('Escape')
        window.keys('F10')
        window.wait(lambda: any('About Fair Catch' in name_of(node).replace('_', '') for node in walk(window.root)), 10,
                    'the menu')
        window.keys('Escape', 'F9')
        window.wait(lambda: not pages_shown(window), 10, 'the pages to be hidden')
        window.keys('F9', 'alt+3')
        window.wait_text('132 teams', 30)
        window.keys('ctrl+f')
        window.type('Kell')
        window.wait(lambda: window.has_text(' teams ·') and not window.has_text('132 teams'), 10, 'fewer teams')
        window.keys('Escape')
        window.wait_text('132 teams', 10)
        window.keys('ctrl+w')
        check(window.process.wait(20) == 0, window.log())


def case_no_display(home):
    env = {key: value for key, value in os.environ.items() if key not in ('DISPLAY', 'WAYLAND_DISPLAY')}
    for option, code in (('--version', 0), ('--help', 0), ('--demo', 1)):
        result = subprocess.run([PROGRAM, option], env=env, capture_output=True, text=True, timeout=20, check=False)
        check(result.returncode == code, f'{option}: {result}')
    check(result.stderr.strip().endswith('“fair run” does the week in a terminal.'), result.stderr)


def case_second_start_raises_the_first(home):
    with Window(home) as window:
        second = subprocess.run([PROGRAM], env=window.env, timeout=20, capture_output=True, check=False)
        check(second.returncode == 0, second.stderr)
        check(window.process.poll() is None, 'the first window closed')
        frames = [node for node in walk(window.root) if node.get_role_name() in ('frame', 'window')]
        check(len(frames) == 1, f'{len(frames)} windows')


def case_damaged_store(home):
    folder = run_few(home)
    expect(home.run('--demo', '--data-dir', folder, 'backup', 'create'), 0)
    (folder / 'faircatch.db').write_bytes(b'this is no database' * 400)
    for part in ('-wal', '-shm'):
        (folder / f'faircatch.db{part}').unlink(missing_ok=True)
    before = (folder / 'faircatch.db').read_bytes()
    with Window(home, '--demo', '--data-dir', folder) as window:
        window.wait_text('The Data Cannot Be Read', 20)
        window.keys('F5')
        window.click('Try Again', seconds=20)
        # Without a store, too, there is something to do, in words that stand on the window.
        window.click('When Something Fails…')
        window.wait_text('A notice needs no store', 10)
        check(not any('--new-store' in text for text in texts(window.root)), texts(window.root))
        check((folder / 'faircatch.db').read_bytes() == before, 'the damaged store was changed')
        window.click('Restore a Backup…')
        window.wait_text('the newest first')
        window.keys('Return')
        window.click('Restore This Backup', seconds=20)
        window.click('Done', seconds=20)
        window.find('Bet Less', seconds=20)
        window.keys('Escape')
        window.wait(lambda: not window.has_text('is damaged'), 10, 'the old words to go')


def case_vanished_folder(home):
    folder = run_few(home)
    with Window(home, '--demo', '--data-dir', folder) as window:
        window.wait_text('· model', 20)
        window.keys('F5')
        window.wait_text('Done:', 60)
    shutil.move(folder, folder.parent / 'away')
    with Window(home, '--demo', '--data-dir', folder) as window:
        window.wait_text('The Data Cannot Be Read', 20)
        window.wait_text('held a store before', 5)
        check(not (folder / 'faircatch.db').exists(), 'a new empty store was begun')
        window.click('Start Afresh There')
        window.wait_text('Run the Week', 10)


if __name__ == '__main__':
    main()
