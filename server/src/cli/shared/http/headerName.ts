/** Whether a text is a name of an HTTP header (RFC 9110 §5.6.2). */
export function isHeaderName(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text);
}
