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

  // Scripts that come with a reader's wish. Only files of our own folder can be named, so a page may demand trusted types.
  var own = document.currentScript.src, policy;
  window.gongkai = {
    load: function (name) {
      return new Promise(function (done, failed) {
        var script = document.createElement("script");
        if (window.trustedTypes && !policy) {
          policy = trustedTypes.createPolicy("gongkai", { createScriptURL: function (file) { return new URL(file, own).href; } });
        }
        script.src = policy ? policy.createScriptURL(name) : new URL(name, own).href;
        script.onload = done;
        script.onerror = failed;
        document.head.appendChild(script);
      });
    }
  };

  // On paper nothing stays folded away.
  var folded = [];
  addEventListener("beforeprint", function () {
    folded = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (one) { one.open = true; });
  });
  addEventListener("afterprint", function () { folded.forEach(function (one) { one.open = false; }); });

  // Reading aloud: offered where the device itself has a Chinese voice; the script comes with the first press.
  var read = document.querySelector("[data-read]");
  function listen() {
    read.hidden = !speechSynthesis.getVoices().some(function (voice) { return voice.localService && /^(zh|cmn)/i.test(voice.lang); });
  }
  if (read && "speechSynthesis" in window) {
    listen();
    if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", listen);
    read.addEventListener("click", function () { gongkai.load("read-aloud.js"); }, { once: true });
  }

  root.dataset.ready = "";
})(document.documentElement);
