import type { FaceQuery } from './FaceIndex.js';

/** Longer than every name. In characters. */
const MAX_SEARCH = 200;

/** What the query of a request asks for: `?search=anna&hidden=1&page=2`. The first page for a number that is none. */
export function readFaceQuery(query: URLSearchParams): Required<Omit<FaceQuery, 'pageSize'>> {
  return {
    search: (query.get('search') ?? '').slice(0, MAX_SEARCH),
    hidden: query.get('hidden') === '1',
    page: Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1),
  };
}
