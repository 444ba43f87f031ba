import { createServer } from 'node:http';
import { Duplex } from 'node:stream';
import { callerFromHeader } from '../../../server/src/cli/commands/serve/callerFromHeader.js';
import { routeByName } from '../../../server/src/cli/commands/serve/routeByName.js';
import { allowHosts } from '../../../server/src/cli/shared/http/access.js';
import type { Handler } from '../../../server/src/gateway/node/Handler.js';
import { nodeListener } from '../../../server/src/gateway/node/nodeListener.js';
import { PlainAnswer } from '../../../server/src/gateway/node/PlainAnswer.js';
import { createPictureGateway } from '../../../server/src/index.js';
import { headerOf, type Parser, parser } from '../Parser.js';

const HOST = 'app.test';
const PUBLIC = 'https://inbox.example.com';

/** Answers with the host that a request is taken for. Without a web `Response`, which would take most of the time. */
const taken: Handler = {
  answer: () => undefined,
  recent: async (_, { url }) => new PlainAnswer(200, { 'taken-for': new URL(url).host }),
  respond: () => Promise.reject(new Error('not called')),
};
const server = createServer(nodeListener(() => taken));

// As a client that has sent everything and still reads.
Object.assign(server, { httpAllowHalfOpen: true });

class Connection extends Duplex {
  answer = '';
  override _read() {}
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.answer += chunk.toString('latin1');
    done();
  }
}

/** What the server answers to these bytes. */
function send(bytes: string): Promise<string> {
  const connection = new Connection();
  const answered = new Promise<string>((resolve) => {
    connection.on('close', () => resolve(connection.answer));
  });
  // The parser of a server that refused the request may still write.
  connection.on('error', () => undefined);
  server.emit('connection', connection);
  connection.push(Buffer.from(bytes, 'latin1'));
  connection.push(null);
  return answered;
}

interface Arrived {
  answer: string;
  /** The value of `Host`. */
  host: string;
  /** It has a second one. */
  isRefused: boolean;
}

/** A request that must be refused, or taken for the host that its header names. */
function arriving(
  make: (text: string) => { line: string; host: string; rest?: string; isRefused?: boolean },
): Parser {
  return {
    ...parser<Arrived>(
      async (text) => {
        const { line, host, rest = '', isRefused = false } = make(text);
        return {
          answer: await send(`GET ${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${rest}\r\n`),
          host,
          isRefused,
        };
      },
      ({ answer, host, isRefused }) => {
        const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status);
        if (statuses.length === 0) return 'no answer';
        if (statuses.some((status) => !/^(200|400|417|431)$/.test(status ?? ''))) return `status ${statuses}`;
        const wrong = [...answer.matchAll(/^taken-for: (.*)\r$/gm)].find(
          ([, taken]) => isRefused || taken !== hostOf(host),
        );
        return wrong && `${wrong[0]}, of the header ${host}`;
      },
    ),
    waits: true,
  };
}

/** As written, without the port of HTTP; `undefined` if it has more than a host and a port. */
function hostOf(header: string): string | undefined {
  const isHost = /^[^/?#@\\]+$/.test(header) && URL.canParse(`http://${header}`);
  return isHost ? new URL(`http://${header}`).host : undefined;
}

const visible = (text: string) => text.replace(/[^!-~]/g, '?');

const gateway = createPictureGateway({
  source: { id: 'fuzz', getChatPicture: async () => ({ status: 'none', reason: 'empty' }) },
  authorize: () => true,
  rateLimit: { limit: 1_000_000_000, windowMs: 1000 },
});

const believed = { header: 'x-user', secret: undefined, trustProxy: true, onUnknown: () => undefined };
const callers = [
  callerFromHeader(believed),
  callerFromHeader({ ...believed, secret: 'a-secret-of-32-characters-or-more', trustProxy: false }),
];

const route = routeByName(
  ['sales', 'support'].map((name) => ({ name, gateway })),
  '/api/faces',
);

/** Readers of where a request goes and who sends it. */
export const hostParsers: Record<string, Parser> = {
  'the target and the host of a request': arriving((text) => {
    const target = visible(text);
    // By the length of the text, because each request takes long.
    switch (text.length % 4) {
      case 0:
        return { line: target || '/', host: HOST };
      case 1:
        return { line: `http://${target}`, host: HOST };
      case 2: {
        const host = target.replace(/[/?#@\\]/g, '') || HOST;
        return { line: `http://${host}/pictures`, host };
      }
      default:
        return { line: '/pictures', host: headerOf(text).trim() || HOST };
    }
  }),
  'headers as they arrive': arriving((text) => {
    const isTwice = text.length % 2 === 0;
    const rest = `${isTwice ? `Host: ${headerOf(text)}\r\n` : ''}${text}\r\n`;
    return { line: '/pictures', host: HOST, rest, isRefused: isTwice };
  }),
  'a host that needs no secret': parser(
    (text) => {
      const url = `http://${text}/pictures`;
      return URL.canParse(url) && allowHosts(PUBLIC, () => undefined)(new Request(withoutUser(url)))
        ? url
        : undefined;
    },
    (url: string | undefined) =>
      url === undefined ||
      /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|inbox\.example\.com)$/.test(new URL(url).hostname)
        ? undefined
        : `${url} is open`,
  ),
  'the header of a caller': parser(
    (text) => {
      const headers = { 'x-user': headerOf(text), cookie: `chat-avatar-secret=${headerOf(text)}` };
      return callers.map((callerOf) => callerOf(new Request(PUBLIC, { headers })));
    },
    ([caller = '', unbelieved]: string[]) => {
      if (unbelieved !== 'unknown') return `believes ${unbelieved}`;
      return caller === 'unknown' || /^caller [^\s,](?:[^,]*[^\s,])?$/.test(caller) ? undefined : caller;
    },
  ),
  'the header Sec-Fetch-Site': parser<Response>(
    (text) =>
      gateway.fetch(
        new Request(`${PUBLIC}/pictures?chatId=1@c.us`, {
          headers: { origin: 'https://other.example', 'sec-fetch-site': headerOf(text) },
        }),
      ),
    ({ status }, text) =>
      status === 403 || /^(same-origin|none)$/.test(headerOf(text).trim()) ? undefined : `status ${status}`,
  ),
  'the path of an instance': parser(
    (text) =>
      [text, `/api/faces/${text}`, `/api/faces/sales/${text}`].map((path) => [path, route(path)?.name]),
    (routes: [string, string | undefined][]) => {
      const wrong = routes.find(
        ([path, name]) => name !== /^\/api\/faces\/(sales|support)(?:\/|$)/.exec(path)?.[1],
      );
      return wrong && `${wrong[0]} is ${wrong[1]}`;
    },
  ),
};

/** `Request` takes no URL with a user. */
function withoutUser(text: string): URL {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url;
}
