#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""When something fails: the checklists are ticked, each remedy is one click, and the log is written and exported."""

import fcntl

from window import Atspi, Window, parents, run_few, walk

from fair import check, expect, main
from mail import Server, make_certificate


NOTE = 'The provider was down.'


def steps(home, folder):
    found = expect(home.run('--demo', '--data-dir', folder, '--json', 'checklist'), 0).json()
    return {step['step']: step for step in found}


def focused(window):
    return next((node for node in walk(window.root) if node.get_state_set().contains(Atspi.StateType.FOCUSED)), None)


def typed(window, name):
    field = window.find(name, ('text', 'entry')).get_text_iface()
    return Atspi.Text.get_text(field, 0, Atspi.Text.get_character_count(field))


def open_sheet(window):
    window.fill_screen()
    window.keys('alt+4')
    window.click('When Something Fails…')
    window.wait_text('The Model Is in Doubt')
    window.find('Bet Less', seconds=20)


def type_into(window, name, text):
    field = window.find(name, ('text', 'entry'))
    check(field.get_editable_text_iface().set_text_contents(text), f'{name} cannot be typed into')


def case_remedies(home):
    folder = run_few(home)
    expect(home.run('--demo', '--data-dir', folder, 'demo', 'next'), 0)
    expect(home.run('--demo', '--data-dir', folder, 'run', timeout=300), 0)
    with Window(home, '--demo', '--data-dir', folder) as window:
        open_sheet(window)
        check(not window.nameless(), window.nameless())
        # The keyboard begins at the first step.
        window.wait(lambda: any(node.get_name() == 'The API' for node in parents(focused(window))), 10, 'the first step')
        window.click('Bet Less')
        window.find('Bet as Usual')
        check(steps(home, folder)['Conservative mode']['state'] == 'done', 'the mode is not stored')
        window.click('Bet as Usual')
        window.find('Bet Less')
        window.click('Use Last Week’s Model')
        window.find('Use the Newest Again', seconds=20)
        check(steps(home, folder)["Last week's model"]['state'] == 'done', 'the model is not chosen')
        window.click('Use the Newest Again')
        window.find('Use Last Week’s Model', seconds=20)


def case_note_by_keyboard(home):
    folder = run_few(home)
    with Window(home, '--demo', '--data-dir', folder) as window:
        open_sheet(window)
        window.click('Write Note')
        # What cannot be written down is not lost.
        with open(folder / 'faircatch.lock', 'a', encoding='utf-8') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            type_into(window, 'What happened', NOTE)
            window.keys('Return')
            window.wait_text('Another run', 20)
        window.keys('Escape', 'Escape') # out of the field, and out of the sheet
        window.wait(lambda: not window.has_text('The Model Is in Doubt'), 10, 'the sheet to close')
        open_sheet(window)
        check(typed(window, 'What happened') == NOTE, 'the note is lost')
        window.click('Write Note')
        window.wait_text('The incident log has a note', 20)
        log = expect(home.run('--demo', '--data-dir', folder, '--json', 'incidents', 'list'), 0).json()
        check(log[-1]['sentence'] == NOTE, log)


def case_notice(home):
    folder = run_few(home)
    certificate, key = make_certificate(home.root)
    server = Server(certificate, key)
    with Window(home, '--demo', '--data-dir', folder) as window:
        open_sheet(window)
        window.click('Write Notice…')
        window.find('Send', seconds=30)
        type_into(window, 'Subject', '')
        window.click('Send')
        window.wait_text('A notice needs a subject and a text')
        window.keys('Escape')
        # What it begins with can be sent as it is.
        window.click('Write Notice…')
        window.click('Send')
        window.wait_text('Nobody is on that list yet', 20)
        check(server.messages == [], 'a notice without a server was sent')
        settings = folder / 'settings.ini'
        text = settings.read_text(encoding='utf-8') if settings.exists() else '[io/github/faircatch/FairCatch]\n'
        settings.write_text(text + f"mail-server='localhost'\nmail-port={server.port}\nmail-security='starttls'\n"
                            f"mail-ca-file='{certificate}'\nmail-from='us@example.org'\n"
                            "mail-readers=['one@example.org']\n", encoding='utf-8')
        window.settle()
        window.click('Send')
        window.wait_text('They had a notice', 30)
        check([to for to, _ in server.messages] == [['one@example.org']], server.messages)
        check('picks are late' in server.messages[0][1]['Subject'], str(server.messages[0][1]))
    server.close()


if __name__ == '__main__':
    main()
