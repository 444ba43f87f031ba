import parsePhoneNumber from 'libphonenumber-js/min';

/** @type {Map<string, string | null>} */
const known = new Map();
const MOST = 10_000;

/**
 * The phone number of a chat id as people write it: `61912345671@c.us` gives `+61 912 345 671`, a group `null`. The server does
 * it, so that no browser loads the number plans of all countries (80 kB).
 *
 * @param {string} chatId
 * @returns {string | null}
 */
export function formatPhone(chatId) {
  const found = known.get(chatId);
  if (found !== undefined) return found;
  const digits = /^(\d+)@c\.us$/.exec(chatId)?.[1];
  const phone =
    digits === undefined ? null : (parsePhoneNumber(`+${digits}`)?.formatInternational() ?? `+${digits}`);
  if (known.size >= MOST) known.clear();
  known.set(chatId, phone);
  return phone;
}
