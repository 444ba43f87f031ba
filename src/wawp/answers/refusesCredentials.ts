const CREDENTIAL = /\b(?:access[-_ ]?token|api[-_ ]?key|instance[-_ ]?id|(?:auth|bearer|this|your) token)\b/i;

const SECRET = String.raw`(?:(?:access|api|auth|bearer)[-_ ]?)?(?:token|key|credentials?|instance[-_ ]?id)\b`;
const FLAW = '(?:invalid|missing|expired|unknown|wrong|incorrect|revoked|bad)';

/** "Invalid or Missing Access Token", "invalid_token". */
const FLAWED_SECRET = new RegExp(
  `\\b${FLAW}(?:(?: or |/|, )${FLAW})?[-_: ]+(?:(?:your|the) )?["'\`]?${SECRET}`,
  'i',
);
/** "The token has expired", "access_token is required", "Your API key is not valid". */
const SECRET_IS_FLAWED = new RegExp(
  `\\b${SECRET}["'\`]? (?:(?:is|was|has|have|are)(?: been)? )?(?:not |no longer )?(?:${FLAW}|required|valid|rejected|refused|disabled)\\b`,
  'i',
);

/** A name in quotes, such as that of a contact. The names of parameters have no spaces. */
const QUOTED_NAME = /"[^" ]* [^"]*"/g;

/** Whether a message says that the credentials are wrong, and not only contains the word "token", as a name may. */
export function refusesCredentials(said: string): boolean {
  const words = said.replace(QUOTED_NAME, '');
  return FLAWED_SECRET.test(words) || SECRET_IS_FLAWED.test(words);
}

/** Whether a message names a credential of this API. Under 400, 401 and 403 that is enough. */
export function namesCredentials(said: string): boolean {
  return CREDENTIAL.test(said.replace(QUOTED_NAME, '')) || refusesCredentials(said);
}
