// The left column: who one is, what that person can do, who else comes, scenes that play themselves, and time.

import { at, button, changes, make, renew } from "./dom.js";
import { face } from "./messages.js";
import { act, group, groupName, isIn, look, me, refresh, view, world } from "./state.js";
import { knows, language, say } from "./words.js";

const STEPS = { seconds10: 10, minute1: 60, hour1: 3_600, day1: 86_400, week1: 604_800 };
const changed = changes();
const list = make("ul", { className: "person-list" });
const actions = make("div", { className: "row" });
const stage = make("div", { className: "stage" });
const title = make("h2");

export function preparePeople() {
  at("#people").append(title, list, actions, make("details", { className: "more-people" }, make("summary", { textContent: say("addMore") }), newPerson(), newGroup()), stage);
}

export function drawPeople() {
  title.textContent = say("people");
  if (changed("list", world.people, group(), view.me)) {
    renew(list, world.people.map(drawPerson));
    renew(actions, whatOneCanDo());
  }
  if (changed("stage", world.scenes, world.can_pass_time)) stage.replaceChildren(...drawScenes(), ...drawTime());
}

function drawPerson(one) {
  const marks = [];
  if (!group().member_ids.includes(one.user_id)) marks.push(say("outside"));
  if (one.blocked) marks.push(say("blocked")); else if (one.is_friend) marks.push(say("friend"));
  if (!one.consented) marks.push(say("hidden"));
  if (one.language === "en") marks.push(say("reads_en"));
  const choose = make("button", { type: "button", onclick: () => look({ me: one.user_id, opened: null }) },
    face(one.user_id), make("span", {}, one.display_name, make("small", { textContent: marks.join("・") })));
  choose.setAttribute("aria-pressed", String(one.user_id === view.me));
  return make("li", {}, choose);
}

function whatOneCanDo() {
  const { is_friend: isFriend, blocked } = me();
  const name = groupName(group(), say("room"));
  const everyone = { group: view.group, people: [view.me] };
  const person = { person: view.me };
  return [
    make("span", { className: "note", textContent: say("acting", { name: me().display_name }) }),
    isIn(group()) ? button(say("leave", { group: name }), () => act("leave", everyone)) : button(say("join", { group: name }), () => act("join", everyone)),
    ...(isFriend || blocked ? [] : [button(say("follow"), () => act("follow", person))]),
    blocked ? button(say("unblock"), () => act("unblock", person)) : button(say("block"), () => act("block", person)),
  ];
}

function adding(word, most, add) {
  const field = make("input", { type: "text", maxLength: most, required: true, placeholder: say(word), ariaLabel: say(word) });
  const form = make("form", { className: "row" }, field, make("button", { textContent: say("add"), ariaLabel: `${say("add")}: ${say(word)}` }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const changes_ = await add(field.value);
    if (!changes_) return;
    field.value = "";
    await refresh();
    look(changes_);
  });
  return form;
}

const newPerson = () => adding("newName", 20, async (name) => {
  const told = await act("people", { name, language });
  return told && { me: told.person };
});

const newGroup = () => adding("newGroup", 50, async (name) => {
  const told = await act("groups", { name, people: [view.me] });
  return told && { group: told.group, tab: "group" };
});

function drawScenes() {
  const scenes = (world.scenes ?? []).map((name) => button(knows(name) ? say(name) : name, (event) => busy(event, async () => {
    const told = await act("scene", { name, group: view.group });
    if (told?.person) {
      await refresh();
      look({ me: told.person, tab: "group" });
    }
  })));
  return scenes.length ? [make("h2", { textContent: say("scenes") }), make("div", { className: "row" }, ...scenes)] : [];
}

function drawTime() {
  if (!world.can_pass_time) return [];
  const steps = Object.entries(STEPS).map(([word, seconds]) => button(say(word), (event) => busy(event, () => act("time", { seconds }))));
  return [make("h2", { textContent: say("time") }), make("div", { className: "row" }, ...steps)];
}

/** Keep scenes and time from being asked for twice while they go on, and say that they do. */
async function busy({ target }, work) {
  const buttons = [...stage.querySelectorAll("button")];
  const note = make("p", { className: "note", role: "status", textContent: say("passing") });
  for (const one of buttons) one.disabled = true;
  const telling = setTimeout(() => stage.append(note), 400);
  try {
    await work();
  } finally {
    clearTimeout(telling);
    note.remove();
    for (const one of buttons) one.disabled = false;
    target.focus();
  }
}
