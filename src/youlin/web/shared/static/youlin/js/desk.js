// The desk's quick ways: keys, and a record at the side of its list.
const panel = document.querySelector("[data-panel-box]");
const body = document.querySelector("[data-panel-body]");
const keys = document.querySelector("[data-keys-box]");
let cameFrom = null;
let asked = 0;

async function openPanel(link) {
  const mine = ++asked;
  cameFrom = link;
  panel.querySelector("[data-panel-open]").href = link.href;
  body.textContent = body.dataset.wait;
  body.setAttribute("aria-busy", "true");
  if (!panel.open) panel.show();
  document.documentElement.classList.add("panel-open");
  try {
    const answer = await fetch(link.href, { headers: { "X-Panel": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const piece = page.querySelector("[data-panel-content]") ?? page.getElementById("main");
    piece.querySelector(".notices")?.remove();
    // What was relative to the record's page stays so.
    for (const part of piece.querySelectorAll("a[href], form")) {
      const name = part.matches("a") ? "href" : "action";
      part[name] = new URL(part.getAttribute(name) ?? "", link.href).href;
    }
    if (mine !== asked) return;
    body.replaceChildren(...piece.childNodes);
    document.dispatchEvent(new Event("youlin:new"));
  } catch {
    if (mine === asked) body.textContent = body.dataset.failed;
  }
  body.removeAttribute("aria-busy");
  panel.querySelector("[data-panel-close]").focus();
}

function closePanel() {
  panel.close();
  document.documentElement.classList.remove("panel-open");
  cameFrom?.focus();
}

function moveRow(by) {
  // One stop a row: its first link.
  const first = (row) => row?.querySelector("tr a[href], .cell-title[href]");
  const rows = [...document.querySelectorAll("#main tbody tr, #main .cell")].map(first).filter(Boolean);
  const at = rows.indexOf(first(document.activeElement.closest("tbody tr, .cell")));
  rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}

function tickRow() {
  document.activeElement.closest("tr")?.querySelector("input[type=checkbox]")?.click();
}

// What can be done with the record that is open.
function toTheWork() {
  const work = (panel.open ? body : document.getElementById("main")).querySelector("[data-act]");
  work?.querySelector("textarea, select, input:not([type=hidden]), summary, button")?.focus();
}

// How many rows are ticked is said beside what can be done with them.
const bulk = document.querySelector("[data-bulk]");
function countTicked() {
  const said = bulk.querySelector("[data-chosen]");
  const all = bulk.elements.namedItem("all")?.checked;
  const count = document.querySelectorAll("tbody input[type=checkbox][form]:checked").length;
  said.dataset.none ??= said.textContent;
  bulk.classList.toggle("bulk-some", all || count > 0);
  said.textContent = count && !all ? said.dataset.chosen.replace("?", count) : said.dataset.none;
}
if (bulk) {
  document.addEventListener("change", (event) => event.target.form === bulk && countTicked());
  window.addEventListener("pageshow", countTicked);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-panel]");
  if (link && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
    event.preventDefault();
    openPanel(link);
  } else if (event.target.closest("[data-panel-close]")) {
    closePanel();
  } else if (event.target.closest("[data-keys]")) {
    keys.showModal();
  }
});

// Keys of one letter can be switched off: who dictates, or whose hand shakes, sets them off by chance.
const choice = document.querySelector("[data-keys-on]");
choice.checked = localStorage.getItem("keys") !== "off";
choice.addEventListener("change", () => localStorage.setItem("keys", choice.checked ? "on" : "off"));

const search = document.querySelector("[data-search]");
const quick = {
  "/": () => (search?.focus(), search?.select()),
  "?": () => keys.showModal(),
  j: () => moveRow(1),
  k: () => moveRow(-1),
  x: tickRow,
  e: toTheWork,
  b: () => bulk?.querySelector("button").focus(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && panel.open && !keys.open) return closePanel();
  if (!choice.checked || event.target.closest("input, textarea, select, [contenteditable]") || keys.open) return;
  if (!Object.hasOwn(quick, event.key)) return;
  event.preventDefault(); // the letter is not for the field that it leads to
  quick[event.key]();
});

document.querySelector("[data-keys]").hidden = false;
