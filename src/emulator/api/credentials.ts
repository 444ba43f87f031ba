import { missingParameter, missingToken, unknownInstance } from '../answers.js';

/** What callers have to send. What is not given here may be anything, but not nothing. */
export interface ExpectedCredentials {
  instanceId?: string | undefined;
  accessToken?: string | undefined;
}

/**
 * The refusal, or `undefined` when the caller may go on. Every way in use is taken: the query, as the pages document it;
 * the `access-token` header of the OpenAPI file; `Authorization: Bearer` with `X-Instance-ID`, as the Python SDK sends it.
 */
export function refuseCredentials(request: Request, expected: ExpectedCredentials): Response | undefined {
  const { searchParams } = new URL(request.url);
  const { headers } = request;
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const token = searchParams.get('access_token') || headers.get('access-token') || bearer;
  const instance = searchParams.get('instance_id') || headers.get('x-instance-id');
  if (!token || (expected.accessToken !== undefined && token !== expected.accessToken)) return missingToken();
  if (!instance) return missingParameter('instance_id');
  if (expected.instanceId !== undefined && instance !== expected.instanceId) return unknownInstance();
  return undefined;
}
