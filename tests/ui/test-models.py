#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kept models on the page About the Model: the list, going back to last week's, and resuming."""

import json

from window import Window, run_demo

from fair import check, expect, main


def used(home):
    return json.loads(expect(home.run('--demo', '--json', 'model', 'list'), 0).out)


def go(window):
    window.keys('alt+5')
    window.wait_text('Models')
    window.fill_screen()


def case_empty(home):
    """Where nothing has been run there is nothing to list, and nothing to go back to."""
    with Window(home, '--demo', '--data-dir', home.data / 'league') as window:
        window.keys('alt+5')
        window.wait_text('What It Does')
        check(not window.has_text('Champion'), 'a model out of nowhere')
        check(not list(window.nodes('Use Last Week’s Model…')), 'a button for nothing')


def case_first_week(home):
    """After one run the champion is listed, and there is no earlier week."""
    with Window(home, '--demo', '--data-dir', run_demo(home)) as window:
        go(window)
        window.wait_text('Champion')
        window.wait_text('Challenger')
        check(not list(window.nodes('Use Last Week’s Model…')), 'there is no week before')


def case_back_and_forth(home):
    folder = run_demo(home)
    expect(home.run('--demo', 'demo', 'next'), 0)
    expect(home.run('--demo', 'run', timeout=300), 0)
    last = next(fit['model_id'] for fit in used(home)['models'] if fit['week'] == 9 and fit['design'] == 'full')
    with Window(home, '--demo', '--data-dir', folder) as window:
        go(window)
        window.click('Use Last Week’s Model…')
        window.wait_text('Use Last Week’s Model?')
        window.click('Cancel')
        window.wait(lambda: not window.has_text('Use Last Week’s Model?'), 10, 'the question to go')
        check(used(home)['rolled_back_to'] is None, 'nobody said yes')
        window.click('Use Last Week’s Model…')
        window.click('Use It')
        window.wait_text(f'You went back to the model {last}')
        check(used(home)['rolled_back_to'] == last, used(home))
        window.click('Resume with the Newest Model…')
        window.wait_text('Resume with the Newest Model?')
        window.click('Resume')
        window.wait_text('Each run fits every design')
        check(used(home)['rolled_back_to'] is None, used(home))
        # Another program's choice shows up by itself.
        expect(home.run('--demo', 'model', 'rollback'), 0)
        window.wait_text(f'You went back to the model {last}')


if __name__ == '__main__':
    main()
