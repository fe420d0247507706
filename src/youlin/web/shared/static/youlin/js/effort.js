// How long a piece of work took and how many taps: sent with its form, added up for the whole subdistrict, kept for nobody.
// A piece begins at one of the four places below, and ends when its form is sent. Only time in sight counts.
const KEY = "effort";
const LIMIT = 600;
let last = performance.now();
let heard = -1;

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? { seconds: 0, taps: 0 };
  } catch {
    return { seconds: 0, taps: 0 };
  }
}

function write(effort) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(effort));
  } catch {
    // A browser that keeps nothing is a browser that measures nothing; the work is sent all the same.
  }
}

/** What has passed in sight since we last looked. */
function passed() {
  const now = performance.now();
  const seconds = document.visibilityState === "visible" ? (now - last) / 1000 : 0;
  last = now;
  return seconds;
}

function add(taps) {
  const effort = read();
  effort.seconds = Math.min(LIMIT, effort.seconds + passed());
  effort.taps += taps;
  write(effort);
  return effort;
}

function begin() {
  last = performance.now();
  const here = [...document.querySelectorAll(".tabs a")].some((link) => link.pathname === location.pathname);
  if (here) write({ seconds: 0, taps: 0 });
}

begin();
window.addEventListener("pageshow", (event) => { if (event.persisted) begin(); });
// Going out of sight: what passed until now was in sight. Coming back: what passed was not.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    const effort = read();
    effort.seconds = Math.min(LIMIT, effort.seconds + (performance.now() - last) / 1000);
    write(effort);
  }
  last = performance.now();
});
window.addEventListener("pagehide", () => add(0));
document.addEventListener("click", (event) => {
  // A tap on a label clicks its box as well, in the same moment.
  if (!event.isTrusted || event.timeStamp === heard) return;
  heard = event.timeStamp;
  add(1);
}, { capture: true });

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  const effort = add(0);
  const asked = new Set([...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit"
    && one.tagName !== "BUTTON").map((one) => one.name));
  const field = form.querySelector("input[name=effort]") ?? document.createElement("input");
  Object.assign(field, {
    type: "hidden", name: "effort", value: `${Math.round(effort.seconds)},${effort.taps},${asked.size}`,
  });
  form.append(field);
  write({ seconds: 0, taps: 0 });
});
