// Small comforts of every page. Each one stands alone; without any of them the page still works.
document.documentElement.classList.add("scripted");

// The error summary takes the focus, so that a screen reader begins there.
document.querySelector("[data-problems]")?.focus();

// Buttons that only a script can serve appear with it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Filters that apply themselves; their own button is for those without script.
for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.querySelector("button:not([type=button])")?.setAttribute("hidden", "");
  form.addEventListener("change", () => form.requestSubmit());
}
