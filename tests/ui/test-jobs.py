#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs in the window: run, stop, run again; a run in a terminal shows up by itself; closing asks."""

import signal
import time

from window import Window

from fair import check, expect, main


def demo(home, **options):
    return Window(home, '--demo', '--data-dir', home.data / 'league', **options)


def case_run(home):
    with demo(home) as window:
        window.click('Run the Week', roles=('push button', 'button'))
        window.find('Stop', seconds=20)
        window.keys('ctrl+w')
        window.wait_text('Stop the Run?', 10)
        window.wait_text('Done:', 120)
        window.wait(lambda: not window.has_text('Stop the Run?'), 10, 'the question to go with the run')
        window.wait_text('API calls', 5)
        check(list((home.data / 'league' / 'exports').glob('*.csv')), 'nothing was exported')
        window.keys('F5')
        window.wait_text('Everything was fresh', 60)


def case_stop_and_run_again(home):
    with demo(home) as window:
        window.keys('F5')
        window.click('Stop', seconds=30)
        window.wait_text('Stopped', 30)
        window.keys('F5')
        window.wait_text('Done:', 120)


def case_follows_the_terminal(home):
    with demo(home) as window:
        check(not window.has_text('· model'), 'a model before the first run')
        expect(home.run('--demo', 'run', timeout=300), 0)
        window.wait(lambda: any('· model' in (node.get_name() or '') for node in window.nodes(roles=('label',))), 20,
                    'the terminal’s run to show up')


def case_closing_asks(home):
    with demo(home) as window:
        window.keys('F5')
        window.find('Stop', seconds=20)
        window.keys('ctrl+w')
        window.wait_text('Stop the Run?', 10)
        window.click('Stop and Close')
        deadline = time.monotonic() + 60
        while window.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        check(window.process.poll() == 0, f'it did not close: {window.process.poll()} {window.log()}')
    expect(home.run('--demo', 'run', timeout=300), 0)


def case_quit(home):
    with demo(home) as window:
        window.keys('ctrl+q')
        check(window.process.wait(20) == 0, f'ctrl+q: {window.log()}')


def case_killed_in_a_run(home):
    with demo(home) as window:
        window.keys('F5')
        window.find('Stop', seconds=20)
        window.process.send_signal(signal.SIGKILL)
        window.process.wait()
    with demo(home) as window:
        window.keys('F5')
        window.wait_text('Done:', 120)


if __name__ == '__main__':
    main()
