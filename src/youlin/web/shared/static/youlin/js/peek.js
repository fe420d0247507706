// Who types a password with one finger may look at what was typed.
for (const form of document.querySelectorAll("form[data-peek]")) {
  const hidden = form.querySelectorAll("input[type=password]");
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox" });
  label.className = "peek";
  label.append(box, form.dataset.peek);
  box.addEventListener("change", () => hidden.forEach((field) => { field.type = box.checked ? "text" : "password"; }));
  form.addEventListener("submit", () => hidden.forEach((field) => { field.type = "password"; }));
  form.querySelector(".actions").before(label);
}
