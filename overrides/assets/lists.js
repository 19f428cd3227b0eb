// Sorting, filters and paging of lists; without this script the whole list stands. A list says what it offers:
// data-list (prefix of names in the address), data-filter="name:heading …" (without a table: of the tags), data-range,
// data-flag (word of a warning).
(function () {
  "use strict";
  const PAGE = 50;
  const order = new Intl.Collator("zh", { numeric: true });
  const fold = text => text.normalize("NFKC").toLowerCase().replace(/(\d),(?=\d{3})/g, "$1");
  const number = text => {
    const found = fold(text).match(/(-?\d+(?:\.\d+)?)(?:\/(\d+))?/);
    return found ? +found[1] / (found[2] || 1) : NaN; // 3/4: three of four
  };
  const blank = /^(|—|无|未公开|不适用|未进行|从未报告|暂不.*|尚.*)$/;
  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (malformed) {
      return null;
    }
  };
  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };

  function enhance(place) {
    const tables = place.querySelectorAll("table"), prefix = place.dataset.list && place.dataset.list + "-";
    const rows = [...place.querySelectorAll(tables.length ? "tbody tr" : "li")]
      .filter(row => !row.parentElement.closest("li") && !row.querySelector("td:first-child > strong"));
    if (rows.length < 2) return;
    const heads = tables.length ? [...tables[0].querySelectorAll("thead th")] : [];
    const names = heads.map(head => head.textContent), column = name => names.indexOf(name);
    const cell = (row, at) => row.cells[at];
    const texts = new Map(rows.map(row => [row, fold(row.textContent)]));
    const folds = [...place.querySelectorAll("details")];
    const groups = [...place.querySelectorAll("section")].filter(group => rows.some(row => group.contains(row)));
    const fields = [], tests = [];
    let page = 1, sorted = "";

    // On a narrow screen folded behind one button.
    const tools = make("form", { onsubmit: event => { event.preventDefault(); update(); } });
    let open = false;
    const opener = make("button", { type: "button", className: "list-opener", onclick: () => {
      opener.setAttribute("aria-expanded", open = !open);
    } });
    opener.setAttribute("aria-expanded", open);
    const side = make("div", { className: "list-tools" }, opener, tools);
    const title = place.querySelector(":scope > h2");
    if (title) tools.setAttribute("aria-label", "筛选" + title.textContent);
    const field = (name, label, control, test) => {
      control.name = prefix + name;
      control.id = "list-" + control.name;
      fields.push(control);
      if (test) tests.push(test);
      const words = make("label", { htmlFor: control.id }, label), isFlag = control.type === "checkbox";
      tools.append(make("div", { className: isFlag ? "flag" : "" }, ...isFlag ? [control, words] : [words, control]));
    };

    const text = make("input", { type: "search", autocomplete: "off", maxLength: 80 });
    field("text", "关键词", text, row => fold(text.value).split(/\s+/).every(word => texts.get(row).includes(word)));
    for (const pair of (place.dataset.filter || "").split(" ").filter(Boolean)) {
      const [name, heading] = pair.split(":"), at = column(heading);
      if (at < 0 && tables.length) continue;
      // Of a status and a warning beside it, the status; of a link and a mark, the link. Several: 2020、2022.
      const value = row => {
        const from = tables.length ? cell(row, at) : row;
        return (from.querySelector("em, a") || from).textContent.trim().split("、");
      };
      const values = new Map(rows.map(row => [row, value(row)]));
      const select = make("select", {}, new Option("全部", ""),
        ...[...new Set(rows.flatMap(value))].sort(order.compare).map(one => new Option(one, one)));
      field(name, heading, select, row => !select.value || values.get(row).includes(select.value));
    }
    const ranged = column(place.dataset.range);
    if (ranged >= 0) {
      const [least, most] = [0, 1].map(() => make("input", { type: "number", min: 0, step: "any", inputMode: "decimal" }));
      const amounts = new Map(rows.map(row => [row, number(cell(row, ranged).textContent)]));
      field("min", place.dataset.range + "不少于", least, row => !least.value || amounts.get(row) >= +least.value);
      field("max", "不多于", most, row => !most.value || amounts.get(row) <= +most.value);
    }
    const { flag, unit = "条" } = place.dataset;
    if (flag) {
      const box = make("input", { type: "checkbox", value: "1" });
      const warned = new Set(rows.filter(row => [...row.querySelectorAll("em > strong, strong > em")].some(mark => mark.textContent.includes(flag))));
      field("flag", "只看" + flag, box, row => !box.checked || warned.has(row));
    }

    const sortable = tables.length === 1 && !rows.some(row => row.parentElement !== rows[0].parentElement);
    const isNumber = at => heads[at].classList.contains("num");
    if (sortable) {
      const select = make("select", {}, new Option("默认排序", ""), ...heads.flatMap((head, at) => isNumber(at)
        ? [new Option(names[at] + "，大的在前", at + "d"), new Option(names[at] + "，小的在前", at + "a")]
        : [new Option(names[at], at + "a"), new Option(names[at] + "，倒序", at + "d")]));
      field("sort", "排序", select);
      heads.forEach((head, at) => {
        const button = make("button", { type: "button", className: "sort", onclick: () => {
          const first = at + (isNumber(at) ? "d" : "a"), second = at + (isNumber(at) ? "a" : "d");
          select.value = select.value === first ? second : select.value === second ? "" : first;
          update();
        } });
        button.setAttribute("aria-label", `按${names[at]}排序`);
        head.append(" ", button);
      });
    }

    const status = make("p");
    status.setAttribute("role", "status");
    const clear = make("button", { type: "button", onclick: () => { tools.reset(); update(); text.focus(); } }, "清除筛选");
    tools.append(clear);
    const turn = step => () => { page += step; show(); place.scrollIntoView(); };
    const back = make("button", { type: "button", onclick: turn(-1) }, "上一页");
    const where = make("span"), on = make("button", { type: "button", onclick: turn(1) }, "下一页");
    const pager = make("nav", { className: "list-pages" }, back, where, on);
    pager.setAttribute("aria-label", "翻页" + (title ? "：" + title.textContent : ""));
    let shown = rows;

    function sort() {
      const value = sortable ? tools.elements[prefix + "sort"].value : "";
      heads.forEach((head, at) => {
        const mine = sortable && value && parseInt(value) === at;
        if (mine) head.setAttribute("aria-sort", value.endsWith("a") ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      });
      if (value === sorted) return;
      sorted = value;
      const at = parseInt(value), sign = value.endsWith("d") ? -1 : 1;
      const keys = new Map(rows.map(row => [row, value && (isNumber(at) ? number : String)(cell(row, at).textContent.trim())]));
      const missing = key => key !== key || blank.test(key);
      const inOrder = !value ? rows : [...rows].sort((a, b) => {
        const [one, two] = [keys.get(a), keys.get(b)];
        return missing(one) - missing(two) || (missing(one) ? 0 : sign * (isNumber(at) ? one - two : order.compare(one, two)));
      });
      rows[0].parentElement.prepend(...inOrder);
      return inOrder;
    }

    let all = rows;
    function update(keep) {
      all = sort() || all;
      shown = all.filter(row => tests.every(test => test(row)));
      if (!keep) page = 1;
      show();
    }

    function show() {
      const pages = Math.max(1, Math.ceil(shown.length / PAGE));
      page = Math.min(Math.max(1, page), pages);
      const visible = new Set(shown.slice((page - 1) * PAGE, page * PAGE));
      for (const row of rows) row.hidden = !visible.has(row);
      for (const group of groups) group.hidden = ![...visible].some(row => group.contains(row));
      // What is folded away opens where something is looked for in it.
      for (const fold of folds) if (shown.length < rows.length) fold.open = [...visible].some(row => fold.contains(row));
      const all = `共${rows.length}${unit}`, found = shown.length < rows.length ? `符合${shown.length}${unit}` : "";
      const by = sorted && `，按${names[parseInt(sorted)]}${sorted.endsWith("a") ? "升序" : "降序"}排列`;
      status.textContent = shown.length ? all + (found && "，" + found) + by + "。" : "无符合条件的，请放宽条件。";
      status.className = shown.length ? "list-status" : "list-status none";
      opener.textContent = `筛选${sortable ? "和排序" : ""}（${found || all}）`;
      clear.hidden = !fields.some(one => one.type === "checkbox" ? one.checked : one.value);
      pager.hidden = pages === 1;
      where.textContent = `第 ${page} 页，共 ${pages} 页`;
      back.disabled = page === 1;
      on.disabled = page === pages;
      remember();
    }

    // The address may name a row or heading on another page.
    function turnTo() {
      const target = named(), group = target && (target.closest("tr") || groups.find(one => one.contains(target)));
      const first = group ? shown.findIndex(row => group.contains(row)) : -1;
      if (first < 0) return;
      page = 1 + Math.floor(first / PAGE);
      show();
      target.scrollIntoView();
    }

    function remember() {
      const address = new URL(location.href), asked = address.searchParams;
      for (const one of fields) {
        const value = one.type === "checkbox" ? one.checked && "1" : one.value.trim();
        if (value) asked.set(one.name, value); else asked.delete(one.name);
      }
      if (page > 1) asked.set(prefix + "page", page); else asked.delete(prefix + "page");
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }

    const asked = new URLSearchParams(location.search);
    for (const one of fields) {
      if (one.type === "checkbox") one.checked = asked.has(one.name);
      else one.value = (asked.get(one.name) || "").slice(0, 80);
    }
    page = parseInt(asked.get(prefix + "page")) || 1;
    const table = [...place.children].find(child => child.matches(".table, .news, details"));
    if (table && title) table.before(side, status); else place.prepend(side, status);
    place.append(pager);
    let timer;
    tools.addEventListener("input", event => {
      clearTimeout(timer);
      timer = setTimeout(update, event.target.tagName === "SELECT" || event.target.type === "checkbox" ? 0 : 200);
    });
    update(true);
    turnTo();
    addEventListener("hashchange", turnTo);
  }

  document.querySelectorAll("[data-list]").forEach(enhance);
})();
