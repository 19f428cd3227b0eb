// Reads the page's main part aloud with a voice of the reader's own device, sentence by sentence; nothing is sent
// anywhere. Loaded at the first press of the button. A pause ends the sentence and going on begins it again:
// speechSynthesis.pause() is deaf on many phones.
(function (root) {
  "use strict";
  const SKIP = "nav, form, svg, button, progress, .list-tools, .list-pages, .search, .qr, [aria-hidden=true]";
  const BLOCK = ":not(a, abbr, b, br, code, em, mark, span, strong, time)";
  const button = document.querySelector("[data-read]"), halt = document.querySelector("[data-read-stop]");
  let sentences = [], at = 0, speaking = null, shown = null;

  const voices = speechSynthesis.getVoices().filter(voice => voice.localService && /^(zh|cmn)/i.test(voice.lang));
  const voice = voices.find(({ lang }) => /CN|Hans/i.test(lang)) || voices[0];

  /** Every sentence with the element it stands in, in the page's order; what is not shown is not read. */
  function collect(main) {
    const found = [], said = new Set();
    const say = (node, words) => {
      words = words.replace(/\s+/g, " ").trim();
      if (!words || node.tagName === "CAPTION" && said.has(words)) return; // it repeats the heading
      said.add(words);
      for (const sentence of words.match(/[^。！？；]+[。！？；]*/g) || []) found.push([node, sentence]);
    };
    const isShown = node => node.getClientRects().length;
    const text = node => node.nodeType === 3 ? node.data : isShown(node) ? node.innerText : "";
    const cell = node => [node.dataset.label, text(node)].filter(Boolean).join(" ");
    (function walk(node) {
      if (node.matches(SKIP) || !isShown(node)) return;
      if (node.tagName === "TR") return say(node, [...node.querySelectorAll("td")].filter(text).map(cell).join("，"));
      if (!node.querySelector(BLOCK)) return say(node, text(node));
      let loose = "";
      for (const child of node.childNodes) {
        if (child.nodeType === 3 || child.matches && !child.matches(BLOCK) && !child.querySelector(BLOCK)) loose += text(child);
        else if (child.matches) { say(node, loose); loose = ""; walk(child); }
      }
      say(node, loose);
    })(main);
    return found;
  }

  function mark(node) {
    if (node === shown) return;
    if (shown) delete shown.dataset.spoken;
    shown = node;
    if (!node) return;
    node.dataset.spoken = "";
    node.scrollIntoView({ block: "nearest" });
  }

  function next() {
    if (at >= sentences.length) return stop();
    const [node, words] = sentences[at];
    const utterance = speaking = new SpeechSynthesisUtterance(words);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = () => { if (speaking === utterance) { at++; next(); } };
    utterance.onerror = () => { if (speaking === utterance) stop(); };
    mark(node);
    speechSynthesis.speak(utterance);
  }

  function hush(label) {
    speaking = null;
    speechSynthesis.cancel();
    button.textContent = label;
  }

  function stop() {
    hush("朗读");
    mark(null);
    sentences = [];
    halt.hidden = true;
    delete root.dataset.reading;
  }

  function press() {
    if (speaking) return hush("继续");
    if (!sentences.length) {
      sentences = collect(document.querySelector("main"));
      at = 0;
    }
    button.textContent = "暂停";
    halt.hidden = false;
    root.dataset.reading = "";
    next();
  }

  button.addEventListener("click", press);
  halt.addEventListener("click", () => { stop(); button.focus(); });
  addEventListener("pagehide", stop);
  press();
})(document.documentElement);
