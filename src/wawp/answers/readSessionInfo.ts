import { ChatPictureError } from '../../chat/ChatPictureError.js';
import { field, type WawpAnswer } from './answer.js';
import { hasFailed, readError, saysRateLimit } from './readError.js';

/** Wawp's life cycle of a session. Only a `WORKING` session reaches WhatsApp. */
export type SessionStatus = 'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'WORKING' | 'FAILED';

export interface SessionInfo {
  /**
   * `STARTING` becomes `WORKING` by itself. `SCAN_QR_CODE` waits for a phone that links the account; `STOPPED` and `FAILED` wait
   * for a restart in the Wawp dashboard.
   */
  status: SessionStatus;
  /** The name of the session, if Wawp tells it. */
  name?: string;
}

const STATUSES: ReadonlySet<unknown> = new Set(['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED']);

/** Parses the answer about the session. Every other field is dropped: the QR code links a phone, and `me` is a phone number. */
export function readSessionInfo(answer: WawpAnswer): SessionInfo {
  const { status, json, said } = answer;
  if (status < 300) {
    const data = field(json, 'data');
    for (const holder of [json, data, field(json, 'session'), field(data, 'session')]) {
      const state = field(holder, 'status');
      const name = field(holder, 'name');
      if (isSessionStatus(state)) return { status: state, ...(typeof name === 'string' && { name }) };
    }
  }
  if (status < 400 && !hasFailed(json) && !saysRateLimit(said)) throw unknown(status);
  const { status: verdict } = readError(answer);
  // The words of a refusal may be about pictures; this request is not.
  throw verdict === 'restricted' ? refused(status) : unknown(status);
}

function isSessionStatus(value: unknown): value is SessionStatus {
  return STATUSES.has(value);
}

function refused(status: number): ChatPictureError {
  return new ChatPictureError(
    'unauthorized',
    'Wawp refused to tell the state of the session. Check WAWP_ACCESS_TOKEN and WAWP_INSTANCE_ID.',
    { status },
  );
}

function unknown(status: number): ChatPictureError {
  return new ChatPictureError(
    'invalid-response',
    'Wawp answered something else than the state of a session. Check that baseUrl is the address of the Wawp API.',
    { status },
  );
}
