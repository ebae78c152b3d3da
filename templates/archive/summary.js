"use strict";
(() => {
  document.documentElement.classList.add("js");
  const words = new Intl.Collator("zh-CN", { numeric: true });
  const compare = (a, b) => {
    const [x, y] = [Number(a), Number(b)];
    return a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y) ? x - y : words.compare(a, b);
  };

  const unfold = (table) => table.classList.remove("short");

  for (const table of document.querySelectorAll(".sortable")) {
    const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
    for (const [column, head] of heads.entries()) {
      const button = head.querySelector("button");
      if (!button) continue;
      button.disabled = false;
      button.addEventListener("click", () => {
        const order = head.getAttribute("aria-sort") === "descending" ? "ascending" : "descending";
        const sign = order === "ascending" ? 1 : -1;
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", order);
        unfold(table);
        const rows = [...body.rows].filter((row) => !row.classList.contains("between"));
        body.append(...rows.sort((a, b) => sign * compare(a.cells[column].dataset.by, b.cells[column].dataset.by)));
      });
    }
    const between = table.querySelector(".unfold");
    if (between) {
      between.disabled = false;
      between.addEventListener("click", () => unfold(table));
    }
  }
})();
