/** One sheet for each document, shared by its shadow roots. */
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/**
 * Constructable stylesheet. Adds `css` once to the document or shadow root of the element, also in the document of another window. A
 * Content Security Policy without `unsafe-inline` allows it. Browsers without it get a `<style>`.
 */
export function adoptStyles(element: Element, css: string): void {
  const root = element.getRootNode() as Document | ShadowRoot;
  const document = element.ownerDocument;
  const { CSSStyleSheet: Sheet } = document.defaultView ?? window;
  if (!('adoptedStyleSheets' in root) || typeof Sheet?.prototype.replaceSync !== 'function') {
    addStyleElement(root, css);
    return;
  }
  const known = sheets.get(document) ?? new Map<string, CSSStyleSheet>();
  sheets.set(document, known);
  let sheet = known.get(css);
  if (!sheet) {
    // The constructor of the element's own window: a document refuses sheets of another one.
    sheet = new Sheet();
    sheet.replaceSync(css);
    known.set(css, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}

function addStyleElement(root: Document | ShadowRoot, css: string): void {
  // Not `instanceof`: it may be the document of another window.
  const parent = (root as Document).head ?? root;
  if (parent.querySelector('style[data-chat-avatar-styles]')) return;
  const style = document.createElement('style');
  style.dataset.chatAvatarStyles = '';
  style.textContent = css;
  parent.append(style);
}
