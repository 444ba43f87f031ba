import { hash } from '../hash.js';
import type { EmulatorChat } from '../scenarios/EmulatorChat.js';
import type { EmulatorScenario } from '../scenarios/EmulatorScenario.js';
import { readScenario } from '../scenarios/readScenario.js';

/** The canonical spelling of a chat id that the engine accepts: no device, and `c.us` for a person. */
export function canonicalId(id: string): string {
  const at = id.indexOf('@');
  if (at < 0) return id;
  const [user] = id.slice(0, at).split(/[:_.]/, 1);
  const server = id.slice(at + 1).toLowerCase();
  return `${user}@${server === 's.whatsapp.net' ? 'c.us' : server}`;
}

/** WhatsApp's state: the chats of the account, their scenarios and the versions of their pictures. */
export class ChatRegistry {
  readonly chats: readonly EmulatorChat[];
  readonly #byId: ReadonlyMap<string, EmulatorChat>;
  readonly #idBySeed = new Map<number, string>();
  readonly #scenarios = new Map<string, EmulatorScenario>();
  readonly #versions = new Map<string, number>();
  readonly #unknown: EmulatorScenario;

  constructor(chats: readonly EmulatorChat[], unknown: EmulatorScenario) {
    // The engine sorts by the latest message, newest first.
    this.chats = chats.toSorted((a, b) => lastSeen(b) - lastSeen(a));
    this.#byId = new Map(chats.map((chat) => [canonicalId(chat.id), chat]));
    this.#unknown = unknown;
    for (const { id } of chats) this.seedOf(id);
  }

  scenarioOf(id: string): EmulatorScenario {
    const key = canonicalId(id);
    const chat = this.#byId.get(key);
    return this.#scenarios.get(key) ?? (chat ? (chat.scenario ?? 'picture') : this.#unknown);
  }

  setScenario(id: string, scenario: EmulatorScenario): void {
    this.#scenarios.set(canonicalId(id), readScenario(scenario));
  }

  /** How often the chat has changed its picture. */
  versionOf(id: string): number {
    return this.#versions.get(canonicalId(id)) ?? 0;
  }

  changePicture(id: string): void {
    this.#versions.set(canonicalId(id), this.versionOf(id) + 1);
  }

  /** The number that stands for the chat in the URLs of its pictures. */
  seedOf(id: string): number {
    const key = canonicalId(id);
    const seed = hash(key);
    this.#idBySeed.set(seed, key);
    return seed;
  }

  /** The canonical id behind a seed, if `seedOf` has been called for it. */
  chatIdOf(seed: number): string | undefined {
    return this.#idBySeed.get(seed);
  }

  reset(): void {
    this.#scenarios.clear();
    this.#versions.clear();
  }
}

function lastSeen(chat: EmulatorChat): number {
  return chat.lastMessage?.timestamp ?? Number.NEGATIVE_INFINITY;
}
