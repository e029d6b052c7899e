# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own: a session bus, and on it what stands for the portals and notes what it was asked.

As a program: portal.py ANSWER LOG, with ANSWER granted, refused, denied (granted, but not to start by itself) or broken."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager

PYTHON = '/usr/bin/python3' # to which python3-gi belongs
INTERFACES = """<node>
  <interface name="org.freedesktop.portal.Background">
    <method name="RequestBackground">
      <arg type="s" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
  </interface>
  <interface name="org.freedesktop.portal.Notification">
    <method name="AddNotification"><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/></method>
    <method name="RemoveNotification"><arg type="s" direction="in"/></method>
  </interface>
</node>"""


def serve(answer, log):
    from gi.repository import Gio, GLib

    def note(*line):
        with open(log, 'a', encoding='utf-8') as file:
            print(json.dumps(line), file=file)

    def request(bus, sender, options, invocation):
        path = f'/org/freedesktop/portal/desktop/request/{sender[1:].replace(".", "_")}/{options["handle_token"]}'
        if answer == 'broken':
            invocation.return_dbus_error('org.freedesktop.portal.Error.Failed', 'out of order')
            return
        invocation.return_value(GLib.Variant('(o)', (path,)))
        results = {'background': GLib.Variant('b', True),
                   'autostart': GLib.Variant('b', answer == 'granted' and options['autostart'])}
        bus.emit_signal(sender, path, 'org.freedesktop.portal.Request', 'Response',
                        GLib.Variant('(ua{sv})', (1 if answer == 'refused' else 0, results)))

    def on_call(bus, sender, _path, _interface, method, parameters, invocation):
        arguments = parameters.unpack()
        note(method, *arguments)
        if method == 'RequestBackground':
            request(bus, sender, arguments[1], invocation)
        else:
            invocation.return_value(None)

    def on_bus(bus, _name):
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            bus.register_object('/org/freedesktop/portal/desktop', interface, on_call, None, None)

    Gio.bus_own_name(Gio.BusType.SESSION, 'org.freedesktop.portal.Desktop', Gio.BusNameOwnerFlags.NONE, on_bus,
                     lambda *_: note('ready'), lambda *_: sys.exit('there is no bus'))
    GLib.MainLoop().run()


def calls(home):
    """What the portals were asked, oldest first."""
    log = home.root / 'portal.log'
    lines = log.read_text(encoding='utf-8').splitlines() if log.exists() else []
    return [line for line in map(json.loads, lines) if line != ['ready']]


def is_ready(home):
    log = home.root / 'portal.log'
    return log.exists() and '"ready"' in log.read_text(encoding='utf-8')


@contextmanager
def desktop(home, answer, wait_until):
    """Runs a bus and, unless @answer is None, the portals; what @home runs meanwhile finds them."""
    (home.root / 'portal.log').unlink(missing_ok=True)
    bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address'], stdout=subprocess.PIPE, text=True,
                           stderr=subprocess.DEVNULL, env=home.env)
    home.env['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()
    portal = None
    try:
        if answer:
            portal = subprocess.Popen([PYTHON, '-B', os.path.abspath(__file__), answer, home.root / 'portal.log'],
                                      env=home.env)
            wait_until(lambda: is_ready(home), 20, 'the portals')
        yield
    finally:
        for process in (portal, bus):
            if process:
                process.terminate()
                process.wait()
        bus.stdout.close()
        del home.env['DBUS_SESSION_BUS_ADDRESS']


if __name__ == '__main__':
    serve(*sys.argv[1:])
