const OWN_HOSTS = ['127.0.0.1', 'localhost'];

/**
 * Whether a request comes from the dashboard's own pages on this machine. The name in `Host` is checked too: a foreign
 * site can make its own name lead to this machine ("DNS rebinding"), and would then count as the same origin.
 *
 * In a real application this is where you ask your session who is there, and whether they may see these conversations:
 *
 *     authorize: async (request) => (await readSession(request))?.can('read:chats') ?? false
 *
 * @param {Request} request
 */
export function isFromDashboard(request) {
  const { hostname, host } = new URL(request.url);
  if (!OWN_HOSTS.includes(hostname)) return false;
  const origin = request.headers.get('origin');
  if (origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)) return false;
  const site = request.headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}
