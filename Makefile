# One target for each thing one does here; `make` alone lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN    := .venv/bin
STAMP  := .venv/.stamp
DEMO   := examples/云溪镇2023年自评报告.txt

help: ## 列出所有命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## 建好 .venv（其余命令会自己先做这一步）

demo: $(STAMP) ## 审核一份示例报告，看看它能发现什么
	@echo "下面审核 $(DEMO)：每条发现都给出原文、算式和建议，末尾是读数覆盖情况。"
	@$(BIN)/jixiao audit "$(DEMO)" --fail-on never

system: ## 装好测试要用的系统软件（Chromium、中文字体、LibreOffice；需要 root）
	@command -v chromium >/dev/null && command -v soffice >/dev/null && fc-list 2>/dev/null | grep -q CJK \
	  || { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null \
	  && apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui >/dev/null; } \
	  || echo "缺少 Chromium、中文字体或 LibreOffice，将跳过用到它们的测试；可先执行：sudo apt-get install chromium fonts-noto-cjk libreoffice-writer-nogui" >&2

test: $(STAMP) system ## 用至多四个核运行全部测试（ARGS 传给 pytest，如 ARGS="-k ratio"）
	@$(BIN)/pytest --numprocesses logical --maxprocesses 4 --dist loadfile --cov --cov-report= $(ARGS)

check: test rest ## 合并前必须全部通过：测试、格式、类型、覆盖率、文档

rest: style types coverage fresh ## check 中除测试以外的部分

style: $(STAMP) ## 检查格式与写法
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(STAMP) ## 检查类型（严格）
	@$(BIN)/mypy

floors: $(STAMP) ## 检查分层与房屋规矩（test 已包含）
	@$(BIN)/pytest tests/architecture

coverage: $(STAMP) ## 报告上一次测试的覆盖率，低于九成即失败
	@$(BIN)/coverage report --fail-under=90

fresh: $(STAMP) ## 检查生成的文档是否最新
	@$(BIN)/python docs/generate.py --check

fix: $(STAMP) ## 整理格式，并改正能安全改正的写法
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

docs: $(STAMP) ## 生成检查项页面，更新 README 中的表
	@$(BIN)/python docs/generate.py

pictures: $(STAMP) system ## 重新拍下文档里的页面图片（需要 pngquant）
	@$(BIN)/python docs/pictures.py

bench: $(STAMP) ## 量一量启动与审核各需多久、占多少内存
	@$(BIN)/python -m benchmarks.speed

bench-archive: $(STAMP) ## 量一量档案库：造一批报告，看吞吐、内存、续做、查询（ARGS="growth --large 20000" 只做一项）
	@$(BIN)/python -m benchmarks.archive $(ARGS)

evals: $(STAMP) ## 植入错误，算出每个检查项的精确率与召回率，与基线比较（ARGS=--approve 存为新基线）
	@$(BIN)/python -m evals $(ARGS)

evals-llm: $(STAMP) ## 语法与语言模型各读对多少（默认用录下的回答；ARGS="--llm 模型" 真的去问）
	@$(BIN)/python -m evals.extraction $(ARGS)

lock: ## 重新锁定依赖（需要 uv）
	@uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --no-annotate --quiet -o requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新的版本；若已另外安装：make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || test "$$(id -u)" != 0 \
	  || { apt-get update -qq && apt-get install -y -qq python3-venv; } || :
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "缺少 venv 模块，请先执行：sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "正在准备 .venv（约一分钟）……" >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q toolkit
	@touch $@

.PHONY: help setup demo system test check rest style types floors coverage fresh fix docs pictures bench bench-archive evals evals-llm lock
