// A checklist, one question at a time: a tap answers and opens the next. Without script all of it stands on the page.
const form = document.querySelector("[data-one-by-one]");
const PAUSE = 180; // milliseconds in which one sees what was tapped

function button(text, go) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button second";
  made.textContent = text;
  made.addEventListener("click", go);
  return made;
}

if (form && !form.querySelector(".problems, .has-error")) {
  const questions = [...form.querySelectorAll("[data-question]")];
  const row = document.createElement("div");
  row.className = "actions";
  let at = 0;
  const show = (place) => {
    at = Math.max(0, Math.min(place, questions.length - 1));
    questions.forEach((question, number) => { question.hidden = number !== at; });
    back.hidden = at === 0;
    next.hidden = at === questions.length - 1 || !questions[at].querySelector("input:checked");
  };
  const go = (step) => { show(at + step); form.scrollIntoView({ block: "start" }); };
  const back = button(form.dataset.back, () => go(-1));
  const next = button(form.dataset.next, () => go(1));
  row.append(next, back);
  form.append(row);

  form.addEventListener("click", (event) => {
    if (event.target.type !== "radio") return;
    next.hidden = false;
    const advice = questions[at].querySelector("details");
    if (advice) advice.open = event.target.value === "failed";
    // A no stays, with what to do on the spot; and arrow keys choose without going on.
    if (event.detail > 0 && event.target.value !== "failed") setTimeout(() => go(1), PAUSE);
  });
  show(0);
}
