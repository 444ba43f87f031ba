/** One run over a store in files. Run by the kill test, which builds it: only a process can be killed. */

import { enrichContacts } from '../../src/enricher/index.js';
import { openStorage } from '../../src/store/openStorage.js';
import { createWawpClient } from '../../src/wawp/index.js';

const [place = '', baseUrl = ''] = process.argv.slice(2);
const { storage } = await openStorage(place);
await enrichContacts({
  client: createWawpClient({ instanceId: '123456789012', accessToken: 'a-secret-token', baseUrl }),
  storage,
  imageHosts: ['127.0.0.1'],
  dangerouslyAllowPrivateAddresses: true,
  perSecond: 200,
});
