import type { RequestListener } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { downloadImage } from '../../src/images/download/downloadImage.js';
import { onLoopback, refusal, serve } from './download.fixture.js';

let jpeg: Buffer;

beforeAll(async () => {
  jpeg = await photograph(160);
});

const sendJpeg: RequestListener = (_, response) => {
  response.setHeader('content-type', 'text/html').end(jpeg);
};

describe('SSRF protection of downloadImage', () => {
  it.each([
    ['http://pps.whatsapp.net/', 'url-not-allowed'],
    ['ftp://pps.whatsapp.net/', 'url-not-allowed'],
    ['file:///etc/passwd', 'url-not-allowed'],
    ['javascript:alert(1)', 'url-not-allowed'],
    ['//pps.whatsapp.net/', 'url-not-allowed'],
    ['', 'url-not-allowed'],
    ['https://user@pps.whatsapp.net/', 'url-not-allowed'],
    ['https://:password@pps.whatsapp.net/', 'url-not-allowed'],
    ['https://pps.whatsapp.net:8443/', 'url-not-allowed'],
    ['https://evil.example/', 'host-not-allowed'],
    ['https://127.0.0.1/', 'host-not-allowed'],
    ['https://pps.whatsapp.net@evil.example/', 'url-not-allowed'],
  ])('rejects %s', async (url, code) => {
    expect(await refusal(url)).toMatchObject({ code, retryable: false });
  });

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '169.254.169.254',
    '10.0.0.1',
    '0.0.0.0',
    '[fd00:ec2::254]',
    '[64:ff9b::7f00:1]',
  ])('rejects the private address %s even if it is in imageHosts', async (host) => {
    expect(await refusal(`https://${host}/`, { imageHosts: [host] })).toMatchObject({
      code: 'address-not-allowed',
    });
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '100.64.0.1',
    '::1',
    '::ffff:127.0.0.1',
    'fe80::1',
    'fc00::1',
  ])('rejects a host name that resolves to %s', async (address) => {
    const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
    expect(await refusal('https://pps.whatsapp.net/', { resolve })).toMatchObject({
      code: 'address-not-allowed',
    });
  });

  it('rejects a host name with one private address among public ones', async () => {
    const resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    expect(await refusal('https://pps.whatsapp.net/', { resolve })).toMatchObject({
      code: 'address-not-allowed',
    });
  });

  it('DNS rebinding: connects to the checked address, and resolves the name once', async () => {
    const server = await serve(sendJpeg);
    let asked = 0;
    // Another address each time.
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    };
    await downloadImage(`http://picture.example:${server.port}/`, { ...onLoopback, resolve });
    expect(asked).toBe(1);
    expect(server.requests).toEqual(['/']);
  });

  it('allows http: for private addresses only, with dangerouslyAllowPrivateAddresses', async () => {
    const resolve = async () => [{ address: '8.8.8.8', family: 4 }];
    const error = await refusal('http://picture.example/', { ...onLoopback, resolve });
    expect(error.code).toBe('address-not-allowed');
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://evil.example/',
    'file:///etc/passwd',
    'https://user:pass@127.0.0.1/',
    'gopher://127.0.0.1/',
    'http://[bad/',
    '//evil.example/x',
  ])('rejects a redirect to %s', async (location) => {
    const server = await serve((_, response) => response.writeHead(302, { location }).end());
    const { code } = await refusal(`${server.origin}/`, {
      ...onLoopback,
      imageHosts: ['127.0.0.1:1', `127.0.0.1:${server.port}`],
    });
    expect(['host-not-allowed', 'url-not-allowed']).toContain(code);
    expect(server.requests).toHaveLength(1);
  });

  it('sends no request to loopback without dangerouslyAllowPrivateAddresses', async () => {
    const server = await serve(sendJpeg, '::1').catch(() => serve(sendJpeg));
    const host = new URL(server.origin).host;
    expect(await refusal(`https://${host}/`, { imageHosts: [host] })).toMatchObject({
      code: 'address-not-allowed',
    });
    expect(await refusal(`${server.origin}/`, { imageHosts: [host] })).toMatchObject({
      code: 'url-not-allowed',
    });
    expect(server.requests).toEqual([]);
  });
});
