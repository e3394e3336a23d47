// The first steps: one line below the header that says what to do next, until one has seen what Tsudoi does.

import { at, button, changes, make } from "./dom.js";
import { group, look, view, world } from "./state.js";
import { say } from "./words.js";

const FAR_ENOUGH = 60;
const changed = changes();

export function drawGuide() {
  const step = view.guided ? null : nextStep();
  const place = at("#guide");
  place.hidden = !step;
  if (!changed("step", step) || !step) return;
  place.setAttribute("aria-label", say("guide"));
  place.replaceChildren(
    make("p", { textContent: say(step) }),
    button("✕", () => look({ guided: true }), { className: "tool", ariaLabel: say("guided"), title: say("guided") }));
}

/** Tell by what stands in the chats how far somebody has come in the group they look at; null where nothing is left to show. */
function nextStep() {
  const { chat_id: id, has_bot: hasBot } = group();
  const lines = world.chats[id] ?? [];
  if (lines.length > FAR_ENOUGH) return null;
  if (!hasBot) return "stepInvite";
  const claimed = lines.findIndex((line) => line.author !== world.bot.user_id && line.text?.startsWith("/claim "));
  if (claimed < 0) return told().some((line) => line.text?.startsWith("/claim ")) ? "stepCode" : "stepClaim";
  if (!lines.slice(claimed).some((line) => line.notice === "joined")) return "stepNewcomer";
  const talkers = world.people.filter(({ user_id: one }) => world.chats[one]?.some((line) => line.author === one));
  return talkers.length < 2 ? "stepSwitch" : null;
}

const told = () => world.people.flatMap((one) => world.chats[one.user_id] ?? []);
