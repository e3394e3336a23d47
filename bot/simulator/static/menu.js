// The rich menu under the 1:1 chat: a picture whose areas are buttons, folded away by the bar below it.
//
// The world has `rich_menus`, by user id: `{image_url, size: {width, height}, chat_bar_text, areas: [{bounds, action, label}]}`.

import { at, button, changes, make } from "./dom.js";
import { picture } from "./flex.js";
import { style } from "./safe.js";
import { look, view, world } from "./state.js";
import { tap } from "./tapping.js";
import { area } from "./templates.js";
import { say } from "./words.js";

const changed = changes();

export function drawMenu() {
  const menu = world.rich_menus?.[view.me] ?? null;
  const place = at("#private .rich-menu");
  place.hidden = !menu;
  if (!changed("menu", menu, view.menuOpen) || !menu) return;
  const bar = button(`${menu.chat_bar_text || say("menu")} ${view.menuOpen ? "▾" : "▴"}`, () => look({ menuOpen: !view.menuOpen }), { className: "menu-bar" });
  bar.setAttribute("aria-expanded", String(view.menuOpen));
  place.replaceChildren(...(view.menuOpen ? [drawAreas(menu)] : []), bar);
}

function drawAreas({ image_url: url, size: { width, height }, areas }) {
  const node = make("div", { className: "menu-picture" }, url ? picture(url) : null);
  style(node, { "aspect-ratio": `${Number(width)} / ${Number(height)}` });
  areas.forEach(({ bounds, action, label }, index) => {
    const name = label || action.label || action.text || action.displayText || say("menuArea", { n: index + 1 });
    const tapped = area(name, bounds, width, height, () => tap("private", action));
    if (!url) tapped.textContent = name;
    node.append(tapped);
  });
  return node;
}
