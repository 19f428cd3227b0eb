// What the search box shows: filters, results, and how many there are. Loaded by search.js, after search-core.js.
(function (gongkai) {
"use strict";
const PAGE = 10, LOOK = 4, ENOUGH = 8;
const KINDS = { cities: "市", counties: "示范县", projects: "项目", contractors: "承办单位", cases: "典型案例", policies: "政策文件", notices: "工作动态" };
const FILTERS = { county: "示范县", direction: "支持方向", state: "状态" };

/** Takes over a search box; returns the function that searches for what stands in it. */
gongkai.startSearch = function (place) {
  const box = place.querySelector("input"), status = place.querySelector("[role=status]");
  const base = new URL(place.dataset.index, document.baseURI), root = new URL("../", base);
  let index, panel, list, more, selects = {}, run = 0, shown = 0, answer;

  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };

  const load = () => gongkai.openIndex(async name => {
    // The list of files is asked for anew each time; the files carry its edition in their address.
    const got = await fetch(new URL(name, base), name === "index.json" ? { cache: "no-cache" } : {});
    if (!got.ok) throw new Error(got.status);
    return got.text();
  });

  function build(core) {
    const choice = (name, groups) => {
      const id = "search-" + name;
      const select = make("select", { id, name: id, onchange: () => search() }, new Option("全部", ""));
      for (const [label, options] of groups) {
        const into = label ? select.appendChild(make("optgroup", { label })) : select;
        into.append(...options.map(([text, value]) => new Option(text, value)));
      }
      selects[name] = select;
      return make("div", {}, make("label", { htmlFor: id }, FILTERS[name]), select);
    };
    const cities = new Map();
    for (const { code, name, city } of core.counties) cities.set(city, [...cities.get(city) || [], [name, code]]);
    const same = names => [["", names.map(name => [name, name])]];
    panel = make("section", { className: "search-panel" });
    panel.setAttribute("aria-label", "检索结果");
    list = make("ol", { className: "search-results" });
    more = make("button", { type: "button", className: "search-more", onclick: () => extend(run) });
    panel.append(make("div", { className: "search-filters" },
      choice("county", cities), choice("direction", same(core.directions)), choice("state", same(core.states))), list, more);
    place.append(panel);
    const asked = new URLSearchParams(location.search);
    for (const name in selects) selects[name].value = asked.get("search-" + name) || "";
  }

  function remember() {
    const address = new URL(location.href);
    for (const [name, value] of [["q", box.value.trim()], ...Object.keys(selects).map(name => ["search-" + name, selects[name].value])]) {
      if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  }

  function close() {
    run++;
    for (const name in selects) selects[name].value = "";
    if (panel) panel.hidden = true;
    status.textContent = "";
    remember();
  }

  async function search() {
    const now = ++run;
    const filtered = panel ? Object.values(selects).some(select => select.value) : /[?&]search-/.test(location.search);
    if (!box.value.trim() && !filtered) return close();
    place.setAttribute("aria-busy", "true");
    if (!status.textContent) status.textContent = "正在检索…";
    try {
      index = index || load();
      const core = await index;
      if (!panel) build(core);
      if (now !== run) return;
      const filters = Object.fromEntries(Object.entries(selects).map(([name, select]) => [name, select.value]));
      const found = await core.search(box.value, filters);
      if (now !== run) return;
      answer = found;
      shown = 0;
      list.textContent = "";
      panel.hidden = false;
      remember();
      await extend(now);
    } catch (error) {
      index = null;
      if (now === run) status.textContent = "检索加载失败，请检查网络后重试。";
    } finally {
      if (now === run) place.removeAttribute("aria-busy");
    }
  }

  /** Shows ten more; looks into running text where fields do not yield as many. */
  async function extend(now) {
    const core = await index, wanted = shown + PAGE, first = shown;
    await show(core, now, wanted);
    for (let looked = 0; now === run && answer.waiting && answer.found.length < wanted && looked < ENOUGH; looked += LOOK) {
      await answer.more(LOOK);
      await show(core, now, wanted);
    }
    if (now === run && first && list.children[first]) list.children[first].querySelector("a").focus();
  }

  async function show(core, now, wanted) {
    const records = await Promise.all(answer.found.slice(shown, wanted).map(doc => core.record(doc, answer.words)));
    if (now !== run) return;
    list.append(...records.map(item));
    shown += records.length;
    const inText = answer.found.length - answer.inFields, left = answer.found.length - shown;
    const open = answer.waiting && isFinite(answer.waiting);
    status.textContent = !answer.found.length && open ? "名称和编号中未找到，仍在检索正文。"
      : !answer.found.length ? answer.waiting ? "正在检索正文…" : "未找到。可以少打几个字，或者换一种写法。"
      : `找到 ${answer.found.length} 条${inText ? `，其中 ${inText} 条在正文中` : ""}${open ? "，仍在检索正文" : ""}。`;
    more.hidden = !left && !open;
    more.textContent = left ? `再显示 ${Math.min(left, PAGE)} 条` : "继续检索正文";
  }

  function item(record) {
    const facts = [record.county, record.note, record.direction, record.amount && record.amount + " 万元"];
    const link = make("a", { href: new URL(record.url, root) }, ...marked(record.title));
    const line = make("li", {}, make("em", {}, KINDS[record.folder]), " ", link);
    if (record.state) line.append(" ", make("em", { className: "state" }, record.state));
    line.append(make("p", {}, ...marked([record.folder === "projects" ? record.id : "", ...facts].filter(Boolean).join(" · "))));
    if (record.excerpt) line.append(make("p", { className: "excerpt" }, ...marked(record.excerpt)));
    return line;
  }

  /** The words that were asked for, marked where they stand as they were typed. */
  function marked(text) {
    const plain = text.toLowerCase(), pieces = [];
    let from = 0;
    while (from < text.length) {
      const hits = answer.words.map(word => [plain.indexOf(word, from), word.length]).filter(([at]) => at >= 0);
      if (!hits.length || plain.length !== text.length) break;
      const [at, length] = hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      pieces.push(text.slice(from, at), make("mark", {}, text.slice(at, at + length)));
      from = at + length;
    }
    return [...pieces, text.slice(from)];
  }

  place.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "Escape" && (box.value || panel && !panel.hidden)) {
      event.preventDefault();
      box.value = "";
      close();
      box.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !list || panel.hidden || event.target.tagName === "SELECT") return;
    const stops = [box, ...list.querySelectorAll("a")], at = stops.indexOf(event.target) + step;
    if (stops[at]) {
      event.preventDefault();
      stops[at].focus();
    }
  });

  return search;
};
})(window.gongkai = window.gongkai || {});
