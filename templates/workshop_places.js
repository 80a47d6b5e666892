// Where words of the page stand in the paper: a selection as offsets into the paper's text, and offsets as a range of
// the page. Offsets count characters (Unicode code points), as Document.text does; JavaScript counts UTF-16 units.
"use strict";
const readPlaces = (root) => {
  const wordsOf = (node) => { const e = node.nodeType === 1 ? node : node.parentElement; return e && e.closest(".words[data-o]"); };
  const rows = () => [...root.querySelectorAll(".words[data-o]")];

  // A row's text nodes, each with the offsets that it begins and ends at. One that is `whole` stands for its stretch of
  // the paper whatever letters it shows, as a mended word does.
  const known = new WeakMap();
  const runsOf = (words) => {
    if (known.has(words)) return known.get(words);
    const runs = [];
    let at = Number(words.dataset.o);
    const read = (parent) => {
      for (const node of parent.childNodes) {
        if (node.nodeType === 3) {
          const from = at;
          at += [...node.data].length;
          runs.push({ node, from, to: at, whole: false });
        } else if (node.nodeType === 1 && !node.matches(".page")) {
          if (node.dataset.o !== undefined) at = Number(node.dataset.o);
          if (node.dataset.e === undefined) { read(node); continue; }
          const from = at;
          at = Number(node.dataset.e);
          for (const inner of textsIn(node)) runs.push({ node: inner, from, to: at, whole: true });
        }
      }
    };
    read(words);
    known.set(words, runs);
    return runs;
  };
  const textsIn = (element) => {
    const found = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  // Every letter of a row that lies in a range of the page, with its offsets.
  const lettersIn = (range, words) => {
    const found = [];
    for (const run of runsOf(words)) {
      const length = run.node.data.length;
      if (!length || !range.intersectsNode(run.node)) continue;
      const first = range.startContainer === run.node ? range.startOffset : 0;
      const last = range.endContainer === run.node ? range.endOffset : length;
      if (first >= last) continue;
      if (run.whole) {
        found.push({ text: run.node.data, from: run.from, to: run.to });
        continue;
      }
      let unit = 0, at = run.from;
      for (const letter of run.node.data) {
        // half of a surrogate pair stands for the whole
        if (unit < last && unit + letter.length > first) found.push({ text: letter, from: at, to: at + 1 });
        unit += letter.length;
        at += 1;
      }
    }
    return found;
  };

  // What a range of the page covers of the paper, without white space at its ends: {start, end, pieces, text}, or null.
  // `pieces` are the stretches in the order of the page; `start` and `end` are around all of them.
  const placeOf = (range) => {
    const letters = [];
    for (const words of rows()) {
      if (!range.intersectsNode(words)) continue;
      const own = lettersIn(range, words);
      if (own.length && letters.length) letters.push({ text: "\n" });
      letters.push(...own);
    }
    while (letters.length && !letters[0].text.trim()) letters.shift();
    while (letters.length && !letters.at(-1).text.trim()) letters.pop();
    if (!letters.length) return null;
    const pieces = [];
    let before = {};
    for (const letter of letters) {
      const { from, to } = letter, last = pieces.at(-1);
      if (from === undefined || from === to || (from === before.from && to === before.to)) continue;
      before = letter;
      if (last && from === last[1]) last[1] = to;
      else pieces.push([from, to]);
    }
    if (!pieces.length) return null;
    return {
      start: Math.min(...pieces.map((p) => p[0])),
      end: Math.max(...pieces.map((p) => p[1])),
      pieces,
      text: letters.map((l) => l.text).join(""),
    };
  };

  // The ranges of the page, one a row, in which a stretch of the paper is shown; and the range around such stretches.
  const pointIn = (run, offset, ends) => {
    if (run.whole) return [run.node, ends ? run.node.data.length : 0];
    return [run.node, [...run.node.data].slice(0, offset - run.from).join("").length];
  };
  const rangesOf = (start, end) => {
    const found = [];
    for (const words of rows()) {
      if (Number(words.dataset.o) >= end) continue;
      const inside = runsOf(words).filter((r) => r.node.data && r.from < end && r.to > start);
      if (!inside.length) continue;
      const [first, last] = [inside[0], inside.at(-1)];
      const range = document.createRange();
      range.setStart(...pointIn(first, Math.max(start, first.from), false));
      range.setEnd(...pointIn(last, Math.min(end, last.to), true));
      found.push(range);
    }
    return found;
  };
  const rangeOf = (pieces) => {
    const [first, last] = [rangesOf(...pieces[0])[0], rangesOf(...pieces.at(-1)).at(-1)];
    if (!first || !last) return null;
    const range = first.cloneRange();
    range.setEnd(last.endContainer, last.endOffset);
    return range;
  };

  // The place with the words at its ends whole, as the hand on the mouse meant it.
  const LETTER = /[\p{L}\p{N}\p{M}\ufffd]/u, INSIDE = /['\u2019-]/u;
  const widen = (letters, at, way) => {
    const near = (k) => (way > 0 ? letters[k + 1]?.from === letters[k].to : letters[k - 1]?.to === letters[k].from);
    // what a line end breaks, or a repair mends, is one word
    const inWord = (k) => LETTER.test(letters[k].text) || (letters[k].to - letters[k].from > 1 && letters[k].text.trim());
    let to = at;
    while (inWord(to) && near(to)) {
      let next = to + way;
      if (INSIDE.test(letters[next].text) && !inWord(next) && near(next)) next += way;
      if (!inWord(next)) break;
      to = next;
    }
    return to;
  };
  const wholeWords = (range) => {
    const place = placeOf(range);
    if (!place) return null;
    const pieces = place.pieces.map((p) => [...p]);
    for (const words of rows().filter((w) => range.intersectsNode(w))) {
      const all = document.createRange();
      all.selectNodeContents(words);
      const letters = lettersIn(all, words);
      const first = letters.findIndex((l) => l.from === pieces[0][0] && l.to > l.from);
      if (first >= 0) pieces[0][0] = letters[widen(letters, first, -1)].from;
      const last = letters.findLastIndex((l) => l.to === pieces.at(-1)[1] && l.to > l.from);
      if (last >= 0) pieces.at(-1)[1] = letters[widen(letters, last, 1)].to;
    }
    const around = rangeOf(pieces);
    return (around && placeOf(around)) || place;
  };

  // The paper as it is read: sentence by sentence, each across the notes, line ends and pages that interrupt it, with what
  // is in no sentence between them. Gives a function from words to the stretches that have them, each as its pieces; words
  // are compared as `fold` leaves them, without marks of notes, hyphens within words and line ends.
  const reading = (sentences, fold) => {
    const shown = new Map();
    for (const run of rows().flatMap(runsOf)) {
      if (run.node.parentElement.closest("sup .mark")) continue;
      if (run.whole) {
        shown.set(run.from, { text: (shown.get(run.from)?.text || "") + run.node.data, to: run.to });
        continue;
      }
      let at = run.from;
      for (const letter of run.node.data) shown.set(at, { text: letter, to: ++at });
    }
    const stretches = sentences.map((pieces) => pieces.map(([start, end]) => {
      let text = "";
      for (let at = start; at < end; at++) { text += shown.get(at)?.text || ""; shown.delete(at); }
      return { place: [start, end], text };
    }).filter((piece) => piece.text.trim())).filter((stretch) => stretch.length);
    let loose = null;
    for (const [from, { text, to }] of [...shown].sort((a, b) => a[0] - b[0])) {
      if (loose?.place[1] === from) { loose.text += text; loose.place[1] = to; } else if (text.trim()) stretches.push([loose = { place: [from, to], text }]);
    }
    stretches.sort((a, b) => a[0].place[0] - b[0].place[0]);
    const plain = (text) => fold(text).replace(/\u00ad/g, "").replace(/\s+/g, " ").replace(/(\p{L})[-\u2010] ?(?=\p{L}|$)/gu, "$1");
    let whole = "";
    const starts = stretches.map((stretch) => {
      const before = whole.length;
      whole += plain(stretch.map((piece) => piece.text).join(" ") + " ");
      return before;
    });
    return (words) => {
      const sought = plain(words.trim()), found = new Map();
      if (!sought.trim()) return [];
      for (let at = whole.indexOf(sought); at >= 0; at = whole.indexOf(sought, at + 1)) {
        const first = starts.findLastIndex((s) => s <= at), last = starts.findLastIndex((s) => s < at + sought.length);
        found.set(first + "-" + last, stretches.slice(first, last + 1).flat().map((piece) => piece.place));
      }
      return [...found.values()];
    };
  };

  // The next place at which a word begins or ends (`ends`), from an offset in a row; null at the row's ends.
  const wordFrom = (offset, way, ends) => {
    for (const words of rows()) {
      if (Number(words.dataset.o) > offset || !runsOf(words).some((r) => r.from <= offset && offset <= r.to)) continue;
      const all = document.createRange();
      all.selectNodeContents(words);
      const letters = lettersIn(all, words), spots = [];
      letters.forEach((l, at) => {
        const here = l.text.trim() !== "", next = letters[at + (ends ? 1 : -1)];
        if (here && (!next || !next.text.trim())) spots.push(ends ? l.to : l.from);
      });
      const to = way > 0 ? spots.find((s) => s > offset) : spots.findLast((s) => s < offset);
      if (to !== undefined) return to;
    }
    return null;
  };

  return {
    wordFrom, reading, placeOf, rangeOf, rangesOf, wordsOf, wholeWords,
    selected: (read = wholeWords) => { const s = getSelection(); return s && s.rangeCount && !s.isCollapsed ? read(s.getRangeAt(0)) : null; },
  };
};
