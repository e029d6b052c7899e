#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be said without any data: help, wrong usage, the key, and an empty data folder."""

import os
import re
import stat
import subprocess
from pathlib import Path

from fair import KEY, check, expect, expect_sentence, main

COMMANDS = ('checklist', 'status', 'sync', 'run', 'lines', 'picks', 'games', 'ratings', 'backtest', 'ledger', 'performance',
            'chart', 'adjust', 'model', 'backup', 'purge', 'takeout', 'alerts', 'schedule', 'upkeep', 'health', 'incidents',
            'settings', 'key', 'demo', 'simulate')


def case_help(home):
    result = expect(home.run('--help', folder=False), 0)
    for command in COMMANDS:
        check(re.search(rf'^\s*{command}\b', result.out, re.M), f'{command} is not in the help: {result.out}')


def case_manual_names_everything(home):
    manual = Path(__file__).resolve().parents[2] / 'data/fair.1'
    page = manual.read_text(encoding='utf-8').replace('\\-', '-')
    shown = expect(home.run('--help', folder=False), 0).out
    listed = re.findall(r'^  ([a-z]+) ', shown, re.M)
    check(set(listed) == set(COMMANDS), f'the help lists {listed}')
    for command in listed:
        check(re.search(rf'^\.BR? .*\b{command}\b', page, re.M), f'{command} is not in the manual page')
        shown += expect(home.run(command, '--help', folder=False), 0).out
    for option in set(re.findall(r'--[a-z][a-z-]+', shown)) - {'--help', '--version'}:
        check(option in page, f'{option} is not in the manual page')


def case_settings(home):
    """All that Preferences can, without a window; a secret is set, and not shown."""
    secret = 'https://hooks.example.org/0123456789'
    listed = expect(home.run('settings'), 0).out
    check(re.search(r'^schedule-lines +light +Fetch lines by itself', listed, re.M), listed)
    check(expect(home.run('settings', 'set', 'schedule-lines', 'full'), 0).out == 'full\n')
    expect(home.run('settings', 'set', 'webhook-url', secret), 0)
    expect(home.run('settings', 'set', 'mail-readers', 'a@example.org, b@example.org'), 0)
    shown = expect(home.run('--json', 'settings', 'list'), 0).json()
    check(shown['schedule-lines'] == 'full' and shown['webhook-url'] == 'set' and 'b@example.org' in shown['mail-readers'], shown)
    expect_sentence(home.run('settings', 'set', 'schedule-lines', 'now'), 2, 'one of off, light, full, own')
    expect_sentence(home.run('settings', 'set', 'schedule-weekly-hour', '24'), 2, 'from 0 to 23')
    expect_sentence(home.run('settings', 'get', 'schedule-line'), 2, 'no setting')
    expect_sentence(home.run('settings', 'set', 'schedule-lines'), 2, 'Say what to do')
    check(expect(home.run('settings', 'reset', 'schedule-lines'), 0).out == 'light\n')
    check(expect(home.run('settings', 'get', 'schedule-lines'), 0).out == 'light\n')
    check(secret in (home.data / 'league' / 'settings.ini').read_text(encoding='utf-8') and secret not in ''.join(home.seen))


def case_version(home):
    result = expect(home.run('--version', folder=False), 0)
    check(re.search(r'\d+\.\d+\.\d+', result.out), result)


def case_settings_without_a_session(home):
    """A setting is kept, or it is said that it cannot be; never is one forgotten without a word."""
    config = Path(home.env['XDG_CONFIG_HOME'])
    expect(home.run('model', 'conservative', 'on', folder=False), 0)
    check('conservative=true' in (config / 'faircatch' / 'settings.ini').read_text(encoding='utf-8'), 'it is not kept')
    # As where a session that is not there now has kept some.
    (config / 'dconf').mkdir()
    (config / 'dconf' / 'user').touch()
    done = subprocess.run(home.command(['alerts', 'webhook', 'set'], folder=False), env=home.env, capture_output=True,
                          input='https://hook/t0ken', text=True)
    check(done.returncode == 1 and 'could not be kept' in done.stderr if done.returncode else
          't0ken' in (config / 'faircatch' / 'settings.ini').read_text(encoding='utf-8'), done)
    check('t0ken' not in done.stdout + done.stderr, 'an address that is a secret was printed')


def case_unknown_command(home):
    expect_sentence(home.run('frobnicate'), 2, 'frobnicate')


def case_unknown_option(home):
    for arguments in (['--frobnicate', 'status'], ['picks', '--frobnicate']):
        check('--frobnicate' in expect(home.run(*arguments), 2).err, 'the option is not named')


def case_no_command(home):
    check(home.run().code == 2, 'no command is wrong usage')


def case_wrong_values(home):
    expect_sentence(home.run('--as-of', 'yesterday', 'status'), 2)
    check('--season' in expect(home.run('picks', '--season', 'this', '--week', '1'), 2).err, 'the option is not named')
    expect_sentence(home.run('backtest', '--from', '2023', '--to', '2017'), 2)
    expect_sentence(home.run('ledger', 'frobnicate'), 2)
    expect_sentence(home.run('key', 'frobnicate'), 2)
    expect_sentence(home.run('model', 'frobnicate'), 2)
    expect_sentence(home.run('model', 'promote', 'frobnicate'), 2, 'frobnicate')


def case_status_before_anything(home):
    expect(home.run('status'), 0)
    check(not home.store().exists(), 'looking made a store')
    expect(home.run('--json', 'status'), 0).json()


def case_tables_before_anything(home):
    for command in (['picks'], ['games'], ['ratings'], ['ledger', 'list'], ['ledger', 'verify'], ['performance'],
                    ['model', 'list'], ['model', 'rollback'], ['model', 'resume'], ['model', 'promote', 'scores'],
                    ['backtest', '--from', '2020', '--to', '2021']):
        result = home.run(*command)
        check(result.code in (0, 1), result)
        if result.code == 1:
            expect_sentence(result, 1)
    check(not home.store().exists(), 'looking made a store')


def case_no_key(home):
    for command in ('run', 'sync'):
        expect_sentence(home.run(command), 1, 'key')


def case_key_in_file(home):
    expect(home.run('key', 'status', folder=False), 1)
    expect(home.run('key', 'set', folder=False, stdin=f'  Bearer {KEY}  \n'), 0)
    expect(home.run('key', 'status', folder=False), 0)
    holders = [path for path in home.root.rglob('*') if path.is_file() and KEY.encode() in path.read_bytes()]
    check(len(holders) == 1, f'the key is in {holders}')
    check(stat.S_IMODE(holders[0].stat().st_mode) == 0o600, 'others can read the key')
    expect(home.run('key', 'clear', folder=False), 0)
    expect(home.run('key', 'status', folder=False), 1)
    check(not any(KEY in text for text in home.seen), 'the key was printed')


def case_key_file_readable_by_others(home):
    expect(home.run('key', 'set', folder=False, stdin=f'{KEY}\n'), 0)
    holder = next(path for path in home.root.rglob('*') if path.is_file() and KEY.encode() in path.read_bytes())
    os.chmod(holder, 0o644)
    expect_sentence(home.run('run'), 1)
    check(not any(KEY in text for text in home.seen), 'the key was printed')


def case_key_empty(home):
    check(home.run('key', 'set', folder=False, stdin='\n').code in (1, 2), 'an empty key was taken')
    expect(home.run('key', 'status', folder=False), 1)


def case_key_in_environment(home):
    expect(home.run('key', 'status', key=KEY, folder=False), 0)
    check(not any(KEY in text for text in home.seen), 'the key was printed')


def case_key_is_not_sent_in_the_clear(home):
    expect_sentence(home.run('--api-url', 'http://example.invalid', 'sync', key=KEY), 2, 'https')
    check(not any(KEY in text for text in home.seen), 'the key was printed')


if __name__ == '__main__':
    main()
