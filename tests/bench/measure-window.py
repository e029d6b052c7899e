#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window with eleven seasons of saved answers: first frame, main loop, memory; and the same of a peer.

Started by with-display. No accessibility client is attached, as GTK_A11Y=none says."""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'e2e'))
from fair import Home, shared, stand_in # pylint: disable=wrong-import-position

NOW = '2023-10-11T12:00:00Z'
LATER = '2023-10-18T12:00:00Z'
PEER = '/usr/bin/gtk4-widget-factory'


def start(arguments, **env):
    env = dict(os.environ, GTK_A11Y='none', FAIR_BENCH_START=str(time.monotonic_ns() // 1000), **env)
    subprocess.run([os.environ['BENCH'], *map(str, arguments)], env=env, check=True, timeout=600)


def time_to_map(command):
    """Seconds until a program's window is mapped; the same yardstick for ours and for a peer."""
    env = dict(os.environ, GTK_A11Y='none')
    began = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(process.pid)], check=False,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        pass
    took = time.monotonic() - began
    process.terminate()
    process.wait()
    return took


def median(values):
    return sorted(values)[len(values) // 2]


def main():
    folder = shared()
    home = Home()
    try:
        data = home.data / 'league'
        with stand_in(home, '--archive', folder, '--now', NOW) as relay:
            window = ('--data-dir', data, '--api-url', relay.url, '--as-of', NOW)
            home.run('--api-url', relay.url, '--as-of', NOW, 'sync', '--from', '2013', '--to', '2014', timeout=300)
            print('A first load of the other nine seasons, the fit, and every page:')
            start(window)
        with stand_in(home, '--archive', folder, '--now', LATER) as relay:
            window = ('--data-dir', data, '--api-url', relay.url, '--as-of', LATER)
            print('A week later, with eleven seasons stored:')
            start(window)
            print('The window alone:')
            for _ in range(3):
                start(window, FAIR_BENCH_NO_RUN='1')
            ours = [time_to_map([os.environ['FAIRCATCH'], *map(str, window)]) for _ in range(7)]
        if Path(PEER).exists():
            peer = [time_to_map([PEER]) for _ in range(7)]
            print(f'until its window is mapped: ours {median(ours):.3f} s, gtk4-widget-factory {median(peer):.3f} s, '
                  f'ratio {median(ours) / median(peer):.2f} (medians of 7)')
        else:
            print(f'until its window is mapped: {median(ours):.3f} s (median of 7; no peer: gtk4-widget-factory is not here)')
    finally:
        home.close()


if __name__ == '__main__':
    main()
