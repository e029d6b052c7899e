#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's portals: leave to start by itself, and notifications that replace each other and go when all is well."""

import fcntl
import shutil
import subprocess

from fair import KEY, Skip, check, expect, expect_sentence, main, stand_in, wait_until
from portal import PYTHON, calls, desktop

WEEKS = ['2025-10-15T12:00:00Z', '2025-10-22T12:00:00Z', '2025-10-29T12:00:00Z', '2025-11-05T12:00:00Z']


def need_desktop():
    if not shutil.which('dbus-daemon') or subprocess.run([PYTHON, '-c', 'import gi'], capture_output=True).returncode:
        raise Skip('there is no dbus-daemon, or no python3-gi')


def is_on(home):
    settings = home.data / 'league' / 'settings.ini'
    return settings.exists() and 'schedule-stay=true' in settings.read_text(encoding='utf-8')


def residents(home):
    """Whether somebody holds the lock of the process that stays."""
    for path in (home.root / 'state' / 'xdg' / 'faircatch').glob('*.stay.lock'):
        with open(path, 'r+') as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


def case_background(home):
    need_desktop()
    home.env.update(FAIR_SANDBOX='1', FAIR_LOOK_SECONDS='1')
    with desktop(home, 'granted', wait_until):
        expect(home.run('schedule', 'install'), 0)
        check(is_on(home), 'granted, and yet off')
        # It stays from now on, and not only from the next login on; once.
        wait_until(lambda: residents(home), 20, 'somebody to stay')
        expect(home.run('schedule', 'install'), 0)
        expect_sentence(home.run('schedule', 'stay'), 4, 'one is enough')
        expect(home.run('schedule', 'remove'), 0)
        check(not is_on(home), 'taken back, and yet on')
        wait_until(lambda: not residents(home), 20, 'nobody to stay')
        asked = [(call[1], call[2]['autostart'], call[2]['commandline']) for call in calls(home)
                 if call[0] == 'RequestBackground']
        command = ['fair', '--data-dir', str(home.data / 'league'), 'schedule', 'stay']
        check(asked == [('', True, command), ('', True, command), ('', False, command)], asked)


def case_background_denied(home):
    need_desktop()
    home.env['FAIR_SANDBOX'] = '1'
    for answer, code, words in (('refused', 4, 'does not let'), ('denied', 4, 'does not let'),
                                ('broken', 1, 'did not answer'), (None, 1, 'did not answer')):
        with desktop(home, answer, wait_until):
            expect_sentence(home.run('schedule', 'install', timeout=60), code, words)
            check(not is_on(home), f'{answer}, and yet on')


def settle(home, *lines):
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    text = '\n'.join(['[io/github/faircatch/FairCatch]', 'first-season=2024', 'watch-calibration=6', *lines, ''])
    (folder / 'settings.ini').write_text(text, encoding='utf-8')


def case_notifications(home):
    need_desktop()
    with desktop(home, 'granted', wait_until):
        for as_of, lines in zip(WEEKS, ([], ["export-folders=['/nowhere/at/all']"], [],
                                        ["export-folders=['/nowhere/else']"])):
            settle(home, *lines)
            with stand_in(home, '--now', as_of) as api:
                home.run('--as-of', as_of, '--api-url', api.url, 'run', '--unattended', key=KEY)
        told = [call for call in calls(home) if call[1] == 'folders']
        check([call[0] for call in told] == ['AddNotification', 'RemoveNotification', 'AddNotification'], told)
        check('/nowhere/at/all' in told[0][2]['body'] and told[0][2]['title'] == 'Fair Catch', told)
        picks = [call[2]['body'] for call in calls(home) if call[1] == 'picks' and call[0] == 'AddNotification']
        check([text.split(':')[0] for text in picks] == ['Week 8', 'Week 9', 'Week 10', 'Week 11'], picks)
        check(KEY not in str(calls(home)), 'a secret was shown')


if __name__ == '__main__':
    main()
