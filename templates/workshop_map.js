// The map as a place of work: a step is drawn from card to card, by the mouse or by keys; a card is edited where it is.
"use strict";
const drawSteps = ({ $, all, say, connect, choose, edit, pick, readOnly }) => {
  const atlas = $("atlas"), side = $("side");
  const cardAt = (node) => node && node.closest && node.closest("#atlas svg [data-claim]");
  const boxOf = (card) => { const b = card.getBoundingClientRect(); return { left: b.left, top: b.top, width: b.width }; };
  const find = (id) => atlas.querySelector('svg [data-claim="' + CSS.escape(id) + '"]');

  // By the mouse: a line follows the hand from the card that it took hold of.
  const NS = "http://www.w3.org/2000/svg";
  let drawn = null, moved = false;
  const clear = () => {
    if (drawn && drawn.sheet) drawn.sheet.remove();
    all(".aimed", atlas).forEach((e) => e.classList.remove("aimed"));
    drawn = null;
  };
  atlas.addEventListener("pointerdown", (event) => {
    const card = cardAt(event.target);
    moved = false;
    if (!card || event.button || event.pointerType === "touch" || readOnly) return;
    event.stopPropagation();
    const box = card.getBoundingClientRect();
    drawn = { from: card.dataset.claim, x: box.left + box.width / 2, y: box.top + box.height / 2, startX: event.clientX, startY: event.clientY };
  }, true);
  addEventListener("pointermove", (event) => {
    if (!drawn) return;
    if (!moved && Math.hypot(event.clientX - drawn.startX, event.clientY - drawn.startY) < 6) return;
    moved = true;
    if (!drawn.sheet) {
      drawn.sheet = document.createElementNS(NS, "svg");
      drawn.sheet.setAttribute("class", "drawing");
      drawn.line = drawn.sheet.appendChild(document.createElementNS(NS, "path"));
      document.body.append(drawn.sheet);
    }
    drawn.line.setAttribute("d", "M" + drawn.x + " " + drawn.y + "L" + event.clientX + " " + event.clientY);
    const over = cardAt(document.elementFromPoint(event.clientX, event.clientY));
    all(".aimed", atlas).forEach((e) => e.classList.remove("aimed"));
    if (over && over.dataset.claim !== drawn.from) over.classList.add("aimed");
  });
  addEventListener("pointerup", (event) => {
    if (!drawn) return;
    const { from } = drawn, over = cardAt(document.elementFromPoint(event.clientX, event.clientY));
    clear();
    if (moved && over && over.dataset.claim !== from) connect(from, over.dataset.claim, { linked: event.shiftKey, at: { left: event.clientX, top: event.clientY } });
  });
  addEventListener("pointercancel", clear);
  side.addEventListener("click", (event) => {
    const card = cardAt(event.target);
    if (!card) return;
    event.preventDefault();
    event.stopPropagation();
    if (moved) { moved = false; return; }
    if (!pick(card.dataset.claim, event.shiftKey)) choose(card.dataset.claim);
  }, true);
  side.addEventListener("dblclick", (event) => {
    const card = cardAt(event.target);
    if (!card || readOnly) return;
    event.preventDefault();
    event.stopPropagation();
    edit(card.dataset.claim, boxOf(card));
  }, true);

  // By keys: l takes hold of the card, the arrows go on, Enter draws.
  let held = null;
  const key = (event) => {
    const card = cardAt(document.activeElement);
    if (event.key === "Escape" && held) { held = null; atlas.classList.remove("linking"); say("No line is drawn."); return true; }
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "l" && !readOnly) {
      held = card.dataset.claim;
      atlas.classList.add("linking");
      say("From here: go to the other card with the arrow keys, then press Enter.");
      return true;
    }
    if (event.key !== "Enter") return false;
    const id = card.dataset.claim;
    if (held && held !== id) {
      const from = held;
      held = null;
      atlas.classList.remove("linking");
      connect(from, id, { linked: event.shiftKey, at: boxOf(card) });
    } else if (!pick(id, event.shiftKey)) {
      if (card.classList.contains("sel") && !readOnly) edit(id, boxOf(card));
      else { choose(id); say("In hand: " + (find(id) || card).getAttribute("aria-label")); }
    }
    return true;
  };
  return { key };
};
