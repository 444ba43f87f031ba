type Bytes = Uint8Array<ArrayBuffer>;

const bytesByResponse = new WeakMap<Response, Bytes>();

/**
 * A response with a body that node:http can send as it is. Reading the stream of a web `Response` costs as much CPU as everything else
 * about the JSON of 60 chats. A copy of the response has the stream alone.
 */
export function bytesResponse(bytes: Bytes, headers: Record<string, string>): Response {
  const response = new Response(bytes, {
    headers: { ...headers, 'content-length': String(bytes.byteLength) },
  });
  bytesByResponse.set(response, bytes);
  return response;
}

export const bytesOf = (response: Response): Bytes | undefined => bytesByResponse.get(response);
