// The search box. It loads nothing until a reader searches; search-view.js then shows what search-core.js finds.
(function (place) {
  "use strict";
  if (!place) return;
  const own = document.currentScript.src, form = place.querySelector("form"), box = form.elements.q;

  if (location.protocol === "file:") {
    form.hidden = true;
    place.dataset.off = "";
    place.querySelector(".search-off span").hidden = false;
    return;
  }

  let timer, view;
  function search(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      view ||= import(new URL("search-view.js", own)).then(({ start }) => start(place));
      view.then(run => run(), () => {
        view = null;
        place.querySelector("[role=status]").textContent = "检索没有打开。请检查网络，再试一次。";
      });
    }, wait);
  }

  // While an input method composes, the box holds letters that nobody means.
  box.addEventListener("input", event => { if (!event.isComposing) search(250); });
  box.addEventListener("compositionend", () => search(250));
  form.addEventListener("submit", event => { event.preventDefault(); search(0); });
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
        || event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  // An address that carries a query is a search that somebody shared.
  const asked = new URLSearchParams(location.search);
  box.value = asked.get("q") || "";
  if (box.value || [...asked.keys()].some(name => name.startsWith("search-"))) search(0);
})(document.querySelector(".search"));
