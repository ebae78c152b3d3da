"""The tables of a store, column by column: the one place that knows them.

Every table but `files` lies in folders `year=2023` (hive partitions; a document that states no year has NULL there), so
that a reader gets a column ``year`` beside those listed here. `files` and the rest meet in ``document``, the SHA-256 of
a file's bytes; a row says nothing of where the file lies, of its name or of the time, so that the same bytes always
make the same rows. Numbers stand as digits (VARCHAR, nothing lost) beside a DOUBLE to compute with.
"""

from collections.abc import Iterator
from dataclasses import dataclass

VERSION = 1
"""Version of the store's format: raised when a table or the layout changes in a way that an old store does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, its DuckDB type, and what it says (in the reader's language)."""

    name: str
    type: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: what one row is, its columns, and by what its rows are put in order."""

    name: str
    says: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]

    @property
    def types(self) -> dict[str, str]:
        """Return the DuckDB type of every column."""
        return {column.name: column.type for column in self.columns}


def _columns(text: str) -> Iterator[Column]:
    """Read columns as they are written below: ``name TYPE — what it says``; a quantity makes seven."""
    for line in filter(None, map(str.strip, text.splitlines())):
        head, says = line.split(" — ")
        name, kind = head.split(" ", 1)
        if kind == "QUANTITY":
            yield from _quantity(name, says)
        else:
            yield Column(name=name, type=kind, says=says)


def _quantity(name: str, says: str) -> Iterator[Column]:
    yield Column(name=name, type="VARCHAR", says=f"{says}，照原文")
    for suffix, kind, more in (
        ("digits", "VARCHAR", "数字，一位不差"),
        ("value", "DOUBLE", "数字，供计算"),
        ("upper", "DOUBLE", "区间的上端"),
        ("unit", "VARCHAR", "单位"),
        ("op", "VARCHAR", "=、>=、<=、>、<、~（约）、range（区间）、qualitative（定性）"),
        ("base", "DOUBLE", "折成基本单位的数"),
        ("base_unit", "VARCHAR", "基本单位，如万元的是元"),
    ):
        yield Column(name=f"{name}_{suffix}", type=kind, says=f"{says}：{more}")


_EVIDENCE = 'STRUCT("role" VARCHAR, "quote" VARCHAR, "start" INTEGER, "end" INTEGER, "place" VARCHAR)[]'
_OPERANDS = (
    'STRUCT("role" VARCHAR, "label" VARCHAR, "text" VARCHAR, "digits" VARCHAR, "value" DOUBLE, "upper" DOUBLE, '
    '"unit" VARCHAR, "op" VARCHAR, "base" DOUBLE, "base_unit" VARCHAR, "start" INTEGER, "end" INTEGER)[]'
)
_DOCUMENT = "document VARCHAR — 文件内容的 SHA-256"
_PLACE = """
    start INTEGER — 在文字里从第几个字起
    end INTEGER — 到第几个字止（不含）
    place VARCHAR — 在文件里的位置，如 第3页
    quote VARCHAR — 原文
"""
_ORIGIN = """
    engine VARCHAR — grammar（语法）或 llm（模型）
    model VARCHAR — 哪个模型
    prompt VARCHAR — 哪个提示词
"""


def table(name: str, says: str, columns: str, order: str = "document, position") -> Table:
    """Make a table of columns as they are written below."""
    return Table(name=name, says=says, columns=tuple(_columns(columns)), order=tuple(order.split(", ")))


DOCUMENTS = table(
    "documents",
    "一行一份报告（内容相同的几个文件算一份）",
    f"""
    {_DOCUMENT}
    key VARCHAR — 由内容和下面各版本算出，有一样变了就重做
    format VARCHAR — 格式
    title VARCHAR — 标题
    organization VARCHAR — 单位，照原文
    office VARCHAR — 单位，去掉“人民政府”一类字样，供比对
    form VARCHAR — department（部门整体支出）、project（项目支出）、other
    characters INTEGER — 字数
    figures INTEGER — 读到的数字
    in_facts INTEGER — 其中读入事实的
    checked INTEGER — 其中核对过的
    errors INTEGER — 错误数
    warnings INTEGER — 警告数
    infos INTEGER — 提示数
    verified INTEGER — 核对无误的处数
    unable INTEGER — 没能检查的处数
    crashes INTEGER — 自身出错的检查项数
    recomputed INTEGER — 能由文中数字重算的处数
    held INTEGER — 其中与所写相符的
    consistency INTEGER — 一致性得分：相符的占百分之几
    full VARCHAR — 总分满分
    got VARCHAR — 总分得分
    toolkit VARCHAR — 程序版本
    knowledge VARCHAR — 知识摘要
    settings VARCHAR — 设置摘要
    model VARCHAR — 用了哪个模型
    prompts VARCHAR — 提示词摘要
    calls INTEGER — 问了模型几次
    prompt_tokens BIGINT — 提问的 token 数
    completion_tokens BIGINT — 回答的 token 数
    cost VARCHAR — 花费
    rejected INTEGER — 模型说了不算数的处数
    failed_passages INTEGER — 没有问成的段数
    """,
    order="document",
)

INDICATORS = table(
    "indicators",
    "一行一个绩效指标",
    f"""
    {_DOCUMENT}
    position INTEGER — 在报告里是第几个
    level1 VARCHAR — 一级指标
    category VARCHAR — 二级指标
    name VARCHAR — 三级指标
    target QUANTITY — 目标值
    actual QUANTITY — 实际完成值
    completion QUANTITY — 完成率
    full VARCHAR — 分值
    got VARCHAR — 得分
    full_value DOUBLE — 分值，供计算
    got_value DOUBLE — 得分，供计算
    deviation VARCHAR — 偏差原因
    period VARCHAR — 时段
    forecast BOOLEAN — 是否预计数
    {_PLACE}
    {_ORIGIN}
    """,
)

SCORES = table(
    "scores",
    "一行一个评分项",
    f"""
    {_DOCUMENT}
    position INTEGER — 在报告里是第几个
    section VARCHAR — 所在部分
    name VARCHAR — 评分项
    full VARCHAR — 分值
    got VARCHAR — 得分
    full_value DOUBLE — 分值，供计算
    got_value DOUBLE — 得分，供计算
    reason VARCHAR — 扣分原因
    summary BOOLEAN — 是否由下面几项相加而来
    {_PLACE}
    {_ORIGIN}
    """,
)

BUDGET = table(
    "budget",
    "一行一项预算",
    f"""
    {_DOCUMENT}
    position INTEGER — 在报告里是第几个
    name VARCHAR — 名称
    fund VARCHAR — 资金来源
    period VARCHAR — 时段
    budgeted QUANTITY — 预算数
    income QUANTITY — 收入、到位数
    spent QUANTITY — 支出、执行数
    rate QUANTITY — 执行率
    {_PLACE}
    {_ORIGIN}
    """,
)

CLAIMS = table(
    "claims",
    "一行一个数量关系：一个数和它所根据的数",
    f"""
    {_DOCUMENT}
    position INTEGER — 在报告里是第几个
    kind VARCHAR — ratio、share、growth、sum、difference、count、average、product、proportion
    label VARCHAR — 名称，如 办结率
    text VARCHAR — 这句话
    stated VARCHAR — 所写的数（比率、增长率等）：数字，一位不差
    stated_value DOUBLE — 所写的数，供计算
    stated_unit VARCHAR — 所写的数的单位
    operands {_OPERANDS} — 各个数及其角色
    {_PLACE}
    {_ORIGIN}
    """,
)

STATEMENTS = table(
    "statements",
    "一行一条问题、措施、结论、扣分或成效",
    f"""
    {_DOCUMENT}
    position INTEGER — 在报告里是第几条
    kind VARCHAR — problem（问题）、measure（措施）、conclusion（结论）、deduction（扣分）、achievement（成效）
    text VARCHAR — 内容
    {_PLACE}
    {_ORIGIN}
    """,
)

FINDINGS = table(
    "findings",
    "一行一条发现",
    f"""
    {_DOCUMENT}
    position INTEGER — 在报告里是第几条
    code VARCHAR — 检查项编号，如 RT02
    name VARCHAR — 检查项英文名
    severity VARCHAR — error、warning、info
    certainty VARCHAR — certain（确定）、possible（可能）
    message VARCHAR — 问题
    suggestion VARCHAR — 建议
    formula VARCHAR — 验算的算式
    stated VARCHAR — 写作
    recomputed VARCHAR — 重算得
    fingerprint VARCHAR — 指纹
    evidence {_EVIDENCE} — 全部依据，出错的字句在前
    {_PLACE}
    {_ORIGIN}
    """,
)

VERIFIED = table(
    "verified",
    "一行一处核对无误的",
    f"""
    {_DOCUMENT}
    position INTEGER — 在报告里是第几处
    code VARCHAR — 检查项编号
    formula VARCHAR — 验算的算式
    stated VARCHAR — 写作
    recomputed VARCHAR — 重算得
    {_PLACE}
    """,
)

TALLIES = table(
    "tallies",
    "一行是一份报告的一个检查项（全无结果的不列）",
    f"""
    {_DOCUMENT}
    code VARCHAR — 检查项编号
    findings INTEGER — 发现
    verified INTEGER — 核对无误
    unable INTEGER — 没能检查
    crash VARCHAR — 检查项自身的错误
    """,
    order="document, code",
)

PARAGRAPHS = table(
    "paragraphs",
    "一行一个段落，用来找各单位之间、各年之间的雷同",
    f"""
    {_DOCUMENT}
    position INTEGER — 第几段
    start INTEGER — 在文字里从第几个字起
    end INTEGER — 到第几个字止（不含）
    text VARCHAR — 段落
    shape VARCHAR — 数字和本单位名称遮去后的段落
    figures VARCHAR[] — 段落里的数，折成基本单位
    signature BLOB — 遮去后的段落的 MinHash 签名；通行的套话没有
    standard BOOLEAN — 是否通行的套话（单位职责一类）
    """,
)

READINGS = table(
    "readings",
    "一行一份报告读出的全部，可由它还原而不必重读文件",
    f"""
    {_DOCUMENT}
    reading BLOB — 文字、段落和全部事实（JSON，zstd 压缩）
    """,
    order="document",
)

FAILURES = table(
    "failures",
    "一行一份没有做成的文件",
    f"""
    {_DOCUMENT}
    key VARCHAR — 与 documents 的 key 同；没有变化就不再试
    kind VARCHAR — unreadable（读不了）、timeout（超时）、memory（内存超限）、killed（进程被杀）、crash（程序出错）
    message VARCHAR — 原因与办法
    attempts INTEGER — 试了几次
    """,
    order="document",
)

FILES = table(
    "files",
    "一行一个文件（不分年）",
    """
    root VARCHAR — 从哪个目录（压缩包、网址）算起
    path VARCHAR — 其中的路径
    name VARCHAR — 文件名
    document VARCHAR — 文件内容的 SHA-256；读不出的没有
    size BIGINT — 字节数
    state VARCHAR — present（在）、deleted（已删去）、unreadable（打不开）
    why VARCHAR — 打不开的原因
    """,
    order="root, path",
)

TABLES = {
    table.name: table
    for table in (
        INDICATORS,
        SCORES,
        BUDGET,
        CLAIMS,
        STATEMENTS,
        FINDINGS,
        VERIFIED,
        TALLIES,
        PARAGRAPHS,
        READINGS,
        FAILURES,
        DOCUMENTS,
    )
}
"""The tables that a shard writes, in parts by year; `documents` comes last, for it says that the others are there."""
