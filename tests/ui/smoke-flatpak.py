#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""smoke-flatpak.py ID: the window inside the sandbox, from nothing to picks, and every page. Run by flatpak/try."""

import subprocess
import sys

from window import Window, texts

from fair import Home, check

PAGES = ['This Week', 'Performance', 'Ratings', 'Data and Health', 'About the Model']


class Sandboxed(Window):
    """The program that a sandbox runs has another process number than the command that starts it."""

    def application(self):
        from gi.repository import Atspi # pylint: disable=import-outside-toplevel
        from window import children # pylint: disable=import-outside-toplevel
        return next((node for node in children(Atspi.get_desktop(0)) if 'FairCatch' in (node.get_name() or '')), None)

    def close(self, quietly=True):
        super().close(quietly=False) # without a desktop, portals are missed loudly

    def keys(self, *names):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '^Fair Catch$'], capture_output=True,
                               text=True, check=True).stdout.split()
        subprocess.run(['xdotool', 'windowfocus', '--sync', found[-1]], check=True)
        for name in names:
            subprocess.run(['xdotool', 'key', name], check=True)


def main():
    name = sys.argv[1]
    home = Home()
    arguments = ['--user', 'run', '--env=GSK_RENDERER=cairo', '--env=G_DEBUG=', name, '--demo']
    try:
        with Sandboxed(home, *arguments) as window:
            window.keys('F5')
            window.wait_text('Done:', 120)
            for number, title in enumerate(PAGES, 1):
                window.keys(f'alt+{number}')
                window.wait(lambda wanted=title: texts(window.root).count(wanted) >= 2, 10, f'the page “{title}”')
            check(not window.nameless(), window.nameless())
            window.keys('ctrl+q')
            check(window.process.wait(20) == 0, window.log())
    finally:
        home.close()
    print('the window ran a demo week in the sandbox')


main()
