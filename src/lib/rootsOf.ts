/**
 * The document or shadow root of a node, and around a shadow root those of its host, inside first. Events that do not leave a shadow root,
 * such as the scrolling of a box in it, can be captured there alone.
 */
export function rootsOf(node: Node): Node[] {
  const root = node.getRootNode();
  // Not `instanceof`: it may be of another window.
  const { host } = root as ShadowRoot;
  return host ? [root, ...rootsOf(host)] : [root];
}
