#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts parse and can be run, the settings schema is complete and used rightly, the manual page is clean."""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import lint

SCHEMA = 'data/io.github.faircatch.FairCatch.gschema.xml'
USE = re.compile(r'fair_settings_(?:get|set)(?:_\w+)? \([^,()]+(?:\([^()]*\))?, "([a-z-]+)"')
# Text that belongs to one machine and to no project.
FOREIGN = re.compile('/wo' + r'rk/|/ro' + r'ot/|/ho' + r'me/\w')


def check_scripts(root, findings):
    scripts = [root / name for name in ('run', 'test') if (root / name).is_file()]
    for folder in ('.ci', 'tests', 'data', 'flatpak'):
        scripts += [path for path in (root / folder).rglob('*') if path.is_file() and path.suffix in ('', '.sh', '.py')]
    for path in sorted(scripts):
        name = path.relative_to(root)
        try:
            head = path.read_text(encoding='utf-8').split('\n', 1)[0]
        except UnicodeDecodeError:
            continue
        if not head.startswith('#!') and path.suffix != '.sh':
            continue
        if head.startswith('#!') and not os.access(path, os.X_OK):
            findings.add(name, 1, 'has an interpreter line but cannot be executed')
        if 'sh' in head.split('/')[-1] or path.suffix == '.sh':
            result = subprocess.run(['bash', '-n', str(path)], capture_output=True, text=True)
            if result.returncode != 0:
                findings.add(name, 1, result.stderr.strip())
        elif 'python' in head:
            try:
                compile(path.read_text(encoding='utf-8'), str(name), 'exec')
            except SyntaxError as error:
                findings.add(name, error.lineno or 1, error.msg)


def check_schema(root, findings):
    if not (root / SCHEMA).is_file():
        return
    if shutil.which('glib-compile-schemas'):
        result = subprocess.run(['glib-compile-schemas', '--strict', '--dry-run', str(root / 'data')],
                                capture_output=True, text=True)
        if result.returncode != 0:
            findings.add(SCHEMA, 1, result.stderr.strip())
    keys = {}
    for key in ET.parse(root / SCHEMA).iter('key'):
        keys[key.get('name')] = key
        for part in ('default', 'summary', 'description'):
            if not (key.findtext(part) or '').strip():
                findings.add(SCHEMA, 1, f'{key.get("name")} has no {part}')
        if key.get('type') in ('i', 'd', 'x', 'u', 't') and key.find('range') is None:
            findings.add(SCHEMA, 1, f'{key.get("name")} has no range')
    for path in lint.sources(root, {'.c'}, ['src']):
        text = (root / path).read_text(encoding='utf-8')
        for match in USE.finditer(text):
            if match.group(1) not in keys:
                findings.add(path, text.count('\n', 0, match.start()) + 1, f'no setting is called {match.group(1)}')


def check_reasons(root, findings):
    header = root / 'src/picks/fair-pricer.h'
    document = root / 'docs/csv-schema.md'
    if not header.is_file() or not document.is_file():
        return
    codes = re.findall(r'#define FAIR_REASON_\w+\s+"(\w+)"', header.read_text(encoding='utf-8'))
    section = document.read_text(encoding='utf-8').split('### Reasons', 1)[-1].split('\n##', 1)[0]
    told = re.findall(r'^\| `(\w+)` \|', section, re.M)
    if codes != told:
        findings.add('docs/csv-schema.md', 1, f'tells the reasons {told}, the program has {codes}, in this order')


def check_manual(root, findings):
    for path in sorted((root / 'data').glob('*.1')):
        groff = shutil.which('groff')
        if groff is None:
            findings.add(path.relative_to(root), 1, 'groff is not here, so the page was not checked', soft=True)
            continue
        result = subprocess.run([groff, '-man', '-ww', '-Kutf8', '-Tutf8', '-z', str(path)], capture_output=True, text=True)
        if result.returncode != 0 or result.stderr.strip():
            findings.add(path.relative_to(root), 1, result.stderr.strip() or 'groff fails')


def check_foreign(root, findings):
    paths = lint.sources(root, {'.c', '.h', '.py', '.sh', '.md', '.build', '.xml', '.in', '.json', '.1', '.txt'},
                         ['src', 'tests', 'data', 'docs', 'po', 'ui', 'flatpak', '.ci'])
    paths += [(root / name).relative_to(root) for name in ('run', 'test', 'README.md', 'meson.build', '.ci/run', '.ci/packages')
              if (root / name).is_file()]
    for path in paths:
        text = (root / path).read_text(encoding='utf-8', errors='replace')
        match = FOREIGN.search(text)
        if match:
            findings.add(path, text.count('\n', 0, match.start()) + 1, f'“{match.group(0)}” is a path of one machine')


def check(root, findings):
    check_scripts(root, findings)
    check_schema(root, findings)
    check_reasons(root, findings)
    check_manual(root, findings)
    check_foreign(root, findings)


KEY = ('<schemalist><schema id="a.b" path="/a/b/"><key name="k" type="i"><range min="0" max="3"/><default>1</default>'
       '<summary>s</summary><description>d</description></key></schema></schemalist>')
CLEAN = {
    SCHEMA: KEY,
    'src/a.c': 'fair_settings_get_int (settings, "k");\n',
    'data/fair.1': '.TH FAIR 1\n.SH NAME\nfair \\- x\n',
    'src/picks/fair-pricer.h': '#define FAIR_REASON_A "a"\n#define FAIR_REASON_NO_B   "no_b"\n',
    'docs/csv-schema.md': '# x\n### Reasons\n| code | means |\n| `a` | b |\n| `no_b` | c |\n### Other\n| `z` | y |\n',
    '.ci/lib.sh': 'x=1\n',
    'tests/fair.py': 'x = 1\n',
}
PLANTED = {
    'schema': {SCHEMA: KEY.replace('<default>1', '<default>9')},
    'description': {SCHEMA: KEY.replace('<description>d</description>', '')},
    'range': {SCHEMA: KEY.replace('<range min="0" max="3"/>', '')},
    'unknown key': {'src/a.c': 'fair_settings_get_int (fair_x (y), "other");\n'},
    'shell': {'.ci/lib.sh': 'if true; then\n'},
    'reasons': {'docs/csv-schema.md': '# x\n### Reasons\n| `a` | b |\n'},
    'python': {'tests/fair.py': '#!/usr/bin/env python3\nif x\n'},
    'not executable': {'.ci/x': '#!/bin/sh\n'},
    'machine': {'README.md': 'see /ho' + 'me/ann/notes\n'},
}

if __name__ == '__main__':
    lint.main(check, CLEAN, PLANTED)
