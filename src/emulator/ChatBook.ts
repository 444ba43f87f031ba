import type { EmulatorChat, EmulatorComplexion, EmulatorPictureKind } from './EmulatorChat.js';
import type { EmulatorScenario } from './EmulatorScenario.js';
import { hash } from './hash.js';

/** One spelling of a chat id for all that the engine takes: no device, and `c.us` for a person. */
export function canonicalId(id: string): string {
  const at = id.indexOf('@');
  if (at < 0) return id;
  const user = id.slice(0, at).replace(/[:_.].*$/, '');
  const server = id.slice(at + 1).toLowerCase();
  return `${user}@${server === 's.whatsapp.net' ? 'c.us' : server}`;
}

/** What WhatsApp knows: the chats of the account, and what their people did to their pictures. */
export class ChatBook {
  readonly chats: readonly EmulatorChat[];
  readonly #byId: ReadonlyMap<string, EmulatorChat>;
  readonly #scenarios = new Map<string, EmulatorScenario>();
  readonly #versions = new Map<string, number>();
  readonly #unknown: EmulatorScenario;

  constructor(chats: readonly EmulatorChat[], unknown: EmulatorScenario) {
    // As the engine sorts them: the latest message first.
    this.chats = chats.toSorted((a, b) => lastSeen(b) - lastSeen(a));
    this.#byId = new Map(chats.map((chat) => [canonicalId(chat.id), chat]));
    this.#unknown = unknown;
  }

  scenarioOf(id: string): EmulatorScenario {
    const key = canonicalId(id);
    const chat = this.#byId.get(key);
    return this.#scenarios.get(key) ?? (chat ? (chat.scenario ?? 'picture') : this.#unknown);
  }

  setScenario(id: string, scenario: EmulatorScenario): void {
    this.#scenarios.set(canonicalId(id), scenario);
  }

  /** Which of the person's pictures is up: it counts them. */
  versionOf(id: string): number {
    return this.#versions.get(canonicalId(id)) ?? 0;
  }

  changePicture(id: string): void {
    this.#versions.set(canonicalId(id), this.versionOf(id) + 1);
  }

  pictureKindOf(id: string): EmulatorPictureKind {
    const key = canonicalId(id);
    const server = key.slice(key.indexOf('@') + 1);
    const drawn = server === 'g.us' || server === 'newsletter' ? 'group' : hash(key, 7) % 2 ? 'man' : 'woman';
    return this.#byId.get(key)?.picture ?? drawn;
  }

  complexionOf(id: string): EmulatorComplexion | undefined {
    return this.#byId.get(canonicalId(id))?.complexion;
  }

  reset(): void {
    this.#scenarios.clear();
    this.#versions.clear();
  }
}

function lastSeen(chat: EmulatorChat): number {
  return chat.lastMessage?.timestamp ?? Number.NEGATIVE_INFINITY;
}
