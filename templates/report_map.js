// The maps in the report: moved by hand, wheel, pinch and keys; the way to the conclusion lit; branches folded; a claim
// shown beside the map; one branch after the other for an audience; the picture saved. Without it every map is there.
"use strict";
const workMaps = ({ $, all, say, open, choose, flat, isDark, cardOf = (id) => $("claim-" + id) }) => {
  const figures = all("figure.map");
  // a report on a paper without claims has no map
  if (!figures.length) return { figures, show: () => {}, point: () => {}, leave: () => {}, closePanel: () => {}, key: () => false };
  const atlas = $("atlas"), tools = $("map-tools"), panel = $("map-panel"), find = $("map-find");
  const SMALLEST = 11;
  const clamp = (least, value, most) => Math.min(most, Math.max(least, value));
  const svgOf = (figure) => figure.querySelector("svg");
  const boxOf = (figure) => figure.querySelector(".box");
  const press = (name, on) => { for (const b of all('[data-do="' + name + '"]', tools)) b.setAttribute("aria-pressed", on); };
  let shown = null;

  // The argument of a map as the lines draw it: from a card or joint to what it bears on, and back.
  const charts = new Map();
  const chartOf = (figure) => {
    if (charts.has(figure)) return charts.get(figure);
    const svg = svgOf(figure);
    const parts = new Map(all("[data-n]", svg).map((e) => [e.dataset.n, e]));
    const onto = new Map(), under = new Map();
    for (const n of parts.keys()) { onto.set(n, []); under.set(n, []); }
    for (const e of all(".link[data-from]", svg)) {
      onto.get(e.dataset.from).push(e.dataset.to);
      under.get(e.dataset.to).push(e.dataset.from);
    }
    const chart = { parts, onto, under, folded: new Set(), hidden: new Set(), pinned: null };
    charts.set(figure, chart);
    return chart;
  };
  const reach = (starts, ways, closed = new Set()) => {
    const met = new Set(starts);
    for (const n of met) if (!closed.has(n)) for (const next of ways.get(n)) met.add(next);
    return met;
  };
  const isCard = (e) => e.matches("[role=listitem]");
  const cardsOf = (chart) => [...chart.parts].filter(([n, e]) => isCard(e) && !chart.hidden.has(n));
  const partOf = (node) => node && node.closest && node.closest("[data-n]");
  // Cards on the far side of joints count as neighbours.
  const neighbours = (chart, n, ways) => {
    const found = [];
    const look = (m, seen) => {
      for (const next of ways.get(m)) {
        if (seen.has(next)) continue;
        seen.add(next);
        if (isCard(chart.parts.get(next))) { if (!chart.hidden.has(next)) found.push(next); } else look(next, seen);
      }
    };
    look(n, new Set([n]));
    return found;
  };

  // Size and place. The first sight has no words below eleven pixels, and shows the card that the map is about.
  const scales = new Map();
  const legible = new Map();
  const leastOf = (figure) => {
    if (!legible.has(figure)) legible.set(figure, SMALLEST / Math.min(...all("text", svgOf(figure)).map((t) => Number(t.getAttribute("font-size")) || 99)));
    return legible.get(figure);
  };
  const size = (figure, scale, x, y) => {
    const svg = svgOf(figure), box = boxOf(figure), wide = svg.viewBox.baseVal;
    if (!wide.width) return;
    const now = scales.get(figure) || 1, set = clamp(0.08, scale, 5);
    // what lies under the pointer (or in the middle) stays there
    const px = x ?? box.clientWidth / 2, py = y ?? box.clientHeight / 2;
    const at = [(box.scrollLeft + px) / now, (box.scrollTop + py) / now];
    scales.set(figure, set);
    svg.setAttribute("width", wide.width * set);
    svg.setAttribute("height", wide.height * set);
    box.scrollTo({ left: at[0] * set - px, top: at[1] * set - py, behavior: "instant" });
  };
  const readable = (figure) => { if ((scales.get(figure) || 1) < leastOf(figure)) size(figure, leastOf(figure)); };
  const room = (figure) => { const box = boxOf(figure); return [box.clientWidth - 2, Math.max(box.clientHeight, innerHeight * 0.7) - 2]; };
  const fit = (figure, both) => {
    const { width, height } = svgOf(figure).viewBox.baseVal, [w, h] = room(figure);
    size(figure, both ? Math.min(w / width, h / height) : w / width);
  };
  const centre = (figure, rect) => {
    const box = boxOf(figure), scale = scales.get(figure) || 1, top = svgOf(figure).viewBox.baseVal.y;
    box.scrollTo({
      left: (rect.x + rect.width / 2) * scale - box.clientWidth / 2,
      top: (rect.y - top + rect.height / 2) * scale - box.clientHeight / 2,
      behavior: "instant",
    });
  };
  const placeOf = (part) => {
    const inner = part.querySelector("a > g") || part, shift = inner.transform && inner.transform.baseVal.numberOfItems ? inner.transform.baseVal.getItem(0).matrix : null;
    const b = inner.getBBox();
    return { x: b.x + (shift ? shift.e : 0), y: b.y + (shift ? shift.f : 0), width: b.width, height: b.height };
  };
  const around = (places) => {
    const x = Math.min(...places.map((p) => p.x)), y = Math.min(...places.map((p) => p.y));
    return { x, y, width: Math.max(...places.map((p) => p.x + p.width)) - x, height: Math.max(...places.map((p) => p.y + p.height)) - y };
  };
  const zoomOn = (figure, places) => {
    const rect = around(places), [w, h] = room(figure);
    size(figure, clamp(leastOf(figure), Math.min(w / (rect.width + 40), h / (rect.height + 40)), 2.5));
    const scale = scales.get(figure);
    // what is too large to be seen whole is shown from its beginning
    centre(figure, (rect.width + 40) * scale > w || (rect.height + 40) * scale > h ? places[0] : rect);
  };
  const sights = new Map();
  const atFirstSight = (figure) => {
    const { width } = svgOf(figure).viewBox.baseVal;
    sights.set(figure, clamp(leastOf(figure), room(figure)[0] / width, 1.6));
    size(figure, sights.get(figure));
  };
  const first = (figure) => {
    if (scales.has(figure) || !svgOf(figure)) return;
    atFirstSight(figure);
    const main = svgOf(figure).querySelector(".main") || svgOf(figure).querySelector("[data-n]");
    if (main) centre(figure, placeOf(main));
  };
  const show = (figure) => {
    for (const f of figures) f.hidden = f !== figure;
    for (const a of all(".maps a")) if (a.hash === "#" + figure.id) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
    if (shown !== figure) {
      dim(null);
      shown = figure;
      figure.insertBefore(tools, figure.querySelector(".stage"));
      figure.querySelector(".stage").append(panel);
      search();
    }
    first(figure);
  };

  // Lit: the way to the conclusion, and all that hangs on a card.
  const dim = (part) => {
    if (!shown) return;
    const svg = svgOf(shown), chart = chartOf(shown);
    all(".on", svg).forEach((e) => e.classList.remove("on"));
    svg.classList.toggle("lit", Boolean(part));
    if (!part) return;
    const n = part.dataset.n;
    lightUp(svg, chart, reach([n], chart.onto), reach([n], chart.under));
  };
  const lightUp = (svg, chart, ...sets) => {
    for (const set of sets) {
      for (const n of set) chart.parts.get(n).classList.add("on");
      for (const e of all("[data-from]", svg)) if (set.has(e.dataset.from) && set.has(e.dataset.to)) e.classList.add("on");
    }
  };
  let waiting = 0;
  const soon = (part) => { clearTimeout(waiting); waiting = setTimeout(() => { if (!presenting) dim(part || partOf(document.activeElement)); }, 120); };
  atlas.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") soon(event.target.closest("svg") && partOf(event.target)); });
  atlas.addEventListener("pointerleave", () => soon(null));
  atlas.addEventListener("focusin", (event) => { if (!presenting && event.target.closest("svg")) dim(partOf(event.target)); });
  atlas.addEventListener("focusout", () => soon(null));

  // Folded: what leads to the conclusion only through a folded card is put away; the card says how much.
  const refold = (figure) => {
    const chart = chartOf(figure), svg = svgOf(figure);
    const ends = [...chart.parts].filter(([n, e]) => !chart.onto.get(n).length || e.matches(".main")).map(([n]) => n);
    const whole = reach(ends, chart.under);
    const others = [...chart.parts.keys()].filter((n) => !whole.has(n));
    const seen = reach([...ends, ...others], chart.under, chart.folded);
    chart.hidden = new Set([...chart.parts.keys()].filter((n) => !seen.has(n)));
    for (const [n, e] of chart.parts) e.classList.toggle("away", chart.hidden.has(n));
    for (const e of all("[data-from]", svg)) e.classList.toggle("away", chart.hidden.has(e.dataset.from) || chart.hidden.has(e.dataset.to));
    all(".more", svg).forEach((e) => e.remove());
    for (const n of chart.folded) {
      if (chart.hidden.has(n)) continue;
      const under = [...reach([n], chart.under)].filter((m) => chart.hidden.has(m) && isCard(chart.parts.get(m))).length;
      if (!under) { chart.folded.delete(n); continue; }
      const place = placeOf(chart.parts.get(n)), words = "+" + under;
      const mark = document.createElementNS("http://www.w3.org/2000/svg", "g");
      mark.setAttribute("class", "more");
      mark.setAttribute("transform", "translate(" + (place.x + place.width + 4) + " " + (place.y + place.height / 2) + ")");
      mark.innerHTML = '<rect x="0" y="-9" rx="9" height="18" width="' + (16 + words.length * 6) + '"/><text x="8" y="4" font-size="11">' + words + "</text>";
      chart.parts.get(n).parentNode.append(mark);
    }
    press("fold", chart.folded.size > 0);
  };
  const toggleFold = (figure, part) => {
    const chart = chartOf(figure), n = part.dataset.n;
    if (!chart.under.get(n).length) { say("Nothing hangs on this card here."); return; }
    const wanted = !chart.folded.delete(n);
    if (wanted) chart.folded.add(n);
    refold(figure);
    say(chart.folded.has(n) ? "Folded: " + chart.hidden.size + " cards and joints are put away." : wanted ? "What hangs on it also leads elsewhere, and stays." : "Unfolded.");
    if (chart.pinned === n) showPanel(part);
  };
  const foldAll = (figure) => {
    const chart = chartOf(figure);
    if (chart.folded.size) chart.folded.clear();
    else {
      const ends = [...chart.parts].filter(([n, e]) => isCard(e) && (e.matches(".main") || !chart.onto.get(n).length)).map(([n]) => n);
      for (const end of ends) for (const n of neighbours(chart, end, chart.under)) if (chart.under.get(n).length) chart.folded.add(n);
    }
    refold(figure);
    say(chart.folded.size ? "Only the conclusion and its direct reasons are shown." : "All is unfolded.");
  };

  // A claim beside the map: its card of the list, without leaving the place.
  const wordsOf = (part) => part.querySelector("a").getAttribute("aria-label");
  const claimOf = (part) => { const { claim, step } = part.querySelector("a").dataset; return claim || step; };
  const showPanel = (part) => {
    const card = claimOf(part) && cardOf(claimOf(part));
    if (!card) return false;
    const copy = card.cloneNode(true);
    copy.removeAttribute("id");
    copy.classList.remove("sel");
    for (const e of all("details", copy)) e.open = true;
    for (const e of all("[id]", copy)) e.removeAttribute("id");
    for (const a of all('.go a[href^="#map-"]', copy)) a.remove();
    const chart = chartOf(shown), n = part.dataset.n;
    const folder = document.createElement("button");
    folder.type = "button";
    folder.textContent = chart.folded.has(n) ? "Unfold what hangs on it" : "Fold what hangs on it";
    folder.addEventListener("click", () => { toggleFold(shown, part); panel.querySelector("button:last-of-type").focus(); });
    $("map-panel-card").replaceChildren(copy, ...(chart.under.get(n).length ? [folder] : []));
    chart.pinned = n;
    panel.hidden = false;
    return true;
  };
  const closePanel = () => {
    if (panel.hidden) return false;
    const chart = chartOf(shown), part = chart.parts.get(chart.pinned), inside = panel.contains(document.activeElement);
    chart.pinned = null;
    panel.hidden = true;
    if (part && inside) part.querySelector("a").focus({ preventScroll: true });
    return true;
  };
  $("map-panel-close").addEventListener("click", closePanel);

  // Search on the map, blind to accents and capitals.
  let hits = [], at = -1;
  const search = () => {
    all(".hit", atlas).forEach((e) => e.classList.remove("hit"));
    hits = []; at = -1;
    const terms = flat(find.value).split(/\s+/).filter(Boolean);
    const count = $("map-found");
    if (!terms.length || !shown) { count.textContent = ""; return; }
    const matches = (figure) => all("[role=listitem]", svgOf(figure)).filter((e) => { const words = flat(wordsOf(e) + " " + (claimOf(e) || "")); return terms.every((t) => words.includes(t)); });
    hits = matches(shown);
    hits.forEach((e) => e.classList.add("hit"));
    const elsewhere = hits.length ? [] : figures.filter((f) => f !== shown && matches(f).length);
    count.replaceChildren(hits.length ? hits.length + " found; Enter goes to the next" : elsewhere.length ? "not here, but on " : "no card has these words");
    if (elsewhere.length) {
      const link = document.createElement("a");
      link.href = "#" + elsewhere[0].id;
      link.textContent = elsewhere[0].querySelector("figcaption b").textContent;
      count.append(link);
    }
  };
  const nextHit = (step) => {
    if (!hits.length) return;
    at = (at + step + hits.length) % hits.length;
    const chart = chartOf(shown);
    if (chart.hidden.has(hits[at].dataset.n)) { chart.folded.clear(); refold(shown); }
    readable(shown);
    centre(shown, placeOf(hits[at]));
    dim(hits[at]);
    $("map-found").textContent = at + 1 + " of " + hits.length;
    say(wordsOf(hits[at]));
  };
  find.addEventListener("input", search);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); nextHit(event.shiftKey ? -1 : 1); }
  });

  // The whole window, and one branch after the other.
  const fill = (on) => {
    atlas.classList.toggle("full", on);
    document.documentElement.classList.toggle("still", on);
    press("full", on);
    if (shown && on) fit(shown, true);
    if (shown) readable(shown);
  };
  let presenting = null;
  const steps = (figure) => {
    const chart = chartOf(figure), cards = cardsOf(chart);
    const ends = cards.filter(([n, e]) => e.matches(".main")).map(([n]) => n);
    const heads = ends.length ? ends : cards.filter(([n]) => !neighbours(chart, n, chart.onto).length).map(([n]) => n);
    const list = [];
    for (const head of heads) {
      const branches = neighbours(chart, head, chart.under);
      list.push([head, [head, ...branches]]);
      for (const branch of branches) {
        const under = [...reach([branch], chart.under)].filter((n) => !chart.hidden.has(n) && n !== head);
        if (under.length > 1) list.push([branch, [branch, ...under.filter((n) => n !== branch), head]]);
      }
    }
    return list;
  };
  const step = (to) => {
    const { list, figure } = presenting;
    presenting.at = clamp(0, to, list.length - 1);
    const [head, set] = list[presenting.at];
    const svg = svgOf(figure), chart = chartOf(figure);
    const between = new Set(set);
    // the joints between the cards of a branch belong to it
    for (const [n, e] of chart.parts) if (!isCard(e) && chart.under.get(n).some((m) => between.has(m)) && reach([n], chart.onto).has(set.at(-1))) between.add(n);
    all(".on", svg).forEach((e) => e.classList.remove("on"));
    svg.classList.add("lit");
    lightUp(svg, chart, between);
    zoomOn(figure, set.map((n) => placeOf(chart.parts.get(n))));
    $("map-step").textContent = presenting.at + 1 + " / " + list.length;
    say("Step " + (presenting.at + 1) + " of " + list.length + ": " + wordsOf(chart.parts.get(head)));
  };
  const present = (on) => {
    if (on) {
      const list = shown ? steps(shown) : [];
      if (!list.length) { say("There is nothing to show on this map."); return; }
      closePanel();
      find.value = "";
      search();
      presenting = { list, at: 0, figure: shown };
      atlas.classList.add("presenting");
      fill(true);
      step(0);
      boxOf(shown).focus();
    } else {
      presenting = null;
      atlas.classList.remove("presenting");
      $("map-step").textContent = "";
      fill(false);
      dim(null);
    }
    press("present", Boolean(presenting));
  };

  // The picture as a file: our own drawing with its style, whole and unlit.
  const picture = (figure) => {
    const copy = svgOf(figure).cloneNode(true), box = svgOf(figure).viewBox.baseVal;
    copy.classList.remove("lit");
    for (const e of all(".on, .sel, .hit", copy)) e.classList.remove("on", "sel", "hit");
    for (const e of all(".away", copy)) e.remove();
    for (const a of all("a", copy)) a.removeAttribute("href");
    copy.setAttribute("width", box.width);
    copy.setAttribute("height", box.height);
    copy.setAttribute("data-theme", isDark() ? "dark" : "light");
    const rules = [];
    const collect = (list) => { for (const rule of list) if (rule.cssText.includes(".argmap-map")) rules.push(rule.cssText); };
    for (const sheet of document.styleSheets) collect(sheet.cssRules);
    const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
    style.textContent = rules.join("\n");
    copy.insertBefore(style, copy.querySelector("g"));
    return [new XMLSerializer().serializeToString(copy), box.width, box.height];
  };
  const hand = (blob, ending) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = shown.id.replace(/^drawing-/, "map-") + ending;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say("The picture was handed to the browser as " + link.download + ".");
  };
  const saveSvg = () => hand(new Blob([picture(shown)[0]], { type: "image/svg+xml" }), ".svg");
  const savePng = () => {
    const [text, width, height] = picture(shown);
    const image = new Image(), address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    // a canvas has its limits: some sixteen thousand pixels a side
    const scale = Math.min(2, 16000 / Math.max(width, height), Math.sqrt(120e6 / (width * height)));
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(address);
      canvas.toBlob((blob) => { if (blob) hand(blob, ".png"); else say("The picture is too large for this browser; save it as SVG."); });
    };
    image.onerror = () => { URL.revokeObjectURL(address); say("This browser could not draw the picture; save it as SVG."); };
    image.src = address;
  };

  // Buttons.
  const zoom = (figure, factor, x, y) => size(figure, (scales.get(figure) || 1) * factor, x, y);
  const acts = {
    in: () => zoom(shown, 1.25),
    out: () => zoom(shown, 0.8),
    fit: () => fit(shown, true),
    wide: () => fit(shown, false),
    fold: () => foldAll(shown),
    full: () => { if (presenting) present(false); else fill(!atlas.classList.contains("full")); },
    present: () => present(!presenting),
    next: () => step(presenting.at + 1),
    back: () => step(presenting.at - 1),
    svg: saveSvg,
    png: savePng,
  };
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !shown) return;
    const act = acts[button.dataset.zoom || button.dataset.do];
    if (act) act();
    const box = boxOf(shown);
    const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[button.dataset.pan] || [0, 0];
    if (dx || dy) box.scrollBy({ left: dx * box.clientWidth * 0.6, top: dy * box.clientHeight * 0.6, behavior: "instant" });
  });

  // Hand, wheel and two fingers.
  let drag = null, dragged = false;
  atlas.addEventListener("pointerdown", (event) => {
    dragged = false;
    const box = event.target.closest(".box");
    if (!box || event.button || event.pointerType === "touch") return;
    drag = { box, x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
    if (!dragged && Math.hypot(dx, dy) < 5) return;
    dragged = true;
    drag.box.classList.add("held");
    drag.box.scrollTo({ left: drag.left - dx, top: drag.top - dy, behavior: "instant" });
  });
  const drop = () => { if (drag) drag.box.classList.remove("held"); drag = null; };
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", drop);
  atlas.addEventListener("dragstart", (event) => { if (event.target.closest("svg")) event.preventDefault(); });
  atlas.addEventListener("wheel", (event) => {
    const box = event.target.closest(".box");
    const mine = event.ctrlKey || event.metaKey || atlas.classList.contains("full") || (box && box.contains(document.activeElement));
    if (!box || !mine || event.shiftKey) return;
    event.preventDefault();
    const frame = box.getBoundingClientRect();
    zoom(shown, Math.exp(-clamp(-120, event.deltaY * (event.deltaMode ? 30 : 1), 120) / 400), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });
  let pinch = null;
  const spread = (event) => {
    const [a, b] = event.touches, frame = boxOf(shown).getBoundingClientRect();
    return [Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), (a.clientX + b.clientX) / 2 - frame.left, (a.clientY + b.clientY) / 2 - frame.top];
  };
  atlas.addEventListener("touchstart", (event) => { if (event.touches.length === 2 && event.target.closest(".box")) { pinch = { wide: spread(event)[0], scale: scales.get(shown) || 1 }; event.preventDefault(); } }, { passive: false });
  atlas.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const [wide, x, y] = spread(event);
    size(shown, pinch.scale * wide / pinch.wide, x, y);
  }, { passive: false });
  atlas.addEventListener("touchend", (event) => { if (event.touches.length < 2) pinch = null; });

  // A card is a link to its claim; here it opens beside the map, and a section's card opens the section's map.
  atlas.addEventListener("click", (event) => {
    const link = event.target.closest("svg a");
    if (!link) return;
    if (dragged) { event.preventDefault(); event.stopPropagation(); dragged = false; return; }
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const section = link.dataset.section !== undefined && $("drawing-section-" + link.dataset.section);
    if (section) { event.preventDefault(); open(section.id); return; }
    if (showPanel(partOf(link))) {
      event.preventDefault();
      choose(claimOf(partOf(link)));
      $("map-panel-title").focus({ preventScroll: true });
    }
  }, true);
  atlas.addEventListener("dblclick", (event) => { const part = partOf(event.target); if (part && event.target.closest("svg")) { event.preventDefault(); toggleFold(shown, part); } });

  // Keys, where the map has the focus: arrows walk along the lines from a card, else they move the map.
  const walk = (part, key) => {
    const chart = chartOf(shown), n = part.dataset.n, here = placeOf(part);
    const middle = (m) => { const p = placeOf(chart.parts.get(m)); return [p.x + p.width / 2, p.y + p.height / 2]; };
    let to = null;
    if (key === "ArrowLeft") to = neighbours(chart, n, chart.onto)[0];
    else if (key === "ArrowRight") to = neighbours(chart, n, chart.under)[0];
    else {
      const way = key === "ArrowDown" ? 1 : -1, [x, y] = [here.x + here.width / 2, here.y + here.height / 2];
      const near = cardsOf(chart).map(([m]) => [m, ...middle(m)]).filter(([m, , my]) => m !== n && (my - y) * way > 4);
      near.sort((a, b) => Math.abs(a[2] - y) + 3 * Math.abs(a[1] - x) - Math.abs(b[2] - y) - 3 * Math.abs(b[1] - x));
      to = near.length ? near[0][0] : null;
    }
    if (!to) { say("No further card that way."); return; }
    const link = chart.parts.get(to).querySelector("a");
    link.focus({ preventScroll: true });
    const box = boxOf(shown).getBoundingClientRect(), target = link.getBoundingClientRect();
    if (target.left < box.left || target.right > box.right || target.top < box.top || target.bottom > box.bottom) centre(shown, placeOf(chart.parts.get(to)));
  };
  // true where the key was for the map
  const key = (event) => {
    if (event.key === "Escape") {
      if (event.target === find && find.value) { find.value = ""; search(); return true; }
      if (atlas.contains(event.target) || atlas.classList.contains("full")) {
        if (closePanel()) return true;
        if (presenting) { present(false); return true; }
        if (atlas.classList.contains("full")) { fill(false); return true; }
      }
      return false;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === find) return false;
    if (presenting) {
      const to = { ArrowRight: presenting.at + 1, PageDown: presenting.at + 1, " ": presenting.at + 1, ArrowLeft: presenting.at - 1, PageUp: presenting.at - 1, Home: 0, End: 1e9 }[event.key];
      if (to !== undefined && !event.target.closest("button")) { step(to); return true; }
    }
    const box = event.target.closest && event.target.closest(".box");
    if (!box) return false;
    const part = partOf(event.target);
    if (part && event.key.startsWith("Arrow")) { walk(part, event.key); return true; }
    if (event.key === "/" && !atlas.classList.contains("full")) return false;
    const act = { "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.fit, w: acts.wide, f: acts.full, p: acts.present, "/": () => find.focus() }[event.key];
    if (act) { act(); return true; }
    if (event.key === "c" && part) { toggleFold(shown, part); return true; }
    return false;
  };

  return {
    figures, show, key,
    // the drawing of a figure was replaced: the same place, lines read anew; the same size, if a person has chosen one
    renew: (figure) => {
      const box = boxOf(figure), place = [box.scrollLeft, box.scrollTop], known = scales.get(figure);
      charts.delete(figure);
      legible.delete(figure);
      if (!known) { show(figure); return; }
      const { width, height } = svgOf(figure).viewBox.baseVal;
      svgOf(figure).setAttribute("width", width * known);
      svgOf(figure).setAttribute("height", height * known);
      box.scrollTo({ left: place[0], top: place[1], behavior: "instant" });
      if (known === sights.get(figure)) atFirstSight(figure);
      search();
    },
    // brings a claim's card on the shown map to the middle, and its claim beside it
    point: (node) => {
      const chart = chartOf(shown), part = partOf(node);
      if (!part) return;
      if (chart.hidden.has(part.dataset.n)) { chart.folded.clear(); refold(shown); }
      readable(shown);
      centre(shown, placeOf(part));
      showPanel(part);
    },
    leave: () => { if (presenting) present(false); else if (atlas.classList.contains("full")) fill(false); },
    closePanel,
  };
};
