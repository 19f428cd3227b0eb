// A letter about a project, written in the browser alone: nothing is asked for over the network, stored or sent.
// What the address or the page says is data: it goes into fields and text, never into markup.
(function (place) {
  "use strict";
  if (!place) return;
  const form = place.querySelector("form"), paper = place.querySelector(".paper");
  const status = form.querySelector(".letter-status"), wrong = form.querySelector("#letter-project-wrong");
  const field = name => form.querySelector("#letter-" + name);
  const number = field("project"), filled = ["name", "county", "contractor"];
  const options = [...form.querySelectorAll("option")];
  const BLANK = "＿＿＿＿＿＿＿＿", GAP = "未公开";
  // A day, a month, 2021年第三季度, 2021年12月底前, 合同签订后90日; no room for other words.
  const TERM = /^(?:\d{4}[\d年月日旬第一二三四季度上中下半底末前内之以止完成工建Q./ -]{0,20}|[\u4e00-\u9fff]{2,20}[后起][\d一二三四五六七八九十百两个工作日历天自然周年月星期内之以完成建]{2,16})$/;
  let published = {}; // what the column discloses of the project whose number stands in the field

  /** One line of a value from outside, no longer than a field takes; amounts and dates must look like such. */
  const line = (value, limit) => (value || "").replace(/[\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff\ufff9-\ufffb]+/g, " ").trim().slice(0, limit);
  const like = (value, pattern) => value === GAP || pattern.test(value) ? value : "";

  function fill(values) {
    published = {
      project: values.project,
      amount: like(values.amount, /^[\d,]{1,12}(\.\d{1,6})?$/),
      deadline: like(values.deadline, TERM)
    };
    number.value = values.project;
    for (const name of filled) field(name).value = line(values[name], field(name).maxLength);
  }

  /** Arriving from a project: its data stand behind the # of the address. */
  function arrive() {
    const values = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (!/^\d{6}-\d{4}-\d{2,4}$/.test(values.project)) return;
    fill(values);
    const callout = document.querySelector(".tip-off-project");
    callout.querySelector("strong").textContent = values.project + " " + field("name").value;
    callout.hidden = false;
  }

  /** A number typed or picked: fill in what the page knows of it. */
  function pick(done) {
    const typed = number.value.normalize("NFKC").replace(/[\u2010-\u2015\u2212]/g, "-").trim();
    if (typed !== number.value) number.value = typed;
    const option = options.find(({ value }) => value === typed);
    if (option) fill({ ...option.dataset, project: typed, name: option.label.slice(option.dataset.county.length + 1) });
    else if (published.project !== typed) published = {};
    wrong.textContent = !done ? ""
      : !number.validity.valid ? "编号是六位县代码、四位年份、两到四位顺序号，用短横连接，例如 210198-2020-01。"
      : typed && options.length && !option ? "本栏目无此编号的项目，请核对。" : "";
  }

  function letter() {
    const text = name => field(name).value.trim();
    const when = (value, ...lines) => value ? lines : [];
    const { amount, deadline } = published, wanted = field("reply").checked;
    const proofs = [...form.querySelectorAll("[type=checkbox]:not(#letter-reply):checked")].map(box => box.value);
    return [
      "关于“" + (text("name") || BLANK) + "”的情况反映", "",
      place.dataset.publisher + "：", "",
      "我反映下面这个项目的问题。", "",
      "项目编号：" + (number.value || BLANK),
      "项目名称：" + (text("name") || BLANK),
      "示范县：" + (text("county") || BLANK),
      ...when(text("contractor"), "承办单位：" + text("contractor")),
      ...when(amount, "扶持资金额度：" + amount + (amount === GAP ? "" : " 万元")),
      ...when(deadline, "完成时限：" + deadline),
      ...when(number.value && number.validity.valid, "公开网页：" + place.dataset.base + "projects/" + number.value + ".html"),
      ...when(amount || deadline, "（额度、时限是" + place.dataset.column + "栏目公开的，截至 " + place.dataset.asOf + "）"), "",
      "看到的情况：", text("what") || BLANK, "",
      "时间：" + (text("when") || BLANK),
      "地点：" + (text("where") || BLANK),
      "可以查证的材料：" + (proofs.join("；") || BLANK), "",
      "请调查核实。" + (wanted ? "我希望得到答复。" : ""), "",
      ...when(wanted, "联系方式：" + BLANK),
      "写信日期：" + BLANK
    ].join("\n");
  }

  function show() {
    paper.textContent = letter();
    status.textContent = "";
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(paper.textContent);
    } catch (refused) { // no clipboard at this address: the older way
      getSelection().selectAllChildren(paper);
      if (!document.execCommand("copy")) {
        status.textContent = "信的文字已选中，请按 Ctrl+C，或者长按选“复制”。";
        return;
      }
      getSelection().removeAllRanges();
    }
    status.textContent = "信已复制，可以粘贴到别处。";
  }

  form.addEventListener("submit", event => event.preventDefault());
  for (const type of ["input", "change"]) form.addEventListener(type, event => {
    if (event.target === number && !event.isComposing) pick(type === "change");
    show();
  });
  form.querySelector("[data-letter=copy]").addEventListener("click", copy);
  form.querySelector("[data-letter=print]").addEventListener("click", () => {
    document.body.dataset.print = "letter";
    print();
  });
  addEventListener("afterprint", () => { delete document.body.dataset.print; });
  addEventListener("hashchange", () => { arrive(); show(); });

  form.reset();
  form.hidden = false;
  paper.dataset.written = "";
  arrive();
  show();
})(document.querySelector(".letter"));
