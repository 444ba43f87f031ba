/** Whether a text is a host, with a port or without, and nothing else that a URL has. */
export function isHost(text: string): boolean {
  return /^[^/\\?#@\s]+$/.test(text) && URL.canParse(`http://${text}`);
}
