// What happens when something is tapped: texts and postbacks go to the simulator, links are shown and never followed.

import { button, make, openDialog, toast } from "./dom.js";
import { safeUri } from "./safe.js";
import { act, look, targetOf, view } from "./state.js";
import { say } from "./words.js";

const FIELDS = { date: "date", time: "time", datetime: "datetime-local" };
const openings = [];

/** Say what to call with a text that is to wait in the 1:1 chat (or in another chat, by its name) for being sent. */
export const onPrefill = (fill) => openings.push(fill);
const prefill = (where, text) => openings.forEach((fill) => fill(where, text));

/** Tap an action that stands in a chat: "group" or "private". */
export async function tap(where, action) {
  switch (action?.type) {
    case "uri": return tapLink(where, action);
    case "datetimepicker": return pickMoment(where, action);
    case "clipboard": return copy(action.clipboardText);
    case "camera":
    case "cameraRoll": return act("image", { person: view.me, chat: targetOf(where) });
    case "message":
    case "richmenuswitch":
    case "postback": return send(where, action);
    default: return toast(`${say("cannotHere")}: ${action?.type ?? "?"}`);
  }
}

async function send(where, action, picked = "") {
  const told = await act("tap", { person: view.me, chat: targetOf(where), action, picked });
  if (told && action.inputOption === "openKeyboard") prefill(where, action.fillInText ?? "");
  return told;
}

async function tapLink(where, action) {
  const uri = String(action.uri ?? "");
  if (!safeUri(uri)) return openDialog(say("badUri"), address(uri, "bad"), closing());
  if (uri.startsWith("https://line.me/")) {
    const told = await send(where, action);
    if (told?.opens) {
      look({ tab: "private" });
      return prefill("private", told.opens.prefilled);
    }
    if (!told) return null;
  }
  return openDialog(say("uriTitle"), address(uri, ""), make("div", { className: "row" }, button(say("copy"), () => copy(uri)), ...closing().childNodes));
}

const address = (uri, more) => make("p", { className: `address ${more}`, textContent: uri });

function closing() {
  return make("div", { className: "row" }, make("button", { type: "button", textContent: say("closeDialog"), onclick: (event) => event.target.closest("dialog").close() }));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${say("copied")}: ${text}`);
  } catch {
    openDialog(say("copy"), address(text, ""), closing());
  }
}

function pickMoment(where, action) {
  const bound = (value) => value?.replace("t", "T");
  const field = make("input", { type: FIELDS[action.mode] ?? "date", ariaLabel: action.label ?? say("decide"), required: true });
  for (const name of ["min", "max"]) if (action[name]) field[name] = bound(action[name]);
  field.value = bound(action.initial) ?? "";
  const form = make("form", { className: "row", method: "dialog" }, field, make("button", { className: "primary", textContent: say("decide") }));
  const close = openDialog(action.label ?? say("decide"), form, closing());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    send(where, action, field.value);
  });
}
