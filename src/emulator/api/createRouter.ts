import { sessionNotReady, wawpError } from '../answers.js';
import { isCdnPath } from '../cdn/pictureUrls.js';
import type { SessionState } from '../engine/session.js';
import { immediateAnswer } from '../scenarios/scenarioAnswers.js';
import { answerOverview, answerPicture, type ChatRouteParts } from './chatRoutes.js';
import { type ExpectedCredentials, refuseCredentials } from './credentials.js';
import { answerSession } from './sessionRoute.js';

type Handler = (request: Request) => Response | Promise<Response>;

interface Route {
  methods: readonly string[];
  handler: Handler;
}

export interface RouterParts extends ChatRouteParts {
  session: SessionState;
  sessionInfoMethod: 'either' | 'GET' | 'POST';
  credentials: ExpectedCredentials;
  answerCdn: Handler;
}

const READ = ['GET'];
/** Wawp's documentation says POST, Wawp's own MCP server sends GET. */
const EITHER = ['GET', 'POST'];

/** Checks path, method, credentials and session, in Wawp's order, before it calls the endpoint. */
export function createRouter(parts: RouterParts): (request: Request) => Promise<Response> {
  const { session, credentials, sessionInfoMethod } = parts;
  const instance = credentials.instanceId ?? 'default';
  const engineRoute = (handler: Handler): Route => ({
    methods: READ,
    handler: (request) =>
      session.status === 'WORKING' ? handler(request) : sessionNotReady(session.status, instance),
  });
  const sessionRoute = (action: 'start' | 'stop'): Route => ({
    methods: EITHER,
    handler: () => answerSession(session, action, instance),
  });
  const infoRoute: Route = {
    methods: sessionInfoMethod === 'either' ? EITHER : [sessionInfoMethod],
    handler: (request) =>
      (session.fault && immediateAnswer(session.fault, request, parts.clock.now())) ??
      answerSession(session, 'info', instance),
  };
  const routes = new Map<string, Route>([
    ['/v2/chats/picture', engineRoute((request) => answerPicture(parts, request, 'chatId'))],
    ['/v2/contacts/profile-picture', engineRoute((request) => answerPicture(parts, request, 'contactId'))],
    ['/v2/chats/overview', engineRoute((request) => answerOverview(parts, request))],
    ['/v2/session/info', infoRoute],
    ['/v2/session/start', sessionRoute('start')],
    ['/v2/session/stop', sessionRoute('stop')],
  ]);

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (isCdnPath(pathname)) return parts.answerCdn(request);
    const route = routes.get(pathname);
    if (route === undefined) return wawpError(404, 'Not Found - No such endpoint', 'Not Found');
    if (!route.methods.includes(request.method)) {
      const allow = route.methods.join(', ');
      return wawpError(405, 'Method Not Allowed', 'Method Not Allowed', { allow });
    }
    return refuseCredentials(request, credentials) ?? route.handler(request);
  };
}
