#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in lists exactly the files that hold text for a person."""

import re

import lint

C_MARK = re.compile(r'\b(?:_|N_|C_|NC_) ?\(\s*"|\b(?:g_dn|n)gettext \(')
# What is not C marks its text by an attribute, or is a file that gettext knows as a whole.
UI_MARK = 'translatable="yes"'
WHOLE = ('.desktop.in', '.metainfo.xml.in', '.gschema.xml')
HEAD = (f'# {lint.SPDX}\n'
        '# Every file with text for a person, sorted. tests/lint/check-potfiles.py --write brings it up to date.\n')


def wanted(root):
    """The files with text for a person, in the order of the list."""
    files = [path for path in lint.sources(root, {'.c', '.h'}, ['src'])
             if C_MARK.search((root / path).read_text(encoding='utf-8'))]
    files += [path for path in lint.sources(root, {'.ui'}, ['ui'])
              if UI_MARK in (root / path).read_text(encoding='utf-8')]
    files += [path for path in lint.sources(root, {'.in', '.xml'}, ['data']) if path.name.endswith(WHOLE)]
    return sorted(str(path) for path in files)


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
    'po/POTFILES.in': '# comment\ndata/x.desktop.in\nsrc/a.c\nsrc/b.c\nui/a.ui\n',
    'data/x.desktop.in': '',
    'ui/a.ui': '<property name="label" translatable="yes">x</property>',
    'ui/b.ui': '<property name="visible">True</property>',
    'src/a.c': 'f (_("x"));\n',
    'src/b.c': 'f (ngettext ("x", "y", 2));\n',
    'src/c.c': 'free_(1); a_b (2);\n',
}
PLANTED = {
    'missing': {'src/c.c': 'f (_("x"));\n'},
    'too many': {'src/a.c': 'f ("x");\n'},
    'template': {'ui/b.ui': '<property name="label" translatable="yes">x</property>'},
    'data': {'data/y.metainfo.xml.in': ''},
    'order': {'po/POTFILES.in': 'data/x.desktop.in\nsrc/b.c\nsrc/a.c\nui/a.ui\n'},
}

if __name__ == '__main__':
    lint.main(check, CLEAN, PLANTED, write)
