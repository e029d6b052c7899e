#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in lists exactly the files that hold text for a person."""

import re

import lint

MARK = re.compile(r'\b(?:_|N_|C_|NC_) ?\(\s*"|\b(?:g_dn|n)gettext \(')
HEAD = (f'# {lint.SPDX}\n'
        '# Every file with text for a person, sorted. tests/lint/check-potfiles.py --write brings it up to date.\n')


def wanted(root):
    return [str(path) for path in lint.sources(root, {'.c', '.h'}, ['src'])
            if MARK.search((root / path).read_text(encoding='utf-8'))]


def write(root):
    (root / 'po/POTFILES.in').write_text(HEAD + ''.join(path + '\n' for path in wanted(root)), encoding='utf-8')


def check(root, findings):
    lines = (root / 'po/POTFILES.in').read_text(encoding='utf-8').split('\n')
    listed = [line for line in lines if line and not line.startswith('#')]
    for path in wanted(root):
        if path not in listed:
            findings.add('po/POTFILES.in', 1, f'{path} is missing')
    for path in listed:
        if path not in wanted(root):
            findings.add('po/POTFILES.in', 1, f'{path} has no text for a person')
    if listed != sorted(listed):
        findings.add('po/POTFILES.in', 1, 'is not sorted')


CLEAN = {
    'po/POTFILES.in': '# comment\nsrc/a.c\nsrc/b.c\n',
    'src/a.c': 'f (_("x"));\n',
    'src/b.c': 'f (ngettext ("x", "y", 2));\n',
    'src/c.c': 'free_(1); a_b (2);\n',
}
PLANTED = {
    'missing': {'src/c.c': 'f (_("x"));\n'},
    'too many': {'src/a.c': 'f ("x");\n'},
    'order': {'po/POTFILES.in': 'src/b.c\nsrc/a.c\n'},
}

if __name__ == '__main__':
    lint.main(check, CLEAN, PLANTED, write)
