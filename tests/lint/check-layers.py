#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Includes stay inside the layer table of src/meson.build: what the compiler's include path cannot see."""

import re

import lint

# Who may use a library's headers. The variable is the one in the table of src/meson.build.
LIBRARIES = {
    'json': ('json-glib/', {'base', 'cfbd', 'sim'}),
    'sqlite': ('sqlite3', {'store'}),
    'soup': ('libsoup/', {'cfbd', 'sim', 'ops'}),
    'secret': ('libsecret/', {'ops'}),
    'curl': ('curl/', {'ops'}),
    'archive': ('archive', {'ops'}),
    'sodium': ('sodium', {'ops'}),
    'cairo': ('cairo', {'chart', 'app'}),
    'pango': ('pango/', {'chart', 'app'}),
    'gtk': ('gtk/', {'app'}),
    'adwaita': ('adwaita', {'app'}),
}
# The C library, POSIX and GLib belong to everyone.
COMMON = re.compile(r'(glib|gio|gobject|gmodule|sys|gnu|linux|arpa|netinet)/|glib(-unix|-object)?\.h$|(assert|complex|ctype|dirent|'
                    r'errno|fcntl|fenv|float|ftw|inttypes|limits|locale|math|pwd|sched|signal|stdbool|stddef|stdint|stdio|stdlib|'
                    r'string|time|unistd|zlib)\.h$')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def read_table(root):
    """{layer: (libraries, layers it may include)} as src/meson.build says."""
    text = (root / 'src/meson.build').read_text(encoding='utf-8')
    body = re.search(r'^layers = \[\n(.*?)^\]', text, re.M | re.S).group(1)
    table = {}
    for name, libraries, below in re.findall(r"\['([\w-]+)', \[([^\]]*)\], \[([^\]]*)\]\]", body):
        table[name] = (re.findall(r'\w+', libraries), re.findall(r"'([\w-]+)'", below))
    # The two programs stand on everything, and never on each other.
    below = [*table]
    table.setdefault('cli', ([], below))
    table.setdefault('app', (['gtk', 'adwaita', 'cairo', 'pango'], below))
    return table


def check_table(table, findings):
    seen = []
    for layer, (libraries, below) in table.items():
        for library in libraries:
            owners = LIBRARIES.get(library, (None, {layer}))[1]
            if layer not in owners:
                findings.add('src/meson.build', 1, f'layer {layer} may not use {library} ({", ".join(sorted(owners))} may)')
        for lower in below:
            if lower not in seen:
                findings.add('src/meson.build', 1, f'layer {layer} names {lower}, which does not come before it')
        seen.append(layer)


def check_include(path, line, quote, name, layer, table, homes, findings):
    libraries, below = table[layer]
    in_test = path.parts[0] == 'tests'
    if in_test: # it may look at a file or a store in its own way
        libraries = [library for lower in [layer, *below] for library in table[lower][0]]
    if '..' in name.split('/'):
        findings.add(path, line, f'“{name}” climbs out of its folder')
    elif quote == '<':
        for library, (prefix, _) in LIBRARIES.items():
            if name.startswith(prefix):
                if library not in libraries:
                    findings.add(path, line, f'<{name}> does not belong into layer {layer}')
                return
        if not COMMON.match(name):
            findings.add(path, line, f'<{name}> is nobody’s yet: give it an owner in check-layers.py')
    elif in_test and (path.parent / name) in homes['tests']:
        return
    elif f"'{name[:-2]}'" in homes['generated'].get(layer, ''):
        return
    elif name not in homes:
        findings.add(path, line, f'“{name}” is in no layer')
    elif homes[name] != layer and homes[name] not in below:
        findings.add(path, line, f'layer {layer} may not include “{name}” of layer {homes[name]}')
    elif name.endswith('-private.h') and homes[name] != layer:
        findings.add(path, line, f'“{name}” is private to layer {homes[name]}')


def check(root, findings):
    table = read_table(root)
    check_table(table, findings)
    homes = {path.name: path.parts[1] for path in lint.sources(root, {'.h'}, ['src'])}
    # A header that a layer's own build file names is generated in the build folder.
    homes['generated'] = {path.parts[1]: (root / path).read_text(encoding='utf-8')
                          for path in lint.sources(root, {'.build'}, ['src']) if len(path.parts) == 3}
    homes['tests'] = set(lint.sources(root, {'.h'}, ['tests']))
    for path in lint.sources(root, {'.c', '.h'}):
        if path.parts[0] == 'src':
            layer = path.parts[1]
        else:
            match = re.match(r'(?:(?:test|bench|fuzz)-)?([a-z]+)-', path.name)
            layer = match.group(1) if match and match.group(1) in table else 'cli'
            if layer == 'cli' and path.name.startswith(('test-', 'bench-', 'fuzz-')):
                findings.add(path, 1, 'its name does not say which layer it tests')
        if layer not in table:
            findings.add(path, 1, f'{layer} is not a layer of src/meson.build')
            continue
        text = (root / path).read_text(encoding='utf-8')
        for match in INCLUDE.finditer(text):
            line = text.count('\n', 0, match.start(2)) + 1
            check_include(path, line, match.group(1), match.group(2), layer, table, homes, findings)


CLEAN = {
    'src/meson.build': "layers = [\n  ['base', [json], []],\n  ['store', [sqlite], ['base']],\n  ['picks', [], ['base']],\n]\n",
    'src/base/fair-a.h': '#include <glib.h>\n',
    'src/store/fair-b.h': '#include "fair-a.h"\n',
    'src/store/fair-b-private.h': '',
    'src/store/fair-b.c': '#include "fair-b-private.h"\n#include <sqlite3.h>\n#include <math.h>\n',
    'src/picks/fair-c.c': '#include "fair-a.h"\n',
    'src/cli/main.c': '#include "fair-b.h"\n',
    'src/app/pages/fair-d.h': '#include "fair-b.h"\n#include <adwaita.h>\n',
    'tests/core/test-store-b.c': '#include "fair-b.h"\n',
}
PLANTED = {
    'climbing': {'src/picks/fair-c.c': '#include "../store/fair-b.h"\n'},
    'other layer': {'src/picks/fair-c.c': '#include "fair-b.h"\n'},
    'upward': {'src/base/fair-a.h': '#include "fair-b.h"\n'},
    'library': {'src/picks/fair-c.c': '#include <sqlite3.h>\n'},
    'library in a test': {'tests/core/test-picks-c.c': '#include <sqlite3.h>\n'},
    'test of no layer': {'tests/core/test-c.c': '#include "fair-a.h"\n'},
    'library in the command line': {'src/cli/main.c': '#include <libsoup/soup.h>\n'},
    'window library below the window': {'src/picks/fair-c.c': '#include <gtk/gtk.h>\n'},
    'window in the command line': {'src/cli/main.c': '#include "fair-d.h"\n'},
    'private': {'src/cli/main.c': '#include "fair-b-private.h"\n'},
    'unknown library': {'src/picks/fair-c.c': '#include <gsl/gsl_math.h>\n'},
    'unknown header': {'src/picks/fair-c.c': '#include "fair-z.h"\n'},
    'test of another layer': {'tests/core/test-picks-c.c': '#include "fair-b.h"\n'},
    'table': {'src/meson.build': "layers = [\n  ['base', [], []],\n  ['store', [sqlite], ['base']],\n  ['picks', [sqlite], ['base']],\n]\n"},
}

if __name__ == '__main__':
    lint.main(check, CLEAN, PLANTED)
