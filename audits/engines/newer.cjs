// What is newer than the browsers this column is made for, from MDN's compatibility data, as tests/theme/newer.json.
// node newer.cjs <folder of the installed packages>
"use strict";
const data = require(process.argv[2] + "/@mdn/browser-compat-data");
const FLOOR = { chrome: 78, safari: 12.1 };
/** Interfaces that scripts of a page of text meet; a cache's or a canvas's methods of the same name say nothing of theirs. */
const MET = /^([a-z]\w*|AbortSignal|Clipboard|CSS|DOM\w+|Document\w*|Element|Event\w*|HTML\w*|Headers|History|Location|Navigator|Node\w*|Range|Request|Response|Selection|SpeechSynthesis\w*|Storage|Text|TrustedType\w*|URL\w*|Window|CharacterData)$/;

/** Whether both know it as it is written, without prefix or flag. */
const isOld = compat => Object.entries(FLOOR).every(([browser, floor]) => [].concat(compat.support[browser] || []).some(one =>
  one.version_added && one.version_added !== "preview" && !one.prefix && !one.alternative_name && !one.flags
  && parseFloat(String(one.version_added).replace("≤", "")) <= floor));
const entries = node => Object.entries(node).filter(([name]) => name !== "__compat");
const newer = node => entries(node).filter(([, one]) => one.__compat && !isOld(one.__compat)).map(([name]) => name)
  .filter(name => !name.startsWith("-")).sort();

const values = {};
for (const [property, node] of entries(data.css.properties)) {
  const found = newer(node).filter(name => /^[a-z-]+$/.test(name));
  if (node.__compat && isOld(node.__compat) && found.length) values[property] = found;
}

const functions = new Set();
(function walk(node) {
  for (const [name, one] of entries(node)) {
    if (one.__compat && !isOld(one.__compat) && /^[a-z][a-z0-9-]*$/.test(name)) functions.add(name);
    walk(one);
  }
})(data.css.types);

// A name is newer where nothing that is met had it at the floor.
const had = new Set(), lately = new Set();
const sort = (name, one) => {
  if (one.__compat && /^[A-Za-z]\w*$/.test(name)) (isOld(one.__compat) ? had : lately).add(name);
};
for (const [room, node] of [...entries(data.api), ...entries(data.javascript.builtins)]) {
  if (node === data.api[room] && !MET.test(room)) continue;
  sort(room, node);
  for (const [name, one] of entries(node)) {
    sort(name, one);
    if (room === "Intl") for (const [inner, part] of entries(one)) sort(inner, part);
  }
}

const sorted = set => [...set].sort();
console.log(JSON.stringify({
  source: "@mdn/browser-compat-data " + data.__meta.version + "：Chrome 78 或 Safari 12.1 还没有的",
  "at-rules": newer(data.css["at-rules"]),
  selectors: newer(data.css.selectors),
  properties: newer(data.css.properties),
  values,
  functions: sorted(functions),
  names: sorted([...lately].filter(name => !had.has(name)))
}, null, 1));
