#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors are reported, never lost; messages are sentences that can be translated; no unfinished marks, no goto."""

import re

import lint

UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX|HACK)\b(?!.{0,12}#\d)')
SET = re.compile(r'\bg_(?:set_error|set_error_literal|propagate_prefixed_error|error_new)\s*\(')


def call_text(text, start):
    """From the opening parenthesis at @start to its partner, in the original text; literals are respected."""
    depth = 0
    for match in re.compile(r'"(?:\\.|[^"\\])*"|[()]').finditer(text, start):
        piece = match.group(0)
        depth += (piece == '(') - (piece == ')')
        if depth == 0:
            return text[start:match.end()]
    return text[start:]


def check_function(path, first, body, signature, findings):
    """@body: without comments and literals, from the line of the name."""
    takes_error = re.search(r'GError\s*\*\*\s*error\b', signature)
    inner = body[body.find('{'):]
    fails = re.search(r'return (FALSE|NULL|-1);', inner)
    if takes_error and fails and not re.search(r'\berror\b', inner):
        findings.add(path, first, 'takes a GError and fails without ever touching it')
    for match in re.finditer(r'g_autoptr \(GError\) (\w+) = NULL;|GError \*(\w+) = NULL;', inner):
        name = match.group(1) or match.group(2)
        used = re.search(rf'\b{name}->|g_steal_pointer \(&{name}\)|g_error_matches \({name}\b', inner)
        filled = re.search(rf'(?<!g_steal_pointer \()(?<!g_clear_error \()(?<!g_clear_pointer \()&{name}\b|\b{name} = (?!NULL)',
                           inner[match.end():])
        if used and not filled:
            line = first + body[:body.find('{')].count('\n') + inner[:match.start()].count('\n')
            findings.add(path, line, f'“{name}” is reported but no call can set it')


def check_messages(path, text, findings):
    for match in SET.finditer(lint.strip_c(text)):
        call = call_text(text, match.end() - 1)
        line = text.count('\n', 0, match.start()) + 1
        literal = re.search(r'(?<![\w"])"', call)
        wrapped = re.search(r'\b(?:_|N_|C_|ngettext) ?\(\s*"', call)
        if literal and not wrapped:
            findings.add(path, line, 'a message that cannot be translated: wrap it in _()')


def check(root, findings):
    paths = lint.sources(root, {'.c', '.h'})
    texts = {str(path): (root / path).read_text(encoding='utf-8') for path in paths}
    for path, text in texts.items():
        bare = lint.strip_c(text)
        for number, line in enumerate(text.split('\n'), 1):
            if UNFINISHED.search(line):
                findings.add(path, number, 'unfinished, and no issue says so')
        for match in re.finditer(r'\bgoto\b', bare):
            findings.add(path, bare.count('\n', 0, match.start()) + 1, 'goto: use autoptr and early returns')
        if path.startswith('src/'):
            check_messages(path, text, findings)
        if path.startswith('src/') and not path.startswith(('src/cli/', 'src/app/fair-application.c')):
            for match in re.finditer(r'\b(g_print|printf|g_printerr|puts|exit|abort)\s*\(', bare):
                findings.add(path, bare.count('\n', 0, match.start()) + 1, f'{match.group(1)} belongs to the command line')
    for path, _, first, last, signature in lint.functions(root, [path for path in paths if path.suffix == '.c']):
        body = '\n'.join(lint.strip_c(texts[path]).split('\n')[first - 1:last])
        check_function(path, first, body, signature, findings)


CLEAN = {
    'src/base/fair-a.c': 'int\nf (const char *x, GError **error)\n{\n  g_autoptr (GError) local = NULL;\n'
                         '  if (!g (x, &local))\n    g_print_nothing (local->message);\n'
                         '  if (x == NULL)\n    {\n      g_set_error (error, D, C, _("“%s” is (not) there; look."), x);\n'
                         '      return FALSE;\n    }\n  return g (x, error);\n}\n',
}
PLANTED = {
    'silent failure': {'src/base/fair-a.c': 'int\nf (GError **error)\n{\n  if (g ())\n    return FALSE;\n  return TRUE;\n}\n'},
    'lost error': {'src/base/fair-a.c': 'int\nf (void)\n{\n  g_autoptr (GError) local = NULL;\n  if (!g (NULL))\n'
                                        '    h (g_steal_pointer (&local));\n  return 0;\n}\n'},
    'untranslated': {'src/base/fair-a.c': 'int\nf (GError **error)\n{\n  g_set_error (error, D, C, "no");\n  return FALSE;\n}\n'},
    'unfinished': {'src/base/fair-a.c': '/* ' + 'TO' + 'DO: later */\n'},
    'goto': {'src/base/fair-a.c': 'void\nf (void)\n{\n  goto end;\nend:\n  return;\n}\n'},
    'print': {'src/base/fair-a.c': 'void\nf (void)\n{\n  g_print ("x");\n}\n'},
}

if __name__ == '__main__':
    lint.main(check, CLEAN, PLANTED)
