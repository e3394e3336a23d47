// The two chats: the group that is open, with tabs where there are several, and one's own 1:1 chat with the bot.

import { at, button, changes, keepFocus, make, patch, renew } from "./dom.js";
import { dayOf, drawDay, drawMessage, drawNotice, face } from "./messages.js";
import { drawMenu } from "./menu.js";
import { act, chatOf, group, groupName, look, me, view, world } from "./state.js";
import { tap } from "./tapping.js";
import { say } from "./words.js";

const PLACES = ["group", "private"];
const NEAR_END = 120;
const changed = changes();
const drawnLines = { group: new Map(), private: new Map() };

export function drawChats(composers) {
  drawGroupTabs();
  drawBars();
  for (const where of PLACES) {
    drawTalk(where, composers[where]);
    drawQuickReplies(where);
    composers[where].draw();
  }
  drawMenu();
}

function drawGroupTabs() {
  const place = at("#group .group-tabs");
  place.hidden = world.groups.length < 2;
  if (!changed("tabs", world.groups.map((one) => [one.chat_id, one.name]), view.group)) return;
  place.setAttribute("aria-label", say("groups"));
  renew(place, world.groups.map((one) => {
    const choose = button(groupName(one, say("room")), () => look({ group: one.chat_id }));
    choose.setAttribute("role", "tab");
    choose.setAttribute("aria-selected", String(one.chat_id === view.group));
    return choose;
  }));
}

function drawBars() {
  const { chat_id: id, has_bot: hasBot, member_ids: members } = group();
  const name = groupName(group(), say("room"));
  if (changed("group bar", id, name, hasBot, members.length)) {
    renew(at("#group .bar"), [
      make("h2", { textContent: name }), make("span", { className: "note", textContent: `(${say("members", { n: members.length + Number(hasBot) })})` }),
      make("span", { className: "tools" }, hasBot ? button(say("remove"), () => act("remove", { group: id }))
        : button(say("invite"), () => act("invite", { group: id }), { className: "primary" })),
    ]);
  }
  if (changed("private bar", view.me, me().display_name)) {
    at("#private .bar").replaceChildren(face(world.bot.user_id), make("h2", { textContent: world.bot.display_name }),
      make("span", { className: "note", textContent: me().display_name }));
  }
}

/** Draw what is new or different; what looks the same stays, so that a change elsewhere takes no focus away. */
function drawTalk(where, composer) {
  const place = at(`#${where} .talk`);
  const lines = world.chats[chatOf(where)] ?? [];
  const known = drawnLines[where];
  const kept = new Map();
  const draw = (key, looks, make_) => {
    const id = `${chatOf(where)} ${view.me} ${key}`;
    const before = known.get(id);
    const drawn = before?.looks === looks ? before : { looks, node: make_() };
    kept.set(id, drawn);
    return drawn.node;
  };
  const nodes = [];
  let day = null;
  lines.forEach((line) => {
    if (dayOf(line.at) !== day) {
      day = dayOf(line.at);
      const shown = day;
      nodes.push(draw(`day ${shown}`, shown, () => drawDay(shown)));
    }
    if (line.kind === "notice") {
      const looks = JSON.stringify(line);
      nodes.push(draw(`notice ${line.at} ${looks}`, looks, () => drawNotice(line)));
    } else {
      const looks = JSON.stringify([line, view.opened === line.id, line.author === view.me]);
      nodes.push(draw(line.id, looks, () => drawMessage(where, line, composer)));
    }
  });
  if (!lines.length) {
    const words = say(where === "group" ? "emptyGroup" : "emptyPrivate", { name: me().display_name });
    nodes.push(draw("empty", words, () => make("p", { className: "empty", textContent: words })));
  }
  drawnLines[where] = kept;
  place.setAttribute("aria-label", where === "group" ? groupName(group(), say("room")) : say("privateChat"));
  scrollAlong(place, `${chatOf(where)} ${lines.length}`, () => keepFocus(place, () => patch(place, nodes)));
}

/** Keep a chat at its end when its window becomes smaller or larger. */
export function prepareChats() {
  for (const where of PLACES) {
    const place = at(`#${where} .talk`);
    let atEnd = true;
    let height = 0;
    // A change of size scrolls as well, and is told before the observer below hears of it; that is nobody scrolling.
    place.addEventListener("scroll", () => { if (place.clientHeight === height) atEnd = isAtEnd(place); });
    new ResizeObserver(() => {
      height = place.clientHeight;
      if (atEnd) place.scrollTop = place.scrollHeight;
    }).observe(place);
  }
}

const isAtEnd = (place) => place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END;

/** Stay at the end where one was there, or where a message came; otherwise leave the eye where it is. */
function scrollAlong(place, length, change) {
  const atEnd = isAtEnd(place);
  change();
  if (atEnd || place.dataset.length !== length) place.scrollTop = place.scrollHeight;
  place.dataset.length = length;
}

/** Quick replies stand below the newest message only: LINE takes them away as soon as anybody writes. */
function drawQuickReplies(where) {
  const newest = (world.chats[chatOf(where)] ?? []).filter((line) => line.kind === "message").at(-1);
  const items = (!newest?.unsent && newest?.content.quickReply?.items) || [];
  const place = at(`#${where} .quick`);
  place.hidden = !items.length;
  if (!changed(`quick ${where}`, newest?.id, items, view.me)) return;
  place.setAttribute("aria-label", say("quick"));
  const wasHere = place.contains(document.activeElement);
  place.replaceChildren(...items.map(({ action }) => button(action.label ?? action.type, () => tap(where, action))));
  if (wasHere) at(`#${where} .talk`).focus();
}
