// Two switches, remembered by the browser: 长者模式 and 深色/浅色. What they look like is the stylesheet's matter.
(function (root) {
  "use strict";

  function keep(name, value) {
    root.dataset[name] = value;
    try {
      localStorage.setItem("gongkai." + name, value);
    } catch (refused) { /* storage is closed: the choice holds for this page */ }
  }

  function isDark() {
    if (root.dataset.scheme) return root.dataset.scheme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  var switches = {
    scheme: function () { keep("scheme", isDark() ? "light" : "dark"); },
    mode: function () { keep("mode", root.dataset.mode === "senior" ? "standard" : "senior"); }
  };

  document.querySelectorAll("button[data-switch]").forEach(function (button) {
    button.addEventListener("click", switches[button.dataset.switch]);
  });

  // The menu scrolls sideways on a phone: bring the current entry into view without moving the page.
  var current = document.querySelector(".menu [aria-current]");
  if (current) {
    var bar = current.closest("ul");
    bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
  }

  // Reading aloud: offered where the device itself has a Chinese voice; the script comes with the first press.
  var read = document.querySelector("[data-read]"), own = document.currentScript.src;
  function listen() {
    read.hidden = !speechSynthesis.getVoices().some(function (voice) { return voice.localService && /^(zh|cmn)/i.test(voice.lang); });
  }
  if (read && "speechSynthesis" in window) {
    listen();
    if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", listen);
    read.addEventListener("click", function () {
      var script = document.createElement("script");
      script.src = new URL("read-aloud.js", own).href;
      document.head.appendChild(script);
    }, { once: true });
  }
})(document.documentElement);
