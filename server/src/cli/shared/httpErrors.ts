import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem } from '../../gateway/problems.js';

/**
 * For what is no HTTP at all, or too much of it. Node would answer with a bare status, or not at all; whoever built the
 * request wants to know what is wrong with it.
 */
export async function answerClientError(error: NodeJS.ErrnoException, socket: Socket): Promise<void> {
  // Into an answer that is being sent nothing else may be written.
  const { _httpMessage: underWay } = socket as { _httpMessage?: ServerResponse };
  if (!socket.writable || error.code === 'ECONNRESET' || underWay?.headersSent) {
    socket.destroy(error);
    return;
  }
  socket.end(await toBytes(whyRefused(error.code)), () => socket.destroy());
}

function whyRefused(code: string | undefined): Response {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return problem('header-too-large', 'The URL and the headers of this request are too long together.');
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return problem('request-timeout', 'The request took too long to arrive.');
  }
  return problem('bad-request', 'This is no HTTP request that can be read.');
}

/** RFC 9112 §3: a response as it goes over the wire. */
async function toBytes(response: Response): Promise<string> {
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
