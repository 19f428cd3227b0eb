"""A process that builds again compiles only the templates that changed."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from generator.site.compiled_templates import keep_compiled


def test_a_template_is_compiled_once_and_again_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str | None] = []
    compile_ = Environment.compile

    def counted(environment: Environment, source: str, name: str | None, filename: str | None) -> object:
        compiled.append(name)
        return compile_(environment, source, name, filename)

    monkeypatch.setattr(Environment, "compile", counted)

    def said(**options: object) -> str:
        theme = keep_compiled(Environment(loader=FileSystemLoader(tmp_path), autoescape=True))
        for extension in options:
            theme.add_extension(f"jinja2.ext.{extension}")
        return theme.get_template("page.html").render(name="<省>")

    (tmp_path / "base.html").write_text("{% block body %}{% endblock %}", "utf-8")
    (tmp_path / "page.html").write_text(
        '{% extends "base.html" %}{% block body %}一{{ name }}{% endblock %}', "utf-8"
    )
    assert [said(), said()] == ["一&lt;省&gt;"] * 2
    assert compiled == ["page.html", "base.html"]
    (tmp_path / "base.html").write_text("甲{% block body %}{% endblock %}", "utf-8")
    assert said() == "甲一&lt;省&gt;"
    assert compiled[2:] == ["base.html"]
    said(do=True)
    assert compiled[3:] == ["page.html", "base.html"]
