"""A template made short says what it said before, in each language."""

import pytest
from django.template import Context, Engine
from django.template.base import Template
from django.utils import translation

from motcua.ui.folding import Run, fold

SOURCE = (
    '{% load i18n ui %}<p>{% translate "Tra cứu hồ sơ" %} {% icon "search" %}{# said #}</p>'
    "{{ name }}{% if name %}<b>{% translate 'Thủ tục' %}</b>{% else %}-{% endif %}"
    "{% for one in ones %}<i>{% kbd 'F4' %}</i>{{ one }}"
    "{% empty %}{% translate 'Trước' %}{% endfor %}"
    "{% translate 'Sau' as after %}{{ after }}{% icon kind %}"
    '{% notice "ok" %}<u>{% translate "Sau" %}</u>{{ name }}{% endnotice %}'
)


@pytest.fixture
def engine() -> Engine:
    libraries = {
        "i18n": "django.templatetags.i18n",
        "ui": "motcua.ui.templatetags.ui",
    }
    return Engine(libraries=libraries)


def _said(template: Template, language: str, **values: object) -> str:
    with translation.override(language):
        return template.render(Context({"kind": "box", **values}))


@pytest.mark.parametrize("name", ["", "<Lê>"])
def test_a_folded_template_says_the_same(engine: Engine, name: str) -> None:
    plain, short = Template(SOURCE, engine=engine), Template(SOURCE, engine=engine)
    fold(short.nodelist)
    for language in ("vi", "en", "vi"):
        for ones in ((), ("a", "b")):
            wanted = _said(plain, language, name=name, ones=ones)
            assert _said(short, language, name=name, ones=ones) == wanted
    assert len(short.nodelist) < len(plain.nodelist)


def test_what_may_change_is_not_folded(engine: Engine) -> None:
    template = Template("{% load ui %}a{% request_key %}b{% icon kind %}", engine=engine)
    fold(template.nodelist)
    assert not template.nodelist.get_nodes_by_type(Run)
    assert _said(template, "vi") != _said(template, "vi")


def test_folding_reaches_every_branch(engine: Engine) -> None:
    template = Template(SOURCE, engine=engine)
    fold(template.nodelist)
    head, branch, turn = template.nodelist.get_nodes_by_type(Run)
    assert [len(run.nodes) for run in (head, branch, turn)] == [5, 3, 3]
