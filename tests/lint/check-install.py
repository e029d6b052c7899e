#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-install.py BUILD: installs into an empty prefix, asks the desktop's own validators, and starts what was installed."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ID = 'io.github.faircatch.FairCatch'


def run(*command, **options):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    if result.returncode != 0:
        print('error:', ' '.join(map(str, command)), 'ended with', result.returncode)
        print(result.stdout + result.stderr)
        sys.exit(1)
    return result.stdout


def main():
    build = Path(sys.argv[1])
    target = Path(tempfile.mkdtemp(prefix='fair-install-'))
    try:
        run('meson', 'install', '-C', build, '--no-rebuild', '--destdir', target)
        share = next(target.rglob('share/applications')).parent
        run('desktop-file-validate', share / f'applications/{ID}.desktop')
        run('appstreamcli', 'validate', '--no-net', share / f'metainfo/{ID}.metainfo.xml')
        run('glib-compile-schemas', '--strict', '--dry-run', share / 'glib-2.0/schemas')
        for path in (f'dbus-1/services/{ID}.service', f'icons/hicolor/scalable/apps/{ID}.svg',
                     f'icons/hicolor/symbolic/apps/{ID}-symbolic.svg', 'man/man1/fair.1'):
            if not (share / path).is_file():
                print(f'error: {path} is not installed')
                sys.exit(1)
        service = (share / f'dbus-1/services/{ID}.service').read_text(encoding='utf-8')
        program = service.split('Exec=')[1].split()[0]
        if not Path(str(target) + program).is_file():
            print(f'error: the service starts {program}, which is not installed')
            sys.exit(1)
        for name in ('fair', 'faircatch'):
            out = run(share.parent / 'bin' / name, '--version', env=dict(os.environ, DISPLAY='', WAYLAND_DISPLAY=''))
            if 'Fair Catch' not in out:
                print(f'error: {name} --version says “{out}”')
                sys.exit(1)
    finally:
        shutil.rmtree(target)


main()
