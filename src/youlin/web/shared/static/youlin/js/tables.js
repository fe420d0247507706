// Where a table is wider than its place, each row stands as a card, with the words of the head before its cells.
// The style (css/tables.css) does so on narrow screens only; without this, the table scrolls inside itself.
function stack() {
  for (const frame of document.querySelectorAll(".sheet-scroll")) {
    const table = frame.querySelector("table");
    if (frame.scrollWidth <= frame.clientWidth + 1 || table.querySelector(".stacks")) continue;
    const heads = [...(table.tHead?.rows ?? [])].flatMap((row) => [...row.cells]);
    if (table.tHead?.rows.length !== 1 || heads.some((head) => head.colSpan > 1)) continue;
    for (const part of [...table.tBodies, ...(table.tFoot ? [table.tFoot] : [])]) {
      part.classList.add("stacks");
      for (const row of part.rows) {
        const cells = [...row.cells];
        if (cells.some((cell) => cell.colSpan > 1)) continue;
        for (const cell of cells.filter((one) => one.matches("td:not(.tick, :has(> .tap))"))) {
          const words = heads[cell.cellIndex]?.textContent.trim();
          if (words) cell.dataset.head = words;
        }
      }
    }
  }
}

stack();
addEventListener("resize", () => requestAnimationFrame(stack));
document.addEventListener("youlin:new", stack);
