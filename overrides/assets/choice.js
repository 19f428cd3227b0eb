// Before the first paint: the reader's scheme and mode; and that scripts may still come, until the page is loaded.
(function (root) {
  root.dataset.js = "wait";
  addEventListener("load", function () { root.dataset.js = ""; });
  try {
    ["scheme", "mode"].forEach(function (name) {
      var value = localStorage.getItem("gongkai." + name);
      if (value) root.dataset[name] = value;
    });
  } catch (refused) { /* storage is closed: the page follows the system */ }
})(document.documentElement);
