// The search box. It loads nothing until a reader searches; search-view.js then shows what search-core.js finds.
(function (place) {
  "use strict";
  if (!place) return;
  const box = place.querySelector("form").elements.q;

  if (location.protocol === "file:") {
    for (const reason of place.querySelectorAll(".search-off span")) reason.hidden = !reason.hidden;
    return;
  }

  let timer, view;
  const load = () => gongkai.load("search-core.js").then(() => gongkai.load("search-view.js")).then(() => gongkai.startSearch(place));
  function search(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      view = view || load();
      view.then(run => run(), () => {
        view = null;
        place.querySelector("[role=status]").textContent = "检索加载失败，请检查网络后重试。";
      });
    }, wait);
  }

  // While an input method composes, the box holds letters that nobody means.
  box.addEventListener("input", event => { if (!event.isComposing) search(250); });
  box.addEventListener("compositionend", () => search(250));
  box.form.addEventListener("submit", event => { event.preventDefault(); search(0); });
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
        || event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  place.dataset.on = "";

  // An address that carries a query is a search that somebody shared; of any length, and the box has one.
  const asked = new URLSearchParams(location.search);
  box.value = (asked.get("q") || "").slice(0, box.maxLength);
  if (box.value || [...asked.keys()].some(name => name.startsWith("search-"))) search(0);
})(document.querySelector(".search"));
