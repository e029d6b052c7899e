#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done by itself: the timers, what is due when, catching up, and trying again."""

import fcntl
import re
import shutil
import signal
import subprocess

from fair import KEY, Skip, check, expect, expect_sentence, main, stand_in, wait_until

TUESDAY = '2025-10-21T12:00:00Z'
WEDNESDAY = '2025-10-22T15:00:00Z'
HOUR_LATER = '2025-10-22T16:00:00Z'
WEEK_EARLIER = '2025-10-30T12:00:00Z'
TWO_WEEKS_ON = '2025-11-06T12:00:00Z'


def settle(home, *lines):
    """Writes the settings; few seasons are enough here."""
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    usual = [] if any('on-battery' in line for line in lines) else ['schedule-on-battery=true']
    text = '\n'.join(['[io/github/faircatch/FairCatch]', 'first-season=2024', 'schedule-on-metered=true', *usual, *lines,
                      ''])
    (folder / 'settings.ini').write_text(text, encoding='utf-8')


def tick(home, api, as_of, code=0):
    return expect(home.run('--as-of', as_of, '--api-url', api.url, 'schedule', 'run', key=KEY), code)


def show(home, as_of):
    return expect(home.run('--json', '--as-of', as_of, 'schedule', 'show'), 0).json()


def units(home):
    return home.root / 'config' / 'xdg' / 'systemd' / 'user'


def fake_systemctl(home):
    """Notes what it is told, in a folder that goes before all others."""
    folder = home.root / 'bin'
    folder.mkdir()
    program = folder / 'systemctl'
    program.write_text(f'#!/bin/sh\necho "$@" >> {home.root}/systemctl.log\n')
    program.chmod(0o755)
    home.env['PATH'] = f'{folder}:{home.env["PATH"]}'


def case_timers(home):
    if not shutil.which('systemd-analyze'):
        raise Skip('there is no systemd-analyze')
    fake_systemctl(home)
    out = expect(home.run('schedule', 'install'), 0).out
    check(str(units(home)) in out, out)
    files = sorted(str(path) for path in units(home).glob('fair-catch*.*'))
    check(len(files) == 2, files)
    env = dict(home.env, XDG_RUNTIME_DIR=str(home.root / 'runtime' / 'xdg'))
    verified = subprocess.run(['systemd-analyze', 'verify', '--user', *files], env=env, capture_output=True, text=True)
    check(verified.returncode == 0 and not verified.stderr, verified)
    # Often enough that what failed is tried again within the hour.
    calendar = re.search('OnCalendar=(.*)', (units(home) / 'fair-catch.timer').read_text(encoding='utf-8')).group(1)
    elapses = subprocess.run(['systemd-analyze', 'calendar', '--iterations=3', '--base-time=2025-10-22 09:59:30 UTC', calendar],
                             env=home.env, capture_output=True, text=True).stdout
    check([time in elapses for time in ('10:00:00', '10:30:00', '11:00:00')] == [True] * 3, elapses)

    # The timer of this data folder is neither another one's nor the demo league's.
    installed = (units(home) / 'fair-catch.service').read_text(encoding='utf-8')
    other = ('--data-dir', home.root / 'other')
    check(show(home, TUESDAY)['installed'], 'not installed')
    check('Nothing starts' in expect(home.run(*other, 'schedule', 'show', folder=False), 0).out, 'taken for its own')
    for verb in ('install', 'remove'):
        expect_sentence(home.run(*other, 'schedule', verb, folder=False), 4, 'league', 'another data folder')
        expect_sentence(home.run('--demo', 'schedule', verb, folder=False), 2, 'demo')
    check((units(home) / 'fair-catch.service').read_text(encoding='utf-8') == installed, 'another folder took the timer')
    expect(home.run('schedule', 'remove'), 0)
    check(not list(units(home).rglob('fair-catch*')), list(units(home).rglob('*')))
    told = (home.root / 'systemctl.log').read_text(encoding='utf-8').splitlines()
    check([line.split()[1:] for line in told] == [['daemon-reload'], ['restart', 'fair-catch.timer'], ['daemon-reload'],
                                                  ['stop', 'fair-catch.timer']], told)


def case_due_once(home):
    settle(home)
    with stand_in(home, '--now', TUESDAY) as api:
        expect(home.run('--as-of', TUESDAY, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    check(not show(home, TUESDAY)['weekly']['due'], 'due before Wednesday')
    with stand_in(home, '--now', WEDNESDAY) as api:
        # Another week's run is not this one's.
        home.run('--as-of', '2025-10-22T14:30:00Z', '--api-url', api.url, 'run', '--season', '2025', '--week', '12', key=KEY)
        check(show(home, WEDNESDAY)['weekly']['due'], 'not due on Wednesday')
        check(show(home, WEDNESDAY)['weekly']['done_at_utc'] == TUESDAY, 'a run by hand is not told')
        check('Published as version' in tick(home, api, WEDNESDAY).out, 'the week was not run')
        api.forget()
        # A second timer that fires in the same minute has nothing left to do.
        again = tick(home, api, WEDNESDAY)
        check('Published' not in again.out and not api.metered(), (again, api.metered()))
        # The watcher: one call.
        later = tick(home, api, '2025-10-23T16:00:00Z')
        check(len([path for path in api.metered() if path.startswith('/lines')]) == 1, api.metered())
        check('lines moved' in later.out, later)
        check(show(home, '2025-10-23T16:00:00Z')['watch']['done_at_utc'] == '2025-10-23T16:00:00Z', 'a look is not told')
        # What a look meets is told at once, and not only with the next weekly run.
        settle(home, "export-folders=['/nowhere/at/all']")
        api.answer = lambda path: (401, 'text/plain', 'Unauthorized')
        failed = tick(home, api, '2025-10-23T22:00:00Z', 1)
        check('Line watcher: ' in failed.err and 'key' in failed.err, failed)
        check('/nowhere/at/all' in expect(home.run('incidents', 'list'), 0).out, 'the folder that is gone is not told')
        check(show(home, '2025-10-23T22:00:00Z')['watch']['done_at_utc'] == '2025-10-23T16:00:00Z', 'a try counts as done')


def case_missed_weeks(home):
    settle(home)
    with stand_in(home, '--now', TUESDAY) as api:
        expect(home.run('--as-of', TUESDAY, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    # The computer was off for two weeks: one run catches up.
    with stand_in(home, '--now', TWO_WEEKS_ON) as api:
        caught = tick(home, api, TWO_WEEKS_ON)
        check(caught.out.count('Published as version') == 1, caught)
        check(not show(home, TWO_WEEKS_ON)['weekly']['due'], 'still due')
    # A clock that jumps back by a week does that week once, and nothing again that was done when it is right again.
    with stand_in(home, '--now', WEEK_EARLIER) as api:
        check('week-10' in tick(home, api, WEEK_EARLIER).out, 'the week that it shows was not run')
        check('Published' not in tick(home, api, WEEK_EARLIER).out, 'twice')
    with stand_in(home, '--now', TWO_WEEKS_ON) as api:
        check('Published' not in tick(home, api, TWO_WEEKS_ON).out, 'done again')


def case_off_season(home):
    """From New Year's Eve to the next season's first week: settled once, then quiet, then there before the first game."""
    settle(home)
    with stand_in(home, '--now', '2024-12-31T16:00:00Z') as api:
        expect(home.run('--as-of', '2024-12-31T16:00:00Z', '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
    with stand_in(home, '--now', '2025-02-05T12:00:00Z') as api:
        check('Settled' in tick(home, api, '2025-02-05T12:00:00Z').out, 'the last picks stay open')
        api.forget()
        for quiet in ('2025-02-05T13:00:00Z', '2025-04-01T12:00:00Z', '2025-08-19T12:00:00Z'):
            check(not show(home, quiet)['in_season'] and not show(home, quiet)['watch']['due'], quiet)
            tick(home, api, quiet)
        check(not api.requests, f'the off-season is not quiet: {api.requests}')
    first = '2025-08-20T15:00:00Z'
    with stand_in(home, '--now', first) as api:
        check('2025-regular-week-01' in tick(home, api, first).out, 'August is missed')
    # The first games are on Thursday of the week after: their run is the day before.
    check(show(home, '2025-08-21T12:00:00Z')['weekly']['next_utc'] == '2025-08-27T14:00:00Z')


def case_waits_for_a_plug(home):
    """On battery there is no run, not even the first, and upkeep does only what costs little."""
    (home.root / 'second').mkdir()
    settle(home, 'schedule-on-battery=false', f"backup-folder='{home.root / 'second'}'")
    battery = home.root / 'power' / 'BAT0'
    battery.mkdir(parents=True)
    (battery / 'type').write_text('Battery\n')
    (battery / 'status').write_text('Discharging\n')
    home.env['FAIR_POWER_FOLDER'] = str(home.root / 'power')
    with stand_in(home, '--now', WEDNESDAY) as api:
        check('battery' in tick(home, api, WEDNESDAY).err and not api.requests, api.requests)
        (battery / 'status').write_text('Charging\n')
        check('Published' in tick(home, api, WEDNESDAY).out, 'plugged in, and yet not run')
    copies = home.root / 'second'
    (battery / 'status').write_text('Discharging\n')
    for copy in copies.iterdir():
        copy.unlink()
    with stand_in(home, '--now', '2025-10-24T15:00:00Z') as api:
        late = tick(home, api, '2025-10-24T15:00:00Z')
        check('battery' in late.err and not api.requests, late)
        check(not show(home, '2025-10-24T15:00:00Z')['upkeep']['due'] and not list(copies.iterdir()), 'it does not spare')
        (battery / 'status').write_text('Charging\n')
        tick(home, api, '2025-10-25T15:00:00Z')
        check(list(copies.iterdir()), 'what waited was not done')


def case_one_starter_at_a_time(home):
    """Two that were started in the same minute do the week once, and the second looks only when the first has finished."""
    settle(home)
    with stand_in(home, '--now', WEDNESDAY) as api:
        api.delay = 0.3
        first = home.start('--as-of', WEDNESDAY, '--api-url', api.url, 'schedule', 'run', key=KEY)
        wait_until(lambda: api.requests, 30, 'the first to begin')
        api.delay = 0
        expect_sentence(home.run('--as-of', WEDNESDAY, '--api-url', api.url, 'schedule', 'run', key=KEY), 4, 'at work')
        out, err = first.communicate(timeout=120)
        check(first.returncode == 0 and 'Published as version 1' in out, (out, err))
    # Where a run by hand is at it, the week is tried again with the next timer, and each problem is said once.
    week_later = '2025-10-29T15:00:00Z'
    with stand_in(home, '--now', week_later) as api, open(home.data / 'league' / 'faircatch.lock', 'r+') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = tick(home, api, week_later, 4)
        check(refused.err.count('Weekly run:') == 1 and 'fair:' not in refused.err, refused)
        check(show(home, week_later)['weekly']['due'], 'not tried again')


def case_nothing_at_all(home):
    """A newcomer who lets it run before there is a key: one sentence, and nothing that cannot work is tried."""
    check('first run' in expect(home.run('schedule', 'show'), 0).out, 'the way on is not told')
    check(show(home, '2025-06-01T12:00:00Z')['weekly']['due'], 'the first run waits for a season')
    settle(home)
    result = expect(home.run('--as-of', WEDNESDAY, 'schedule', 'run'), 1)
    check('key' in result.err and 'Line watcher' not in result.err and 'drill' not in result.err, result)
    check(show(home, HOUR_LATER)['weekly']['due'], 'one try for ever')


def case_fails_and_tries_again(home):
    settle(home)
    with stand_in(home, '--now', WEDNESDAY) as api:
        api.answer = lambda path: (500, 'text/plain', 'out of order')
        tick(home, api, WEDNESDAY, 1)
        check(show(home, WEDNESDAY)['weekly']['done_at_utc'] is None, 'a try counts as done')
        check(not show(home, '2025-10-22T15:20:00Z')['weekly']['due'], 'no time between tries')
        check(show(home, '2025-10-22T15:28:00Z')['weekly']['due'], 'not tried again by the next timer')
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
    # So they are where the computer was switched on late, and the network came later still; each time takes longer.
    for late in ('2025-11-07T12:00:00Z', '2025-11-07T15:30:00Z'):
        expect(home.run('--as-of', late, '--api-url', 'http://127.0.0.1:9', 'schedule', 'run', key=KEY), 3)
    check(not show(home, '2025-11-07T20:00:00Z')['weekly']['due'], 'no more time between tries')
    check(show(home, '2025-11-07T22:00:00Z')['weekly']['due'], 'picks on old data stay')
    check(not show(home, '2025-11-09T18:00:00Z')['weekly']['due'], 'made again when the week is over')


def case_calls_are_kept_for_runs(home):
    """What the watcher spends counts at once: the calls of the month's last run stay, and that run picks."""
    settle(home, "schedule-lines='full'")
    week_later = '2025-10-29T15:00:00Z'
    with stand_in(home, '--now', WEDNESDAY, '--quota', '179') as api:
        expect(home.run('--as-of', WEDNESDAY, '--api-url', api.url, 'run', '--unattended', key=KEY), 0)
        left = 179 - len(api.metered())
        check(left > 160, left)
        api.forget()
        for hour in range(1, 8):
            result = tick(home, api, f'2025-10-24T{15 + hour}:00:00Z')
            check(show(home, '2025-10-24T22:00:00Z')['calls_left'] == left - len(api.metered()), 'what it spent is not known')
        check(len(api.metered()) == left - 160 and 'kept for the weekly runs' in result.err, (left, api.metered(), result))
        check(not show(home, '2025-10-24T22:30:00Z')['fits'])
        out = expect(home.run('--as-of', '2025-10-24T22:30:00Z', 'schedule', 'show'), 0).out
        check('1 weekly run and' in out and 'fair settings set schedule-lines' in out, out)
        tick(home, api, week_later)
        check(api.metered()[left - 160:], 'the run was refused its calls')


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
