// The missing address may hold a number or a name: it stands in the search box, ready to be searched for.
(function (box) {
  "use strict";
  var found = /\/(?:projects|cities|counties|contractors|cases|policies|notices)\/([^/]+?)(?:\.\w+)?$/.exec(location.pathname);
  if (!box || !found || box.value) return;
  try {
    box.value = decodeURIComponent(found[1]).slice(0, box.maxLength);
  } catch (malformed) { /* no text: the box stays empty */ }
})(document.getElementById("search-box"));
