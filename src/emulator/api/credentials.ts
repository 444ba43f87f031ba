import { missingParameter, missingToken, unknownInstance } from '../answers.js';

/** The credentials that a request needs. Without an expected value, any value but an empty one is accepted. */
export interface ExpectedCredentials {
  instanceId?: string | undefined;
  accessToken?: string | undefined;
}

/**
 * The error response for missing or wrong credentials, or `undefined` when they are right. Accepts all known forms: the query,
 * as Wawp's pages document it; the `access-token` header of the OpenAPI file; `Authorization: Bearer` with `X-Instance-ID`, as
 * the Python SDK sends it.
 */
export function refuseCredentials(request: Request, expected: ExpectedCredentials): Response | undefined {
  const { searchParams } = new URL(request.url);
  const { headers } = request;
  const bearer = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1]?.trim();
  const token = searchParams.get('access_token') || headers.get('access-token') || bearer;
  const instance = searchParams.get('instance_id') || headers.get('x-instance-id');
  if (!token || (expected.accessToken !== undefined && token !== expected.accessToken)) return missingToken();
  if (!instance) return missingParameter('instance_id');
  if (expected.instanceId !== undefined && instance !== expected.instanceId) return unknownInstance();
  return undefined;
}
