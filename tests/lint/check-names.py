#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""File names, licence lines, header guards, prefixes, and that every source and test is really built."""

import re

import lint

SOURCE = re.compile(r'fair-[a-z0-9]+(-[a-z0-9]+)*\.[ch]$')
TEST = re.compile(r'(test|bench|fuzz)-[a-z]+-[a-z0-9-]+\.c$|[a-z0-9-]+\.h$')
PREFIXES = {'prototype': 'fair_', 'typedef': 'Fair', 'macro': 'FAIR_', 'enumerator': 'FAIR_', 'function': 'fair_'}


def check_spdx(root, findings):
    texts = lint.sources(root, {'.c', '.h', '.py', '.sh', '.build'}, ['src', 'tests', 'data', 'po', '.ci'])
    names = ['meson.build', 'run', 'test', '.ci/run', 'data/fair.1', 'README.md']
    texts += [root.joinpath(name).relative_to(root) for name in names
              if name != 'README.md' and (root / name).is_file()]
    for path in texts:
        head = (root / path).read_text(encoding='utf-8').split('\n', 2)[:2]
        if not any(lint.SPDX in line for line in head):
            findings.add(path, 1, f'no “{lint.SPDX}” in its first two lines')


def check_files(root, findings):
    seen = {}
    for path in lint.sources(root, {'.c', '.h'}):
        text = (root / path).read_text(encoding='utf-8')
        in_src = path.parts[0] == 'src'
        if not (SOURCE if in_src else TEST).match(path.name) and path.name not in ('main.c', 'driver.c'):
            findings.add(path, 1, 'the name must begin with fair- (in src) or name its layer and unit (in tests)')
        if in_src and path.name in seen:
            findings.add(path, 1, f'{seen[path.name]} has the same name')
        seen[path.name] = path
        if path.suffix == '.h' and '#pragma once' not in text:
            findings.add(path, 1, 'no #pragma once')
        if 'g_object_unref (error' in text:
            findings.add(path, 1, 'a GError is freed with g_error_free or an autoptr')


def check_prefixes(root, findings):
    headers = [path for path in lint.sources(root, {'.h'}, ['src'])]
    bodies = [path for path in lint.sources(root, {'.c'}, ['src'])]
    for tag in lint.tags(root, headers, 'ptde') + lint.tags(root, bodies, 'f'):
        prefix = PREFIXES.get(tag['kind'])
        name = tag['name']
        if tag['kind'] == 'function':
            line = (root / tag['path']).read_text(encoding='utf-8').split('\n')
            above = ' '.join(line[max(0, tag['line'] - 2):tag['line']])
            if re.search(r'\bstatic\b', above) or name == 'main' or re.match(r'[A-Z]', name):
                continue
        if prefix and not name.startswith(prefix) and not name.startswith(('_Fair', 'G_', 'g_autoptr')):
            findings.add(tag['path'], tag['line'], f'{tag["kind"]} {name} does not begin with {prefix}')


def check_built(root, findings):
    for path in lint.sources(root, {'.c'}, ['src']):
        build = root / path.parent / 'meson.build'
        if not build.is_file() or f"'{path.name}'" not in build.read_text(encoding='utf-8'):
            findings.add(path, 1, f'{path.parent}/meson.build does not build it')
    for kind, folder in (('test', 'core'), ('bench', 'bench'), ('fuzz', 'fuzz')):
        build = root / 'tests' / folder / 'meson.build'
        text = build.read_text(encoding='utf-8') if build.is_file() else ''
        for path in sorted((root / 'tests' / folder).glob('*.c')):
            if path.name == 'driver.c':
                continue
            match = re.match(kind + r'-([a-z]+)-(.+)\.c$', path.name)
            row = re.search(r"'%s': \[([^\]]*)\]" % match.group(1), text) if match else None
            if row is None or f"'{match.group(2)}'" not in row.group(1):
                findings.add(path.relative_to(root), 1, f'tests/{folder}/meson.build does not run it')


def check(root, findings):
    check_spdx(root, findings)
    check_files(root, findings)
    check_prefixes(root, findings)
    check_built(root, findings)


SPDX_C = f'/* {lint.SPDX} */\n'
CLEAN = {
    'src/base/meson.build': f"# {lint.SPDX}\nsources = files (\n  'fair-a.c',\n)\n",
    'src/base/fair-a.h': SPDX_C + '#pragma once\ntypedef struct { int b; } FairA;\nvoid fair_a_run (FairA *self);\n',
    'src/base/fair-a.c': SPDX_C + '#include "fair-a.h"\nstatic int\nhelp (void)\n{\n  return 1;\n}\n\nvoid\nfair_a_run (FairA *self)\n{\n  self->b = help ();\n}\n',
    'tests/core/meson.build': f"# {lint.SPDX}\ncore_tests = {{\n  'base': ['a'],\n}}\n",
    'tests/core/test-base-a.c': SPDX_C + 'int\nmain (void)\n{\n  return 0;\n}\n',
}
PLANTED = {
    'licence': {'src/base/fair-a.h': '#pragma once\n'},
    'guard': {'src/base/fair-a.h': SPDX_C + '#ifndef A\n#endif\n'},
    'file name': {'src/base/other.h': SPDX_C + '#pragma once\n'},
    'twice': {'src/math/fair-a.h': SPDX_C + '#pragma once\n'},
    'prototype': {'src/base/fair-a.h': SPDX_C + '#pragma once\nvoid run_a (void);\n'},
    'type': {'src/base/fair-a.h': SPDX_C + '#pragma once\ntypedef struct { int b; } A;\n'},
    'function': {'src/base/fair-a.c': SPDX_C + 'int\nhelp (void)\n{\n  return 1;\n}\n'},
    'not built': {'src/base/fair-b.c': SPDX_C},
    'not run': {'tests/core/test-base-b.c': SPDX_C},
    'script': {'tests/lint/check-x.py': 'print (1)\n'},
}

if __name__ == '__main__':
    lint.main(check, CLEAN, PLANTED)
