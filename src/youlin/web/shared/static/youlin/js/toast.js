// Messages stay until they are put away: nobody has to read against a clock.
for (const button of document.querySelectorAll("[data-dismiss]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest(".toast").remove();
    document.getElementById("main")?.focus({ preventScroll: true });
  });
}
