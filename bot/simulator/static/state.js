// What the page knows: the world as the simulator tells it, and what this page looks at; and the way to act on it.

import { toast } from "./dom.js";

const KEPT = "tsudoi-simulator-view";

export let world = null;

/** Who I am, which group is open, which tab a phone shows, whether the inspector is open, the row chosen there, the
 *  message whose actions are shown, whether the menu is unfolded, and whether the first steps were sent away. */
export const view = { me: null, group: null, tab: "group", inspector: false, row: null, opened: null, menuOpen: true, guided: false };

Object.assign(view, kept());

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

const watchers = [];

/** Have something called after every change of the world or of the view. */
export const watch = (draw) => watchers.push(draw);

export function redraw() {
  sessionStorage.setItem(KEPT, JSON.stringify({ ...view, opened: null }));
  for (const draw of watchers) draw();
}

/** Change what this page looks at. */
export function look(changed) {
  Object.assign(view, changed);
  redraw();
}

export async function refresh() {
  world = await (await fetch("/sim/world")).json();
  if (!me()) view.me = world.people[0].user_id;
  if (!group()) view.group = world.groups[0].chat_id;
  redraw();
}

/** Let something happen: `POST /sim/<action>`; gives what the simulator told, or null after showing why it refused. */
export async function act(action, body = {}) {
  const answer = await fetch(`/sim/${action}`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) toast(told.message ?? told.detail?.map?.((one) => one.msg).join(" ") ?? String(answer.status));
  return answer.ok ? told : null;
}

export const read = async (path) => (await fetch(`/sim/${path}`)).json();

export const me = () => world.people.find((one) => one.user_id === view.me);
export const group = () => world.groups.find((one) => one.chat_id === view.group);
export const isIn = (chat) => chat.member_ids.includes(view.me);
export const groupName = (chat, unnamed) => chat.name || unnamed;

/** The chat as the simulator keeps it, and as an action names it: the bot's id stands for one's own 1:1 chat. */
export const chatOf = (where) => (where === "group" ? view.group : view.me);
export const targetOf = (where) => (where === "group" ? view.group : world.bot.user_id);

export function nameOf(id) {
  if (id === world.bot.user_id) return world.bot.display_name;
  return world.people.find((one) => one.user_id === id)?.display_name ?? "";
}

/** Follow the stream of changes for ever. Changes that come while the world is being read are read once, together. */
export function follow(onConnection) {
  const stream = new EventSource(`/sim/events?after=${world.last}`);
  let reading = false;
  let again = false;
  const catchUp = async () => {
    again = reading;
    if (reading) return;
    reading = true;
    try {
      do {
        again = false;
        await refresh();
      } while (again);
    } catch {
      onConnection(false);
    } finally {
      reading = false;
    }
  };
  stream.addEventListener("change", catchUp);
  stream.onopen = () => { onConnection(true); catchUp(); };
  stream.onerror = () => onConnection(false);
  addEventListener("pagehide", () => stream.close());
}
