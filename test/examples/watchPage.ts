import type { Page, Request } from 'playwright';

/** Writes down everything that a page says to the console, and everything that goes between it and the network. */
export function watchPage(page: Page) {
  const complaints: string[] = [];
  const requests: Request[] = [];
  const texts: Promise<string>[] = [];
  // What the page has left has neither headers nor a body.
  const note = (text: Promise<string>) => texts.push(text.catch(() => ''));

  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    requests.push(request);
    texts.push(Promise.resolve(`${request.url()} ${request.postData() ?? ''}`));
    note(request.allHeaders().then((headers) => JSON.stringify(headers)));
  });
  page.on('response', (response) => {
    note(response.allHeaders().then((headers) => JSON.stringify(headers)));
    note(response.text());
  });
  return {
    complaints,
    requests,
    /** All of it, bodies included, as one text. */
    traffic: async () => (await Promise.all(texts)).join('\n'),
  };
}
