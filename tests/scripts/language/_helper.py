"""A module for scripts_import_modules_beside_them.py."""

print("importing", __name__)
VALUE = 42


def double(x):
    return 2 * x
