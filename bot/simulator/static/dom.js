// Small helpers to make and change nodes. Nothing here, or anywhere on the page, turns text into markup.

export const at = (selector, root = document) => root.querySelector(selector);

/** Make an element with properties (or attributes where there is no such property) and children; null is left out. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name in node) node[name] = value; else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export const button = (label, onclick, more = {}) => make("button", { type: "button", textContent: label, onclick, ...more });

/** Make a node clickable for mouse, keyboard and screen reader; clicks stay inside it. */
export function clickable(node, label, onclick) {
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  if (label) node.setAttribute("aria-label", label);
  node.classList.add("clickable");
  const click = (event) => {
    event.stopPropagation();
    event.preventDefault();
    onclick();
  };
  node.addEventListener("click", click);
  node.addEventListener("keydown", (event) => {
    if (event.target === node && (event.key === "Enter" || event.key === " ")) click(event);
  });
  return node;
}

/** Give a parent exactly these children, leaving those in place that are already there, so focus and scrolling stay. */
export function patch(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

const controlsOf = (parent) => [...parent.querySelectorAll("a, button, input, select, textarea, [tabindex]")];
const keyOf = (node) => `${node.closest("[data-id]")?.dataset.id ?? ""} ${node.getAttribute("aria-label") ?? node.textContent}`;

/** Change what stands in a parent. What had the focus and was drawn anew has it again; where it is gone, the parent has it,
 *  so that one goes on from there, and a second Enter does not press what happens to stand in its place. */
export function keepFocus(parent, change) {
  const had = document.activeElement;
  if (had === parent || !parent.contains(had)) return change();
  const key = keyOf(had);
  change();
  if (parent.contains(had)) return null;
  const again = controlsOf(parent).find((node) => keyOf(node) === key);
  if (!again && !parent.hasAttribute("tabindex")) parent.tabIndex = -1;
  return (again ?? parent).focus({ preventScroll: true });
}

/** Give a parent new children, and keep the focus where it was. */
export const renew = (parent, nodes) => keepFocus(parent, () => parent.replaceChildren(...nodes));

/** Remember what a part of the page was drawn from, and say whether that has changed. */
export function changes() {
  const drawn = new Map();
  return (part, ...from) => {
    const looks = JSON.stringify(from);
    if (drawn.get(part) === looks) return false;
    drawn.set(part, looks);
    return true;
  };
}

let hiding = 0;

/** Show a sentence for a few seconds. */
export function toast(text) {
  const place = at("#toast");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { place.hidden = true; }, 4000);
}

/** Open a dialog with a title and contents; it gives back a function that closes it. */
export function openDialog(title, ...contents) {
  const dialog = at("#dialog");
  dialog.replaceChildren(make("h2", { textContent: title }), ...contents);
  dialog.setAttribute("aria-label", title);
  dialog.showModal();
  return () => dialog.close();
}
