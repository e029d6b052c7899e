#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page of the demo league, light and dark, in the folder that FAIR_SCREENSHOTS names."""

import os
import subprocess
from pathlib import Path

from window import Window, run_demo, texts

from fair import check, main

PAGES = [('this-week', 'This Week'), ('performance', 'Performance'), ('ratings', 'Ratings'),
         ('data-and-health', 'Data and Health'), ('about-the-model', 'About the Model')]
FOLDER = Path(os.environ.get('FAIR_SCREENSHOTS', '.'))


def colors(path):
    out = subprocess.run(['identify', '-format', '%k', str(path)], capture_output=True, text=True, check=True).stdout
    return int(out)


def take(home, style):
    FOLDER.mkdir(parents=True, exist_ok=True)
    env = {'ADW_DEBUG_COLOR_SCHEME': f'prefer-{style}'}
    with Window(home, '--demo', '--data-dir', run_demo(home), env=env) as window:
        window.fill_screen()
        for number, (name, title) in enumerate(PAGES, 1):
            window.keys(f'alt+{number}')
            window.wait(lambda wanted=title: texts(window.root).count(wanted) >= 2, 10, f'the page “{title}”')
            if name == 'about-the-model':
                window.wait_text('games with a closing line', 60)
            path = FOLDER / f'{name}-{style}.png'
            window.settle()
            window.picture(path)
            check(colors(path) > 200, f'{path} shows next to nothing')


def case_light(home):
    take(home, 'light')


def case_dark(home):
    take(home, 'dark')


if __name__ == '__main__':
    main()
