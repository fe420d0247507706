// Two people need not answer the same case: whoever types is seen by the other, and sees whether somebody else does.
const PAUSE = 20000; // milliseconds between two signs of life

for (const place of document.querySelectorAll("[data-writing]")) {
  const form = document.querySelector('form[action$="/answer/"]');
  if (!form) continue;
  let last = 0;
  const say = async () => {
    if (Date.now() - last < PAUSE) return;
    last = Date.now();
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(place.dataset.writing, { method: "POST", headers: { "X-CSRFToken": token } });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch {
      last = 0; // without signal nobody is told; the next key tries again
    }
  };
  form.addEventListener("focusin", say);
  form.addEventListener("input", say);
}
