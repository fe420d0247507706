// Where I stand, only when asked for: rounded before it leaves the phone, sent once, kept nowhere.
const form = document.querySelector("form[data-locate]");
if (form && "geolocation" in navigator) {
  form.hidden = false;
  const said = form.querySelector("[data-locate-said]");
  form.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lat.value = coords.latitude.toFixed(3);
        form.elements.lon.value = coords.longitude.toFixed(3);
        form.requestSubmit();
      },
      () => { said.textContent = said.dataset.locateSaid; },
      { maximumAge: 600000, timeout: 10000 },
    );
  });
}
