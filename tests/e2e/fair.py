# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the built program from outside: a private home, the stand-in behind a counting relay, and results as TAP."""

import contextlib
import http.client
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

PROGRAM = os.environ.get('FAIR', 'fair')
SLOW = float(os.environ.get('FAIR_TEST_SLOWNESS', '1'))
KEY = 'k3y-that-must-never-be-seen-0123456789'
UNMETERED = ('/info',)
# What a library says when it is used wrongly; it must not reach a person.
NOISE = re.compile(r'CRITICAL|(?<!GVFS-)WARNING \*\*|\*\* \(|AddressSanitizer|runtime error|LeakSanitizer')


class Skip(Exception):
    """Raised where something that the test needs is not there."""


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __repr__(self):
        return f'exit {self.code}\n--- stdout\n{self.out[-3000:]}\n--- stderr\n{self.err[-3000:]}'

    def json(self):
        return json.loads(self.out)


class Home:
    """A home and a data folder of its own, thrown away at the end."""

    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix='fair-e2e-'))
        self.data = self.root / 'folders'
        self.seen = []
        self.env = {key: value for key, value in os.environ.items()
                    if key not in ('CFBD_API_KEY', 'GSETTINGS_BACKEND', 'DISPLAY', 'WAYLAND_DISPLAY',
                                   'DBUS_SESSION_BUS_ADDRESS')} # no keyring and no desktop of this person
        self.env.update(HOME=str(self.root / 'home'), LC_ALL='C.UTF-8', TZ='UTC')
        for name in ('DATA', 'CONFIG', 'STATE', 'CACHE', 'RUNTIME'):
            folder = self.root / name.lower() / 'xdg'
            folder.mkdir(parents=True, mode=0o700)
            self.env[f'XDG_{name}_{"DIR" if name == "RUNTIME" else "HOME"}'] = str(folder)
        (self.root / 'home').mkdir()

    def command(self, arguments, folder=True):
        return [PROGRAM, *(['--data-dir', str(self.data / 'league')] if folder else []), *map(str, arguments)]

    def start(self, *arguments, key=None, folder=True, **options):
        env = dict(self.env, **({'CFBD_API_KEY': key} if key else {}))
        return subprocess.Popen(self.command(arguments, folder), env=env, text=True, encoding='utf-8', errors='replace',
                                stdin=options.pop('stdin', subprocess.DEVNULL), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, cwd=self.root / 'home', **options)

    def run(self, *arguments, key=None, folder=True, stdin=None, timeout=120):
        process = self.start(*arguments, key=key, folder=folder,
                             **({'stdin': subprocess.PIPE} if stdin is not None else {}))
        try:
            out, err = process.communicate(stdin, timeout=timeout * SLOW)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f'no end after {timeout * SLOW:.0f} s: {Result(None, out, err)}') from None
        result = Result(process.returncode, out, err)
        self.seen.append(out + err)
        check(not NOISE.search(err), f'a library complained: {result}')
        return result

    def set(self, *lines):
        """The settings are these and no others."""
        folder = self.data / 'league'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / 'settings.ini').write_text('\n'.join(['[io/github/faircatch/FairCatch]', *lines, '']), encoding='utf-8')

    def store(self):
        return self.data / 'league' / 'faircatch.db'

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)


class Relay:
    """Stands between program and stand-in: remembers every request, can refuse, delay and answer by itself."""

    def __init__(self, upstream):
        self.upstream = upstream
        self.requests = [] # (path, status, key)
        self.lock = threading.Lock()
        self.delay = 0
        # A function of the path giving (status, content type, body), and bytes that are promised besides; None passes it on.
        self.answer = None
        relay = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self):
                relay.handle(self)

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, address):
                pass # the program was killed or gave up: part of the tests

        self.server = Server(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_address[1]}'
        threading.Thread(target=self.server.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()

    def handle(self, handler):
        if self.delay:
            time.sleep(self.delay)
        own = self.answer(handler.path) if self.answer else None
        missing = own[3] if own and len(own) > 3 else 0
        if own:
            status, headers, body = own[0], {'Content-Type': own[1]}, own[2].encode()
        else:
            status, headers, body = self.forward(handler)
        with self.lock:
            self.requests.append((handler.path, status, handler.headers.get('Authorization', '')))
        handler.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ('transfer-encoding', 'connection', 'content-length', 'date', 'server'):
                handler.send_header(name, value)
        handler.send_header('Content-Length', str(len(body) + missing))
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = handler.close_connection or missing > 0

    def forward(self, handler):
        connection = http.client.HTTPConnection(self.upstream, timeout=60)
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in ('host', 'connection')}
        try:
            connection.request('GET', handler.path, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except (OSError, http.client.HTTPException):
            return 502, {'Content-Type': 'text/html'}, b'<html>bad gateway</html>'
        finally:
            connection.close()

    def forget(self):
        with self.lock:
            self.requests.clear()

    def metered(self):
        with self.lock:
            return [path for path, status, _ in self.requests if status == 200 and path.split('?')[0] not in UNMETERED]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def stand_in(home, *arguments):
    """Starts `fair simulate` behind a relay."""
    port = free_port()
    with open(home.root / 'simulate.log', 'wb') as log:
        process = subprocess.Popen([PROGRAM, 'simulate', '--port', str(port), *map(str, arguments)], env=home.env,
                                   stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait_until(lambda: process.poll() is not None or answers(port), 30, 'the stand-in to listen')
        check(process.poll() is None, 'fair simulate ended: ' + (home.root / 'simulate.log').read_text(errors='replace'))
        relay = Relay(f'127.0.0.1:{port}')
        try:
            yield relay
        finally:
            relay.close()
    finally:
        process.terminate()
        try:
            process.wait(10 * SLOW)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(('127.0.0.1', port)) == 0


def wait_until(condition, seconds, what):
    end = time.monotonic() + seconds * SLOW
    while not condition():
        check(time.monotonic() < end, f'waited {seconds * SLOW:.0f} s for {what}')
        time.sleep(0.02)


def check(condition, message=''):
    if not condition:
        raise AssertionError(message if isinstance(message, str) else repr(message))


def expect(result, code):
    check(result.code == code, f'expected exit {code}: {result}')
    return result


def expect_sentence(result, code, *words):
    """The exit code, and as the last line of standard error one sentence that holds each of @words."""
    expect(result, code)
    lines = [line for line in result.err.splitlines() if line.strip()]
    check(lines, f'nothing on standard error: {result}')
    last = lines[-1].strip()
    check(re.search(r'[.!?”)]$', last), f'not a sentence: {last}')
    for word in words:
        check(word.lower() in last.lower(), f'“{word}” is not in: {last}')
    return last


def shared():
    folder = Path(os.environ.get('FAIR_SHARED', '/nowhere')) / 'cfbd'
    if not (folder / 'games_2023.json').is_file():
        raise Skip('FAIR_SHARED names no folder of saved answers')
    return folder


def main():
    """Runs every function of the main module that is called case_*, each with a fresh home, and prints TAP."""
    module = sys.modules['__main__']
    only = sys.argv[1:]
    cases = [(name[5:], value) for name, value in vars(module).items() if name.startswith('case_')]
    cases = [case for case in cases if not only or case[0] in only]
    failed = 0
    print(f'1..{len(cases)}', flush=True)
    for number, (name, function) in enumerate(cases, 1):
        home = Home()
        started = time.monotonic()
        try:
            function(home)
            print(f'ok {number} {name}')
        except Skip as reason:
            print(f'ok {number} {name} # SKIP {reason}')
        except Exception: # a test that breaks has failed, whatever the reason
            failed += 1
            print(f'not ok {number} {name}')
            for line in traceback.format_exc().splitlines():
                print('#', line)
        finally:
            home.close()
        print(f'# {time.monotonic() - started:.1f} s', flush=True)
    sys.exit(1 if failed else 0)
