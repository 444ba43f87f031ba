import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem } from '../../../gateway/problems.js';

/**
 * Answers a request that Node's HTTP parser rejects with a problem document. Node alone would send a bare status, or
 * nothing.
 */
export async function answerClientError(error: NodeJS.ErrnoException, socket: Socket): Promise<void> {
  // Never write into a response that is already being sent.
  const { _httpMessage: response } = socket as { _httpMessage?: ServerResponse };
  if (!socket.writable || error.code === 'ECONNRESET' || response?.headersSent) {
    socket.destroy(error);
    return;
  }
  socket.end(await serialise(toProblem(error.code)), () => socket.destroy());
}

function toProblem(code: string | undefined): Response {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return problem(
      'header-too-large',
      'The URL and the headers of this request are too long. Send fewer ids at once.',
    );
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return problem(
      'request-timeout',
      'The request took too long to arrive. Send it again, and check the network and the proxies on the way.',
    );
  }
  return problem(
    'bad-request',
    'This is not a valid HTTP request. Check the client and the proxies on the way: plain http is spoken here, not https.',
  );
}

/** Serialises a response as an HTTP/1.1 message (RFC 9112 §2.1). */
async function serialise(response: Response): Promise<string> {
  const body = await response.text();
  return [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`,
    ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
