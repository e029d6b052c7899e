#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the surroundings do to a program: streams that are closed or full, folders that cannot be written, damaged files,
killing, and two at once. Nothing that was stored is lost, and each failure is one sentence."""

import contextlib
import fcntl
import os
import pty
import random
import re
import shutil
import signal
import struct
import subprocess
import termios
import time

from fair import KEY, PROGRAM, Skip, check, expect, expect_sentence, main, stand_in, wait_until

NOW = '2025-10-22T12:00:00Z'
AS_OF = ('--as-of', NOW)
SEASONS = ('--from', '2023', '--to', '2025')
NOBODY = 65534


def fill(home, relay):
    """A store with published picks."""
    expect(home.run('--api-url', relay.url, *AS_OF, 'sync', *SEASONS, key=KEY), 0)
    settings(home)
    expect(run(home, relay), 0)


def settings(home, *lines):
    home.set('first-season=2023', *lines)


def run(home, relay, *extra, **options):
    return home.run('--api-url', relay.url, *AS_OF, *extra, 'run', key=KEY, timeout=300, **options)


def as_nobody(home, *arguments):
    """Runs as a user who owns nothing; root may write anywhere."""
    if os.getuid() != 0:
        raise Skip('only root can become another user')
    private = os.path.dirname(PROGRAM) if os.path.isabs(PROGRAM) else '/'
    if subprocess.run(['test', '-x', private], user=NOBODY, group=NOBODY, extra_groups=[]).returncode:
        raise Skip('another user cannot reach the program')
    os.chmod(home.root, 0o755)
    process = subprocess.run(home.command(arguments), user=NOBODY, group=NOBODY, extra_groups=[], text=True,
                             stdin=subprocess.DEVNULL, capture_output=True, cwd='/', timeout=120,
                             env=dict(home.env, CFBD_API_KEY=KEY, GSETTINGS_BACKEND='memory'))
    return type(home.run('--version', folder=False))(process.returncode, process.stdout, process.stderr)


def case_output_that_cannot_be_written(home):
    for arguments in (['--help'], ['status'], ['--json', 'status']):
        with open('/dev/full', 'w') as full:
            process = subprocess.run(home.command(arguments), env=home.env, stdin=subprocess.DEVNULL, stdout=full,
                                     stderr=subprocess.PIPE, text=True)
        check(process.returncode == 1 and len(process.stderr.splitlines()) == 1, (arguments, process))


def case_closed_streams(home):
    """A file that is opened must not get the number of a stream, or what is printed goes into it."""
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        for closing in ('<&- >&-', '>&-', '2>&-', '<&- >&- 2>&-'):
            command = ' '.join(home.command(['--api-url', relay.url, *AS_OF, 'run'])) + closing
            subprocess.run(['sh', '-c', command], env=dict(home.env, CFBD_API_KEY=KEY), stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=120)
        check((home.data / 'league' / 'faircatch.lock').read_bytes() == b'', 'the lock file was printed into')
        expect(home.run('ledger', 'verify'), 0)


def case_pipe_that_closes(home):
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        command = ' '.join(home.command(['--api-url', relay.url, *AS_OF, 'run'])) + ' | head -n 1'
        process = subprocess.run(['sh', '-c', command], env=dict(home.env, CFBD_API_KEY=KEY), capture_output=True, text=True)
        check(process.returncode == 0 and process.stderr.count('fair:') == 0, process)
        expect(home.run('ledger', 'verify'), 0)


def case_devices_stay(home):
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        expect_sentence(home.run('picks', '--csv', '/dev/full'), 1, '/dev/full')
        check(not os.path.isfile('/dev/full'), 'the device was replaced by a file')
        result = expect(home.run('picks', '--csv', '/dev/stdout'), 0)
        check('schema,season' in result.out, result)


def case_nothing_is_made_by_looking(home):
    for command in (['status'], ['picks'], ['games'], ['ratings'], ['ledger', 'list'], ['ledger', 'settle'],
                    ['performance'], ['chart', 'units'], ['backtest', '--from', '2020', '--to', '2021']):
        home.run(*command)
        check(not (home.data / 'league').exists(), f'{command} made the data folder')


def case_read_only(home):
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        folder = home.data / 'league'
        for path in list(folder.glob('faircatch.db-*')):
            path.unlink()
        for path in [home.data, folder, *folder.rglob('*')]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        for command in (['status'], ['picks'], ['ratings'], ['ledger', 'verify']):
            expect(as_nobody(home, *command), 0)
        for command in (['run'], ['sync'], ['lines'], ['ledger', 'settle']):
            expect_sentence(as_nobody(home, '--api-url', relay.url, *AS_OF, *command), 1, str(folder))
        folder.chmod(0o700)
        for command in (['status'], ['picks'], ['run']):
            result = as_nobody(home, '--api-url', relay.url, *AS_OF, *command)
            expect_sentence(result, 1, str(folder))
            check('GLib' not in result.err, result)


def damage(home, how):
    store = home.store()
    whole = store.read_bytes()
    shutil.copy(store, home.root / 'whole.db')
    if how == 'emptied':
        store.write_bytes(b'')
    elif how == 'text':
        store.write_text('Dear diary,\n' * 20)
    elif how == 'cut':
        store.write_bytes(whole[:len(whole) // 2])
    elif how == 'folder':
        store.unlink()
        store.mkdir()
    elif how == 'flipped':
        middle = bytearray(whole)
        for page in range(4096, len(middle), 4096):
            middle[page:page + 8] = bytes(byte ^ 0xff for byte in middle[page:page + 8])
        store.write_bytes(middle)


def case_damaged_store(home):
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        for how in ('emptied', 'text', 'cut', 'folder', 'flipped'):
            damage(home, how)
            before = None if how == 'folder' else home.store().read_bytes()
            relay.forget()
            for command in (['status'], ['picks'], ['games'], ['ledger', 'verify'], ['sync'], ['lines'], ['run']):
                result = home.run('--api-url', relay.url, *AS_OF, *command, key=KEY)
                expect_sentence(result, 1, str(home.data / 'league'))
                check(len(result.err.strip().splitlines()) == 1, f'{how} {command}: more than one sentence: {result}')
            check(relay.metered() == [], f'calls were spent on a store that is {how}')
            if how == 'folder':
                home.store().rmdir()
            else:
                check(home.store().read_bytes() == before, f'{how}: a damaged store was written to')
            shutil.copy(home.root / 'whole.db', home.store())
            for path in home.store().parent.glob('faircatch.db-*'):
                path.unlink()
        expect(home.run('ledger', 'verify'), 0)


def case_damaged_settings(home):
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        for lines in (['garbage ]['], ["export-folders=5"], ["maximum-bets='many'"], ['quota-reserve=-7']):
            settings(home, *lines)
            expect_sentence(run(home, relay), 1, 'settings.ini')
        expect(home.run('run', '--help'), 0)


def case_export_folders(home):
    exports = home.root / 'exports'
    outbox = home.data / 'league' / 'outbox'
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        for unusable in ('', 'some/where', str(home.root / 'file')):
            (home.root / 'file').write_text('in the way')
            settings(home, f"export-folders=['{unusable}']")
            result = expect(run(home, relay), 0)
            check('outbox' in result.err, f'nobody was told about “{unusable}”: {result}')
        check(not list((home.root / 'home').iterdir()), 'something was written to where the program was started')
        exports.mkdir()
        settings(home, f"export-folders=['{exports}']")
        expect(run(home, relay), 0)
        check(not list(outbox.iterdir()), 'what waits for a folder that was given up waits for ever')
        exports.rename(home.root / 'unplugged')
        expect(run(home, relay), 0)
        check(not exports.exists(), 'the folder that was unplugged was made')
        (home.root / 'unplugged').rename(exports)
        expect(run(home, relay), 0)
        check(len(list(exports.glob('*-v*.csv'))) == 3 and not list(outbox.iterdir()), sorted(exports.iterdir()))
        shutil.rmtree(outbox)
        outbox.write_text('in the way')
        expect_sentence(run(home, relay), 1, str(outbox))


def case_full_disk(home):
    """What cannot be stored must not cost the month's calls."""
    if os.getuid() != 0:
        raise Skip('only root can mount a small disk')
    place = home.data / 'league'
    place.mkdir(parents=True)
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', place], stderr=subprocess.DEVNULL).returncode:
        raise Skip('a small disk cannot be mounted here')
    try:
        with stand_in(home, '--now', NOW) as relay:
            command = ('--api-url', relay.url, *AS_OF, 'sync', '--from', '2023', '--to', '2025')
            expect_sentence(home.run(*command, key=KEY), 1, 'disk is full')
            spent = len(relay.metered())
            expect_sentence(home.run(*command, key=KEY), 1, 'disk is full')
            check(len(relay.metered()) - spent <= 4, f'{len(relay.metered()) - spent} calls for a disk that is full')
            expect(home.run('status'), 0)
            subprocess.run(['mount', '-o', 'remount,size=64m', place], check=True)
            settings(home)
            expect(run(home, relay), 0)
            check(len(relay.metered()) <= len(set(relay.metered())) + 6, 'what was stored was fetched again')
    finally:
        subprocess.run(['umount', place], check=True)


def case_killed_again_and_again(home):
    """However often it is stopped, the run that ends publishes what an undisturbed one does, and fetches no answer twice
    but those that were on their way."""
    random.seed(20251022)
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        wanted = (home.data / 'league' / 'exports' / 'fair-catch-picks.csv').read_bytes()
        shutil.rmtree(home.data / 'league')
        (home.data / 'league').mkdir()
        settings(home)
        relay.forget()
        relay.delay = 0.03
        for attempt in range(10):
            extra = ['--new-store'] if not home.store().exists() else []
            process = home.start(*extra, '--api-url', relay.url, *AS_OF, 'run', key=KEY)
            time.sleep(random.uniform(0.03, 0.6))
            if attempt % 2:
                process.kill()
                process.communicate()
            else:
                process.send_signal(signal.SIGINT)
                out, err = process.communicate(timeout=60)
                check(process.returncode in (0, 1, -signal.SIGINT), f'{process.returncode} {err}')
        relay.delay = 0
        expect(run(home, relay), 0)
        twice = len(relay.metered()) - len(set(relay.metered()))
        check(twice <= 30, f'{twice} answers were fetched again')
        check((home.data / 'league' / 'exports' / 'fair-catch-picks.csv').read_bytes() == wanted, 'other picks')
        expect(home.run('ledger', 'verify'), 0)
        relay.forget()
        expect(run(home, relay), 0)
        check(relay.metered() == [], relay.metered())


def case_failed_export_is_repeated_alone(home):
    """However often the export fails, the picks are published once, as of the run that made them."""
    with stand_in(home, '--now', NOW) as relay:
        expect(home.run('--api-url', relay.url, *AS_OF, 'sync', *SEASONS, key=KEY), 0)
        settings(home)
        exports = home.data / 'league' / 'exports'
        exports.write_text('in the way')
        for minute in range(3):
            expect_sentence(home.run('--api-url', relay.url, '--as-of', f'2025-10-22T12:0{minute}:00Z', 'run', key=KEY), 1,
                            str(exports))
        exports.unlink()
        expect(home.run('--api-url', relay.url, '--as-of', '2025-10-22T12:03:00Z', 'run', key=KEY), 0)
        published = [entry for entry in home.run('--json', 'ledger', 'list').json() if entry['kind'] == 'live']
        check(len(published) == 1, f'one run that failed at its export published {len(published)} versions')
        check(published[0]['frozen_at_utc'] == NOW, published)


def case_stopped_in_words(home):
    with stand_in(home, '--now', NOW) as relay:
        relay.delay = 0.2
        process = home.start('--api-url', relay.url, *AS_OF, 'sync', *SEASONS, key=KEY)
        wait_until(lambda: len(relay.metered()) >= 3 or process.poll() is not None, 60, 'three answers')
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        check(process.returncode == 1 and 'Stopped' in err.splitlines()[-1], err)


def case_environment(home):
    for changes in ({'HOME': None}, {'HOME': ''}, {'HOME': 'relative'}, {'XDG_DATA_HOME': 'relative/data'}):
        for name, value in changes.items():
            home.env.pop(name, None)
            if value is not None:
                home.env[name] = value
        home.env.pop('XDG_DATA_HOME' if 'HOME' in changes else 'XDG_CACHE_HOME', None)
        shown = expect(home.run('--json', 'status', folder=False), 0).json()['data_dir']
        check(os.path.isabs(shown) and 'relative' not in shown, f'{changes} gives {shown}')


def case_clock(home):
    for time_ in ('1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z'):
        expect_sentence(home.run('--as-of', time_, 'run', key=KEY), 2)
    check(not (home.data / 'league').exists(), 'a run at an impossible time began a store')


def case_words_that_mean_nothing(home):
    for command in ('run', 'sync', 'lines', 'status', 'picks', 'games', 'ratings', 'performance', 'backtest', 'simulate'):
        expect_sentence(home.run(command, '7', key=KEY), 2, '“7”', f'fair {command} --help')
    for seasons in ((2030, 2020), (-3, 2), (1800, 1801), (2040, 2041)):
        expect_sentence(home.run(*AS_OF, '--api-url', 'http://127.0.0.1:9', 'sync', '--from', seasons[0], '--to', seasons[1],
                                 key=KEY), 2, 'season')
    expect_sentence(home.run('simulate', '--quota', '-3'), 2)
    expect_sentence(home.run('--data-dir', '', 'status', folder=False), 2, '--data-dir')


def on_terminal(home, width, *arguments):
    """The lines that a person sees, each as its carriage returns leave it."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack('HHHH', 25, width, 0, 0))
    process = subprocess.Popen(home.command(arguments), env=dict(home.env, CFBD_API_KEY=KEY), stdin=follower,
                               stdout=follower, stderr=follower)
    os.close(follower)
    seen = b''
    with contextlib.suppress(OSError): # the end of a terminal
        while chunk := os.read(leader, 65536):
            seen += chunk
    os.close(leader)
    check(process.wait() == 0, seen)
    return [line.rstrip('\r').split('\r\x1b[K')[-1] for line in seen.decode().split('\n')]


def case_narrow_terminal(home):
    with stand_in(home, '--now', NOW) as relay:
        lines = on_terminal(home, 80, '--api-url', relay.url, *AS_OF, 'sync', *SEASONS)
        check(any(line.startswith('Fetching takes') for line in lines), f'the plan is on the line of the progress: {lines}')
        settings(home)
        expect(run(home, relay), 0)
        for columns in (80, 100, 200):
            table = on_terminal(home, columns, 'picks')
            rows = [line for line in table if re.search(r'^(Kickoff|Game) |.* @ |.* – ', line)]
            check(len(rows) > 1 and all(len(row) <= columns for row in rows), rows)
            check(('Conf.' in rows[0]) == (columns == 200), rows[0])
        check('Conf.' in expect(home.run('picks'), 0).out, 'a pipe has room for everything')


def case_json_everywhere(home):
    with stand_in(home, '--now', NOW) as relay:
        fill(home, relay)
        for command in (['status'], ['picks'], ['games'], ['ratings'], ['performance'], ['ledger', 'list'],
                        ['ledger', 'verify'], ['ledger', 'settle'], ['lines'], ['sync'], ['key', 'status'], ['key', 'test'],
                        ['chart', 'units'], ['backtest', '--from', '2024', '--to', '2024'], ['key', 'clear']):
            expect(home.run('--api-url', relay.url, *AS_OF, '--json', *command, key=KEY), 0).json()


if __name__ == '__main__':
    main()
