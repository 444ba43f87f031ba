import { createGatewaySource } from 'chat-avatar';

const chatIds = (count: number) =>
  Array.from({ length: count }, (_, i) => `2012345${String(i).padStart(5, '0')}@c.us`);

/** Asks for many chats, and resolves to how often each outcome occurred. */
async function askFor(count: number, timeoutMs: number) {
  const source = createGatewaySource({ baseUrl: '/api', timeoutMs });
  const outcomes = await Promise.all([
    ...chatIds(count).map((id) => outcomeOf(source.getChatPicture(id))),
    outcomeOf(source.getChatPicture('79161234567@c.us', { refresh: true })),
  ]);
  const times: Record<string, number> = {};
  for (const outcome of outcomes) times[outcome] = (times[outcome] ?? 0) + 1;
  return times;
}

function outcomeOf(answer: Promise<{ status: string }>): Promise<string> {
  return answer.then(
    ({ status }) => status,
    ({ code }) => code,
  );
}

Object.assign(window, { askFor });
