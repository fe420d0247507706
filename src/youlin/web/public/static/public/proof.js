// Shows that a person's browser is at work: a few thousand small sums while the words are typed. Nobody else is asked.
const token = document.querySelector("[data-proof]");
const form = token?.form;
const subtle = globalThis.crypto?.subtle; // only over https and on the own machine; elsewhere the question stays
if (form && subtle) {
  const solution = form.querySelector("[data-proof-solution]");
  const question = form.querySelector("[data-proof-question]");
  const encode = new TextEncoder();
  let working = null;

  const zeroBits = (bytes) => {
    let bits = 0;
    for (const byte of bytes) {
      if (byte === 0) { bits += 8; continue; }
      return bits + Math.clz32(byte) - 24;
    }
    return bits;
  };
  const solve = async () => {
    const { serial, bits } = token.dataset;
    for (let number = 0; ; number += 1) {
      const digest = await subtle.digest("SHA-256", encode.encode(`${serial}:${number}`));
      if (zeroBits(new Uint8Array(digest)) >= Number(bits)) return String(number);
    }
  };
  const begin = () => {
    working ??= solve().then((found) => { solution.value = found; }, () => { question.hidden = false; });
    return working;
  };

  if (!question.querySelector("[aria-invalid]")) question.hidden = true;
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", (event) => {
    if (solution.value || !question.hidden) return;
    event.preventDefault();
    event.stopPropagation(); // it has not been sent yet
    const button = event.submitter;
    begin().then(() => form.requestSubmit(button ?? undefined));
  });
}
