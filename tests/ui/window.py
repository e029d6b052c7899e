# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window as an assistive technology does, over AT-SPI, and as a hand on the keyboard does."""

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'e2e'))

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib # noqa: E402

from fair import NOISE, SLOW, Home, check, expect, wait_until # noqa: E402

PROGRAM = os.environ.get('FAIRCATCH', 'faircatch')
# What AT-SPI calls a button differs between its versions.
BUTTON = ('push button', 'button', 'toggle button', 'push button menu')
# An interactive widget without a name is nothing to somebody who cannot see it.
INTERACTIVE = BUTTON + ('check box', 'combo box', 'entry', 'password text', 'spin button', 'slider', 'switch', 'link',
                        'menu item', 'table', 'tree table', 'list', 'list box', 'page tab', 'progress bar', 'level bar')


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield child


def walk(root):
    """Every node below @root, breadth first; one that goes away meanwhile is left out."""
    queue = deque([root])
    while queue:
        node = queue.popleft()
        try:
            yield node
            queue.extend(children(node))
        except GLib.Error:
            pass


def is_showing(node):
    """Whether @node is on the screen; GTK 4.8 says so of no widget, but gives those that are not a size of nothing."""
    states = node.get_state_set()
    if not states.contains(Atspi.StateType.VISIBLE):
        return False
    if states.contains(Atspi.StateType.SHOWING):
        return True
    component = node.get_component_iface()
    extents = component.get_extents(Atspi.CoordType.WINDOW) if component else None
    return extents is not None and extents.width > 0 and extents.height > 0


def name_of(node):
    """The name; GTK 4.8 makes “_Stop Stop” of a button with a mnemonic."""
    name = node.get_name() or ''
    half = len(name) // 2
    return name[half + 1:] if '_' in name and name[:half].replace('_', '') == name[half + 1:] else name


def is_enabled(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def texts(node):
    """The words that are shown below @node."""
    return [name_of(each) for each in walk(node) if each.get_role_name() == 'label' and is_showing(each)]


RUN_ONCE = []


def run_demo(home, *settings):
    """A data folder in which the demo league has run one week; run once for all tests of a program, then copied."""
    if not RUN_ONCE:
        first = Home()
        atexit.register(first.close)
        if settings:
            first.set(*settings)
        expect(first.run('--demo', 'run', timeout=300), 0)
        RUN_ONCE.append(first.data)
    shutil.copytree(RUN_ONCE[0], home.data)
    return home.data / 'league'


def run_few(home):
    """The same where it does not matter how many seasons there are, which is much quicker."""
    return run_demo(home, 'first-season=2023')


class Window:
    """The running program."""

    def __init__(self, home, *arguments, env=None):
        self.errors = home.root / 'window.log'
        self.env = dict(os.environ, G_DEBUG='fatal-warnings', XDG_DATA_HOME=home.env['XDG_DATA_HOME'],
                        XDG_STATE_HOME=home.env['XDG_STATE_HOME'], **(env or {}))
        with open(self.errors, 'wb') as log:
            self.process = subprocess.Popen([PROGRAM, *map(str, arguments)], env=self.env, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log)
        self.root = self.wait(self.application, 20, 'the window')
        self.wait(lambda: any(node.get_role_name() in ('frame', 'window') for node in children(self.root)), 20, 'a frame')

    def application(self):
        for node in children(Atspi.get_desktop(0)):
            with contextlib.suppress(GLib.Error):
                if node.get_process_id() == self.process.pid:
                    return node
        return None

    def wait(self, condition, seconds, what):
        """Returns what @condition returns as soon as that is true."""
        result = []

        def holds():
            check(self.process.poll() is None, f'the program ended while waiting for {what}: {self.log()}')
            with contextlib.suppress(GLib.Error):
                result[:] = [condition()]
                return bool(result[0])
            return False

        try:
            wait_until(holds, seconds, what)
        except AssertionError as error:
            raise AssertionError(f'{error}\nshown: {texts(self.root)}\n{self.log()}') from None
        return result[0]

    def log(self):
        return self.errors.read_text(errors='replace')[-3000:]

    def nodes(self, name=None, roles=None, showing=True):
        for node in walk(self.root):
            with contextlib.suppress(GLib.Error):
                if ((name is None or name_of(node) == name) and (roles is None or node.get_role_name() in roles)
                        and (not showing or is_showing(node))):
                    yield node

    def find(self, name=None, roles=None, seconds=10):
        return self.wait(lambda: next(self.nodes(name, roles), None), seconds, f'“{name}” {roles or ""}')

    def has_text(self, part):
        return any(part in text for text in texts(self.root))

    def wait_text(self, part, seconds=10):
        self.wait(lambda: self.has_text(part), seconds, f'the words “{part}”')

    def click(self, name, roles=BUTTON, seconds=10):
        node = self.wait(lambda: next((each for each in self.nodes(name, roles) if is_enabled(each)), None), seconds,
                         f'“{name}” to be there to click')
        check(node.do_action(0), f'“{name}” cannot be clicked')

    def keys(self, *names):
        """Presses keys one after the other, in the window that has the focus."""
        subprocess.run(['xdotool', 'windowfocus', '--sync', self.newest()], check=True)
        for name in names:
            subprocess.run(['xdotool', 'key', name], check=True)
            time.sleep(0.15)

    def newest(self):
        """The X window that was opened last; accessibility knows of one before it is on the screen."""
        def visible():
            return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                                  capture_output=True, text=True, check=False).stdout.split()

        return self.wait(visible, 10, 'a window on the screen')[-1]

    def press(self, node):
        """Clicks into the middle of a widget."""
        extents = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        subprocess.run(['xdotool', 'mousemove', '--window', self.newest(), str(extents.x + extents.width // 2),
                        str(extents.y + extents.height // 2), 'click', '1'], check=True)

    def fill_screen(self):
        window = self.newest()
        size = os.environ.get('FAIR_SCREEN', '1280x800').split('x')
        subprocess.run(['xdotool', 'windowsize', window, *size], check=True)
        subprocess.run(['xdotool', 'windowmove', window, '0', '0'], check=True)
        self.settle()

    def settle(self):
        """Until what is drawn stays as it is."""
        before = None
        for _ in range(20):
            time.sleep(0.25)
            now = subprocess.run(['import', '-window', 'root', '-depth', '8', 'rgb:-'], capture_output=True,
                                 check=True).stdout
            if now == before:
                return
            before = now

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True)

    def picture(self, path):
        subprocess.run(['import', '-window', 'root', str(path)], check=True)

    def nameless(self):
        """Interactive widgets that are shown and have no name."""
        bad = []
        for node in walk(self.root):
            with contextlib.suppress(GLib.Error):
                role = node.get_role_name()
                if role in INTERACTIVE and is_showing(node) and not node.get_name() and not node.get_description() \
                        and not any(child.get_name() for child in walk(node)):
                    bad.append(f'{role} in {[each.get_name() for each in parents(node)]}')
        return bad

    def close(self, quietly=True):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5 * SLOW)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if quietly:
            check(not NOISE.search(self.errors.read_text(errors='replace')), f'a library complained: {self.log()}')

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close(quietly=kind is None)


def parents(node):
    while node is not None and node.get_role_name() != 'application':
        yield node
        node = node.get_parent()
