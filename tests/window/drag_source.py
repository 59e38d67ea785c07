#!/usr/bin/python3
"""A small window at the top left of the screen from which files can be dragged, as from a file manager.

    tests/window/drag_source.py FILE...

It tells when a drag begins and how it ends. Needs python3-gi and gir1.2-gtk-3.0 of Debian.
"""

import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

SIDE = 30


def give(_widget, _drag, data, _info, _time):
    data.set_uris([pathlib.Path(path).resolve().as_uri() for path in sys.argv[1:]])


# No window manager moves such a window, or gives it the keyboard.
window = Gtk.Window(type=Gtk.WindowType.POPUP, title="Files to drag")
window.set_default_size(SIDE, SIDE)
window.move(0, 0)
files = Gtk.EventBox()
files.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
files.drag_source_add_uri_targets()
files.connect("drag-data-get", give)
files.connect("drag-begin", lambda *_: print("dragged", flush=True))
files.connect("drag-failed", lambda *_: print("refused", flush=True))
files.connect("drag-end", lambda *_: print("dropped", flush=True))
window.add(files)
window.show_all()
Gtk.main()
