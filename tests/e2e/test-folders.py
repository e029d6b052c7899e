#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export folders: another's changes, last week's files, and a WebDAV server that dies in the middle of a file."""

import re
import shutil
import signal
import socket
import subprocess
import threading
import time

from fair import KEY, SLOW, Skip, check, expect, free_port, main, stand_in, wait_until

WEEKS = ['2025-10-15T12:00:00Z', '2025-10-22T12:00:00Z']
SHEET = 'fair-catch-picks.csv'


def settle(home, *folders, more='backup-daily=false'):
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    names = ', '.join(f"'{name}'" for name in folders)
    (folder / 'settings.ini').write_text(
        f'[io/github/faircatch/FairCatch]\nfirst-season=2024\n{more}\nexport-folders=[{names}]\n',
        encoding='utf-8')


def run_week(home, as_of):
    with stand_in(home, '--now', as_of) as api:
        return home.run('--as-of', as_of, '--api-url', api.url, 'run', '--unattended', key=KEY)


def case_conflicts_and_last_week(home):
    place = home.root / 'cloud'
    place.mkdir()
    settle(home, place)
    expect(run_week(home, WEEKS[0]), 0)
    first = sorted(path.name for path in place.iterdir())
    check(len(first) == 2 and SHEET in first, first)
    (place / SHEET).write_text('edited on another computer\n')
    result = expect(run_week(home, WEEKS[1]), 0)
    kept = list(place.glob('fair-catch-picks-conflict-*.csv'))
    check(len(kept) == 1 and kept[0].read_text() == 'edited on another computer\n', kept)
    check(kept[0].name in result.err, f'nobody was told: {result}')
    check(all((place / name).exists() for name in first), 'last week has gone')
    # The next run finds what it wrote itself, and keeps nothing more.
    expect(run_week(home, WEEKS[1]), 0)
    check(len(list(place.glob('fair-catch-picks-conflict-*.csv'))) == 1, 'its own file was taken for a change')


def withhold(data):
    """A server's answer to GET that promises more than ever comes."""
    if data.startswith(b'HTTP/1.1 200') and b'text/csv' in data:
        return re.sub(rb'(?i)(content-length: )(\d+)', lambda found: found[1] + str(int(found[2]) + 7).encode(), data)
    return data


class Dav:
    """rclone as a WebDAV server, behind a slow line that can be cut, and a session bus with the desktop's file systems."""

    def __init__(self, home, *options):
        for program in ('rclone', 'gio', 'dbus-daemon'):
            if not shutil.which(program):
                raise Skip(f'there is no {program}')
        self.home, self.folder, self.server, self.options = home, home.root / 'served', None, options
        self.folder.mkdir()
        self.behind, self.port = free_port(), free_port()
        self.cut = None # after how many bytes of a connection the server dies
        self.short = False # promises more than it sends
        self.spoil = False # changes what is sent to it, and says that all is well
        self.bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address'], env=home.env,
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        home.env['DBUS_SESSION_BUS_ADDRESS'] = self.bus.stdout.readline().strip()
        home.env['ASAN_OPTIONS'] = 'detect_leaks=0' # the desktop's own module keeps eight bytes
        self.listener = socket.create_server(('127.0.0.1', self.port))
        threading.Thread(target=self.accept, daemon=True).start()
        self.start()
        self.address = f'dav://127.0.0.1:{self.port}/'

    def start(self):
        self.server = subprocess.Popen(['rclone', 'serve', 'webdav', str(self.folder), '--addr', f'127.0.0.1:{self.behind}',
                                        '--dir-cache-time', '1ms', *self.options],
                                       env=self.home.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: socket.socket().connect_ex(('127.0.0.1', self.behind)) == 0, 20, 'the server to listen')

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(near,), daemon=True).start()

    def carry(self, near):
        try:
            far = socket.create_connection(('127.0.0.1', self.behind))
        except OSError:
            near.close()
            return
        threading.Thread(target=self.pump, args=(far, near, False), daemon=True).start()
        self.pump(near, far, True)

    def pump(self, source, target, upwards):
        carried = 0
        try:
            while data := source.recv(2048):
                carried += len(data)
                if upwards and self.cut is not None and carried > self.cut:
                    self.kill()
                if self.short and not upwards:
                    data = withhold(data)
                if self.spoil and upwards:
                    data = data.replace(b',regular,', b',Regular,')
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            end.close()

    def kill(self):
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGKILL)
            self.server.wait()

    def close(self):
        self.kill()
        self.listener.close()
        self.bus.terminate()
        self.bus.wait()


def case_webdav(home):
    dav = Dav(home)
    try:
        settle(home, dav.address)
        result = expect(run_week(home, WEEKS[0]), 0)
        sheet = dav.folder / SHEET
        check(sheet.exists(), f'nothing arrived: {result}')
        whole = sheet.read_text(encoding='utf-8')
        check(whole.startswith('schema,season') and len(list(dav.folder.iterdir())) == 2, list(dav.folder.iterdir()))

        # The server dies in the middle of the next week's file: nothing half has a name, and the run tells.
        dav.cut = 8192
        result = run_week(home, WEEKS[1])
        check(dav.server.poll() is not None, 'the server did not die')
        check(result.code in (0, 3) and 'outbox' in result.err, result)
        check(sheet.read_text(encoding='utf-8') == whole, 'the old file was harmed')
        check(not [path for path in dav.folder.glob('*week-09*') if path.suffix == '.csv'], list(dav.folder.iterdir()))
        health = home.run('--json', '--as-of', WEEKS[1], 'health', key=KEY).json()['rules']
        folders = next(rule for rule in health if rule['rule'] == 'folders')
        check(folders['state'] != 'green', folders)

        # It is back: the next run brings what waited.
        dav.cut = None
        dav.start()
        expect(run_week(home, WEEKS[1]), 0)
        check('2025,regular,9' in sheet.read_text(encoding='utf-8'), 'the new week did not arrive')
        check(not list((home.data / 'league' / 'outbox').glob('*.path')), 'something still waits')
    finally:
        dav.close()


def case_server_hangs(home):
    """However much waits, it is one server that is waited for, and however it hangs."""
    dav = Dav(home)
    try:
        settle(home, dav.address)
        expect(run_week(home, WEEKS[0]), 0)
        for hang in ('stopped', 'stopped', 'short'):
            dav.short = hang == 'short'
            dav.server.send_signal(signal.SIGCONT if dav.short else signal.SIGSTOP)
            started = time.monotonic()
            result = run_week(home, WEEKS[1])
            taken = time.monotonic() - started
            check('in time' in result.err and 15 < taken < 30 + 5 * SLOW, f'{hang}: {taken:.0f} s: {result}')
        # The daily upkeep brings what waits; no run is needed.
        dav.short = False
        expect(home.run('--as-of', WEEKS[1], 'upkeep', key=KEY), 0)
        check('2025,regular,9' in (dav.folder / SHEET).read_text(encoding='utf-8'), 'the new week did not arrive')
        check(not list((home.data / 'league' / 'outbox').glob('*.path')), 'something still waits')
        check(not list(dav.folder.glob('*.part')), list(dav.folder.iterdir()))
        check(not list(dav.folder.glob('*conflict*')), list(dav.folder.iterdir()))
    finally:
        dav.close()


def case_spoilt_on_the_way(home):
    """What arrives otherwise than it was sent gets no name, whatever the server says."""
    dav = Dav(home)
    try:
        settle(home, dav.address)
        dav.spoil = True
        result = run_week(home, WEEKS[0])
        check('does not hold what was written' in result.err, result)
        check(not list(dav.folder.iterdir()), list(dav.folder.iterdir()))
        dav.spoil = False
        expect(home.run('--as-of', WEEKS[0], 'upkeep', key=KEY), 0)
        check('2025,regular,8' in (dav.folder / SHEET).read_text(encoding='utf-8'), list(dav.folder.iterdir()))
    finally:
        dav.close()


def case_password(home):
    secret = 's3cret-that-must-never-be-seen'
    dav = Dav(home, '--user', 'ann', '--pass', secret)
    try:
        for address in (dav.address, dav.address.replace('//', '//ann@'), dav.address.replace('//', f'//ann:wrong-{secret}@')):
            settle(home, address)
            result = run_week(home, WEEKS[0])
            check('Files' in result.err and 'password' in result.err, result)
            check(result.code == 0 and not list(dav.folder.iterdir()), result)
            waiting = ''.join(path.read_text() for path in (home.data / 'league' / 'outbox').glob('*.path'))
            check(waiting, 'nothing waits')
            check(secret not in result.err + result.out + waiting, 'the password was shown')
    finally:
        dav.close()


def case_folder_gone(home):
    dav = Dav(home)
    place = dav.folder / 'my picks'
    try:
        place.mkdir()
        settle(home, dav.address + 'my%20picks')
        expect(run_week(home, WEEKS[0]), 0)
        check((place / SHEET).exists(), list(dav.folder.iterdir()))
        shutil.rmtree(place)
        result = run_week(home, WEEKS[1])
        check('is not there' in result.err and 'my%20picks' in result.err, result)
        check(not place.exists(), 'the folder was made')
        place.mkdir()
        expect(run_week(home, WEEKS[1]), 0)
        check((place / SHEET).exists() and len(list(place.glob('*week-09-v[12]-*.csv'))) == 2, list(place.iterdir()))
    finally:
        dav.close()


def case_changed_while_away(home):
    """What waits does not replace what somebody wrote in the meantime."""
    place, away = home.root / 'drive', home.root / 'away'
    place.mkdir()
    settle(home, place)
    expect(run_week(home, WEEKS[0]), 0)
    place.rename(away)
    expect(run_week(home, WEEKS[1]), 0)
    (away / SHEET).write_text('edited on another computer\n')
    away.rename(place)
    result = expect(home.run('--as-of', WEEKS[1], 'upkeep', key=KEY), 0)
    kept = list(place.glob('fair-catch-picks-conflict-*.csv'))
    check(len(kept) == 1 and kept[0].read_text() == 'edited on another computer\n', list(place.iterdir()))
    check(kept[0].name in result.err, f'nobody was told: {result}')
    check('2025,regular,9' in (place / SHEET).read_text(encoding='utf-8'), 'the new week did not arrive')


def case_conflict_on_server(home):
    """What somebody else changed is kept, and stays where it is until ours has arrived."""
    dav = Dav(home)
    try:
        settle(home, dav.address)
        expect(run_week(home, WEEKS[0]), 0)
        (dav.folder / SHEET).write_text('edited on another computer\n')
        (dav.folder / 'fair-catch-picks (1).csv').write_text('a copy\n')
        time.sleep(0.1) # the server keeps what it knows of a folder for a moment
        dav.spoil = True
        told = run_week(home, WEEKS[1]).err
        check((dav.folder / SHEET).read_text() == 'edited on another computer\n', list(dav.folder.iterdir()))
        dav.spoil = False
        result = expect(run_week(home, WEEKS[1]), 0)
        kept = list(dav.folder.glob('fair-catch-picks-conflict-*.csv'))
        check(len(kept) == 1 and kept[0].read_text() == 'edited on another computer\n', list(dav.folder.iterdir()))
        check(kept[0].name in told and kept[0].name not in result.err, 'it was not told once')
        check('fair-catch-picks (1).csv' in result.err, result)
        check('2025,regular,9' in (dav.folder / SHEET).read_text(encoding='utf-8'), 'the new week did not arrive')
    finally:
        dav.close()


def case_backup(home):
    """The server dies in the middle of a backup; the next upkeep brings a whole one, and old ones go."""
    dav = Dav(home)
    try:
        settle(home, more=f"backup-folder='{dav.address}'\nbackup-keep-days=1\nbackup-keep-weeks=0\nbackup-keep-months=0")
        dav.cut = 100_000
        result = expect(run_week(home, WEEKS[0]), 3)
        check(dav.server.poll() is not None, 'the server did not die')
        check('127.0.0.1' in result.err, result)
        check(not list(dav.folder.glob('*.zst')), list(dav.folder.iterdir()))
        dav.cut = None
        dav.start()
        expect(home.run('--as-of', WEEKS[0], 'upkeep', key=KEY), 0)
        here = home.data / 'league' / 'backups' / 'fair-catch-backup-20251015T120000Z.tar.zst'
        there = dav.folder / here.name
        check(there.read_bytes() == here.read_bytes(), 'the copy differs')
        expect(home.run('backup', 'verify', there), 0)
        listed = expect(home.run('--json', 'backup', 'list', '--to', dav.address), 0).json()
        check([backup['bytes'] for backup in listed] == [here.stat().st_size], listed)
        address = f'{dav.address}/{here.name}'
        check('is whole' in expect(home.run('backup', 'verify', address), 0).out, 'not verified over there')
        expect(home.run('backup', 'restore', address, '--into', home.root / 'restored'), 0)
        check((home.root / 'restored' / 'faircatch.db').exists(), 'not restored from there')
        expect(run_week(home, WEEKS[1]), 0)
        names = sorted(path.name for path in dav.folder.iterdir())
        check(names == [f'fair-catch-backup-20251022T120000Z.tar.zst{suffix}' for suffix in ('', '.sha256')], names)
    finally:
        dav.close()


def case_sandbox(home):
    settle(home, 'davs://cloud.example.org/folder')
    home.env['FAIR_SANDBOX'] = '1'
    result = run_week(home, WEEKS[0])
    check('Flatpak' in result.err and 'choose' in result.err, result)


if __name__ == '__main__':
    main()
