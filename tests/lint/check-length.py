#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes: functions, files, headers, lines, parameters and nesting stay within the house budget."""

import lint

# (a note from, an error from), both exclusive
FUNCTION = (60, 100)
FILE = {'.c': (600, 1000), '.h': (120, 200)}
WIDTH = (120, 130)
PARAMETERS = (6, 8)
NESTING = (4, 5)


def judge(findings, path, line, what, number, limits):
    if number > limits[0]:
        findings.add(path, line, f'{what} is {number}, more than {limits[0]}', soft=number <= limits[1])


def deepest(lines):
    """Blocks inside blocks; the function's own is not counted, nor are braces of initializers."""
    depth = most = 0
    stack = []
    previous = ''
    for char in '\n'.join(lines):
        if char == '{':
            stack.append(previous in '=,{(')
            depth += not stack[-1]
            most = max(most, depth)
        elif char == '}' and stack:
            depth -= not stack.pop()
        if not char.isspace():
            previous = char
    return most - 1


def check(root, findings):
    paths = lint.sources(root, {'.c', '.h'})
    bare = {}
    for path in paths:
        text = (root / path).read_text(encoding='utf-8')
        bare[str(path)] = lint.strip_c(text).split('\n')
        limits = FILE['.c' if path.parts[0] == 'tests' else path.suffix] # a test's header holds code
        judge(findings, path, 1, 'the number of lines', text.count('\n'), limits)
        for number, line in enumerate(text.split('\n'), 1):
            judge(findings, path, number, 'the width of the line', len(line), WIDTH)
    for path, name, first, last, signature in lint.functions(root, [path for path in paths if path.suffix == '.c']):
        if not name.endswith('_class_init'):
            judge(findings, path, first, f'the number of lines of {name}', last - first + 1, FUNCTION)
        judge(findings, path, first, f'the number of parameters of {name}', lint.parameters(signature), PARAMETERS)
        judge(findings, path, first, f'the nesting of {name}', deepest(bare[path][first - 1:last]), NESTING)


def function(lines):
    return 'int\nf (int a)\n{\n' + lines + '}\n'


NEST = ''.join('  ' * i + 'if (a)\n' + '  ' * i + '{\n' for i in range(6)) + '}\n' * 6
CLEAN = {
    'src/base/fair-a.c': function('  a++;\n' * 50) + 'const int t[] = {\n' + '  1,\n' * 120 + '};\n',
    'src/base/fair-a.h': 'int f (int a);\n',
}
PLANTED = {
    'function': {'src/base/fair-a.c': function('  a++;\n' * 100)},
    'file': {'src/base/fair-a.c': function('') + '\n' * 1000},
    'header': {'src/base/fair-a.h': '\n' * 201},
    'width': {'src/base/fair-a.h': '/* ' + 'x' * 130 + ' */\n'},
    'parameters': {'src/base/fair-a.c': 'int\nf (int a, int b, int c, int d, int e, int g, int h, int i, int j)\n{\n  return a;\n}\n'},
    'nesting': {'src/base/fair-a.c': function(NEST)},
}

if __name__ == '__main__':
    lint.main(check, CLEAN, PLANTED)
