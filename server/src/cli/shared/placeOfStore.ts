import { placeOfVariable } from './wawp/readVariable.js';

/**
 * The name of the store's location in errors: the option, or the variable that it came from. `readStoreVariables` removes a variable
 * that the option replaces.
 */
export function placeOfStore(environment = process.env): string {
  const place = placeOfVariable('CHAT_AVATAR_STORE', environment);
  return environment[place]?.trim() ? place : '--store';
}
