import { cdp } from 'vitest/browser';

interface AXValue {
  value?: unknown;
}

interface AXNode {
  nodeId: string;
  ignored: boolean;
  role?: AXValue;
  name?: AXValue;
  description?: AXValue;
  properties?: { name: string; value: AXValue }[];
  childIds?: string[];
  parentId?: string;
  backendDOMNodeId?: number;
}

interface FrameTree {
  frame: { id: string; url: string };
  childFrames?: FrameTree[];
}

interface Session {
  send(method: 'Page.getFrameTree'): Promise<{ frameTree: FrameTree }>;
  send(method: 'Accessibility.enable'): Promise<void>;
  send(method: 'Accessibility.getFullAXTree', params: { frameId: string }): Promise<{ nodes: AXNode[] }>;
}

/** Boxes and runs of text that say nothing which their parents or children do not say. */
const SILENT = new Set(['InlineTextBox', 'none', 'generic', 'RootWebArea']);
/** The properties that assistive technology announces besides the name. */
const TOLD = new Set(['busy', 'disabled', 'focused', 'expanded', 'hasPopup', 'live', 'pressed']);

/**
 * Chromium's own accessibility tree for the page under test, a line for each element:
 * `button "Refresh picture of John Doe" busy focused`.
 */
export async function accessibilityTree(): Promise<string[]> {
  const session = cdp() as unknown as Session;
  await session.send('Accessibility.enable');
  const { frameTree } = await session.send('Page.getFrameTree');
  const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId: ownFrame(frameTree) });
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const [root] = nodes;
  return root === undefined ? [] : tell(root, 0, byId);
}

/** The tests run in a frame of the runner's page. */
function ownFrame(tree: FrameTree): string {
  const found = [tree, ...(tree.childFrames ?? [])].find(({ frame }) => frame.url === location.href);
  if (found === undefined) throw new Error(`Chromium knows no frame at ${location.href}.`);
  return found.frame.id;
}

function tell(node: AXNode, depth: number, byId: ReadonlyMap<string, AXNode>): string[] {
  const role = String(node.role?.value ?? '');
  const name = String(node.name?.value ?? '');
  const isTold = !node.ignored && !SILENT.has(role) && !(role === 'StaticText' && name.trim() === '');
  const children = (node.childIds ?? []).flatMap((id) => {
    const child = byId.get(id);
    return child === undefined ? [] : tell(child, depth + (isTold ? 1 : 0), byId);
  });
  return isTold ? [`${'  '.repeat(depth)}${lineOf(node, role, name)}`, ...children] : children;
}

function lineOf({ description, properties = [] }: AXNode, role: string, name: string): string {
  const states = properties
    .filter(({ name: state, value }) => TOLD.has(state) && value.value !== false && value.value !== 'false')
    .map(({ name: state, value }) =>
      value.value === true || value.value === 1 ? state : `${state}=${String(value.value)}`,
    );
  const described = description?.value ? [`— ${String(description.value)}`] : [];
  return [role, ...(name === '' ? [] : [JSON.stringify(name)]), ...states.sort(), ...described].join(' ');
}
