// What the tests of the report ask a page: an object of functions, called by name.
({
  selected() {
    const ids = (query, read) => [...new Set([...document.querySelectorAll(query)].map(read))];
    return {
      card: ids(".entry.sel", (e) => e.id),
      text: ids(".words .sel", (e) => e.dataset.c),
      margin: ids(".beside .sel", (e) => e.dataset.c),
      map: ids("svg .sel", (e) => e.dataset.claim),
    };
  },

  shown() {
    return [...document.querySelectorAll(".entry")].filter((e) => !e.hidden).map((e) => e.id.slice(6));
  },

  unfold() {
    document.querySelectorAll("details").forEach((d) => { d.open = true; });
  },

  // WCAG 2.2 contrast of every visible text against what lies under it; those below 4.5 : 1.
  contrast() {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const over = (top, below) => [0, 1, 2].map((i) => (top[i] * top[3] + below[i] * (255 - top[3])) / 255).concat(255);
    const channel = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    const light = (c) => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
    const ratio = (a, b) => {
      const [high, low] = [light(a), light(b)].sort((m, n) => n - m);
      return (high + 0.05) / (low + 0.05);
    };
    const ground = (element) => {
      const layers = [];
      for (let e = element; e; e = e.parentElement) {
        const colour = rgba(getComputedStyle(e).backgroundColor);
        if (colour[3]) layers.unshift(colour);
        if (colour[3] === 255) break;
      }
      return layers.reduce((below, top) => over(top, below), [255, 255, 255, 255]);
    };
    const within = (inner, outer) => outer.left <= inner.left + 2 && outer.right >= inner.right - 2
      && outer.top <= inner.top + 2 && outer.bottom >= inner.bottom - 2;
    const poor = [];
    let looked = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim();
      const e = walker.currentNode.parentElement;
      if (!text || !e.checkVisibility() || e.closest("script, .vh, dialog, .skip, title, desc, .halo")) continue;
      looked += 1;
      let below = ground(e);
      let colour = rgba(getComputedStyle(e).color);
      const svg = e.closest(".argmap-map");
      if (svg) {
        colour = rgba(getComputedStyle(e).fill);
        const box = e.getBoundingClientRect();
        const under = [...svg.querySelectorAll("rect")].filter((r) => within(box, r.getBoundingClientRect()));
        if (under.length) below = rgba(getComputedStyle(under.at(-1)).fill);
      }
      const found = ratio(over(colour, below), below);
      if (found < 4.5) poor.push([text.slice(0, 40), String(e.className.baseVal ?? e.className), found.toFixed(2)]);
    }
    return [looked, poor];
  },

  // Contrast of lines and glyphs, by variable, against the page.
  lines(names) {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const probe = document.body.appendChild(document.createElement("i"));
    const read = (name) => {
      probe.style.color = `var(--${name})`;
      canvas.fillStyle = getComputedStyle(probe).color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    return [read("ground"), names.map((name) => [name, read(name)])];
  },

  // Boxes that cut or lose their text.
  cut() {
    return [...document.querySelectorAll("main *")].filter((e) => {
      if (!(e instanceof HTMLElement) || !e.checkVisibility() || e.closest(".box, .vh, select, pre")) return false;
      const style = getComputedStyle(e);
      if (style.display.startsWith("inline")) return false;
      const clips = style.overflowX !== "visible" || style.overflowY !== "visible" || style.textOverflow === "ellipsis";
      const spills = e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1;
      const lost = style.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1;
      return (clips && (spills || lost)) || (spills && e.matches("article, .row, .words, .beside, li, p, h4, .first > *"));
    }).map((e) => `${e.className} ${e.textContent.slice(0, 60)}`);
  },

  // Words of a map that leave their card.
  spilt(figure) {
    return [...document.querySelectorAll(`#${figure} svg .cards a`)].flatMap((a) => {
      const box = a.querySelector("rect").getBoundingClientRect();
      return [...a.querySelectorAll("text")].filter((t) => {
        const b = t.getBoundingClientRect();
        return b.left < box.left - 1 || b.right > box.right + 1 || b.top < box.top - 1 || b.bottom > box.bottom + 1;
      }).map((t) => t.textContent);
    });
  },

  // Is the focused element out of sight, or without a visible focus?
  focus() {
    const e = document.activeElement;
    if (e === document.body || e.closest("#bar, .skip, dialog")) return null;
    const b = e.getClientRects()[0];
    const under = b && (b.bottom < document.getElementById("bar").getBoundingClientRect().bottom || b.top > innerHeight);
    const unseen = e.matches(":focus-visible") && getComputedStyle(e).outlineStyle === "none";
    return under || unseen ? e.outerHTML.slice(0, 120) : null;
  },

  smallTargets() {
    return [...document.querySelectorAll("button, select, input, #bar a, .maps a, summary")].filter((e) => {
      if (!e.checkVisibility()) return false;
      const b = (e.closest("label") || e).getBoundingClientRect();
      return b.width > 0 && (b.width < 24 || b.height < 24);
    }).map((e) => e.outerHTML.slice(0, 90));
  },

  mapBox() {
    const box = document.querySelector(".map:not([hidden]) .box");
    const svg = box.querySelector("svg");
    const wide = Number(svg.getAttribute("width"));
    return { scroll: box.scrollWidth, client: box.clientWidth, left: box.scrollLeft, wide, scale: wide / svg.viewBox.baseVal.width, overflow: getComputedStyle(box).overflowX };
  },

  maps() {
    return [...document.querySelectorAll("figure.map")].map((f) => f.id);
  },

  // The height of the smallest words of a map in pixels of the screen.
  smallestWords(id) {
    return Math.min(...[...document.querySelectorAll(`#${CSS.escape(id)} svg text`)].map((t) => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a));
  },

  // Whether the card that a map is about can be seen in its box.
  mainCard(id) {
    const figure = document.getElementById(id);
    const card = figure.querySelector(".main a") || figure.querySelector("[data-n] a");
    const a = card.getBoundingClientRect(), b = figure.querySelector(".box").getBoundingClientRect();
    return { seen: a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top };
  },

  // Which point of the drawing lies under a point of the screen.
  underPointer([x, y]) {
    const svg = document.querySelector(".map:not([hidden]) svg");
    const p = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
    return [p.x, p.y];
  },

  pinch(factor) {
    const box = document.querySelector(".map:not([hidden]) .box"), frame = box.getBoundingClientRect();
    const touches = (half) => [-half, half].map((d, i) => new Touch({ identifier: i, target: box, clientX: frame.left + 100 + d, clientY: frame.top + 100 }));
    const fire = (name, half) => box.dispatchEvent(new TouchEvent(name, { bubbles: true, cancelable: true, touches: half ? touches(half) : [] }));
    fire("touchstart", 30);
    fire("touchmove", 30 * factor);
    fire("touchend", 0);
  },

  drawn() {
    return [...document.querySelectorAll(".map:not([hidden]) [role=listitem]:not(.away) a")].map((a) => a.dataset.claim);
  },

  lit() {
    return [...document.querySelectorAll(".map:not([hidden]) svg.lit [role=listitem].on a")].map((a) => a.dataset.claim);
  },

  schemes() {
    return [...new Set([...document.querySelectorAll("a")].map((a) => (typeof a.href === "string" ? a.protocol : "#")))];
  },

  addScript() {
    const script = document.createElement("script");
    script.textContent = "window.got = 1";
    document.body.append(script);
    return window.got ?? null;
  },

  // Milliseconds that one change of a filter takes, with a search already typed.
  filterTime() {
    const search = document.getElementById("f-q");
    search.value = "lamp";
    search.dispatchEvent(new Event("input", { bubbles: true }));
    const box = document.querySelector("[name=label]");
    const started = performance.now();
    box.checked = true;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - started;
  },
})
