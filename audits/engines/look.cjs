// Looks at pages with one old Chromium and prints what is wrong, one JSON line a finding.
// node look.cjs '{"modules": folder, "engine": "79", "cache": folder, "address": url, "pages": [...], "widths": [...], "paper": folder}'
"use strict";
const fs = require("fs"), path = require("path"), zlib = require("zlib");
const job = JSON.parse(process.argv[2]);
const puppeteer = require(path.join(job.modules, "puppeteer-core"));

/** The program, unpacked once: the packages carry it compressed. */
function program() {
  const file = path.join(job.cache, "chromium-" + job.engine);
  if (!fs.existsSync(file)) {
    const packed = fs.readFileSync(path.join(job.modules, "chromium-" + job.engine, "bin/chromium.br"));
    fs.writeFileSync(file + ".part", zlib.brotliDecompressSync(packed), { mode: 0o755 });
    fs.renameSync(file + ".part", file);
  }
  return file;
}

const say = (page, width, what, where) => console.log(JSON.stringify({ engine: job.engine, page, width, what, where }));
const sleep = time => new Promise(done => setTimeout(done, time));

/** Every shape of a chart that is filled with plain black. Runs in the page. */
function blackShapes() {
  return Array.from(document.querySelectorAll("figure svg rect, figure svg circle, figure svg path, figure svg polygon, figure svg ellipse"))
    .filter(shape => getComputedStyle(shape).fill === "rgb(0, 0, 0)")
    .map(shape => shape.outerHTML.slice(0, 120));
}

/** Controls of a form that are seen and lower than a line of text. Runs in the page. */
function lowFields() {
  return Array.from(document.querySelectorAll("input, select, textarea, button"))
    .filter(field => field.type !== "checkbox" && field.offsetParent && field.getBoundingClientRect().height < 24)
    .map(field => field.outerHTML.slice(0, 120));
}

/** Words that stick out of the window and belong to no box that scrolls. Runs in the page. */
function stickingOut() {
  const scrolls = node => node && node !== document.body
    && (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  return Array.from(document.querySelectorAll("main *, header *, footer *"))
    .filter(node => node.offsetParent && Array.from(node.childNodes).some(child => child.nodeType === 3 && child.data.trim()))
    .filter(node => {
      const box = node.getBoundingClientRect();
      return box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1 && box.right > 0) && !scrolls(node.parentElement);
    })
    .map(node => node.outerHTML.slice(0, 120));
}

/** Brings a table into sight; where to put the pointer, or null if nothing of it is shown. Runs in the page. */
function showTable(at) {
  const table = document.querySelectorAll("main table")[at];
  const cell = table.querySelector("tbody td") || table.querySelector("th");
  if (!cell || !table.getClientRects().length || table.closest("details:not([open])")) return null;
  cell.scrollIntoView({ block: "center" });
  const box = cell.getBoundingClientRect();
  return { x: Math.max(2, box.left + 4), y: box.top + Math.min(box.height / 2, 20) };
}

/** Whether the last cell of the table's first row is wholly in the window, nothing above it. Runs in the page. */
function lastCellIsSeen(at) {
  const table = document.querySelectorAll("main table")[at];
  const row = table.querySelector("tbody tr") || table.querySelector("tr"), cell = row.cells[row.cells.length - 1];
  const box = cell.getBoundingClientRect();
  if (box.right > innerWidth + 1 || box.left < -1) return false;
  const found = document.elementFromPoint((Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, box.top + Math.min(box.height / 2, 20));
  return Boolean(found) && (cell.contains(found) || found.contains(cell));
}

async function tables(tab, wheel) {
  const lost = [], count = await tab.evaluate(() => document.querySelectorAll("main table").length);
  await tab.evaluate(() => {
    document.documentElement.style.scrollBehavior = "auto";
    document.querySelectorAll("details").forEach(one => { one.open = true; });
  });
  for (let at = 0; at < count; at++) {
    const place = await tab.evaluate(showTable, at);
    if (!place) continue;
    let seen = await tab.evaluate(lastCellIsSeen, at);
    for (let turn = 0; !seen && turn < 8; turn++) {
      await wheel.send("Input.dispatchMouseEvent", { type: "mouseWheel", x: place.x, y: place.y, deltaX: 600, deltaY: 0 });
      await sleep(60);
      seen = await tab.evaluate(lastCellIsSeen, at);
    }
    if (!seen) lost.push(at);
  }
  return lost;
}

async function look(browser, page) {
  for (const width of job.widths) {
    const tab = await browser.newPage(), errors = [];
    tab.on("pageerror", error => errors.push(error.message.split("\n")[0]));
    tab.on("console", line => { if (line.type() === "error") errors.push(line.text()); });
    await tab.setViewport({ width, height: 800 });
    await tab.goto(job.address + "/" + page, { waitUntil: "load" });
    await sleep(150);
    for (const [what, found] of [["script", errors], ["black", await tab.evaluate(blackShapes)],
      ["low", await tab.evaluate(lowFields)], ["out", await tab.evaluate(stickingOut)],
      ["table", await tables(tab, await tab.target().createCDPSession())]]) {
      if (found.length) say(page, width, what, found.length + "× " + String(found[0]).slice(0, 160));
    }
    const name = job.engine + "-" + width + "-" + page.replace(/\//g, "-") + ".pdf";
    fs.writeFileSync(path.join(job.paper, name), await tab.pdf({ preferCSSPageSize: true }));
    await tab.close();
  }
}

/** A search that somebody shared and one that is typed: both end with results, or with a sentence that says why not. */
async function search(browser, page, query, typed) {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 360, height: 800 });
  await tab.goto(job.address + "/" + page + (typed ? "" : "?q=" + encodeURIComponent(query)), { waitUntil: "load" });
  await sleep(150);
  const shown = () => tab.evaluate(() => {
    const see = node => Boolean(node && node.offsetParent && node.innerText.trim());
    const status = document.querySelector(".search-status"), off = document.querySelector(".search-off");
    return { form: Boolean(document.querySelector(".search form").offsetParent), results: document.querySelectorAll(".search-results a").length,
      said: see(off) ? off.innerText : see(status) && !/^正在/.test(status.innerText) ? status.innerText : "" };
  });
  let now = await shown();
  if (typed && now.form) {
    await tab.type("#search-box", query);
    await tab.keyboard.press("Enter");
  }
  for (let turn = 0; turn < 50 && !now.results && !(now.said && !typed); turn++) {
    await sleep(100);
    now = await shown();
  }
  if (!now.results && !now.said) say(page, 360, "search", query + (typed ? " (typed)" : " (shared)"));
  if (now.results) console.error(job.engine + " " + page + " " + query + ": " + now.results);
  await tab.close();
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: program(), args: ["--no-sandbox", "--disable-gpu"], headless: true });
  console.error("Chromium " + job.engine + ": " + await browser.version());
  for (const page of job.pages) await look(browser, page);
  for (const [page, query] of job.searches) for (const typed of [false, true]) await search(browser, page, query, typed);
  await browser.close();
})().catch(error => {
  console.error(error);
  process.exit(1);
});
