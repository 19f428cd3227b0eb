// The search index, read piece by piece (generator/render/search writes it). No page is known here: the core gets a
// function that fetches text, and answers with records. A record is a number: those of the first part come first.

(function (gongkai) {
"use strict";
const SPACE = 0x20, LONGEST = 4, FEW = 24;
const RUN = /[0-9a-z.\-]/;
const UNSEEN = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** What is compared: NFKC, lower case, one space for any blank, no comma between thousands. */
const normalise = text => text.replace(UNSEEN, "").normalize("NFKC").toLowerCase()
  .replace(/[\s\x85]+/g, " ").replace(/(\d),(?=\d{3})/g, "$1").trim();

/** The runs that a record must hold, all of them: words, and quoted phrases as they stand. */
function words(query) {
  const asked = new Set(), run = /["“”「『]([^"“”「」『』]+)["“”」』]|[^\s"“”「」『』]+/g;
  for (let found; (found = run.exec(query));) asked.add(normalise(found[1] || found[0]));
  return [...asked].filter(Boolean);
}

/** The grams that cover a run with as few as possible: [gram, where it starts, whether it may go on in the text]. */
function cover(marks) {
  const all = marks.map((_, at) => {
    let end = at;
    while (end < marks.length && end < at + LONGEST && RUN.test(marks[end])) end++;
    const open = end === marks.length && end - at < LONGEST;
    if (end - at < 2 && !(open && end > at)) end = Math.min(at + 2, marks.length);
    return { start: at, end, open: open || end - at < 2 };
  });
  const chosen = [];
  for (let reached = 0; reached < marks.length;) {
    const next = all.filter(gram => gram.start <= reached)
      .reduce((best, gram) => gram.end > best.end || gram.end === best.end && gram.start < best.start ? gram : best);
    chosen.push(next);
    reached = next.end;
  }
  return chosen.map(gram => ({ text: marks.slice(gram.start, gram.end).join(""), ...gram }));
}

// How good a match is: an exact field, then the name, the contractor, the number, then the rest; 1 is running text.
const NUMBER = 0, NAME = 1, CONTRACTOR = 2;
const score = (kind, starts, exact) =>
  exact ? (kind < CONTRACTOR ? 12 : kind === CONTRACTOR ? 11 : 10)
    : kind === NAME ? (starts ? 9 : 8) : kind === CONTRACTOR ? 7 : kind === NUMBER ? (starts ? 6 : 5) : 4;
const inText = (text, word, kind) => {
  const at = text.indexOf(word);
  return at < 0 ? 0 : score(kind, !at, text === word);
};

const KINDS = { cities: 7, counties: 6, contractors: 5, projects: 4, cases: 3, policies: 2, notices: 1 };

gongkai.openIndex = async function (fetchText) {
  const about = JSON.parse(await fetchText("index.json"));
  if (about.format !== 1) throw new Error("an index of another edition of this script");
  const read = name => fetchText(name + "?v=" + about.version);
  const kept = new Map();
  const once = (name, parse) => kept.get(name) || kept.set(name, read(name).then(parse)).get(name);

  // Parts: which records they hold.
  const parts = [];
  let size = 0;
  const part = (key, folders, more) => {
    parts.push({ key, base: size, folders, ...more });
    size += folders.length;
  };
  for (const [code, name, short, city, ranges, cases, policies] of about.counties) {
    const ids = ranges ? ranges.split(";").flatMap(year => year.slice(5).split(",").flatMap(span => {
      const [low, high = low] = span.split("-");
      return Array.from({ length: high - low + 1 }, (_, at) =>
        `${code}-${year.slice(0, 4)}-${String(+low + at).padStart(Math.max(2, low.length), "0")}`);
    })) : [];
    part(code, ["counties", ...ids.map(() => "projects"), ...Array(cases).fill("cases"), ...Array(policies).fill("policies")],
      { name, ids, names: [name, short].filter(Boolean).map(normalise), city: about.cities[city] });
  }
  about.contractors.forEach((count, at) => part("k" + at.toString(16), Array(count).fill("contractors")));
  about.documents.forEach(key => part(key.slice(1), [{ c: "cities", p: "policies", n: "notices" }[key[0]]]));
  const partOf = new Uint32Array(size);
  parts.forEach((one, at) => partOf.fill(at, one.base, one.base + one.folders.length));
  const folderOf = doc => parts[partOf[doc]].folders[doc - parts[partOf[doc]].base];

  const shard = (folder, bits, key) => {
    const number = Math.imul(key, 0x9E3779B1) >>> (32 - bits);
    return once(`${folder}/${number.toString(16)}.txt`, text => {
      const lines = new Map();
      for (const line of text ? text.split("\n") : []) {
        const at = line.indexOf("\t");
        lines.set(line.slice(0, at), line.slice(at + 1));
      }
      return { name: `${folder}/${number.toString(16)}`, lines };
    });
  };
  /** The lists of a gram and, where it may go on in the text, of those that begin with it: [gram, list, shard]. */
  async function lists(folder, bits, gram) {
    const all = await Promise.all(shardKeys(gram).map(key => shard(folder, bits, key)));
    return [...new Set(all)].flatMap(({ name, lines }) =>
      (gram.open ? [...lines.keys()].filter(key => key.startsWith(gram.text)) : [gram.text])
        .filter(key => lines.has(key)).map(key => [key, lines.get(key), name]));
  }

  const results = one => once(`r/${one.key}.json`, JSON.parse);
  const texts = one => once(`t/${one.key}.json`, text => JSON.parse(text));
  const facets = () => once("facets.txt", text => {
    const found = new Uint8Array(size).fill(255);
    let at = 0;
    for (const one of parts) (one.ids || []).forEach((_, n) => { found[one.base + 1 + n] = text.charCodeAt(at++) - SPACE - 1; });
    return found;
  });

  /** Marks a score for every record whose fields hold the run. */
  async function fields(word) {
    const scores = new Uint8Array(size);
    const mark = (doc, value) => { if (value > scores[doc]) scores[doc] = value; };
    for (const one of parts) {
      if (!one.ids) continue;
      const named = Math.max(...one.names.map(name => inText(name, word, NAME)));
      const around = Math.max(named && (named > 11 ? 10 : 4), inText(one.city, word, 3), inText(one.key, word, 3));
      mark(one.base, Math.max(named, around, inText(one.key, word, NUMBER)));
      if (around) for (let n = 1; n < one.folders.length; n++) mark(one.base + n, around);
      one.ids.forEach((id, n) => mark(one.base + 1 + n, inText(id, word, NUMBER)));
    }
    const labels = [...about.directions, ...about.states].map(label => inText(label, word, 3));
    if (labels.some(Boolean)) {
      const states = about.states.length;
      (await facets()).forEach((facet, doc) => {
        if (facet < 255) mark(doc, Math.max(labels[Math.floor(facet / states)], labels[about.directions.length + facet % states]));
      });
    }
    await posted(word, mark);
    return scores;
  }

  async function posted(word, mark) {
    const marks = [...word];
    const grams = cover(marks);
    const found = await Promise.all(grams.map(async gram => {
      const all = (await lists("s", about.fieldBits, gram)).map(([key, list, name]) => {
        const [, file, length] = list[0] === "\t" ? list.split("\t") : [];
        return { key, list, file: file && `${name}-${file}.txt`, length: +length || list.length };
      });
      return { gram, all, heavy: all.some(one => one.file), length: all.reduce((sum, one) => sum + one.length, 0) };
    }));
    if (found.some(one => !one.length)) return;
    found.sort((a, b) => a.heavy - b.heavy || a.length - b.length);
    let runs;
    for (const { gram, all, heavy } of found) {
      if (heavy && runs) {
        const docs = new Set([...runs.keys()].map(run => Math.floor(run / 4096)));
        if (docs.size <= FEW) return checked(docs, word, mark);
      }
      const next = new Map();
      for (const one of all) {
        const list = one.file ? await once(one.file, text => text) : one.list;
        const complete = [...one.key].length === marks.length - gram.start;
        for (let at = 0; at < list.length;) {
          const { base } = parts[list.charCodeAt(at++) - SPACE];
          for (let count = list.charCodeAt(at++) - SPACE; count--;) {
            const doc = base + list.charCodeAt(at++) - SPACE, posting = list.charCodeAt(at++) - SPACE;
            const begin = (posting >> 4) - gram.start;
            if (begin < 0) continue;
            const run = doc * 4096 + begin, before = runs ? runs.get(run) : 0;
            if (before === undefined) continue;
            const flags = (gram.start ? 0 : posting & 2) | (complete ? posting & 1 : 0);
            next.set(run, before | next.get(run) | flags | (posting & 12));
          }
        }
      }
      runs = next;
      if (!runs.size) return;
    }
    for (const [run, flags] of runs) {
      mark(Math.floor(run / 4096), score(flags >> 2, flags & 2, (flags & 3) === 3));
    }
  }

  /** A few candidates are compared with their own fields, which a result shows anyway. */
  async function checked(docs, word, mark) {
    await Promise.all([...docs].map(async doc => {
      const one = parts[partOf[doc]], record = (await results(one))[doc - one.base];
      record.slice(6).forEach((texts, kind) => texts.forEach(text => mark(doc, inText(normalise(text), word, kind))));
    }));
  }

  /** The parts whose running text may hold the run. */
  async function mayHold(word) {
    let held = new Set(parts.keys());
    const found = await Promise.all(proseGrams(word).map(gram => lists("p", about.proseBits, gram)));
    for (const grams of found) {
      if (grams.some(([, list]) => list === "\t")) continue;
      const own = new Set(grams.flatMap(([, list]) => Array.from(list, mark => mark.charCodeAt(0) - SPACE)));
      held = new Set([...held].filter(at => own.has(at)));
    }
    return held;
  }

  async function allowed({ county, direction, state }) {
    const wanted = new Uint8Array(size).fill(1);
    if (county) {
      const one = parts.find(({ key }) => key === county);
      wanted.fill(0);
      if (one) wanted.fill(1, one.base, one.base + one.folders.length);
    }
    const dir = direction ? about.directions.indexOf(direction) : -1, now = state ? about.states.indexOf(state) : -1;
    if (direction || state) {
      (await facets()).forEach((facet, doc) => {
        const fits = facet < 255 && (!direction || Math.floor(facet / about.states.length) === dir)
          && (!state || facet % about.states.length === now);
        if (!fits) wanted[doc] = 0;
      });
    }
    return wanted;
  }

  /** Finds records: at once by their fields, and those by running text as `more` is called. */
  async function search(query, filters = {}) {
    const asked = words(query), filtered = filters.county || filters.direction || filters.state;
    if (!asked.length && !filtered) return { found: [], words: asked, inFields: 0, waiting: 0, more() {} };
    const wanted = await allowed(filters);
    const each = await Promise.all(asked.map(fields));
    const ranked = [];
    for (let doc = 0; doc < size; doc++) {
      if (!wanted[doc] || !asked.length && folderOf(doc) !== "projects") continue;
      let sum = 1;
      for (const scores of each) sum = scores[doc] && sum ? sum + scores[doc] : 0;
      if (sum) ranked.push((sum * 8 + KINDS[folderOf(doc)]) * 0x1000000 + 0xFFFFFF - doc);
    }
    const found = Array.from(Float64Array.from(ranked).sort().reverse(), rank => 0xFFFFFF - rank % 0x1000000);
    const seen = new Set(found);
    let queue;
    /** Which parts may hold, in their running text, what the fields do not. */
    async function prepare() {
      const held = await Promise.all(asked.map(mayHold));
      const fits = (docs, at) => held.some(set => set.has(at))
        && each.every((scores, n) => held[n].has(at) || docs.some(doc => scores[doc]));
      queue = parts
        .map((one, at) => [one, one.folders.map((_, n) => one.base + n).filter(doc => wanted[doc] && !seen.has(doc)), at])
        .filter(([, docs, at]) => docs.length && fits(docs, at));
    }
    return {
      found, words: asked, inFields: found.length,
      /** Parts whose running text has not been looked at; unknown until `more` was called. */
      get waiting() { return queue ? queue.length : Infinity; },
      /** Looks at the running text of a few more parts, and adds what it finds. */
      async more(count) {
        if (!queue) await prepare();
        const looked = await Promise.all(queue.splice(0, count).map(async ([one, docs]) => {
          const own = await texts(one);
          return docs.filter(doc => {
            const text = normalise(own[doc - one.base]);
            return asked.every((word, n) => each[n][doc] || text.includes(word));
          });
        }));
        found.push(...looked.flat());
      }
    };
  }

  /** What a result shows; with the asked words, the place in the running text that holds one. */
  async function record(doc, asked = []) {
    const one = parts[partOf[doc]];
    const [id, title, note, amount, direction, state, ...own] = (await results(one))[doc - one.base];
    const folder = folderOf(doc);
    const shown = normalise([title, note, id, one.name, ...own.flat()].join(" "));
    const missing = asked.filter(word => !shown.includes(word));
    return {
      id, title, note, amount, folder, url: `${folder}/${encodeURIComponent(id)}.html`,
      county: folder === "counties" ? "" : one.name || "",
      direction: about.directions[direction] || "", state: about.states[state] || "",
      excerpt: missing.length ? excerpt((await kept.get(`t/${one.key}.json`) || [])[doc - one.base] || "", missing) : ""
    };
  }

  return { search, record, counties: about.counties.map(([code, name, , city]) => ({ code, name, city: about.cities[city] })),
    directions: about.directions, states: about.states, size };
};

/** The shards of a gram: by its first character, or by two of an ASCII run; one such character may go on with any. */
function shardKeys({ text, open }) {
  const [first, second = ""] = text, own = first.codePointAt(0);
  if (!RUN.test(first)) return [own];
  if (RUN.test(second)) return [own * 128 + second.codePointAt(0)];
  return second || !open ? [own] : [own, ...Array.from("-.0123456789abcdefghijklmnopqrstuvwxyz", mark => own * 128 + mark.codePointAt(0))];
}

/** Running text is indexed by two characters, and by four of a long number or code. */
function proseGrams(word) {
  const marks = [...word];
  if (marks.length === 1) return [{ text: word, open: true }];
  return marks.slice(1).map((mark, at) => {
    const four = marks.slice(at, at + LONGEST);
    return { text: four.length === LONGEST && four.every(one => RUN.test(one)) ? four.join("") : marks[at] + mark };
  });
}

function excerpt(text, asked) {
  const plain = normalise(text), written = text.replace(/\s+/g, " ").trim();
  const shown = written.length === plain.length ? written : plain;
  for (const word of asked) {
    const at = plain.indexOf(word);
    if (at >= 0) return (at > 18 ? "…" : "") + shown.slice(Math.max(at - 18, 0), at + word.length + 30) + "…";
  }
  return "";
}
})(window.gongkai = window.gongkai || {});
