# make site   生成网站（首次运行自动安装依赖）
# make serve  本机预览，保存文件后自动刷新
# make check  只核对数据
# make test   运行全部测试
# make coverage  测试经过了多少代码，哪些没有经过
# make lint   代码规范、类型、结构、安全写法、工作流与依赖检查
# make audit  依赖有没有已知的漏洞；问不到漏洞库时不算通过
# make bench-start  启动、第二次安装、保存后预览显示各用多少时间
# make bench  与 Hugo、Eleventy、MkDocs、cp 并排测速，写到 benchmarks/RESULTS.md
# make bench-check  核对四万五千个项目用多少时间和内存
# make bench-export  四万五千个项目、24 个月台账的开放数据各用多少时间和内存，改一处要多少
# make bench-review   审阅四万五千个项目里一个县的提交用多少时间和内存
# make bench-workbook  从工作簿生成与从文字文件生成，第一次各用多少时间
# make bench-history  读五千次提交的变更历史用多少时间
# make bench-search  到第一条检索结果，浏览器读多少字节
# make lint-html  用 Nu 检查每个网页的 HTML
# make lighthouse  首页、县页、项目页的 Lighthouse 评分和首次访问的字节
# make engines  用 2019—2022 年的 Chromium 79、90、106 看各类网页（由 npm 下载，约 150 MB）
# make screenshots  各类网页的截图，存到 docs/screenshots
# make lock   重新锁定依赖版本
.PHONY: site serve check test coverage lint audit format lock clean bench lint-html lighthouse engines newer screenshots bench-check bench-export bench-review bench-history bench-search bench-start bench-workbook
.DEFAULT_GOAL := site

BIN := .venv/bin
# 系统自带的 Python 按剖析优化过，比自己编译的快约 15%；PYTHON=… 可以指定另一个。
PYTHON ?= $(wildcard /usr/bin/python3)
export PYTHON

site:
	@scripts/setup site
	@$(BIN)/gongkai build
	@echo "查看：make serve，然后用浏览器打开 http://127.0.0.1:8000/"

serve:
	@scripts/setup site
	@$(BIN)/gongkai serve

check:
	@scripts/setup site
	@$(BIN)/gongkai check

test:
	@scripts/setup test
	@$(BIN)/python -m pytest

coverage:
	@scripts/setup test
	@$(BIN)/python -m pytest --cov --cov-report=term

lint:
	@scripts/setup test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive generator
	$(BIN)/zizmor --offline --quiet .github/workflows
	@$(BIN)/python -m audits.dependencies --not-asked-is-fine

audit:
	@scripts/setup test
	@$(BIN)/python -m audits.dependencies

format:
	@scripts/setup test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:
	@scripts/setup test
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --extra build --extra open-data -c requirements.lock pyproject.toml -o requirements-publish.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --extra build --extra test --extra dev -c requirements.lock pyproject.toml -o requirements-test.lock

bench-check:
	@scripts/setup test
	@$(BIN)/python -m benchmarks.check

bench-export:
	@scripts/setup test
	@$(BIN)/python -m benchmarks.export

bench-review:
	@scripts/setup test
	@$(BIN)/python -m benchmarks.review

bench-workbook:
	@scripts/setup test
	@$(BIN)/python -m benchmarks.workbook

bench-history:
	@scripts/setup test
	@$(BIN)/python -m benchmarks.history

bench-start:
	@scripts/setup test
	@$(BIN)/python -m benchmarks.start

bench-search:
	@scripts/setup test
	@$(BIN)/python -m benchmarks.first_hit

lint-html: site
	@scripts/setup test
	@$(BIN)/python -m audits.html

lighthouse: site
	@scripts/setup test
	@$(BIN)/python -m audits.lighthouse

engines: site
	@scripts/setup test
	@$(BIN)/python -m audits.engines

newer: # 浏览器兼容数据更新以后：重写测试用的 tests/theme/newer.json
	@scripts/setup test
	@$(BIN)/python -m audits.engines.newer

screenshots: site
	@scripts/setup test
	@$(BIN)/python -m audits.screenshots

bench:
	@scripts/setup test
	@$(BIN)/python -m benchmarks.bench $(SIZES)

clean:
	rm -rf site .cache
