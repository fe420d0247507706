// A name on glass: strokes as numbers (0–1000 across, 0–400 down), never a picture.
const WIDE = 1000, HIGH = 400, NEAR = 6, ENOUGH = 8, MOST = 6000;

for (const form of document.querySelectorAll("[data-signing]")) {
  const glass = form.querySelector("[data-glass]");
  const canvas = glass.querySelector("canvas");
  const field = form.querySelector("[data-strokes]");
  const done = glass.querySelector("[data-done]");
  const pen = canvas.getContext("2d");
  let strokes = [];
  let open = null;

  const count = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const settle = () => {
    done.disabled = count() < ENOUGH;
    field.value = strokes.map((stroke) => stroke.map((point) => point.join(",")).join(" ")).join(";");
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    return [within(((event.clientX - box.left) / box.width) * WIDE, WIDE), within(((event.clientY - box.top) / box.height) * HIGH, HIGH)];
  };
  const draw = (from, to) => {
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  };

  Object.assign(pen, { lineWidth: 9, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(canvas).color });
  glass.hidden = false;

  canvas.addEventListener("pointerdown", (event) => {
    if (open || count() >= MOST) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    open = [place(event)];
    strokes.push(open);
    draw(open[0], open[0]);
    settle();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!open || count() >= MOST) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const last = open.at(-1), next = place(one);
      if (Math.hypot(next[0] - last[0], next[1] - last[1]) < NEAR) continue;
      draw(last, next);
      open.push(next);
    }
  });
  const lift = () => { open = null; settle(); };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  glass.querySelector("[data-clear]").addEventListener("click", () => {
    strokes = [];
    pen.clearRect(0, 0, WIDE, HIGH);
    settle();
  });
}
