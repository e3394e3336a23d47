// The simulator's page: draws `/sim/world` and turns clicks into `POST /sim/<action>`. It asks `/sim/log` what changed.
// Everything is made with DOM calls and textContent, so that no message can become markup.

const WORDS = {
  ja: {
    title: "つどい シミュレーター", people: "だれになりますか", privateChat: "つどいとの1対1", members: "{n}人",
    bill: "今月の課金 {used} / {limit}通", calls: "API {n}回", unlimited: "無制限",
    noIds: "ボタンにユーザーIDなし", noFriends: "だれも友だちではない",
    invite: "つどいを招く", remove: "つどいを外す", join: "グループに入る", leave: "グループを出る",
    follow: "友だちに追加", block: "ブロック", unblock: "ブロック解除", add: "追加", newName: "新しい人の名前",
    friend: "友だち", blocked: "ブロック中", hidden: "ID非表示", outside: "グループの外",
    send: "送る", sticker: "スタンプ", write: "{name}として書く", outsideHint: "{name}さんはこのグループにいません",
    quote: "引用", edit: "編集", unsend: "送信取消", more: "このメッセージの操作", cancel: "やめる",
    quoting: "引用: ", editing: "編集中", edited: "編集済み", gone: "メッセージの送信を取り消しました",
    joined: "{names}が参加しました", left: "{names}が退出しました", everybody: "全員", pick: "@で呼ぶ: ",
    emptyGroup: "「つどいを招く」を押すと、ボットがグループに入ります。", emptyPrivate: "ここは{name}さんとつどいの1対1トークです。",
    traffic: "通信の記録", mishap: "次の1回に起こすこと", happen: "起こす", none: "（トラブルなし）",
    release: "止まっているWebhookを届ける ({n})", coming: "予約中: {n}", group: "グループ", alt: "通知: ",
    late: "Webhookが遅れる", twice: "Webhookが二重に届く", reordered: "Webhookの順序が入れ替わる（2件）", lost: "Webhookが届かない",
    refused: "APIが500を返す", slow: "APIが3秒遅い", reset: "API接続が切れる", answer_lost: "送信されるが応答が消える",
    yes: "決定", redelivery: "Webhook再送", verified: "認証済アカウント",
  },
  en: {
    title: "Tsudoi simulator", people: "Who are you?", privateChat: "1:1 with Tsudoi", members: "{n} members",
    bill: "Billed this month {used} / {limit}", calls: "{n} API calls", unlimited: "no limit",
    noIds: "No user id on buttons", noFriends: "Nobody is a friend",
    invite: "Invite Tsudoi", remove: "Remove Tsudoi", join: "Join the group", leave: "Leave the group",
    follow: "Add as friend", block: "Block", unblock: "Unblock", add: "Add", newName: "Name of somebody new",
    friend: "friend", blocked: "has blocked", hidden: "id hidden", outside: "outside the group",
    send: "Send", sticker: "Sticker", write: "Write as {name}", outsideHint: "{name} is not in this group",
    quote: "Quote", edit: "Edit", unsend: "Unsend", more: "Actions for this message", cancel: "Cancel",
    quoting: "Quoting: ", editing: "Editing", edited: "edited", gone: "This message was unsent",
    joined: "{names} joined", left: "{names} left", everybody: "Everybody", pick: "Mention: ",
    emptyGroup: "“Invite Tsudoi” brings the bot into the group.", emptyPrivate: "This is {name}'s 1:1 chat with Tsudoi.",
    traffic: "Calls and webhooks", mishap: "What goes wrong once", happen: "Let it happen", none: "(nothing goes wrong)",
    release: "Deliver waiting webhooks ({n})", coming: "ordered: {n}", group: "Group", alt: "Notification: ",
    late: "Webhook is late", twice: "Webhook arrives twice", reordered: "Two webhooks swap", lost: "Webhook is lost",
    refused: "API answers 500", slow: "API takes 3 seconds", reset: "API connection breaks", answer_lost: "Sent, but the answer is lost",
    yes: "OK", redelivery: "Redeliver webhooks", verified: "Verified account",
  },
};
const MISHAPS = {
  late: { target: "webhook" }, twice: { target: "webhook" }, reordered: { target: "webhook", count: 2 }, lost: { target: "webhook" },
  refused: { target: "call" }, slow: { target: "call", seconds: 3 }, reset: { target: "call" }, answer_lost: { target: "call" },
};
const SWITCHES = { no_user_id_on_postbacks: "noIds", nobody_is_a_friend: "noFriends", redelivery: "redelivery", verified: "verified" };
const FACES = ["#4f7cac", "#7a6bb0", "#b0697c", "#5b8f6b", "#a5793f", "#3f8f96", "#8a6f5c"];

const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
const language = asked.startsWith("ja") ? "ja" : "en";
document.documentElement.lang = language;
const say = (word, values = {}) => WORDS[language][word].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const at = (selector, root = document) => root.querySelector(selector);

let world = null;
let me = null;
let tab = "group";
let opened = null;
const composers = {};
const drawn = {};

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value; else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
const button = (label, onclick, more = {}) => make("button", { type: "button", textContent: label, onclick, ...more });

async function act(action, body) {
  const answer = await fetch(`/sim/${action}`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) showProblem(told.message ?? JSON.stringify(told.detail));
  return answer.ok ? told : null;
}

function showProblem(text) {
  const place = at("#problem");
  place.textContent = text;
  place.hidden = false;
  setTimeout(() => { place.hidden = true; }, 4000);
}

const person = () => world.people.find((one) => one.user_id === me);
const group = () => world.groups.find((one) => one.kind === "group");
const chatOf = (where) => (where === "group" ? group().chat_id : me);
const target = (where) => (where === "group" ? group().chat_id : world.bot.user_id);
const nameOf = (id) => (id === world.bot.user_id ? world.bot.display_name : world.people.find((one) => one.user_id === id)?.display_name ?? "");
const face = (id) => make("span", {
  className: "face", ariaHidden: "true", textContent: [...nameOf(id)][0] ?? "",
  style: `background:${id === world.bot.user_id ? "var(--accent)" : FACES[parseInt(id.slice(-4), 16) % FACES.length]}`,
});

function drawHeader() {
  at("#title").textContent = document.title = say("title");
  const { used, limit } = world.bill;
  at("#bill").replaceChildren(
    say("bill", { used, limit: limit ?? say("unlimited") }), make("small", { textContent: ` · ${say("calls", { n: world.call_count })}` }),
  );
  at("#switches").replaceChildren(...Object.entries(SWITCHES).map(([name, word]) => make("label", {},
    make("input", { type: "checkbox", checked: world.switches[name], onchange: (event) => act("switches", { name, on: event.target.checked }) }),
    say(word))));
  const release = at("#release");
  release.hidden = world.waiting === 0;
  release.textContent = say("release", { n: world.waiting });
  at("#mishap small").textContent = world.mishaps.length ? say("coming", { n: world.mishaps.length }) : "";
}

function drawPeople() {
  at("#people h2").textContent = say("people");
  drawTraffic();
  const looks = JSON.stringify([world.people, group().member_ids, me]);
  if (drawn.people === looks) return;
  drawn.people = looks;
  at("#person-list").replaceChildren(...world.people.map((one) => {
    const marks = [];
    if (!group().member_ids.includes(one.user_id)) marks.push(say("outside"));
    if (one.blocked) marks.push(say("blocked")); else if (one.is_friend) marks.push(say("friend"));
    if (!one.consented) marks.push(say("hidden"));
    const choose = make("button", { type: "button", onclick: () => { me = one.user_id; resetComposers(); draw(); } },
      face(one.user_id), make("span", {}, one.display_name, make("small", { textContent: marks.join("・") })));
    choose.setAttribute("aria-pressed", String(one.user_id === me));
    return make("li", {}, choose);
  }));
  const inside = group().member_ids.includes(me);
  const everyone = { group: group().chat_id, people: [me] };
  at("#person-actions").replaceChildren(
    inside ? button(say("leave"), () => act("leave", everyone)) : button(say("join"), () => act("join", everyone)),
    person().is_friend || person().blocked ? "" : button(say("follow"), () => act("follow", { person: me })),
    person().blocked ? button(say("unblock"), () => act("unblock", { person: me })) : button(say("block"), () => act("block", { person: me })),
  );
}

function drawTraffic() {
  at("#traffic summary").textContent = say("traffic");
  const calls = world.calls.map((call) => [`→ ${call.method} ${call.path} ${call.status ?? "✕"} ${call.message}`, call.status === null || call.status >= 400]);
  const hooks = world.deliveries.map((one) => [`← ${one.types.join(", ")} ${one.status ?? one.failure}${one.attempt > 1 ? ` (${one.attempt})` : ""}`, one.failure !== null]);
  at("#traffic ol").replaceChildren(...[...hooks.slice(-12), ...calls.slice(-12)].map(([text, bad]) => make("li", { className: bad ? "bad" : "", textContent: text })));
}

function drawBars() {
  at("#group h2").textContent = group().name;
  at("#group .note").textContent = say("members", { n: group().member_ids.length });
  const { has_bot: hasBot, chat_id: id } = group();
  at("#group .tools").replaceChildren(hasBot
    ? button(say("remove"), () => act("remove", { group: id }))
    : button(say("invite"), () => act("invite", { group: id }), { className: "primary" }));
  at("#private h2").textContent = say("privateChat");
  at("#private .note").textContent = person().display_name;
}

function drawTalk(where) {
  const place = at(`#${where} .talk`);
  const lines = world.chats[chatOf(where)] ?? [];
  // What looks the same is left alone, so that a change elsewhere does not take the focus or an open date field away.
  const looks = JSON.stringify([lines, opened, me]);
  if (drawn[where] === looks) return;
  drawn[where] = looks;
  place.setAttribute("aria-label", where === "group" ? group().name : say("privateChat"));
  const nodes = lines.map((line) => (line.kind === "notice" ? drawNotice(line) : drawMessage(where, line)));
  const newest = lines.filter((line) => line.kind === "message").at(-1);
  const quick = newest?.buttons.map((one, index) => [one, index]).filter(([one]) => one.place === "quick reply") ?? [];
  if (quick.length) nodes.push(make("div", { className: "quick" }, ...quick.map(([one, index]) => drawButton(where, newest, one, index))));
  if (!lines.length) nodes.push(make("p", { className: "empty", textContent: say(where === "group" ? "emptyGroup" : "emptyPrivate", { name: person().display_name }) }));
  const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 80;
  place.replaceChildren(...nodes);
  if (atEnd || place.dataset.length !== String(lines.length)) place.scrollTop = place.scrollHeight;
  place.dataset.length = String(lines.length);
}

const drawNotice = (line) => make("p", {
  className: "notice", textContent: say(line.notice, { names: line.names.join(language === "ja" ? "、" : ", ") }),
});

function drawMessage(where, line) {
  const mine = line.author === me;
  const bubble = make("div", { className: "bubble" });
  if (line.unsent) {
    bubble.classList.add("gone");
    bubble.textContent = say("gone");
  } else {
    if (line.quoted) bubble.append(make("span", { className: "quoted", textContent: `${line.quoted.name}: ${line.quoted.text || say("gone")}` }));
    if (line.alt) {
      bubble.classList.add("card");
      bubble.append(make("span", { className: "alt", textContent: say("alt") + line.alt }), line.text.slice(line.alt.length).trimStart());
    } else bubble.append(line.text);
    const kept = line.buttons.map((one, index) => [one, index]).filter(([one]) => one.place === "card");
    if (kept.length) bubble.append(make("div", { className: "buttons" }, ...kept.map(([one, index]) => drawButton(where, line, one, index))));
  }
  const time = new Date(line.at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  const who = make("div", { className: "who", textContent: `${mine ? "" : line.sender ?? nameOf(line.author)} ${time} ${line.edited ? say("edited") : ""}`.trim() });
  if (!line.unsent) who.append(button("⋯", () => { opened = opened === line.id ? null : line.id; draw(); }, { className: "more", ariaLabel: say("more") }));
  const body = make("div", {}, who, bubble, opened === line.id ? drawActs(where, line, mine) : null);
  return make("article", { className: mine ? "message mine" : "message" }, mine ? null : face(line.author), body);
}

function drawActs(where, line, mine) {
  const composer = composers[where];
  const close = (then) => () => { opened = null; then(); draw(); };
  const acts = make("div", { className: "acts" }, button(say("quote"), close(() => composer.about({ quote: line.id, text: line.text }))));
  if (mine && where === "group" && line.type === "text") acts.append(button(say("edit"), close(() => composer.about({ edit: line.id, text: line.text }))));
  if (mine) acts.append(button(say("unsend"), close(() => act("unsend", { person: me, message: line.id }))));
  return acts;
}

function drawButton(where, line, one, index) {
  const { type, uri, mode } = one.action;
  const tap = async (picked = "") => {
    const told = await act("tap", { person: me, chat: target(where), message: line.id, button: index, picked });
    if (told?.opens) openPrivate(told.opens.prefilled);
  };
  if (type === "uri" && !/^https:\/\/line\.me\//.test(uri)) {
    return /^https?:\/\//.test(uri) ? make("a", { href: uri, target: "_blank", rel: "noopener noreferrer", textContent: `${one.label} ↗` }) : make("span", { textContent: `${one.label} (${uri})` });
  }
  if (type !== "datetimepicker") return button(type === "uri" ? `${one.label} →` : one.label, () => tap());
  const choose = button(one.label, () => {
    const field = make("input", { type: mode === "datetime" ? "datetime-local" : mode, value: one.action.initial ?? "", ariaLabel: one.label });
    choose.replaceWith(make("span", { className: "acts" }, field, button(say("yes"), () => field.value && tap(field.value))));
  });
  return choose;
}

function openPrivate(prefilled) {
  tab = "private";
  draw();
  if (prefilled) composers.private.field.value = prefilled;
  composers.private.field.focus();
}

// A composer writes, quotes and edits in one chat. Mentions are those picked from the list whose "@name" is still in the text.
function makeComposer(where) {
  const form = at(`#${where} .composer`);
  const field = make("input", { type: "text", autocomplete: "off" });
  const about = make("div", { className: "about", hidden: true });
  const picker = make("div", { className: "picker", hidden: true });
  let subject = null;
  let picked = [];

  const composer = {
    field,
    about(next) {
      subject = next;
      about.hidden = !next;
      if (next) about.replaceChildren(next.edit ? say("editing") : say("quoting") + next.text.split("\n")[0].slice(0, 40), button(say("cancel"), () => composer.about(null)));
      if (next?.edit) field.value = next.text;
      field.focus();
    },
    reset() { composer.clear(); about.hidden = true; },
    clear() { subject = null; picked = []; field.value = ""; picker.hidden = true; },
    draw() {
      const here = where === "private" || group().member_ids.includes(me);
      field.disabled = !here;
      field.placeholder = say(here ? "write" : "outsideHint", { name: person().display_name });
      field.setAttribute("aria-label", field.placeholder);
      for (const one of form.querySelectorAll(":scope > button")) one.disabled = !here;
    },
  };
  const mentionable = () => [
    ...(group().has_bot ? [{ id: world.bot.user_id, name: world.bot.display_name }] : []),
    ...group().member_ids.filter((id) => id !== me).map((id) => ({ id, name: nameOf(id) })), { id: "all", name: "All" },
  ];
  field.oninput = () => {
    const typed = /[@＠]([^\s@＠]*)$/.exec(field.value);
    const found = where === "group" && typed ? mentionable().filter((one) => one.name.startsWith(typed[1])) : [];
    picker.hidden = !found.length;
    picker.replaceChildren(say("pick"), ...found.map((one) => button(one.id === "all" ? say("everybody") : one.name, () => {
      field.value = `${field.value.slice(0, typed.index)}@${one.name} `;
      picked.push(one);
      picker.hidden = true;
      field.focus();
    })));
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    const places = picked.map((one) => ({ ...one, index: text.indexOf(`@${one.name}`) })).filter((one) => one.index >= 0);
    const mentions = places.sort((one, other) => one.index - other.index).map((one) => one.id);
    const now = subject;
    composer.clear();
    about.hidden = true;
    await (now?.edit ? act("edit", { person: me, message: now.edit, text })
      : act("say", { person: me, chat: target(where), text, mentions, quote: now?.quote ?? null }));
  };
  form.append(about, picker, button("☺", () => act("sticker", { person: me, chat: target(where) }), { ariaLabel: say("sticker") }), field,
    make("button", { type: "submit", className: "primary", textContent: say("send") }));
  return composer;
}

function resetComposers() {
  for (const composer of Object.values(composers)) composer.reset();
}

function drawTabs() {
  const words = { people: person().display_name, group: say("group"), private: say("privateChat") };
  at("#tabs").replaceChildren(...Object.entries(words).map(([name, word]) => {
    const choose = button(word, () => { tab = name; draw(); });
    choose.setAttribute("aria-pressed", String(name === tab));
    return choose;
  }));
  for (const section of document.querySelectorAll("main > section")) section.classList.toggle("shown", section.dataset.tab === tab);
}

function draw() {
  drawHeader();
  drawPeople();
  drawTabs();
  drawBars();
  for (const where of ["group", "private"]) {
    drawTalk(where);
    composers[where].draw();
  }
}

function prepare() {
  const kind = make("select", { ariaLabel: say("mishap") }, make("option", { value: "", textContent: say("none") }),
    ...Object.keys(MISHAPS).map((value) => make("option", { value, textContent: say(value) })));
  at("#mishap").append(kind, make("button", { textContent: say("happen") }), make("small"));
  at("#mishap").onsubmit = (event) => {
    event.preventDefault();
    if (kind.value) act("mishaps", { kind: kind.value, ...MISHAPS[kind.value] });
    kind.value = "";
  };
  at("#release").onclick = () => act("release", {});
  const name = make("input", { type: "text", maxLength: 20, required: true, placeholder: say("newName"), ariaLabel: say("newName") });
  at("#new-person").append(name, make("button", { textContent: say("add") }));
  at("#new-person").onsubmit = async (event) => {
    event.preventDefault();
    const told = await act("people", { name: name.value, language });
    name.value = "";
    if (told) { me = told.person; await refresh(); }
  };
  for (const where of ["group", "private"]) composers[where] = makeComposer(where);
}

async function refresh() {
  world = await (await fetch("/sim/world")).json();
  if (!person()) me = world.people[0].user_id;
  draw();
}

async function follow() {
  for (;;) {
    try {
      const { last } = await (await fetch(`/sim/log?after=${world.last}`)).json();
      if (last !== world.last) await refresh();
      else await new Promise((done) => { setTimeout(done, 200); });
    } catch {
      await new Promise((done) => { setTimeout(done, 2000); });
    }
  }
}

prepare();
await refresh();
follow();
