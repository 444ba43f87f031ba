type Fetch = (input: Request | URL | string, init?: RequestInit) => Promise<Response>;

/** CORS middleware: allows every origin, and answers preflight requests. */
export function allowOrigins(answer: Fetch): Fetch {
  return async (input, init) => {
    const request = input instanceof Request && init === undefined ? input : new Request(input, init);
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
    const response = isPreflight ? new Response(null, { status: 204 }) : await answer(request);
    response.headers.set('access-control-allow-origin', '*');
    if (isPreflight) {
      response.headers.set('access-control-allow-methods', 'GET, HEAD, POST');
      response.headers.set('access-control-allow-headers', 'access-token, authorization, x-instance-id');
    }
    return response;
  };
}
