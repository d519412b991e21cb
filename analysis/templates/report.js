"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("js");
  const byId = (id) => document.getElementById(id);
  const made = (name, text) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    return node;
  };

  // Evidence: what a cell, a mark or a key result opens is shown over the page, and the focus comes back.
  const dialog = byId("opened");
  const body = byId("opened-body");
  const title = byId("opened-h");
  const open = (id) => {
    const source = byId(id);
    if (!source || !dialog.showModal) return false;
    const whole = source.closest("section.cell") || source;
    const copy = whole.cloneNode(true);
    const heading = copy.querySelector("h4");
    title.replaceChildren(...(heading ? heading.cloneNode(true).childNodes : [made("span", "Sentences")]));
    if (heading) heading.remove();
    if (source !== whole) {
      const list = copy.querySelector("ul");
      list.replaceChildren(source.cloneNode(true));
      const said = copy.querySelector(".n");
      if (said) said.textContent = "One sentence.";
    }
    for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
    copy.removeAttribute("tabindex");
    body.replaceChildren(copy);
    dialog.showModal();
    dialog.scrollTop = 0;
    title.focus();
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-opens]");
    if (link && !event.ctrlKey && !event.metaKey && open(link.getAttribute("href").slice(1))) event.preventDefault();
  });
  byId("opened-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  // Pictures: the place under the pointer opens what the tables open.
  for (const picture of document.querySelectorAll("[data-hits]")) {
    const hits = JSON.parse(picture.dataset.hits);
    const under = (event) => {
      const box = picture.querySelector("img").getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width;
      const y = (event.clientY - box.top) / box.height;
      const near = 7 / box.width;
      let best = null;
      let least = Infinity;
      for (const hit of hits) {
        const [left, top, width, height] = hit;
        const dx = Math.max(left - x, 0, x - left - width);
        const dy = Math.max(top - y, 0, y - top - height) * (box.height / box.width);
        const far = Math.hypot(dx, dy);
        const middle = Math.hypot(x - left - width / 2, y - top - height / 2);
        if (far <= near && far * 100 + middle < least) {
          least = far * 100 + middle;
          best = hit;
        }
      }
      return best;
    };
    picture.addEventListener("pointermove", (event) => picture.classList.toggle("over", under(event) !== null));
    picture.addEventListener("click", (event) => {
      const hit = under(event);
      if (hit) open(hit[4]);
    });
  }

  // Tables: every column sorts, long ones filter.
  const value = (cell) => {
    const written = cell.dataset.v === undefined ? cell.textContent.trim() : cell.dataset.v;
    const number = Number(written);
    return written === "" ? null : Number.isNaN(number) ? written : number;
  };
  const compare = (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b));
  };
  for (const table of document.querySelectorAll("table.data")) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    heads.forEach((head, column) => {
      const button = made("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const numeric = rows.some((row) => typeof value(row.cells[column]) === "number");
        const now = head.getAttribute("aria-sort");
        const down = now ? now === "ascending" : numeric;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = rows.map((row, at) => [value(row.cells[column]), at, row]);
        keyed.sort((one, two) => {
          const order = compare(one[0], two[0]);
          const missing = one[0] === null || two[0] === null;
          return (down && !missing ? -order : order) || one[1] - two[1];
        });
        table.tBodies[0].append(...keyed.map((key) => key[2]));
      });
    });
    if (table.classList.contains("long")) {
      const label = made("label", "Filter rows ");
      const field = made("input");
      field.type = "search";
      const said = made("span");
      said.className = "n";
      said.setAttribute("role", "status");
      label.append(field);
      const bar = made("p");
      bar.className = "filter";
      bar.append(label, said);
      table.closest(".wide").before(bar);
      field.addEventListener("input", () => {
        const wanted = field.value.trim().toLowerCase();
        let shown = 0;
        for (const row of rows) {
          row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
          shown += row.hidden ? 0 : 1;
        }
        said.textContent = wanted ? `${shown} of ${rows.length} rows` : "";
      });
    }
  }

  // Search: each sentence of the page once, in the order of the page.
  const query = byId("query");
  const list = byId("search-found");
  const said = byId("search-said");
  const most = 50;
  let shelf = null;
  const index = () => {
    const seen = new Map();
    for (const item of document.querySelectorAll("main .s")) {
      if (!seen.has(item.dataset.s)) {
        const text = item.querySelector(".told").textContent;
        seen.set(item.dataset.s, { item, text, low: text.toLowerCase() });
      }
    }
    return [...seen.values()];
  };
  const marked = (found, words) => {
    const line = made("span");
    line.className = "told";
    line.dir = "auto";
    let at = 0;
    while (at < found.text.length) {
      let next = -1;
      let length = 0;
      for (const word of words) {
        const place = found.low.indexOf(word, at);
        if (place >= 0 && (next < 0 || place < next)) {
          next = place;
          length = word.length;
        }
      }
      if (next < 0 || found.low.length !== found.text.length) break;
      line.append(found.text.slice(at, next), made("mark", found.text.slice(next, next + length)));
      at = next + length;
    }
    line.append(found.text.slice(at));
    return line;
  };
  const search = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    said.textContent = "";
    if (!words.length || query.value.trim().length < 2) return;
    shelf = shelf || index();
    const found = shelf.filter((one) => words.every((word) => one.low.includes(word)));
    const few = found.length > most ? `; the first ${most} are shown` : "";
    said.textContent = found.length === 1 ? "1 sentence" : `${found.length} sentences${few}`;
    for (const one of found.slice(0, most)) {
      const item = made("li");
      const outlet = made("strong", one.item.dataset.o);
      outlet.className = "told";
      outlet.dir = "auto";
      const source = one.item.querySelector(".src").cloneNode(true);
      const tone = source.querySelector("b");
      if (tone) {
        tone.nextSibling.remove();
        tone.remove();
      }
      item.append(outlet, " ", marked(one, words), " ", source);
      list.append(item);
    }
  };
  let waiting = 0;
  query?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  query?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });

  // A link into closed details opens them first, in browsers that do not do so themselves.
  const reveal = () => {
    const target = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
