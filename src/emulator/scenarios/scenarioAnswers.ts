import {
  engineFailure,
  invalidChatId,
  missingToken,
  page,
  plainText,
  sessionNotReady,
  unknownInstance,
  wawpError,
} from '../answers.js';
import type { AnswerScenario, EmulatorScenario } from './EmulatorScenario.js';

type Answer = (request: Request, now: number) => Response;

/** The answers of the scenarios that bypass WhatsApp and the cache. */
export const ANSWERS: Record<AnswerScenario, Answer> = {
  restricted: () => Response.json({ url: 'restricted' }),
  'restricted-status': () => Response.json({ status: 'restricted' }),
  'not-available': () => Response.json({ urlAvatar: '', available: false }),
  'not-authorized': () =>
    wawpError(401, "not-authorized: the profile picture is hidden by the user's privacy", 'Unauthorized'),
  placeholder: noUrl,
  'unknown-json': () => Response.json({ hello: 'world', items: [1, 2, 3] }),
  html: () => page(200, 'Welcome to nginx!'),
  'invalid-chat-id': ({ url }) =>
    invalidChatId(new URL(url).searchParams.has('contactId') ? 'contactId' : 'chatId'),
  xml: () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?><error><status>400</status><message>Bad Request</message></error>';
    return new Response(xml, { status: 400, headers: { 'content-type': 'application/xml' } });
  },
  text: () => plainText(400, 'Bad Request'),
  unauthorized: missingToken,
  quota: () => wawpError(403, 'Forbidden - Quota or Limit Reached', 'Forbidden'),
  'not-found': () => wawpError(404, 'Not Found - item-not-found', 'Not Found'),
  'instance-not-found': unknownInstance,
  'session-not-ready': () => sessionNotReady('SCAN_QR_CODE', 'default'),
  'too-many-requests': () => wawpError(429, 'Too Many Requests', 'Too Many Requests'),
  'retry-after': () => wawpError(429, 'Too Many Requests', 'Too Many Requests', { 'retry-after': '30' }),
  'rate-overlimit': (request, now) =>
    engineFailure(request, { message: 'rate-overlimit', name: 'Error', data: 429 }, now),
  'server-error': (request, now) =>
    engineFailure(request, { message: 'bad-request', name: 'Error', data: 400 }, now),
  'bad-gateway': () => page(502, '502 Bad Gateway'),
  unavailable: () => plainText(503, 'Service Unavailable'),
  'gateway-timeout': () => wawpError(504, 'Gateway Timeout', 'Gateway Timeout'),
};

/** The answer of a scenario that bypasses WhatsApp, or `undefined` for the others. */
export function immediateAnswer(
  scenario: EmulatorScenario,
  request: Request,
  now: number,
): Response | undefined {
  return Object.hasOwn(ANSWERS, scenario) ? ANSWERS[scenario as AnswerScenario](request, now) : undefined;
}

/** The only example on Wawp's page of `/v2/chats/picture`. */
export function noUrl(): Response {
  return Response.json({ success: true, message: 'Operation completed successfully' });
}

/** Wawp documents `{ id, url }` for the contacts endpoint, and a 404 or an empty URL for a hidden or missing picture. */
export function encodeContactPicture(
  scenario: EmulatorScenario,
  url: string | null,
  contactId: string,
): Response {
  if (SHAPES.has(scenario)) return encodePicture(scenario, url, contactId);
  if (scenario === 'hidden' && url === null) {
    return wawpError(404, 'Not Found - The contact has no profile picture, or hides it', 'Not Found');
  }
  return Response.json({ id: contactId, url: url ?? '' });
}

/** Scenarios with a response shape of their own. */
const SHAPES: ReadonlySet<EmulatorScenario> = new Set([
  'empty-string',
  'null-body',
  'no-content',
  'engine-shape',
  'nested-url',
]);

/** Encodes the URL of a picture, or `null`, in the response shape of the scenario. */
export function encodePicture(scenario: EmulatorScenario, url: string | null, chatId: string): Response {
  switch (scenario) {
    case 'empty-string':
      return Response.json({ url: url ?? '' });
    case 'null-body':
      return Response.json(url);
    case 'no-content':
      return url === null ? new Response(null, { status: 204 }) : Response.json({ url });
    case 'contact-shape':
      return Response.json({ id: chatId, url });
    case 'engine-shape':
      return Response.json({ profilePictureURL: url });
    case 'nested-url':
      return Response.json({ success: true, data: { url } });
    default:
      return Response.json({ url });
  }
}
