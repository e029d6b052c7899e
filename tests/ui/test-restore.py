#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided restore: what was there is back and what it replaced is kept; a damaged backup and a busy store change nothing."""

import fcntl

from window import Window, run_few

from fair import check, expect, main


def make_backup(home, folder):
    """A backup, and a note after it that a restore takes away."""
    expect(home.run('--demo', '--data-dir', folder, 'backup', 'create'), 0)
    expect(home.run('--demo', '--data-dir', folder, 'incidents', 'add', 'After the backup.'), 0)
    return next((folder / 'backups').glob('*.tar.zst'))


def notes(home, folder):
    log = expect(home.run('--demo', '--data-dir', folder, '--json', 'incidents', 'list'), 0).json()
    return [each['sentence'] for each in log if each['rule'] == 'note']


def open_sheet(window):
    window.fill_screen()
    window.keys('alt+4')
    window.click('Restore…')


def choose_backup(window):
    open_sheet(window)
    window.wait_text('the newest first')
    window.keys('Return')


def set_second_folder(folder, second):
    (folder / 'settings.ini').write_text(f"[io/github/faircatch/FairCatch]\nbackup-folder='{second}'\n", encoding='utf-8')


def is_size(text):
    return text.split('\N{NO-BREAK SPACE}')[-1] in ('kB', 'MB')


def case_restored(home):
    folder = run_few(home)
    make_backup(home, folder)
    with Window(home, '--demo', '--data-dir', folder) as window:
        choose_backup(window)
        window.wait_text('It is whole', 20)
        check(notes(home, folder) == ['After the backup.'], 'changed before the last click')
        window.click('Restore This Backup')
        window.wait_text('What was there before is kept in', 20)
        check(notes(home, folder) == [], 'not restored')
        check([path.name for path in folder.glob('replaced-*/*.db')] != [], list(folder.rglob('replaced-*')))
        check(not window.nameless(), window.nameless())
        window.click('Done')
        window.find('Run the Week')


def case_damaged(home):
    folder = run_few(home)
    backup = make_backup(home, folder)
    bytes_ = bytearray(backup.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    backup.write_bytes(bytes_)
    with Window(home, '--demo', '--data-dir', folder) as window:
        choose_backup(window)
        window.wait_text('This Backup Cannot Be Used', 20)
        check(not list(window.nodes('Restore This Backup')), 'it can be restored all the same')
        window.click('Back')
        window.wait_text('the newest first')
        check(notes(home, folder) == ['After the backup.'] and not list(folder.glob('replaced-*')), 'something was changed')


def case_busy(home):
    folder = run_few(home)
    make_backup(home, folder)
    with Window(home, '--demo', '--data-dir', folder) as window:
        choose_backup(window)
        window.wait_text('It is whole', 20)
        with open(folder / 'faircatch.lock', 'a', encoding='utf-8') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            window.click('Restore This Backup')
            window.wait_text('Not Restored', 20)
        check(notes(home, folder) == ['After the backup.'], 'something was changed')


def case_second_folder(home):
    """What lies in the second folder is offered, too, and one that cannot be reached is told of and holds nothing up."""
    folder = run_few(home)
    there = home.root / 'there'
    there.mkdir()
    for file in list(make_backup(home, folder).parent.iterdir()):
        file.rename(there / file.name)
    set_second_folder(folder, there)
    with Window(home, '--demo', '--data-dir', folder) as window:
        open_sheet(window)
        window.wait_text('There is none in')
        window.wait_text(f'In “{there}”, the newest first')
        window.press(next(node for node in window.nodes(roles=('label',)) if is_size(node.get_name())))
        window.wait_text('It is whole', 20)
    set_second_folder(folder, 'dav://127.0.0.1:9/backups')
    with Window(home, '--demo', '--data-dir', folder) as window:
        open_sheet(window)
        window.wait_text('127.0.0.1', 30)
        window.find('Choose…')


if __name__ == '__main__':
    main()
