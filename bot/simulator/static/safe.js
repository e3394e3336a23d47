// The only way from a message into the page's looks: values LINE documents, checked against what is allowed.

const SCHEMES = new Set(["http:", "https:", "tel:", "line:", "mailto:"]);
const COLOUR = /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i;
const LENGTH = /^-?\d{1,5}(?:\.\d{1,4})?(?:px|%)$/;
const ANGLE = /^\d{1,4}(?:\.\d{1,4})?deg$/;
const RATIO = /^(\d{1,6}(?:\.\d{1,4})?):(\d{1,6}(?:\.\d{1,4})?)$/;

/** Give an address whose scheme is allowed, or null. */
export function safeUri(uri) {
  try {
    return SCHEMES.has(new URL(uri).protocol) ? uri : null;
  } catch {
    return null;
  }
}

/** Give the address of a picture, which has to be https (or this simulator's own path), or null. */
export function safePicture(uri) {
  if (typeof uri !== "string") return null;
  if (/^\/(?!\/)/.test(uri)) return uri;
  try {
    return new URL(uri).protocol === "https:" ? uri : null;
  } catch {
    return null;
  }
}

export const colour = (value) => (COLOUR.test(value) ? value : null);
export const length = (value) => (LENGTH.test(value) ? value : null);
export const angle = (value) => (ANGLE.test(value) ? value : null);

/** Give "w:h" as CSS writes it, or the other ratio. */
export function ratio(value, otherwise) {
  const found = RATIO.exec(value ?? "");
  return found && Number(found[1]) > 0 && Number(found[2]) > 0 ? `${found[1]} / ${found[2]}` : otherwise;
}

/** Give the CSS for a keyword of a scale, or a checked length; null for anything else. */
export function step(scale, value) {
  if (typeof value !== "string") return null;
  return Object.hasOwn(scale, value) ? `${scale[value]}px` : length(value);
}

/** Set CSS properties on a node, leaving out those without a value. */
export function style(node, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value !== null && value !== undefined) node.style.setProperty(name, String(value));
  }
  return node;
}
