// Two selects instead of the lists: which county, which content. The lists stay in the page for readers without scripts.
(function () {
  "use strict";
  var place = document.querySelector(".chooser");
  if (!place) return;
  var lists = Array.prototype.slice.call(place.querySelectorAll("details"));

  function make(name, text, parent) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  function choose(label, names, parent) {
    var field = make("label", label, parent);
    var select = make("select", "", field);
    names.forEach(function (name) { make("option", name, select); });
    select.addEventListener("change", show);
    return select;
  }

  function links(list) { return Array.prototype.slice.call(list.querySelectorAll("a:not([href$='.svg'])")); }
  function text(element) { return element.textContent.trim(); }

  // The published address, also when the page is read from a disk or a preview.
  var base = place.querySelector("p a").href.replace(/feed\.xml$/, "");
  var form = document.createElement("form");
  var county = choose("县", lists.map(function (list) { return text(list.querySelector("summary")); }), form);
  var topic = choose("内容", links(lists[0]).map(text), form);
  var answer = make("p", "", form);
  answer.setAttribute("role", "status");
  var link = make("a", "", answer);
  var copy = make("button", "复制地址", form);
  copy.type = "button";
  copy.addEventListener("click", function () {
    navigator.clipboard.writeText(link.href).then(function () { copy.textContent = "已复制"; });
  });
  copy.hidden = !navigator.clipboard;
  var picture = make("img", "", form);
  picture.width = picture.height = 164;

  function show() {
    var list = lists[county.selectedIndex];
    var chosen = links(list)[topic.selectedIndex];
    link.href = base + chosen.getAttribute("href");
    link.textContent = link.href;
    copy.textContent = "复制地址";
    picture.hidden = topic.selectedIndex > 0;
    picture.src = list.querySelector("a[href$='.svg']").href;
    picture.alt = text(list.querySelector("summary")) + "全部动态的二维码";
  }

  show();
  place.insertBefore(form, lists[0]);
  lists.forEach(function (list) { list.hidden = true; });
})();
