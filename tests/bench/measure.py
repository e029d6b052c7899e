#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls, wall time and peak memory of a full load, a weekly refresh, a warm run and a backtest on saved answers."""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'e2e'))
from fair import KEY, Home, shared, stand_in # pylint: disable=wrong-import-position

NOW = '2023-10-11T12:00:00Z'
WEEK_LATER = '2023-10-18T12:00:00Z'
OVER = '2024-03-01T12:00:00Z'


def measure(home, what, *arguments):
    """Runs the program once; says wall seconds and peak memory."""
    started = time.monotonic()
    with open(home.root / 'out', 'w+', encoding='utf-8') as out:
        process = subprocess.Popen(home.command(arguments), env=dict(home.env, CFBD_API_KEY=KEY), stdout=out,
                                   stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    print(f'{what:34} {time.monotonic() - started:7.2f} s {usage.ru_maxrss / 1024:7.0f} MB  exit {process.returncode}',
          flush=True)
    return (home.root / 'out').read_text(encoding='utf-8', errors='replace')


def main():
    folder = shared()
    home = Home()
    try:
        with stand_in(home, '--archive', folder, '--now', NOW) as relay:
            at = ('--api-url', relay.url, '--as-of')
            measure(home, 'full load of 2013-2023', *at, NOW, 'sync', '--from', '2013', '--to', '2023')
            print(f'{"":34} {len(relay.metered())} calls')
            relay.forget()
            measure(home, 'first run (replays the season)', *at, NOW, 'run', '--season', '2023', '--week', '7')
            measure(home, 'warm run', *at, NOW, 'run', '--season', '2023', '--week', '7')
            print(f'{"":34} {len(relay.metered())} calls')
        with stand_in(home, '--archive', folder, '--now', WEEK_LATER) as relay:
            measure(home, 'run a week later', '--api-url', relay.url, '--as-of', WEEK_LATER, 'run')
            print(f'{"":34} {len(relay.metered())} calls')
        with stand_in(home, '--archive', folder) as relay:
            measure(home, 'sync after the season', '--api-url', relay.url, '--as-of', OVER, 'sync')
            print(f'{"":34} {len(relay.metered())} calls')
        print(measure(home, 'backtest of 2017-2023', '--as-of', OVER, 'backtest', '--from', '2017', '--to', '2023'))
        measure(home, 'the same again', '--as-of', OVER, 'backtest', '--from', '2017', '--to', '2023')
        size = sum(path.stat().st_size for path in home.data.rglob('*') if path.is_file())
        print(f'the data folder holds {size / 1e6:.0f} MB')
    finally:
        home.close()


if __name__ == '__main__':
    main()
