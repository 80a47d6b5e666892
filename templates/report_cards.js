// The cards of the claims. A page of very many has them packed (packs.py): a pack of them is made when the reader comes
// near to it, or one of its cards is asked for. Filters and search look at what is known of a card, made or not.
"use strict";
const HEIGHT = 150;
// Search is blind to accents and capitals: "Davutoglu" finds Davutoğlu, "ss" and "ß" are one.
const LETTERS = { ß: "ss", ı: "i", ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe", þ: "th", ð: "d" };
// plain letters, which are most, need no table
const flat = (words) => /^[\x00-\x7f]*$/.test(words) ? words.toLowerCase() : words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßıłøđæœþð]/g, (c) => LETTERS[c]);
const dealCards = (all, packed) => {
  const byId = new Map(), packs = [];
  const plain = (html) => html.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|#34|#39);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'" })[name]);
  const deck = {
    cards: [],
    unfolded: false,
    // what to do when cards have come into the page
    made: () => {},
    of: (id) => byId.get(id),
    // the card in the page, made now if need be
    element: (card) => { if (card.pack) make(card.pack); return card.element; },
    // what a search looks into: the id and the codes of findings too, for those who know them
    words: (card) => {
      card.words ??= flat((card.element ? card.element.textContent : plain(card.html)) + " " + card.id + " " + (card.check || ""));
      return card.words;
    },
    // the words of packed cards are read while nobody waits, a few at a time
    readOn: (later, from = packed ? 0 : Infinity) => {
      if (from >= deck.cards.length) return;
      deck.cards.slice(from, from + 200).forEach(deck.words);
      later(() => deck.readOn(later, from + 200));
    },
    makeAll: () => packs.forEach(make),
    // the room that cards take which are not made, as many as are shown
    settle: () => {
      for (const pack of packs) {
        const shown = pack.made ? 0 : pack.cards.filter((c) => c.shown).length;
        pack.box.style.minHeight = shown * HEIGHT + "px";
      }
    },
    place: (card) => {
      if (card.element) return card.element.getBoundingClientRect().top;
      const box = card.pack.box.getBoundingClientRect();
      return box.top + box.height * card.pack.cards.indexOf(card) / card.pack.cards.length;
    },
  };
  const add = (card) => { card.shown = true; byId.set(card.id, card); deck.cards.push(card); };
  const make = (pack) => {
    if (pack.made) return;
    pack.made = true;
    watch.unobserve(pack.box);
    pack.box.innerHTML = pack.cards.map((c) => c.html).join("");
    pack.box.style.minHeight = "";
    pack.cards.forEach((card, n) => {
      card.element = pack.box.children[n];
      card.html = "";
      card.element.hidden = !card.shown;
      if (deck.unfolded) card.element.querySelector("details.body").open = true;
    });
    deck.made();
  };
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) make(packs.find((p) => p.box === entry.target));
  }, { rootMargin: "600px" });
  // the list under the map has the addresses for want of cards
  for (const e of all("#outline li[id]")) e.removeAttribute("id");
  for (const element of all(".entry")) {
    add({
      element,
      id: element.id.slice(6),
      label: /l-(\S+)/.exec(element.className)[1],
      home: element.closest(".chapter"),
      source: element.dataset.w,
      check: element.dataset.k,
      review: element.dataset.r || "unreviewed",
      grave: Boolean(element.querySelector(".found .sev-error")),
    });
  }
  if (packed) {
    let at = 0;
    for (const box of all(".pack")) {
      const pack = { box, cards: [], made: false };
      packs.push(pack);
      for (const [id, label, source, check, review, html] of packed.slice(at, at += Number(box.dataset.n))) {
        const card = { element: null, pack, html, id, label, home: box.closest(".chapter"), source, check, review, grave: html.includes("sev-error") };
        pack.cards.push(card);
        add(card);
      }
      watch.observe(box);
    }
    deck.settle();
  }
  return deck;
};
const unpackCards = async (holder) => {
  const bytes = Uint8Array.from(atob(holder.textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
};
