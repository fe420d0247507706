// A form is sent once, however often the thumb comes down; and it carries the moment of the tap.
const sent = new WeakSet();

/** Local time with its offset, so that the server knows both the instant and the wall clock. */
export function stamp(date = new Date()) {
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const offset = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offset * 60000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  for (const field of form.querySelectorAll("[data-happened-at]")) {
    if (!field.value) field.value = stamp();
  }
  if ("resend" in form.dataset) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.setAttribute("aria-busy", "true");
});

// Back from the next page, by the browser's own memory: the form may be sent again, as itself.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    sent.delete(form);
    form.removeAttribute("aria-busy");
  }
});
