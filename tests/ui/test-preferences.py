#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences: written at once, within their ranges, what cannot be written said, and the key's way."""

import os
import re
import time
from pathlib import Path

from window import BUTTON, Atspi, Window, texts

from fair import KEY, check, main, stand_in

CREDENTIALS = Path(os.environ.get('XDG_CONFIG_HOME', '/nowhere')) / 'faircatch' / 'credentials'
SWITCH = ('switch', 'check box', *BUTTON) # likewise between versions
TABS = ('page tab', 'radio button', 'toggle button', *BUTTON)


def opened(home, *arguments):
    window = Window(home, '--data-dir', home.data / 'league', *arguments)
    window.keys('ctrl+comma')
    window.find('Stakes', roles=TABS)
    return window


def stored(home):
    path = home.data / 'league' / 'settings.ini'
    return path.read_text() if path.exists() else ''


def spin(window, name):
    return window.find(name, roles=('spin button',))


def set_number(window, name, value):
    check(Atspi.Value.set_current_value(spin(window, name), value), f'{name} cannot be set')


def case_every_page(home):
    with opened(home, '--demo') as window:
        for name in ('Picks', 'Stakes', 'Exports', 'Alerts', 'Look', 'Data'):
            window.click(name, roles=TABS)
            time.sleep(0.3)
            check(not window.nameless(), f'{name}: {window.nameless()}')
        check(window.has_text('The demo league needs no key'), texts(window.root))
        window.keys('Escape')
        window.wait(lambda: not window.has_text('The demo league needs no key'), 10, 'the preferences to close')


def case_written_at_once(home):
    with opened(home, '--demo') as window:
        window.click('Stakes', roles=TABS)
        set_number(window, 'Most picks a week', 7)
        set_number(window, 'Bankroll', 1234.56)
        window.wait(lambda: 'maximum-bets=7' in stored(home) and '123456' in stored(home), 5, stored(home))
        # Beyond the schema's range there is nothing.
        set_number(window, 'Size of a unit', 99)
        window.wait(lambda: re.search(r'unit-percent=10\.0', stored(home)), 5, 'the most that a unit may be')
        window.click('Picks', roles=TABS)
        window.click('Move Bovada down')
        window.wait(lambda: "books=['DraftKings', 'Bovada'" in stored(home), 5, 'the order of books')
        window.click('Remove Caesars')
        window.wait(lambda: "'ESPN Bet']" in stored(home), 5, 'a book to go')
        window.click('Add Caesars')
        window.wait(lambda: "'ESPN Bet', 'Caesars']" in stored(home), 5, 'a book to come back')


def case_cannot_be_written(home):
    with opened(home, '--demo') as window:
        set_number(window, 'Reserved calls', 200)
        window.wait(lambda: 'quota-reserve=200' in stored(home), 5, 'the first change')
        # Whoever runs the tests may write anywhere, so the file's place is taken by a folder.
        lock = home.data / 'league' / 'settings.ini.lock'
        lock.unlink(missing_ok=True)
        lock.mkdir()
        set_number(window, 'Reserved calls', 300)
        window.wait_text('could not be locked', 10)
        check(Atspi.Value.get_current_value(spin(window, 'Reserved calls')) == 200, 'it shows what is not stored')


def case_export_folders(home):
    folder = home.root / 'gone'
    (home.data / 'league').mkdir(parents=True)
    (home.data / 'league' / 'settings.ini').write_text(
        f"[io/github/faircatch/FairCatch]\nexport-folders=['{folder}', '{home.root}']\n")
    with opened(home, '--demo') as window:
        window.click('Exports', roles=TABS)
        window.wait_text('Cannot be reached now', 10)
        window.wait_text('Can be reached', 10)
        window.click(f'Remove {folder}')
        window.wait(lambda: str(folder) not in stored(home), 5, 'the folder to go')
        window.click(f'Remove {home.root}')
        window.wait_text('None is chosen', 5)


def case_schedule(home):
    """The switch writes and removes the timer, also from where the program was built."""
    log = home.root / 'systemctl.log'
    program = home.root / 'bin' / 'systemctl'
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {log}\n')
    program.chmod(0o755)
    units = Path(os.environ['XDG_CONFIG_HOME']) / 'systemd' / 'user'
    path = os.environ['PATH']
    os.environ['PATH'] = f'{program.parent}:{path}'
    try:
        with stand_in(home) as relay, opened(home, '--api-url', relay.url) as window:
            window.click('Schedule', roles=TABS)
            window.click('Run by itself', roles=SWITCH)
            window.wait(lambda: (units / 'fair-catch.timer').exists() and log.exists(), 10, 'the timer to be written')
            command = re.search('ExecStart="([^"]*)"', (units / 'fair-catch.service').read_text()).group(1)
            check(os.access(command, os.X_OK) and str(home.data / 'league') in (units / 'fair-catch.service').read_text())
            window.wait_text('runs from now on', 10)
            window.click('Run by itself', roles=SWITCH)
            window.wait(lambda: not list(units.rglob('fair-catch*')), 10, 'the timer to go')
    finally:
        os.environ['PATH'] = path


def apply(window, name, text):
    """Types into a row as a person does."""
    window.press(window.find(name, ('text', 'entry', 'password text')))
    window.keys('ctrl+a')
    window.type(text)
    window.keys('Return')


def case_alerts(home):
    CREDENTIALS.unlink(missing_ok=True)
    with opened(home, '--demo') as window:
        window.click('Alerts', roles=TABS)
        window.wait_text('readers get the picks')
        apply(window, 'Owners', 'me@example.org, nobody')
        window.wait_text('“nobody” is no mail address', 10)
        check('mail-owners' not in stored(home), stored(home))
        apply(window, '“nobody” is no mail address; correct it in the preferences, under Alerts.', 'me@example.org')
        window.wait(lambda: "mail-owners=['me@example.org']" in stored(home), 10, 'the owner')
        apply(window, 'Password', 'opensesame')
        window.wait_text('Password, kept in', 20)
        window.click('Remove')
        window.wait(lambda: 'opensesame' not in CREDENTIALS.read_text(), 10, 'the password to go')
        window.find('Password', ('text', 'entry', 'password text'))


def case_key(home):
    CREDENTIALS.unlink(missing_ok=True)
    with stand_in(home, '--key', KEY) as relay, opened(home, '--api-url', relay.url) as window:
        window.wait_text('None is set', 20)
        window.click('Set…')
        time.sleep(0.5)
        window.type(KEY)
        window.keys('Return')
        window.wait_text('The key is good', 20)
        window.keys('Escape')
        window.wait_text('Kept in', 20)
        window.click('Test')
        window.wait_text('The key is good', 20)
        window.click('Remove…')
        window.click('Remove')
        window.wait_text('None is set', 20)
        check(KEY not in CREDENTIALS.read_text(), 'the key is still there')


if __name__ == '__main__':
    main()
