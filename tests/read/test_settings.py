"""Settings come from four places in a stated order, and a wrong one is named with what to do."""

from __future__ import annotations

import pytest

from herodotus.errors import SettingsError
from herodotus.settings import Settings, load_settings


def test_defaults_stand_when_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}) == Settings()


def test_flags_win_over_environment_over_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "herodotus.toml").write_text('workers = 1\nengine = "rules"\nlanguages = ["en", "ar"]\n')
    environment = {"HERODOTUS_WORKERS": "2", "HERODOTUS_MAX_FILE_MB": "7", "PATH": "/bin"}
    settings = load_settings({"workers": 3, "engine": None}, environment=environment)
    assert (settings.workers, settings.engine, settings.max_file_mb) == (3, "rules", 7)
    assert settings.languages == ("en", "ar")


def test_lists_come_from_the_environment_too():
    assert load_settings(environment={"HERODOTUS_LANGUAGES": "en, fr"}).languages == ("en", "fr")


def test_every_setting_has_a_reason():
    for name, setting in Settings.__dataclass_fields__.items():
        assert len(setting.metadata["why"]) > 20, name


@pytest.mark.parametrize(
    ("flags", "environment", "told"),
    [
        ({"worker": 3}, {}, "unknown setting `worker` in the flags\nhint: did you mean `workers`?"),
        ({}, {"HERODOTUS_ENGIN": "x"}, "unknown setting `engin` in the environment (`HERODOTUS_ENGIN`)"),
        (
            {"workers": "many"},
            {},
            "`workers` must be a whole number of at least 0, not `many`\nhint: worker pro",
        ),
        (
            {"max_file_mb": 0},
            {},
            "`max_file_mb` must be a whole number of at least 1, not `0`\nhint: largest",
        ),
        ({"workers": True}, {}, "`workers` must be a whole number of at least 0, not `True`"),
        ({"languages": 5}, {}, "`languages` must be a list of words, not `5`\nhint: such as"),
        ({"engine": 5}, {}, "`engine` must be text, not `5`\nhint: such as `auto`"),
    ],
)
def test_a_wrong_setting_says_what_and_what_to_do(flags, environment, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as raised:
        load_settings(flags, environment=environment)
    assert str(raised.value).startswith(told)


def test_a_named_file_must_exist_and_parse(tmp_path):
    with pytest.raises(SettingsError, match="there is no settings file"):
        load_settings(file=tmp_path / "none.toml", environment={})
    broken = tmp_path / "broken.toml"
    broken.write_text("workers = = 2")
    with pytest.raises(SettingsError, match="cannot be read as settings"):
        load_settings(environment={"HERODOTUS_SETTINGS": str(broken)})
