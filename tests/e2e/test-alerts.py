#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is told what: mail over verified TLS, singly, once, and later where the server is down; heartbeat and webhook."""

import base64
import fcntl
import http.server
import json
import os
import resource
import shutil
import signal
import threading
import time

from fair import KEY, Skip, check, expect, expect_sentence, free_port, main, stand_in
from mail import PASSWORD, Server, make_certificate

WEEKS = ['2025-10-15T12:00:00Z', '2025-10-22T12:00:00Z']
TOKEN = 'h00k-t0ken-that-must-never-be-seen'


def settle(home, port, certificate, *lines):
    if not shutil.which('openssl'):
        raise Skip('there is no openssl to make a certificate with')
    folder = home.data / 'league'
    folder.mkdir(parents=True, exist_ok=True)
    text = '\n'.join([
        '[io/github/faircatch/FairCatch]', 'first-season=2024', 'watch-calibration=6', "mail-server='localhost'",
        f'mail-port={port}', "mail-user='coach'", "mail-from='fair@example.org'", f"mail-ca-file='{certificate}'",
        "mail-owners=['owner@example.org']", "mail-readers=['one@example.org', 'two@example.org']", *lines, ''])
    (folder / 'settings.ini').write_text(text, encoding='utf-8')
    expect(home.run('alerts', 'password', 'set', stdin=PASSWORD + '\n'), 0)


def run_week(home, as_of, code=0):
    with stand_in(home, '--now', as_of) as api:
        return expect(home.run('--as-of', as_of, '--api-url', api.url, 'run', '--unattended', key=KEY), code)


def subjects(server, person='owner@example.org'):
    return [message['Subject'] for to, message in server.messages if to == [person]]


def body_of(server, person, word):
    return next(message for to, message in server.messages if to == [person] and word in message['Subject']
                ).get_body().get_content()


class Hooks:
    """A service elsewhere; @calls are (method, path, body)."""

    def __init__(self):
        self.calls, self.status = [], 200
        hooks = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get('Content-Length') or 0)
                hooks.calls.append((self.command, self.path, self.rfile.read(length)))
                self.send_response(hooks.status)
                if hooks.status == 302:
                    self.send_header('Location', '/elsewhere')
                self.end_headers()

            do_GET = do_POST = answer

            def log_message(self, *arguments):
                pass

        self.server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()
        url = f'http://127.0.0.1:{self.server.server_address[1]}'
        self.settings = [f"heartbeat-url='{url}/beat/{TOKEN}'", f"webhook-url='{url}/hook/{TOKEN}'"]

    def take(self):
        calls, self.calls = [call[:2] for call in self.calls], []
        return calls


def case_mail(home):
    certificate, key = make_certificate(home.root)
    server = Server(certificate, key)
    settle(home, server.port, certificate)
    expect(home.run('alerts', 'test'), 0)
    check([to for to, _ in server.messages] == [['owner@example.org']], server.messages)
    check(base64.b64decode(server.logins[0]).decode().endswith(PASSWORD), 'the password was not used')

    server.messages.clear()
    run_week(home, WEEKS[0])
    recipients = sorted(to[0] for to, _ in server.messages)
    check(all(len(to) == 1 for to, _ in server.messages), 'two people in one message')
    check(recipients == ['one@example.org', 'owner@example.org', 'two@example.org'], recipients)
    message = next(message for to, message in server.messages if to == ['one@example.org'])
    check('two@example.org' not in message.as_string() and 'owner@example.org' not in message.as_string(), 'others are seen')
    check('picks' in message['Subject'] and 'Week 8' in message['Subject'], message['Subject'])
    sheet = next(part for part in message.iter_attachments())
    check(sheet.get_filename() == 'fair-catch-picks.csv', sheet.get_filename())
    exported = home.data / 'league' / 'exports' / 'fair-catch-picks.csv'
    check(sheet.get_content().replace('\r\n', '\n') == exported.read_text(encoding='utf-8').replace('\r\n', '\n'),
          sheet.get_content()[:80])

    # A notice to the readers, with letters that a header cannot have, and what would begin a header of its own.
    server.messages.clear()
    expect(home.run('alerts', 'notice', 'Vorsicht: äöü\r\nBcc: evil@example.org', 
                    stdin='Bitte weniger wetten.\n.. und\n.\nnicht mehr.\n'), 0)
    check(sorted(to[0] for to, _ in server.messages) == ['one@example.org', 'two@example.org'], server.messages)
    notice = server.messages[0][1]
    check(notice.get_body().get_content() == 'Bitte weniger wetten.\n.. und\n.\nnicht mehr.\n', notice.as_string())
    check('äöü' in notice['Subject'] and notice['Bcc'] is None, notice.as_string())
    log = expect(home.run('--json', 'incidents', 'list'), 0).json()
    check([each['sentence'] for each in log if each['rule'] == 'notice'] != [], f'the notice is not in the log: {log}')
    server.close()


def case_notice_waits(home):
    """A notice that could not be sent waits, once; an address that is none keeps nobody else from being told."""
    certificate, key = make_certificate(home.root)
    port = free_port()
    settle(home, port, certificate)
    waiting = home.data / 'league' / 'outbox-mail'
    for _ in range(2):
        expect_sentence(home.run('alerts', 'notice', 'Careful', stdin='Bet less.\n'), 1, 'tried again later')
        check(len(list(waiting.iterdir())) == 2, list(waiting.iterdir()))
    server = Server(certificate, key, port)
    run_week(home, WEEKS[0])
    told = [to[0] for to, message in server.messages if message['Subject'] == 'Careful']
    check(sorted(told) == ['one@example.org', 'two@example.org'], server.messages)
    check(not list(waiting.iterdir()), list(waiting.iterdir()))
    server.messages.clear()
    settle(home, port, certificate, "mail-readers=['nobody', 'two@example.org']")
    expect_sentence(home.run('alerts', 'notice', 'Careful', stdin='Bet less.\n'), 2, 'nobody')
    check([to for to, _ in server.messages] == [['two@example.org']], server.messages)

    # One who cannot be told for now keeps nobody else waiting; a server that says goodbye is asked once.
    readers = [f'r{i}@example.org' for i in range(6)]
    settle(home, port, certificate, f"mail-readers={['busy@example.org', *readers]}")
    server.messages.clear()
    server.answer = lambda verb, address: '421 closing' if verb == 'RCPT' else None
    before = server.connections
    expect_sentence(home.run('alerts', 'notice', 'Careful', stdin='Bet less.\n'), 1, '(421)', '7 messages wait')
    check(server.connections == before + 1, f'{server.connections - before} tries')
    steps = [step for step in home.run('--json', 'checklist').json() if step['step'] == 'Tell the readers']
    check(steps and all(step['state'] != 'done' and 'wait' in step['sentence'] for step in steps), steps)
    server.answer = lambda verb, address: '450 try later' if address.startswith('busy') else None
    expect_sentence(home.run('alerts', 'notice', 'Careful', stdin='Bet less.\n'), 1, 'busy@example.org')
    check(sorted(to[0] for to, _ in server.messages) == readers, server.messages)
    check(len(list(waiting.iterdir())) == 1, list(waiting.iterdir()))
    server.close()


def case_changes_once_and_digest(home):
    certificate, key = make_certificate(home.root)
    server = Server(certificate, key)
    settle(home, server.port, certificate)
    run_week(home, WEEKS[0])
    server.messages.clear()
    settle(home, server.port, certificate, "export-folders=['/nowhere/at/all']", 'conservative=true',
           "mail-readers=['Alice <alice@example.org>', 'one@example.org']")
    with stand_in(home, '--now', WEEKS[1]) as api:
        home.run('--as-of', WEEKS[1], '--api-url', api.url, 'run', '--unattended', key=KEY)
        changed = [m['Subject'] for to, m in server.messages if 'Folders' in m['Subject']]
        check(changed == ['Fair Catch: Folders is red'], changed)
        picks = [message for to, message in server.messages if to == ['one@example.org']]
        check(len(picks) == 1 and list(picks[0].iter_attachments()), 'no sheet where no folder took it')
        # What is the owner's is told to the owner alone; how the picks were made is told to all.
        owners, readers = (body_of(server, f'{who}@example.org', 'Week') for who in ('owner', 'one'))
        check('alice@' in owners and '/nowhere' in owners and 'Conservative' in owners, owners)
        check('@' not in readers.replace(' @ ', '') and '/' not in readers and 'Conservative' in readers, readers)
        for _ in range(3):
            home.run('--as-of', WEEKS[1], '--api-url', api.url, 'run', '--unattended', key=KEY)
    check(len([m for _, m in server.messages if 'Folders' in m['Subject']]) == 1, 'told again')
    check(len([to for to, _ in server.messages if to == ['one@example.org']]) == 1, 'the same picks were mailed again')
    server.messages.clear()
    for _ in range(2):
        home.run('--as-of', '2025-10-23T12:00:00Z', 'upkeep', key=KEY)
    digests = [message for _, message in server.messages if 'today' in message['Subject']]
    check(digests and '/nowhere/at/all' in digests[0].get_body().get_content(), server.messages)
    check(len(digests) == 1, f'{len(digests)} digests a day')
    server.close()


def case_failures_once(home):
    """A run that is tried again and again fails in one message a week, and is told of when it comes right."""
    certificate, key = make_certificate(home.root)
    server = Server(certificate, key)
    settle(home, server.port, certificate, 'schedule-on-battery=true', 'schedule-on-metered=true')
    with stand_in(home, '--now', WEEKS[0]) as api:
        api.answer = lambda path: (500, 'text/plain', 'out of order')
        for hour in (15, 17, 19):
            home.run('--as-of', f'2025-10-15T{hour}:00:00Z', '--api-url', api.url, 'schedule', 'run', key=KEY)
        said = subjects(server)
        check(said.count('Fair Catch: The weekly run failed') == 1, said)
        check(not [subject for subject in said if 'Last run' in subject or 'today' in subject], f'told again: {said}')
        check('before none' not in str([message.get_body().get_content() for _, message in server.messages]), 'raw words')
        home.run('--as-of', '2025-10-22T14:00:00Z', '--api-url', api.url, 'schedule', 'run', key=KEY)
        said = subjects(server)
        check(said.count('Fair Catch: The weekly run failed') == 2, f'the next week is silent: {said}')
    with stand_in(home, '--now', '2025-10-22T17:00:00Z') as api:
        home.run('--as-of', '2025-10-22T17:00:00Z', '--api-url', api.url, 'schedule', 'run', key=KEY)
    check(len([subject for subject in subjects(server, 'one@example.org') if 'picks' in subject]) == 1, server.messages)

    # A week that was run by hand is told of by the next look at the calendar, once.
    server.messages.clear()
    with stand_in(home, '--now', '2025-10-29T14:05:00Z') as api:
        expect(home.run('--as-of', '2025-10-29T14:05:00Z', '--api-url', api.url, 'run', key=KEY), 0)
        check(not server.messages, f'a person was written to about their own run: {server.messages}')
        api.forget()
        for hour in (15, 17, 19):
            home.run('--as-of', f'2025-10-29T{hour}:00:00Z', '--api-url', api.url, 'schedule', 'run', key=KEY)
        check(len(api.metered()) <= 3, api.metered())
    check(['picks' in subject for subject in subjects(server, 'one@example.org')] == [True], server.messages)
    server.close()


def start_on_full_disk(home, room, *arguments):
    def fill():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    process = home.start(*arguments, key=KEY, preexec_fn=fill, restore_signals=False)
    return process.communicate(timeout=60), process.returncode


def case_cannot_begin(home):
    """A run that cannot even begin, for want of room or of a store, is told of: once a day, and again when it comes again."""
    certificate, key = make_certificate(home.root)
    server, hooks = Server(certificate, key), Hooks()
    settle(home, server.port, certificate, 'schedule-on-battery=true', 'schedule-on-metered=true', *hooks.settings)
    run_week(home, WEEKS[0])
    heart = [('GET', f'/beat/{TOKEN}')]
    check(hooks.take() == heart, hooks.calls)

    def look(told, *commands, as_of=WEEKS[1], run=lambda *arguments: home.run(*arguments, key=KEY)):
        server.messages.clear()
        for command in commands:
            run('--as-of', as_of, '--api-url', 'http://127.0.0.1:9', *command)
        check([to for to, _ in server.messages] == [['owner@example.org']] * told, (commands, server.messages))
        check(hooks.take() == [('POST', f'/hook/{TOKEN}')] * told, (commands, hooks.calls))

    run, upkeep, schedule = ('run', '--unattended'), ('upkeep',), ('schedule', 'run')
    with open(home.data / 'league' / 'faircatch.lock', 'a', encoding='utf-8') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        look(0, run) # another one is at work
    # With some room it begins, and can keep neither how it fails nor that somebody was told; without, it does not begin.
    for room, told in ((60000, 1), (4096, 0)):
        look(told, run, run, run=lambda *arguments, room=room: start_on_full_disk(home, room, *arguments))
        check(not told or 'what was due' in subjects(server)[0], subjects(server))
    expect(home.run('--as-of', WEEKS[0], 'upkeep', key=KEY), 0)
    check(hooks.take() == heart, hooks.calls)
    look(1, run, run=lambda *arguments: start_on_full_disk(home, 4096, *arguments))

    for path in home.store().parent.glob('faircatch.db*'):
        path.unlink()
    home.store().write_bytes(b'no store' * 1000)
    look(1, schedule, upkeep, run, schedule)
    look(1, schedule, as_of='2025-10-23T12:00:00Z')
    server.close()


def case_server_down_and_back(home):
    certificate, key = make_certificate(home.root)
    port = free_port()
    settle(home, port, certificate)
    result = run_week(home, WEEKS[0])
    check('localhost' in result.err, f'nobody was told: {result}')
    check(expect(home.run('--json', 'alerts', 'status'), 0).json()['waiting'] == 3, 'not queued')
    # A server that cannot prove who it is gets nothing.
    liar = Server(*make_certificate(home.root, 'elsewhere'), port=port)
    expect_sentence(home.run('alerts', 'test'), 4, 'localhost')
    home.run('--as-of', WEEKS[0], 'upkeep', key=KEY)
    check(not liar.messages and not liar.logins, 'a liar was told')
    liar.close()
    # The computer was off for longer than a message waits.
    for path in (home.data / 'league' / 'outbox-mail').iterdir():
        os.utime(path, (time.time() - 8 * 86400,) * 2)
    check(home.run('--as-of', WEEKS[0], 'upkeep', key=KEY).code == 3, 'nobody can be told, and all is well')
    server = Server(certificate, key, port)
    expect(home.run('--as-of', WEEKS[0], 'upkeep', key=KEY), 0)
    told = sorted(to[0] for to, message in server.messages if 'picks' in message['Subject'])
    check(told == ['one@example.org', 'owner@example.org', 'two@example.org'], told)
    check(expect(home.run('--json', 'alerts', 'status'), 0).json()['waiting'] == 0, 'still waiting')
    for path in (home.data / 'league').rglob('*'):
        check(not path.is_file() or PASSWORD.encode() not in path.read_bytes(), f'the password is in {path}')
    check(not any(PASSWORD in text for text in home.seen), 'the password was printed')
    server.close()


def case_one_bad_address_silences_nobody(home):
    certificate, key = make_certificate(home.root)
    server = Server(certificate, key, answer=lambda verb, address: '550 no' if address.startswith('gone') else None)
    settle(home, server.port, certificate)
    path = home.data / 'league' / 'settings.ini'
    path.write_text(path.read_text().replace(
        "['owner@example.org']", "['no address', 'gone@example.org', 'owner@example.org']"))
    for _ in range(2):
        result = run_week(home, WEEKS[0])
        check('no address' in result.err and 'gone@example.org' in result.err, f'nobody was told: {result}')
    told = [message['Subject'] for to, message in server.messages if to == ['owner@example.org']]
    check(len(told) == len(set(told)) and sum('picks' in subject for subject in told) == 1, told)
    check(expect(home.run('--json', 'alerts', 'status'), 0).json()['waiting'] == 1, 'what is refused should wait')
    server.close()


def case_bad_settings(home):
    certificate, key = make_certificate(home.root)
    server = Server(certificate, key)
    for line, code, word in (("mail-from=''", 2, 'needs a sender'), ("mail-server=''", 2, 'No mail server'),
                             ("mail-ca-file='/no/certificates'", 4, '/no/certificates'),
                             ("mail-security='tls'", 4, f'at port {server.port}')):
        settle(home, server.port, certificate, line)
        expect_sentence(home.run('alerts', 'test'), code, word)
    server.answer = lambda verb, address: '553 not you' if verb == 'MAIL' else None
    settle(home, server.port, certificate)
    expect_sentence(home.run('alerts', 'test'), 1, 'fair@example.org')
    server.answer = lambda verb, address: '530 who are you' if verb == 'MAIL' else None
    expect(home.run('alerts', 'password', 'clear'), 0)
    expect_sentence(home.run('alerts', 'test'), 1, 'wants a login')
    server.close()
    result = home.run('alerts', 'test')
    check(f'at port {server.port}' in result.err and 'later' not in result.err, result)
    settle(home, 25, certificate, "mail-security='none'")
    path = home.data / 'league' / 'settings.ini'
    path.write_text(path.read_text().replace("'localhost'", "'mail.example.org'"))
    expect_sentence(home.run('alerts', 'test'), 4, 'TLS')
    path.write_text(path.read_text().replace('mail.example.org', '127.example.org'))
    expect_sentence(home.run('alerts', 'test'), 4, 'TLS')
    path.write_text(path.read_text().replace('127.example.org', 'localhost').replace(
        'owner@example.org', 'owner@example.org, other@example.org'))
    expect_sentence(home.run('alerts', 'test'), 2, 'no mail address')


def case_hooks(home):
    hooks = Hooks()
    folder = home.data / 'league'
    folder.mkdir(parents=True)
    settings = '\n'.join(['[io/github/faircatch/FairCatch]', 'first-season=2024', *hooks.settings, ''])
    (folder / 'settings.ini').write_text(settings)
    heart = [('GET', f'/beat/{TOKEN}')]
    run_week(home, WEEKS[0])
    check(hooks.take() == heart, hooks.calls)
    # No heart beats where something is missing, or for who does not listen.
    expect(home.run('--as-of', '2025-10-15T22:00:00Z', 'run', '--unattended'), 3)
    check(hooks.take() == [], hooks.calls)
    expect(home.run('--as-of', '2025-10-16T12:00:00Z', 'upkeep', key=KEY), 0)
    check(hooks.take() == heart, hooks.calls)
    hooks.status = 302
    expect_sentence(home.run('--as-of', '2025-10-17T12:00:00Z', 'upkeep', key=KEY), 3, '302')
    check(hooks.take() == heart, hooks.calls)
    # A run that fails posts why, and where nobody can be told it says so. Errors name no secret.
    (folder / 'settings.ini').write_text(settings + '\n'.join([
        "mail-server='localhost'", 'mail-port=9', "mail-user='coach'", "mail-from='fair@example.org'",
        "mail-owners=['owner@example.org']", '']))
    expect(home.run('alerts', 'password', 'set', stdin=PASSWORD + '\n'), 0)
    hooks.status = 500
    shutil.rmtree(folder / 'exports')
    (folder / 'exports').write_text('no folder')
    (folder / 'outbox').write_text('no folder')
    result = run_week(home, WEEKS[1], 1)
    check('“localhost”' in result.err and '“127.0.0.1”' in result.err, result)
    check(json.loads(hooks.calls[0][2])['status'] == 'failed', hooks.calls)
    check(hooks.take() == [('POST', f'/hook/{TOKEN}')], hooks.calls)
    result = home.run('--as-of', WEEKS[1], 'status')
    # Neither what is printed nor what is exported or backed up holds a secret.
    check(expect(home.run('incidents', 'add', 'The disk was full.'), 0).out, 'not noted')
    log = home.root / 'incidents.csv'
    expect(home.run('incidents', 'list', '--csv', log), 0)
    check('The disk was full.' in log.read_text() and ',run,' in log.read_text(), log.read_text())
    other = home.root / 'other'
    backup = sorted((folder / 'backups').glob('*.tar.zst'))[-1]
    expect(home.run('backup', 'restore', backup, '--into', other), 0)
    files = [*other.rglob('*'), *folder.rglob('*'), log]
    for secret in (TOKEN, KEY, PASSWORD):
        check(not any(secret in text for text in home.seen), f'{secret} was printed')
        for path in files:
            if path.is_file() and path != folder / 'settings.ini': # which is the person's own
                check(secret.encode() not in path.read_bytes(), f'{secret} is in {path}')
    check(result.code == 0, result)


if __name__ == '__main__':
    main()
