#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done by itself: the timers, what is due when, catching up, and trying again."""

import shutil
import signal
import subprocess

from fair import KEY, Skip, check, expect, main, stand_in, wait_until

TUESDAY = '2025-10-21T12:00:00Z'
WEDNESDAY = '2025-10-22T15:00:00Z'
HOUR_LATER = '2025-10-22T16:00:00Z'
TWO_WEEKS_ON = '2025-11-06T12:00:00Z'


def settle(home, *lines):
    """Writes the settings; few seasons are enough here."""
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    text = '\n'.join(['[io/github/faircatch/FairCatch]', 'first-season=2024', 'schedule-on-battery=true',
                      'schedule-on-metered=true', *lines, ''])
    (folder / 'settings.ini').write_text(text, encoding='utf-8')


def tick(home, api, as_of, code=0):
    return expect(home.run('--as-of', as_of, '--api-url', api.url, 'schedule', 'run', key=KEY), code)


def show(home, as_of):
    return expect(home.run('--json', '--as-of', as_of, 'schedule', 'show'), 0).json()


def units(home):
    return home.root / 'config' / 'xdg' / 'systemd' / 'user'


def case_timers(home):
    if not shutil.which('systemd-analyze'):
        raise Skip('there is no systemd-analyze')
    out = expect(home.run('schedule', 'install'), 0).out
    check(str(units(home)) in out, out)
    files = sorted(str(path) for path in units(home).glob('fair-catch-*.*'))
    check(len(files) == 6, files)
    env = dict(home.env, XDG_RUNTIME_DIR=str(home.root / 'runtime' / 'xdg'))
    verified = subprocess.run(['systemd-analyze', 'verify', '--user', *files], env=env, capture_output=True, text=True)
    check(verified.returncode == 0 and not verified.stderr, verified)

    # Another hour: the timers follow with the next look, and only they; those of another data folder are left alone.
    weekly = units(home) / 'fair-catch-weekly.timer'
    before = {path: path.read_text(encoding='utf-8') for path in units(home).glob('fair-catch-*.*')}
    check('Wed *-*-* 10:00:00' in before[weekly], before[weekly])
    settle(home, 'schedule-weekly-hour=15')
    home.run('--as-of', TUESDAY, '--api-url', 'http://127.0.0.1:9', 'schedule', 'run', key=KEY)
    after = {path: path.read_text(encoding='utf-8') for path in units(home).glob('fair-catch-*.*')}
    check([path for path in before if before[path] != after[path]] == [weekly], after)
    check('Wed *-*-* 15:00:00' in after[weekly], after[weekly])
    home.run('--data-dir', home.root / 'other', '--as-of', TUESDAY, '--api-url', 'http://127.0.0.1:9', 'schedule', 'run',
             key=KEY, folder=False)
    check('Wed *-*-* 15:00:00' in weekly.read_text(encoding='utf-8'), 'another folder took the timers')
    expect(home.run('schedule', 'remove'), 0)
    check(not list(units(home).rglob('fair-catch*')), list(units(home).rglob('*')))


def case_due_once(home):
    settle(home)
    with stand_in(home, '--now', TUESDAY) as api:
        expect(home.run('--as-of', TUESDAY, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    check(not show(home, TUESDAY)['weekly']['due'], 'due before Wednesday')
    with stand_in(home, '--now', WEDNESDAY) as api:
        check(show(home, WEDNESDAY)['weekly']['due'], 'not due on Wednesday')
        check('Published as version' in tick(home, api, WEDNESDAY).out, 'the week was not run')
        api.forget()
        # A second timer that fires in the same minute has nothing left to do.
        again = tick(home, api, WEDNESDAY)
        check('Published' not in again.out and not api.metered(), (again, api.metered()))
        # The watcher: one call.
        later = tick(home, api, '2025-10-23T16:00:00Z')
        check(len([path for path in api.metered() if path.startswith('/lines')]) == 1, api.metered())
        check('lines moved' in later.out, later)


def case_missed_weeks_and_off_season(home):
    settle(home)
    with stand_in(home, '--now', TUESDAY) as api:
        expect(home.run('--as-of', TUESDAY, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    # The computer was off for two weeks: one run catches up.
    with stand_in(home, '--now', TWO_WEEKS_ON) as api:
        caught = tick(home, api, TWO_WEEKS_ON)
        check(caught.out.count('Published as version') == 1, caught)
        check(not show(home, TWO_WEEKS_ON)['weekly']['due'], 'still due')
        # A clock that jumps back by a week does nothing again that was done.
        api.forget()
        tick(home, api, TWO_WEEKS_ON)
        check(not api.metered(), api.metered())
    spring = show(home, '2026-04-01T12:00:00Z')
    check(not spring['in_season'] and not spring['weekly']['due'] and not spring['watch']['due'], spring)
    with stand_in(home, '--now', '2026-04-01T12:00:00Z') as api:
        tick(home, api, '2026-04-01T12:00:00Z')
        check(not api.requests, 'the off-season is not quiet')


def case_nothing_at_all(home):
    """A newcomer who lets it run before there is a key: one sentence, and nothing that cannot work is tried."""
    check('first run' in expect(home.run('schedule', 'show'), 0).out, 'the way on is not told')
    settle(home)
    result = expect(home.run('--as-of', WEDNESDAY, 'schedule', 'run'), 1)
    check('key' in result.err and 'Line watcher' not in result.err and 'drill' not in result.err, result)


def case_fails_and_tries_again(home):
    settle(home)
    with stand_in(home, '--now', WEDNESDAY) as api:
        api.answer = lambda path: (500, 'text/plain', 'out of order')
        tick(home, api, WEDNESDAY, 1)
        check(not show(home, '2025-10-22T15:30:00Z')['weekly']['due'], 'no time between tries')
        check(show(home, HOUR_LATER)['weekly']['due'], 'not tried again')
        api.answer = None
        check('Published' in tick(home, api, HOUR_LATER).out, 'not healed')
    # A week later the API is down again: there are picks from what is stored within the hour, and they are made again.
    with stand_in(home, '--now', '2025-10-29T15:00:00Z') as api:
        api.answer = lambda path: (500, 'text/plain', 'out of order')
        tick(home, api, '2025-10-29T15:00:00Z', 3)
        check('2025-regular-week-10' in ''.join(path.name for path in (home.data / 'league' / 'exports').iterdir()))
        check(not show(home, '2025-10-29T16:00:00Z')['weekly']['due'], 'done again too early')
        api.answer = None
        later = '2025-10-29T18:30:00Z'
        check(show(home, later)['weekly']['due'] and 'Published' in tick(home, api, later).out, 'not made again')
        check(not show(home, '2025-10-29T23:00:00Z')['weekly']['due'], 'made again and again')


def case_calls_are_kept_for_runs(home):
    settle(home, "schedule-lines='full'")
    with stand_in(home, '--now', WEDNESDAY, '--quota', '220') as api:
        expect(home.run('--as-of', WEDNESDAY, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
        plan = show(home, '2025-10-23T16:00:00Z')
        check(not plan['fits'] and plan['watch']['due'] is True or plan['calls_left'] > 0, plan)
        api.forget()
        tick(home, api, '2025-10-23T16:00:00Z')
        left = plan['calls_left'] - 150
        check((not api.metered()) == (left <= plan['runs'] * 10), (plan, api.metered()))


def case_stays_until_it_is_told(home):
    settle(home)
    with stand_in(home, '--now', WEDNESDAY) as api:
        process = home.start('--as-of', WEDNESDAY, '--api-url', api.url, 'schedule', 'stay', key=KEY)
        wait_until(lambda: (home.data / 'league' / 'exports' / 'fair-catch-picks.csv').exists(), 60, 'the picks')
        check(process.poll() is None, 'it did not stay')
        wait_until(lambda: show(home, WEDNESDAY)['upkeep']['due'] is False, 30, 'the upkeep')
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        check(process.returncode == 0, process.returncode)


if __name__ == '__main__':
    main()
