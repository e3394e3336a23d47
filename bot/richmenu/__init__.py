"""The menus below the private chat: what is on them, their pictures, LINE brought in line, and who sees which.

`definitions.py` says what is on the menus, `drawing.py` draws their pictures (`make menus`; the pictures are kept in
the tree, so that serving needs neither the font nor Pillow), `sync.py` makes LINE match the code, and `linking.py`
shows each person the menu of their role.
"""
