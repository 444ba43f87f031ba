/**
 * The namespace of a source without one of its own: its id. The id of a Wawp client ends in the API's address if that is not the
 * usual one. An instance is the same account at every address, so that it finds its pictures after a move.
 */
export function namespaceOf(source: { id: string }): string {
  return source.id.replace(/@https?:\/\/[^@\s]*$/, '');
}
