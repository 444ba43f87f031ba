import { ChatPictureError } from 'chat-avatar/wawp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clientAnswering, JOHN } from '../support/wawp.js';

const URL = 'https://pps.whatsapp.net/v/t61.24694-24/1_2_3_n.jpg?oh=01_x&oe=66BC702E';
const JPEG = '/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==';
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ';
/** `Number()` and `String()` throw for it. */
const ODD = { toString: 1, valueOf: 1 };
const SVG = 'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=';

/** The answer in short: a status with its reason, or an error's code, with `+` when it is retryable. */
async function decide(body: unknown, status = 200, headers = {}): Promise<string> {
  try {
    const picture = await clientAnswering(body, status, headers).getChatPicture(JOHN);
    return picture.status === 'none' ? `none ${picture.reason}` : picture.status;
  } catch (error) {
    if (!(error instanceof ChatPictureError)) throw error;
    return error.code + (error.retryable ? '+' : '');
  }
}

type Row = [body: unknown, expected: string, status?: number];

const rows: Record<string, Row[]> = {
  'a URL': [
    [{ url: URL }, 'available'],
    [{ id: JOHN, url: URL }, 'available'],
    [{ success: true, url: URL, message: 'too many words about a rate limit' }, 'available'],
    [{ data: { url: URL } }, 'available'],
    [{ data: URL }, 'available'],
    [{ result: { link: URL } }, 'available'],
    [{ response: { profilePictureUrl: URL } }, 'available'],
    [{ picture: { url: URL, type: 'image' } }, 'available'],
    [{ picture: URL }, 'available'],
    [{ profilePictureURL: URL }, 'available'],
    [{ wuid: 'x', profilePictureUrl: URL }, 'available'],
    [{ profilePicUrl: URL }, 'available'],
    [{ pictureUrl: URL, pictureId: '1' }, 'available'],
    [{ urlAvatar: URL, available: true }, 'available'],
    [{ eurl: URL }, 'available'],
    [{ data: { imgUrl: URL } }, 'available'],
    [{ url: null, profilePictureURL: URL }, 'available'],
    [`"${URL}"`, 'available'],
    [{ url: `  ${URL}\n` }, 'available'],
  ],
  'a base64 raster image': [
    [{ url: `data:image/jpeg;base64,${JPEG}` }, 'available'],
    [{ url: JPEG }, 'available'],
    [JPEG, 'available'],
    [`"${PNG}"`, 'available'],
    [{ mimetype: 'image/png', data: PNG }, 'available'],
  ],
  'a page of a proxy or a firewall, which says nothing about a person': [
    ['<style>body{background-image:none}</style><h1>401 Unauthorized</h1>', 'unauthorized', 401],
    ['<style>.cf-hidden{display:none}</style><h1>Forbidden</h1>', 'unauthorized', 403],
    ['<script>var img=new Image()</script><h1>Forbidden</h1>', 'unauthorized', 403],
    ['<h1>Forbidden</h1><img alt="picture">An image is hidden here', 'unauthorized', 403],
    ['<!-- session --><h1>Not Found</h1>', 'none not-found', 404],
    ['<script>sessionStorage.x=1</script><h1>Not Found</h1>', 'none not-found', 404],
    ['<h1>Too Many Requests</h1>', 'rate-limited+', 403],
  ],
  'a rate limit that comes with a 200': [
    [{ url: null, message: 'rate-overlimit' }, 'rate-limited+'],
    [{ success: true, message: 'Too many requests' }, 'rate-limited+'],
    ['"rate-overlimit"', 'rate-limited+'],
    [{ url: 'rate-overlimit' }, 'rate-limited+'],
  ],
  'an ordinary word that is no state of the session': [
    [{ status: 'failed', message: 'Invalid or Missing Access Token' }, 'unauthorized', 401],
    [{ status: 'failed', message: 'rate-overlimit' }, 'rate-limited+', 429],
    [{ status: 'FAILED' }, 'session-not-ready', 422],
  ],
  'a flag in other words': [
    [{ restricted: 'true' }, 'restricted'],
    [{ restricted: 1, url: null }, 'restricted'],
    [{ restricted: false, url: null }, 'none empty'],
    [{ restricted: 'false', url: null }, 'none empty'],
    [{ restricted: 0, url: null }, 'none empty'],
    [{ urlAvatar: '', available: 'false' }, 'restricted'],
    [{ urlAvatar: '', available: 0 }, 'restricted'],
    [{ data: { urlAvatar: '', available: '0' } }, 'restricted'],
    [{ urlAvatar: '', available: 'true' }, 'none empty'],
    [{ success: 'true', message: 'Operation completed successfully' }, 'none empty'],
    [{ success: 1, message: 'Operation completed successfully' }, 'none empty'],
    [{ success: 'false', message: 'item-not-found' }, 'none not-found'],
    [{ success: 0, message: 'Invalid or Missing Access Token' }, 'unauthorized'],
    [{ success: '1', error: 'false', url: null }, 'none empty'],
  ],
  'an object that is no number and no text': [
    [{ status: ODD, url: URL }, 'available'],
    [{ status: ODD, url: null }, 'none empty'],
    [{ restricted: ODD, url: null }, 'none empty'],
    [{ success: false, message: 'Invalid Access Token', code: ODD }, 'unauthorized'],
    [{ error: { status: ODD, code: 429 } }, 'rate-limited+'],
  ],
  'a quota in other words': [[{ message: 'You have reached the limit of your plan' }, 'rate-limited+', 403]],
  'an empty answer': [
    ['null', 'none empty'],
    ['""', 'none empty'],
    ['', 'none empty'],
    ['', 'none empty', 204],
    [{ url: null }, 'none empty'],
    [{ url: '' }, 'none empty'],
    [{ url: '   ' }, 'none empty'],
    [{ profilePictureURL: null }, 'none empty'],
    [{ wuid: 'x', profilePictureUrl: null }, 'none empty'],
    [{ success: true, message: 'Operation completed successfully' }, 'none empty'],
    [{ success: true, data: null }, 'none empty'],
    [{ success: true, data: { url: null } }, 'none empty'],
    [{ urlAvatar: '', available: true }, 'none empty'],
    [{ url: 'removed' }, 'none empty'],
    [{ url: 'https://x.test/nopicture.png' }, 'none empty'],
  ],
  'hidden by the person': [
    [{ url: 'restricted' }, 'restricted'],
    [{ status: 'restricted' }, 'restricted'],
    [{ picture: 'Restricted' }, 'restricted'],
    [{ restricted: true, url: null }, 'restricted'],
    [{ data: { restricted: true } }, 'restricted'],
    [{ urlAvatar: '', available: false }, 'restricted'],
    ['"restricted"', 'restricted'],
    ['restricted', 'restricted'],
    [{ message: 'not-authorized' }, 'restricted', 401],
    [{ error: 'not-authorized', code: 401 }, 'restricted', 401],
    [{ message: 'Forbidden by the privacy settings of the contact' }, 'restricted', 403],
    [{ success: false, message: 'not-authorized' }, 'restricted'],
  ],
  'not found': [
    ['Not Found', 'none not-found', 404],
    ['<html><title>404</title></html>', 'none not-found', 404],
    [{ message: 'item-not-found' }, 'none not-found', 404],
    [{ message: 'PROFILE_PICTURE_NOT_FOUND' }, 'none not-found', 404],
    [
      { message: 'Cannot GET /v2/chats/picture?instance_id=1&session=2', statusCode: 404 },
      'none not-found',
      404,
    ],
    [{ success: false, error: 'item-not-found' }, 'none not-found'],
    [{ status: 404, message: 'No such chat' }, 'none not-found'],
  ],
  'a bad chat id': [
    [{ message: 'Invalid chatId' }, 'invalid-chat-id', 400],
    [{ status: 400, message: 'Invalid phone number', error: 'Bad Request' }, 'invalid-chat-id', 400],
    [{ data: { status: 400, details: ['chatId must be a JID'] } }, 'invalid-chat-id', 400],
  ],
  credentials: [
    [{ status: 401, message: 'Unauthorized - Invalid or Missing Access Token' }, 'unauthorized', 401],
    [{ status: 401, message: 'Unauthorized - Invalid or Missing Access Token' }, 'unauthorized'],
    [{ error: 'Unauthorized' }, 'unauthorized', 401],
    ['', 'unauthorized', 401],
    ['Forbidden', 'unauthorized', 403],
    [{ message: 'This access token may not read profile pictures' }, 'unauthorized', 403],
    [{ statusCode: 401, message: 'Unauthorized', request: { path: '/chats/picture' } }, 'unauthorized', 401],
    [{ code: 'rest_forbidden', message: 'Invalid API key', data: { status: 401 } }, 'unauthorized'],
    [{ success: false, message: 'Invalid or Missing Access Token' }, 'unauthorized'],
    [{ success: false, message: 'Unauthorized - Invalid or Missing Access Token' }, 'unauthorized'],
    [{ error: 'access_token is required' }, 'unauthorized'],
    [{ error: 'The token has expired' }, 'unauthorized'],
    [{ error: 'invalid_token' }, 'unauthorized'],
    [{ error: 'Your API key is not valid' }, 'unauthorized'],
    [{ success: false, error: 'Missing Token' }, 'unauthorized'],
    [{ message: 'Invalid instance_id' }, 'unauthorized', 400],
  ],
  'the word token in another sense, which pauses no other chat': [
    [{ success: false, message: 'The contact Token Club has no picture yet' }, 'invalid-response'],
    [{ success: false, message: 'No picture for "Invalid Token Club"' }, 'invalid-response'],
    [{ error: 'Unexpected token < in JSON at position 0' }, 'invalid-response'],
    [{ success: false, message: 'privacy token of the contact was not sent' }, 'restricted'],
    [{ error: 'Cannot read the credentials folder of the engine' }, 'invalid-response'],
    [{ message: 'Unexpected token < in JSON at position 0' }, 'invalid-response', 400],
    [{ message: 'The chat Token Club is unknown' }, 'invalid-chat-id', 400],
    [{ message: 'not-authorized: Token Club hides its picture' }, 'restricted', 401],
    [{ error: 'Keynote tokens of John' }, 'invalid-response'],
  ],
  'a session that is not ready': [
    [
      { error: 'Session status is not as expected', session: 'd', status: 'STOPPED', expected: ['WORKING'] },
      'session-not-ready',
      422,
    ],
    [{ error: 'x', session: 'd', status: 'SCAN_QR_CODE', expected: ['WORKING'] }, 'session-not-ready', 422],
    [{ error: 'x', session: 'd', status: 'STARTING', expected: ['WORKING'] }, 'session-not-ready+', 422],
    [{ status: 'STARTING' }, 'session-not-ready+'],
    [{ data: { status: 'FAILED' } }, 'session-not-ready'],
    [{ status: 'STOPPED' }, 'session-not-ready', 503],
    ['Unprocessable', 'session-not-ready', 422],
    [{ status: 'starting', error: 'Session is not ready' }, 'session-not-ready+', 422],
    [{ data: { session: { status: 'STOPPED' } } }, 'session-not-ready'],
    [
      { statusCode: 500, exception: { message: 'Session "default" is STOPPED', name: 'Error' } },
      'session-not-ready',
      500,
    ],
    ['Session status is STARTING, expected WORKING', 'session-not-ready+', 500],
    [{ message: 'Instance not found', statusCode: 404 }, 'session-not-ready', 404],
    ['No such session', 'session-not-ready', 404],
  ],
  'too much': [
    ['Too Many Requests', 'rate-limited+', 429],
    [{ message: 'Quota or Limit Reached' }, 'rate-limited+', 403],
    [{ message: 'rate-overlimit' }, 'rate-limited+', 500],
    [{ success: false, message: 'Rate limit exceeded' }, 'rate-limited+'],
    [{ message: 'too many calls' }, 'rate-limited+', 404],
    [{ statusCode: 500, exception: { message: 'Error', data: 429 } }, 'rate-limited+', 500],
  ],
  'no answer in time': [
    ['', 'timeout+', 408],
    ['<html>Gateway Time-out</html>', 'timeout+', 504],
    [{ statusCode: 408, message: 'Timed Out' }, 'timeout+'],
  ],
  'a failing server': [
    ['<html>Bad Gateway</html>', 'server-error+', 502],
    [{ statusCode: 500, exception: { message: 'bad-request', data: 400 } }, 'server-error+', 500],
    ['not in this engine', 'server-error+', 501],
    ['', 'server-error+', 503],
  ],
  'anything else': [
    ['<html>Welcome</html>', 'invalid-response'],
    ['<?xml version="1.0"?><error>Bad Request</error>', 'invalid-response', 400],
    ['Bad Request (Plain Text)', 'invalid-response', 400],
    [{ message: 'Missing Required Parameter(s)' }, 'invalid-response', 400],
    ['{}', 'invalid-response'],
    ['[]', 'invalid-response'],
    ['42', 'invalid-response'],
    ['true', 'invalid-response'],
    ['{"url": ', 'invalid-response'],
    [{ foo: 'bar' }, 'invalid-response'],
    [{ url: 42 }, 'invalid-response'],
    [{ success: false }, 'invalid-response'],
    [{ url: 'changed' }, 'invalid-response'],
    [{ url: 'http://pps.whatsapp.net/a.jpg' }, 'invalid-response'],
    [{ url: 'http://127.0.0.1/a.jpg' }, 'invalid-response'],
    [{ url: 'javascript:alert(1)' }, 'invalid-response'],
    [{ url: 'JAVASCRIPT:alert(1)' }, 'invalid-response'],
    [{ url: 'ftp://x.test/a.jpg' }, 'invalid-response'],
    [{ url: 'file:///etc/passwd' }, 'invalid-response'],
    [{ url: '//x.test/a.jpg' }, 'invalid-response'],
    [{ url: 'https:x.test/a.jpg' }, 'invalid-response'],
    [{ url: 'https:/x.test/a.jpg' }, 'invalid-response'],
    [{ url: 'https://user:pass@x.test/a.jpg' }, 'invalid-response'],
    [{ url: `data:image/svg+xml;base64,${SVG}` }, 'invalid-response'],
    [{ url: `data:image/png;base64,${SVG}` }, 'invalid-response'],
    [{ url: 'data:image/svg+xml,<svg/>' }, 'invalid-response'],
    [{ url: 'data:text/html;base64,PGI+' }, 'invalid-response'],
    [SVG, 'invalid-response'],
    ['moved', 'invalid-response', 302],
    ['teapot', 'invalid-response', 418],
  ],
};

describe.each(Object.entries(rows))('%s', (_, cases) => {
  it.each(cases)('%j is %s', async (body, expected, status) => {
    expect(await decide(body, status)).toBe(expected);
  });
});

describe('the fields of an available picture', () => {
  it('is the URL as it came, and the moment of its death', async () => {
    expect(await clientAnswering({ url: URL }).getChatPicture(JOHN)).toEqual({
      status: 'available',
      url: URL,
      expiresAt: Date.parse('2024-08-14T08:51:58Z'),
    });
  });

  it.each(['', '?oe=xyz', '?oe=1', '?oe=123456789'])('is no expiry for "%s"', async (query) => {
    const url = `https://pps.whatsapp.net/a.jpg${query}`;
    expect(await clientAnswering({ url }).getChatPicture(JOHN)).toEqual({ status: 'available', url });
  });

  it('has the media type of its bytes', async () => {
    const answer = clientAnswering({ url: `data:image/png;base64,${JPEG}` });
    expect(await answer.getChatPicture(JOHN)).toEqual({
      status: 'available',
      url: `data:image/jpeg;base64,${JPEG}`,
    });
  });

  it('may be an http: URL of this machine when Wawp itself is on this machine', async () => {
    const local = { baseUrl: 'http://127.0.0.1:4010' };
    const ask = (url: string) => clientAnswering({ url }, 200, {}, local).getChatPicture(JOHN);
    await expect(ask('http://127.0.0.1:4010/v/a.jpg')).resolves.toMatchObject({ status: 'available' });
    await expect(ask('http://pps.whatsapp.net/v/a.jpg')).rejects.toMatchObject({ code: 'invalid-response' });
  });
});

describe('Retry-After', () => {
  afterEach(() => void vi.useRealTimers());

  it('is read in seconds and as a date', async () => {
    const ask = (value: string) => clientAnswering('', 429, { 'retry-after': value }).getChatPicture(JOHN);
    await expect(ask('7')).rejects.toMatchObject({ retryAfterMs: 7_000, status: 429 });
    vi.setSystemTime('2026-11-27T08:00:00Z');
    await expect(ask('Fri, 27 Nov 2026 08:01:00 GMT')).rejects.toMatchObject({ retryAfterMs: 60_000 });
    await expect(ask('1.5')).rejects.toMatchObject({ retryAfterMs: 1_500 });
    // Two headers: that of a server, and that of the proxy before it.
    await expect(ask('5, 9')).rejects.toMatchObject({ retryAfterMs: 5_000 });
    await expect(ask('0')).rejects.toMatchObject({ retryAfterMs: 0 });
    await expect(ask('soon')).rejects.not.toHaveProperty('retryAfterMs');
  });
});
