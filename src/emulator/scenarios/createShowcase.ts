import { createChats } from './createChats.js';
import type { EmulatorChat } from './EmulatorChat.js';
import type { EmulatorScenario } from './EmulatorScenario.js';

/** A name for the chat of each scenario. A scenario without a name is a type error. */
const SCENARIO_NAMES: Record<Exclude<EmulatorScenario, 'picture'>, string> = {
  'changes-on-refresh': 'Nova Newface',
  preview: 'Pia Preview',
  none: 'Noor None',
  hidden: 'Hana Hidden',
  blocked: 'Bo Blocked',
  'empty-string': 'Emil Empty',
  'null-body': 'Nils Null',
  'no-content': 'Nora Content',
  'rate-limited': 'Ray Limited',
  slow: 'Sloane Slow',
  hanging: 'Hank Hanging',
  'contact-shape': 'Cora Contact',
  'engine-shape': 'Enzo Engine',
  'nested-url': 'Nadia Nested',
  base64: 'Basil Base',
  'bare-base64': 'Barbara Base',
  'expired-url': 'Ezra Expired',
  'broken-image': 'Brook Broken',
  'html-image': 'Holly Markup',
  'slow-image': 'Sally Slowly',
  'http-url': 'Hugo Plain',
  'javascript-url': 'Jay Script',
  'svg-base64': 'Svea Vector',
  restricted: 'Reza Restricted',
  'restricted-status': 'Rosa Restricted',
  'not-available': 'Nina Available',
  'not-authorized': 'Nathan Authorized',
  placeholder: 'Paula Placeholder',
  'unknown-json': 'Uma Unknown',
  html: 'Helga Html',
  'invalid-chat-id': 'Ivan Invalid',
  xml: 'Xenia Xml',
  text: 'Tessa Text',
  unauthorized: 'Una Unauthorized',
  quota: 'Quinn Quota',
  'not-found': 'Finn Found',
  'instance-not-found': 'Inga Instance',
  'session-not-ready': 'Sven Session',
  'too-many-requests': 'Tom Many',
  'retry-after': 'Rita After',
  'rate-overlimit': 'Otto Overlimit',
  'server-error': 'Selma Server',
  'bad-gateway': 'Gary Gateway',
  unavailable: 'Una Vailable',
  'gateway-timeout': 'Tim Gateway',
};

const MINUTE = 60_000;

/** The number of ordinary chats, which come first. */
const ORDINARY = 24;

/**
 * The default conversations: John Doe of Wawp's docs, ordinary chats with and without a picture, one chat for each scenario,
 * and the status updates that every account has.
 */
export function createShowcase(now: number): EmulatorChat[] {
  const john: EmulatorChat = {
    id: '201234567890@c.us',
    name: 'John Doe',
    unreadCount: 5,
    lastMessage: { body: 'Hello!', timestamp: now - MINUTE / 4 },
  };
  const ordinary = createChats(ORDINARY, now);
  const last = ordinary.at(-1)?.lastMessage?.timestamp ?? now;
  const scenarios = Object.entries(SCENARIO_NAMES).map(
    ([scenario, name], index): EmulatorChat => ({
      id: `1555010${String(index).padStart(4, '0')}@c.us`,
      name,
      scenario: scenario as EmulatorScenario,
      lastMessage: { body: `I am here to show “${scenario}”.`, timestamp: last - (index + 1) * MINUTE },
    }),
  );
  const status: EmulatorChat = {
    id: 'status@broadcast',
    name: null,
    scenario: 'none',
    lastMessage: { body: '📷 Photo', timestamp: last },
  };
  return [john, ...ordinary, ...scenarios, status];
}
