"""Imported once by the process that workers are forked from: each of them begins with everything loaded and worked in.

Half of what a first document takes goes into patterns and word lists that are made when they are first needed.
"""

import gc
from hashlib import sha256

from pebble.common.types import CONSTS

from toolkit.archive.auditor import auditor
from toolkit.archive.rows import columns_of
from toolkit.archive.task import Terms
from toolkit.read import read_bytes

_REPORT = """石桥镇人民政府2023年部门整体支出绩效自评报告
一、部门基本情况
（一）部门整体收支情况。2023年全年预算1200.00万元，支出1080.00万元，预算执行率90%，比上年增加80万元，增长8%。
二、绩效自评情况
（一）自评结论。自评得分95分，等级为“优”。
1.产出指标：完成道路养护18公里，年度目标值18公里，完成率100%。共调查83人，满意74人，满意度89.16%。
三、存在的主要问题
一是预算编制不够精细。
四、下一步改进措施
一是加强预算编制，2024年6月30日前完成。
"""


def warm() -> str:
    """Work one document in; return a digest of its rows."""
    document = read_bytes(_REPORT.encode(), name="自评报告.txt")
    rows = list(columns_of(auditor(Terms()).work(document)))
    return sha256(repr(rows).encode()).hexdigest()


warm()
gc.freeze()
# After each document the memories of the grammar hold some thousand new objects: none of them is in a cycle.
gc.set_threshold(50_000)
# A worker that is killed at the very moment when it takes up work leaves a lock behind that nobody opens; the others
# would wait a minute for it before they give up and are replaced.
CONSTS.channel_lock_timeout = 5
