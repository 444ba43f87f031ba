/**
 * The behaviour of one chat when its picture is requested. A scenario can be changed at any time with
 * `emulator.setScenario(chatId, scenario)`.
 *
 * Answered by WhatsApp, then from the server's 24 h cache, empty answers included
 *
 * | scenario | answer |
 * | --- | --- |
 * | `picture` | `{ url }`: a signed 640 px picture on the CDN |
 * | `changes-on-refresh` | `{ url }`: another picture after each `refresh=true` |
 * | `preview` | `{ url }`: the 96 px preview (`stp=dst-jpg_s96x96`) |
 * | `none` · `hidden` · `blocked` | `{ url: null }`: the same on the wire |
 * | `empty-string` · `null-body` · `no-content` | `{ url: "" }` · `null` · 204: other forms of an empty answer |
 * | `rate-limited` | a picture, until a `refresh=true`: its answer is empty, and cached |
 * | `slow` | a picture, after `slowMs`; immediately while it is cached |
 * | `hanging` | nothing, until the request is aborted |
 * | `contact-shape` · `engine-shape` · `nested-url` | `{ id, url }` · `{ profilePictureURL }` · `{ success, data: { url } }` |
 * | `base64` · `bare-base64` | the picture itself, as a `data:` URL or as bare base64 |
 *
 * Answered with a faulty URL or image
 *
 * | scenario | answer |
 * | --- | --- |
 * | `expired-url` | a URL that has already expired: the CDN says 403 `URL signature expired` |
 * | `broken-image` · `html-image` · `slow-image` | the CDN says 404 · 200 with HTML · the picture after `slowMs` |
 * | `http-url` · `javascript-url` · `svg-base64` | URLs that are unsafe in a page |
 *
 * Answered immediately, without WhatsApp and the cache
 *
 * | scenario | answer |
 * | --- | --- |
 * | `restricted` · `restricted-status` · `not-available` | `{ url: "restricted" }` · `{ status: "restricted" }` · `{ available: false }` |
 * | `not-authorized` | 401 about the picture: hidden by the person's privacy settings |
 * | `placeholder` | `{ success: true, message }`: the only example in Wawp's docs |
 * | `unknown-json` · `html` | 200 with something else |
 * | `invalid-chat-id` · `xml` · `text` | 400 in JSON, XML and plain text |
 * | `unauthorized` · `quota` | 401 about the token · 403 `Quota or Limit Reached` |
 * | `not-found` · `instance-not-found` | 404 about the picture · about the instance |
 * | `session-not-ready` | 422 with the engine's body, while the session itself is well |
 * | `too-many-requests` · `retry-after` | 429 without and with `Retry-After` |
 * | `rate-overlimit` | 500 with the engine's body: WhatsApp's own 429 |
 * | `server-error` | 500 with the engine's body, which repeats the query and with it the token |
 * | `bad-gateway` · `unavailable` · `gateway-timeout` | 502 in HTML · 503 · 504 |
 */
export type EmulatorScenario = CachedScenario | ImageScenario | AnswerScenario;

/** Answered by WhatsApp and the 24 h cache. */
export type CachedScenario =
  | 'picture'
  | 'changes-on-refresh'
  | 'preview'
  | 'none'
  | 'hidden'
  | 'blocked'
  | 'empty-string'
  | 'null-body'
  | 'no-content'
  | 'rate-limited'
  | 'slow'
  | 'hanging'
  | 'contact-shape'
  | 'engine-shape'
  | 'nested-url'
  | 'base64'
  | 'bare-base64';

/** Answered with a faulty URL, or with the URL of a faulty image. */
export type ImageScenario =
  | 'expired-url'
  | 'broken-image'
  | 'html-image'
  | 'slow-image'
  | 'http-url'
  | 'javascript-url'
  | 'svg-base64';

/** Answered immediately. */
export type AnswerScenario =
  | 'restricted'
  | 'restricted-status'
  | 'not-available'
  | 'not-authorized'
  | 'placeholder'
  | 'unknown-json'
  | 'html'
  | 'invalid-chat-id'
  | 'xml'
  | 'text'
  | 'unauthorized'
  | 'quota'
  | 'not-found'
  | 'instance-not-found'
  | 'session-not-ready'
  | 'too-many-requests'
  | 'retry-after'
  | 'rate-overlimit'
  | 'server-error'
  | 'bad-gateway'
  | 'unavailable'
  | 'gateway-timeout';
