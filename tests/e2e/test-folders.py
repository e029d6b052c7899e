#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export folders: another's changes, last week's files, and a WebDAV server that dies in the middle of a file."""

import shutil
import signal
import socket
import subprocess
import threading

from fair import KEY, Skip, check, expect, free_port, main, stand_in, wait_until

WEEKS = ['2025-10-15T12:00:00Z', '2025-10-22T12:00:00Z']
SHEET = 'fair-catch-picks.csv'


def settle(home, *folders):
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    names = ', '.join(f"'{name}'" for name in folders)
    (folder / 'settings.ini').write_text(
        f'[io/github/faircatch/FairCatch]\nfirst-season=2024\nbackup-daily=false\nexport-folders=[{names}]\n',
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


class Dav:
    """rclone as a WebDAV server, behind a slow line that can be cut, and a session bus with the desktop's file systems."""

    def __init__(self, home):
        for program in ('rclone', 'gio', 'dbus-daemon'):
            if not shutil.which(program):
                raise Skip(f'there is no {program}')
        self.home, self.folder, self.server = home, home.root / 'served', None
        self.folder.mkdir()
        self.behind, self.port = free_port(), free_port()
        self.delay, self.cut = 0, False
        self.bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address'], env=home.env,
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        home.env['DBUS_SESSION_BUS_ADDRESS'] = self.bus.stdout.readline().strip()
        home.env['ASAN_OPTIONS'] = 'detect_leaks=0' # the desktop's own module keeps eight bytes
        self.listener = socket.create_server(('127.0.0.1', self.port))
        threading.Thread(target=self.accept, daemon=True).start()
        self.start()
        self.address = f'dav://127.0.0.1:{self.port}/'

    def start(self):
        self.server = subprocess.Popen(['rclone', 'serve', 'webdav', str(self.folder), '--addr', f'127.0.0.1:{self.behind}'],
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
                if upwards and self.cut and carried > 8192: # in the middle of a file
                    self.kill()
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
        dav.cut = True
        result = run_week(home, WEEKS[1])
        check(dav.server.poll() is not None, 'the server did not die')
        check(result.code in (0, 3) and 'outbox' in result.err, result)
        check(sheet.read_text(encoding='utf-8') == whole, 'the old file was harmed')
        check(not [path for path in dav.folder.glob('*week-09*') if path.suffix == '.csv'], list(dav.folder.iterdir()))
        health = home.run('--json', '--as-of', WEEKS[1], 'health', key=KEY).json()['rules']
        folders = next(rule for rule in health if rule['rule'] == 'folders')
        check(folders['state'] != 'green', folders)

        # It is back: the next run brings what waited.
        dav.cut = False
        dav.start()
        expect(run_week(home, WEEKS[1]), 0)
        check('2025,regular,9' in sheet.read_text(encoding='utf-8'), 'the new week did not arrive')
        check(not list((home.data / 'league' / 'outbox').glob('*.path')), 'something still waits')
    finally:
        dav.close()


def case_sandbox(home):
    settle(home, 'davs://cloud.example.org/folder')
    home.env['FAIR_SANDBOX'] = '1'
    result = run_week(home, WEEKS[0])
    check('Flatpak' in result.err and 'choose' in result.err, result)


if __name__ == '__main__':
    main()
