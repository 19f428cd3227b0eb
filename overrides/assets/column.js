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
})(document.documentElement);
