/** Enough for every face of a day; a browser drops decoded pictures long before. */
const MAX = 5_000;

const urls = new Set<string>();

/** Whether this page has painted the URL before, in any avatar. */
export function wasPainted(url: string): boolean {
  return urls.has(url);
}

export function rememberPainted(url: string): void {
  if (urls.size >= MAX) urls.clear();
  urls.add(url);
}
