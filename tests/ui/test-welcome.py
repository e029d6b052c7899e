#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first run: the demo league to picks on the screen, a key that is wrong, right, or cannot be tested."""

import os
import shutil
import stat
import time
from pathlib import Path

from window import Window, run_few

from fair import KEY, Home, check, expect, main, stand_in

CREDENTIALS = Path(os.environ.get('XDG_CONFIG_HOME', '/nowhere')) / 'faircatch' / 'credentials'
STAKING = 'How Should Picks Be Staked?'
CHOICE = ('check box', 'radio button')


def welcome(home, **options):
    return Window(home, '--data-dir', home.data / 'league', **options)


def connected_to(home, url):
    """A demo window that asks @url about keys, at the key's step."""
    CREDENTIALS.unlink(missing_ok=True)
    window = Window(home, '--demo', '--data-dir', home.data / 'league', '--api-url', url)
    window.click('Connect to CFBD…')
    window.wait(lambda: any('Test and Keep' == name for name in names(window)), 10, 'the key’s step')
    time.sleep(0.3)
    return window


def names(window):
    return [node.get_name().replace('_', '').split(' Test')[0] if node.get_name() else '' for node in window.nodes()]


def type_key(window, key):
    window.keys('ctrl+a')
    window.type(key)
    window.keys('Return')


def case_demo(home):
    with welcome(home) as window:
        window.click('Try the Demo League')
        window.wait_text(STAKING)
        window.wait_text('Betting can harm')
        check(not window.nameless(), window.nameless())
        window.keys('Escape')
        window.find('Connect to CFBD', roles=('push button', 'button'))
        window.keys('Return')
        window.wait_text(STAKING)
        # By keyboard: from the first answer to the second, and on to the button.
        window.keys('Down', 'space')
        window.click('Begin')
        window.wait_text('Demo league')
        settings = (home.data / 'league' / 'demo' / 'settings.ini').read_text()
        check("staking='flat'" in settings, settings)
        window.click('Run the Week')
        window.wait_text('picks in', 120)
    # Whose data was open is remembered, and nothing is asked again.
    with welcome(home) as window:
        window.wait_text('Demo league')


def case_restore(home):
    """A new computer: what another one kept is there, and nothing was run for it."""
    other = Home()
    folder = run_few(other)
    expect(other.run('--demo', '--data-dir', folder, 'backup', 'create'), 0)
    shutil.copytree(folder / 'backups', home.data / 'league' / 'backups')
    other.close()
    with welcome(home) as window:
        window.click('Restore a Backup…')
        window.wait_text('the newest first', 20)
        window.keys('Return')
        window.click('Restore This Backup', seconds=20)
        window.click('Done', seconds=20)
        window.wait_text('picks in', 20)
        check(not window.has_text('Demo league'), 'the demo league was opened')


def case_wrong_key(home):
    with stand_in(home, '--key', KEY) as relay, connected_to(home, relay.url) as window:
        check(not window.nameless(), window.nameless())
        type_key(window, 'wrong')
        window.wait_text('does not know this key', 20)
        check(not CREDENTIALS.exists(), 'a key that the API refuses was kept')
        type_key(window, KEY)
        window.wait_text('The key is good', 20)
        check(window.has_text('API calls are left'), 'the quota is not told')
        check(KEY in CREDENTIALS.read_text(), 'the key was not kept')
        check(stat.S_IMODE(CREDENTIALS.stat().st_mode) == 0o600, oct(CREDENTIALS.stat().st_mode))
        check(window.has_text(str(CREDENTIALS)), 'where the key is kept is not told')
        check(not relay.metered(), relay.metered())
        window.keys('Return')
        window.wait_text(STAKING)
        relay.forget()
        window.click('Begin')
        # The first run begins by itself; a stand-in is not shown the key that was kept, so it is refused.
        window.wait(lambda: relay.requests, 30, 'the first run')
        window.click('Set the Key…', seconds=30)
        window.wait_text('Kept in', 20)
        check(not (home.data / 'league' / 'faircatch.db').exists(), 'both leagues share a folder')
        check(KEY not in window.log(), 'the key is in the log')


def case_no_network(home):
    with connected_to(home, 'http://127.0.0.1:1') as window:
        type_key(window, 'untested')
        window.wait_text('No answer came from the API', 30)
        check(not CREDENTIALS.exists(), 'the key was kept without a word')
        window.click('Keep It Anyway')
        window.wait_text('untested.', 20)
        check(CREDENTIALS.exists(), 'the key was not kept')
        window.keys('Escape')
    # The next time it is there already.
    with Window(home, '--demo', '--data-dir', home.data / 'league', '--api-url', 'http://127.0.0.1:1') as window:
        window.click('Connect to CFBD…')
        window.wait_text('A key is kept already', 20)
        window.click('Continue')
        window.wait_text(STAKING)
    CREDENTIALS.unlink()


def case_test_can_be_left(home):
    with stand_in(home) as relay:
        relay.delay = 3
        with connected_to(home, relay.url) as window:
            type_key(window, 'slow')
            window.wait_text('Asking the API', 5)
            window.keys('Escape')
            window.wait(lambda: not window.has_text('Asking the API'), 10, 'the sheet to close')
            time.sleep(4)
            check(window.process.poll() is None, window.log())
            check(not CREDENTIALS.exists(), 'a key was kept that nobody waited for')


if __name__ == '__main__':
    main()
