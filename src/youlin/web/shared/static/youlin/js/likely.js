// While somebody types a report: cases that may be the same thing. Without script nothing is missed: a case can be merged later.
const REST = 700; // milliseconds of stillness before asking

for (const place of document.querySelectorAll("[data-likely]")) {
  const form = place.closest("form");
  let timer, asked = "";
  const ask = async () => {
    const said = new URLSearchParams();
    for (const name of ["text", "place", "territory"]) said.set(name, form.elements[name]?.value ?? "");
    const query = said.toString();
    if (query === asked || said.get("text").length < 4) return;
    asked = query;
    try {
      const answer = await fetch(`${place.dataset.likely}?${query}`);
      if (answer.ok) place.innerHTML = await answer.text();
    } catch {
      asked = ""; // no signal: the next key asks again
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, REST);
  });
}
