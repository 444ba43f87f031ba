import type { EmulatorSession } from '../engine/session.js';

/** A picture of one pixel: nobody can link a phone with it. */
const QR = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

/** `/v2/session/info`, `/start` and `/stop`: the last word of the path is what to do. */
export function answerSession(
  session: EmulatorSession,
  action: 'info' | 'start' | 'stop',
  name: string,
): Response {
  if (action === 'start') session.start();
  if (action === 'stop') session.stop();
  const { status } = session;
  return Response.json({ name, status, ...(status === 'SCAN_QR_CODE' && { qr: QR }) });
}
