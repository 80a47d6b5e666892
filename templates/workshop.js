// The workshop's behaviour: what a reviewer does with the words of a paper and with its claims is sent to the server as
// a verb, and what came of it is read back. The files are the only truth; the page keeps nothing that they do not hold
// but what is being written right now. Everything is done by keys; the mouse has a button for each.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query, root) => [...(root || document).querySelectorAll(query)];
  const root = document.documentElement;
  const given = (id) => JSON.parse($(id).textContent);
  const { words, verdicts, read_only: readOnly, reviewer, sentences, page_starts: pageStarts } = given("words");
  const stored = (store, key, value) => {
    try { if (value === undefined) return store.getItem("argmap-" + key); if (value === null) store.removeItem("argmap-" + key); else store.setItem("argmap-" + key, value); } catch { /* no storage: no memory */ }
    return null;
  };
  const session = (key, value) => stored(sessionStorage, key, value), local = (key, value) => stored(localStorage, key, value);
  root.classList.add("on");

  // The token came in the address, which the server never sees; it is kept for this tab and taken out of the address.
  const brought = /^#t=(.+)$/.exec(location.hash);
  if (brought) { session("token", brought[1]); history.replaceState(null, "", location.pathname); }
  const token = session("token") || "";

  const el = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === false || value === null || value === undefined) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.flat(2).filter((c) => c !== null && c !== undefined && c !== false));
    return made;
  };
  const say = (text) => { $("status").textContent = text; };
  // what is seen anyway is only told to those who listen
  const tell = (text) => { $("aside").textContent = text; };
  // words with `code` in them
  const coded = (text) => text.split("`").map((part, at) => (at % 2 ? el("code", {}, part) : part));
  // Ids are for files: a reader meets a claim by its words.
  const inWords = (text) => {
    const named = [];
    const told = text.replace(/(?<![\w-])([a-z0-9]+(?:-[a-z0-9]+)+)(?:\/([a-z]+)-\d+)?(?![\w-])/g, (id, claim, item) => {
      const found = known.claims.get(claim);
      if (!found) return id;
      named.push(found.text);
      const words = "“" + (found.text.length > 90 ? found.text.slice(0, 88).replace(/\s+\S*$/, "") + " …" : found.text.replace(/\.$/, "")) + "”";
      return item ? "the " + ({ because: "reason", but: "objection", cites: "citation", evidence: "evidence" }[item] || item) + " for " + words : words;
    });
    // where the words stood behind the id, they stood twice
    return named.reduce((all, words) => all.replace(": " + words.replace(/\.$/, ""), ""), told);
  };
  const plural = (number, one, many = one + "s") => number + " " + (number === 1 ? one : many);
  const LETTERS = { ß: "ss", ı: "i", ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe", þ: "th", ð: "d" };
  const flat = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßıłøđæœþð]/g, (c) => LETTERS[c]);

  // What is known of the project.
  const known = { claims: new Map(), steps: new Map(), findings: new Map() };
  let state = given("state");
  const take = (news) => {
    for (const part of Object.keys(known)) {
      if (news.full) known[part].clear();
      for (const id of news.gone[part]) known[part].delete(id);
      for (const entry of news[part]) known[part].set(entry.id, entry);
    }
    state = news;
  };
  take(state);
  const order = () => state.order.filter((id) => known.claims.has(id));
  const findings = () => [...known.findings.values()].filter((f) => !f.weak);
  const GRAVE = ["error", "warning", "note"];
  const findingsOf = (claim) => claim.findings.map((f) => known.findings.get(f)).filter((f) => f && !f.weak).sort((a, b) => GRAVE.indexOf(a.severity) - GRAVE.indexOf(b.severity));
  let chosen = null, writing = null;
  const claimAtHand = () => known.claims.get(chosen);
  const places = readPlaces($("paper"));

  // Asking and doing. Writes go one after the other, each with the etag of the text that it was made on.
  const get = async (path) => {
    const answer = await fetch(path, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || "The server did not answer.");
    return answer;
  };
  const etagOf = (file) => (file && state.files[file] && state.files[file].etag) || "absent";
  const send = (path, body, etag) => fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Argmap-Token": token, ...(etag ? { "If-Match": '"' + etag + '"' } : {}) },
    body: JSON.stringify(body),
  });
  let line = Promise.resolve(), waiting = 0;
  const inTurn = (work) => {
    waiting += 1;
    const done = line.then(work, work).finally(() => { waiting -= 1; });
    line = done.catch(() => {});
    return done;
  };
  const act = (path, body, file, etag = null) => inTurn(async () => {
    if (readOnly) { say("This workshop is open for reading only."); return null; }
    let answer, told;
    try {
      answer = await send(path, body, file === null ? null : etag || etagOf(file));
      told = await answer.json();
    } catch {
      say("The server does not answer; nothing was changed. What you wrote is still here.");
      return null;
    }
    if (answer.ok) { await refresh(told); return told; }
    if (answer.status === 409 && told.etag && told.mine !== null) { keepConflict({ ...told, path, body }); await refresh(); return null; }
    say([told.error, told.help, ...(told.problems || []).map((p) => p.message)].filter(Boolean).join(" "));
    return null;
  });
  const claimsFiles = () => Object.keys(state.files).filter((f) => state.files[f].kind === "claims");
  const fileFor = (claim) => (claim ? claim.file : claimsFiles().at(-1));
  const idPath = (id) => id.split("/").map(encodeURIComponent).join("/");

  // After a change: what is new is read, shown, and told; focus and selection stay.
  const refresh = async (told) => {
    const before = numbers();
    const news = await (await get("/api/state?since=" + state.rev)).json();
    const passages = JSON.stringify([state.passages, state.offers]);
    take(news);
    if (told) {
      if (told.made && known.claims.has(told.made.split("/")[0])) chosen = told.made.split("/")[0];
      say(inWords(told.said));
    }
    if (chosen && !known.claims.has(chosen)) chosen = null;
    showNumbers(before, told);
    // showing it all may take a moment longer, and nothing needs to wait for that
    Promise.all([show(), readPaper(passages !== JSON.stringify([state.passages, state.offers]))]).catch((error) => say(error.message));
  };

  // Focus: what is drawn anew gives it back to the thing with the same name.
  const keepingFocus = (container, draw) => {
    const held = container.contains(document.activeElement) && document.activeElement.closest("[data-f]");
    const name = held && held.dataset.f, lost = held || (container !== document.activeElement && container.contains(document.activeElement));
    draw();
    if (!lost || document.activeElement !== document.body) return;
    const again = name && all("[data-f]", container).find((e) => e.dataset.f === name);
    (again || container.querySelector("[data-f]") || container).focus({ preventScroll: Boolean(again) });
  };

  // The numbers: how the claims came out, what was found, how much is covered; and how each moved just now.
  const numbers = () => ({
    claims: state.order.length,
    labels: state.labels,
    found: state.counts.error + state.counts.warning + state.counts.note,
    covered: state.coverage && state.coverage.assertions ? Math.round((100 * state.coverage.assertions_covered) / state.coverage.assertions) : null,
  });
  const delta = (now, was) => (was === undefined || was === null || now === was ? null : el("b", { class: "delta" }, (now > was ? "+" : "−") + Math.abs(now - was)));
  const showNumbers = (was = {}, told = null) => {
    const now = numbers(), flipped = told && told.flipped.length;
    $("numbers").replaceChildren(...[
      el("span", {}, el("b", {}, String(now.claims)), now.claims === 1 ? " claim" : " claims", delta(now.claims, was.claims)),
      ...Object.entries(now.labels).map(([label, number]) => el("span", { class: "l-" + label, title: number + " " + label }, String(number), el("span", { class: "vh" }, " " + label), delta(number, (was.labels || now.labels)[label] || 0))),
      el("span", {}, el("b", {}, String(now.found)), now.found === 1 ? " finding" : " findings",
        told && told.opened.some((f) => !f.weak) ? el("b", { class: "delta" }, "+" + told.opened.filter((f) => !f.weak).length) : null,
        told && told.closed.some((f) => !f.weak) ? el("b", { class: "delta" }, "−" + told.closed.filter((f) => !f.weak).length) : null),
      flipped ? el("span", {}, plural(flipped, "label"), " changed") : null,
      now.covered === null ? null : el("span", {}, el("b", {}, now.covered + " %"), " covered", delta(now.covered, was.covered)),
    ].filter(Boolean));
    $("count-problems").textContent = now.found || "";
    $("count-queue").textContent = state.queue.length || "";
    $("undo").disabled = !state.undo;
    $("undo").title = state.undo ? "Take back: " + state.undo.said : "";
  };

  // The paper. Only rows that differ are replaced, so that it stays where it is read; the selection is put back.
  let selection = null;
  const select = (pieces, backwards = false) => {
    const range = places.rangeOf(pieces);
    if (!range) return false;
    const { startContainer: a, startOffset: i, endContainer: b, endOffset: j } = range;
    if (backwards) getSelection().setBaseAndExtent(b, j, a, i); else getSelection().setBaseAndExtent(a, i, b, j);
    selection = places.placeOf(range);
    return true;
  };
  const readPaper = async (changed) => {
    const sheet = $("sheet");
    if (!sheet) return;
    if (changed || known.claims.size) {
      const html = await (await get("/api/paper")).text();
      const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".text");
      const old = sheet.querySelector(".text");
      if (fresh && old) {
        const rows = [...fresh.children], was = [...old.children], kept = selection && selection.pieces;
        if (rows.length !== was.length) old.replaceChildren(...rows);
        else rows.forEach((row, at) => { if (row.outerHTML !== (html_of.get(was[at]) || was[at].outerHTML)) { was[at].replaceWith(row); html_of.delete(was[at]); } });
        // a selection that is put back would take the focus from a field that is being typed into
        if (kept && !document.activeElement.closest("input, select, textarea")) select(kept);
      }
      dressPaper();
    }
  };
  // a row's text as it came, before offers were put beside it
  const html_of = new WeakMap();
  const dressPaper = () => {
    const sheet = $("sheet");
    if (!sheet) return;
    for (const row of all(".row", sheet)) if (!html_of.has(row)) html_of.set(row, row.outerHTML);
    all(".offer", sheet).forEach((e) => e.remove());
    all(".m", sheet).forEach((e) => e.classList.toggle("sel", e.dataset.c.split(" ").includes(chosen)));
    all(".beside .bc", sheet).forEach((e) => { e.classList.toggle("sel", e.dataset.c === chosen); e.querySelector("a").title = e.textContent; });
    for (const offer of readOnly ? [] : state.offers) {
      const range = places.rangesOf(offer.start, offer.end)[0];
      if (!range) continue;
      const row = places.wordsOf(range.startContainer).closest(".row");
      row.append(el("button", { type: "button", class: "offer", tabindex: "-1", title: "Take as a claim (a): " + offer.why, "aria-label": "Take as a claim: " + offer.text, "data-offer": offer.start }, "+"));
    }
    requestAnimationFrame(settle);
  };
  // what stands beside the text stands at the line that it is about
  const settle = () => {
    for (const row of all(".row", $("sheet"))) {
      const items = all(".offer, .beside .bc", row);
      if (!items.length) continue;
      const top = row.getBoundingClientRect().top;
      const wanted = items.map((item) => {
        const offer = item.dataset.offer && state.offers.find((o) => String(o.start) === item.dataset.offer);
        const place = offer ? places.rangesOf(offer.start, offer.end)[0] : row.querySelector('.words [data-c~="' + CSS.escape(item.dataset.c || "") + '"]');
        const box = place && (place.getClientRects()[0] || place.getBoundingClientRect());
        return [item, box ? box.top - top : 0];
      }).sort((a, b) => a[1] - b[1]);
      let least = 0;
      for (const [item, at] of wanted) {
        const y = Math.max(least, at - 2);
        item.style.top = y + "px";
        least = y + 25;
      }
    }
  };
  const lightOffer = (button) => {
    if (!window.Highlight || !CSS.highlights) return;
    const offer = button && state.offers.find((o) => String(o.start) === button.dataset.offer);
    CSS.highlights.set("offer", new Highlight(...(offer ? places.rangesOf(offer.start, offer.end) : [])));
  };
  $("paper").addEventListener("pointerover", (event) => lightOffer(event.target.closest(".offer")));
  addEventListener("resize", () => { if ($("sheet")) settle(); });

  // What is selected in the paper, as offsets. Words in a field being typed into are no such thing.
  const toolbar = $("pick");
  const noteSelection = () => {
    const active = document.activeElement;
    if (active && active.closest("input, textarea, select, #compose")) return;
    const chosenNow = getSelection();
    const inside = chosenNow.rangeCount && !chosenNow.isCollapsed && $("paper").contains(chosenNow.anchorNode);
    const place = inside ? places.selected() : null;
    if (!place && !inside && chosenNow.rangeCount && !$("paper").contains(chosenNow.anchorNode)) return;
    selection = place;
    toolbar.hidden = !place || readOnly || Boolean(writing);
    if (place) {
      const range = chosenNow.getRangeAt(0), rects = range.getClientRects(), pane = $("paper-pane").getBoundingClientRect();
      const last = rects[rects.length - 1] || range.getBoundingClientRect();
      const under = last.bottom + 8 + toolbar.offsetHeight < pane.bottom, top = under ? last.bottom + 8 : Math.max(pane.top + 40, rects[0].top - toolbar.offsetHeight - 8);
      toolbar.style.top = top - pane.top + "px";
      toolbar.style.left = Math.max(8, Math.min(last.right - pane.left - toolbar.offsetWidth / 2, pane.width - toolbar.offsetWidth - 8)) + "px";
      toolbar.classList.toggle("away", last.bottom < pane.top + 30 || rects[0].top > pane.bottom);
    }
    showHere();
    showPageOf();
  };
  let noting = 0;
  document.addEventListener("selectionchange", () => { cancelAnimationFrame(noting); noting = requestAnimationFrame(noteSelection); });
  $("paper").addEventListener("scroll", () => { if (selection) { cancelAnimationFrame(noting); noting = requestAnimationFrame(noteSelection); } }, { passive: true });
  toolbar.addEventListener("pointerdown", (event) => event.preventDefault());

  // By keys: from sentence to sentence, and by words at either end.
  const scrollTo = (range) => {
    const box = range.getBoundingClientRect(), pane = $("paper").getBoundingClientRect();
    if (box.top < pane.top + 40 || box.bottom > pane.bottom - 70) $("paper").scrollBy({ top: box.top - pane.top - Math.min(pane.height / 3, 160), behavior: "instant" });
  };
  const selectSeen = (pieces) => {
    if (!select(pieces)) return false;
    const aim = (tries) => { scrollTo(getSelection().getRangeAt(0)); if (tries) requestAnimationFrame(() => aim(tries - 1)); };
    aim(4);
    return true;
  };
  const visible = () => {
    const pane = $("paper").getBoundingClientRect();
    const row = all(".words[data-o]", $("sheet")).find((w) => w.getBoundingClientRect().bottom > pane.top + 30);
    return row ? Number(row.dataset.o) : 0;
  };
  const sentenceAt = (offset) => sentences.findIndex((pieces) => pieces.some(([s, e]) => s <= offset && offset < e));
  const moveSentence = (way, extend) => {
    if (!sentences.length) return;
    if (extend && selection) {
      const first = sentenceAt(selection.start), last = sentenceAt(selection.pieces.at(-1)[1] - 1);
      const to = last + way;
      if (first < 0 || to < first || to >= sentences.length) return;
      selectSeen(sentences.slice(first, to + 1).flat());
      return;
    }
    let at = selection ? sentenceAt(way > 0 ? selection.pieces.at(-1)[1] - 1 : selection.start) : -1;
    if (at < 0) {
      const offset = selection ? selection.start : visible();
      at = sentences.findIndex((pieces) => pieces[0][0] >= offset);
      at = at < 0 ? sentences.length - 1 : way > 0 ? at : at - (selection ? 1 : 0);
    } else at += way;
    while (at >= 0 && at < sentences.length && !selectSeen(sentences[at])) at += way;
    if (at < 0 || at >= sentences.length) say("No further sentence that way.");
  };
  const moveWord = (way, atStart) => {
    if (!selection) { moveSentence(1, false); return; }
    const pieces = selection.pieces.map((p) => [...p]);
    const piece = atStart ? pieces[0] : pieces.at(-1), edge = atStart ? 0 : 1;
    const to = places.wordFrom(piece[edge], way, !atStart);
    if (to === null) return;
    piece[edge] = to;
    if (piece[0] < piece[1]) selectSeen(pieces);
  };

  // Offers: sentences that may be claims.
  const takeOffer = (offer) => act("/api/claims", { start: offer.start, end: offer.end, ...after() }, fileFor(claimAtHand()));
  const offerAtHand = () => {
    const here = selection && state.offers.find((o) => o.start < selection.end && selection.start < o.end);
    if (here) { takeOffer(here); return; }
    const from = selection ? selection.end : visible();
    const next = state.offers.find((o) => o.start >= from) || state.offers[0];
    if (!next) { say("No sentence is offered any more."); return; }
    focusPane("paper");
    selectSeen([[next.start, next.end]]);
    say("Offered, since " + next.why + ". Press a to take it.");
  };

  // The claims: those beside the passage at hand, then all.
  const badge = (claim) => {
    const own = findingsOf(claim);
    return own.length ? el("span", { class: "badge sev-" + own[0].severity, title: own.map((f) => inWords(f.message)).join("\n") }, String(own.length), el("span", { class: "vh" }, own.length === 1 ? " finding" : " findings")) : null;
  };
  const listed = (id, where) => {
    const claim = known.claims.get(id);
    return el("li", {}, el("button", { type: "button", class: "pickup l-" + claim.label + (id === chosen ? " sel" : ""), "data-f": where + ":" + id, "data-id": id, "aria-pressed": String(id === chosen), "aria-label": claim.label_word + ": " + claim.text },
      el("span", { class: "words" }, claim.text, claim.kind !== "claim" ? [" ", el("span", { class: "kind" }, claim.kind)] : null, claim.draft ? [" ", el("span", { class: "kind draft" }, "draft")] : null), badge(claim)));
  };
  const hereClaims = () => (selection ? [...new Set(state.passages.filter((p) => p.start < selection.end && selection.start < p.end).map((p) => p.claim))].filter((id) => known.claims.has(id)) : []);
  let hereShown = "";
  const showHere = () => {
    const here = hereClaims().join(" ");
    if (here === hereShown && $("list").childElementCount) return;
    showList();
  };
  const terms = () => flat($("find").value).split(/\s+/).filter(Boolean);
  const showList = () => keepingFocus($("list"), () => {
    const here = hereClaims(), sought = terms(), parts = [];
    hereShown = here.join(" ");
    const matching = (id) => { const c = known.claims.get(id), text = flat(c.text + " " + c.id + " " + c.tags.join(" ")); return sought.every((t) => text.includes(t)); };
    if (here.length && !sought.length) parts.push(el("h3", {}, "Beside this passage"), el("ul", { class: "claims" }, here.map((id) => listed(id, "here"))));
    const rest = order().filter((id) => !sought.length || matching(id));
    if (sought.length) parts.push(el("h3", {}, plural(rest.length, "claim"), " found"));
    else if (here.length && rest.length) parts.push(el("h3", {}, "All claims"));
    let section, list;
    for (const id of rest) {
      const claim = known.claims.get(id);
      if (!list || (claim.section !== section && !sought.length)) { list = el("ul", { class: "claims" }); section = claim.section; parts.push(list); }
      list.append(listed(id, "all"));
    }
    if (!known.claims.size) {
      parts.push(el("div", { class: "hint" }, el("p", {}, $("sheet") ? "Select words in the paper and press " : "Press ", el("kbd", {}, "c"), $("sheet") ? " to make the first claim. By keys: " : " and write the first claim. Then ", $("sheet") ? el("kbd", {}, "↓") : el("kbd", {}, "b"), $("sheet") ? " goes from sentence to sentence." : " gives it a reason."),
        state.offers.length ? el("p", {}, plural(state.offers.length, "sentence"), " may be claims: they are marked ", el("span", { class: "offer-sample" }, "+"), " beside the text, and ", el("kbd", {}, "a"), " takes them one by one.") : null));
    }
    $("list").replaceChildren(...parts);
    $("hand-said").textContent = "";
  });

  // The card of the claim at hand, as the report shows it, and what can be done with it.
  const ACTS = [["y", "keep"], ["b", "because"], ["o", "objection"], ["u", "unless"], ["s", "scheme"], ["r", "questions"], ["Enter", "edit"], ["K", "kind"], ["v", "verdict"], ["w", "accept"], [".", "mend"]];
  let cardShown = "";
  const showCard = async () => {
    const claim = claimAtHand();
    if (!claim) { cardShown = ""; $("card").replaceChildren(); return; }
    const told = await (await get("/api/claim/" + encodeURIComponent(claim.id))).json();
    if (chosen !== claim.id) return;
    keepingFocus($("card"), () => {
      const entry = new DOMParser().parseFromString(told.html, "text/html").querySelector(".entry");
      entry.removeAttribute("id");
      all("details", entry).forEach((d) => { d.open = true; });
      const steps = [["reasons", ".steps:not(.against) > li"], ["objections", ".steps.against > li"]];
      for (const [part, query] of steps) all(query, entry).forEach((li, at) => { li.dataset.step = li.dataset.f = claim[part][at]; li.tabIndex = 0; });
      for (const a of all("a[href^='#claim-'], a[href^='#text-'], a[href^='#map-']", entry)) a.dataset.f = a.getAttribute("href");
      const can = (key) => (key === "y" ? claim.draft : key === "u" || key === "s" ? claim.reasons.length + claim.objections.length : key === "r" ? stepsOf(claim).some((s) => s.asked.length) : key === "w" ? claim.findings.length : key === "." ? findingsOf(claim).some((f) => f.fixes.length) : true);
      const acts = el("p", { class: "acts", role: "toolbar", "aria-label": "What to do with this claim" }, ACTS.filter(([key]) => !readOnly && can(key)).map(([key, name]) => el("button", { type: "button", "data-key": key, "data-f": "act:" + key }, el("kbd", {}, key), " " + name)));
      (entry.querySelector(".why") || entry.querySelector("h4")).after(acts);
      $("card").replaceChildren(el("h3", { class: "vh" }, "The claim in hand"), entry);
    });
    if (cardShown !== claim.id) $("hand-scroll").scrollTop = 0;
    cardShown = claim.id;
  };
  const choose = (id, focus) => {
    if (!known.claims.has(id)) return;
    chosen = id;
    dressChosen();
    showList();
    if (focus) {
      showPane("hand");
      // at once, so that the next key is the claim's; the whole card follows
      if (!$("card").childElementCount) $("card").append(el("article", { class: "entry l-" + known.claims.get(id).label }, el("h4", {}, known.claims.get(id).text)));
      $("card").focus({ preventScroll: true });
    }
    showCard();
    if ($("view").value === "claim") showMap();
  };
  const dressChosen = () => {
    if ($("sheet")) {
      all(".m", $("sheet")).forEach((e) => e.classList.toggle("sel", e.dataset.c.split(" ").includes(chosen)));
      all(".beside .bc", $("sheet")).forEach((e) => e.classList.toggle("sel", e.dataset.c === chosen));
    }
    all("#atlas .sel").forEach((e) => e.classList.remove("sel"));
    if (chosen) all('#atlas svg [data-claim="' + CSS.escape(chosen) + '"]').forEach((e) => e.classList.add("sel"));
  };
  const seePassage = (id) => {
    const passage = state.passages.find((p) => p.claim === id);
    if (passage) { focusPane("paper"); selectSeen([[passage.start, passage.end]]); } else say("Its words were not found in the paper.");
  };
  const walk = (step) => {
    const list = order();
    if (!list.length) return;
    const at = list.indexOf(chosen), id = list[(at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step + list.length) % list.length];
    choose(id, !$("paper").contains(document.activeElement) && !$("side").contains(document.activeElement));
    const claim = known.claims.get(id), passage = state.passages.find((p) => p.claim === id);
    const range = passage && places.rangesOf(passage.start, passage.end)[0];
    if (range) scrollTo(range);
    tell(claim.label_word + ": " + claim.text);
  };

  // Problems, what to judge, the page of the paper, the letter.
  const showProblems = () => keepingFocus($("panel-problems"), () => {
    const list = findings().sort((a, b) => GRAVE.indexOf(a.severity) - GRAVE.indexOf(b.severity) || (a.certainty === "candidate") - (b.certainty === "candidate"));
    const broken = Object.entries(state.files).flatMap(([path, file]) => file.problems.map((p) => [path, p]));
    $("panel-problems").replaceChildren(
      ...broken.map(([path, p]) => el("p", { class: "alarm small" }, el("b", {}, path + ":" + p.line), " " + p.message + " ", p.help || "", " ", el("button", { type: "button", "data-raw": path, "data-line": p.line }, "Mend it here"))),
      list.length ? el("ul", { class: "findings" }, list.slice(0, 300).map((f) => el("li", { tabindex: "0", "data-f": f.id, "data-finding": f.id },
        el("span", { class: "sev sev-" + f.severity }, f.severity + (f.certainty === "candidate" ? "?" : "")), " ", coded(inWords(f.message)),
        f.help ? el("span", { class: "help small" }, " ", coded(inWords(f.help))) : null,
        f.fixes.length && !readOnly ? el("button", { type: "button", class: "small", "data-fix": f.id, tabindex: "-1" }, el("kbd", {}, "."), " " + f.fixes[0].title) : null))) : el("p", { class: "quiet" }, "No check found anything wrong."),
      list.length > 300 ? el("p", { class: "quiet small" }, list.length - 300 + " more.") : "",
    );
  });
  // of two steps or citations of one claim, which it is
  const which = (q) => {
    const claim = q.kind !== "claim" && known.claims.get(q.claim), own = claim && subjectsOf(claim).find(([id]) => id === q.handle);
    return own ? el("span", { class: "quiet small" }, " ", own[1]) : null;
  };
  const showQueue = () => keepingFocus($("panel-queue"), () => {
    $("panel-queue").replaceChildren(
      el("div", { id: "subject" }),
      state.queue.length ? el("ol", { class: "queue" }, state.queue.map((q) => el("li", {}, el("button", { type: "button", "data-f": "q:" + q.handle, "data-handle": q.handle, "aria-pressed": String(q.handle === judging) },
        el("span", { class: "kind" }, q.kind), " ", q.text, which(q), q.stale ? el("b", { class: "small" }, " changed since it was judged") : null)))) : el("p", { class: "quiet" }, "Everything that can be judged has been."),
    );
    if (judging) showSubject(judging);
  });
  let judging = null;
  const showSubject = async (handle) => {
    judging = handle;
    all("[data-handle]", $("panel-queue")).forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.handle === handle)));
    let s;
    try { s = await (await get("/api/subject/" + idPath(handle))).json(); } catch (error) { $("subject").replaceChildren(el("p", { class: "quiet" }, error.message)); return; }
    if (judging !== handle || !$("subject")) return;
    $("subject").replaceChildren(el("h3", { class: "vh" }, "To be judged"), el("article", { class: "entry" },
      el("p", { class: "status" }, el("span", { class: "kind" }, s.kind), s.verdict ? null : el("span", { class: "quiet" }, "not judged yet")),
      s.verdict ? el("p", { class: "judged" }, "Verdict ", el("b", {}, verdicts.find(([word]) => word === s.verdict.verdict)[1]), ", " + s.verdict.reviewer + ", " + s.verdict.date.slice(0, 10), s.stale ? [", ", el("b", {}, "changed since")] : null, s.verdict.note ? ": " + s.verdict.note : null) : null,
      s.changes.map(([part, pieces]) => el("p", { class: "diffs small" }, el("span", { class: "quiet" }, part + ": "), pieces.map(([kind, text]) => [el(kind === "gone" ? "del" : kind === "come" ? "ins" : "span", {}, text), " "]))),
      s.claim_text ? el("h4", {}, s.claim_text) : null,
      s.paper && s.paper.length ? [el("h5", {}, "The paper’s words"), s.paper.map((w) => el("blockquote", { class: "q" }, w))] : null,
      s.work ? [el("h5", {}, "The work"), el("p", { class: "small" }, s.work.reference, s.locator ? el("b", {}, " " + s.locator) : null)] : null,
      (s.quotations || []).map((q) => el("div", { class: "sides" }, el("blockquote", { class: "q q-" + q.state }, q.text, el("footer", {}, "As quoted: " + q.state_word)), q.matched ? el("blockquote", { class: "q" }, q.matched, el("footer", {}, "As it stands in the source")) : null)),
      s.offers && s.offers.length ? [el("h5", {}, "Passages of the source that may bear on it"), s.offers.slice(0, 3).map((o) => el("blockquote", { class: "q" }, el("span", { class: "quiet" }, o.before || ""), " ", o.text, " ", el("span", { class: "quiet" }, o.after || ""), el("footer", {}, o.place)))] : null,
      !s.quotations?.length && !s.offers?.length && s.parts ? el("dl", { class: "parts small" }, Object.entries(s.parts).filter(([k, v]) => v && k !== "claim" && v !== s.claim_text).map(([k, v]) => [el("dt", {}, k), el("dd", {}, String(v))])) : null,
      el("p", {}, words.asked[s.kind]),
      readOnly ? null : el("p", { class: "acts" }, verdicts.map(([word, shown], at) => el("button", { type: "button", "data-verdict": word, "data-f": "verdict:" + word }, el("kbd", {}, String(at + 1)), " " + shown)))));
  };
  const showPageOf = () => {
    const tab = $("tab-page");
    tab.hidden = !state.pages;
    if (!state.pages || tab.getAttribute("aria-selected") !== "true") return;
    const offset = selection ? selection.start : visible();
    let page = 1;
    pageStarts.forEach((start, at) => { if (start <= offset) page = at + 1; });
    const source = "/api/page/" + page + ".png?scale=2";
    if ($("page-picture").getAttribute("src") !== source) {
      $("page-picture").setAttribute("src", source);
      $("page-picture").alt = "Page " + page + " of the paper as printed";
      $("page-said").textContent = "Page " + page + " of " + state.pages + ". It follows what you select in the text.";
    }
  };
  const showLetter = async () => {
    const panel = $("panel-letter");
    try {
      const told = await (await get("/api/letter")).json();
      const body = new DOMParser().parseFromString(told.html || "", "text/html").body;
      panel.replaceChildren(el("p", { class: "acts" }, el("button", { type: "button", id: "copy-letter" }, "Copy as text"), el("a", { href: URL.createObjectURL(new Blob([told.markdown], { type: "text/markdown" })), download: "letter.md", class: "button" }, "Save letter.md")), el("article", { class: "letter" }, ...body.childNodes));
      $("copy-letter").addEventListener("click", () => navigator.clipboard.writeText(told.markdown).then(() => say("The letter is on the clipboard.")));
    } catch (error) { panel.replaceChildren(el("p", { class: "quiet" }, error.message)); }
  };
  const tabs = all("[role=tab]");
  const openTab = (name, focus) => {
    for (const tab of tabs) {
      const on = tab.id === "tab-" + name;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      $(tab.getAttribute("aria-controls")).hidden = !on;
    }
    showPane("side");
    if (name === "map") showMap();
    if (name === "page") showPageOf();
    if (name === "letter") showLetter();
    if (!focus) return;
    const panel = $("panel-" + name), first = panel.querySelector({ map: ".box", queue: "[data-handle][aria-pressed=true], [data-handle]", problems: "[data-f]" }[name] || "nothing");
    (first || panel).focus();
  };
  for (const tab of tabs) tab.addEventListener("click", () => openTab(tab.id.slice(4)));
  document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const there = tabs.filter((t) => !t.hidden), at = there.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: there.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const tab = there[(to + there.length) % there.length];
    openTab(tab.id.slice(4));
    tab.focus();
  });

  // The map.
  const figure = $("drawing-live");
  let maps = null, mapRev = "";
  const shownTab = () => tabs.find((t) => t.getAttribute("aria-selected") === "true").id.slice(4);
  const mapInSight = () => shownTab() === "map" && figure.checkVisibility !== undefined;
  const showMap = async () => {
    const empty = !known.claims.size, view = $("view").value;
    $("map-blank").hidden = !empty;
    $("atlas").hidden = empty;
    if (empty || !mapInSight()) return;
    const colour = $("colour").value, query = new URLSearchParams({ ...(view ? { view } : {}), ...(colour ? { colour } : {}), ...(view === "claim" || view === "path" ? (chosen ? { claim: chosen } : {}) : {}) });
    const asked = state.rev + "?" + query;
    if (asked === mapRev) return;
    mapRev = asked;
    let text;
    try { text = await (await get("/api/map?" + query)).text(); } catch (error) { say(error.message); return; }
    if (mapRev !== asked) return;
    const box = figure.querySelector(".box"), held = box.contains(document.activeElement) && document.activeElement.closest("[data-claim]");
    const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (svg.localName !== "svg") { say("The map could not be drawn."); return; }
    box.replaceChildren(document.importNode(svg, true));
    if (colour && !box.querySelector(".on-key")) say("No claim on this map bears what is to be coloured.");
    if (maps) maps.renew(figure);
    else { maps = workMaps({ $, all, say, open: () => {}, choose, flat, isDark }); maps.show(figure); }
    const again = held && box.querySelector('[data-claim="' + CSS.escape(held.dataset.claim) + '"]');
    if (again) again.focus({ preventScroll: true }); else if (held) box.focus({ preventScroll: true });
    dressChosen();
  };
  for (const name of ["view", "colour"]) $(name).addEventListener("change", showMap);

  const show = async () => { showList(); showProblems(); showQueue(); dressChosen(); await Promise.all([showCard(), showMap(), shownTab() === "letter" ? showLetter() : null]); };

  // Writing: one small form at a time, beside the card or in its place on the map. What is typed outlives a reload.
  const form = $("compose");
  const draftOf = (spec) => ({ name: spec.name, claim: chosen, args: spec.args || null });
  const keepDraft = () => { if (writing) session("draft", JSON.stringify({ ...draftOf(writing), values: values() })); };
  const values = () => Object.fromEntries(new FormData(form));
  const close = (keep) => {
    if (!writing) return;
    const back = writing.back;
    writing = null;
    picked = [];
    form.hidden = true;
    form.replaceChildren();
    form.classList.remove("over");
    form.removeAttribute("style");
    root.classList.remove("picking");
    if (!keep) session("draft", null);
    if (back && back.isConnected && back !== document.body) back.focus({ preventScroll: true });
    else if (back && back.dataset && back.dataset.f) (all("[data-f]").find((e) => e.dataset.f === back.dataset.f) || $("card")).focus({ preventScroll: true });
    else (chosen ? $("card") : $("sheet") ? $("paper") : $("hand")).focus({ preventScroll: true });
  };
  const field = (f) => {
    const id = "w-" + f.name;
    if (f.type === "choice") return el("fieldset", {}, el("legend", {}, f.label), f.options.map(([value, text], at) => el("label", {}, el("input", { type: "radio", name: f.name, value, checked: value === f.value || (f.value === undefined && at === 0 && f.first !== false) }), el("kbd", {}, at < 9 ? String(at + 1) : " "), el("span", {}, text))));
    const input = f.type === "area" ? el("textarea", { id, name: f.name, rows: f.rows || 3, spellcheck: "true" }) : el("input", { type: "text", id, name: f.name, autocomplete: "off", ...(f.type === "pick" ? { role: "combobox", "aria-expanded": "false", "aria-controls": "w-options", "aria-autocomplete": "list" } : {}) });
    input.value = f.value || "";
    if (f.options) input.pick = f.options;
    return el("p", {}, el("label", { for: id }, f.label), input, f.type === "pick" ? el("ul", { id: "w-options", role: "listbox", hidden: true, "aria-label": f.label }) : null);
  };
  const compose = (spec) => {
    if (readOnly) { say("This workshop is open for reading only."); return; }
    if (writing) close();
    const back = document.activeElement;
    writing = { ...spec, back, etag: spec.file ? etagOf(spec.file) : null };
    form.replaceChildren(
      el("h3", {}, spec.title),
      spec.lead ? el("p", { class: "small said" }, spec.lead) : "",
      spec.picks ? el("p", { id: "w-picked", class: "picked" }) : "",
      ...spec.fields.map(field),
      el("p", { class: "small quiet", id: "w-said", role: "status" }, spec.hint || ""),
      el("p", { class: "acts" }, el("button", { type: "submit" }, spec.act || "Write it", " ", el("kbd", {}, "Enter")), el("button", { type: "button", "data-close": true }, "Leave it ", el("kbd", {}, "Esc"))));
    form.hidden = false;
    toolbar.hidden = true;
    form.setAttribute("aria-label", spec.title);
    if (spec.picks) root.classList.add("picking");
    if (spec.at) {
      form.classList.add("over");
      form.style.left = Math.max(8, Math.min(spec.at.left, innerWidth - 340)) + "px";
      form.style.top = Math.max(8, Math.min(spec.at.top, innerHeight - form.offsetHeight - 60)) + "px";
      form.style.width = Math.max(300, Math.min(420, spec.at.width || 320)) + "px";
    } else showPane("hand");
    const first = form.querySelector("textarea, input:checked, input");
    if (first) { first.focus(); if (first.select && first.type !== "radio") first.select(); }
    if (spec.picks) showOptions(form.querySelector("[role=combobox]"));
    if (!spec.at) form.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  // The form goes at once, so that the next key is free; where nothing came of it, it is back with what was written.
  const finish = async () => {
    if (!writing) return;
    const spec = writing, given = values(), list = picked;
    if (spec.lacks && spec.lacks(given)) { say(spec.lacks(given)); return; }
    close(true);
    if (await spec.go(given, spec.etag, list)) { session("draft", null); return; }
    if (writing) return;
    compose(spec);
    picked = list;
    showPicked();
    fill(given);
  };
  const fill = (given) => {
    for (const [name, value] of Object.entries(given)) for (const input of all('[name="' + name + '"]', form)) { if (input.type === "radio") input.checked = input.value === value; else input.value = value; }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); finish(); });
  form.addEventListener("input", (event) => {
    keepDraft();
    if (event.target.matches("[role=combobox]")) showOptions(event.target);
    if (writing && writing.changed) writing.changed(values());
  });

  // Completing by typing; or by clicking cards, which is the same list.
  // Nothing is marked before something was typed: Enter would take a claim that nobody meant.
  let options = [], option = -1, picked = [];
  const showOptions = (input) => {
    const list = $("w-options");
    options = writing.options(flat(input.value).split(/\s+/).filter(Boolean), input.value.trim()).slice(0, 8);
    option = options.length && input.value.trim() ? 0 : -1;
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    list.replaceChildren(...options.map((o, at) => el("li", { role: "option", id: "w-o" + at, "aria-selected": "false", "data-at": at, class: o.label ? "l-" + o.label : o.fresh ? "fresh" : "" }, el("span", {}, o.text))));
    markOption(input);
  };
  const markOption = (input) => {
    all("[role=option]", form).forEach((e, at) => { e.setAttribute("aria-selected", String(at === option)); if (at === option) e.scrollIntoView({ block: "nearest" }); });
    if (option >= 0) input.setAttribute("aria-activedescendant", "w-o" + option); else input.removeAttribute("aria-activedescendant");
  };
  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); return; }
    if (input.matches("[role=combobox]") && options.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      option = event.key === "ArrowDown" ? (option + 1) % options.length : (option > 0 ? option : options.length) - 1;
      markOption(input);
      return;
    }
    if (input.matches("[role=combobox]") && event.key === "Backspace" && !input.value && picked.length) { picked = picked.slice(0, -1); showPicked(); return; }
    if (input.type === "radio" && /^[1-9]$/.test(event.key)) {
      const radio = all('[name="' + input.name + '"]', form)[Number(event.key) - 1];
      if (radio) { event.preventDefault(); radio.checked = true; radio.focus(); form.dispatchEvent(new Event("input", { bubbles: true })); }
      return;
    }
    if (event.key !== "Enter" || input.matches("button") || event.isComposing) return;
    if (input.matches("[role=combobox]")) {
      event.preventDefault();
      if (writing.picks) { pickOption(options[option], event.shiftKey); return; }
      if (options[option] && writing.chose) { writing.chose(options[option], input); return; }
      finish();
      return;
    }
    if (event.shiftKey && input.matches("textarea")) return;
    event.preventDefault();
    finish();
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) { close(); return; }
    const chosenOption = event.target.closest("[role=option]");
    if (!chosenOption) return;
    const o = options[Number(chosenOption.dataset.at)], input = form.querySelector("[role=combobox]");
    if (writing.picks) pickOption(o, event.shiftKey); else if (writing.chose) writing.chose(o, input);
  });
  const showPicked = () => {
    const box = $("w-picked");
    if (box) box.replaceChildren(...picked.map((p, at) => el("span", { class: "chip" + (p.label ? " l-" + p.label : "") }, at ? "and " : "", p.text)));
  };
  // Shift joins: what is picked with it is linked with what comes; what is picked without it ends the list.
  const pickOption = (o, more) => {
    if (!o && !picked.length) { say("Type some words of a claim, or click its card."); return; }
    if (o && !picked.some((p) => p.id === o.id && p.text === o.text)) picked = [...picked, o];
    showPicked();
    const input = form.querySelector("[role=combobox]");
    input.value = "";
    if (more) { input.focus(); showOptions(input); say("Linked with: " + picked.map((p) => p.text).join(" and ")); return; }
    finish();
  };
  const claimOptions = (not) => (sought, typed) => {
    const found = order().map((id) => known.claims.get(id)).filter((c) => c.id !== not && !picked.some((p) => p.id === c.id)).filter((c) => { const text = flat(c.text + " " + c.id); return sought.every((t) => text.includes(t)); }).map((c) => ({ id: c.id, text: c.text, label: c.label }));
    return typed.length > 3 ? [...found.slice(0, 7), { id: null, text: typed, fresh: true }] : found;
  };
  // a sentence that is no claim yet becomes one first
  const idsOf = async (list, claim) => {
    const ids = [], last = stepsOf(claim).at(-1), after = (last && last.premises.at(-1)) || claim.id;
    for (const p of list) {
      if (p.id) { ids.push(p.id); continue; }
      const told = await act("/api/claims", { text: p.text, after: known.claims.has(after) ? after : claim.id }, fileFor(known.claims.get(after) || claim));
      if (!told) return null;
      ids.push(told.made);
    }
    return ids;
  };

  // The verbs.
  const after = () => (chosen ? { after: chosen } : {});
  const needClaim = () => { const claim = claimAtHand(); if (!claim) say("Take a claim in hand first: j and k go from claim to claim."); return claim; };
  const where = () => ({ start: selection.start, end: selection.end, pieces: selection.pieces });
  const linking = (key, claim, at) => compose({
    name: "step", args: key, title: key === "because" ? "Because …" : "But …", lead: claim.text, file: claim.file, picks: true, at,
    hint: "Type some words of a claim, or click it anywhere. Enter writes the step; Shift + Enter links one more premise. Words that are no claim yet become one.",
    fields: [{ name: "premise", label: key === "because" ? "Which claim is the reason?" : "Which claim speaks against it?", type: "pick" }],
    options: claimOptions(claim.id),
    go: async (v, etag, list) => {
      const premises = await idsOf(list, claim);
      if (!premises) return false;
      const told = await act("/api/steps", { claim: claim.id, key, premises }, claim.file);
      if (told) { chosen = claim.id; await show(); }
      return Boolean(told);
    },
  });
  const stepsOf = (claim) => [...claim.reasons, ...claim.objections].map((id) => known.steps.get(id)).filter(Boolean);
  const sayStep = (step) => (step.key === "because" ? "because " : "but ") + step.premises.map((p) => (known.claims.get(p) || { text: p }).text).join(" and ");
  const undercut = (claim, at) => {
    const steps = stepsOf(claim), held = document.activeElement.closest && document.activeElement.closest("[data-step]");
    if (!steps.length) { say("This claim has no step yet that could be undercut: b makes one."); return; }
    compose({
      name: "unless", title: "Unless …", lead: steps.length === 1 ? claim.text + " " + sayStep(steps[0]) : claim.text, file: claim.file, picks: true, at,
      hint: "What, if it held, would cut the step? Type some words of a claim, or click it.",
      fields: [...(steps.length > 1 ? [{ name: "step", label: "Which step?", type: "choice", options: steps.map((s) => [s.id, sayStep(s)]), value: held ? held.dataset.step : undefined }] : []), { name: "premise", label: "Unless which claim?", type: "pick" }],
      options: claimOptions(claim.id),
      go: async (v, etag, list) => {
        const step = steps.find((s) => s.id === v.step) || steps[0], more = await idsOf(list, claim);
        if (!more) return false;
        const told = await act("/api/steps/" + idPath(step.id), { unless: [...step.unless, ...more] }, claim.file);
        if (told) { chosen = claim.id; await show(); }
        return Boolean(told);
      },
    });
    const input = form.querySelector("[role=combobox]");
    if (input) input.focus();
  };
  // The rule by which a step goes, named or in words; a scheme shows what a reader may ask of it.
  const rule = (claim) => {
    const steps = stepsOf(claim), held = document.activeElement.closest && document.activeElement.closest("[data-step]");
    if (!steps.length) { say("This claim has no step yet: b makes one."); return; }
    let at = steps.find((s) => held && s.id === held.dataset.step) || steps[0];
    const given = (step) => ({ scheme: step.scheme || "", warrant: step.warrant || step.warrant_claim || "" });
    const hint = "Either may be left empty. Type some words of a scheme, such as “expert” or “analogy”, and choose it with Enter.";
    const asked = (name) => { const scheme = words.schemes.find((s) => s.id === name || [s.name, ...s.also].some((n) => flat(n) === flat(name))); $("w-said").textContent = scheme ? "A reader may ask: " + scheme.questions.map((q, n) => n + 1 + ". " + q).join(" ") : hint; };
    compose({
      name: "rule", title: "How the step goes", lead: steps.length === 1 ? claim.text + " " + sayStep(at) : claim.text, file: claim.file, hint,
      fields: [...(steps.length > 1 ? [{ name: "step", label: "Which step?", type: "choice", options: steps.map((s) => [s.id, sayStep(s)]), value: at.id }] : []), { name: "scheme", label: "Scheme: what pattern of argument is it?", type: "pick", value: given(at).scheme }, { name: "warrant", label: "Warrant: what leads from the premises to the claim?", type: "area", rows: 2, value: given(at).warrant }],
      options: (sought) => (sought.length ? words.schemes.filter((s) => { const text = flat([s.name, s.id, ...s.also].join(" ")); return sought.every((t) => text.includes(t)); }).map((s) => ({ id: s.id, text: s.name })) : []),
      chose: (o, input) => { input.value = o.text; $("w-options").hidden = true; options = []; input.setAttribute("aria-expanded", "false"); form.querySelector("[name=warrant]").focus(); keepDraft(); asked(o.text); },
      changed: (v) => {
        const step = steps.find((s) => s.id === v.step);
        if (step && step !== at) { at = step; fill(given(at)); }
        asked(form.querySelector("[name=scheme]").value);
      },
      go: async (v, etag) => {
        const was = given(at), wanted = ["scheme", "warrant"].filter((key) => v[key].trim() !== was[key]).map((key) => [key, v[key].trim()]);
        return !wanted.length || Boolean(await act("/api/steps/" + idPath(at.id), Object.fromEntries(wanted), claim.file, etag));
      },
    });
    const input = form.querySelector("[name=scheme]");
    if (input) { input.focus(); asked(input.value); }
  };
  // What a reader may ask of a step by its scheme: open, answered by a claim, or answered by one that speaks against it.
  const STANDS = ["established", "provisional"];
  const sayAnswer = (step, number) => {
    const answer = step.answers[number], by = known.claims.get(answer);
    if (!answer) return "open";
    if (step.unless.includes(answer)) return "an objection: " + by.text;
    return (by && !STANDS.includes(by.label) ? "open again, for this is " + by.label + ": " : "answered: ") + (by ? by.text : answer);
  };
  const reply = (claim, named) => {
    const held = document.activeElement.closest && document.activeElement.closest("[data-step]");
    const steps = stepsOf(claim).filter((s) => s.asked.length), step = steps.find((s) => s.id === (named || (held && held.dataset.step))) || (steps.length === 1 && steps[0]);
    if (!steps.length) { say("No step of this claim has a scheme that asks anything: s gives it one."); return; }
    if (!step) {
      compose({
        name: "replying", title: "What a reader may ask", lead: claim.text, act: "Its questions",
        fields: [{ name: "step", label: "Of which step?", type: "choice", options: steps.map((s) => [s.id, sayStep(s) + " (" + s.asked.filter((q, n) => sayAnswer(s, n + 1).startsWith("open")).length + " open)"]) }],
        go: async (v) => { reply(claim, v.step); return true; },
      });
      return;
    }
    const first = 1 + Math.max(0, step.asked.findIndex((q, n) => !step.answers[n + 1]));
    compose({
      name: "reply", args: step.id, title: "What a reader may ask", lead: claim.text + " " + sayStep(step), file: claim.file, picks: true,
      hint: "Type some words of the claim that answers it, or click that claim. Words that are no claim yet become one.",
      fields: [
        { name: "question", label: step.scheme, type: "choice", options: step.asked.map((question, n) => [String(n + 1), question + " (" + sayAnswer(step, n + 1) + ")"]), value: String(first) },
        { name: "how", label: "What does the answer do?", type: "choice", options: [["for", "it meets the question"], ["against", "it speaks against the step: an objection"], ["open", "none: the question is open"]] },
        { name: "premise", label: "Which claim answers it?", type: "pick" },
      ],
      options: claimOptions(claim.id),
      lacks: (v) => v.how !== "open" && !picked.length && !v.premise.trim() && "Type the answer, or say that the question is open.",
      go: async (v, etag, list) => {
        const was = step.answers[v.question], given = v.how === "open" ? [] : list.length ? list : [{ id: null, text: v.premise.trim() }];
        const ids = await idsOf(given.slice(0, 1), claim);
        if (!ids) return false;
        const unless = [...step.unless.filter((id) => id !== was && !ids.includes(id)), ...(v.how === "against" ? ids : [])];
        const told = await act("/api/steps/" + idPath(step.id), { answers: { [v.question]: ids[0] || "" }, ...(unless.join() === step.unless.join() ? {} : { unless }) }, claim.file);
        if (told) { chosen = claim.id; await show(); }
        return Boolean(told);
      },
    });
    const input = form.querySelector("[role=combobox]");
    if (input) input.focus();
  };
  const newClaim = (text = "") => compose({
    name: "claim", title: "A new claim", file: fileFor(claimAtHand()),
    fields: [{ name: "text", label: "Its sentence", type: "area", value: text }, { name: "kind", label: "Kind", type: "choice", options: words.kinds.map((k) => [k, k]), value: known.claims.size ? "claim" : "conclusion" }],
    lacks: (v) => !v.text.trim() && "Write its sentence first.",
    go: async (v) => Boolean(await act("/api/claims", { text: v.text.trim(), kind: v.kind, ...after() }, fileFor(claimAtHand()))),
  });
  const editClaim = (claim, at) => compose({
    name: "edit", title: "The sentence", file: claim.file, at,
    fields: [{ name: "text", label: "What it claims", type: "area", value: claim.text, rows: 4 }],
    go: async (v, etag) => v.text.trim() === claim.text || Boolean(await act("/api/claims/" + encodeURIComponent(claim.id), { text: v.text.trim() }, claim.file, etag)),
  });
  const note = (claim, quoted) => compose({
    name: "note", args: quoted, title: "A note", lead: claim.text, file: claim.file,
    fields: [{ name: "note", label: "What you want to remember or tell", type: "area", value: quoted ? "“" + quoted + "”: " : "" }],
    lacks: (v) => !v.note.trim() && "Write the note first.",
    go: async (v, etag) => Boolean(await act("/api/claims/" + encodeURIComponent(claim.id), { note: v.note.trim() }, claim.file, etag)),
  });
  // What a passage itself says of the quotation in it: the words between its marks, the work it names, the page.
  const readQuotation = (passage) => {
    const inside = /[“„«"]([^”“»"]{12,})[”“»"]/u.exec(passage), page = /(?:1[5-9]|20)\d\d[a-z]?\s*[,:]\s*(?:pp?\.\s*)?(\d+(?:[–-]\d+)?)/u.exec(passage);
    const work = state.works.find((w) => { const names = w.name.match(/[\p{L}\d]{3,}/gu) || []; return names.length > 1 && names.every((n) => passage.includes(n)); });
    return { words: inside ? inside[1] : passage, key: work ? work.key : "", locator: work && page ? (/[–-]/.test(page[1]) ? "pp. " : "p. ") + page[1] : "" };
  };
  const quotation = (claim, passage) => {
    const read = readQuotation(passage);
    let asked = 0;
    const look = async (v) => {
      const work = state.works.find((w) => w.key === v.key || w.name === v.key), mine = (asked += 1);
      if (!work) return;
      const answer = await send("/api/preview", { verb: "citations", claim: claim.id, key: work.key, quote: v.quote, ...(v.locator ? { locator: v.locator } : {}) }, etagOf(claim.file));
      const told = await answer.json();
      if (mine !== asked || !$("w-said")) return;
      const opened = (told.opened || []).filter((f) => /QUO|TXT|CIT/.test(f.code));
      $("w-said").textContent = answer.ok ? (opened.length ? "Would be found: " + opened.map((f) => f.message).join("; ") : "Nothing wrong would be found.") : told.error;
    };
    compose({
      name: "quotation", args: passage, title: "Check a quotation", lead: claim.text, file: claim.file, act: "Cite it so",
      fields: [{ name: "quote", label: "The words quoted", type: "area", value: read.words }, { name: "key", label: "From which work?", type: "pick", value: read.key }, { name: "locator", label: "Where in it (p. 12)", type: "text", value: read.locator }],
      options: (sought) => state.works.filter((w) => { const text = flat(w.key + " " + w.name + " " + w.reference); return sought.every((t) => text.includes(t)); }).map((w) => ({ id: w.key, text: w.reference || w.name })),
      chose: (o, input) => { input.value = o.id; $("w-options").hidden = true; options = []; form.querySelector("[name=locator]").focus(); look(values()); },
      changed: (v) => look(v),
      lacks: (v) => !state.works.some((w) => w.key === v.key) && "Choose the work that the words are quoted from.",
      go: async (v, etag) => {
        const work = state.works.find((w) => w.key === v.key);
        return Boolean(await act("/api/citations", { claim: claim.id, key: work.key, ...(v.locator ? { locator: v.locator } : {}), ...(v.quote.trim() ? { quote: v.quote.trim() } : {}) }, claim.file, etag));
      },
    });
    form.querySelector(read.key ? "[name=locator]" : "[name=key]").focus();
    look(values());
  };
  const kind = (claim) => compose({
    name: "kind", title: "Its kind", lead: claim.text, file: claim.file,
    fields: [{ name: "kind", label: "This is a", type: "choice", options: words.kinds.map((k) => [k, k]), value: claim.kind }],
    go: async (v) => v.kind === claim.kind || Boolean(await act("/api/claims/" + encodeURIComponent(claim.id), { kind: v.kind }, claim.file)),
  });
  const reviewLog = () => Object.keys(state.files).find((f) => state.files[f].kind === "reviews");
  const judge = (handle, verdict, text) => act("/api/verdicts", { handle, verdict, ...(text ? { note: text } : {}) }, reviewLog());
  const subjectsOf = (claim) => [
    ...claim.citations.map((c) => [c.id, c.work + (c.locator ? ", " + c.locator : "")]),
    ...claim.evidence.map((e) => [e.id, e.text]),
    ...stepsOf(claim).map((s) => [s.id, sayStep(s)]),
    [claim.id, "the claim as such"],
  ];
  const askedOf = (handle) => words.asked[handle.startsWith("@") ? "source" : handle.includes("/passage-") ? "passage" : handle.includes("/cites-") ? "citation" : handle.includes("/evidence-") ? "evidence" : handle.includes("/") ? "step" : "claim"];
  const verdict = (claim, handle, word) => {
    const subjects = handle ? [[handle, handle]] : subjectsOf(claim), held = document.activeElement.closest && document.activeElement.closest("[data-step]");
    compose({
      name: "verdict", args: handle, title: "Your verdict", lead: claim ? claim.text : "", hint: reviewer ? "Signed " + reviewer + "." : "",
      fields: [
        ...(subjects.length > 1 ? [{ name: "handle", label: "On what?", type: "choice", options: subjects, value: held ? held.dataset.step : undefined }] : []),
        { name: "verdict", label: askedOf(held ? held.dataset.step : subjects[0][0]), type: "choice", options: verdicts, value: word, first: false },
        { name: "note", label: "Why? The author reads it in the letter where something is found wanting", type: "text" },
      ],
      lacks: (v) => (v.verdict ? "" : "Choose a verdict, by its number."),
      changed: (v) => { form.querySelector("[name=verdict]").closest("fieldset").firstChild.textContent = askedOf(v.handle || subjects[0][0]); },
      go: async (v) => {
        const subject = v.handle || subjects[0][0], at = state.queue.findIndex((q) => q.handle === subject), told = await judge(subject, v.verdict, v.note.trim());
        if (told && subject === judging) nextToJudge(at);
        return Boolean(told);
      },
    });
    if (word) form.querySelector("[name=note]").focus();
    else if (!held && subjects.length > 1) form.querySelector("[name=handle]").focus();
    else form.querySelector("[name=verdict]").focus();
  };
  const waive = (claim) => {
    const own = findingsOf(claim), codes = [...new Map(own.map((f) => [f.code, inWords(f.message)]))], held = findingAtHand();
    if (!codes.length) { say("Nothing was found on this claim that could be accepted."); return; }
    compose({
      name: "waive", title: "Accept a finding", lead: claim.text, file: claim.file,
      fields: [{ name: "code", label: "Which?", type: "choice", options: codes, value: held ? held.code : undefined }, { name: "reason", label: "Your reason", type: "text" }],
      lacks: (v) => !v.reason.trim() && "A finding is accepted for a reason: write it.",
      go: async (v) => Boolean(await act("/api/waivers", { claim: claim.id, code: v.code || codes[0][0], reason: v.reason.trim() }, claim.file)),
    });
  };
  const findingAtHand = () => { const held = document.activeElement.closest && document.activeElement.closest("[data-finding]"); return held ? known.findings.get(held.dataset.finding) : null; };
  const mend = (finding) => {
    if (!finding || !finding.fixes.length) { say("Nothing here can be mended by rule."); return; }
    const file = finding.claim && known.claims.get(finding.claim) ? known.claims.get(finding.claim).file : finding.path;
    const go = (at, given) => act("/api/fix", { finding: finding.id, fix: at, ...(given ? { words: given } : {}) }, file);
    if (finding.fixes.length === 1 && !finding.fixes[0].asks) { go(0); return; }
    const asks = finding.fixes.map((f) => f.asks).filter(Boolean);
    compose({
      name: "fix", title: "Mend it", lead: inWords(finding.message),
      fields: [
        ...(finding.fixes.length > 1 ? [{ name: "fix", label: "How?", type: "choice", options: finding.fixes.map((f, at) => [String(at), f.title + (f.asks ? " …" : "")]) }] : []),
        ...(asks.length ? [{ name: "words", label: "In your words: " + [...new Set(asks)].join("; or "), type: "text" }] : []),
      ],
      go: async (v) => { const at = Number(v.fix || 0); return Boolean(await go(at, finding.fixes[at].asks ? (v.words || "").trim() : "")); },
    });
  };
  const remove = () => {
    const held = document.activeElement.closest && document.activeElement.closest("[data-step]"), claim = needClaim();
    if (!claim) return;
    if (held) act("/api/steps/" + idPath(held.dataset.step), { delete: true }, claim.file);
    else act("/api/claims/" + encodeURIComponent(claim.id), { delete: true }, claim.file);
  };
  const rawFile = async (path, at) => {
    const file = await (await get("/api/files/" + idPath(path))).json();
    compose({
      name: "raw", args: path, title: path, file: path, act: "Save",
      hint: (file.problems || []).map((p) => "Line " + p.line + ": " + p.message).join(" "),
      fields: [{ name: "text", label: "The file’s text (Ctrl + Enter saves)", type: "area", rows: 16, value: file.text }],
      go: async (v, etag) => Boolean(await act("/api/files/" + idPath(path), { text: v.text.replace(/\r\n/g, "\n") }, path, etag)),
    });
    const area = form.querySelector("textarea");
    area.classList.add("raw");
    const from = file.text.split("\n").slice(0, at - 1).join("\n").length + (at > 1 ? 1 : 0);
    area.setSelectionRange(from, from + (file.text.split("\n")[at - 1] || "").length);
  };
  const stepBack = (way) => act("/api/" + way, {}, null);
  // From card to card: what the one is to the other.
  const connect = (from, to, { linked = false, at = null } = {}) => {
    const one = known.claims.get(from), other = known.claims.get(to);
    if (!one || !other || from === to) return;
    const reasons = other.reasons.map((id) => known.steps.get(id)).filter(Boolean), steps = stepsOf(other);
    const choices = [["because", "is a reason for it"], ["but", "speaks against it"], ...reasons.map((s) => ["join " + s.id, "joins, linked: " + sayStep(s)]), ...steps.map((s) => ["unless " + s.id, "undercuts: " + sayStep(s)])];
    compose({
      name: "connect", title: "What is it to the other?", lead: one.text + " → " + other.text, file: other.file, at,
      fields: [{ name: "how", label: "The first", type: "choice", options: choices, value: linked && reasons.length ? "join " + reasons.at(-1).id : "because" }],
      go: async (v) => {
        const [how, id] = v.how.split(" "), step = id && known.steps.get(id);
        const told = step
          ? await act("/api/steps/" + idPath(id), how === "join" ? { premises: [...step.premises, from] } : { unless: [...step.unless, from] }, other.file)
          : await act("/api/steps", { claim: to, key: how, premises: [from] }, other.file);
        if (told) choose(to);
        return Boolean(told);
      },
    });
  };
  const links = drawSteps({ $, all, say, connect, choose, edit: (id, at) => editClaim(known.claims.get(id), at), pick: (id, more) => { if (!writing || !writing.picks) return false; const c = known.claims.get(id); pickOption({ id, text: c.text, label: c.label }, more); return true; }, readOnly });

  // A conflict: told in a bar, never in the way. What was written is kept until one of the three is chosen.
  let conflicts = JSON.parse(session("conflicts") || "[]");
  const keepConflict = (c) => { conflicts.push(c); session("conflicts", JSON.stringify(conflicts)); say(c.error + " What you wrote is kept."); showConflict(); };
  const dropConflict = (said) => { conflicts.shift(); session("conflicts", conflicts.length ? JSON.stringify(conflicts) : null); showConflict(); if (said) say(said); };
  // The lines of two texts that the other does not have.
  const linesApart = (one, other) => {
    const a = one.split("\n"), b = other.split("\n");
    let head = 0, tail = 0;
    while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
    while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
    return { head: a.slice(0, head), mine: a.slice(head, a.length - tail), theirs: b.slice(head, b.length - tail), tail: b.slice(b.length - tail) };
  };
  const CONFLICTED = /^<{7} in the file\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7} yours\n/gm;
  const besideText = (c) => {
    if (c.merged) return c.merged.replace(CONFLICTED, (_, theirs, mine) => theirs + "\n" + mine);
    const { head, mine, theirs, tail } = linesApart(c.mine, c.theirs);
    return [...head, ...theirs, "", ...mine, ...tail].join("\n");
  };
  const showConflict = () => {
    const bar = $("conflict"), c = conflicts[0];
    bar.hidden = !c;
    if (!c) { bar.replaceChildren(); return; }
    const both = el("div", { class: "both", hidden: true });
    bar.replaceChildren(
      el("p", {}, el("b", {}, "The file changed meanwhile"), ", just where you wrote: " + c.file + ". Nothing is lost. ", conflicts.length > 1 ? el("span", { class: "quiet" }, conflicts.length - 1 + " more wait.") : null),
      el("p", { class: "acts" },
        el("button", { type: "button", "aria-expanded": "false", onclick: (event) => {
          both.hidden = !both.hidden;
          event.target.setAttribute("aria-expanded", String(!both.hidden));
          if (both.childElementCount) return;
          const found = [...(c.merged || "").matchAll(CONFLICTED)];
          const pairs = found.length ? found.map((m) => [m[1], m[2]]) : [(({ theirs, mine }) => [theirs.join("\n"), mine.join("\n")])(linesApart(c.mine, c.theirs))];
          for (const [theirs, mine] of pairs) both.append(el("div", {}, el("h3", {}, "In the file now"), el("pre", {}, theirs || " ")), el("div", {}, el("h3", {}, "What you wrote"), el("pre", {}, mine || " ")));
        } }, "Show both"),
        el("button", { type: "button", onclick: () => dropConflict("Theirs stands; yours was let go.") }, "Take theirs"),
        el("button", { type: "button", onclick: async () => {
          const told = await act("/api/files/" + idPath(c.file), { text: besideText(c) }, c.file);
          if (told) dropConflict("Yours stands beside theirs now. " + told.said);
        } }, "Put mine beside it")),
      both);
  };

  // Panes: side by side where there is room, else one at a time.
  const showPane = (name) => {
    document.body.dataset.pane = name;
    for (const b of all(".panes button")) b.setAttribute("aria-pressed", String(b.dataset.pane === name));
    if (name === "side") requestAnimationFrame(showMap);
  };
  const focusPane = (name) => { showPane(name); ({ paper: $("paper"), hand: $("card"), side: $("side") })[name].focus({ preventScroll: true }); };
  for (const b of all(".panes button")) b.addEventListener("click", () => showPane(b.dataset.pane));

  // Finding: claims in the list, places in the paper.
  let finder = null;
  const hitsInPaper = () => (finder ??= places.reading(sentences, flat))($("find").value);
  let hit = -1;
  $("find").addEventListener("input", () => { hit = -1; showList(); });
  $("find").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); $("find").value = ""; showList(); $("find").blur(); (chosen ? $("card") : $("paper")).focus({ preventScroll: true }); return; }
    if (event.key === "ArrowDown") { const first = $("list").querySelector(".pickup"); if (first) { event.preventDefault(); first.focus(); } return; }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const hits = hitsInPaper();
    if (!hits.length) { say("The paper does not have these words."); return; }
    hit = event.shiftKey ? (hit > 0 ? hit : hits.length) - 1 : (hit + 1) % hits.length;
    showPane("paper");
    $("paper").focus({ preventScroll: true });
    selectSeen(hits[hit]);
    say(hit + 1 + " of " + plural(hits.length, "passage") + " in the paper." + (hits.length > 1 ? " / and Enter goes to the next." : ""));
  });

  // Theme: the system's until the reader says otherwise.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const showTheme = () => {
    const own = local("theme");
    if (own) root.dataset.theme = own; else delete root.dataset.theme;
    $("theme").textContent = isDark() ? "Light" : "Dark";
    $("theme").setAttribute("aria-label", "Switch to the " + (isDark() ? "light" : "dark") + " theme");
  };
  $("theme").addEventListener("click", () => { local("theme", $("theme").textContent.toLowerCase()); showTheme(); });
  dark.addEventListener("change", showTheme);

  // Clicks.
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!target.closest) return;
    const keyed = target.closest("button[data-key]");
    if (keyed) { event.preventDefault(); if (keyed.dataset.new !== undefined) newClaim(); else press(keyed.dataset.key); return; }
    const offer = target.closest(".offer");
    if (offer) { const o = state.offers.find((x) => String(x.start) === offer.dataset.offer); if (o) takeOffer(o); return; }
    const button = target.closest(".pickup");
    if (button) { if (!pickClaim(button.dataset.id, event.shiftKey)) choose(button.dataset.id, true); return; }
    const raw = target.closest("[data-raw]");
    if (raw) { rawFile(raw.dataset.raw, Number(raw.dataset.line)); return; }
    const fix = target.closest("[data-fix]");
    if (fix) { mend(known.findings.get(fix.dataset.fix)); return; }
    const found = target.closest("[data-finding]");
    if (found && !target.closest("a")) { goToFinding(known.findings.get(found.dataset.finding)); return; }
    const handle = target.closest("[data-handle]");
    if (handle) { openSubject(handle.dataset.handle); return; }
    const given = target.closest("[data-verdict]");
    if (given) { verdictOnSubject(given.dataset.verdict); return; }
    const mark = target.closest(".m[data-c], .bc");
    if (mark && getSelection().isCollapsed) { event.preventDefault(); const id = mark.dataset.c.split(" ")[0]; if (!pickClaim(id, event.shiftKey)) choose(id); return; }
    const link = target.closest("a[href^='#']");
    if (!link) return;
    const place = /^#(claim|text|map)-(.+)$/.exec(decodeURIComponent(link.getAttribute("href")));
    event.preventDefault();
    if (place) {
      if (pickClaim(place[2], event.shiftKey)) return;
      if (place[1] === "text") seePassage(place[2]);
      else if (place[1] === "map") { choose(place[2]); goToMap(); }
      else choose(place[2], true);
    } else if (/^#source-/.test(link.getAttribute("href"))) { const work = state.works.find((w) => "#source-" + w.key === link.getAttribute("href")); if (work) say(work.reference); }
    else { const part = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1))); if (part) part.scrollIntoView({ block: "center" }); }
  });
  const pickClaim = (id, more) => {
    if (!writing || !writing.picks || !known.claims.has(id)) return false;
    const claim = known.claims.get(id);
    pickOption({ id, text: claim.text, label: claim.label }, more);
    return true;
  };
  const goToFinding = (finding) => {
    if (!finding) return;
    if (finding.claim && known.claims.has(finding.claim)) choose(finding.claim);
    if (finding.start !== null && finding.end > finding.start) selectSeen([[finding.start, finding.end]]);
    else if (finding.claim) { const p = state.passages.find((x) => x.claim === finding.claim), range = p && places.rangesOf(p.start, p.end)[0]; if (range) scrollTo(range); }
  };
  const openSubject = (handle) => { const entry = state.queue.find((q) => q.handle === handle); if (entry && entry.claim) choose(entry.claim); showSubject(handle); };
  // what was judged leaves the list, and the next one takes its place
  const nextToJudge = (at) => {
    const next = state.queue.some((q) => q.handle === judging) ? state.queue[at + 1] : state.queue[Math.max(0, at)];
    judging = null;
    if (next) openSubject(next.handle);
    showQueue();
    const button = $("panel-queue").querySelector("[data-handle][aria-pressed=true]");
    if (button && !writing && shownTab() === "queue") { button.focus({ preventScroll: true }); $("panel-queue").scrollTop = 0; }
  };
  const verdictOnSubject = (word) => { const entry = state.queue.find((q) => q.handle === judging); verdict(entry && known.claims.get(entry.claim), judging, word); };
  const goToMap = () => {
    openTab("map");
    showMap().then(() => {
      const node = chosen && $("atlas").querySelector('svg [data-claim="' + CSS.escape(chosen) + '"]');
      if (node && maps) { maps.point(node); node.focus({ preventScroll: true }); } else figure.querySelector(".box").focus();
    });
  };

  // Keys.
  let goes = false;
  const press = (key) => {
    const claim = claimAtHand();
    const verbs = {
      c: () => (selection ? act("/api/claims", { ...where(), ...after() }, fileFor(claim)) : newClaim()),
      e: () => { if (!selection) say("Select the words that are the evidence first."); else if (needClaim()) act("/api/evidence", { claim: chosen, ...where() }, claim.file); },
      q: () => { if (needClaim()) quotation(claim, selection ? selection.text.replace(/\s+/g, " ").trim() : ""); },
      n: () => { if (needClaim()) note(claim, selection ? selection.text.replace(/\s+/g, " ").trim() : ""); },
      a: offerAtHand,
      b: () => { if (needClaim()) linking("because", claim); },
      o: () => { if (needClaim()) linking("but", claim); },
      u: () => { if (needClaim()) undercut(claim); },
      s: () => { if (needClaim()) rule(claim); },
      r: () => { if (needClaim()) reply(claim); },
      K: () => { if (needClaim()) kind(claim); },
      v: () => { const held = document.activeElement.closest("[data-handle], #subject"); if (held && judging) verdictOnSubject(); else if (needClaim()) verdict(claim); },
      w: () => { const f = findingAtHand(); const own = (f && known.claims.get(f.claim)) || needClaim(); if (own) waive(own); },
      ".": () => mend(findingAtHand() || (claim && findingsOf(claim).find((f) => f.fixes.length))),
      Enter: () => { if (needClaim()) editClaim(claim); },
      y: () => { if (!needClaim()) return; if (claim.draft) act("/api/claims/" + encodeURIComponent(claim.id), { accept: true }, claim.file); else say("It is no draft any more."); },
      Delete: remove,
      j: () => walk(1),
      k: () => walk(-1),
      z: () => stepBack("undo"),
      Z: () => stepBack("redo"),
      "/": () => { $("find").focus(); $("find").select(); },
      "?": () => openHelp(),
    };
    if (!Object.hasOwn(verbs, key)) return false;
    if (readOnly && !["j", "k", "/", "?"].includes(key)) { say("This workshop is open for reading only."); return true; }
    if (!waiting || ["/", "?"].includes(key)) { verbs[key](); return true; }
    // what was done last is not back yet, and may be what this key is about: it waits, and what is typed after it too
    holding = true;
    line.then(() => { holding = false; press(key); typeAhead(); });
    return true;
  };
  const openHelp = () => { $("help").showModal(); $("help").scrollTop = 0; $("help-title").focus({ preventScroll: true }); };
  let holding = false, replaying = false;
  const ahead = [];
  const typeAhead = async () => {
    if (replaying) return;
    replaying = true;
    while (ahead.length && !holding) {
      const typed = ahead.shift(), target = document.activeElement || document.body;
      if (typed.key.length === 1 && target.matches("textarea, input[type=text], input[type=search]")) {
        target.setRangeText(typed.key, target.selectionStart, target.selectionEnd, "end");
        target.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (typed.key === "Tab" && form.contains(target)) {
        const stops = all("textarea, input[type=text], input:checked, button", form), at = stops.indexOf(target);
        (stops[at + (typed.shiftKey ? -1 : 1)] || target).focus();
      } else target.dispatchEvent(new KeyboardEvent("keydown", { ...typed, bubbles: true, cancelable: true }));
      // what a key sets going counts before the next one
      await new Promise((done) => { setTimeout(done); });
    }
    replaying = false;
  };
  $("undo").addEventListener("click", () => stepBack("undo"));
  $("help-open").addEventListener("click", () => openHelp());
  const keysOn = $("keys-on");
  keysOn.checked = local("keys") !== "off";
  keysOn.addEventListener("change", () => local("keys", keysOn.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const target = event.target, typing = target.closest && target.closest("input, select, textarea");
    if ($("help").open || event.defaultPrevented) return;
    if (event.isTrusted && (holding || replaying) && !event.ctrlKey && !event.metaKey) { event.preventDefault(); ahead.push({ key: event.key, shiftKey: event.shiftKey, altKey: event.altKey }); return; }
    if (event.ctrlKey || event.metaKey || (typing && event.key !== "Escape") || (!keysOn.checked && event.key.length === 1)) return;
    if (goes) {
      goes = false;
      const way = { p: () => focusPane($("sheet") ? "paper" : "hand"), c: () => (chosen ? focusPane("hand") : ($("list").querySelector("button") || $("hand")).focus()), m: goToMap, f: () => openTab("problems", true), q: () => openTab("queue", true), l: () => openTab("letter", true), a: () => openTab("page", true) }[event.key];
      if (way) { event.preventDefault(); if (maps) maps.leave(); way(); }
      return;
    }
    if (event.key === "g" && !event.altKey) { goes = true; event.preventDefault(); return; }
    const inMap = target.closest && target.closest("#atlas");
    if (inMap && (links.key(event) || (maps && maps.key(event)))) { event.preventDefault(); return; }
    if (event.key === "Escape") { if (writing) close(); else { getSelection().removeAllRanges(); selection = null; toolbar.hidden = true; $("find").value = ""; showList(); } return; }
    if ($("paper").contains(target) && event.key.startsWith("Arrow")) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); moveSentence(event.key === "ArrowDown" ? 1 : -1, event.shiftKey); return; }
      if (event.shiftKey) { event.preventDefault(); moveWord(event.key === "ArrowRight" ? 1 : -1, event.altKey); return; }
    }
    if (event.altKey) return;
    if (shownTab() === "queue" && judging && target.closest("#panel-queue") && /^[1-9]$/.test(event.key)) { const word = (verdicts[Number(event.key) - 1] || [])[0]; if (word) { event.preventDefault(); verdictOnSubject(word); } return; }
    const item = target.closest && target.closest("[data-finding]");
    if (item && (event.key === "Enter")) { event.preventDefault(); goToFinding(known.findings.get(item.dataset.finding)); return; }
    if (event.key === "Enter" && target.closest && target.closest("button, a, summary, [role=tab]")) return;
    const lists = target.closest && target.closest("#list, #panel-problems, #panel-queue");
    if (lists && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const stops = all("[data-f]", lists), at = stops.indexOf(target.closest("[data-f]")), to = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (to) { event.preventDefault(); to.focus(); }
      return;
    }
    if (press(event.key)) event.preventDefault();
  });

  // What changes from outside: another tab, an editor, git.
  const listen = () => {
    const events = new EventSource("/api/events");
    const look = (event) => {
      const told = JSON.parse(event.data);
      if (told.rev === state.rev) return;
      inTurn(async () => {
        if (told.rev === state.rev) return;
        await refresh();
        if (told.by === "outside") say("Changed from outside: " + (told.files || []).join(", ") + "." + (writing ? " What you are writing is still here." : ""));
      });
    };
    events.addEventListener("hello", look);
    events.addEventListener("change", look);
    events.addEventListener("bye", () => { events.close(); say("The server has stopped. What you see is as it was."); });
  };

  // To begin with.
  showTheme();
  showNumbers();
  if (pageStarts.length && state.pages) $("tab-page").hidden = false;
  show();
  dressPaper();
  showConflict();
  listen();
  const draft = JSON.parse(session("draft") || "null");
  if (draft) {
    if (draft.claim && known.claims.has(draft.claim)) chosen = draft.claim;
    const claim = claimAtHand();
    const again = { claim: () => newClaim(), edit: () => claim && editClaim(claim), note: () => claim && note(claim, draft.args), quotation: () => claim && quotation(claim, draft.args), step: () => claim && linking(draft.args, claim), rule: () => claim && rule(claim), reply: () => claim && reply(claim, draft.args), waive: () => claim && waive(claim), verdict: () => claim && verdict(claim, draft.args) }[draft.name];
    if (again) {
      again();
      fill(draft.values);
      show();
      say("What you were writing is here again.");
    }
  } else ($("sheet") ? $("paper") : $("hand")).focus({ preventScroll: true });
})();
