"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("register").textContent);
  const rows = new Map(data.rows.map((row) => [row.n, row]));
  const root = document.documentElement;
  const maps = ["families", "points"].map((kind) => {
    const table = document.querySelector(`table.${kind}`);
    return { kind, table, lines: [...table.tBodies[0].rows].map((tr) => ({ tr, row: rows.get(+tr.dataset.n) })) };
  });
  const LEVELS = ["critical", "high", "medium", "low"];
  const FIXED = 3; // columns before the subjects: name, risk, all subjects
  const filters = Object.fromEntries(
    ["name", "family", "status", "severity", "level", "check", "points"].map((name) => [name, $(`f-${name}`)]));
  const shown = () => maps[filters.points.checked ? 1 : 0];

  // Rows stand in blocks, so that a browser passes over a whole block that is out of sight.
  const BLOCK = 12; // rows
  function lay({ table, lines }) {
    while (table.tBodies.length * BLOCK < lines.length) table.append(document.createElement("tbody"));
    [...table.tBodies].forEach((body, n) => body.append(...lines.slice(n * BLOCK, (n + 1) * BLOCK).map(({ tr }) => tr)));
  }

  // What of a map is in sight, in rows. Asked before rows change: after it, to answer, the browser would lay
  // out every row that comes back.
  function sight({ table }) {
    const box = table.closest(".scroll"), rem = parseFloat(getComputedStyle(root).fontSize);
    const row = parseFloat(getComputedStyle(table).getPropertyValue("--row")) * rem;
    return { top: box.scrollTop / row, high: window.innerHeight / row };
  }

  // Blocks that stand together while few rows are shown are all in sight: those that now go out of it
  // are passed over at once, or the browser would lay out every row of them first.
  function size({ table, lines }, { top, high }) {
    const first = Math.min(top, lines.filter(({ tr }) => !tr.hidden).length - high); // a shorter map scrolls back
    let above = 0;
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((tr) => !tr.hidden).length;
      body.hidden = rows === 0;
      body.style.containIntrinsicBlockSize = `calc(${rows} * var(--row))`;
      body.classList.toggle("far", above > top + high || above + rows < first);
      above += rows;
    }
    requestAnimationFrame(() => setTimeout(() => {
      for (const body of table.tBodies) body.classList.remove("far");
    }));
  }

  // Filters: a supplier stays where one and the same requirement meets all of them.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  for (const row of data.rows) row.plain = plain(row.name);

  function wantedPoints() {
    const level = filters.level.value;
    return data.requirements.flatMap((point, n) =>
      (filters.family.value === "" || point.family === +filters.family.value) &&
      (filters.severity.value === "" || point.severity === filters.severity.value) &&
      (level === "" || LEVELS.indexOf(point.severity) <= +level) ? [n] : []);
  }

  function matcher() {
    const name = plain(filters.name.value.trim());
    const status = filters.status.value;
    const mustGap = filters.level.value !== "";
    const mustCheck = filters.check.checked;
    const anyPoint = status || mustGap || mustCheck;
    const points = wantedPoints();
    return (row) => row.plain.includes(name) && (!anyPoint || points.some((n) => {
      const letter = row.said[n], low = letter.toLowerCase();
      return (!status || low === status) && (!mustGap || data.gaps.includes(low)) && (!mustCheck || letter !== low);
    }));
  }

  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  let ruled = "";

  // Columns beside each other are hidden by one rule: each rule is asked of every cell in sight.
  function hiding(table, columns, wanted) {
    const rules = [];
    for (let n = 0; n < columns.length; n += 1) {
      const first = n;
      while (n < columns.length && !wanted(n)) n += 1;
      if (n > first) rules.push(`table.${table} tr > :nth-child(n+${first + FIXED + 1}):nth-child(-n+${n + FIXED})`);
    }
    return rules;
  }

  function showColumns() {
    const wanted = new Set(wantedPoints());
    const chosen = filters.family.value;
    const hidden = [
      ...hiding("points", data.requirements, (n) => wanted.has(n)),
      ...hiding("families", data.families, (n) => chosen === "" || n === +chosen),
    ];
    const rules = hidden.length ? `${hidden.join(",")} { display: none !important; }` : "";
    if (rules !== ruled) { ruled = rules; sheet.replaceSync(rules); } // each time all of the page is styled anew
    maps[1].table.className = `map points opens${filters.status.value ? ` dim-${filters.status.value}` : ""}`;
  }

  let columns = "";
  function filter() {
    const keeps = matcher();
    const kept = new Set(data.rows.filter(keeps)), seen = sight(shown());
    for (const { tr, row } of shown().lines) if (tr.hidden === kept.has(row)) tr.hidden = !kept.has(row);
    size(shown(), seen);
    const now = [filters.family, filters.severity, filters.level, filters.status].map((f) => f.value).join("|");
    if (now !== columns) { columns = now; showColumns(); }
    $("shown").textContent = `${kept.size} of ${data.rows.length} suppliers`;
    $("nothing").hidden = kept.size > 0;
    enter(current && visible(current) ? current : null);
  }

  // Sorting: by what the column shows; the sign beside the heading says which way.
  const sorted = { column: -1, up: false };
  const ORDER = "cawpmnq";
  function keyOf(kind, column) {
    if (column === 0) return (row) => row.plain;
    if (column === 1) return (row) => (row.risk === null ? null : -row.risk);
    if (column === 2) return (row) => row.share;
    if (kind === "families") return (row) => row.shares[column - FIXED];
    return (row) => ORDER.indexOf(row.said[column - FIXED].toLowerCase());
  }

  function sort(map, column) {
    const again = sorted.map === map && sorted.column === column;
    Object.assign(sorted, { map, column, up: again ? !sorted.up : false });
    const key = keyOf(map.kind, column), way = sorted.up ? -1 : 1;
    const names = new Intl.Collator("en", { numeric: true });
    const ordered = data.rows.map((row) => [key(row), row]).sort(([a, one], [b, other]) => {
      if ((a === null) !== (b === null)) return a === null ? 1 : -1; // what was not assessed stands last
      const by = a === b ? 0 : typeof a === "string" ? names.compare(a, b) : a - b;
      return way * by || one.n - other.n;
    });
    for (const each of maps) {
      const lines = new Map(each.lines.map((line) => [line.row, line]));
      const seen = sight(each);
      each.lines = ordered.map(([, row]) => lines.get(row));
      lay(each);
      size(each, seen);
      for (const th of each.table.tHead.rows[0].cells) th.removeAttribute("aria-sort");
    }
    const falls = column === 1 ? !sorted.up : sorted.up;
    map.table.tHead.rows[0].cells[column].setAttribute("aria-sort", falls ? "descending" : "ascending");
  }

  // The grid: one stop of the Tab key, arrow keys within.
  let current = null;
  const focusable = (cell) => cell.querySelector("a, .sort") || cell;
  const visible = (cell) => !cell.parentNode.hidden && shown().table.contains(cell) && cell.offsetParent !== null;

  function enter(cell) {
    if (current) focusable(current).tabIndex = -1;
    const first = shown().lines.find(({ tr }) => !tr.hidden);
    current = cell || (first ? first.tr.cells[FIXED] : shown().table.tHead.rows[0].cells[0]);
    focusable(current).tabIndex = 0;
  }

  function go(cell) {
    enter(cell);
    describe(cell);
    const target = focusable(cell);
    target.focus({ preventScroll: true });
    reveal(cell);
  }

  function reveal(cell) {
    const box = cell.closest(".scroll"), at = cell.getBoundingClientRect(), frame = box.getBoundingClientRect();
    const name = cell.parentNode.cells[0], left = frame.left + (cell === name ? 0 : name.offsetWidth);
    const top = frame.top + (cell.closest("thead") ? 0 : shown().table.tHead.offsetHeight);
    if (cell !== name && at.left < left) box.scrollLeft -= left - at.left;
    if (at.right > frame.right) box.scrollLeft += at.right - frame.right;
    if (at.top < top) box.scrollTop -= top - at.top;
    if (at.bottom > frame.bottom) box.scrollTop += at.bottom - frame.bottom;
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function describe(cell) {
    if (cell.tagName !== "TD" || cell.hasAttribute("aria-label")) return;
    const row = rows.get(+cell.parentNode.dataset.n), column = cell.cellIndex;
    let said = cell.textContent;
    if (column === 1) said = row.risk === null ? "not assessed" : `risk ${row.risk}, at most ${row.at_most}`;
    else if (column >= FIXED && cell.closest("table") === maps[1].table) {
      const letter = row.said[column - FIXED];
      said = data.statuses[letter.toLowerCase()].word + (letter !== letter.toLowerCase() ? ", needs a check" : "");
    } else if (said.endsWith("!")) said = said.replace(" !", ", critical gap");
    cell.setAttribute("aria-label", said);
    cell.title = `${row.name}: ${said}`;
  }

  function step(event) {
    const cell = event.target.closest("th, td"), map = shown();
    if (!cell) return;
    const lines = [map.table.tHead.rows[0], ...map.lines.map((l) => l.tr).filter((tr) => !tr.hidden)];
    const cells = [...cell.parentNode.cells].filter((c) => c.offsetParent !== null);
    const y = lines.indexOf(cell.parentNode), x = cells.indexOf(cell), far = event.ctrlKey || event.metaKey;
    const down = (by) => lines[Math.max(0, Math.min(lines.length - 1, y + by))].cells[cell.cellIndex];
    const moves = {
      ArrowLeft: () => cells[Math.max(0, x - 1)],
      ArrowRight: () => cells[Math.min(cells.length - 1, x + 1)],
      ArrowUp: () => down(-1),
      ArrowDown: () => down(1),
      PageUp: () => down(-15),
      PageDown: () => down(15),
      Home: () => (far ? lines[Math.min(1, lines.length - 1)].cells[0] : cells[0]),
      End: () => (far ? lines[lines.length - 1].cells[cell.cellIndex] : cells[cells.length - 1]),
    };
    if (event.key in moves) {
      event.preventDefault();
      go(moves[event.key]());
    } else if ((event.key === "Enter" || event.key === " ") && cell.tagName === "TD") {
      event.preventDefault();
      open(cell);
    } else if ((event.key === "Enter" || event.key === " ") && cell.closest("thead")) {
      event.preventDefault();
      cell.firstElementChild.click();
    }
  }

  // The panel: what a cell rests on, as text and never as markup.
  function el(tag, parts = [], attributes = {}) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...[parts].flat().filter((part) => part !== null && part !== ""));
    return made;
  }

  const blocks = new Map();
  function blockOf(row) {
    if (!blocks.has(row.n)) blocks.set(row.n, JSON.parse($(`e${row.n}`).textContent));
    return blocks.get(row.n);
  }

  const sign = (letter) => {
    const low = letter.toLowerCase();
    return el("i", data.statuses[low].sign, { class: `key ${low}`, "aria-hidden": "true" });
  };
  const words = (letter) => data.statuses[letter.toLowerCase()].word + (letter !== letter.toLowerCase() ? ", needs a check" : "");
  const quotes = (list, t) => list.flatMap(([quote, place, stance]) => [
    el("blockquote", t[quote], { dir: "auto" }),
    el("p", [el("bdi", t[place]), stance === undefined ? "" : ` · ${t[stance]}`], { class: "small soft" }),
  ]);

  function finding(row, n, isOpen) {
    const { f, t } = blockOf(row), said = f[n], point = data.requirements[n], letter = row.said[n];
    const body = [el("p", `${words(letter)} · ${point.severity} · ${point.controls}`, { class: "small soft" })];
    if (said) {
      body.push(el("p", [t[said.why], " ", el("span", `Confidence ${said.sure.toFixed(2)}.`, { class: "soft small" })]));
      if (said.values) body.push(el("p", said.values.map(([name, value]) => `${t[name]}: ${t[value]}`).join("; ")));
      if (said.quotes) body.push(el("h3", "Words of the papers"), ...quotes(said.quotes, t));
      for (const [label, sentence, cited] of said.notes || [])
        body.push(el("h3", t[label]), el("p", t[sentence]), ...quotes(cited, t));
      if (said.missing) body.push(el("h3", "Still missing"), el("ul", said.missing.map((id) => el("li", point.points[id]))));
      if (said.near) body.push(el("h3", "Came nearest, but does not count"),
        ...said.near.flatMap(([quote, place, , why]) => [...quotes([[quote, place]], t), el("p", t[why])]));
      if (said.missing && point.ask) body.push(el("h3", "To ask"), el("p", point.ask));
    } else body.push(el("p", "No document of this supplier could be read."));
    if (row.page) body.push(el("p", el("a", "In the supplier’s review", { href: `${row.page}#a1-${point.id}` }), { class: "small" }));
    return el("details", [el("summary", [sign(letter), `${point.title}: ${words(letter)}`]), ...body], isOpen ? { open: "" } : {});
  }

  let opener = null;
  function open(cell) {
    const row = rows.get(+cell.parentNode.dataset.n), column = cell.cellIndex - FIXED;
    const one = cell.closest("table") === maps[1].table;
    const all = data.requirements.map((_, n) => n);
    const gap = (n) => data.gaps.includes(row.said[n].toLowerCase());
    let title, points;
    if (column < 0) {
      const first = row.gaps.map((id) => data.requirements.findIndex((point) => point.id === id));
      points = [...first, ...all.filter((n) => !first.includes(n))];
      title = row.risk === null ? "not assessed" : `risk ${row.risk} (at most ${row.at_most}), what weighs most first`;
    } else if (one) {
      points = [column];
      title = data.requirements[column].title;
    } else {
      points = all.filter((n) => data.requirements[n].family === column);
      title = `${data.families[column].title}, ${cell.textContent.replace(" !", "; critical gap")}`;
    }
    const isOpen = (n, at) => one && column >= 0 || points.length === 1 || (at === points.findIndex(gap) && column >= 0);
    $("panel-title").replaceChildren(el("bdi", row.name), `: ${title}`);
    $("panel-body").replaceChildren(...points.map((n, at) => finding(row, n, isOpen(n, at))));
    opener = cell;
    $("panel").showModal();
    $("panel").scrollTop = 0;
  }

  // Start: what needs the script appears, headings become buttons, the grid takes the keyboard.
  root.classList.add("scripted");
  for (const element of document.querySelectorAll(".with-script")) element.hidden = false;
  for (const map of maps) {
    const { table } = map;
    table.setAttribute("role", "grid");
    table.classList.add("opens");
    lay(map);
    for (const th of table.tHead.rows[0].cells) {
      const button = el("span", th.textContent, { role: "button", class: "sort", tabindex: "-1" }); // a <button> is not repeated in print
      button.addEventListener("click", () => { sort(map, th.cellIndex); enter(th); });
      th.replaceChildren(button);
    }
    for (const link of table.querySelectorAll("tbody a")) link.tabIndex = -1;
    for (const { tr, row } of map.lines) tr.cells[0].title = row.name;
    table.closest(".scroll").removeAttribute("tabindex");
    table.addEventListener("keydown", step);
    table.addEventListener("focusin", (event) => {
      const cell = event.target.closest("th, td");
      if (cell && cell !== current) enter(cell);
      if (cell) describe(cell);
    });
    table.addEventListener("mouseover", (event) => { const cell = event.target.closest("td"); if (cell) describe(cell); });
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("td");
      if (cell) { go(cell); open(cell); }
    });
  }
  document.querySelector(".tools").addEventListener("input", (event) => {
    filter();
    root.classList.toggle("points", filters.points.checked); // last: a map is laid out when its rows are settled
  });
  $("f-clear").addEventListener("click", () => {
    for (const field of Object.values(filters))
      if (field.type !== "checkbox") field.value = "";
      else if (field !== filters.points) field.checked = false;
    filter();
  });
  $("panel-close").addEventListener("click", () => $("panel").close());
  $("panel").addEventListener("click", (event) => { if (event.target === $("panel")) $("panel").close(); });
  $("panel").addEventListener("close", () => opener && go(opener));
  filter();
})();
