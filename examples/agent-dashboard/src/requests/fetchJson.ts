/** An answer of the dashboard's server. @throws {Error} with the server's own words, when it has any. */
export async function fetchJson<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  const body = await response.json();
  if (!response.ok) throw new Error(body.message);
  return body;
}
