// The report's behaviour. Everything that it adds can be missed: without it the page is whole and every link works.
// The selected claim lives in the address's fragment (#claim-ID, #text-ID or #map-ID), the filters in its query, so
// that the back button, a bookmark and a colleague's mail all bring back what was seen.
"use strict";
const workReport = (packed) => {
  const $ = (id) => document.getElementById(id);
  const all = (query, root) => [...(root || document).querySelectorAll(query)];
  const root = document.documentElement;
  const recall = (key) => { try { return localStorage.getItem("argmap-" + key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem("argmap-" + key, value); } catch { /* no storage: no memory */ } };
  const say = (words) => { $("status").textContent = words; };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const deck = dealCards(all, packed);
  const cards = deck.cards;
  const form = $("filters");
  let chosen = null;
  root.classList.add("on");

  // Theme: the system's until the reader says otherwise.
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const showTheme = () => {
    const own = recall("theme");
    if (own) root.dataset.theme = own; else delete root.dataset.theme;
    $("theme").textContent = isDark() ? "Light" : "Dark";
    $("theme").setAttribute("aria-label", "Switch to the " + (isDark() ? "light" : "dark") + " theme");
  };
  $("theme").addEventListener("click", () => { keep("theme", $("theme").textContent.toLowerCase()); showTheme(); });
  dark.addEventListener("change", showTheme);
  showTheme();

  // Selection: one claim, marked in the text, on its card and on the maps.
  const fragment = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; } };
  const onMap = (id) => all('#map svg [data-claim="' + CSS.escape(id) + '"]');
  const figureOf = (node) => node.closest("figure.map");
  const mark = (id) => {
    all(".sel").forEach((e) => e.classList.remove("sel"));
    chosen = id;
    if (id === null) return;
    all('[data-c~="' + CSS.escape(id) + '"]').concat(onMap(id), $("claim-" + id) || []).forEach((e) => e.classList.add("sel"));
  };
  const seen = (box) => box.top >= $("bar").offsetHeight - 1 && box.top < innerHeight - 80;
  // What is off the screen has only a guessed height, so a long way is gone in a few steps.
  const aim = (target, block, tries = 6) => {
    if (seen(target.getBoundingClientRect())) return;
    target.scrollIntoView({ block, behavior: "instant" });
    if (tries) requestAnimationFrame(() => aim(target, block, tries - 1));
  };
  const bring = (target) => {
    for (let e = target.closest("details"); e; e = e.parentElement.closest("details")) e.open = true;
    aim(target, target.matches("section, .entry, figure, li") ? "start" : "center");
    if (!target.matches("a, button, input, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };
  const go = () => {
    const place = fragment();
    const found = /^(claim|text|map)-(.+)$/.exec(place);
    const known = found && deck.of(found[2]);
    const card = known && deck.element(known);
    if (!card) {
      mark(null);
      const part = place && $(place);
      if (!part) return;
      if (part.matches("figure.map")) maps.show(part);
      else maps.leave();
      maps.closePanel();
      bring(part);
      return;
    }
    const [, where, id] = found;
    unfold(card, true);
    if (card.hidden) { form.reset(); filter(true); }
    mark(id);
    let target = where === "text" ? $(place) : card;
    if (where === "map") {
      const nodes = onMap(id);
      target = nodes.find((n) => !figureOf(n).hidden) || nodes[0] || card;
      if (figureOf(target)) { maps.show(figureOf(target)); maps.point(target); }
    } else { maps.leave(); maps.closePanel(); }
    bring(target);
  };
  const unfold = (card, on) => { const body = card.querySelector("details.body"); if (body) body.open = on; };
  const open = (place) => { if (fragment() !== place) location.hash = place; go(); };
  // from a card on a map: the address tells the choice, and nobody is taken anywhere
  const choose = (id) => { mark(id); try { history.pushState(null, "", "#map-" + encodeURIComponent(id)); } catch { /* the address stays as it is */ } };
  addEventListener("hashchange", go);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link) return;
    const href = link.getAttribute("href");
    if (link.dataset.label) { form.reset(); all('[name="label"]', form).forEach((b) => { b.checked = b.value === link.dataset.label; }); filter(true); }
    if (href === location.hash) { event.preventDefault(); go(); }
  });

  // Filters: state in the query, counts as they are, one pass over the cards.
  // What was searched for is marked where it stands, in the cards that are shown, as far as the browser can.
  let sought = [];
  const markHits = (terms) => {
    if (!window.Highlight || !CSS.highlights) return;
    const ranges = [];
    const words = terms.filter((t) => t.length > 1);
    for (const { element: card } of words.length ? cards.filter((c) => c.shown && c.element).slice(0, 200) : []) {
      const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        // letter by letter, since flattening may change how many there are
        const starts = [];
        let plain = "";
        [...node.data].reduce((at, c) => { for (const f of flat(c)) { plain += f; starts.push(at); } return at + c.length; }, 0);
        starts.push(node.data.length);
        for (const t of words) {
          for (let at = plain.indexOf(t); at >= 0; at = plain.indexOf(t, at + t.length)) {
            const range = new Range();
            range.setStart(node, starts[at]);
            range.setEnd(node, starts[at + t.length]);
            ranges.push(range);
            if (ranges.length < 300 && node.parentElement.closest(".body > :not(summary)")) unfold(card, true);
          }
        }
      }
    }
    CSS.highlights.set("hits", new Highlight(...ranges));
  };
  const has = (list, value) => !value || (" " + (list || "") + " ").includes(" " + value + " ");
  const filter = (store) => {
    const state = new FormData(form);
    const labels = state.getAll("label");
    const terms = flat(state.get("q") || "").split(/\s+/).filter(Boolean);
    const [source, check, section, review] = ["source", "check", "section", "review"].map((name) => state.get(name));
    const tally = {};
    let shown = 0;
    const homes = new Set();
    for (const card of cards) {
      const other = has(card.source, source) && has(card.check, check)
        && (!section || card.home.id === "section-" + section) && (!review || card.review === review)
        && (!terms.length || terms.every((t) => deck.words(card).includes(t)));
      if (other) tally[card.label] = (tally[card.label] || 0) + 1;
      const show = other && (!labels.length || labels.includes(card.label));
      if (card.shown !== show && card.element) card.element.hidden = !show;
      card.shown = show;
      if (show) { shown += 1; homes.add(card.home); }
    }
    for (const chapter of all(".chapter")) chapter.hidden = !homes.has(chapter);
    deck.settle();
    for (const box of all('[name="label"]', form)) box.parentNode.querySelector("output").textContent = tally[box.value] || 0;
    sought = terms;
    later(() => { if (sought === terms) markHits(terms); });
    $("none-found").hidden = shown > 0;
    $("count").textContent = shown.toLocaleString("en") + " of " + cards.length.toLocaleString("en") + " claims";
    if (store) {
      const query = new URLSearchParams([...state].filter(([, value]) => value));
      try { history.replaceState(history.state, "", (String(query) ? "?" + query : location.pathname) + location.hash); } catch { /* the address stays as it is */ }
    }
    later(ticks);
  };
  const restore = () => {
    const query = new URLSearchParams(location.search);
    for (const field of all("input, select", form)) {
      if (field.type === "checkbox") field.checked = query.getAll(field.name).includes(field.value);
      else field.value = query.get(field.name) || "";
    }
    if ([...query].length) filter(false);
  };
  form.addEventListener("input", () => filter(true));
  form.addEventListener("reset", () => setTimeout(() => filter(true)));
  form.addEventListener("submit", (event) => event.preventDefault());
  $("unfold-all").addEventListener("click", () => {
    const on = $("unfold-all").getAttribute("aria-pressed") !== "true";
    $("unfold-all").setAttribute("aria-pressed", on);
    deck.unfolded = on;
    for (const card of cards) if (card.element) unfold(card.element, on);
    later(ticks);
  });

  // Walking: through the cards that are shown, the fallen ones, the problems.
  const walk = (step, test) => {
    const list = cards.filter((c) => c.shown && test(c));
    if (!list.length) { say("Nothing to go to."); return; }
    const here = deck.of(chosen);
    let at = list.indexOf(here);
    if (at < 0 && here) {
      at = list.findIndex((c) => cards.indexOf(c) > cards.indexOf(here));
      at = at < 0 ? list.length : at;
      if (step > 0) at -= 1;
    } else if (at < 0 && step < 0) at = 0;
    const next = list[(at + step + list.length) % list.length];
    open("claim-" + next.id);
    say(next.element.querySelector("h4").textContent);
  };
  const fallen = (card) => ["unsupported", "defeated", "circular"].includes(card.label);
  // remarks beside the paper, which comes first, and cards
  const problems = () => [...all(".br.sev-error, .br.sev-warning"), ...cards.filter((c) => c.shown && c.check)];
  let lastProblem = null;
  const nextProblem = () => {
    const list = problems();
    if (!list.length) { say("There are no problems."); return; }
    const at = list.indexOf(lastProblem);
    lastProblem = list[(at + 1) % list.length];
    if (at + 1 === list.length) say("Back to the first problem.");
    open(lastProblem.dataset ? "at-" + lastProblem.dataset.at : "claim-" + lastProblem.id);
  };
  $("next-problem").addEventListener("click", nextProblem);

  // Marks along the scroll bar.
  const ticks = () => {
    const height = root.scrollHeight;
    const room = $("ticks").clientHeight;
    const marks = new Map();
    for (const e of problems()) {
      const top = (e.dataset ? e.getBoundingClientRect().top : deck.place(e)) + scrollY;
      const line = Math.round((top / height) * room / 3) * 3;
      const grave = e.grave || (e.dataset && e.matches(".sev-error")) ? "error" : "warning";
      if (marks.get(line) !== "error") marks.set(line, grave);
    }
    $("ticks").replaceChildren(...[...marks].map(([line, grave]) => {
      const tick = document.createElement("i");
      tick.style.top = line + "px";
      tick.className = "t-" + grave;
      return tick;
    }));
  };
  const later = (work) => { (window.requestIdleCallback || setTimeout)(work); };
  $("ticks").addEventListener("click", (event) => {
    scrollTo({ top: (event.clientY - $("ticks").getBoundingClientRect().top) / $("ticks").clientHeight * root.scrollHeight - innerHeight / 3, behavior: "instant" });
  });
  addEventListener("resize", () => later(ticks));

  // Notes in the margin stand beside their words, as far as those above them leave room.
  const settle = (row) => {
    const list = row.querySelector(".beside");
    if (!list || getComputedStyle(row).gridTemplateColumns.split(" ").length < 2) return;
    const top = row.getBoundingClientRect().top;
    let bottom = 0;
    const places = [...list.children].map((item) => {
      const place = item.dataset.c ? row.querySelector('.words [data-c~="' + CSS.escape(item.dataset.c) + '"]') : $("at-" + item.dataset.at);
      return [item, place ? (place.getClientRects()[0] || place.getBoundingClientRect()).top - top : 0, item.offsetHeight];
    }).sort((a, b) => a[1] - b[1]);
    for (const [item, wanted, height] of places) {
      list.append(item);
      const gap = Math.max(0, wanted - 4 - bottom);
      item.style.marginTop = gap + "px";
      bottom += gap + height;
    }
  };
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { watch.unobserve(entry.target); settle(entry.target); }
  }, { rootMargin: "400px" });
  all(".row").forEach((row) => { if (row.querySelector(".beside")) watch.observe(row); });

  const maps = workMaps({ $, all, say, open, choose, flat, isDark, cardOf: (id) => deck.of(id) && deck.element(deck.of(id)) });

  // Keys, unless the reader types or has switched them off.
  const keysOn = $("keys-on");
  keysOn.checked = recall("keys") !== "off";
  keysOn.addEventListener("change", () => keep("keys", keysOn.checked ? "on" : "off"));
  $("help-open").addEventListener("click", () => $("help").showModal());
  const keys = {
    j: () => walk(1, () => true),
    k: () => walk(-1, () => true),
    u: () => walk(1, fallen),
    n: nextProblem,
    "/": () => { bring($("f-q")); $("f-q").select(); },
    m: () => open(chosen ? "map-" + chosen : "map"),
    "?": () => $("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if ($("help").open) return;
    if (keysOn.checked || event.key === "Escape") if (maps.key(event)) { event.preventDefault(); return; }
    if (event.key === "Escape") {
      if (typing) { event.target.blur(); return; }
      mark(null);
      if (location.hash) history.pushState(null, "", location.pathname + location.search);
      return;
    }
    if (typing || !keysOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const work = Object.hasOwn(keys, event.key) && keys[event.key];
    if (work) { event.preventDefault(); work(); }
  });

  // Where we are.
  const parts = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) for (const a of all("#bar nav a")) {
      if (a.hash === "#" + entry.target.id) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
    }
  }, { rootMargin: "-20% 0px -75% 0px" });
  all("main > section").forEach((section) => parts.observe(section));

  // Paper: two pages, or all of it unfolded.
  $("print-all").addEventListener("change", () => { if ($("print-all").checked) root.dataset.print = "all"; else delete root.dataset.print; });
  addEventListener("beforeprint", () => { if (root.dataset.print) deck.makeAll(); if (root.dataset.print) all("details").forEach((d) => { d.open = true; }); });
  addEventListener("popstate", () => { if (!location.hash) mark(null); restore(); });
  restore();
  if (maps.figures.length) maps.show(maps.figures[0]);
  if (location.hash) go();
  later(ticks);
  deck.made = () => { if (chosen !== null) mark(chosen); later(ticks); };
  deck.readOn(later);
};
{
  const holder = document.getElementById("packs");
  // a browser that cannot unpack them has the page as it is without the script
  if (holder) unpackCards(holder).then(workReport, () => {}); else workReport(null);
}
