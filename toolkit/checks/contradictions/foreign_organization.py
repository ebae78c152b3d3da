"""留着别的单位的名称

查什么：讲本单位职责、收支、自评的地方，写的是另一个同类单位的名称（某某镇2023年部门整体支出、某某镇党委政府、
段首的“某某县教育局负责……”、本单位印发的《某某镇……办法》）。

为何：报告多由模板或别的单位的报告改成，名称没有改净，里面的数字也可能没有改。

依据：财预〔2020〕10号：自评由单位对本单位的支出进行，内容应当真实。

有问题：
    云溪镇2023年部门整体支出绩效自评报告
    一、部门基本情况
    石桥镇2023年部门整体支出预算1200万元。

没问题：
    云溪镇2023年部门整体支出绩效自评报告
    一、部门基本情况
    云溪镇2023年部门整体支出预算1200万元。

局限：本单位名称要能从标题读出；下属单位、上级单位和引用的文件名不在此列。
"""

import re
from collections.abc import Iterator

from toolkit.audit import Dossier, Outcomes, check
from toolkit.checks.passages import Passage, find
from toolkit.records import Clear, Evidence, Hit, Severity, Unable
from toolkit.records.facts import Form

_SELF = (
    r"(?:20\d\d年度?)?(?:部门|单位)?(?:整体支出|整体绩效|整体预算)"
    r"|(?:党委、?(?:和|与)?政府|党工委、?办事处|财政所)"
    r"|(?:20\d\d年度?)?(?:绩效)?自评(?:得分|总分|总得分|结果|结论)"
)
_BUREAU = 3  # characters that say what a bureau is for
_KIND = "镇|乡|街道|局|法院|检察院|中学|小学|幼儿园|医院|卫生院|图书馆|博物馆|文化馆|水库|灌区|林场"
_OFFICE = "(?:人民政府|办事处|(?:建设|运行)?管理(?:中心|处|局|所|站))?"
_NAME = f"(?P<name>[\u4e00-\u9fff]{{2,12}}?(?:{_KIND}))"
_OTHER = f"{_NAME}(?:人民政府|办事处)?(?:{_SELF})"
# An office that does what only the report's own does at the head of a sentence, or behind its date.
_DOING = (
    f"{_NAME}{_OFFICE}(?:按照|根据|统筹|围绕|坚持|各项工作|核定|现有|共有|设有|内设|下设|提供|承担|落实|高度重视|认真"
    "|(?:办事|诉讼|政务|便民)(?:服务)?(?:窗口|大厅|中心)|(?:机关|全体)(?:干部|职工|干警)|财务人员)"
)
_ISSUED = re.compile(f"印发了?《(?<!转印发《)(?<!转印发了《){_NAME}")
_SUBJECTS = (
    re.compile(f"^{_OTHER}"),
    re.compile(f"[,。;:、度年](?:(?<=[,。;:、])|(?<=年度)|(?<=\\d年)(?!度)){_OTHER}"),
    re.compile(f"^{_NAME}{_OFFICE}(?:[为是系][^,。]{{0,10}}(?:单位|机关|机构|学校|小学|中学|医院)|主管|负责(?!人))"),
    re.compile(f"^{_DOING}"),
    re.compile(f"[。;,](?:(?<=[。;])|(?<=[年日],)){_DOING}"),
)
# No name holds these: 完成镇党委和政府安排的工作.
_NO_NAME = re.compile(
    "各|本|我|该|上级|其他|兄弟|下属|所属|辖区|全|等|及|和|与|对|由|向|在|的|年度|"
    "完成|落实|执行|服务|围绕|按照|根据|协助|配合|支持|推动|加强|做好|贯彻|参照|指导|协调|接受"
)


@check("CN08", Severity.WARNING)
def foreign_organization(dossier: Dossier) -> Outcomes:
    identity = dossier.facts.identity
    if identity is None or identity.organization is None or identity.form is Form.OTHER:
        yield Unable(missing="标题里的单位名称", evidence=())
        return
    own = identity.organization
    foreign = list(_foreign(dossier, own))
    for name in foreign:
        yield Hit(
            message=f"这是{own}的报告，这里写的却是“{name.text}”",
            evidence=(Evidence(role="别的单位", span=name.span), Evidence(role="标题", span=identity.span)),
            suggestion=f"改为“{own}”，并核对这一处的数字是不是本单位的；确指另一个单位的，写明与本单位的关系",
        )
    if not foreign:
        yield Clear(evidence=(Evidence(role="标题", span=identity.span),))


def _foreign(dossier: Dossier, own: str) -> Iterator[Passage]:
    """Yield names of the own kind, where the words speak of an organization as the report's subject."""
    for pattern in (*_SUBJECTS, _ISSUED):
        for found in find(dossier.document, pattern):
            name = found.group("name")
            quoted = pattern is not _ISSUED and found.quotation() is not None
            if _NO_NAME.search(name.text) or quoted or found.in_table:
                continue
            if _is_alike(name.text, own) and not _same(name.text, own):
                yield name


def _is_alike(name: str, own: str) -> bool:
    """Tell whether both are offices of one kind: towns, schools, or bureaus of the same affairs (教育局)."""
    kind = re.search(f"(?:{_KIND})$", name)
    bare = _bare(own)
    tail = name[-_BUREAU:] if name.endswith("局") else kind.group() if kind else name
    return bare.endswith(tail)


def _same(name: str, own: str) -> bool:
    """Tell whether one name is the other, shorter or with what stands above it: 云溪镇, 清河县云溪镇人民政府."""
    bare = _bare(own)
    return name in own or bare.endswith(name) or name.endswith(bare)


def _bare(own: str) -> str:
    """Return an office's name without the words for its seat: 云溪镇人民政府, 清溪水库建设管理中心."""
    return re.sub("人民政府|办事处|党委|(?:建设|运行)?管理(?:中心|处|局|所|站)$", "", own)
