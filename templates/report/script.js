"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const aside = byId("findings"), list = byId("list"), filters = byId("filters"), pop = byId("pop"), help = byId("help");
  const cards = [...document.querySelectorAll(".card")];
  const narrow = window.matchMedia("(max-width: 60rem)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const index = (attribute) => {
    const found = new Map();
    for (const segment of document.querySelectorAll(`[data-${attribute}]`)) {
      for (const n of segment.dataset[attribute].split(" ")) {
        if (!found.has(n)) found.set(n, []);
        found.get(n).push(segment);
      }
    }
    return found;
  };
  const cited = index("f"), faulted = index("w"), proved = index("v");
  let chosen = null, opener = null;

  root.classList.add("js");

  // Scroll a box until a thing stands at a share of its height; the page itself where no box is given.
  const bring = (thing, share, box) => {
    const behavior = calm.matches ? "auto" : "smooth";
    const place = thing.getBoundingClientRect();
    if (box) {
      const frame = box.getBoundingClientRect();
      box.scrollTo({ top: box.scrollTop + place.top - frame.top - share * Math.max(0, frame.height - place.height), behavior });
    } else {
      window.scrollTo({ top: window.scrollY + place.top - share * window.innerHeight, behavior });
    }
  };
  const bringWords = (segment) => segment && bring(segment, narrow.matches ? 0.2 : 0.4);

  const release = () => {
    if (!chosen) return;
    for (const segment of cited.get(chosen.dataset.n) || []) segment.classList.remove("fault", "cited");
    chosen.removeAttribute("aria-current");
    chosen = null;
    count();
  };

  const choose = (card, { words = true, focus = false } = {}) => {
    close();
    release();
    chosen = card;
    const n = card.dataset.n;
    for (const segment of cited.get(n) || []) segment.classList.add("cited");
    for (const segment of faulted.get(n) || []) segment.classList.replace("cited", "fault");
    card.setAttribute("aria-current", "true");
    byId("text").dataset.severity = card.dataset.severity;
    if (narrow.matches && aside.dataset.sheet !== "one") unfold("one");
    if (words) bringWords((faulted.get(n) || [])[0]);
    if (narrow.matches) list.scrollTop = 0;
    else bring(card, 0.3, list);
    if (focus) card.querySelector(".what").focus({ preventScroll: true });
    history.replaceState(null, "", `#f${n}`);
    count();
  };

  const shown = () => cards.filter((card) => !card.hidden);

  // Choose a card from elsewhere on the page; what the filters hide comes back.
  const turn = (card) => {
    if (card.hidden) {
      filters.reset();
      filter();
    }
    choose(card);
  };

  const step = (by) => {
    const open = shown();
    if (!open.length) return;
    const at = open.indexOf(chosen);
    choose(open[at < 0 ? (by > 0 ? 0 : open.length - 1) : (at + by + open.length) % open.length], { focus: true });
  };

  const count = () => {
    const open = shown();
    byId("status").textContent = open.length === cards.length ? `${cards.length} 条` : `${open.length} / ${cards.length} 条`;
    byId("at").textContent = chosen ? `${open.indexOf(chosen) + 1} / ${open.length}` : `共 ${open.length}`;
    byId("previous").disabled = byId("next").disabled = !open.length;
  };

  const contents = new Map();
  const holds = (card, words) => {
    if (!contents.has(card)) contents.set(card, card.textContent.toLowerCase());
    return contents.get(card).includes(words);
  };

  const filter = () => {
    const form = new FormData(filters);
    const severities = new Set(form.getAll("severity")), code = form.get("code"), words = form.get("words").trim().toLowerCase();
    for (const card of cards) {
      card.hidden = !severities.has(card.dataset.severity) || (code && card.dataset.code !== code) || !holds(card, words);
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector(".card:not([hidden])");
    const open = new Set(shown().map((card) => card.dataset.n));
    for (const segment of document.querySelectorAll("[data-w]")) {
      segment.classList.toggle("off", !segment.dataset.w.split(" ").some((n) => open.has(n)));
    }
    byId("nothing").hidden = open.size > 0 || !cards.length;
    if (chosen && chosen.hidden) release();
    count();
  };

  const unfold = (state) => {
    aside.dataset.sheet = state;
    byId("sheet").setAttribute("aria-expanded", String(state === "all"));
  };

  const verify = () => {
    const on = root.classList.toggle("verified");
    byId("verified").setAttribute("aria-pressed", String(on));
    close();
    for (const segment of document.querySelectorAll("span.v")) {
      if (on) {
        segment.tabIndex = 0;
        segment.setAttribute("role", "button");
      } else {
        segment.removeAttribute("tabindex");
        segment.removeAttribute("role");
      }
    }
  };

  const close = () => {
    if (pop.hidden) return;
    const inside = pop.contains(document.activeElement);
    pop.hidden = true;
    for (const segment of document.querySelectorAll(".proved")) segment.classList.remove("proved");
    if (opener && inside) opener.focus({ preventScroll: true });
    opener = null;
  };

  // Show how the words were recomputed, beside them.
  const explain = (segment) => {
    close();
    const numbers = segment.dataset.v.split(" ").filter((n) => segment.classList.contains("v") || segment.classList.contains("proved"));
    pop.replaceChildren(...numbers.map((n) => {
      const copy = document.createElement("div");
      copy.append(...byId(`v${n}`).cloneNode(true).childNodes);
      return copy;
    }));
    for (const n of numbers) for (const each of proved.get(n)) each.classList.add("proved");
    opener = segment;
    pop.hidden = false;
    const place = segment.getClientRects()[0], room = byId("text").getBoundingClientRect().right - pop.offsetWidth - 12;
    pop.style.left = `${window.scrollX + Math.max(12, Math.min(place.left, room))}px`;
    const below = place.bottom + 8 + pop.offsetHeight < window.innerHeight - (narrow.matches ? 64 : 0);
    pop.style.top = `${window.scrollY + (below ? place.bottom + 8 : Math.max(8, place.top - 8 - pop.offsetHeight))}px`;
    pop.focus({ preventScroll: true });
  };

  const chooseWords = (segment) => {
    const numbers = segment.dataset.w.split(" ").filter((n) => !byId(`f${n}`).hidden);
    if (!numbers.length) return false;
    const at = chosen ? numbers.indexOf(chosen.dataset.n) : -1;
    choose(byId(`f${numbers[(at + 1) % numbers.length]}`), { words: false });
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a"), card = event.target.closest(".card");
    const segment = event.target.closest(".paper [data-w]"), proof = event.target.closest(".paper .v");
    if (event.target.closest("[popovertarget], [popover]")) return;
    if (link && card) {
      event.preventDefault();
      if (card !== chosen) choose(card, { words: false });
      bringWords(link.matches(".what") ? (faulted.get(card.dataset.n) || [])[0] : byId(link.hash.slice(1)));
    } else if (card) {
      if (!String(window.getSelection())) choose(card);
    } else if (segment && chooseWords(segment)) {
      event.preventDefault();
    } else if (proof && root.classList.contains("verified")) {
      event.preventDefault();
      explain(proof);
    } else if (link && link.closest(".brief") && link.hash.startsWith("#f")) {
      event.preventDefault();
      turn(byId(link.hash.slice(1)));
    } else if (link && link.closest(".list, .pop") && link.hash.startsWith("#c")) {
      event.preventDefault();
      if (narrow.matches) unfold("closed");
      const words = byId(link.hash.slice(1));
      if (words) {
        bringWords(words);
        words.classList.add("seen");
        window.setTimeout(() => words.classList.remove("seen"), 2400);
      }
    } else if (!event.target.closest(".pop")) {
      close();
    }
  });

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    v: verify,
    "/": () => {
      if (narrow.matches) unfold("all");
      filters.elements.words.focus();
    },
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    if (document.querySelector(":popover-open")) return;
    const typing = event.target.closest("input[type=search], select, textarea");
    if (event.key === "Escape") {
      if (typing) typing.blur();
      else if (!pop.hidden) close();
      else if (aside.dataset.sheet !== "closed") unfold("closed");
      else release();
    } else if (!typing && event.target.matches("span.v") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      explain(event.target);
    } else if (!typing && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("verified").addEventListener("click", verify);
  byId("ask").addEventListener("click", () => help.showModal());
  byId("sheet").addEventListener("click", () => unfold(aside.dataset.sheet === "all" ? "closed" : "all"));
  // Take the keyboard into a manual page that opens; closing it gives it back to the code.
  document.addEventListener("toggle", (event) => {
    if (event.target.matches(".about") && event.newState === "open") event.target.focus({ preventScroll: true });
  }, true);
  byId("print").addEventListener("click", () => {
    root.classList.add("brief-only");
    window.print();
  });

  const folded = () => [...document.querySelectorAll("#brief, #gaps")].filter((each) => !each.open);
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = folded();
    for (const each of unfolded) each.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const each of unfolded) each.open = false;
    root.classList.remove("brief-only");
  });

  count();
  const first = /^#f\d+$/.test(location.hash) && byId(location.hash.slice(1));
  if (first) choose(first);
})();
