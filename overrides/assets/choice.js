// The reader's choices, before the first paint: scheme (light, dark) and mode (senior). And whether scripts may still
// come: a place for a control is kept until the page is loaded; what has not started by then gives way to plain words.
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
