// The phone that stands before the door knows where it is. It is asked only when somebody presses, and only once.
for (const button of document.querySelectorAll("[data-locate]")) {
  const form = button.closest("form");
  const input = form?.querySelector("[data-point]");
  const told = form?.querySelector("[data-located]");
  if (!input || !told || !("geolocation" in navigator)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    told.textContent = button.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        input.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
        told.textContent = button.dataset.found.replace("{n}", Math.max(1, Math.round(coords.accuracy)));
      },
      () => (told.textContent = button.dataset.failed),
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 },
    );
  });
}
