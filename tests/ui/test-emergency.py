#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""When something fails: the checklists are ticked, each remedy is one click, and the log is written and exported."""

from window import Window, run_demo

from fair import check, expect, main
from mail import Server, make_certificate


def steps(home, folder):
    found = expect(home.run('--demo', '--data-dir', folder, '--json', 'checklist'), 0).json()
    return {step['step']: step for step in found}


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
    folder = run_demo(home)
    expect(home.run('--demo', '--data-dir', folder, 'demo', 'next'), 0)
    expect(home.run('--demo', '--data-dir', folder, 'run', timeout=300), 0)
    with Window(home, '--demo', '--data-dir', folder) as window:
        open_sheet(window)
        check(not window.nameless(), window.nameless())
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
    folder = run_demo(home)
    with Window(home, '--demo', '--data-dir', folder) as window:
        open_sheet(window)
        window.click('Write Note')
        window.type('The provider was down.')
        window.keys('Return')
        window.wait_text('The incident log has a note', 20)
        log = expect(home.run('--demo', '--data-dir', folder, '--json', 'incidents', 'list'), 0).json()
        check(log[-1]['sentence'] == 'The provider was down.', log)


def case_notice(home):
    folder = run_demo(home)
    certificate, key = make_certificate(home.root)
    server = Server(certificate, key)
    with Window(home, '--demo', '--data-dir', folder) as window:
        open_sheet(window)
        window.click('Write Notice…')
        window.click('Send')
        window.wait_text('A notice needs a subject and a text')
        type_into(window, 'Subject', 'Careful this week')
        type_into(window, 'Text', 'Please bet less.')
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
    server.close()


if __name__ == '__main__':
    main()
