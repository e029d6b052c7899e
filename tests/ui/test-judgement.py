#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Typed adjustments in the game panel: refused without a note, added, seen, withdrawn; and in the record."""

from window import Window, name_of, run_few

from fair import check, expect, main


def adjustments(home):
    return expect(home.run('--demo', '--json', 'adjust', 'list'), 0).json()


def open_game(window):
    """The panel of the first pick's game."""
    window.fill_screen()
    window.press(next(node for node in window.nodes() if ' @ ' in name_of(node) and node.get_role_name() == 'label'))
    window.keys('Return')
    window.wait_text('Your Judgement')


def case_add_and_withdraw(home):
    with Window(home, '--demo', '--data-dir', run_few(home)) as window:
        open_game(window)
        window.click('Add Adjustment…')
        window.find('Margin', ('spin button',))
        window.click('Add')
        window.wait_text('An adjustment of no points')
        margin = window.find('Margin', ('spin button',))
        check(margin.get_value_iface().set_current_value(-3.5), 'the points cannot be set')
        window.click('Add')
        window.wait_text('Say in a note')
        check(adjustments(home) == [], 'a refused one was kept')
        note = window.find('Why', ('text', 'entry'))
        check(note.get_editable_text_iface().set_text_contents('Quarterback out'), 'the note cannot be typed')
        window.click('Add')
        window.wait_text('margin −3.5')
        window.wait_text('Quarterback out · until')
        kept = adjustments(home)
        check(len(kept) == 1 and kept[0]['margin'] == -3.5 and kept[0]['kind'] == 'team', kept)
        expect(home.run('--demo', 'run', timeout=300), 0)
        window.wait_text('with your adjustment', 30)
        window.click('Withdraw “Quarterback out”')
        window.wait_text('Withdrawn. The next run picks without it.')
        window.wait(lambda: not window.has_text('Quarterback out · until'), 10, 'the row to go')
        check(adjustments(home)[0]['state'] == 'withdrawn', adjustments(home))


def case_record(home):
    """A week picked with one and played shows both records."""
    folder = run_few(home)
    team = expect(home.run('--demo', '--json', 'picks'), 0).json()['picks'][0]['home_team']
    expect(home.run('--demo', 'adjust', 'add', '--team', team, '--margin', '-7', '--note', 'Quarterback out'), 0)
    expect(home.run('--demo', 'run', timeout=300), 0)
    expect(home.run('--demo', 'demo', 'next'), 0)
    expect(home.run('--demo', 'run', timeout=300), 0)
    with Window(home, '--demo', '--data-dir', folder) as window:
        window.keys('alt+2')
        window.wait_text('With your adjustments')
        window.wait_text('The same weeks without')


if __name__ == '__main__':
    main()
