import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileImageHosts, DEFAULT_IMAGE_HOSTS } from '../../src/images/download/compileImageHosts.js';

const matches = (patterns: readonly string[], url: string) => compileImageHosts(patterns)(new URL(url));

describe('compileImageHosts', () => {
  it.each([
    'https://pps.whatsapp.net/v/t61.24694-24/1.jpg?oe=1',
    'https://PPS.WhatsApp.net/',
    'https://media-mxp1-1.cdn.whatsapp.net/',
    'https://a.b.cdn.whatsapp.net/',
  ])('allows %s by default', (url) => {
    expect(matches(DEFAULT_IMAGE_HOSTS, url)).toBe(true);
  });

  it.each([
    'https://cdn.whatsapp.net/',
    'https://evilcdn.whatsapp.net/',
    'https://evil-pps.whatsapp.net/',
    'https://x.pps.whatsapp.net/',
    'https://pps.whatsapp.net.evil.example/',
    'https://pps.whatsapp.net./',
    'https://evil.example/pps.whatsapp.net',
    'https://evil.example#pps.whatsapp.net',
    'https://evil.example?.cdn.whatsapp.net',
    'https://pps.whatsapp.net@evil.example/',
    'https://pps.whatsapp.net:x@evil.example/',
    'https://evil.example\\.cdn.whatsapp.net/',
    'https://pps。whatsapp。net.evil.example/',
  ])('rejects %s', (url) => {
    expect(matches(DEFAULT_IMAGE_HOSTS, url)).toBe(false);
  });

  it('compares host names in the form of the URL standard', () => {
    expect(matches(['BÜCHER.example'], 'https://xn--bcher-kva.example/')).toBe(true);
    expect(matches(['127.0.0.1'], 'https://2130706433/')).toBe(true);
    expect(matches(['::1'], 'https://[0:0:0:0:0:0:0:1]/')).toBe(true);
    expect(matches(['[::1]:8080'], 'https://[::1]:8080/')).toBe(true);
  });

  it('matches a pattern with a port on that port only', () => {
    expect(matches(['cdn.example.com:8443'], 'https://cdn.example.com:8443/')).toBe(true);
    expect(matches(['cdn.example.com:8443'], 'https://cdn.example.com/')).toBe(false);
    expect(matches(['cdn.example.com:443'], 'https://cdn.example.com/')).toBe(true);
  });

  it.each([
    '*',
    '*.',
    '*.com',
    '',
    ' ',
    'https://a.example',
    'a.example/x',
    'a.example?x',
    'u@a.example',
    'a.*.b',
    '*.1.2.3',
    '*.*.a',
    '.',
  ])('throws for the pattern %j', (pattern) => {
    expect(() => compileImageHosts([pattern])).toThrow(TypeError);
  });

  it('never matches a host that does not end in the domain of a pattern', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.domain(), fc.boolean(), (text, domain, below) => {
        const url = new URL(text);
        if (below) url.hostname = `${url.hostname}.${domain}`;
        const expected = url.hostname.endsWith(`.${domain.toLowerCase()}`);
        expect(compileImageHosts([`*.${domain}`])(url)).toBe(expected);
      }),
    );
  });
});
