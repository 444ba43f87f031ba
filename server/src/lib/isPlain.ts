/** Whether a URL has no credentials, query and fragment, which would be dropped where it is a base of other URLs. */
export function isPlain({ username, password, search, hash }: URL): boolean {
  return username + password + search + hash === '';
}
