// Pictures are made smaller before they are sent: quicker on a bad line, and where they were taken is dropped with it.
async function smaller(file, longest) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.dataset.shrink || !input.files.length) return;
  const form = input.form;
  form?.setAttribute("aria-busy", "true");
  try {
    const box = new DataTransfer();
    for (const file of input.files) {
      // What the browser cannot read goes as it is; the server says so if it cannot either.
      box.items.add(file.type.startsWith("image/") ? await smaller(file, Number(input.dataset.shrink)).catch(() => file) : file);
    }
    input.files = box.files;
  } finally {
    form?.removeAttribute("aria-busy");
  }
});
