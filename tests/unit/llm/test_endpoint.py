"""Where a model answers, and how it is told the shape of its answer."""

import pytest

from toolkit.errors import ModelFault
from toolkit.llm.endpoint import Mode, endpoint

MODES = {"qwen": "json", "glm": "json"}
AWAY = "https://models.example/v1"


@pytest.mark.parametrize(
    ("model", "base_url", "stated", "mode"),
    [
        ("qwen-plus", AWAY, "", Mode.JSON),
        ("Qwen-plus", AWAY, "", Mode.JSON),
        ("other", AWAY, "", Mode.JSON_SCHEMA),
        ("qwen-plus", AWAY, "tools", Mode.TOOLS),
        ("qwen2.5-7b", "http://127.0.0.1:8080/v1", "", Mode.JSON_SCHEMA),
        ("qwen2.5-7b", "http://localhost:11434/v1", "", Mode.JSON_SCHEMA),
        ("qwen2.5-7b", "http://10.1.2.3:8000/v1", "", Mode.JSON_SCHEMA),
        ("qwen2.5-7b", "http://10.1.2.3:8000/v1", "md_json", Mode.MD_JSON),
    ],
)
def test_a_model_run_at_home_is_held_to_a_schema_whatever_its_makers_offer(model, base_url, stated, mode):
    environment = {"JIXIAO_LLM_BASE_URL": base_url, "JIXIAO_LLM_MODE": stated}
    assert endpoint(model, MODES, environment).mode is mode


def test_a_model_run_at_home_is_given_more_time():
    home, away = (endpoint("m", MODES, {"JIXIAO_LLM_BASE_URL": url}) for url in ("http://127.0.0.1:8080/v1", AWAY))
    assert home.seconds > away.seconds


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "没有设置模型的地址"),
        ({"JIXIAO_LLM_BASE_URL": "127.0.0.1:8080"}, "不是网址"),
        ({"JIXIAO_LLM_BASE_URL": AWAY, "JIXIAO_LLM_MODE": "xml"}, "没有“xml”这种方式"),
    ],
)
def test_what_is_not_set_right_is_said(environment, said):
    with pytest.raises(ModelFault, match=said):
        endpoint("m", MODES, environment)
