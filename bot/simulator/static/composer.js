// Where one writes: texts with mentions, quotes and edits, stickers and photos; one composer for each chat.

import { at, button, make } from "./dom.js";
import { act, group, isIn, me, nameOf, targetOf, view, world } from "./state.js";
import { onPrefill } from "./tapping.js";
import { say } from "./words.js";

export function makeComposer(where) {
  const form = at(`#${where} .composer`);
  const field = make("textarea", { rows: 1, autocomplete: "off" });
  const about = make("div", { className: "about", hidden: true });
  const picker = make("div", { className: "picker", hidden: true });
  picker.setAttribute("role", "group");
  picker.setAttribute("aria-label", say("mentionPicker"));
  const calling = button("@", openPicker, { className: "tool", ariaLabel: say("mention"), title: say("mention") });
  const tools = [
    button("☺", () => act("sticker", here()), { className: "tool", ariaLabel: say("sticker"), title: say("sticker") }),
    button("🖼", () => act("image", here()), { className: "tool", ariaLabel: say("image"), title: say("image") }),
    ...(where === "group" ? [calling] : []),
  ];
  const sending = make("button", { type: "submit", className: "primary", textContent: say("send") });
  let subject = null;
  let picked = [];

  const here = () => ({ person: view.me, chat: targetOf(where) });

  /** Who can be mentioned here: the bot, the other members, and everybody. */
  const mentionable = () => [
    ...(group().has_bot ? [{ id: world.bot.user_id, name: world.bot.display_name }] : []),
    ...group().member_ids.filter((id) => id !== view.me).map((id) => ({ id, name: nameOf(id) })),
    { id: "all", name: "All" },
  ];

  /** Find the "@" and the beginning of a name that stand before the cursor. */
  function typedName() {
    const before = field.value.slice(0, field.selectionStart);
    const found = where === "group" ? /[@＠]([^\s@＠]*)$/.exec(before) : null;
    return found && { start: found.index, end: before.length, name: found[1] };
  }

  function offer() {
    const typed = typedName();
    const found = typed ? mentionable().filter((one) => one.name.startsWith(typed.name)) : [];
    picker.hidden = !found.length;
    picker.replaceChildren(...found.map((one) => button(one.id === "all" ? say("everybody") : `@${one.name}`, () => choose(one))));
  }

  function choose(one) {
    const typed = typedName();
    const shown = `@${one.name} `;
    field.setRangeText(shown, typed.start, typed.end, "end");
    picked.push(one);
    picker.hidden = true;
    grow();
    field.focus();
  }

  function openPicker() {
    if (!typedName()) field.setRangeText("@", field.selectionStart, field.selectionEnd, "end");
    offer();
    picker.querySelector("button")?.focus();
  }

  /** Tell which of the picked mentions are still in the text, in the order they stand there. */
  function mentionsIn(text) {
    const ids = [];
    let from = 0;
    const left = [...picked];
    for (;;) {
      const places = left.map((one) => ({ one, index: text.indexOf(`@${one.name}`, from) })).filter((place) => place.index >= 0);
      if (!places.length) return ids;
      const next = places.reduce((first, place) => (place.index < first.index ? place : first));
      ids.push(next.one.id);
      from = next.index + next.one.name.length + 1;
      left.splice(left.indexOf(next.one), 1);
    }
  }

  function grow() {
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight + 2, 140)}px`;
  }

  async function send() {
    const text = field.value.trim();
    if (!text || field.disabled) return;
    const now = subject;
    const mentions = mentionsIn(text);
    composer.reset();
    const told = await (now?.edit ? act("edit", { person: view.me, message: now.edit, text, mentions })
      : act("say", { ...here(), text, mentions, quote: now?.quote ?? null }));
    if (!told && !field.value) field.value = text;
  }

  const composer = {
    about(next) {
      subject = next;
      about.hidden = !next;
      if (next) {
        const words = `${say(next.edit ? "editing" : "quoting")} ${next.text.split("\n")[0].slice(0, 40)}`;
        about.replaceChildren(make("span", { textContent: words }), button(say("cancel"), () => (next.edit ? composer.reset() : composer.about(null))));
      }
      if (next?.edit) {
        picked = mentionable().filter((one) => next.text.includes(`@${one.name}`));
        composer.prefill(next.text);
      }
      field.focus();
    },
    prefill(text) {
      field.value = text;
      grow();
      field.focus();
    },
    reset() {
      subject = null;
      picked = [];
      field.value = "";
      picker.hidden = about.hidden = true;
      grow();
    },
    draw() {
      const mayWrite = where === "private" || isIn(group());
      field.disabled = !mayWrite;
      field.placeholder = say(mayWrite ? "write" : "outsideHint", { name: me().display_name });
      field.setAttribute("aria-label", field.placeholder);
      for (const one of [...tools, sending]) one.disabled = !mayWrite;
    },
  };

  field.addEventListener("input", () => { offer(); grow(); });
  field.addEventListener("keydown", (event) => {
    // While Japanese is being converted, Enter belongs to the input method.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "ArrowUp" && !picker.hidden) {
      event.preventDefault();
      picker.querySelector("button").focus();
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    picker.hidden = true;
    field.focus();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  onPrefill((chat, text) => { if (chat === where) composer.prefill(text); });
  form.append(about, picker, make("div", { className: "tools" }, ...tools), field, sending);
  return composer;
}
