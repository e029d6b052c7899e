# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks share: findings, the command line, reading C, and the self-test that each check must pass."""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'


class Findings:
    """Hard findings fail the check; soft ones are only shown."""

    def __init__(self):
        self.hard = []
        self.soft = []

    def add(self, path, line, message, soft=False):
        (self.soft if soft else self.hard).append(f'{path}:{line}: {message}')


def sources(root, suffixes, folders=('src', 'tests')):
    """Files below @folders with one of @suffixes, sorted, with paths relative to @root."""
    found = []
    for folder in folders:
        for path in (root / folder).rglob('*'):
            if path.suffix in suffixes and path.is_file():
                found.append(path.relative_to(root))
    return sorted(found)


def strip_c(text):
    """The same text with comments and the insides of literals blanked, lines kept."""
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)

    def blank(match):
        piece = match.group(0)
        if piece[0] in '"\'':
            return piece[0] + ' ' * (len(piece) - 2) + piece[-1]
        return re.sub(r'[^\n]', ' ', piece)

    return pattern.sub(blank, text)


def tags(root, paths, kinds):
    """Tags of C files as dicts with path, name, line, end, signature, kind and scope (universal-ctags)."""
    if not paths:
        return []
    if shutil.which('ctags') is None:
        print('universal-ctags is not here, so this cannot be checked')
        sys.exit(77)
    command = ['ctags', '--options=NONE', '--output-format=json', '--languages=C', '--langmap=C:.c.h',
               '--fields=+neSsZ', f'--kinds-C={kinds}', '--extras=-F', '-I', 'G_GNUC_PRINTF+,G_GNUC_NULL_TERMINATED',
               '--sort=no', '-f', '-', *map(str, paths)]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{')]


def functions(root, paths):
    """(path, name, first line, last line, signature) of every function defined in @paths."""
    for tag in tags(root, paths, 'f'):
        if 'end' in tag:
            yield tag['path'], tag['name'], tag['line'], tag['end'], tag.get('signature', '()')


def parameters(signature):
    """Number of parameters in a signature such as "(int a, void (*f) (int, int))"."""
    inner = signature.strip()[1:-1].strip()
    if inner in ('', 'void'):
        return 0
    depth, count = 0, 1
    for char in inner:
        depth += (char == '(') - (char == ')')
        count += char == ',' and depth == 0
    return count


def self_test(check, clean, planted):
    """@clean: {path: text} without a finding; @planted: {name: {path: text or None}} laid over it, each a finding."""
    failures = []
    for name, changes in {'clean': {}, **planted}.items():
        folder = Path(tempfile.mkdtemp(prefix='lint-'))
        try:
            for path, text in {**clean, **changes}.items():
                if text is not None:
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (folder / path).write_text(text, encoding='utf-8')
            findings = Findings()
            check(folder, findings)
            if bool(findings.hard) != (name != 'clean'):
                failures.append(f'{name}: {findings.hard or "nothing was found"}')
        finally:
            shutil.rmtree(folder)
    for failure in failures:
        print('self-test:', failure)
    print(f'self-test: {len(planted) + 1 - len(failures)} of {len(planted) + 1} trees judged right')
    return 1 if failures else 0


def main(check, clean, planted, write=None):
    parser = argparse.ArgumentParser(description=sys.modules['__main__'].__doc__)
    parser.add_argument('--root', type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument('--self-test', action='store_true', help='check that planted violations are found')
    if write is not None:
        parser.add_argument('--write', action='store_true', help='bring the file up to date instead')
    options = parser.parse_args()
    if options.self_test:
        sys.exit(self_test(check, clean, planted))
    if write is not None and options.write:
        write(options.root)
    findings = Findings()
    check(options.root, findings)
    for message in findings.soft:
        print('note:', message)
    for message in findings.hard:
        print('error:', message)
    sys.exit(1 if findings.hard else 0)
