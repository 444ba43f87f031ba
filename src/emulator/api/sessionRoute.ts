import type { EmulatorSession } from '../engine/session.js';

/** A picture of one pixel. It links no phone. */
const QR = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

/** `/v2/session/info`, `/start` and `/stop`. `action` is the last segment of the path. */
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
