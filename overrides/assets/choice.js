// The reader's choices, before the first paint: scheme (light, dark) and mode (senior).
(function (root) {
  root.dataset.js = "";
  try {
    ["scheme", "mode"].forEach(function (name) {
      var value = localStorage.getItem("gongkai." + name);
      if (value) root.dataset[name] = value;
    });
  } catch (refused) { /* storage is closed: the page follows the system */ }
})(document.documentElement);
