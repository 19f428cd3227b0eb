"""Checks of the built site with tools from outside: Nu HTML checker, Lighthouse, screenshots. Not part of the tests."""
