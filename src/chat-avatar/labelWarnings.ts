import { warnOnce } from '../lib/warnOnce.js';
import type { ChatAvatarLabels } from './ChatAvatarLabels.js';

type Kind = 'a string' | 'a function' | 'a string or a function';

const KINDS: Record<keyof ChatAvatarLabels, Kind> = {
  contact: 'a string',
  group: 'a string',
  more: 'a function',
  others: 'a function',
  refresh: 'a function',
  refreshing: 'a string',
  unavailable: 'a function',
  availableAgain: 'a function',
  tryAgain: 'a function',
  updated: 'a string',
  unchanged: 'a string',
  kept: 'a string',
  throttled: 'a string',
  failed: 'a function',
  checked: 'a function',
  hidden: 'a string or a function',
  pending: 'a string',
  available: 'a string',
  none: 'a string',
  restricted: 'a string',
  'invalid-chat-id': 'a string',
  unauthorized: 'a string',
  'session-not-ready': 'a string',
  'rate-limited': 'a string',
  timeout: 'a string',
  network: 'a string',
  'server-error': 'a string',
  'invalid-response': 'a string',
};

const checked = new WeakSet<object>();

/** Development only. Warns about labels of another name or kind: the English ones stand in their place. */
export function warnAboutLabels(component: string, labels: unknown): void {
  if (labels === undefined || labels === null) return;
  if (typeof labels !== 'object') {
    warnOnce(
      `<${component}> got labels that are no object. Import a set, as in import { de } from "chat-avatar/labels/de", and pass labels={de}.`,
    );
    return;
  }
  if (checked.has(labels)) return;
  checked.add(labels);
  for (const [name, label] of Object.entries(labels)) {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name as keyof ChatAvatarLabels] : undefined;
    if (kind === undefined) {
      warnOnce(`<${component}> got a label of an unknown name, ${JSON.stringify(name)}. Check its spelling.`);
    } else if (label !== undefined && !kind.includes(typeof label)) {
      warnOnce(
        `<${component}> got a label ${JSON.stringify(name)} that is not ${kind}, so the English one stands in its place.`,
      );
    }
  }
}
