# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server on this machine, with STARTTLS and a login, that keeps what it is given."""

import email
import email.policy
import socket
import ssl
import subprocess
import threading

PASSWORD = 'm4il-passw0rd-that-must-never-be-seen'


def make_certificate(folder, name='localhost'):
    """A self-made certificate for @name: (certificate, key)."""
    certificate, key = folder / f'{name}.pem', folder / f'{name}.key'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', f'/CN={name}',
                    '-addext', f'subjectAltName=DNS:{name}', '-keyout', key, '-out', certificate],
                   check=True, capture_output=True)
    return certificate, key


def address_in(line):
    return line.decode().split('<')[1].split('>')[0]


class Server:
    """Takes mail on a port of its own until it is closed; @messages are (recipients, message). @answer is a function of
    verb and address that gives another answer than yes, or None."""

    def __init__(self, certificate, key, port=0, answer=None):
        self.messages, self.logins, self.connections = [], [], 0
        self.answer = answer or (lambda verb, address: None)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server(('127.0.0.1', port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        try:
            self.converse(connection)
        except (OSError, ssl.SSLError):
            pass # the client went away, or did not trust us
        finally:
            connection.close()

    def converse(self, connection):
        stream, recipients = connection.makefile('rwb', buffering=0), []

        def say(line):
            stream.write(line.encode() + b'\r\n')

        say('220 localhost')
        while line := stream.readline():
            verb = line.split()[0].upper() if line.split() else b''
            if verb == b'EHLO':
                secure = isinstance(connection, ssl.SSLSocket)
                say('250-localhost')
                say('250 AUTH PLAIN' if secure else '250 STARTTLS')
            elif verb == b'STARTTLS':
                say('220 go on')
                connection = self.context.wrap_socket(connection, server_side=True)
                stream = connection.makefile('rwb', buffering=0)
            elif verb == b'AUTH':
                if len(line.split()) < 3:
                    say('334 ')
                    self.logins.append(stream.readline().strip().decode())
                else:
                    self.logins.append(line.split()[2].decode())
                say('235 welcome')
            elif verb == b'RCPT':
                recipients.append(address_in(line))
                say(self.answer('RCPT', recipients[-1]) or '250 ok')
            elif verb == b'DATA':
                say('354 go on')
                lines = []
                while (part := stream.readline()) not in (b'.\r\n', b''):
                    lines.append(part[part.startswith(b'.'):]) # RFC 5321, 4.5.2
                message = email.message_from_bytes(b''.join(lines), policy=email.policy.default)
                self.messages.append((recipients, message))
                recipients = []
                say('250 ok')
            elif verb == b'MAIL':
                recipients = []
                say(self.answer('MAIL', address_in(line)) or '250 ok')
            elif verb == b'RSET':
                recipients = []
                say('250 ok')
            elif verb == b'QUIT':
                say('221 bye')
                return
            else:
                say('250 ok')

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR) # wakes who waits in accept
        self.listener.close()
