"use strict";
(() => {
  const table = document.getElementById("reports"), body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const words = new Intl.Collator("zh-CN", { numeric: true });

  const sort = (column) => {
    const head = heads[column], first = column ? "descending" : "ascending";
    const other = first === "descending" ? "ascending" : "descending";
    const order = head.getAttribute("aria-sort") === first ? other : first;
    const sign = order === "ascending" ? 1 : -1;
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    body.append(...[...body.rows].sort((a, b) => sign * words.compare(a.cells[column].dataset.by, b.cells[column].dataset.by)));
  };

  for (const [column, head] of heads.entries()) {
    const button = head.querySelector("button");
    button.disabled = false;
    button.addEventListener("click", () => sort(column));
  }
})();
